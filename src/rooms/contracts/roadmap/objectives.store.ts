import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';

/** The last time that a target was set, changed or removed. */
export interface TargetChange {
  readonly indicator: string;
  readonly year: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

/** The last change of every cell of the grid, through all the texts of a contract, in one statement. */
export async function targetChanges(sql: Sql, contractId: string): Promise<TargetChange[]> {
  const { rows } = await fragment<TargetChange>`
    select distinct on (c.clause_id, y.year) c.clause_id as indicator, y.year::int as year, c.at, c.by_name as "by", c.reason
    from contracts.clause_change c
      join contracts.edition e on e.id = c.edition_id
      cross join lateral jsonb_object_keys(coalesce(c.before -> 'targets', '{}') || coalesce(c.after -> 'targets', '{}')) as y(year)
    where e.contract_id = ${contractId} and c.kind = 'indicator'
      and (c.before -> 'targets' -> y.year) is distinct from (c.after -> 'targets' -> y.year)
    order by c.clause_id, y.year, e.number desc, c.revision desc`.execute(sql);
  return rows;
}
