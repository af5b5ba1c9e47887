import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { College } from '../vocabulary.ts';
import type { AbsentMember, KnownSpell, MemberPlan, SpellToWrite } from './members-import.rules.ts';

type SpellTuple = [
  id: string,
  organisation: string,
  college: College,
  from: Day,
  to: Day | null,
  endReason: string | null,
  siret: string | null,
];

/** Every spell of a cluster, by organisation. One reading for the whole file: a cluster has hundreds, exceptionally thousands. */
export async function spellsOfCluster(
  sql: Sql,
  clusterId: string,
  hold: boolean,
): Promise<Map<string, readonly KnownSpell[]>> {
  const { rows } = await fragment<{ spells: SpellTuple[] | null }>`
    with m as (select * from registry.membership where cluster_id = ${clusterId} order by id ${hold ? fragment`for update` : fragment``})
    select json_agg(json_build_array(id, organisation_id, college, from_day, to_day, end_reason, siret)) as spells from m`.execute(
    sql,
  );
  const { rows: fees } = await fragment<{ list: [membership: string, year: number, amount: number][] | null }>`
    select json_agg(json_build_array(f.membership_id, f.year, f.amount_cents)) as list
    from registry.membership_fee f join registry.membership m on m.id = f.membership_id where m.cluster_id = ${clusterId}`.execute(
    sql,
  );
  const paid = new Map<string, { year: number; amount: number }[]>();
  for (const [membership, year, amount] of fees[0]?.list ?? []) {
    const years = paid.get(membership) ?? [];
    years.push({ year, amount });
    paid.set(membership, years);
  }
  const byOrganisation = new Map<string, KnownSpell[]>();
  for (const [id, organisation, college, from, to, endReason, siret] of rows[0]?.spells ?? []) {
    const spells = byOrganisation.get(organisation) ?? [];
    spells.push({ id, college, from, to, endReason, siret, fees: paid.get(id) ?? [] });
    byOrganisation.set(organisation, spells);
  }
  return byOrganisation;
}

/** Open memberships of the cluster whose organisation no row of the file names. */
export async function absentMembers(
  sql: Sql,
  clusterId: string,
  spells: ReadonlyMap<string, readonly KnownSpell[]>,
  named: ReadonlySet<string>,
): Promise<AbsentMember[]> {
  const absent = [...spells].flatMap(([organisation, all]) =>
    named.has(organisation) ? [] : all.filter(({ to }) => to === null).map((spell) => ({ organisation, spell })),
  );
  if (absent.length === 0) return [];
  const { rows } = await fragment<{ list: [id: string, name: string, siren: string | null][] | null }>`
    select json_agg(json_build_array(o.id, o.name, o.siren)) as list from registry.organisation o
    where o.id in (select organisation_id from registry.membership where cluster_id = ${clusterId} and to_day is null)`.execute(
    sql,
  );
  const names = new Map((rows[0]?.list ?? []).map(([id, name, siren]) => [id, { name, siren }]));
  return absent
    .map(({ organisation, spell }) => ({ organisation, spell, name: '', siren: null, ...names.get(organisation) }))
    .sort((one, other) =>
      one.name < other.name ? -1 : one.name > other.name ? 1 : one.spell.id < other.spell.id ? -1 : 1,
    );
}

export type Completion = NonNullable<MemberPlan['complete']> & { readonly id: string };

/** Gives known organisations the values that they did not have. */
export async function completeOrganisations(trx: Sql, completions: readonly Completion[], now: Date): Promise<void> {
  if (completions.length === 0) return;
  await fragment`
    update registry.organisation o set siren = coalesce(o.siren, r.siren), naf = coalesce(o.naf, r.naf),
      commune = coalesce(o.commune, r.commune), updated_at = ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(completions)}::json) as r (id text, siren text, naf text, commune text)
    where o.id = r.id`.execute(trx);
}

export type PlacedSpell = SpellToWrite & {
  readonly id: string;
  readonly isNew: boolean;
  readonly organisation: string;
  readonly synthetic: boolean;
};

/** Creates and amends spells, with their fees: three statements, whatever their number. */
export async function writeSpells(
  trx: Sql,
  spells: readonly PlacedSpell[],
  { cluster, source, now }: { readonly cluster: string; readonly source: string; readonly now: Date },
): Promise<void> {
  const created = spells.filter(({ isNew }) => isNew);
  const amended = spells.filter(({ isNew, unchanged }) => !isNew && !unchanged);
  const shape = fragment`(id text, organisation text, college text, "from" date, "to" date, "endReason" text, siret text, synthetic boolean)`;
  // Those that end first: a spell that follows could not be written before.
  if (amended.length > 0)
    await fragment`
      update registry.membership m set college = r.college, to_day = r."to", end_reason = r."endReason", siret = r.siret
      from json_to_recordset(${JSON.stringify(amended)}::json) as r ${shape} where m.id = r.id`.execute(trx);
  if (created.length > 0)
    await fragment`
      insert into registry.membership (id, cluster_id, organisation_id, college, from_day, to_day, end_reason, siret, synthetic, source, recorded_at)
      select id, ${cluster}, organisation, college, "from", "to", "endReason", siret, synthetic, ${source}, ${now}::timestamptz
      from json_to_recordset(${JSON.stringify(created)}::json) as r ${shape}`.execute(trx);
  const fees = spells.flatMap(({ id, fees }) => fees.map(({ year, amount }) => ({ id, year, amount })));
  if (fees.length > 0)
    await fragment`
      insert into registry.membership_fee (membership_id, year, amount_cents)
      select id, year, amount from json_to_recordset(${JSON.stringify(fees)}::json) as r (id text, year int, amount bigint)
      on conflict (membership_id, year) do update set amount_cents = excluded.amount_cents`.execute(trx);
}

/** Ends memberships on one day, for one reason. */
export async function endSpells(trx: Sql, ids: readonly string[], on: string, reason: string): Promise<void> {
  if (ids.length === 0) return;
  await fragment`
    update registry.membership set to_day = ${on}::date, end_reason = ${reason} where id = any (${[...ids]}::text[]) and to_day is null`.execute(
    trx,
  );
}
