import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { clustersWithin, type ReachOf } from '#rooms/registry';
import type { Campaign, CampaignSettings } from './campaign.ts';
import type { CampaignState } from './campaign.workflow.ts';
import './steering/steering.tables.ts';

const columns = fragment`
  year, state, opens_on as "opensOn", due_on as "dueOn", state_days as "stateDays", region_days as "regionDays", silence,
  reason_threshold::float8 as "reasonThreshold", minutes_per_quarter::float8 as "minutesPerQuarter", opened_at as "openedAt", closed_at as "closedAt", closed_by_itself as "closedByItself",
  frozen_at as "frozenAt", published_at as "publishedAt", synthetic, revision`;

/** Every campaign, the newest first. */
export async function allCampaigns(sql: Sql): Promise<Campaign[]> {
  const { rows } = await fragment<Campaign>`select ${columns} from campaigns.campaign order by year desc`.execute(sql);
  return rows;
}

export async function findCampaign(sql: Sql, year: number): Promise<Campaign | null> {
  const { rows } = await fragment<Campaign>`select ${columns} from campaigns.campaign where year = ${year}`.execute(
    sql,
  );
  return rows[0] ?? null;
}

/** The campaign, held until the transaction ends: what decides on the whole of it comes through here first. */
export async function lockCampaign(trx: Sql, year: number): Promise<Campaign | null> {
  await fragment`select 1 from campaigns.campaign where year = ${year} for update`.execute(trx);
  return findCampaign(trx, year);
}

/** The newest campaign whose results are public, of which a cluster may have figures. */
export async function publishedYears(sql: Sql): Promise<number[]> {
  const rows = await sql
    .selectFrom('campaigns.campaign')
    .select('year')
    .where('state', '=', 'published')
    .orderBy('year', 'desc')
    .execute();
  return rows.map(({ year }) => year);
}

const settingsRow = (settings: CampaignSettings) => ({
  opens_on: settings.opensOn,
  due_on: settings.dueOn,
  state_days: settings.stateDays,
  region_days: settings.regionDays,
  silence: settings.silence,
  reason_threshold: String(settings.reasonThreshold),
  minutes_per_quarter: String(settings.minutesPerQuarter),
});

export const insertCampaign = async (
  trx: Sql,
  { year, settings, synthetic }: { year: number; settings: CampaignSettings; synthetic: boolean },
): Promise<void> => {
  await trx
    .insertInto('campaigns.campaign')
    .values({ year, state: 'prepared', ...settingsRow(settings), synthetic } as never)
    .execute();
};

/** New settings; the deadline of returns that were not submitted follows, but for clusters that were given more time. */
export async function saveSettings(trx: Sql, year: number, settings: CampaignSettings): Promise<void> {
  await trx
    .updateTable('campaigns.campaign')
    .set((set) => ({ ...settingsRow(settings), revision: set('revision', '+', 1) }) as never)
    .where('year', '=', year)
    .execute();
  await trx
    .updateTable('campaigns.return')
    .set({ due_on: settings.dueOn })
    .where('year', '=', year)
    .where('state', 'in', ['draft', 'returned'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('campaigns.delay as d')
            .select('d.id')
            .whereRef('d.year', '=', 'campaigns.return.year')
            .whereRef('d.cluster_id', '=', 'campaigns.return.cluster_id')
            .where('d.until_on', '>', settings.dueOn),
        ),
      ),
    )
    .execute();
}

const MOMENTS = {
  open: 'opened_at',
  checking: 'closed_at',
  validated: 'frozen_at',
  published: 'published_at',
} as const;

export const enterState = async (
  trx: Sql,
  year: number,
  state: Exclude<CampaignState, 'prepared'>,
  at: Date,
): Promise<void> => {
  await trx
    .updateTable('campaigns.campaign')
    .set((set) => ({ state, [MOMENTS[state]]: at, revision: set('revision', '+', 1) }) as never)
    .where('year', '=', year)
    .execute();
};

