import type { Store } from '#kit/db/database.ts';

/** Clusters of the random world; firms and projects are shared between them. */
export const WORLD_CLUSTERS = ['minalogic', 'axelera', 'advancity', 'lyonbiopole'] as const;

const FIRST_DAY = Date.UTC(2012, 0, 1);
/** Some of what happens lies ahead of the day of the count. */
const DAYS = 5 * 365;
/** Things that happened before the first count. */
const BEGINNING = 300;

/** A source of chance that gives the same world for the same seed. */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]!,
    yes: (share = 0.5): boolean => next() < share,
    day: (): string => new Date(FIRST_DAY + whole(0, DAYS) * 86_400_000).toISOString().slice(0, 10),
  };
}
export type Chance = ReturnType<typeof chanceOf>;

const AT = '2012-01-01T00:00:00Z';

/** Organisations, projects and contracts without anything dated; what happens to them is drawn by {@link happen}. */
export async function foundWorld(store: Store, chance: Chance): Promise<World> {
  const world = new World(store, chance);
  await world.found();
  return world;
}

/** Writes facts straight into the tables of the rooms, and corrects and withdraws them as their actions would. */
export class World {
  readonly #store: Store;
  readonly #chance: Chance;
  #order = 0;
  #organisations: string[] = [];
  #projects: { id: string; partners: string[] }[] = [];
  #editions: string[] = [];

  constructor(store: Store, chance: Chance) {
    this.#store = store;
    this.#chance = chance;
  }

