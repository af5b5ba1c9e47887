import type { Clause, ClauseContents } from '../clause/clause.ts';
import { outsidePhase, targetFault } from './indicator.rules.ts';
import type { Fault } from './roadmap.refusals.ts';
import { isDash, readTarget, writtenTarget } from './target-value.rules.ts';

type Indicator = ClauseContents['indicator'];

/** One cell that somebody wants otherwise. */
export interface CellEdit {
  readonly indicator: string;
  /** Of the indicator that was read. */
  readonly revision: number;
  readonly year: number;
  readonly value: number | null;
}

/** The name of a cell's field, in forms and in answers. */
export const cellField = (indicator: string, year: number): string => `targets.${indicator}.${year}`;

/** An indicator whose targets change, with the years concerned. */
export interface TargetEdit {
  readonly before: Clause<'indicator'>;
  readonly content: Indicator;
  readonly years: readonly number[];
}

export interface EditedTargets {
  readonly faults: readonly Fault[];
  /** Indicators to write, when there is no fault; those that stay as they are are left out. */
  readonly edits: readonly TargetEdit[];
  /** « Mises sur le marché 2015 »: targets that were set and change. */
  readonly revised: readonly string[];
}

/** Who changed an indicator and when, and the target on record for a year, in words. */
export type Stamp = (
  one: Clause<'indicator'>,
  year: number,
) => { readonly who: string; readonly at: string; readonly value: string };

/** What a set of cells does to the indicators that the caller holds. */
export function editedTargets(
  held: readonly Clause<'indicator'>[],
  cells: readonly CellEdit[],
  years: readonly number[],
  stamp: Stamp,
): EditedTargets {
  const byId = new Map(held.map((one) => [one.id, one]));
  const faults: Fault[] = [];
  const revised: string[] = [];
  const targets = new Map<string, Record<string, number | null>>();
  const changed = new Map<string, number[]>();
  const seen = new Set<string>();
  for (const cell of cells) {
    const field = cellField(cell.indicator, cell.year);
    const present = byId.get(cell.indicator);
    const fault = cellFault(present, cell, years, seen.has(field), stamp);
    seen.add(field);
    if (fault) {
      faults.push({ ...fault, field });
      continue;
    }
    const { content } = present!;
    const before = content.targets[cell.year] ?? null;
    if (before === cell.value) continue;
    if (before !== null) revised.push(`${content.title} ${cell.year}`);
    targets.set(cell.indicator, { ...(targets.get(cell.indicator) ?? content.targets), [cell.year]: cell.value });
    changed.set(cell.indicator, [...(changed.get(cell.indicator) ?? []), cell.year]);
  }
  const edits = [...targets].map(([id, given]) => {
    const before = byId.get(id)!;
    const kept = Object.entries(given).filter(([, value]) => value !== null);
    return {
      before,
      content: { ...before.content, targets: Object.fromEntries(kept) },
      years: changed.get(id)!,
    };
  });
  return { faults, edits, revised };
}

function cellFault(
  present: Clause<'indicator'> | undefined,
  { revision, year, value }: CellEdit,
  years: readonly number[],
  again: boolean,
  stamp: Stamp,
): Omit<Fault, 'field'> | null {
  if (again) return { code: 'CELL_TWICE' };
  if (!present) return { code: 'CELL_GONE' };
  const { content } = present;
  if (present.revision !== revision) return { code: 'CELL_CHANGED', with: stamp(present, year) };
  if (value === null) return years.includes(year) ? null : outsidePhase(year, years);
  const { baseline } = content;
  return (
    targetFault(content, year, value, years) ??
    (baseline && year <= baseline.year
      ? { code: 'BASELINE_AFTER_TARGET', with: { baseline: String(baseline.year), target: String(year) } }
      : null)
  );
}

/** What a grid showed when it was opened: by indicator, its revision and its targets year by year. */
export type GridRead = Readonly<Record<string, readonly [revision: number, ...values: (number | null)[]]>>;

type Row = Pick<Clause<'indicator'>, 'id' | 'revision' | 'content'>;

export const gridRead = (rows: readonly Row[], years: readonly number[]): GridRead =>
  Object.fromEntries(
    rows.map(({ id, revision, content }) => [
      id,
      [revision, ...years.map((year) => content.targets[year] ?? null)] as const,
    ]),
  );

/** What came back in the hidden field of a grid; an empty grid when it was tampered with. */
export function parseGridRead(text: unknown): GridRead {
  try {
    const parsed: unknown = JSON.parse(String(text));
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return {};
    const rows = Object.entries(parsed).filter(
      ([, row]) =>
        Array.isArray(row) &&
        Number.isInteger(row[0]) &&
        row.slice(1).every((value) => value === null || typeof value === 'number'),
    );
    return Object.fromEntries(rows) as GridRead;
  } catch {
    return {};
  }
}

export interface TypedGrid {
  /** Only the cells that the person changed. */
  readonly cells: readonly CellEdit[];
  /** Cells that cannot be read. */
  readonly faults: readonly Fault[];
}

/**
 * The cells of a grid that the person changed: those whose text is not the one that they were shown. What somebody else changed meanwhile is not
 * taken for theirs.
 */
