import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  HeightRule,
  ImageRun,
  InternalHyperlink,
  PageBreak,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { BULLETS, INK_SOFT, LINE, LINE_STRONG, NUMBERS, PLUM, PLUM_SOFT, STYLE, SUNKEN } from './docx.styles.ts';
import type {
  PreparedBlock,
  PreparedColumn,
  PreparedFigure,
  PreparedFrame,
  PreparedTable,
  Runs,
  Words,
} from './prepare.ts';

/** What the blocks of a section need to know of their place. Widths are in twentieths of a point. */
export interface Place {
  readonly width: number;
  readonly words: Words;
  /** Numbers, one for each list, table and figure of the document. */
  readonly nextList: () => number;
  readonly nextTable: () => number;
  readonly nextFigure: () => number;
}

type Written = Paragraph | Table;

const LEVELS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const;

const ALIGNMENTS = { start: AlignmentType.LEFT, center: AlignmentType.CENTER, end: AlignmentType.RIGHT } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const HAIRLINE = { style: BorderStyle.SINGLE, size: 4, color: LINE } as const;
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };
const MARGINS = { top: 70, bottom: 70, left: 90, right: 90, marginUnitType: WidthType.DXA };

export function writeBlock(block: PreparedBlock, place: Place): Written[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: LEVELS[block.level],
          children: [new Bookmark({ id: block.id, children: [new TextRun(block.text)] })],
        }),
      ];
    case 'paragraph': {
      const style = block.manner === 'lead' ? STYLE.lead : block.manner === 'note' ? STYLE.note : null;
      return [new Paragraph({ ...(style && { style }), children: writeRuns(block.text) })];
    }
    case 'list': {
      const instance = place.nextList();
      const reference = block.numbered ? NUMBERS : BULLETS;
      return block.items.map(
        (item) => new Paragraph({ numbering: { reference, level: 0, instance }, children: writeRuns(item) }),
      );
    }
    case 'table':
      return writeTable(block, place);
    case 'figure':
      return writeFigure(block, place);
    case 'definitions':
      return [writeDefinitions(block.items, place.width), gap()];
    case 'signatures':
      return [writeFrames(block.frames, place), gap()];
    case 'break':
      return [new Paragraph({ children: [new PageBreak()] })];
  }
}

function writeRuns(runs: Runs, strong = false): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    const look = { bold: strong || run.bold, italics: run.italic, ...(run.link && { style: 'Hyperlink' }) };
    const pieces = run.text
      .split('\n')
      .map((text, index) => new TextRun({ text, ...look, ...(index > 0 && { break: 1 }) }));
    if (!run.link) return pieces;
    return run.link.startsWith('#')
      ? [new InternalHyperlink({ anchor: run.link.slice(1), children: pieces })]
      : [new ExternalHyperlink({ link: run.link, children: pieces })];
  });
}

function writeTable(table: PreparedTable, place: Place): Written[] {
  const widths = share(table.columns, place.width);
  const number = place.nextTable();
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map((column, index) =>
      cell([{ text: column.header, bold: true, italic: false, link: null }], widths[index]!, {
        align: ALIGNMENTS[column.align],
        fill: PLUM_SOFT,
        color: PLUM,
        low: true,
      }),
    ),
  });
  const rows = table.rows.map((row) =>
    row.kind === 'group'
      ? new TableRow({
          cantSplit: true,
          keepNext: true,
          children: [cell(row.text, place.width, { fill: SUNKEN, span: table.columns.length, strong: true })],
        })
      : writeRow(row.cells, table.columns, widths),
  );
  const footer = table.footer ? [writeRow(table.footer, table.columns, widths, true)] : [];
  return [
    new Paragraph({
      style: 'Caption',
      children: [
        new TextRun({ text: `${place.words.table}\u00a0${number}`, color: PLUM }),
        new TextRun(` \u2003${table.caption}`),
      ],
    }),
    new Table({
      width: { size: place.width, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: { ...NO_BORDERS, bottom: HAIRLINE, insideHorizontal: HAIRLINE },
      margins: MARGINS,
      rows: [header, ...rows, ...footer],
    }),
    table.note
      ? new Paragraph({ style: STYLE.note, spacing: { before: 100 }, children: [new TextRun(table.note)] })
      : gap(),
  ];
}

function writeRow(
  cells: readonly Runs[],
  columns: readonly PreparedColumn[],
  widths: readonly number[],
  total = false,
) {
  return new TableRow({
    cantSplit: true,
    children: cells.map((runs, index) =>
      cell(runs, widths[index]!, { align: ALIGNMENTS[columns[index]!.align], strong: total, total }),
    ),
  });
}

interface CellLook {
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly fill?: string;
  readonly color?: string;
  readonly span?: number;
  readonly strong?: boolean;
  readonly total?: boolean;
  readonly low?: boolean;
}

