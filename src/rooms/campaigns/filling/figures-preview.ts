import * as z from 'zod';
import { say } from '#kit/say.ts';
import type { Origin } from '../campaigns.tables.ts';
import { reasonInWords } from '../checks/reason-codes.ts';
import type { CellVersion } from '../return.store.ts';
import type { AskedFigure } from './asked.rules.ts';
import { editedCells } from './edited-cells.rules.ts';
import { answerWords } from './figure-text.rules.ts';
import type { GivenFigures } from './pasted-figures.rules.ts';
import type { ReadReturn } from './return-reading.ts';
import { cellEdit } from './save-cells.action.ts';

/** What a block or a file would change, before anything is. All or nothing: one fault and nothing is applied. */
export const figuresPreview = z.object({
  cluster: z.string(),
  year: z.int(),
  changes: z.array(
    z.object({
      line: z.int(),
      key: z.string(),
      label: z.string(),
      what: z.enum(['value', 'reason', 'comment']),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  faults: z.array(
    z.object({
      line: z.int(),
      column: z.string().nullable(),
      figure: z.string().nullable(),
      message: z.string(),
    }),
  ),
  /** Lines that say what the return already holds. */
  same: z.int(),
  /** What `campaigns.saveCells` takes to apply it. */
  edits: z.array(cellEdit),
});
export type FiguresPreview = z.infer<typeof figuresPreview>;

/** Tries what was given on the return as it is now. */
export function previewOf(
  { cluster, campaign, cells, asked }: ReadReturn,
  given: GivenFigures,
  origin: Extract<Origin, 'pasted' | 'file'>,
): FiguresPreview {
  const lineOf = new Map(given.edits.map(({ key, line }) => [key, line]));
  const { faults, changes } = editedCells(cells, given.edits, asked.figures, origin);
  const changed = new Set(changes.map(({ key }) => key));
  return {
    cluster: cluster.id,
    year: campaign.year,
    changes: changes.flatMap(({ key, before, after }) =>
      changesInWords(asked.figures.get(key)!, before, after).map((change) => ({
        ...{ line: lineOf.get(key)!, key, label: say(asked.figures.get(key)!.label) },
        ...change,
      })),
    ),
    faults: [
      ...given.faults,
      ...faults.map(({ field, message }) => {
        const key = given.edits.find((edit) => field.startsWith(`cell.${edit.key}.`))?.key ?? '';
        const figure = asked.figures.get(key);
        return { line: lineOf.get(key) ?? 0, column: null, figure: figure ? say(figure.label) : null, message };
      }),
    ].toSorted((one, other) => one.line - other.line),
    same: given.edits.filter(({ key }) => !changed.has(key)).length,
    edits: given.edits.filter(({ key }) => changed.has(key)).map(({ line, ...edit }) => edit),
  };
}

type Change = Pick<FiguresPreview['changes'][number], 'what' | 'before' | 'after'>;

/** What changed between two versions of a cell, in the language spoken. */
export function changesInWords(figure: AskedFigure, before: CellVersion | null, after: CellVersion): Change[] {
  const parts = (version: CellVersion | null): Record<Change['what'], string | null> => {
    const reason = version && reasonInWords(version.reasonCode, version.reasonText);
    const answer = version && answerWords(version, figure);
    return {
      value: answer === '—' ? null : answer,
      reason: reason && say(reason),
      comment: version?.comment || null,
    };
  };
  const [was, is] = [parts(before), parts(after)];
  return (['value', 'reason', 'comment'] as const)
    .filter((what) => was[what] !== is[what])
    .map((what) => ({ what, before: was[what], after: is[what] }));
}
