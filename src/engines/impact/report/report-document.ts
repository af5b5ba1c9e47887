import type { Block, DocumentLayout, Row } from '../../documents/document.ts';
import type { Language } from './html.ts';
import { type ReportParts, reportContent } from './report.ts';
import type { PlotBlock, ReportBlock, TableBlock } from './section.ts';

const DIGEST_LETTERS = 12;

/**
 * The report for the public as a document to set in pages: all that `reportHtml` says, in the same order and words.
 * @param date `YYYY-MM-DD`, the day of the report; the same parts and day give the same document.
 */
export function reportDocument(parts: ReportParts, language: Language, date: string): DocumentLayout {
  const { title, lead, answer, sections } = reportContent(parts, language);
  const words = WORDS[language];
  const { engine, inputDigest } = parts.result;
  const sentences = answer.sentences.map((text): Block => ({ kind: 'paragraph', text }));
  const figure: Block[] =
    answer.figure === null ? [] : [{ kind: 'paragraph', manner: 'lead', text: [{ text: answer.figure, bold: true }] }];
  return {
    title,
    subtitle: lead,
    language,
    reference: `${engine} · SHA-256 ${inputDigest.slice(0, DIGEST_LETTERS)}…`,
    date,
    contents: true,
    blocks: [
      { kind: 'heading', level: 1, text: words.answer, id: 'answer' },
      ...figure,
      ...sentences,
      ...sections.flatMap((section, k): Block[] => [
        { kind: 'heading', level: 1, text: section.title, id: `section-${k + 1}` },
        ...section.blocks.flatMap((block) => laidOut(block, language)),
      ]),
    ],
  };
}

const WORDS = {
  fr: {
    answer: 'Réponse',
    alt: ({ title, axis }: PlotBlock) =>
      `Graphique\u202f: ${title} Axe\u202f: ${axis}. Le tableau qui suit donne les mêmes chiffres.`,
  },
  en: {
    answer: 'Answer',
    alt: ({ title, axis }: PlotBlock) => `Plot: ${title} Axis: ${axis}. The table that follows gives the same figures.`,
  },
} as const;

function laidOut(block: ReportBlock, language: Language): Block[] {
  switch (block.kind) {
    case 'text':
      return [{ kind: 'paragraph', text: block.text }];
    case 'command':
      return [{ kind: 'paragraph', text: onLines(block.text) }];
    case 'list':
      return [{ kind: 'list', items: block.items }];
    case 'table':
      return [tableOf(block)];
    case 'facts':
      return [{ kind: 'definitions', items: block.items.map(([label, value]) => ({ label, value })) }];
    case 'plot': {
      if (!block.drawing) return [];
      const title = sentence(block.title);
      return [
        {
          kind: 'figure',
          svg: block.drawing.text,
          alt: WORDS[language].alt({ ...block, title }),
          caption: block.legend === null ? block.title : `${title} ${block.legend}`,
        },
      ];
    }
  }
}

/** An option to a line, as a shell takes it: a line that breaks elsewhere would cut an option from its dashes. What stands in quotes is left whole. */
const onLines = (command: string): string =>
  command.replace(/'[^']*'| (?=--)/g, (found) => (found === ' ' ? ' \\\n' : found));

/** Ends with a full stop, or with its own mark. */
const sentence = (title: string): string => (/[.?!]$/.test(title) ? title : `${title}.`);

/** Shares of the width, where a column of figures has one. */
const WORDS_WIDTH = { first: 2, last: 3 };

function tableOf({ caption, header, rows, endsInWords = false }: TableBlock): Block {
  const last = header.length - 1;
  return {
    kind: 'table',
    caption,
    columns: header.map((title, k) => {
      if (k === 0) return { header: title, width: WORDS_WIDTH.first };
      return endsInWords && k === last ? { header: title, width: WORDS_WIDTH.last } : { header: title, align: 'end' };
    }),
    rows: rows.map((cells): Row => ({ kind: 'row', cells })),
  };
}
