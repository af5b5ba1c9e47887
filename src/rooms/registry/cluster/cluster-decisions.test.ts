import { sql as fragment } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { updateProgramme } from '../programme/update-programme.action.ts';
import { builders, callBy, someone } from '../registry.fixture.ts';
import { partlyFurnished, refusalOf } from '../registry.testing.ts';
import { appointRepresentative } from './appoint-representative.action.ts';
import { getCluster } from './cluster.query.ts';
import { listClusters } from './cluster-list.query.ts';
import { decideLabel } from './decide-label.action.ts';
import { designateStrategic } from './designate-strategic.action.ts';
import { endDesignation } from './end-designation.action.ts';
import { recordSuccession } from './record-succession.action.ts';
import { setGovernanceBody } from './set-governance-body.action.ts';
import { setRegions } from './set-regions.action.ts';

const CEILING = 20;

describe.each(eachStore)('What is decided on clusters, on the $name store', ({ open }) => {
  let services: Services;
  const call = () => callBy(services);
  const build = () => builders(services);
  const read = (cluster: string, on?: string) => perform(getCluster, { cluster, on }, call());
  const decide = (
    cluster: string,
    decision: 'granted' | 'renewed' | 'withdrawn' | 'merged',
    decidedOn: string,
    more = {},
  ) => perform(decideLabel, { cluster, decision, decidedOn, authority: 'CIADT', ...more }, call());

  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  describe('The label', () => {
    it('A withdrawal is a dated decision: the label held before it stays readable, and the cluster with it (R08)', async () => {
      const cluster = await build().a.cluster().labelled('2013-01-01').save();
      await decide(cluster, 'withdrawn', '2016-05-11', { reference: 'Décision fictive' });
      expect((await read(cluster, '2016-05-10')).label.state).toBe('labelled');
      const after = await read(cluster, '2016-05-11');
      expect(after.label).toMatchObject({ state: 'withdrawn', since: '2016-05-11' });
      expect(after.decisions.map(({ decision }) => decision)).toEqual(['withdrawn', 'granted']);
    });

    it('The database itself refuses to delete a cluster that had a label, or a decision on a label (R08)', async () => {
      const cluster = await build().a.cluster().labelled().save();
      const { sql } = services.store;
      await expect(sql.deleteFrom('registry.cluster').where('id', '=', cluster).execute()).rejects.toMatchObject({
        constraint: 'cluster_never_deleted',
      });
      await expect(
        sql.deleteFrom('registry.label_decision').where('cluster_id', '=', cluster).execute(),
      ).rejects.toMatchObject({ constraint: 'label_decision_never_deleted' });
      await expect(fragment`truncate registry.label_decision`.execute(sql)).rejects.toMatchObject({
        constraint: 'label_decision_never_deleted',
      });
      const candidate = await build().a.cluster().save();
      await sql.deleteFrom('registry.cluster').where('id', '=', candidate).execute();
    });

    it('A label of one year under conditions runs out on its last day unless renewed (R10)', async () => {
      const cluster = await build().a.cluster().save();
      await decide(cluster, 'granted', '2019-02-05', { validTo: '2020-02-04', conditions: 'Davantage d’adhérents' });
      expect((await read(cluster, '2020-02-04')).label).toMatchObject({
        state: 'labelled',
        until: '2020-02-04',
        conditions: 'Davantage d’adhérents',
      });
      expect((await read(cluster, '2020-02-05')).label.state).toBe('expired');
      await decide(cluster, 'renewed', '2020-02-05', { validTo: '2023-02-04' });
      expect((await read(cluster, '2020-02-05')).label).toMatchObject({ state: 'labelled', since: '2019-02-05' });
    });

    it('What the life of a label does not allow is refused with its reason', async () => {
      const cluster = await build().a.cluster().save();
      expect(await refusalOf(decide(cluster, 'withdrawn', '2014-01-01'))).toMatchObject({
        code: 'LABEL_STATE',
        field: 'decision',
        message: expect.stringContaining('n’est possible que depuis'),
      });
      await decide(cluster, 'granted', '2014-01-01');
      expect(await refusalOf(decide(cluster, 'granted', '2015-01-01'))).toMatchObject({ code: 'LABEL_STATE' });
      await decide(cluster, 'withdrawn', '2016-01-01');
      expect(await refusalOf(decide(cluster, 'withdrawn', '2015-06-01'))).toMatchObject({ code: 'LABEL_ORDER' });
      expect(await refusalOf(decide(cluster, 'granted', '2017-01-01', { validTo: '2016-12-31' }))).toMatchObject({
        code: 'ENDS_BEFORE_START',
        field: 'validTo',
      });
      expect(await refusalOf(decide(cluster, 'merged', '2017-01-01'))).toMatchObject({ code: 'MERGED_INTO_NOTHING' });
    });

    it('An earlier decision found later takes its place in the history', async () => {
      await decide('minalogic', 'granted', '2005-07-12');
      expect((await read('minalogic', '2014-01-01')).label).toMatchObject({ since: '2005-07-12', sinceAtLeast: false });
    });

    it('Two clusters merged into one keep their history and point at their successor, which points at both (R09)', async () => {
      const heir = await build().a.cluster().labelled('2015-03-01').save();
      for (const cluster of ['pegase', 'risques']) await decide(cluster, 'merged', '2015-03-01', { successor: heir });
      expect((await read(heir, '2015-03-01')).predecessors.map(({ id, onDay }) => [id, onDay])).toEqual([
        ['pegase', '2015-03-01'],
        ['risques', '2015-03-01'],
      ]);
      expect((await read('pegase', '2015-02-28')).label.state).toBe('labelled');
      expect((await read('pegase', '2015-03-01')).label.state).toBe('merged');
      expect((await read('pegase')).successors.map(({ id }) => id).toSorted()).toEqual(
        [heir, 'safe-cluster'].toSorted(),
      );
      expect((await perform(listClusters, { on: '2015-03-01' }, call())).rows.map(({ id }) => id)).not.toContain(
        'risques',
      );
    });

    it('A cluster may be split, but never succeeds itself (R09)', async () => {
      const [one, other] = [await build().a.cluster().save(), await build().a.cluster().save()];
      const split = (cluster: string, successor: string) =>
        perform(recordSuccession, { cluster, successor, nature: 'split', year: 2017 }, call());
      await split('tes', one);
      await split('tes', other);
      expect((await read('tes')).successors).toHaveLength(2);
      expect(await refusalOf(split(one, 'tes'))).toMatchObject({ code: 'SUCCESSION_CIRCLE' });
      expect(await refusalOf(split('tes', one))).toMatchObject({ code: 'SUCCESSION_EXISTS' });
    });
  });

  describe('Regions', () => {
    const set = (regions: readonly string[], coordinating: string, vintage: '2013' | '2016' = '2013') =>
      perform(setRegions, { cluster: 'axelera', vintage, regions: [...regions], coordinating }, call());

    it('A cluster stands in one region at least, exactly one of which coordinates, in each list (R11, R12)', async () => {
      await set(['82', '83'], '83');
      expect((await read('axelera', '2015-12-31')).regions.filter(({ vintage }) => vintage === '2013')).toMatchObject([
        { code: '83', coordinating: true },
        { code: '82', coordinating: false },
      ]);
      expect((await read('axelera')).regions.filter(({ vintage }) => vintage === '2016')).toMatchObject([
        { code: '84' },
      ]);
      expect(await refusalOf(set([], '82'))).toMatchObject({ code: 'NO_REGION', field: 'regions' });
      expect(await refusalOf(set(['82'], '83'))).toMatchObject({ code: 'COORDINATING_REGION_NOT_LISTED' });
      expect(await refusalOf(set(['82'], '82', '2016'))).toMatchObject({ code: 'UNKNOWN_REGION' });
    });

    it('The database refuses two coordinating regions, and none (R11)', async () => {
      const insert = (coordinating: boolean) =>
        services.store.sql
          .insertInto('registry.cluster_region')
          .values({ cluster_id: 'cimes', region: '82', vintage: '2013', coordinating, source: 'essai' })
          .execute();
      await expect(insert(false)).rejects.toMatchObject({ constraint: 'cluster_region_coordinating' });
      await insert(true);
      await expect(
        services.store.sql
          .insertInto('registry.cluster_region')
          .values({ cluster_id: 'cimes', region: '83', vintage: '2013', coordinating: true, source: 'essai' })
          .execute(),
      ).rejects.toMatchObject({ constraint: 'cluster_region_one_coordinating' });
    });
  });

  describe('Governance', () => {
    it('A company cannot carry a cluster, an association can (R01)', async () => {
      const company = await build().an.organisation('SAS fictive').withLegalCategory('5710').save();
      const association = await build().an.organisation().ofKind('cluster-body').withLegalCategory('9220').save();
      const give = (organisation: string) => perform(setGovernanceBody, { cluster: 'tenerrdis', organisation }, call());
      expect(await refusalOf(give(company))).toMatchObject({
        code: 'GOVERNANCE_FORM',
        message: expect.stringContaining('SAS, société par actions simplifiée'),
      });
      expect(await refusalOf(give(await build().an.organisation().save()))).toMatchObject({
        code: 'GOVERNANCE_FORM_UNKNOWN',
      });
      await give(association);
      expect((await read('tenerrdis')).governanceBody?.id).toBe(association);
    });

    it('Its president comes neither from the State nor from a local authority, and follows another without a gap (R02)', async () => {
      const appoint = (name: string, from: string, organisation?: string) =>
        perform(appointRepresentative, { cluster: 'moveo', name, title: 'Présidente', from, organisation }, call());
      const region = await build().an.organisation('Région fictive').ofKind('authority').save();
      expect(await refusalOf(appoint('Claude Fictif', '2013-01-01', region))).toMatchObject({
        code: 'PUBLIC_REPRESENTATIVE',
      });
      await appoint('Claude Fictif', '2013-01-01');
      await appoint('Dominique Fictive', '2014-06-01', await build().an.organisation().save());
      expect((await read('moveo', '2014-05-31')).representative).toMatchObject({
        name: 'Claude Fictif',
        to: '2014-05-31',
      });
      expect((await read('moveo', '2014-06-01')).representative).toMatchObject({ name: 'Dominique Fictive', to: null });
      expect(await refusalOf(appoint('Camille Fictif', '2014-06-01'))).toMatchObject({
        code: 'STARTS_BEFORE_THE_LAST',
      });
      const { closed } = await read('axelera');
      expect(closed).toMatchObject([{ action: 'registry.appointRepresentative' }]);
    });
  });

  describe('Strategic clusters', () => {
    const designate = (cluster: string, from = '2013-06-01', by = call()) =>
      perform(designateStrategic, { cluster, from, decision: 'Décision fictive' }, by);
    const labelled = async () => (await perform(listClusters, { on: '2013-06-01' }, call())).rows.map(({ id }) => id);

    it(`The ${CEILING}th is designated whatever its category and rating, the ${CEILING + 1}st is refused, and two at once for the last place leave one (R06, R07)`, async () => {
      const clusters = await labelled();
      for (const cluster of clusters.slice(0, CEILING - 1)) await designate(cluster);
      const [twentieth, twentyFirst] = clusters.slice(CEILING - 1);
      const outcomes = await Promise.allSettled([designate(twentieth!), designate(twentyFirst!)]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes[0]!.status === 'rejected' ? twentieth! : twentyFirst!;
      expect(await refusalOf(designate(lost))).toMatchObject({
        code: 'STRATEGIC_CEILING',
        message: expect.stringContaining('20 pôles stratégiques'),
      });
      expect((await read(lost, '2013-06-30')).closed.map(({ action }) => action)).toContain(
        'registry.designateStrategic',
      );
      expect((await perform(listClusters, { strategic: true, on: '2013-06-01' }, call())).total).toBe(CEILING);
    });

    it('The database refuses one too many whatever the door, and a ceiling below those designated (R07)', async () => {
      const { sql } = services.store;
      const [free] = (await perform(listClusters, { on: '2013-06-01' }, call())).rows.filter((row) => !row.strategic);
      const insert = sql
        .insertInto('registry.strategic_designation')
        .values({
          id: 'str-direct',
          cluster_id: free!.id,
          from_day: '2013-06-01',
          to_day: null,
          decision: 'x',
          ended_reason: null,
        })
        .execute();
      await expect(insert).rejects.toMatchObject({ constraint: 'strategic_ceiling' });
      await expect(
        sql
          .updateTable('registry.programme')
          .set({ strategic_ceiling: CEILING - 1 })
          .execute(),
      ).rejects.toMatchObject({ constraint: 'strategic_ceiling' });
      expect(await refusalOf(perform(updateProgramme, { strategicCeiling: CEILING - 1 }, call()))).toMatchObject({
        code: 'CEILING_BELOW_PRESENT',
        field: 'strategicCeiling',
      });
    });

    it('A designation that ends frees its place the next day, not before (R07)', async () => {
      const { rows } = await perform(listClusters, { on: '2013-06-01' }, call());
      const [held, free] = [rows.find((row) => row.strategic)!, rows.find((row) => !row.strategic)!];
      const [designation] = (await read(held.id)).designations;
      await perform(
        endDesignation,
        { cluster: held.id, designation: designation!.id, to: '2014-06-30', reason: 'Décision fictive' },
        call(),
      );
      expect(await refusalOf(designate(free.id, '2014-06-30'))).toMatchObject({ code: 'STRATEGIC_CEILING' });
      await designate(free.id, '2014-07-01');
      expect((await read(held.id, '2014-06-30')).strategic).toBe(true);
      expect((await read(held.id, '2014-07-01')).strategic).toBe(false);
    });

    it('Only a labelled cluster is designated, once, and only by those who speak for the programme', async () => {
      const { rows } = await perform(listClusters, { on: '2014-07-02' }, call());
      expect(await refusalOf(designate(rows.find((row) => row.strategic)!.id, '2014-07-02'))).toMatchObject({
        code: 'ALREADY_STRATEGIC',
      });
      expect(await refusalOf(designate('cimes', '2014-07-02'))).toMatchObject({ code: 'NOT_LABELLED' });
      const officer = someone({ role: 'state-officer', scope: { kind: 'region', id: '82@2013' } });
      const director = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });
      expect(await refusalOf(designate('minalogic', '2014-07-02', callBy(services, officer)))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await refusalOf(designate('minalogic', '2014-07-02', callBy(services, director)))).toMatchObject({
        code: 'NOT_YOUR_FUNCTION',
      });
    });
  });
});
