import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { AttributeTable, CommonIndicator, IndicatorTable } from './indicator.ts';

/** The common indicators with the attributes of a day, in the order of the catalogue; those that a newer catalogue dropped are left out. */
export async function commonIndicators(sql: Sql, on: string): Promise<CommonIndicator[]> {
  const rows = await sql
    .selectFrom('indicators.indicator as i')
    .innerJoin('indicators.attribute as a', 'a.code', 'i.code')
    .selectAll('i')
    .select([
      'a.direction',
      'a.measure',
      'a.unit_fr',
      'a.unit_en',
      'a.cumulation',
      'a.numerator_fr',
      'a.numerator_en',
      'a.denominator_fr',
      'a.denominator_en',
      'a.certainty',
    ])
    .where('i.retired', '=', false)
    .where('a.valid_from', '<=', on)
    .where((where) => where.or([where('a.valid_to', 'is', null), where('a.valid_to', '>=', on)]))
    .orderBy('i.rank')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    family: row.family,
    label: { fr: row.label_fr, en: row.label_en },
    sourceUnit: row.unit,
    aggregation: row.aggregation,
    periodicity: row.periodicity,
    evidence: row.evidence,
    source: row.source,
    direction: row.direction,
    measure: row.measure,
    unit: { fr: row.unit_fr, en: row.unit_en },
    cumulation: row.cumulation,
    numerator: { fr: row.numerator_fr, en: row.numerator_en },
    denominator: { fr: row.denominator_fr, en: row.denominator_en },
    certainty: row.certainty,
  }));
}

/** Brings the catalogue into its tables; what does not change is not written. A code that the file no longer has is marked retired. */
export async function bringIndicatorsIn(
  trx: Sql,
  indicators: readonly Omit<IndicatorTable, 'retired'>[],
  attributes: readonly AttributeTable[],
): Promise<void> {
  await fragment`
    insert into indicators.indicator as held (code, family, label_fr, label_en, unit, aggregation, periodicity, evidence, source, rank, retired)
    select code, family, label_fr, label_en, unit, aggregation, periodicity, evidence, source, rank, false
    from json_to_recordset(${JSON.stringify(indicators)}::json) as file (code text, family text, label_fr text, label_en text, unit text,
      aggregation text, periodicity text, evidence text, source text, rank int)
    on conflict (code) do update set family = excluded.family, label_fr = excluded.label_fr, label_en = excluded.label_en, unit = excluded.unit,
      aggregation = excluded.aggregation, periodicity = excluded.periodicity, evidence = excluded.evidence, source = excluded.source,
      rank = excluded.rank, retired = false
    where (held.*) is distinct from (excluded.*)`.execute(trx);
  await trx
    .updateTable('indicators.indicator')
    .set({ retired: true })
    .where('retired', '=', false)
    .where(
      'code',
      'not in',
      indicators.map(({ code }) => code),
    )
    .execute();
  await fragment`
    insert into indicators.attribute as held (code, valid_from, valid_to, direction, measure, unit_fr, unit_en, cumulation, numerator_fr, numerator_en,
      denominator_fr, denominator_en, certainty)
    select code, valid_from, valid_to, direction, measure, unit_fr, unit_en, cumulation, numerator_fr, numerator_en, denominator_fr, denominator_en, certainty
    from json_to_recordset(${JSON.stringify(attributes)}::json) as file (code text, valid_from date, valid_to date, direction text, measure text,
      unit_fr text, unit_en text, cumulation text, numerator_fr text, numerator_en text, denominator_fr text, denominator_en text, certainty text)
    on conflict (code, valid_from) do update set valid_to = excluded.valid_to, direction = excluded.direction, measure = excluded.measure,
      unit_fr = excluded.unit_fr, unit_en = excluded.unit_en, cumulation = excluded.cumulation, numerator_fr = excluded.numerator_fr,
      numerator_en = excluded.numerator_en, denominator_fr = excluded.denominator_fr, denominator_en = excluded.denominator_en,
      certainty = excluded.certainty
    where (held.*) is distinct from (excluded.*)`.execute(trx);
}
