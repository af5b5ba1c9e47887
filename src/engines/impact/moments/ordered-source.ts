import { identifier, quoted, type SqlValue } from '../panel-store/duckdb.ts';
import type { RunSql } from './cohort-moments.ts';
import { type LongTable, longSource, type MomentSource, turnedWide, unitAttributes, within } from './moment-source.ts';

/** From this many rows on, two threads read half of the units each. */
const WORTH_HALVES = 2_000_000;

/**
 * The moments of a long table in DuckDB, usually a Parquet file. Where its rows stand unit by unit and period by period, as most files have
 * them, each unit's periods are the rows that follow its first: one reading in order turns them wide, in no memory to speak of and a fifth
 * of the time of `longSource`, which serves elsewhere.
 * @param halvesFrom rows from which on the two halves are read apart
 */
export async function orderedSource(
  table: LongTable,
  run: RunSql,
  halvesFrom: number = WORTH_HALVES,
): Promise<MomentSource> {
  const parts = await partsOf(table, run, halvesFrom);
  const [found] = await run(orderStatement(table, parts));
  return found![0] === true ? followingRows(table, parts) : longSource(table);
}

/** Conditions that share the units out. */
async function partsOf(table: LongTable, run: RunSql, halvesFrom: number): Promise<string[]> {
  const unit = identifier(table.unit);
  const [[rows]] = (await run(`select count(*) from ${table.relation}`)) as [[SqlValue]];
  if (Number(rows) < halvesFrom) return ['true'];
  const middle = `select ${unit} from ${table.relation} limit 1 offset ${Math.floor(Number(rows) / 2)}`;
  const [[pivot]] = (await run(middle)) as [[SqlValue]];
  if (pivot === null) return ['true'];
  const value = typeof pivot === 'string' ? quoted(pivot) : String(pivot);
  return [`${unit} <= ${value}`, `${unit} > ${value} or ${unit} is null`];
}

/** True when units ascend, periods within each of them too, and what belongs to a unit stays the same. */
function orderStatement(table: LongTable, parts: readonly string[]): string {
  const [unit, ...others] = unitAttributes(table).map(({ column }) => column);
  const time = identifier(table.time);
  const same = others.map((column) => ` and ${column} is not distinct from lag(${column}) over ()`).join('');
  const follows = `${unit} > lag(${unit}) over () or (${unit} = lag(${unit}) over () and ${time} > lag(${time}) over ()${same})`;
  const ordered = parts.map(
    (part) =>
      `select case when lag(${time}) over () is null then ${unit} is not null else ${follows} end as follows
       from ${table.relation} where ${within(table)} and (${part})`,
  );
  return `select bool_and(coalesce(follows, false)) from (${ordered.join(' union all ')}) ordered`;
}

/** One row for each unit, from rows in the order that `orderStatement` tells. */
function followingRows(table: LongTable, parts: readonly string[]): MomentSource {
  const attributes = unitAttributes(table);
  const unit = identifier(table.unit);
  const others = table.periods.length - 1;
  const values = table.outcomes.flatMap((name, place) =>
    table.periods.map((_, p) => {
      const value = p === 0 ? identifier(name) : `lead(${identifier(name)}, ${p}) over ()`;
      return `${value} as y${place}_${p}`;
    }),
  );
  const columns = [
    ...attributes.map(({ column, alias }) => `${column} as ${alias}`),
    ...values,
    `lag(${unit}) over () as unit_before`,
    `lead(${unit}, ${others}) over () as unit_last`,
  ];
  const units = parts.map(
    (part, place) =>
      `select * from (select ${place} as part, ${columns.join(', ')} from ${table.relation} where ${within(table)} and (${part})) following
       where unit_before is distinct from unit`,
  );
  return {
    ...turnedWide(table),
    relation: `(${units.join(' union all ')}) wide`,
    block: 'part',
    // As many rows as there are periods, all different: each is there.
    observed: 'unit_last = unit',
    over: (periods) => followingRows({ ...table, periods }, parts),
  };
}
