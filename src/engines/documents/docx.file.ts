import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  ShadingType,
  type Table,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx';
import { estimatePageNumbers } from 'docx/layout';
import { type Place, writeBlock } from './docx.blocks.ts';
import { INK_SOFT, LINE, numbering, OCHRE, OCHRE_SOFT, STYLE, styles } from './docx.styles.ts';
import type { Prepared } from './prepare.ts';
import { readZip, writeZip, type ZipEntry } from './zip.ts';

/** A4 and its margins, in twentieths of a point. */
const SHORT_SIDE = 11906;
const LONG_SIDE = 16838;
const SIDE_MARGIN = 1304;
const TOP_MARGIN = 1360;

/** The file of a document. Takes a second for forty pages of tables, four more when they have a table of contents, whose pages are worked out. */
export async function writeDocx(prepared: Prepared): Promise<Uint8Array> {
  const file = new Document({
    title: prepared.title,
    subject: prepared.reference,
    ...(prepared.issuer && { creator: prepared.issuer, lastModifiedBy: prepared.issuer }),
    ...(prepared.subtitle && { description: prepared.subtitle }),
    styles: styles(prepared.language),
    numbering,
    ...(prepared.contents && { pageNumbers: estimatePageNumbers }),
    sections: writeSections(prepared),
  });
  const archive = await Packer.toBuffer(file);
  return new Uint8Array(writeZip(settle(readZip(archive), prepared.day)));
}

function writeSections(prepared: Prepared): ISectionOptions[] {
  let list = 0;
  let table = 0;
  let figure = 0;
  const nextList = () => ++list;
  const nextTable = () => ++table;
  const nextFigure = () => ++figure;
  const sections = prepared.sections.length > 0 ? prepared.sections : [{ landscape: false, blocks: [] }];
  const written = sections.map(({ landscape, blocks }): ISectionOptions => {
    const place: Place = { width: textWidth(landscape), words: prepared.words, nextList, nextTable, nextFigure };
    return section(
      prepared,
      landscape,
      blocks.flatMap((block) => writeBlock(block, place)),
    );
  });
  const opening = writeOpening(prepared);
  const [first, ...rest] = written;
  // The first page stands upright, whatever follows it; a table of contents ends with its page.
  if (prepared.contents) return [section(prepared, false, [...opening, ...writeContents(prepared)]), ...written];
  return sections[0]!.landscape
    ? [section(prepared, false, opening), ...written]
    : [{ ...first!, children: [...opening, ...first!.children] }, ...rest];
}

function section(
  prepared: Prepared,
  landscape: boolean,
  children: readonly (Paragraph | Table | TableOfContents)[],
): ISectionOptions {
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: {
          width: SHORT_SIDE,
          height: LONG_SIDE,
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: TOP_MARGIN,
          bottom: TOP_MARGIN,
          left: SIDE_MARGIN,
          right: SIDE_MARGIN,
          header: 600,
          footer: 560,
        },
      },
    },
    headers: { default: writeHeader(prepared, landscape) },
    footers: { default: writeFooter(prepared, landscape) },
    children,
  };
}

function textWidth(landscape: boolean): number {
  return (landscape ? LONG_SIDE : SHORT_SIDE) - 2 * SIDE_MARGIN;
}

function writeOpening(prepared: Prepared): Paragraph[] {
  const { issuer, subtitle, draftMark, synthetic } = prepared;
  const notice = (text: string) =>
    new Paragraph({
      style: STYLE.notice,
      shading: { type: ShadingType.CLEAR, color: 'auto', fill: OCHRE_SOFT },
      border: { left: { style: BorderStyle.SINGLE, size: 18, color: OCHRE, space: 6 } },
      indent: { left: 120 },
      children: [new TextRun(text)],
    });
  return [
    ...(issuer
      ? [new Paragraph({ style: STYLE.reference, children: [new TextRun({ text: issuer, color: INK_SOFT })] })]
      : []),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(prepared.title)] }),
    ...(subtitle ? [new Paragraph({ style: STYLE.subtitle, children: [new TextRun(subtitle)] })] : []),
    new Paragraph({
      style: STYLE.reference,
      children: [new TextRun({ text: prepared.reference, bold: true }), new TextRun(` · ${prepared.dateInWords}`)],
    }),
    ...(draftMark ? [notice(draftMark)] : []),
    ...(synthetic ? [notice(synthetic)] : []),
  ];
}

function writeContents(prepared: Prepared): (Paragraph | TableOfContents)[] {
  return [
    new Paragraph({ style: STYLE.contents, pageBreakBefore: true, children: [new TextRun(prepared.words.contents)] }),
    new TableOfContents(prepared.words.contents, { hyperlink: true, headingStyleRange: '1-2' }),
  ];
}

const SMALL = { size: 16, color: INK_SOFT } as const;

function writeHeader(prepared: Prepared, landscape: boolean): Header {
  return new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth(landscape) }],
        children: [
          new TextRun({ text: prepared.title, ...SMALL }),
          ...(prepared.draftMark
            ? [new TextRun({ text: `\t${prepared.draftMark}`, ...SMALL, bold: true, color: OCHRE })]
            : []),
        ],
      }),
    ],
  });
}

function writeFooter(prepared: Prepared, landscape: boolean): Footer {
  const { words, synthetic } = prepared;
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth(landscape) }],
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: LINE, space: 4 } },
        spacing: { after: 0 },
        children: [
          new TextRun({ text: `${prepared.reference} · ${prepared.dateInWords}\t`, ...SMALL }),
          new TextRun({
            children: [`${words.page}\u00a0`, PageNumber.CURRENT, ` ${words.of} `, PageNumber.TOTAL_PAGES],
            ...SMALL,
          }),
        ],
      }),
      ...(synthetic
        ? [
            new Paragraph({
              alignment: AlignmentType.LEFT,
              spacing: { after: 0 },
              children: [new TextRun({ text: synthetic, ...SMALL, color: OCHRE })],
            }),
          ]
        : []),
    ],
  });
}

/**
 * The library dates the file by the clock, names links by chance, and numbers anchors and drawings by a count of the process: the date
 * becomes the document's, the others numbers in the order in which they come.
 */
function settle(entries: readonly ZipEntry[], day: string): ZipEntry[] {
  const links = inOrder();
  const anchors = inOrder();
  const bookmarks = inOrder();
  const drawings = inOrder();
  return entries.map(({ name, bytes }) => {
    if (!/\.(xml|rels)$/.test(name)) return { name, bytes };
    const text = bytes
      .toString('utf8')
      .replace(/\brId([a-z0-9_-]{21})(?=")/g, (_, link: string) => `rIdLink${links(link)}`)
      .replace(/\b_Toc(\d+)\b/g, (_, anchor: string) => `_Toc${anchors(anchor)}`)
      .replace(
        /(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)/g,
        (_, start: string, id: string) => start + bookmarks(id),
      )
      .replace(/(<wp:docPr id=")(\d+)/g, (_, start: string, id: string) => start + drawings(id));
    const dated = name === 'docProps/core.xml' ? text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${day}T00:00:00Z`) : text;
    return { name, bytes: Buffer.from(dated, 'utf8') };
  });
}

function inOrder(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const number = seen.get(key) ?? seen.size + 1;
    seen.set(key, number);
    return number;
  };
}