  /** Names are in the order of creation, whatever the collation. */
  #name(of: string): string {
    this.#order += 1;
    return `${of}${String(this.#order).padStart(5, '0')}`;
  }

  #run(text: string, ...values: unknown[]): Promise<unknown> {
    return this.#store.query(text, values);
  }

  async found(): Promise<void> {
    const { whole, pick, yes } = this.#chance;
    for (let k = 0; k < 9; k++) {
      const id = this.#name('org');
      this.#organisations.push(id);
      await this.#run(
        `insert into registry.organisation (id, name, kind, naf, created_on, synthetic, source, recorded_at, updated_at) values ($1, $1, $2, $3, $4, true, 'Essai', $5, $5)`,
        id,
        k < 6 ? 'firm' : pick(['laboratory', 'training-body', 'firm']),
        yes(0.8) ? pick(['26.11Z', '20.14Z', '62.01Z', '72.19Z']) : null,
        yes(0.8) ? `${whole(1995, 2013)}-05-01` : null,
        AT,
      );
    }
    for (let k = 0; k < 4; k++) {
      const id = this.#name('projet');
      const partners: string[] = [];
      await this.#run(
        `insert into projects.project (id, acronym, title, cluster_id, stage, stage_since, synthetic, created_on, recorded_at) values ($1, $1, $1, $2, 'running', '2012-01-01', true, '2012-01-01', $3)`,
        id,
        pick(WORLD_CLUSTERS),
        AT,
      );
      for (const organisation of this.#some(this.#organisations, 3)) {
        const partner = this.#name('partner');
        await this.#run(
          `insert into projects.partner (id, project_id, organisation_id, lead, joined_on, costs_stated) values ($1, $2, $3, $4, '2012-01-01', true)`,
          partner,
          id,
          organisation,
          partners.length === 0,
        );
        partners.push(partner);
        await this.#run(
          `insert into projects.partner_cost (partner_id, nature, research, amount_cents) values ($1, 'staff', 'industrial', $2)`,
          partner,
          whole(0, 900_000),
        );
      }
      this.#projects.push({ id, partners });
    }
    for (const cluster of WORLD_CLUSTERS.slice(0, 2)) await this.#foundContract(cluster);
    for (let k = 0; k < BEGINNING; k++) await this.happen();
  }

  /** A contract that is followed before it is signed (R21), with a market. */
  async #foundContract(cluster: string): Promise<void> {
    const contract = this.#name('contrat');
    const edition = this.#name('edition');
    await this.#run(
      `insert into contracts.contract (id, cluster_id, phase, starts_on, ends_on, state, provisional_from, opened_at) values ($1, $2, 'iii', '2013-01-01', '2018-12-31', 'discussion', '2013-01-01', $3)`,
      contract,
      cluster,
      AT,
    );
    await this.#run(
      `insert into contracts.edition (id, contract_id, number, state, opened_at) values ($1, $2, 0, 'open', $3)`,
      edition,
      contract,
      AT,
    );
    for (const [position, kind] of ['state', 'region', 'cluster'].entries())
      await this.#run(
        `insert into contracts.party (edition_id, id, kind, name, position) values ($1, $2, $2, $2, $3)`,
        edition,
        kind,
        position,
      );
    this.#editions.push(edition);
    await this.#clause('market', { title: 'Marché', worldRegion: this.#chance.pick(['europe', 'france', 'asia']) });
  }

  #clause(kind: string, content: object): Promise<unknown> {
    const id = this.#name('clause');
    return this.#run(
      `insert into contracts.clause (edition_id, id, kind, position, content, revision, changed_at, changed_by) values ($1, $2, $3, $4, $5::jsonb, 1, $6, 'Essai') on conflict do nothing`,
      this.#chance.pick(this.#editions),
      id,
      kind,
      this.#order,
      JSON.stringify(content),
      AT,
    );
  }

  #some<T>(from: readonly T[], count: number): T[] {
    return [...from]
      .map((one) => ({ one, rank: this.#chance.next() }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ one }) => one);
  }

  /** One thing that happens, is corrected or is withdrawn. */
  async happen(): Promise<void> {
    const act = this.#chance.pick(this.#acts);
    await act.call(this);
  }

  readonly #acts: readonly (() => Promise<unknown>)[] = [
    this.#join,
    this.#join,
    this.#leave,
    this.#moveJoining,
    this.#state,
    this.#state,
    this.#forgetAccounts,
    this.#size,
    this.#control,
    this.#label,
    this.#label,
    this.#result,
    this.#result,
    this.#withdraw,
    this.#sell,
    this.#jobs,
    this.#jobs,
    this.#grant,
    this.#lapse,
    this.#commit,
    this.#correctCommitment,
    this.#cost,
  ];

  #join(): Promise<unknown> {
    const { pick, day, yes, whole } = this.#chance;
    const from = day();
    const place = whole(0, this.#organisations.length - 1);
    return this.#run(
      `insert into registry.membership (id, cluster_id, organisation_id, college, from_day, to_day, end_reason, siret, source, recorded_at)
       select $1, $2, $3, 'sme', $4::date, $5::date, case when $5::date is null then null else 'Essai' end, $6, 'Essai', $7
       where not exists (select 1 from registry.membership m where m.cluster_id = $2 and m.organisation_id = $3
         and daterange(m.from_day, m.to_day, '[]') && daterange($4::date, $5::date, '[]'))`,
      this.#name('membre'),
      pick(WORLD_CLUSTERS),
      this.#organisations[place],
      from,
      yes(0.4) ? new Date(Date.parse(from) + whole(0, 700) * 86_400_000).toISOString().slice(0, 10) : null,
      yes(0.3) ? `${10_000_000_000_000 + 10 * place + whole(0, 1)}` : null,
      AT,
    );
  }

  #leave(): Promise<unknown> {
    return this.#run(
      `update registry.membership m set to_day = m.from_day + $1::int, end_reason = 'Essai' where m.id = (select id from registry.membership where to_day is null order by id desc offset $2 limit 1)`,
      this.#chance.whole(0, 500),
      this.#chance.whole(0, 5),
    );
  }

  #moveJoining(): Promise<unknown> {
    return this.#run(
      `update registry.membership m set from_day = coalesce(m.to_day, '2016-01-01') - $1::int where m.id = (select id from registry.membership order by id desc offset $2 limit 1)
       and not exists (select 1 from registry.membership o where o.id <> m.id and o.cluster_id = m.cluster_id and o.organisation_id = m.organisation_id)`,
      this.#chance.whole(0, 1200),
      this.#chance.whole(0, 9),
    );
  }

  #state(): Promise<unknown> {
    const { pick, whole, yes } = this.#chance;
    const year = whole(2012, 2015);
    return this.#run(
      `insert into registry.accounts (organisation_id, year, closed_on, headcount, revenue_cents, source) values ($1, $2, $3, $4, $5, 'Essai')
       on conflict (organisation_id, year, consolidated) do update set headcount = excluded.headcount, revenue_cents = excluded.revenue_cents`,
      pick(this.#organisations),
      year,
      `${year}-${pick(['06-30', '12-31'])}`,
      yes(0.8) ? whole(0, 400) / 2 : null,
      whole(0, 1_000_000),
    );
  }

  #forgetAccounts(): Promise<unknown> {
    return this.#run(
      `delete from registry.accounts where organisation_id = $1 and year = $2`,
      this.#chance.pick(this.#organisations),
      this.#chance.whole(2012, 2015),
    );
  }

  #size(): Promise<unknown> {
    const { pick, whole } = this.#chance;
    const year = whole(2012, 2014);
    return this.#run(
      `insert into registry.size_spell (organisation_id, from_day, to_day, category, year, approximate) values ($1, $2, $3, $4, $5, false)
       on conflict (organisation_id, from_day) do update set category = excluded.category`,
      pick(this.#organisations),
      `${year}-01-01`,
      `${year}-12-31`,
      pick(['micro', 'pme', 'eti', 'ge']),
      year,
    );
  }

  #control(): Promise<unknown> {
    const [child, parent] = this.#some(this.#organisations, 2);
    const from = this.#chance.day();
    return this.#run(
      `with abroad as (update registry.organisation set country = $5 where id = $3)
       insert into registry.group_link (id, parent_id, child_id, from_day, source)
       select $1, $3, $2, $4::date, 'Essai' where not exists (select 1 from registry.group_link g where g.child_id = $2)`,
      this.#name('lien'),
      child,
      parent,
      from,
      this.#chance.pick(['FR', 'DE']),
    );
  }

  async #label(): Promise<void> {
    const { pick, day, yes } = this.#chance;
    const submission = this.#name('depot');
    const project = pick(this.#projects).id;
    const on = day();
    await this.#run(
      `insert into projects.submission (id, project_id, window_id, call_id, state, incubation_from, submitted_on, recorded_at) values ($1, $2, 'fui', $1, 'decided', '2012-01-01', '2012-01-01', $3)`,
      submission,
      project,
      AT,
    );
    for (const [rank, cluster] of this.#some(WORLD_CLUSTERS, yes() ? 1 : 2).entries()) {
      const meeting = this.#name('seance');
      await this.#run(
        `insert into projects.meeting (id, cluster_id, held_on, state) values ($1, $2, $3, 'planned')`,
        meeting,
        cluster,
        on,
      );
      await this.#run(
        `insert into projects.label (id, submission_id, project_id, call_id, cluster_id, lead, decision, decided_on, procedure, reasons, meeting_id)
         values ($1, $2, $3, $2, $4, $5, $6, $7, 'meeting', 'Essai', $8)`,
        this.#name('label'),
        submission,
        project,
        cluster,
        rank === 0,
        pick(['labelled', 'labelled', 'refused', 'support-letter']),
        on,
        meeting,
      );
    }
  }

  #result(): Promise<unknown> {
    const { pick, day } = this.#chance;
    return this.#run(
      `insert into projects.result (id, project_id, kind, title, obtained_on, source, recorded_at) values ($1, $2, $3, $1, $4, 'Essai', $5)`,
      this.#name('resultat'),
      pick(this.#projects).id,
      pick(['patent', 'product', 'publication', 'start-up']),
      day(),
      AT,
    );
  }

  #withdraw(): Promise<unknown> {
    const table = this.#chance.pick(['result', 'first_sale']);
    return this.#run(
      `update projects.${table} set withdrawn_on = '2014-01-01', withdrawn_reason = 'Essai' where id = (select id from projects.${table} where withdrawn_on is null order by id desc limit 1)`,
    );
  }

  #sell(): Promise<unknown> {
    const { pick, day, whole } = this.#chance;
    const { id, partners } = pick(this.#projects);
    return this.#run(
      `insert into projects.first_sale (id, project_id, partner_id, sold_on, country, amount_cents, source, recorded_at) values ($1, $2, $3, $4, 'FR', $5, 'Essai', $6)`,
      this.#name('vente'),
      id,
      pick(partners),
      day(),
      whole(0, 90_000),
      AT,
    );
  }

  async #jobs(): Promise<void> {
    const { pick, whole } = this.#chance;
    const { id, partners } = pick(this.#projects);
    const [partner, year] = [pick(partners), whole(2012, 2015)];
    await this.#run(
      `update projects.market_year set replaced_on = '2014-06-01' where partner_id = $1 and year = $2 and replaced_on is null`,
      partner,
      year,
    );
    await this.#run(
      `insert into projects.market_year (id, project_id, partner_id, year, jobs_created, jobs_kept, source, recorded_at) values ($1, $2, $3, $4, $5, $6, 'Essai', $7)`,
      this.#name('annee'),
      id,
      partner,
      year,
      whole(0, 30) / 2,
      this.#chance.yes() ? whole(0, 9) : null,
      AT,
    );
  }

  async #grant(): Promise<void> {
    const { pick, day, whole } = this.#chance;
    const application = this.#name('dossier');
    const { id, partners } = pick(this.#projects);
    await this.#run(
      `insert into projects.application (id, project_id, window_id, call_id, funder, state, submitted_on, selected_on, recorded_at) values ($1, $2, $3, $1, 'state', 'selected', '2012-01-01', $4, $5)`,
      application,
      id,
      pick(['fui', 'pspc']),
      day(),
      AT,
    );
    for (const partner of partners.slice(0, 2))
      await this.#run(
        `insert into projects.application_partner (application_id, partner_id, granted_cents) values ($1, $2, $3)`,
        application,
        partner,
        whole(1, 90_000),
      );
  }

  #lapse(): Promise<unknown> {
    return this.#run(
      `update projects.application set state = 'lapsed' where id = (select id from projects.application where state = 'selected' order by id desc limit 1)`,
    );
  }

  #commit(): Promise<unknown> {
    const { pick, whole } = this.#chance;
    return this.#clause('commitment', {
      nature: 'running-costs',
      party: pick(['state', 'region', 'cluster']),
      year: whole(2012, 2016),
      amountCents: whole(0, 90_000),
    });
  }

  #correctCommitment(): Promise<unknown> {
    return this.#run(
      `update contracts.clause set content = content || jsonb_build_object('amountCents', $1::int) where kind = 'commitment' and id = (select id from contracts.clause where kind = 'commitment' order by id limit 1)`,
      this.#chance.whole(0, 90_000),
    );
  }

  #cost(): Promise<unknown> {
    const { partners } = this.#chance.pick(this.#projects);
    return this.#run(
      `update projects.partner_cost set amount_cents = $2 where partner_id = $1`,
      this.#chance.pick(partners),
      this.#chance.whole(0, 900_000),
    );
  }
}
