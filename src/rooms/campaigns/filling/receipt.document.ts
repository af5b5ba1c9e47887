import type { Block, DocumentLayout } from '#engines/documents/document.ts';
import { dayInParis } from '#kit/period.ts';
import { formatInstant, locale, say } from '#kit/say.ts';
import { reasonInWords } from '../checks/reason-codes.ts';
import { answerWords } from './figure-text.rules.ts';
import { t } from './filling.sentences.ts';
import type { SubmittedFigure } from './submitted.ts';

/** A submission as its receipt prints it. */
export interface PrintedReceipt {
  readonly receipt: string;
  readonly cluster: string;
  readonly year: number;
  readonly at: Date;
  readonly by: string;
  readonly approver: string;
  readonly digest: string;
  readonly told: readonly string[];
  readonly narrative: string;
  readonly figures: readonly SubmittedFigure[];
  readonly synthetic: boolean;
}

/** The receipt of a submission with every figure as it was submitted: what a cluster files. Pure, in the language spoken. */
export function receiptDocument(one: PrintedReceipt): DocumentLayout {
  const words = t().receipt;
  return {
    title: words.title(one.receipt),
    subtitle: words.lead(one.cluster, one.year),
    language: locale(),
    reference: one.receipt,
    date: dayInParis(one.at),
    contents: false,
    ...(one.synthetic && { synthetic: words.synthetic }),
    blocks: [
      {
        kind: 'definitions',
        items: [
          { label: words.by, value: `${one.by}, ${formatInstant(one.at)}` },
          { label: words.approver, value: one.approver },
          { label: words.told, value: one.told.join(', ') || words.nobody },
          { label: words.digest, value: one.digest },
        ],
      },
      ...(one.narrative === '' ? [] : paragraphs(one.narrative)),
      {
        kind: 'table',
        caption: words.what(one.figures.length),
        columns: [
          { header: words.figure, width: 3 },
          { header: words.value, width: 2 },
          { header: words.comment, width: 3 },
        ],
        rows: one.figures.map((figure) => ({
          kind: 'row',
          cells: [say(figure.label), figureInWords(figure), commentOf(figure)],
        })),
      },
      { kind: 'paragraph', text: words.digestRule, manner: 'note' },
    ],
  };
}

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line }));

/** The levels of a scale are those of the contract, which the submission does not repeat: their rank stands for them. */
const figureInWords = (figure: SubmittedFigure): string =>
  answerWords(figure, { ...figure, levels: [], money: figure.measure === 'amount' });

function commentOf({ reasonCode, reasonText, comment }: SubmittedFigure): string {
  const reason = reasonInWords(reasonCode, reasonText);
  return [reason && say(reason), comment].filter(Boolean).join(' · ');
}