export function typedCells(
  rows: readonly Row[],
  years: readonly number[],
  read: GridRead,
  typed: (field: string) => string | undefined,
): TypedGrid {
  const cells: CellEdit[] = [];
  const faults: Fault[] = [];
  for (const { id, content } of rows) {
    const shown = read[id];
    if (!shown) continue;
    for (const [index, year] of years.entries()) {
      const field = cellField(id, year);
      const text = typed(field);
      if (text === undefined || text.trim() === writtenTarget(shown[index + 1] ?? null, content)) continue;
      const value = readTarget(text, content);
      if (!value.ok) faults.push({ ...value.fault, field });
      else if (value.value !== (shown[index + 1] ?? null))
        cells.push({ indicator: id, revision: shown[0], year, value: value.value });
    }
  }
  return { cells, faults };
}

/** A cell as a grid shows it again after a refusal. */
export interface ShownCell {
  readonly text: string;
  /** The person typed it and it is not saved. */
  readonly unsaved: boolean;
  /** The target on record, when somebody else changed it since the person opened the grid and theirs is not saved. */
  readonly present: number | null | undefined;
}

/** What was typed stays; where nothing was typed the present target is shown. */
export function shownCell(
  { id, content }: Row,
  year: number,
  index: number,
  read: GridRead | null,
  typed: string | undefined,
): ShownCell {
  const present = content.targets[year] ?? null;
  const written = writtenTarget(present, content);
  const shown = read?.[id];
  if (!shown || typed === undefined) return { text: written, unsaved: false, present: undefined };
  const before = shown[index + 1] ?? null;
  const touched = typed.trim() !== writtenTarget(before, content);
  if (!touched || typed.trim() === written) return { text: written, unsaved: false, present: undefined };
  return { text: typed, unsaved: true, present: before === present ? undefined : present };
}

/** One cell of a pasted block, before it is applied. */
export interface PastedCell {
  readonly indicator: string;
  readonly year: number;
  readonly typed: string;
  readonly before: number | null;
  /** What it becomes; undefined when it cannot be read. */
  readonly after: number | null | undefined;
  readonly fault: Omit<Fault, 'field'> | null;
}

export interface PastedBlock {
  readonly cells: readonly PastedCell[];
  /** Cells of the block that fall outside the grid. */
  readonly outside: number;
  /** Lines whose first cell names an indicator that the grid does not have. */
  readonly unknown: readonly string[];
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s\u00a0\u2009\u202f’']+/g, ' ')
    .trim()
    .toLowerCase();

/** The lines of a block copied from a spreadsheet: tabs between cells, one line each; the empty line at the end is none. */
export function blockLines(block: string): string[][] {
  const lines = block.replace(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  return lines.map((line) => line.split('\t'));
}

/**
 * What a block copied from a spreadsheet sets, cell by cell, from a first cell on. A first line of years says which columns they are; a first column of
 * titles or catalogue codes says which lines. An empty cell changes nothing, « - » removes the target.
 */
export function pastedCells(
  block: string,
  rows: readonly Row[],
  years: readonly number[],
  from: { readonly indicator: string; readonly year: number },
): PastedBlock {
  let lines = blockLines(block);
  const header = lines[0] && isHeader(lines[0]) ? lines[0].map(yearOf) : null;
  if (header) lines = lines.slice(1);
  const byName = new Map(rows.flatMap((row) => namesOf(row).map((name) => [name, row] as const)));
  const named = lines.some((line) => byName.has(fold(line[0] ?? '')));
  const firstRow = Math.max(
    0,
    rows.findIndex(({ id }) => id === from.indicator),
  );
  const firstYear = years.indexOf(from.year);
  const cells: PastedCell[] = [];
  const unknown: string[] = [];
  let outside = 0;
  for (const [index, line] of lines.entries()) {
    const row = named ? byName.get(fold(line[0] ?? '')) : rows[firstRow + index];
    if (named && !row && line.some((cell) => cell.trim() !== '')) {
      unknown.push((line[0] ?? '').trim());
      continue;
    }
    for (const [column, typed] of line.entries()) {
      if (typed.trim() === '' || (named && column === 0)) continue;
      const year = header ? header[column] : years[firstYear + column - (named ? 1 : 0)];
      if (!row || year === undefined || year === null || !years.includes(year)) outside += 1;
      else cells.push(pastedCell(row, year, typed, years));
    }
  }
  return { cells, outside, unknown };
}

const yearOf = (cell: string): number | null => (/^\s*20\d{2}\s*$/.test(cell) ? Number(cell) : null);

/** Years one after the other, and nothing else but a name in the first cell. */
function isHeader([first = '', ...others]: readonly string[]): boolean {
  const cells = [...(yearOf(first) === null ? [] : [first]), ...others].filter((cell) => cell.trim() !== '');
  const found = cells.map(yearOf);
  return found.length >= 2 && found.every((year, index) => year !== null && (index === 0 || year > found[index - 1]!));
}

const namesOf = ({ content }: Row): string[] => [fold(content.title), ...(content.code ? [fold(content.code)] : [])];

function pastedCell({ id, content }: Row, year: number, typed: string, years: readonly number[]): PastedCell {
  const before = content.targets[year] ?? null;
  const cell = { indicator: id, year, typed: typed.trim(), before };
  const read = isDash(typed) ? ({ ok: true, value: null } as const) : readTarget(typed, content);
  if (!read.ok) return { ...cell, after: undefined, fault: read.fault };
  const { baseline } = content;
  const fault =
    read.value === null
      ? null
      : (targetFault(content, year, read.value, years) ??
        (baseline && year <= baseline.year
          ? {
              code: 'BASELINE_AFTER_TARGET' as const,
              with: { baseline: String(baseline.year), target: String(year) },
            }
          : null));
  return { ...cell, after: read.value, fault };
}
