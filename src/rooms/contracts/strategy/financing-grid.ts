import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { typedAmounts } from '#kit/web/typed-money.ts';
import { COST_NATURES } from '../clause/clause.ts';
import type { CostNature } from './financing.rules.ts';

export type { CostNature };

/** Names of the inputs of the grid: they say which cell it is, whatever stands beside it when the form comes back. */
export const cellField = (party: string, year: number, nature: CostNature): string => `cell:${nature}:${year}:${party}`;
export const budgetField = (year: number): string => `budget:${year}`;

const CELL = /^cell:([a-z-]+):(\d{4}):(.+?)$/;
const BUDGET = /^budget:(\d{4})$/;
const isNature = (given: string | undefined): given is CostNature =>
  (COST_NATURES as readonly string[]).includes(given ?? '');

/** The inputs of the grid in the order in which they are sent, apart from their revisions. */
function gridFields(values: Values) {
  const names = Object.keys(values).filter((name) => !name.endsWith('.revision'));
  return { cells: names.filter((name) => CELL.test(name)), budgets: names.filter((name) => BUDGET.test(name)) };
}

/** The plan that was typed, as the action takes it; throws the refusal of every amount that cannot be read. */
export function typedPlan(values: Values) {
  const { cells, budgets } = gridFields(values);
  const amounts = typedAmounts(Object.fromEntries([...cells, ...budgets].map((name) => [name, values[name]])));
  const revision = (name: string) => Number(values[`${name}.revision`] ?? 0) || 0;
  return {
    cells: cells.flatMap((name) => {
      const [, nature, year, party] = CELL.exec(name)!;
      if (!isNature(nature)) return [];
      return [
        { party: party!, nature, year: Number(year), amountCents: amounts[name] ?? null, revision: revision(name) },
      ];
    }),
    budgets: budgets.map((name) => ({
      year: Number(BUDGET.exec(name)![1]),
      amountCents: amounts[name] ?? null,
      revision: revision(name),
    })),
  };
}

/** The refusals of the action, `cells.3.amountCents`, brought back beside the inputs that they speak of. */
export function besideInputs(values: Values, errors: readonly FieldError[]): FieldError[] {
  const names = gridFields(values);
  return errors.map((error) => {
    const [, list, index] = /^(cells|budgets)\.(\d+)\b/.exec(error.field) ?? [];
    const field = list ? names[list as 'cells' | 'budgets'][Number(index)] : undefined;
    return field ? { ...error, field } : error;
  });
}
