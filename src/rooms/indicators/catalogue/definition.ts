import * as z from 'zod';
import type { Day } from '#kit/period.ts';
import { CERTAINTIES } from '../indicator.ts';

/** How a value of the indicator comes to be: facts give it, somebody states it, or it comes from official statistics. */
export const OBTAINED = ['counted', 'declared', 'imported'] as const;
export type Obtained = (typeof OBTAINED)[number];

export interface DefinitionTable {
  code: string;
  valid_from: Day;
  valid_to: Day | null;
  definition_fr: string;
  definition_en: string;
  limits_fr: string;
  limits_en: string;
  owner_fr: string;
  owner_en: string;
  period_fr: string;
  period_en: string;
  obtained: Obtained;
  /** Why facts cannot feed it; empty when they do. */
  obstacle_fr: string;
  obstacle_en: string;
  certainty: (typeof CERTAINTIES)[number];
  /** Null for what the reference file says. */
  revised_by: string | null;
  reason: string;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.definition': DefinitionTable;
  }
}

const both = z.object({ fr: z.string(), en: z.string() });

/** What an indicator means from a day to a day; a value keeps the version that held on the day of its vintage. */
export const definitionVersion = z.object({
  code: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  definition: both,
  limits: both,
  /** The function or body that answers for it. */
  owner: both,
  period: both,
  obtained: z.enum(OBTAINED),
  obstacle: both,
  certainty: z.enum(CERTAINTIES),
  revisedBy: z.string().nullable(),
  reason: z.string(),
});
export type DefinitionVersion = z.infer<typeof definitionVersion>;
