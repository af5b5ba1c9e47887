import { rowsOf, withDuckDB } from '../panel-store/duckdb.ts';
import { FIRMS_FILE, inStore, periodColumn, storedVariable } from '../panel-store/panel-store.ts';
import type { GroupTimeResult } from '../result.ts';
import { type Sentence, someOf } from '../sentence.ts';
import type { StoredPanel } from './panel-of-file.ts';

/** One more than a sentence shows, so that it says "and others". */
const EXAMPLES = 6;

/** The warning of units that miss a period, with the first of them and when: so that an evaluator finds them in the file. */
export async function withHolesNamed(stored: StoredPanel, result: GroupTimeResult): Promise<GroupTimeResult> {
  if (!result.warnings.some(({ code }) => code === 'unbalanced')) return result;
  const found = await firstHoles(stored, result.options.outcomes);
  if (found.length === 0) return result;
  const named = (warning: Sentence): Sentence => ({
    fr: warning.fr.replace(/\.$/, `\u202f: ${someOf(found.map(([unit, period]) => `${unit} en ${period}`))}.`),
    en: warning.en.replace(/\.$/, `: ${someOf(found.map(([unit, period]) => `${unit} in ${period}`))}.`),
  });
  return {
    ...result,
    warnings: result.warnings.map((one) => (one.code === 'unbalanced' ? { ...one, ...named(one) } : one)),
  };
}

/** The first units, in the order of the store, that miss an outcome, and the first period they miss. */
async function firstHoles(
  { store, file }: StoredPanel,
  outcomes: readonly string[],
): Promise<(readonly [unit: string, period: number])[]> {
  const holed = outcomes
    .map((name) => storedVariable(store, name))
    .find(({ column, complete }) => column === null && complete !== true);
  if (!holed) return [];
  const missing = store.periods.map((_, p) => `not isfinite(${periodColumn(p)})`);
  const first = store.periods.map((period, p) => `when ${missing[p]} then ${period}`).join(' ');
  const rows = await withDuckDB(file.limits, (connection) =>
    rowsOf(
      connection,
      `select cast(unit as varchar), period
       from (select firm, case ${first} end as period from ${inStore(store, holed.file)} where ${missing.join(' or ')} order by firm limit ${EXAMPLES})
       join ${inStore(store, FIRMS_FILE)} using (firm) order by firm`,
    ),
  );
  return rows.map(([unit, period]) => [String(unit), Number(period)]);
}
