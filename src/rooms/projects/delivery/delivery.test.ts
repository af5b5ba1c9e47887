import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { getWeek, refusalOf } from '#rooms/registry';
import { findProject } from '../project.store.ts';
import type { BuiltProject } from '../projects.fixture.ts';
import {
  acceptShare,
  disputeAttribution,
  proposeAttribution,
  renounceShare,
  settleAttribution,
} from './attribution.actions.ts';
import { draftAttribution, getAttribution } from './attribution.query.ts';
import { equalShares, type Share, WHOLE } from './attribution.rules.ts';
import { askChange, decideChange } from './change.actions.ts';
import { getDelivery } from './delivery.query.ts';
import { completedProject, deliveryServices, grantedBy, labelledBy, people } from './delivery.testing.ts';
import { FACTS, factTotal, factTotalsByCluster } from './fact.store.ts';
import { completeMilestone, dropMilestone, planMilestone } from './milestone.actions.ts';
import {
  recordFirstSale,
  recordIndustrialisation,
  recordMarketYear,
  recordResult,
  withdrawOutcome,
} from './outcome.actions.ts';
import { getResults } from './results.query.ts';

describe.each(eachStore)('After the money, on the $name store', ({ open }) => {
  let services: Services;
  let built: BuiltProject;
  let by: ReturnType<typeof people>;
  let project: string;

  beforeAll(async () => {
    services = await deliveryServices(open);
    built = await completedProject(services);
    project = built.project;
    by = people(services, built);
    await labelledBy(services, project, ['minalogic', 'tenerrdis', 'plastipolis']);
    await grantedBy(services, built, { state: 300_000_00, region: 100_000_00 });
  });

  it('A deliverable is late the day after it was due, then handed in with its evidence, or dropped with a reason; once', async () => {
    const plan = async (title: string, dueOn: string) =>
      (await perform(planMilestone, { project, kind: 'deliverable', title, dueOn }, by.lead)).milestone;
    const today = await plan('Prototype', '2014-09-15');
    const yesterday = await plan('Rapport', '2014-09-14');
    const states = async () =>
      Object.fromEntries(
        (await perform(getDelivery, { project }, by.team)).milestones!.map((one) => [one.id, one.state]),
      );
    expect(await states()).toEqual({ [today]: 'due', [yesterday]: 'late' });
    const week = await perform(getWeek, {}, by.team);
    expect(week.tasks.find(({ kind }) => kind === 'project-deliverables')).toMatchObject({ count: 2 });
    const file = { name: 'rapport.txt', mediaType: 'text/plain', base64: Buffer.from('Rapport').toString('base64') };
    const done = { project, milestone: yesterday, doneOn: '2014-09-15', evidence: 'Remis à la DIRECCTE', file };
    expect(await refusalOf(perform(completeMilestone, { ...done, doneOn: '2014-09-16' }, by.lead))).toMatchObject({
      code: 'DAY_TO_COME',
      field: 'doneOn',
    });
    await perform(completeMilestone, done, by.lead);
    await perform(dropMilestone, { project, milestone: today, reason: 'Sans objet' }, by.team);
    expect(await states()).toEqual({ [today]: 'dropped', [yesterday]: 'done' });
    expect((await refusalOf(perform(completeMilestone, done, by.lead))).code).toBe('MILESTONE_SETTLED');
  });

  it('An accepted delay moves the end of the research; a refusal says why; a request is decided once, by a funder', async () => {
    const delay = { project, kind: 'delay' as const, what: 'Six mois de plus', reason: 'Un fournisseur a fermé' };
    expect(await refusalOf(perform(askChange, { ...delay, endsOn: '2013-06-30' }, by.lead))).toMatchObject({
      code: 'NO_LONGER_DELAY',
      field: 'endsOn',
    });
    const { change } = await perform(askChange, { ...delay, endsOn: '2013-12-31' }, by.lead);
    expect((await refusalOf(perform(decideChange, { project, change, accepts: true }, by.team))).code).toBe(
      'NOT_YOUR_FUNCTION',
    );
    expect((await refusalOf(perform(decideChange, { project, change, accepts: false }, by.state))).field).toBe(
      'reason',
    );
    await perform(decideChange, { project, change, accepts: true }, by.state);
    expect((await findProject(services.store.sql, project))?.research_ends_on).toBe('2013-12-31');
    expect((await refusalOf(perform(decideChange, { project, change, accepts: true }, by.state))).code).toBe(
      'CHANGE_DECIDED',
    );
    await services.store.query(`update projects.project set research_ends_on = '2013-06-30' where id = $1`, [project]);
  });

  it('A first sale is three values; a correction withdraws the line and keeps it readable; a year replaces the one before it', async () => {
    const [firm] = built.partners;
    const sale = { project, partner: firm!, soldOn: '2014-03-01', country: 'FR' };
    const { firstSale } = await perform(recordFirstSale, sale, by.lead);
    await perform(recordFirstSale, { ...sale, country: 'DE', amountCents: 12_000_00, replaces: firstSale }, by.lead);
    await perform(recordResult, { project, kind: 'product', title: 'Capteur', obtainedOn: '2013-05-01' }, by.lead);
    const patent = { project, kind: 'patent' as const, title: 'Procédé', obtainedOn: '2013-05-02', reference: '12' };
    expect((await refusalOf(perform(recordResult, patent, by.lead))).field).toBe('reference');
    const plant = { project, partner: firm!, decidedOn: '2013-09-01', commune: '38185', investmentCents: 2_000_000_00 };
    await perform(recordIndustrialisation, { ...plant, jobs: 12 }, by.lead);
    const mistaken = await perform(recordIndustrialisation, plant, by.lead);
    const line = mistaken.industrialisation;
    await perform(withdrawOutcome, { project, subject: 'industrialisation', line, reason: 'Saisi deux fois' }, by.lead);
    const year = { project, partner: firm!, year: 2013 };
    await perform(recordMarketYear, { ...year, revenueCents: 0 }, by.lead);
    await perform(recordMarketYear, { ...year, revenueCents: 50_000_00, exportPercent: 40, jobsCreated: 2.5 }, by.lead);
    expect((await refusalOf(perform(recordMarketYear, year, by.lead))).code).toBe('NOTHING_SAID');

    const { market } = await perform(getResults, { project }, by.team);
    expect(market!.firstSales.map(({ country, withdrawnOn }) => [country, withdrawnOn !== null])).toEqual([
      ['FR', true],
      ['DE', false],
    ]);
    expect(market!.years.map(({ revenueCents, replacedOn }) => [revenueCents, replacedOn !== null])).toEqual([
      [50_000_00, false],
      [0, true],
    ]);
    expect(market!.totals).toEqual({
      investments: 1,
      investmentCents: 2_000_000_00,
      firstSales: 1,
      revenueCents: 50_000_00,
    });
    expect(market!.byYear).toEqual([{ year: 2013, revenueCents: 50_000_00, exportCents: 20_000_00, jobs: 2.5 }]);
    const { sql } = services.store;
    expect((await factTotal(sql, 'revenue', project)).amountCents).toBe(market!.byYear[0]!.revenueCents);
    expect((await factTotal(sql, 'jobs', project)).count).toBe(market!.byYear[0]!.jobs);
    expect((await factTotal(sql, 'milestone', project)).facts).toBe(1);
    expect((await factTotal(sql, 'grant', project)).amountCents).toBe(400_000_00);
  });

  it('A project labelled by three clusters counts once nationally and once in each; weighted, the clusters add up to the nation (R112)', async () => {
    const { sql } = services.store;
    const { shares } = await perform(getResults, { project }, by.team);
    expect(shares.map(({ cluster, share }) => [cluster, share])).toEqual([
      ['minalogic', 3_334],
      ['plastipolis', 3_333],
      ['tenerrdis', 3_333],
    ]);
    expect((await factTotal(sql, 'first_sale')).facts).toBe(1);
    const local = await factTotalsByCluster(sql, 'first_sale');
    expect(local.map(({ facts }) => facts)).toEqual([1, 1, 1]);
    for (const fact of FACTS) await expectClustersToAddUp(fact);
  });

  async function expectClustersToAddUp(fact: (typeof FACTS)[number]): Promise<void> {
    const national = await factTotal(services.store.sql, fact);
    const clusters = await factTotalsByCluster(services.store.sql, fact);
    const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, one) => total + (one ?? 0), 0);
    expect(sum(clusters.map(({ share }) => share)), fact).toBeCloseTo(national.count, 6);
    expect(sum(clusters.map(({ shareCents }) => shareCents)), fact).toBeCloseTo(national.amountCents ?? 0, 2);
    expect(sum(clusters.map(({ facts }) => facts)), fact).toBeGreaterThanOrEqual(national.facts);
  }

  it('Shares that were proposed, accepted by each party, disputed and settled: figures follow what is agreed, and never double', async () => {
    const { sql } = services.store;
    const subject = { subject: 'project' as const, subjectId: project };
    const draft = await perform(draftAttribution, { project, ...subject }, by.team);
    const funders = draft.shares.filter(({ kind }) => kind === 'funder');
    expect(funders.map(({ party, share }) => [party, share])).toEqual([
      ['state', 7_500],
      ['region-82', 2_500],
    ]);
    const shares: Share[] = [
      { kind: 'cluster', party: 'minalogic', share: 6_000 },
      { kind: 'cluster', party: 'tenerrdis', share: 3_000 },
      { kind: 'cluster', party: 'plastipolis', share: 1_000 },
    ];
    const short = shares.map((one, index) => (index === 0 ? { ...one, share: 5_999 } : one));
    expect(
      (await refusalOf(perform(proposeAttribution, { project, ...subject, shares: short }, by.team))).message,
    ).toContain('99,99');
    const { attribution } = await perform(proposeAttribution, { project, ...subject, shares }, by.team);
    const revenueOf = async (cluster: string) =>
      (await factTotalsByCluster(sql, 'revenue')).find((one) => one.cluster === cluster)!.shareCents!;
    expect(await revenueOf('minalogic')).toBeCloseTo(50_000_00 * 0.3334, 2);
    const accept = (party: string, share: number) => ({ project, attribution, kind: 'cluster' as const, party, share });
    expect((await refusalOf(perform(acceptShare, accept('plastipolis', 1_000), by.otherTeam))).code).toBe(
      'NOT_YOUR_SHARE',
    );
    expect((await refusalOf(perform(acceptShare, accept('tenerrdis', 2_000), by.otherTeam))).code).toBe(
      'ATTRIBUTION_MOVED',
    );
    await perform(acceptShare, accept('tenerrdis', 3_000), by.otherTeam);
    const { state } = await perform(acceptShare, accept('plastipolis', 1_000), by.thirdTeam);
    expect(state).toBe('agreed');
    expect(await revenueOf('minalogic')).toBeCloseTo(50_000_00 * 0.6, 2);
    for (const fact of FACTS) await expectClustersToAddUp(fact);

    const words = { project, attribution, kind: 'cluster' as const, party: 'tenerrdis', reason: 'Notre plateforme' };
    await perform(disputeAttribution, words, by.otherTeam);
    expect(await revenueOf('minalogic')).toBeCloseTo(50_000_00 * 0.3334, 2);
    expect((await perform(getWeek, {}, by.state)).tasks.map(({ kind }) => kind)).toContain('project-disputes');
    const settled = {
      project,
      attribution,
      shares: equalShares('cluster', ['minalogic', 'tenerrdis']),
      reason: 'Au vu des pièces',
    };
    expect((await refusalOf(perform(settleAttribution, settled, by.team))).code).toBe('NOT_YOUR_FUNCTION');
    await perform(settleAttribution, settled, by.state);
    expect(await revenueOf('minalogic')).toBeCloseTo(25_000_00, 2);
    expect((await factTotal(sql, 'revenue')).amountCents).toBe(50_000_00);
    expect((await refusalOf(perform(renounceShare, words, by.otherTeam))).code).toBe('ATTRIBUTION_STATE');
    expect(await perform(getAttribution, { project, attribution }, by.thirdTeam)).toMatchObject({ state: 'settled' });
  });

  it('Whatever shares are agreed line by line, the clusters’ weighted totals are the national ones', async () => {
    const line = (await perform(getResults, { project }, by.team)).market!.firstSales.find(
      (one) => !one.withdrawnOn,
    )!.id;
    const subject = { project, subject: 'first-sale' as const, subjectId: line };
    const clusters = ['minalogic', 'tenerrdis', 'plastipolis', 'axelera', 'imaginove'];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: WHOLE - 1 }), { minLength: 1, maxLength: 4 }),
        async (cuts) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), WHOLE];
          const shares: Share[] = edges
            .slice(1)
            .map((edge, index) => ({ kind: 'cluster', party: clusters[index]!, share: edge - edges[index]! }));
          const { attribution } = await perform(proposeAttribution, { ...subject, shares }, by.system);
          for (const { kind, party, share } of shares)
            await perform(acceptShare, { project, attribution, kind, party, share }, by.system);
          await expectClustersToAddUp('first_sale');
          const counted = await factTotalsByCluster(services.store.sql, 'first_sale');
          expect(counted.map(({ cluster }) => cluster).toSorted()).toEqual(shares.map(({ party }) => party).toSorted());
        },
      ),
      { numRuns: 8 },
    );
  });

  it('The store itself refuses shares that do not add up to 100 %', async () => {
    const halved = services.store.query(
      `update projects.attribution_share set share = share / 2 where party_kind = 'cluster'`,
    );
    await expect(halved).rejects.toThrow('hundredths of a per cent');
  });

  it('A team that neither follows nor labels the project finds nothing there', async () => {
    expect((await refusalOf(perform(getResults, { project }, by.stranger))).code).toBe('NOT_FOUND');
    expect((await refusalOf(perform(getDelivery, { project }, by.stranger))).code).toBe('NOT_FOUND');
  });
});
