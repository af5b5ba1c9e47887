import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { DefinitionTable, DefinitionVersion } from './definition.ts';

const toVersion = (row: DefinitionTable): DefinitionVersion => ({
  code: row.code,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  definition: { fr: row.definition_fr, en: row.definition_en },
  limits: { fr: row.limits_fr, en: row.limits_en },
  owner: { fr: row.owner_fr, en: row.owner_en },
  period: { fr: row.period_fr, en: row.period_en },
  obtained: row.obtained,
  obstacle: { fr: row.obstacle_fr, en: row.obstacle_en },
  certainty: row.certainty,
  revisedBy: row.revised_by,
  reason: row.reason,
});

/** Every version of the definition of an indicator, the newest first. */
export const versionsOf = async (sql: Sql, code: string): Promise<DefinitionVersion[]> =>
  (
    await sql
      .selectFrom('indicators.definition')
      .selectAll()
      .where('code', '=', code)
      .orderBy('valid_from', 'desc')
      .execute()
  ).map(toVersion);

/** The definitions that hold on a day, by code. */
export async function definitionsOn(sql: Sql, on: Day): Promise<Map<string, DefinitionVersion>> {
  const rows = await sql
    .selectFrom('indicators.definition')
    .selectAll()
    .where('valid_from', '<=', on)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', on)]))
    .execute();
  return new Map(rows.map((row) => [row.code, toVersion(row)]));
}

/** Brings the reference file in; an indicator whose definition was revised here no longer listens to the file. What does not change is not written. */
export async function bringDefinitionsIn(trx: Sql, definitions: readonly DefinitionTable[]): Promise<void> {
  await fragment`
    insert into indicators.definition as held (code, valid_from, valid_to, definition_fr, definition_en, limits_fr, limits_en, owner_fr, owner_en, period_fr,
      period_en, obtained, obstacle_fr, obstacle_en, certainty)
    select code, valid_from, valid_to, definition_fr, definition_en, limits_fr, limits_en, owner_fr, owner_en, period_fr, period_en, obtained, obstacle_fr,
      obstacle_en, certainty
    from json_to_recordset(${JSON.stringify(definitions)}::json) as file (code text, valid_from date, valid_to date, definition_fr text, definition_en text,
      limits_fr text, limits_en text, owner_fr text, owner_en text, period_fr text, period_en text, obtained text, obstacle_fr text, obstacle_en text, certainty text)
    where not exists (select 1 from indicators.definition r where r.code = file.code and r.revised_by is not null)
    on conflict (code, valid_from) do update set valid_to = excluded.valid_to, definition_fr = excluded.definition_fr, definition_en = excluded.definition_en,
      limits_fr = excluded.limits_fr, limits_en = excluded.limits_en, owner_fr = excluded.owner_fr, owner_en = excluded.owner_en,
      period_fr = excluded.period_fr, period_en = excluded.period_en, obtained = excluded.obtained, obstacle_fr = excluded.obstacle_fr,
      obstacle_en = excluded.obstacle_en, certainty = excluded.certainty
    where (held.*) is distinct from (excluded.*)`.execute(trx);
}

/** Ends the version in force on the day before and opens the new one. */
export async function openVersion(trx: Sql, version: DefinitionTable, previous: Day, lastDay: Day): Promise<void> {
  await trx
    .updateTable('indicators.definition')
    .set({ valid_to: lastDay })
    .where('code', '=', version.code)
    .where('valid_from', '=', previous)
    .execute();
  await trx.insertInto('indicators.definition').values(version).execute();
}
