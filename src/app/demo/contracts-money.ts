import type { Chance } from './chance.ts';
import type { Story } from './contracts-story.ts';

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018] as const;

export interface MoneyPlan {
  /** Running costs of each year, in whole euros. */
  readonly budgets: readonly { readonly year: number; readonly euros: number }[];
  readonly commitments: readonly {
    readonly party: string;
    readonly year: number;
    readonly nature: 'running-costs' | 'actions';
    readonly euros: number;
  }[];
  /** In per cent, from 2012. */
  readonly publicShare: Readonly<Record<string, number>>;
  /** Running costs of 2012, in thousands of euros. */
  readonly before: number;
}

interface Payer {
  readonly id: string;
  readonly kind: 'state' | 'region' | 'authority' | 'cluster';
}

const thousands = (euros: number): number => Math.round(euros / 1_000) * 1_000;

/** A financing plan in which public money steps back year after year, each cluster at its own pace (R30). */
export function moneyPlan({ luck, size }: Pick<Story, 'luck' | 'size'>, parties: readonly Payer[]): MoneyPlan {
  const start = thousands(620_000 + 480_000 * size * (0.85 + luck.next() * 0.3));
  const publicShare = shares(luck);
  const budgets = YEARS.map((year, step) => ({ year, euros: thousands(start * (1 + 0.018 * step)) }));
  const states = parties.filter(({ kind }) => kind === 'state');
  const regions = parties.filter(({ kind }) => kind === 'region');
  const authorities = parties.filter(({ kind }) => kind === 'authority');
  const association = parties.find(({ kind }) => kind === 'cluster')!;
  const stateFirst = 0.44 + luck.next() * 0.08;
  const commitments = budgets.flatMap(({ year, euros }, step) => {
    const given = (euros * publicShare[year]!) / 100;
    // The State steps back a little faster than the others.
    const stateShare = stateFirst - 0.02 * step;
    const local = authorities.length === 0 ? 0 : 0.18;
    const shared = (payers: readonly Payer[], total: number) =>
      payers.map(({ id }, rank) => ({
        party: id,
        // The coordinating prefect and region, and the first authority, carry twice as much as the others.
        euros: thousands((total * (rank === 0 ? 2 : 1)) / (payers.length + 1)),
      }));
    const running = [
      ...shared(states, given * stateShare),
      ...shared(regions, given * (1 - stateShare - local)),
      ...shared(authorities, given * local),
    ];
    const own = euros - running.reduce((sum, one) => sum + one.euros, 0);
    const actions = [
      { party: states[0]!.id, euros: thousands(start * 0.22) },
      { party: regions[0]!.id, euros: thousands(start * (0.3 + 0.01 * step)) },
    ];
    return [
      ...[...running, { party: association.id, euros: own }].map((one) => ({
        ...one,
        year,
        nature: 'running-costs' as const,
      })),
      ...actions.map((one) => ({ ...one, year, nature: 'actions' as const })),
    ];
  });
  return {
    budgets,
    commitments: commitments.filter(({ euros }) => euros > 0),
    publicShare,
    before: Math.round(start / 1_000),
  };
}

/** From about seventy per cent in 2012 to fifty at most in 2018, on or near the path. */
function shares(luck: Chance): Record<string, number> {
  const start = 68 + luck.whole(0, 6);
  const end = 46 + luck.whole(0, 4);
  const early = luck.hit(0.8);
  const path: Record<string, number> = { 2012: start };
  for (const [step, year] of YEARS.entries()) {
    const even = start + ((end - start) * (step + 1)) / (early ? 3.2 : 5);
    path[year] = Math.round(Math.max(end, even));
  }
  return path;
}
