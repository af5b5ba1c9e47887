import type { AskedFigure } from './asked.rules.ts';
import type { CellEdit } from './edited-cells.rules.ts';
import { cellField } from './edited-cells.rules.ts';
import { type FigureText, readFigure } from './figure-text.rules.ts';
import type { Fault } from './filling.refusals.ts';
import type { GridCell } from './return-grid.ts';

/** What a grid showed when it was opened: by figure, its revision, its texts, and its reason. */
export type GridRead = Readonly<Record<string, ReadCell>>;
export interface ReadCell {
  readonly r: number;
  readonly t: readonly [value: string, numerator: string, denominator: string];
  readonly m: readonly [code: string, text: string];
}

export const gridRead = (cells: readonly GridCell[]): GridRead =>
  Object.fromEntries(
    cells.map(({ key, revision, text, reasonCode, reasonText }) => [
      key,
      {
        r: revision,
        t: [text.value, text.numerator, text.denominator],
        m: [reasonCode ?? '', reasonText],
      } satisfies ReadCell,
    ]),
  );

/** What came back in the hidden field of a grid; an empty grid when it was tampered with. */
export function parseGridRead(text: unknown): GridRead {
  try {
    const parsed: unknown = JSON.parse(String(text));
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return {};
    return Object.fromEntries(Object.entries(parsed).filter(([, cell]) => isReadCell(cell)));
  } catch {
    return {};
  }
}

const isReadCell = (cell: unknown): cell is ReadCell => {
  const { r, t, m } = (cell ?? {}) as Partial<Record<'r' | 't' | 'm', unknown>>;
  const texts = (list: unknown, length: number) =>
    Array.isArray(list) && list.length === length && list.every((one) => typeof one === 'string');
  return Number.isInteger(r) && texts(t, 3) && texts(m, 2);
};

const FIELDS = ['value', 'numerator', 'denominator'] as const;

/**
 * The cells of a grid that the person changed: those whose text is not the one that they were shown. What somebody else changed meanwhile is not taken for theirs. A field
 * that did not come stays as it was shown.
 */
export function typedCells(
  figures: ReadonlyMap<string, Pick<AskedFigure, 'key' | 'measure' | 'levels' | 'unit' | 'money'>>,
  read: GridRead,
  typed: (field: string) => string | undefined,
): { readonly cells: readonly CellEdit[]; readonly faults: readonly Fault[] } {
  const cells: CellEdit[] = [];
  const faults: Fault[] = [];
  for (const [key, shown] of Object.entries(read)) {
    const figure = figures.get(key);
    if (!figure) continue;
    const texts = FIELDS.map((field, index) => typed(cellField(key, field)) ?? shown.t[index]!);
    const reason = [
      typed(cellField(key, 'reason')) ?? shown.m[0],
      (typed(cellField(key, 'reasonText')) ?? shown.m[1]).trim(),
    ] as const;
    const edit: CellEdit = {
      key,
      revision: shown.r,
      ...((reason[0] !== shown.m[0] || reason[1] !== shown.m[1]) && {
        reason: { code: reason[0] || null, text: reason[1] },
      }),
    };
    if (texts.every((text, index) => sameText(text, shown.t[index]!))) {
      if (edit.reason) cells.push(edit);
      continue;
    }
    const [value, numerator, denominator] = texts as [string, string, string];
    // Terms typed beside a bare percentage take its place.
    const bare = figure.measure === 'ratio' && value === shown.t[0] ? '' : value;
    const answer = readFigure({ value: bare, numerator, denominator } satisfies FigureText, figure);
    if (answer.ok) cells.push({ ...edit, answer: answer.answer });
    else faults.push({ field: cellField(key, answer.field), message: answer.message });
  }
  return { cells, faults };
}

/** A form gives back line breaks as two signs. */
const sameText = (one: string, other: string): boolean =>
  one.replaceAll('\r\n', '\n').trim() === other.replaceAll('\r\n', '\n').trim();
