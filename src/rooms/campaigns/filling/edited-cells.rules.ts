import { formatInstant } from '#kit/say.ts';
import type { Origin } from '../campaigns.tables.ts';
import { isReasonCode } from '../checks/reason-codes.ts';
import type { CellVersion, NewCell } from '../return.store.ts';
import { type Answer, type HeldCell, NO_ANSWER, sameAnswer } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';
import { answerWords, shareOf } from './figure-text.rules.ts';
import { type Fault, type FillingRefusal, refusalSentence } from './filling.refusals.ts';

/** What somebody wants otherwise in one cell; what is left out stays. */
export interface CellEdit {
  readonly key: string;
  /** Of the cell that was read; 0 when nobody had written it. */
  readonly revision: number;
  readonly answer?: Answer | undefined;
  readonly comment?: string | undefined;
  readonly reason?: { readonly code: string | null; readonly text: string } | undefined;
}

export type CellInput = 'value' | 'numerator' | 'denominator' | 'notBefore' | 'reason' | 'reasonText' | 'comment';

/** The name of a field of a cell, in forms and in answers. */
export const cellField = (key: string, input: CellInput): string => `cell.${key}.${input}`;

/** Where the cursor goes for a figure: the first field of its cell. */
export const firstField = ({ key, measure }: Pick<AskedFigure, 'key' | 'measure'>): string =>
  cellField(key, measure === 'ratio' ? 'numerator' : 'value');

export interface EditedCells {
  readonly faults: readonly Fault[];
  /** Cells to write, when there is no fault; those that stay as they are are left out. */
  readonly writes: readonly NewCell[];
  readonly changes: readonly {
    readonly before: CellVersion | null;
    readonly after: CellVersion;
    readonly key: string;
    readonly revision: number;
  }[];
}

const UNTOUCHED = {
  ...NO_ANSWER,
  origin: 'empty',
  prefilled: null,
  prefilledState: null,
  comment: '',
  reasonCode: null,
  reasonText: '',
  revision: 0,
} as const satisfies Omit<NewCell, 'key'>;

/**
 * Decides the cells that edits change, all or nothing. A cell that somebody else wrote since it was read is not overwritten: its fault says who, when, and what stands
 * there now. A prefilled value that is typed again as it was keeps its origin.
 */
export function editedCells(
  held: ReadonlyMap<string, HeldCell>,
  edits: readonly CellEdit[],
  figures: ReadonlyMap<string, AskedFigure>,
  origin: Extract<Origin, 'typed' | 'pasted' | 'file'>,
): EditedCells {
  const faults: Fault[] = [];
  const writes: NewCell[] = [];
  const changes: EditedCells['changes'][number][] = [];
  const seen = new Set<string>();
  for (const edit of edits) {
    const figure = figures.get(edit.key);
    const present = held.get(edit.key);
    const fault = editFault(edit, figure, present, seen.has(edit.key));
    seen.add(edit.key);
    if (fault) {
      faults.push(fault);
      continue;
    }
    const before: NewCell = present ?? { key: edit.key, ...UNTOUCHED };
    const after = applied(before, edit, figure!, origin);
    if (sameVersion(before, after)) continue;
    const revision = before.revision + 1;
    writes.push({ ...after, revision });
    changes.push({ key: edit.key, revision, before: present ? version(before) : null, after: version(after) });
  }
  return { faults, writes, changes };
}

function editFault(
  edit: CellEdit,
  figure: AskedFigure | undefined,
  present: HeldCell | undefined,
  again: boolean,
): Fault | null {
  const field = figure ? firstField(figure) : cellField(edit.key, 'value');
  const fault = (code: FillingRefusal, marks = {}): Fault => ({ field, message: refusalSentence(code, marks) });
  if (!figure) return fault('UNKNOWN_FIGURE', { typed: edit.key });
  if (again) return fault('CELL_TWICE');
  if (present && present.revision !== edit.revision)
    return fault('CELL_CHANGED', {
      who: present.changedBy,
      at: formatInstant(present.changedAt),
      value: answerWords(present, figure),
    });
  const code = edit.reason?.code ?? null;
  if (code !== null && !isReasonCode(code))
    return { field: cellField(edit.key, 'reason'), message: refusalSentence('NOT_A_REASON', { typed: code }) };
  return null;
}

function applied(before: NewCell, edit: CellEdit, figure: AskedFigure, origin: NewCell['origin']): NewCell {
  const answer = edit.answer ? settled(edit.answer, figure) : before;
  const touched = !sameAnswer(answer, before);
  return {
    ...before,
    ...(touched && { ...pick(answer), origin: sameAnswer(answer, NO_ANSWER) ? 'empty' : origin }),
    comment: edit.comment?.trim() ?? before.comment,
    reasonCode: edit.reason ? edit.reason.code : before.reasonCode,
    reasonText: edit.reason ? edit.reason.text.trim() : before.reasonText,
  };
}

const pick = ({ state, value, numerator, denominator, notBefore, text }: Answer): Answer => ({
  ...{ state, value, numerator, denominator, notBefore, text },
});

/** Two terms give a ratio its value; what is not known has none. */
function settled(answer: Answer, { measure }: AskedFigure): Answer {
  if (measure === 'text') return { ...NO_ANSWER, text: answer.text?.trim() || null };
  if (answer.state === 'not-known') return { ...NO_ANSWER, state: 'not-known', notBefore: answer.notBefore };
  if (answer.state === 'not-applicable') return { ...NO_ANSWER, state: 'not-applicable' };
  const { numerator, denominator } = answer;
  const value =
    measure === 'ratio' && numerator !== null && denominator ? shareOf(numerator, denominator) : answer.value;
  if (value === null) return NO_ANSWER;
  const terms = measure === 'ratio' ? { numerator, denominator } : {};
  return { ...NO_ANSWER, state: 'known', value, ...terms };
}

/** What the history of a cell keeps of it. */
export const version = ({ origin, comment, reasonCode, reasonText, ...cell }: NewCell): CellVersion => ({
  ...pick(cell),
  ...{ origin, comment, reasonCode, reasonText },
});

const sameVersion = (one: NewCell, other: NewCell): boolean =>
  sameAnswer(one, other) &&
  one.comment === other.comment &&
  one.reasonCode === other.reasonCode &&
  one.reasonText === other.reasonText;
