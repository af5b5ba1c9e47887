import * as z from 'zod';

/** What a target should do with time: grow, shrink, or stay where it is. */
export const DIRECTIONS = ['up', 'down', 'keep'] as const;
export const MEASURES = ['count', 'amount', 'ratio', 'yes-no', 'scale'] as const;
export const CUMULATIONS = ['per-year', 'cumulated', 'latest'] as const;
/** `background`: written from general knowledge, to be checked before anyone quotes it. */
export const EVIDENCE = ['source', 'background'] as const;
/** `programme`: a working choice of the programme. */
export const CERTAINTIES = ['official', 'programme', 'background'] as const;

export interface IndicatorTable {
  code: string;
  family: string;
  label_fr: string;
  label_en: string;
  unit: string;
  aggregation: string;
  periodicity: string;
  evidence: (typeof EVIDENCE)[number];
  source: string;
  rank: number;
  retired: boolean;
}

export interface AttributeTable {
  code: string;
  valid_from: string;
  valid_to: string | null;
  direction: (typeof DIRECTIONS)[number];
  measure: (typeof MEASURES)[number];
  unit_fr: string;
  unit_en: string;
  cumulation: (typeof CUMULATIONS)[number];
  numerator_fr: string;
  numerator_en: string;
  denominator_fr: string;
  denominator_en: string;
  certainty: (typeof CERTAINTIES)[number];
}

const both = z.object({ fr: z.string(), en: z.string() });

/** An indicator of the common catalogue (R26), with the attributes that hold on the day asked. */
export const commonIndicator = z.object({
  code: z.string(),
  family: z.string(),
  label: both,
  /** As its source writes it. */
  sourceUnit: z.string(),
  aggregation: z.string(),
  periodicity: z.string(),
  evidence: z.enum(EVIDENCE),
  source: z.string(),
  /** What a target needs and the source does not say. */
  direction: z.enum(DIRECTIONS),
  measure: z.enum(MEASURES),
  unit: both,
  cumulation: z.enum(CUMULATIONS),
  /** Of a ratio; empty otherwise. */
  numerator: both,
  denominator: both,
  certainty: z.enum(CERTAINTIES),
});
export type CommonIndicator = z.infer<typeof commonIndicator>;

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.indicator': IndicatorTable;
    'indicators.attribute': AttributeTable;
  }
}
