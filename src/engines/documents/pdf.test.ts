import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PDF, PdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from '@libpdf/core';
import { afterAll, describe, expect, it } from 'vitest';
import { longDocument, shortDocument } from './document.fixture.ts';
import { stopPdf, toPdf, UnprintableCharacters, warmUpPdf } from './pdf.ts';

const run = promisify(execFile);

afterAll(stopPdf);

/** The elements that a screen reader meets, from the top of the tree down, in reading order. */
function elements(pdf: PDF): PdfDict[] {
  const seen: PdfDict[] = [];
  const visit = (value: PdfObject | null | undefined): void => {
    if (value instanceof PdfRef) {
      visit(pdf.getObject(value));
    } else if (value instanceof PdfArray) {
      for (const item of value) visit(item);
    } else if (value instanceof PdfDict) {
      seen.push(value);
      visit(value.get('K'));
    }
  };
  visit(pdf.getCatalog().getRef('StructTreeRoot'));
  return seen;
}

function tags(pdf: PDF): string[] {
  return elements(pdf).flatMap((element) => {
    const name = element.get('S');
    return name instanceof PdfName ? [name.value] : [];
  });
}

/** What stands for each drawing. */
function alternatives(pdf: PDF): string[] {
  return elements(pdf).flatMap((element) => {
    const words = element.get('Alt');
    return words instanceof PdfString ? [words.asString()] : [];
  });
}

