import type { Chance } from './chance.ts';
import type { Field } from './contracts-fields.ts';

/** What an objective of a contract says, before regional priorities and areas are tied to it. */
export interface InventedObjective {
  readonly title: string;
  readonly dimension:
    | 'innovation'
    | 'market'
    | 'employment'
    | 'sme-growth'
    | 'finance'
    | 'international'
    | 'skills'
    | 'business-links'
    | 'governance';
  readonly scope: 'individual' | 'collective';
  readonly bearers: readonly string[];
  readonly rationale: string;
  readonly indicators: readonly InventedIndicator[];
}

/** A common indicator says its code; one of the cluster's own says everything. */
export interface InventedIndicator {
  readonly code: string | null;
  readonly title?: string;
  readonly unit?: string;
  readonly direction?: 'up' | 'down' | 'keep';
  readonly measure?: 'count' | 'amount' | 'ratio' | 'yes-no' | 'scale';
  readonly cumulation?: 'per-year' | 'cumulated' | 'latest';
  readonly levels?: readonly string[];
  readonly numerator?: string;
  readonly denominator?: string;
  readonly baseline: {
    readonly value: number;
    readonly numerator?: number;
    readonly denominator?: number;
    readonly year: number;
    readonly source: string;
  };
  readonly targets: Readonly<Record<string, number>>;
  readonly verification: string;
  readonly responsible: string;
}

export interface ObjectiveMaker {
  readonly luck: Chance;
  readonly field: Field;
  /** 1 for an average national cluster, more for a large one. */
  readonly size: number;
  /** How steeply targets rise: the ambition that R28 asks to be the cluster's own. */
  readonly ambition: number;
  /** Invented members, for objectives that one of them bears. */
  readonly firms: readonly string[];
  /** Public share of running costs, in per cent, by year from 2012. */
  readonly publicShare: Readonly<Record<string, number>>;
  /** Running costs of 2012, in thousands of euros. */
  readonly before: number;
}

export const YEARS = [2013, 2014, 2015, 2016, 2017, 2018] as const;
export const RETURNS = 'Déclarations annuelles des membres';
export const BOARD = 'Procès-verbaux du conseil d’administration';
export const TEAM = 'Direction du pôle';

export const whole = (value: number): number => Math.max(0, Math.round(value));

/** From a baseline to about `gain` times as much in 2018, by steps that are never quite even. */
export function rising(
  { luck, ambition }: ObjectiveMaker,
  from: number,
  gain: number,
  floor = 1,
): Record<string, number> {
  const goal = from * (1 + (gain - 1) * ambition);
  let last = from;
  return Object.fromEntries(
    YEARS.map((year, step) => {
      const even = from + ((goal - from) * (step + 1)) / YEARS.length;
      last = Math.max(last + (step % 2 === 0 ? floor : 0), whole(even * (0.97 + luck.next() * 0.06)));
      return [String(year), last];
    }),
  );
}

/** Counted since the start, on top of what stood in 2012: each year adds a little more than the one before. */
export function adding({ luck, ambition }: ObjectiveMaker, perYear: number, from = 0): Record<string, number> {
  let total = from;
  return Object.fromEntries(
    YEARS.map((year, step) => {
      total += Math.max(1, whole(perYear * ambition * (0.55 + step * 0.17) * (0.85 + luck.next() * 0.3)));
      return [String(year), total];
    }),
  );
}

/** Counted since the start, of what comes less than once a year: a little faster as years go by. */
export function seldom({ ambition }: ObjectiveMaker, perYear: number): Record<string, number> {
  return Object.fromEntries(
    YEARS.map((year, step) => [String(year), whole(perYear * ambition * (step + 1) * (0.7 + step * 0.1))]),
  );
}

/** A share in per cent that moves towards `goal`. */
export function share({ luck }: ObjectiveMaker, from: number, goal: number): Record<string, number> {
  return Object.fromEntries(
    YEARS.map((year, step) => {
      const even = from + ((goal - from) * (step + 1)) / YEARS.length;
      return [String(year), Math.round(even + (step < 5 ? luck.next() - 0.5 : 0))];
    }),
  );
}

export const counted = (value: number, source: string) => ({ value, year: 2012, source });

/** A baseline in per cent that its terms bear out. */
export function ratioOf(numerator: number, denominator: number, source: string) {
  return { value: Math.round((1000 * numerator) / denominator) / 10, numerator, denominator, year: 2012, source };
}

export const PORTFOLIO = 'Portefeuille de projets, 2012';
export const ACTIVITY = 'Rapport d’activité 2012';
