import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import { day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { compareClusters } from './comparison/comparison.query.ts';
import { writeCampaigns, writeContracts } from './monitoring.fixture.ts';
import { tabulateClusterNote } from './note/note.query.ts';
import { getClusterWatch } from './objectives/cluster-watch.query.ts';
import { getPortfolio } from './portfolio/portfolio.query.ts';
import { exitPlan, proposePlan, replyToPlan, reviewPlan, startPlan } from './reinforced/plan.actions.ts';
import { getPlans } from './reinforced/plan.query.ts';
import { lighterReturns } from './watch/lighter-return.ts';

const TARGETS = { '2013': 20, '2014': 24, '2015': 28, '2016': 32, '2017': 36, '2018': 40 };
/** World-class clusters of 2013; one of another category stands beside them. */
const CLASS = ['minalogic', 'systematic', 'medicen', 'finance-innovation'];

const contract = (cluster: string, values: readonly (number | null)[]) => ({
  cluster,
  yearlyCents: 100_000_00,
  objectives: [{ title: 'Aller au marché', indicators: [{ key: 'RES-03', baseline: 18, values, targets: TARGETS }] }],
});

describe.each(eachStore)('on the $name store', ({ open }) => {
  let services: Services;
  const at = (when: string) => ({ ...services, clock: fixedClock(`${when}T10:00:00Z`) });
  const by = (when: string, actor = systemActor('Essais')) => callBy(at(when), actor);

  beforeAll(async () => {
    services = await partlyFurnished(open);
    await writeContracts(services, [
      contract('minalogic', [21, 25, 29, 33]),
      contract('systematic', [20, 20, 10, 8]),
      contract('medicen', [20, null, null, null]),
      contract('finance-innovation', [22, 24, 28, 30]),
      contract('axelera', [22, 24, 28, 30]),
    ]);
    await writeCampaigns(
      services,
      [2013, 2014, 2015].map((year) => ({
        year,
        submitted: { minalogic: `${year + 1}-04-10`, systematic: year === 2013 ? '2014-04-10' : `${year + 1}-05-20` },
      })),
    );
    await services.store.query(
      "update campaigns.return set state = 'validated', answer_due_on = null where cluster_id = 'minalogic'",
    );
  });

  const lineOf = async (cluster: string, when = '2016-09-15', actor = systemActor('Essais')) =>
    (await perform(getPortfolio, { pageSize: 100 }, by(when, actor))).rows.find((row) => row.cluster.id === cluster);

  test('a line of the portfolio says what calls for attention and why, each with its context, and gives no rank', async () => {
    const line = (await lineOf('systematic'))!;
    expect(line).toMatchObject({ year: 2015, category: 'mondial', level: 'normal', lighter: false });
    expect(line.objectives['at-risk']).toBe(1);
    expect(line.alerts.map(({ kind }) => kind)).toEqual(['at-risk', 'silent-authority', 'money-due']);
    expect(line.alerts.find(({ kind }) => kind === 'money-due')).toMatchObject({ about: 'authority' });
    expect(line.money).toEqual({ promisedCents: 3 * 100_000_00, paidCents: 0 });
    expect(line.triggersMet).toBe(2);
    expect(Object.keys(line)).not.toContain('rank');
    // A cluster that nobody heard of owes each of its campaigns all the same (principle 7).
    const medicen = (await lineOf('medicen'))!;
    expect(medicen.alerts[0]).toMatchObject({ kind: 'late', about: 'cluster' });
    expect(medicen.objectives['not-known']).toBe(1);
  });

  test('a cluster owes the years at whose end it held the label, and no year before (R29)', async () => {
    const { store } = services;
    await store.query(
      `insert into registry.cluster (id, name, sector, synthetic, source, recorded_at)
       values ('nouveau', 'Nouveau pôle (fictif)', 'Énergie', true, 'Essai', now())`,
    );
    await store.query(
      `insert into registry.label_decision (id, cluster_id, decision, decided_on, valid_from, authority, certainty, source)
       values ('label-nouveau', 'nouveau', 'granted', '2015-02-01', '2015-02-01', 'CIADT', 'press', 'Essai')`,
    );
    await store.query(
      `insert into campaigns.question (id, first_year, last_year, kind, label_fr, label_en, basis, reader, minutes, position, added_by, added_at)
       values ('q-tous', 2013, 2015, 'text', 'Essai', 'Trial', 'Essai', 'Essai', 1, 1, 'Essai', now())`,
    );
    const late = (await lineOf('nouveau'))!.alerts.filter(({ kind }) => kind === 'late');
    expect(late.map(({ fr }) => fr)).toEqual([expect.stringMatching(/^Déclaration 2015 /)]);
    await store.query("delete from campaigns.question where id = 'q-tous'");
  });

  test('a region officer sees the clusters of the region, and no other', async () => {
    const officer = someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } });
    const { rows } = await perform(getPortfolio, { pageSize: 100 }, by('2016-09-15', officer));
    expect(rows.map(({ cluster }) => cluster.id)).toContain('minalogic');
    expect(rows.map(({ cluster }) => cluster.id)).not.toContain('systematic');
    expect((await refusalOf(perform(compareClusters, { a: 'systematic' }, by('2016-09-15', officer)))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('an indicator is projected to 2018 with an interval, or says that its series is too short', async () => {
    const [known] = (await perform(getClusterWatch, { cluster: 'minalogic' }, by('2016-09-15'))).objectives[0]!
      .indicators;
    expect(known).toMatchObject({ standing: 'reached', projection: 'projected', lastTargetYear: 2018 });
    const last = known!.years.at(-1)!;
    expect(last.year).toBe(2018);
    expect(last.low!).toBeLessThanOrEqual(last.middle!);
    expect(known!.chance!).toBeGreaterThan(0);
    const [short] = (await perform(getClusterWatch, { cluster: 'medicen' }, by('2016-09-15'))).objectives[0]!
      .indicators;
    expect(short).toMatchObject({ projection: 'too-short', known: 2, chance: null });
  });

  test('a class gives its quartiles to whoever is compared with it, never under three others', async () => {
    const class4 = await perform(compareClusters, { a: 'minalogic' }, by('2016-09-15'));
    expect(class4.classSize).toBe(CLASS.length - 1);
    // In 2015, two of the three others are known: nothing is shown of that year.
    expect(class4.indicators[0]!.ofClass.map(({ year }) => year)).toEqual([2012, 2013]);
    const alone = await perform(compareClusters, { a: 'axelera' }, by('2016-09-15'));
    expect(alone).toMatchObject({ tooSmall: true, indicators: [] });
  });

  test('three campaigns kept and objectives on track earn a lighter return; others are told why not', async () => {
    const earned = await lighterReturns(services.store.sql, day('2016-09-15'));
    expect(earned.get('minalogic')).toMatchObject({ earned: true, campaigns: 3, onTrack: 1 });
    expect(earned.get('systematic')).toMatchObject({ earned: false, campaigns: 0, onTrack: 0 });
  });

  test('a reinforced monitoring begins after the cluster could reply, is reviewed on its criteria, and ends when they are met or with a reason', async () => {
    const cluster = 'systematic';
    await perform(
      proposePlan,
      {
        cluster,
        step: 2,
        reasons: 'Deux campagnes en retard.',
        criteria: [{ kind: 'returns-on-time', campaigns: 1 }],
      },
      by('2016-09-15'),
    );
    const view = await perform(getPlans, { cluster }, by('2016-09-16'));
    expect(view.alive?.triggers.filter(({ met }) => met).map(({ kind }) => kind)).toEqual([
      'late-campaigns',
      'poor-objectives',
    ]);
    expect((await lineOf(cluster, '2016-09-16'))!.level).toBe('proposed');
    // The last day of its thirty is still the cluster's.
    expect((await refusalOf(perform(startPlan, { cluster }, by('2016-10-15')))).code).toBe('PLAN_STATE');
    await perform(replyToPlan, { cluster, reply: 'Nous nommons un responsable.' }, by('2016-09-20'));
    expect((await refusalOf(perform(replyToPlan, { cluster, reply: 'Encore.' }, by('2016-09-21')))).code).toBe(
      'ALREADY_REPLIED',
    );
    await perform(startPlan, { cluster }, by('2016-09-21'));
    await perform(reviewPlan, { cluster, text: 'Point d’étape.', reviewOn: '2017-03-21' }, by('2016-12-01'));
    expect((await refusalOf(perform(exitPlan, { cluster }, by('2016-12-02')))).code).toBe('PLAN_STATE');
    // A campaign kept after the start meets the criterion.
    await writeCampaigns(services, [{ year: 2016, submitted: { [cluster]: '2017-04-10' } }]);
    await perform(exitPlan, { cluster }, by('2017-04-20'));
    const after = await perform(getPlans, { cluster }, by('2017-04-21'));
    expect(after.alive).toBeNull();
    expect(after.past[0]!.events.map(({ kind }) => kind)).toEqual(['exit', 'review', 'start', 'reply']);
    expect(after.past[0]!.events[1]!.figures).toMatchObject([{ met: false }]);
    expect(after.open).toContain('monitoring.proposePlan');
  });

  test('the note for a meeting holds objectives, alerts and context in a line per objective, and says that data is fictitious', async () => {
    const { rows, columns } = await perform(tabulateClusterNote, { cluster: 'minalogic' }, by('2016-09-15'));
    expect(columns).toHaveLength(rows[0]!.length);
    expect(rows[0]).toContain('Minalogic');
    expect(rows.at(-1)![0]).toBe('Données fictives, pour la démonstration.');
  });
});
