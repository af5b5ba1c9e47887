import { parseMoney } from '#kit/money.ts';
import { say } from '#kit/say.ts';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { RESEARCH_CATEGORIES, type ResearchCategory } from '../funding/funding-facts.ts';
import { COST_NATURES, type CostNature } from '../project.ts';

/** Name of one cell of the grid of costs in a form. */
export const costField = (nature: CostNature, research: ResearchCategory): string => `cost.${nature}.${research}`;

export interface Cost {
  readonly nature: CostNature;
  readonly research: ResearchCategory;
  readonly amountCents: number;
}

/** What a grid of costs says: null when no cell was filled, so that costs nobody gave stay unknown. Amounts that are none are told cell by cell. */
export function readCosts(typed: Values): { costs: Cost[] | null; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const costs: Cost[] = [];
  for (const nature of COST_NATURES)
    for (const research of RESEARCH_CATEGORIES) {
      const field = costField(nature, research);
      const text = typed[field];
      if (typeof text !== 'string' || text.trim() === '') continue;
      const amount = parseMoney(text);
      if (amount.ok) costs.push({ nature, research, amountCents: amount.cents });
      else errors.push({ field, message: say(amount.reason) });
    }
  return { costs: costs.length > 0 ? costs : null, errors };
}

/** The values of the cells for costs that are known. */
export const costValues = (costs: readonly Cost[]): Record<string, string> =>
  Object.fromEntries(
    costs.map(({ nature, research, amountCents }) => [
      costField(nature, research),
      (amountCents / 100).toFixed(2).replace('.', ','),
    ]),
  );
