import type { Say } from '#kit/say.ts';
import type { FieldName } from './import-field.ts';

/** What a row would do to the registry. `end`: a membership that the file leaves out, when the person asked to end those. */
export const ROW_OUTCOMES = ['error', 'create', 'update', 'end', 'unchanged'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Something to correct (`error`), which stops the whole import, or to know (`warning`), which stops nothing. */
export interface RowProblem extends Say {
  readonly level: 'error' | 'warning';
  /** The column that it concerns, from 0; null when it is about the whole row. */
  readonly column: number | null;
  readonly field: FieldName | null;
  /** What the cell holds. */
  readonly value: string | null;
}

/** What can change, beyond the columns that people write: what Sirene tells. */
export type ChangedField =
  | Exclude<FieldName, 'communeCode' | 'communeName' | 'postcode' | 'accountsYear'>
  | 'commune'
  | 'headcountBand'
  | 'inseeCategory'
  | 'inseeCategoryYear';

export type ChangedValue = string | number | null;

/** One value before and after. Days `YYYY-MM-DD`, amounts in cents, codes for what has a code. */
export interface RowChange {
  readonly field: ChangedField;
  /** The year of a yearly figure. */
  readonly year?: number;
  readonly before: ChangedValue;
  readonly after: ChangedValue;
}

/** What is kept of each row of a check, and shown. */
export interface RowDecision {
  /** Row of the file as a spreadsheet numbers it; null for what the file does not hold. */
  readonly row: number | null;
  readonly outcome: RowOutcome;
  /** The organisation of the registry that the row is about; null when the import would create it. */
  readonly organisation: string | null;
  readonly name: string;
  readonly siren: string | null;
  readonly problems: readonly RowProblem[];
  readonly changes: readonly RowChange[];
}

/** A decision with its place in the list: that of its row in the file, then the members that the file leaves out. */
export interface PlacedDecision {
  readonly place: number;
  readonly decision: RowDecision;
}

/** A change as it is staged: of 50,000 rows that create, half of what is written would otherwise be the names of these fields. */
export type StagedChange = readonly [field: ChangedField, before: ChangedValue, after: ChangedValue, year?: number];

/**
 * Decisions as JSON, ready to be staged. Also what two runs are compared by: decided alike, they give the same text.
 */
export const stagedDecisions = (decided: readonly PlacedDecision[]): string =>
  JSON.stringify(
    decided.map(({ place, decision: { row, outcome, organisation, name, siren, problems, changes } }) => ({
      place,
      row,
      outcome,
      warned: outcome !== 'error' && problems.length > 0,
      organisation_id: organisation,
      name,
      siren,
      problems: problems.length > 0 ? problems : null,
      changes: changes.length > 0 ? changes.map(staged) : null,
    })),
  );

const staged = ({ field, before, after, year }: RowChange): StagedChange =>
  year === undefined ? [field, before, after] : [field, before, after, year];

export const unstaged = ([field, before, after, year]: StagedChange): RowChange =>
  year === undefined ? { field, before, after } : { field, year, before, after };

/** Counts of a check. `errors` are rows with an error, `warnings` rows with a warning and no error. */
export interface ImportCounts {
  readonly rows: number;
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly end: number;
  readonly error: number;
  readonly warnings: number;
  /** Sirene: organisations with a SIREN that the stock file does not have. */
  readonly notFound?: number;
  /** Sirene: lines under partial diffusion, set aside unread. */
  readonly withheld?: number;
}

export const NO_COUNTS: ImportCounts = { rows: 0, create: 0, update: 0, unchanged: 0, end: 0, error: 0, warnings: 0 };

export function countDecisions(before: ImportCounts, decisions: readonly RowDecision[]): ImportCounts {
  const counts = { ...before };
  for (const { row, outcome, problems } of decisions) {
    if (row !== null) counts.rows++;
    counts[outcome]++;
    if (outcome !== 'error' && problems.length > 0) counts.warnings++;
  }
  return counts;
}

/** The values that differ, as changes; an absent new value (`undefined`, or null where the file says nothing) is none. */
export function changesBetween(
  given: readonly {
    readonly field: ChangedField;
    readonly year?: number;
    readonly before: ChangedValue;
    readonly after: ChangedValue | undefined;
  }[],
): RowChange[] {
  return given
    .filter(({ before, after }) => after !== undefined && after !== null && after !== before)
    .map(({ field, year, before, after }) => ({
      field,
      ...(year !== undefined && { year }),
      before,
      after: after ?? null,
    }));
}