describe('a document as PDF', () => {
  it('is the same bytes from one thread and from the next', async () => {
    const first = await toPdf(shortDocument());
    expect(Buffer.compare(first, await toPdf(shortDocument()))).toBe(0);
    await stopPdf();
    expect(Buffer.compare(first, await toPdf(shortDocument()))).toBe(0);
  });

  it('is the same bytes from another process, in another folder and time zone', async () => {
    const here = await toPdf(shortDocument());
    const script = `
      import { createHash } from 'node:crypto';
      import { shortDocument } from '${new URL('document.fixture.ts', import.meta.url)}';
      import { toPdf } from '${new URL('pdf.ts', import.meta.url)}';
      console.log(createHash('sha256').update(await toPdf(shortDocument())).digest('hex'));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: '/',
      env: { ...process.env, TZ: 'Pacific/Noumea', LANG: 'ja_JP.UTF-8', HOME: '/' },
    });
    expect(stdout.trim()).toBe(await sha256(here));
  });

  it('is tagged, titled, in its language, dated by its data, with bookmarks, and says that it is PDF/UA-1', async () => {
    const bytes = await toPdf(shortDocument());
    const pdf = await PDF.load(bytes);
    expect(pdf.getTitle()).toBe('Contrat de performance du pôle Minalogic');
    expect(pdf.getLanguage()).toBe('fr-FR');
    expect(pdf.getCreationDate()).toEqual(new Date('2013-07-01T00:00:00Z'));
    expect(Buffer.from(bytes).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const all = tags(pdf);
    for (const tag of ['H1', 'H2', 'P', 'L', 'LI', 'Table', 'Caption', 'THead', 'TH', 'TBody', 'TD', 'TFoot', 'Link']) {
      expect(all, tag).toContain(tag);
    }
    expect(all.indexOf('THead')).toBeLessThan(all.indexOf('TBody'));
    expect(pdf.getCatalog().getRef('Outlines')).toBeDefined();
  });

  it('draws a figure across the text, with its words for whoever does not see it, in the typefaces of the document', async () => {
    const bytes = await toPdf(shortDocument());
    const pdf = await PDF.load(bytes);
    expect(tags(pdf)).toContain('Figure');
    expect(alternatives(pdf)).toEqual(['Emplois créés, de 120 à 150.']);
    const text = pdf.extractText().map((page) => page.text.replace(/\s+/g, ' '));
    expect(text.join(' ')).toContain('Écart toléré, œuvre, Łódź ≥ β = −1,5');
    expect(text.join(' ')).toContain('Figure 1 Les cibles en dessin');
  });

  it('keeps within one page a drawing that is taller than wide', async () => {
    const svg = '<svg viewBox="0 0 100 900"><rect width="100" height="900" fill="#0a5f73"/></svg>';
    const blocks = [{ kind: 'figure', svg, alt: 'Une colonne.', caption: 'Colonne' }] as const;
    expect((await PDF.load(await toPdf(shortDocument({ blocks })))).getPageCount()).toBeLessThanOrEqual(2);
  });

  it('sets forty pages of tables in less than two seconds, the first use included, without holding the process', async () => {
    const tries: { took: number; longestPause: number }[] = [];
    // The best of three: other tests share the machine.
    for (let attempt = 0; attempt < 3; attempt++) {
      await stopPdf();
      const start = performance.now();
      let last = start;
      let longestPause = 0;
      const beat = setInterval(() => {
        longestPause = Math.max(longestPause, performance.now() - last);
        last = performance.now();
      }, 5);
      const bytes = await toPdf(longDocument());
      clearInterval(beat);
      tries.push({ took: performance.now() - start, longestPause });
      expect((await PDF.load(bytes)).getPageCount()).toBeGreaterThanOrEqual(30);
    }
    expect(Math.min(...tries.map((one) => one.took))).toBeLessThan(2000);
    expect(Math.min(...tries.map((one) => one.longestPause))).toBeLessThan(200);
  });

  it('says the date in words, numbers its pages, repeats headers, and marks a draft and invented data on each page', async () => {
    const pdf = await PDF.load(await toPdf(longDocument()));
    const pages = pdf.extractText().map((page) => page.text.replace(/\s+/g, ' '));
    const count = pages.length;
    expect(pages[0]).toContain('1er juillet 2013');
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`Page ${index + 1} sur ${count}`);
      expect(text).toContain('Projet, sans valeur contractuelle');
      expect(text).toContain('Données inventées.');
    }
    const annex = pages.findIndex((text) => text.includes('Tous les objectifs'));
    expect(pages[annex + 1]).toContain('Indicateur');
    expect(pages[1]).toContain('Sommaire');
  });

  it('refuses the document at hand when its thread ends, and sets the next one on another', async () => {
    await warmUpPdf();
    const [first, second] = [toPdf(longDocument()), toPdf(shortDocument())];
    const refused = Promise.all([expect(first).rejects.toThrow('stopped'), expect(second).rejects.toThrow('stopped')]);
    await stopPdf();
    await refused;
    await expect(toPdf(shortDocument())).resolves.toBeInstanceOf(Uint8Array);
  });

  it('names every character that its typefaces do not draw', async () => {
    const refused = toPdf(shortDocument({ subtitle: 'Croissance 🚀', reference: '合同 "n° 1" \\ ✓' }));
    await expect(refused).rejects.toThrow(UnprintableCharacters);
    await expect(refused).rejects.toThrow('🚀 (U+1F680)');
    const { characters } = (await refused.catch((error: unknown) => error)) as UnprintableCharacters;
    expect([...characters].sort()).toEqual(['合', '同', '🚀'].sort());
  });

  it('draws what French and European texts hold: narrow spaces, signs, Greek, Polish, accents typed as two signs', async () => {
    const subtitle =
      '« 1 200 € » ; œuvre, Łódź, Ångström, e\u0301lan, β ≤ 3 σ, CO₂, ☐ ✓ ½ ‰ n° − ± × ≈ ∑ ★ \ufeffñ\u200b';
    await expect(toPdf(shortDocument({ subtitle }))).resolves.toBeInstanceOf(Uint8Array);
  });

  it('keeps within its page a digest in a narrow column, and a cell longer than a page', async () => {
    const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const row = (cells: string[]) => ({ kind: 'row', cells }) as const;
    const columns = [{ header: 'Texte', width: 4 }, { header: 'Empreinte' }];
    const rows = [row(['court', digest]), row(['long '.repeat(3000), digest])];
    const bytes = await toPdf(shortDocument({ blocks: [{ kind: 'table', caption: 'Preuves', columns, rows }] }));
    const pages = (await PDF.load(bytes)).extractText();
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      for (const { bbox } of page.lines) {
        expect(bbox.x).toBeGreaterThan(0);
        expect(bbox.x + bbox.width).toBeLessThan(page.width - 50);
        expect(bbox.y).toBeGreaterThan(20);
      }
    }
    // What breaks it leaves no trace in what a reader copies.
    const text = pages.map((page) => page.text.replace(/\s/g, '')).join('');
    for (let start = 0; start < digest.length; start += 6) expect(text).toContain(digest.slice(start, start + 6));
  });

  it.each([
    ['a level skipped', { blocks: [heading(1, 'a'), heading(3, 'b')] }, 'level 3 after level 1'],
    ['an id used twice', { blocks: [heading(1, 'a'), heading(1, 'a')] }, 'two headings have the id “a”'],
    ['a link to nowhere', { blocks: [{ kind: 'paragraph', text: [{ text: 'x', link: '#y' }] }] }, 'leads nowhere'],
    ['a drawing without words', { blocks: [figure({ alt: ' ' })] }, 'has no words for whoever does not see it'],
    ['a drawing of no size', { blocks: [figure({ svg: '<svg></svg>' })] }, 'is no SVG with a viewBox'],
    ['a date that is none', { date: '2013-02-31x' }, 'is not a day'],
  ] as const)('refuses %s, and says where', async (_, changes, sentence) => {
    await expect(toPdf(shortDocument(changes))).rejects.toThrow(sentence);
  });
});

function heading<const Level extends 1 | 3>(level: Level, id: string) {
  return { kind: 'heading', level, text: id, id } as const;
}

function figure(changes: { readonly alt?: string; readonly svg?: string }) {
  return { kind: 'figure', svg: '<svg viewBox="0 0 2 1"/>', alt: 'Rien.', caption: 'Rien', ...changes } as const;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}