/** It was the calendar that closed the collection. */
export const noteClosedByItself = async (trx: Sql, year: number): Promise<void> => {
  await fragment`update campaigns.campaign set closed_by_itself = true where year = ${year}`.execute(trx);
};

/** Where one cluster stands in a campaign; the return is null when nobody opened one. */
export interface ReturnStanding {
  readonly id: string;
  readonly cluster: string;
  readonly clusterName: string;
  readonly state: 'draft' | 'submitted' | 'returned' | 'state-accepted' | 'validated' | 'closed-without-return';
  readonly openedAt: Date;
  readonly submittedAt: Date | null;
  readonly answerDueOn: Day | null;
  readonly validatedAt: Date | null;
  /** Day of the last decision or submission: since when whoever has it has it. */
  readonly since: Date;
  readonly rounds: number;
  /** Figures with something in them, and all that were opened. */
  readonly filled: number;
  readonly cells: number;
  readonly exceptions: number;
  readonly closedReason: string | null;
  readonly synthetic: boolean;
}

/** The returns that were opened for a year. */
export async function returnsOfYear(sql: Sql, year: number): Promise<ReturnStanding[]> {
  const { rows } = await fragment<ReturnStanding>`
    select r.id, r.cluster_id as cluster, c.name as "clusterName", r.state, r.opened_at as "openedAt", r.submitted_at as "submittedAt",
      r.answer_due_on as "answerDueOn", r.validated_at as "validatedAt",
      greatest(r.opened_at, (select max(s.at) from campaigns.submission s where s.return_id = r.id),
        (select max(d.at) from campaigns.decision d where d.return_id = r.id), k.at) as since,
      (select count(*)::int from campaigns.submission s where s.return_id = r.id) as rounds,
      (select count(*)::int from campaigns.cell e where e.return_id = r.id and (e.state is not null or coalesce(e.text, '') <> '')) as filled,
      (select count(*)::int from campaigns.cell e where e.return_id = r.id) as cells,
      (select count(*)::int from campaigns.exception x where x.return_id = r.id) as exceptions,
      k.reason as "closedReason", r.synthetic
    from campaigns.return r join registry.cluster c on c.id = r.cluster_id left join campaigns.closing k on k.return_id = r.id
    where r.year = ${year} order by c.name collate "und-x-icu"`.execute(sql);
  return rows;
}

/** Nothing more changes in the returns of a year (R110): the database refuses it. */
export const freezeReturns = async (trx: Sql, year: number, at: Date): Promise<void> => {
  await trx
    .updateTable('campaigns.return')
    .set({ frozen_at: at })
    .where('year', '=', year)
    .where('frozen_at', 'is', null)
    .execute();
};

export const insertClosing = async (
  trx: Sql,
  row: { return_id: string; reason: string; by_id: string; by_name: string; at: Date },
): Promise<void> => {
  await trx.insertInto('campaigns.closing').values(row).execute();
};

/** Notes that somebody was told; false when they were already. */
export async function noteOnce(
  trx: Sql,
  notice: { readonly year: number; readonly cluster: string; readonly kind: string; readonly at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('campaigns.notice')
    .values({ year: notice.year, cluster_id: notice.cluster, kind: notice.kind, at: notice.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}

/** The clusters that a person's functions reach. */
export async function clustersInReach(sql: Sql, reach: ReachOf): Promise<ReadonlySet<string>> {
  const { rows } = await fragment<{ id: string }>`
    select id from registry.cluster where id in ${clustersWithin(reach)}`.execute(sql);
  return new Set(rows.map(({ id }) => id));
}

/** The regions that coordinate a cluster, in the lists of 2013 and 2016, as functions name them: `82@2013`. */
export async function coordinatingRegions(sql: Sql, cluster: string): Promise<string[]> {
  const { rows } = await fragment<{ region: string }>`
    select region || '@' || vintage as region from registry.cluster_region where cluster_id = ${cluster} and coordinating order by vintage`.execute(
    sql,
  );
  return rows.map(({ region }) => region);
}
