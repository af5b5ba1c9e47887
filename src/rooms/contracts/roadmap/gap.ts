import type { Say } from '#kit/say.ts';
import type { Clause } from '../clause/clause.ts';
import type { PartyKind } from '../contract.ts';

/** What a project must hold before it is presented (`missing`), and what a careful reader would still ask for (`advice`). */
export const GAP_CODES = [
  'no-state',
  'no-region',
  'no-association',
  'no-area',
  'no-market',
  'no-goal',
  'no-objective',
  'no-quantified-objective',
  'no-collective-objective',
  'objective-without-indicator',
  'indicator-without-target',
  'indicator-without-baseline',
  'years-without-target',
  'target-against-direction',
  'same-targets-here',
  'same-targets-elsewhere',
  'common-indicators-missing',
  'objective-without-tie',
  'diagnosis-section-empty',
  'market-without-size',
  'year-without-budget',
  'funder-without-commitment',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

export interface Gap {
  readonly code: GapCode;
  readonly severity: 'missing' | 'advice';
  /** Number of the programme's rule. */
  readonly rule: string | null;
  readonly sentence: Say;
  /** The same beside the passage itself, which need not be named again. */
  readonly here: Say | null;
  /** What the sentence counts, one by one. */
  readonly detail: string | null;
  /** The exact field, on the web. */
  readonly href: string;
  /** Who fills it. */
  readonly who: 'cluster' | 'state';
  /** The passage concerned, when there is one. */
  readonly clause: string | null;
}

export interface ProjectFacts {
  readonly contract: string;
  readonly clauses: readonly Clause[];
  readonly parties: readonly { readonly id: string; readonly kind: PartyKind; readonly name: string }[];
  /** Years of the phase, in order. */
  readonly years: readonly number[];
  /** Codes of the common catalogue (R26). */
  readonly commonCodes: readonly string[];
  /** Indicators whose targets are, year by year, those of several other contracts. */
  readonly sameElsewhere: ReadonlySet<string>;
}

type Usual = 'who' | 'clause' | 'here' | 'detail';
type Found = Omit<Gap, 'severity' | Usual> & Partial<Pick<Gap, Usual>>;
const USUAL = { who: 'cluster', clause: null, here: null, detail: null } as const;
export const missing = (gap: Found): Gap => ({ ...USUAL, ...gap, severity: 'missing' });
export const advice = (gap: Found): Gap => ({ ...USUAL, ...gap, severity: 'advice' });
