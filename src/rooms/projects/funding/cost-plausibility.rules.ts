import { euros } from '#kit/money.ts';
import type { Say } from '#kit/say.ts';
import { inBoth } from './funding.sentences.ts';
import type { PartnerFacts } from './funding-facts.ts';
import { baseOf } from './partner.rules.ts';

/**
 * Costs of one partner outside these ends are most often a slip of unit: « 600 » for 600 k€, or thousands written twice. A whole FUI project has a base of
 * 1.5 M€ on average and about 6 M€ at most (domain, 2.6): no partner spends less than 5 k€ or more than 50 M€ without a second look.
 */
export const LEAST_PLAUSIBLE_COST = euros(5_000);
export const MOST_PLAUSIBLE_COST = euros(50_000_000);

export type CostDoubt = 'too-small' | 'too-large';

/** Both ends are plausible, and so is a partner without costs. */
export function costDoubt(baseCents: number | null): CostDoubt | null {
  if (!baseCents) return null;
  if (baseCents < LEAST_PLAUSIBLE_COST) return 'too-small';
  return baseCents > MOST_PLAUSIBLE_COST ? 'too-large' : null;
}

/** One sentence for each partner whose costs look written in another unit: a warning, never a refusal. */
export function costWarnings(partners: readonly PartnerFacts[]): Say[] {
  return partners.flatMap(({ name, costs }) => {
    const base = baseOf(costs);
    const doubt = costDoubt(base);
    return doubt ? [inBoth((words) => words.costDoubt[doubt](name, base!))] : [];
  });
}
