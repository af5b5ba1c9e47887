import * as z from 'zod';
import type { Day } from '#kit/period.ts';
import { daySchema } from '../contracts.schemas.ts';

/** What an evaluation asked the cluster to improve, and its examination (R31). */
export const improvement = z.object({
  axes: z.string(),
  source: z.string(),
  recordedOn: daySchema,
  /** Months from the signature, as the programme's rules say; null while the contract is not signed. */
  dueOn: daySchema.nullable(),
  examination: z.object({ on: daySchema, satisfactory: z.boolean(), finding: z.string() }).nullable(),
});
export type Improvement = z.output<typeof improvement>;

export interface ImprovementTable {
  contract_id: string;
  axes: string;
  source: string;
  recorded_on: string;
  examined_on: string | null;
  satisfactory: boolean | null;
  finding: string | null;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'contracts.improvement': ImprovementTable;
  }
}

export const toImprovement = (row: ImprovementTable, dueOn: Day | null): Improvement => ({
  axes: row.axes,
  source: row.source,
  recordedOn: row.recorded_on as Day,
  dueOn,
  examination:
    row.examined_on === null
      ? null
      : { on: row.examined_on as Day, satisfactory: row.satisfactory!, finding: row.finding! },
});
