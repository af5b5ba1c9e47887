import type { Services } from '#kit/context.ts';
import { day } from '#kit/period.ts';
import { type NewValue, writeValues } from '#rooms/indicators';

/** A world for tests and measures: contracts followed provisionally, values of their indicators, campaigns and returns, written in bulk. */
export interface FixtureIndicator {
  readonly key: string;
  /** First year of the values; 2013 when it is not said. */
  readonly from?: number;
  /** Values by year; null is not known yet. */
  readonly values: readonly (number | null)[];
  readonly targets: Readonly<Record<string, number>>;
  readonly baseline?: number;
}
export interface FixtureContract {
  readonly cluster: string;
  readonly objectives: readonly { readonly title: string; readonly indicators: readonly FixtureIndicator[] }[];
  /** Euro cents promised each year. */
  readonly yearlyCents?: number;
}

const FIRST_VALUES = 2013;
const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];

/** Contracts with their objectives, indicators and commitments. */
export async function writeContracts(
  { store, clock, random }: Services,
  contracts: readonly FixtureContract[],
): Promise<void> {
  const clauses = contracts.flatMap(({ cluster, objectives, yearlyCents }) => [
    ...objectives.flatMap(({ title, indicators }, o) => [
      {
        edition: `${cluster}-ed`,
        id: `o${o}`,
        kind: 'objective',
        parent: null,
        position: o,
        content: {
          title,
          dimension: 'market',
          scope: 'collective',
          bearers: [],
          rationale: '',
          priorities: [],
          filieres: [],
          areas: [],
        },
      },
      ...indicators.map(({ key, targets, baseline }, i) => ({
        edition: `${cluster}-ed`,
        id: `o${o}-i${i}`,
        kind: 'indicator',
        parent: `o${o}`,
        position: i,
        content: {
          title: `Indicateur ${key}`,
          code: key,
          unit: 'projets',
          direction: 'up',
          measure: 'count',
          levels: [],
          numerator: '',
          denominator: '',
          cumulation: 'per-year',
          baseline:
            baseline === undefined
              ? null
              : { value: baseline, numerator: null, denominator: null, year: 2012, source: 'Essai' },
          targets,
          verification: '',
          responsible: '',
        },
      })),
    ]),
    // What the State promises, and what the cluster puts in itself.
    ...(yearlyCents === undefined ? [] : YEARS).flatMap((year) =>
      (['state', 'cluster'] as const).map((party) => ({
        edition: `${cluster}-ed`,
        id: `m${year}-${party}`,
        kind: 'commitment',
        parent: null,
        position: year,
        content: { party, year, nature: 'running-costs', amountCents: yearlyCents, note: '' },
      })),
    ),
  ]);
  const at = clock.now().toISOString();
  await store.query(
    `insert into contracts.contract (id, cluster_id, phase, starts_on, ends_on, state, provisional_from, synthetic, opened_at)
     select c || '-2013', c, 'phase-3', '2013-01-01', '2018-12-31', 'discussion', '2013-01-01', true, $2 from unnest($1::text[]) c`,
    [contracts.map(({ cluster }) => cluster), at],
  );
  await store.query(
    `insert into contracts.edition (id, contract_id, number, state, subjects, opened_at)
     select c || '-ed', c || '-2013', 0, 'open', '{}', $2 from unnest($1::text[]) c`,
    [contracts.map(({ cluster }) => cluster), at],
  );
  await store.query(
    `insert into contracts.party (edition_id, id, kind, name, position)
     select c || '-ed', k, k, k, 1 from unnest($1::text[]) c cross join unnest(array['state', 'cluster']) k`,
    [contracts.map(({ cluster }) => cluster)],
  );
  await store.query(
    `insert into contracts.clause (edition_id, id, kind, parent_id, position, content, revision, changed_at, changed_by)
     select edition, id, kind, parent, position, content, 1, $2, 'Essai'
     from json_to_recordset($1::json) as g (edition text, id text, kind text, parent text, position int, content jsonb)`,
    [JSON.stringify(clauses), at],
  );
  const values = contracts.flatMap(({ cluster, objectives }) =>
    objectives.flatMap(({ indicators }) =>
      indicators.flatMap(({ key, values, from = FIRST_VALUES }) =>
        values.map(
          (value, place): NewValue => ({
            indicator: key,
            cluster,
            year: from + place,
            source: 'declared',
            state: value === null ? 'not-known' : 'known',
            value,
            numerator: null,
            denominator: null,
            producer: 'Essai',
            vintage: day('2014-01-01'),
            synthetic: true,
          }),
        ),
      ),
    ),
  );
  let count = 0;
  await store.sql
    .transaction()
    .execute((trx) =>
      writeValues(trx, values, { at: clock.now(), id: () => `v-${++count}-${Math.round(random() * 1e9)}` }),
    );
}

/** A campaign of each year, with the day on which each cluster submitted; null when it did not. */
export async function writeCampaigns(
  { store, clock }: Services,
  campaigns: readonly { readonly year: number; readonly submitted: Readonly<Record<string, string | null>> }[],
): Promise<void> {
  const at = clock.now().toISOString();
  for (const { year, submitted } of campaigns) {
    await store.query(
      `insert into campaigns.campaign (year, state, opens_on, due_on, state_days, region_days, silence, reason_threshold, synthetic)
       values ($1, 'open', $2, $3, 30, 30, 'waits', 20, true)`,
      [year, `${year + 1}-02-01`, `${year + 1}-04-15`],
    );
    const returns = Object.entries(submitted).map(([cluster, on]) => ({ cluster, on }));
    await store.query(
      `insert into campaigns.return (id, cluster_id, year, state, due_on, opened_at, opened_by, submitted_at, answer_due_on, synthetic)
       select cluster || '-' || $2, cluster, $2::int, case when "on" is null then 'draft' else 'submitted' end, $3, $4, 'Essai',
         ("on" || ' 12:00:00+00')::timestamptz, ("on"::date + 30), true
       from json_to_recordset($1::json) as g (cluster text, "on" text)`,
      [JSON.stringify(returns), year, `${year + 1}-04-15`, at],
    );
  }
}