function cell(runs: Runs, width: number, look: CellLook): TableCell {
  const children = look.color
    ? runs.map((run) => new TextRun({ text: run.text, bold: true, color: look.color! }))
    : writeRuns(runs, look.strong);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...(look.span && { columnSpan: look.span }),
    ...(look.fill && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: look.fill } }),
    ...(look.total && { borders: { top: { style: BorderStyle.SINGLE, size: 8, color: PLUM } } }),
    verticalAlign: look.low ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
    children: [new Paragraph({ style: STYLE.cell, ...(look.align && { alignment: look.align }), children })],
  });
}

/** Whole twentieths of a point that add up to the table's width. */
function share(columns: readonly PreparedColumn[], width: number): number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.floor((column.width / total) * width));
  widths[0]! += width - widths.reduce((sum, one) => sum + one, 0);
  return widths;
}

/** Twentieths of a point to a pixel, of which there are 96 to the inch. */
const PIXEL = 15;
/** As tall as a page allows with its caption: 19 cm, in pixels. */
const TALLEST = 718;
/** A transparent point, for word processors that read no SVG (before 2016): they show its words. */
const NO_DRAWING = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

function writeFigure({ svg, ratio, alt, caption }: PreparedFigure, place: Place): Paragraph[] {
  const width = Math.round(Math.min(place.width / PIXEL, TALLEST / ratio));
  const transformation = { width, height: Math.round(width * ratio) };
  const name = `${place.words.figure}\u00a0${place.nextFigure()}`;
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 200, after: 60 },
      children: [
        new ImageRun({
          type: 'svg',
          data: Buffer.from(svg, 'utf8'),
          transformation,
          fallback: { type: 'png', data: NO_DRAWING },
          altText: { name, title: caption, description: alt },
        }),
      ],
    }),
    new Paragraph({
      style: 'Caption',
      children: [new TextRun({ text: name, color: PLUM }), new TextRun(` \u2003${caption}`)],
    }),
  ];
}

const LABEL_SHARE = 0.32;

function writeDefinitions(items: readonly { label: string; value: Runs }[], width: number): Table {
  const label = Math.round(width * LABEL_SHARE);
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [label, width - label],
    layout: TableLayoutType.FIXED,
    borders: { ...NO_BORDERS, insideHorizontal: HAIRLINE },
    margins: MARGINS,
    rows: items.map(
      (item) =>
        new TableRow({
          cantSplit: true,
          children: [
            new TableCell({
              width: { size: label, type: WidthType.DXA },
              children: [
                new Paragraph({
                  spacing: { after: 0 },
                  children: [new TextRun({ text: item.label, bold: true, color: INK_SOFT })],
                }),
              ],
            }),
            new TableCell({
              width: { size: width - label, type: WidthType.DXA },
              children: [new Paragraph({ spacing: { after: 0 }, children: writeRuns(item.value) })],
            }),
          ],
        }),
    ),
  });
}

const ROOM_FOR_A_SIGNATURE = 1100;

function writeFrames(frames: readonly PreparedFrame[], place: Place): Table {
  const half = Math.floor(place.width / 2);
  const frame = { style: BorderStyle.SINGLE, size: 6, color: LINE_STRONG } as const;
  const pairs = frames.flatMap((_, index) => (index % 2 === 0 ? [frames.slice(index, index + 2)] : []));
  return new Table({
    width: { size: half * 2, type: WidthType.DXA },
    columnWidths: [half, half],
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    margins: { ...MARGINS, top: 140, bottom: 140, left: 160, right: 160 },
    rows: pairs.map(
      (pair) =>
        new TableRow({
          cantSplit: true,
          height: { value: ROOM_FOR_A_SIGNATURE, rule: HeightRule.ATLEAST },
          children: [0, 1].map(
            (column) =>
              new TableCell({
                width: { size: half, type: WidthType.DXA },
                ...(pair[column] && { borders: { top: frame, bottom: frame, left: frame, right: frame } }),
                children: pair[column] ? writeFrame(pair[column]) : [new Paragraph({})],
              }),
          ),
        }),
    ),
  });
}

function writeFrame(frame: PreparedFrame): Paragraph[] {
  const lines = [
    new Paragraph({ spacing: { after: 60 }, children: [new TextRun({ text: frame.party, bold: true, color: PLUM })] }),
    ...(frame.name ? [new Paragraph({ spacing: { after: 0 }, children: [new TextRun(frame.name)] })] : []),
    ...(frame.title
      ? [
          new Paragraph({
            spacing: { after: 0 },
            children: [new TextRun({ text: frame.title, size: 18, color: INK_SOFT })],
          }),
        ]
      : []),
  ];
  return [
    ...lines,
    new Paragraph({
      style: STYLE.cell,
      spacing: { before: frame.signed ? 160 : ROOM_FOR_A_SIGNATURE },
      border: { top: { ...HAIRLINE, space: 4 } },
      children: [new TextRun({ text: frame.state, bold: true })],
    }),
    ...frame.details.map(
      (detail) => new Paragraph({ style: STYLE.note, spacing: { after: 0 }, children: [new TextRun(detail)] }),
    ),
  ];
}

/** A table that follows another without a paragraph between them would be one with it. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 0, line: 160 } });
}
