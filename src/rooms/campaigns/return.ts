import * as z from 'zod';
import type { Day } from '#kit/period.ts';
import { clusterId } from '#rooms/registry';
import type { CellState, Origin } from './campaigns.tables.ts';

/** Names a return in addresses and inputs: a cluster and the year of the figures. */
export const returnKey = { cluster: clusterId, year: z.int().min(2000).max(2100) } as const;

/** Code of the catalogue, `contract/passage` of a cluster's own indicator, or id of a question. */
export const cellKey = z.string().min(1).max(170);

/** `minalogic-2016` */
export const returnId = (cluster: string, year: number): string => `${cluster}-${year}`;

export const CELL_STATES = ['known', 'not-applicable', 'not-known'] as const satisfies readonly CellState[];

/**
 * What is said of one figure. Zero, not applicable and not known yet are three states (principle 5); null while nothing is said. Amounts in euro cents, ratios in per
 * cent with their two terms, a yes 1 and a no 0, a scale a rank from 1.
 */
export interface Answer {
  readonly state: CellState | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Of what is not known yet: the first day on which it can be. */
  readonly notBefore: Day | null;
  /** Of a question of text. */
  readonly text: string | null;
}

export const NO_ANSWER: Answer = {
  state: null,
  value: null,
  numerator: null,
  denominator: null,
  notBefore: null,
  text: null,
};

/** One figure of a return as it is kept. */
export interface HeldCell extends Answer {
  readonly key: string;
  readonly origin: Origin;
  /** What facts or statistics said when it was prefilled. */
  readonly prefilled: number | null;
  readonly prefilledState: CellState | null;
  readonly comment: string;
  readonly reasonCode: string | null;
  readonly reasonText: string;
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

export const sameAnswer = (one: Answer, other: Answer): boolean =>
  (Object.keys(NO_ANSWER) as (keyof Answer)[]).every((field) => one[field] === other[field]);
