import { afterAll, describe, expect, it } from 'vitest';
import { shortDocument } from './document.fixture.ts';
import { stopDocx, toDocx } from './docx.ts';
import { readZip } from './zip.ts';

afterAll(stopDocx);

async function parts(changes = {}): Promise<Map<string, string>> {
  const archive = Buffer.from(await toDocx(shortDocument(changes)));
  return new Map(readZip(archive).map(({ name, bytes }) => [name, bytes.toString('utf8')]));
}

describe('a document as DOCX', () => {
  it('is the same bytes at another time, from the same thread and from another', async () => {
    const long = shortDocument({ contents: true });
    const first = await toDocx(long);
    // Zip archives count time by two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(Buffer.compare(first, await toDocx(long))).toBe(0);
    await stopDocx();
    expect(Buffer.compare(first, await toDocx(long))).toBe(0);
  });

  it('holds a title, its language, the date of its data and no other', async () => {
    const files = await parts();
    const core = files.get('docProps/core.xml')!;
    expect(core).toContain('<dc:title>Contrat de performance du pôle Minalogic</dc:title>');
    expect(core.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['2013-07-01T00:00:00Z', '2013-07-01T00:00:00Z']);
    expect(files.get('word/styles.xml')).toContain('<w:lang w:val="fr-FR"/>');
  });

  it('has real headings, lists, links, and tables whose header repeats', async () => {
    const text = (await parts()).get('word/document.xml')!;
    expect(text.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(2);
    expect(text.match(/<w:pStyle w:val="Heading2"\/>/g)).toHaveLength(1);
    expect(text.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(text.match(/<w:numPr>/g)).toHaveLength(4);
    expect(text).toContain('w:anchor="cibles"');
    expect(text).toMatch(/<w:bookmarkStart[^>]*w:name="cibles"/);
    expect(text).toContain('Łukasiewicz');
  });

  it('holds a figure as a drawing with its words, and a caption', async () => {
    const files = await parts();
    const text = files.get('word/document.xml')!;
    expect(text).toContain('descr="Emplois créés, de 120 à 150."');
    expect(text).toContain('Les cibles en dessin');
    expect(files.get('word/media/image1.svg')).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 720 160"/,
    );
  });

  it('numbers its pages in words, marks a draft and invented data, and lists its contents with their pages', async () => {
    const files = await parts({ contents: true, draftMark: 'Projet', synthetic: 'Données inventées.' });
    const footer = files.get('word/footer1.xml')!;
    expect(footer).toMatch(/Page.*PAGE.* sur .*NUMPAGES/s);
    expect(footer).toContain('Données inventées.');
    expect(files.get('word/header1.xml')).toContain('Projet');
    const text = files.get('word/document.xml')!;
    expect(text).toContain('TOC \\h \\o &quot;1-2&quot;');
    const contents = text.slice(text.indexOf('<w:sdt>'), text.indexOf('</w:sdt>'));
    expect(contents.replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/g, '').replace(/<[^>]+>/g, ' ')).toMatch(
      /Parties\s+3\s+Engagements\s+3\s+Cibles\s+3/,
    );
  });

  it('turns pages for wide tables', async () => {
    const text = (
      await parts({
        blocks: [
          { kind: 'paragraph', text: 'Debout.' },
          { kind: 'pageBreak', orientation: 'landscape' },
          { kind: 'paragraph', text: 'Couché.' },
        ],
      })
    ).get('word/document.xml')!;
    expect(text.match(/w:orient="(portrait|landscape)"/g)).toEqual(['w:orient="portrait"', 'w:orient="landscape"']);
  });
});
