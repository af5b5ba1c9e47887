import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { addDays, type Day, day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { getCluster } from '../cluster/cluster.query.ts';
import { listOrganisations } from '../organisation/organisation-list.query.ts';
import { getKeyFigures } from '../programme/key-figures.query.ts';
import { getWeek } from '../programme/week.query.ts';
import { builders, callBy, someone } from '../registry.fixture.ts';
import { partlyFurnished, refusalOf } from '../registry.testing.ts';
import { amendMembership } from './amend-membership.action.ts';
import { getApplication, listApplications } from './application-list.query.ts';
import { applyForMembership } from './apply-for-membership.action.ts';
import { decideApplication } from './decide-application.action.ts';
import { endMembership } from './end-membership.action.ts';
import { joinCluster } from './join-cluster.action.ts';
import { getMembership, getMembersOverTime, listMembers } from './member-list.query.ts';
import { recordFee } from './record-fee.action.ts';
import { withdrawApplication } from './withdraw-application.action.ts';

const STRANGER = { kind: 'stranger', id: 'stranger', name: '', grants: [] } as const;
const directorOf = (cluster: string) => someone({ role: 'cluster-director', scope: { kind: 'cluster', id: cluster } });

describe.each(eachStore)('Members of clusters, on the $name store', ({ open }) => {
  let services: Services;
  const call = () => callBy(services);
  const build = () => builders(services);
  const join = (cluster: string, organisation: string, from: string, to?: string) =>
    perform(joinCluster, { cluster, organisation, college: 'sme', from, to, endReason: to && 'Départ fictif' }, call());

  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  describe('Spells', () => {
    it('A member may leave and come back the next day, but never be a member twice on one day', async () => {
      const organisation = await build().an.organisation('Société Fictive').save();
      const { membership } = await join('minalogic', organisation, '2013-01-01');
      expect(await refusalOf(join('minalogic', organisation, '2014-01-01'))).toMatchObject({
        code: 'ALREADY_MEMBER',
        message: expect.stringContaining('Société Fictive est déjà membre de ce pôle depuis le 1er janvier 2013'),
      });
      await perform(endMembership, { membership, to: '2014-06-30', reason: 'Démission' }, call());
      expect(await refusalOf(join('minalogic', organisation, '2014-06-30'))).toMatchObject({ code: 'ALREADY_MEMBER' });
      await join('minalogic', organisation, '2014-07-01');
      expect(
        await refusalOf(perform(endMembership, { membership, to: '2015-01-01', reason: 'x' }, call())),
      ).toMatchObject({
        code: 'MEMBERSHIP_ENDED',
      });
    });

    it('Its last day counts: a member that leaves on 31 December is in the figures of the year', async () => {
      const cluster = await build().a.cluster().labelled().save();
      await build().a.membership().in(cluster).during('2012-06-01').save();
      await build().a.membership().in(cluster).inCollege('large').during('2013-03-01', '2013-12-31').save();
      const over = await perform(getMembersOverTime, { cluster, on: '2014-09-15' }, call());
      expect(over.years.map(({ year, on, total, joined, left }) => [year, on, total, joined, left])).toEqual([
        [2012, '2012-12-31', 1, 1, 0],
        [2013, '2013-12-31', 2, 1, 0],
        [2014, '2014-09-15', 1, 0, 0],
      ]);
      expect(over.years[1]!.colleges).toContainEqual({ college: 'large', count: 1 });
    });

    it('Correcting its dates is refused when they would meet another spell, and a spell that ends keeps its reason', async () => {
      const organisation = await build().an.organisation().save();
      const { membership } = await join('minalogic', organisation, '2012-01-01', '2012-12-31');
      await join('minalogic', organisation, '2013-06-01');
      const amend = (change: object) => perform(amendMembership, { membership, ...change }, call());
      await amend({ to: '2013-05-31' });
      expect(await refusalOf(amend({ to: '2013-06-01' }))).toMatchObject({ code: 'ALREADY_MEMBER' });
      expect(await refusalOf(amend({ to: null }))).toMatchObject({ code: 'ALREADY_MEMBER' });
      expect(await refusalOf(amend({ endReason: null }))).toMatchObject({ code: 'REASON_NEEDED', field: 'endReason' });
      expect(await refusalOf(amend({ to: '2011-12-31' }))).toMatchObject({ code: 'ENDS_BEFORE_START' });
      await amend({ college: 'large', from: '2011-06-01' });
      expect(await perform(getMembership, { membership }, call())).toMatchObject({
        college: 'large',
        from: '2011-06-01',
        to: '2013-05-31',
      });
    });

    it('Two people who write the same membership down at once make one', async () => {
      const organisation = await build().an.organisation().save();
      const outcomes = await Promise.allSettled([
        join('axelera', organisation, '2013-01-01'),
        join('axelera', organisation, '2013-02-01'),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.find((one) => one.status === 'rejected')!;
      expect(await refusalOf(Promise.reject(lost.reason))).toMatchObject({ code: 'ALREADY_MEMBER' });
    });

    it('Whatever is joined, ended and amended, in whatever order, no day has the same member twice', async () => {
      const anyDay = fc.integer({ min: 0, max: 30 }).map((days) => addDays(day('2013-01-01'), days));
      const anyAct = fc.record({
        act: fc.constantFrom('join', 'end', 'amend'),
        from: anyDay,
        to: fc.option(anyDay),
        which: fc.nat(3),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(anyAct, { minLength: 2, maxLength: 7 }), async (acts) => {
          const organisation = await build().an.organisation().save();
          const memberships: string[] = [];
          for (const { act, from, to, which } of acts) {
            const membership = memberships[which % Math.max(1, memberships.length)];
            const spell = { from, to, endReason: 'Essai' };
            const doing =
              act === 'join' || !membership
                ? perform(joinCluster, { cluster: 'minalogic', organisation, college: 'sme', ...spell }, call()).then(
                    (made) => {
                      memberships.push(made.membership);
                    },
                  )
                : act === 'end'
                  ? perform(endMembership, { membership, to: to ?? from, reason: 'Essai' }, call())
                  : perform(amendMembership, { membership, ...spell }, call());
            await doing.catch((error: { code?: string }) => {
              expect(['ALREADY_MEMBER', 'ENDS_BEFORE_START', 'MEMBERSHIP_ENDED']).toContain(error.code);
            });
          }
          const spells = await services.store.sql
            .selectFrom('registry.membership')
            .select(['from_day', 'to_day'])
            .where('organisation_id', '=', organisation)
            .execute();
          for (let days = 0; days <= 40; days++) {
            const on: Day = addDays(day('2012-12-28'), days);
            const held = spells.filter((one) => one.from_day <= on && (one.to_day === null || on <= one.to_day));
            expect(held.length, on).toBeLessThanOrEqual(1);
          }
        }),
        { numRuns: 15 },
      );
    });

    it('A fee belongs to a year that the membership covers, and an unpaid one has no date', async () => {
      const membership = await build().a.membership().in('minalogic').during('2013-06-01', '2014-02-28').save();
      const fee = (year: number, more = {}) =>
        perform(recordFee, { membership, year, amountCents: 94_500, ...more }, call());
      await fee(2013, { paidOn: '2013-07-01' });
      await fee(2014);
      expect(await refusalOf(fee(2015))).toMatchObject({ code: 'FEE_OUTSIDE_SPELL', field: 'year' });
      expect((await perform(getMembership, { membership }, call())).fees).toEqual([
        { year: 2014, amountCents: 94_500, paidOn: null },
        { year: 2013, amountCents: 94_500, paidOn: '2013-07-01' },
      ]);
    });
  });

  describe('What is public and what is not', () => {
    it('The public reads the active members; fees, reasons and past members are for those who work on the cluster', async () => {
      const cluster = await build().a.cluster().labelled().inRegions('2013', '82').save();
      const membership = await build().a.membership().in(cluster).save();
      await build().a.membership().in(cluster).during('2013-01-01', '2013-12-31').save();
      await perform(recordFee, { membership, year: 2013, amountCents: 50_000 }, call());
      const seenBy = async (actor: Parameters<typeof callBy>[1]) => {
        const { rows, status } = await perform(
          listMembers,
          { cluster, status: 'all', on: '2014-09-15' },
          callBy(services, actor),
        );
        return {
          status,
          rows: rows.length,
          fees: rows.find(({ id }) => id === membership)!.reserved?.fees.length ?? null,
        };
      };
      const nothing = { status: 'active', rows: 1, fees: null };
      const everything = { status: 'all', rows: 2, fees: 1 };
      expect(await seenBy(STRANGER)).toEqual(nothing);
      expect(await seenBy(directorOf('minalogic'))).toEqual(nothing);
      expect(await seenBy(someone({ role: 'region-officer', scope: { kind: 'region', id: '83@2013' } }))).toEqual(
        nothing,
      );
      expect(await seenBy(directorOf(cluster))).toEqual(everything);
      expect(await seenBy(someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }))).toEqual(
        everything,
      );
      expect(await seenBy(someone({ role: 'evaluator', scope: { kind: 'programme' } }))).toEqual(everything);
      expect(
        await refusalOf(perform(getMembership, { membership }, callBy(services, directorOf('minalogic')))),
      ).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await refusalOf(perform(listApplications, { cluster }, callBy(services, STRANGER)))).toMatchObject({
        code: 'SIGN_IN_REQUIRED',
      });
    });
  });

  describe('Counting', () => {
    it('A firm in two clusters counts once nationally, and the sum of memberships is given beside it; each figure is the total of its list (R111)', async () => {
      const before = await perform(getKeyFigures, { on: '2011-06-30' }, call());
      const shared = await build().an.organisation().withAccounts(2010, 20, 3_000_000, 1_000_000).save();
      const alone = await build().an.organisation().ofKind('laboratory').save();
      for (const cluster of ['minalogic', 'axelera']) await join(cluster, shared, '2011-01-01', '2011-12-31');
      await join('minalogic', alone, '2011-01-01', '2011-12-31');
      const { figures } = await perform(getKeyFigures, { on: '2011-06-30' }, call());
      const grown = Object.fromEntries(
        figures
          .map(({ key, value }) => [key, value - before.figures.find((one) => one.key === key)!.value])
          .filter(([, value]) => value !== 0),
      );
      expect(grown).toEqual({
        organisations: 2,
        memberships: 3,
        'organisations-in-several-clusters': 1,
        firms: 1,
        'firms-pme': 1,
      });
      for (const { key, value, facts } of figures.filter((one) => one.facts.list === 'registry.listOrganisations')) {
        const list = await perform(
          listOrganisations,
          { ...facts.filter, pageSize: 500 } as never,
          callBy(services, STRANGER),
        );
        expect([key, key === 'memberships' ? list.memberships : list.total]).toEqual([key, value]);
        expect(list.rows).toHaveLength(list.total);
      }
    });

    it('The counts of a cluster’s page open onto lists of that many members', async () => {
      const cluster = await build().a.cluster().labelled().save();
      const firm = await build().an.organisation().withAccounts(2012, 5, 1_000_000, 500_000).save();
      await build().a.membership().in(cluster).of(firm).save();
      await build()
        .a.membership()
        .in(cluster)
        .of(await build().an.organisation().ofKind('training-body').save())
        .inCollege('research-training')
        .save();
      const { members, warnings } = await perform(getCluster, { cluster }, call());
      expect(members).toMatchObject({ total: 2, synthetic: 2 });
      for (const { count, filter } of [...members.colleges, ...members.sizes])
        expect((await perform(listMembers, { cluster, ...filter } as never, call())).total).toBe(count);
      expect(warnings.map(({ code }) => code)).toEqual(['NO_RESEARCH_BODY', 'NO_COORDINATING_REGION']);
      expect((await perform(getCluster, { cluster }, callBy(services, STRANGER))).warnings).toEqual([]);
    });
  });

  describe('Applications', () => {
    const apply = (organisation: string, more = {}) =>
      perform(
        applyForMembership,
        { cluster: 'minalogic', organisation, college: 'sme', appliedOn: '2014-06-01', ...more },
        call(),
      );
    const decide = (application: string, decision: 'admit' | 'refuse', more = {}) =>
      perform(decideApplication, { application, decision, decidedOn: '2014-06-15', ...more }, call());

    it('An applicant refused as off-strategy gets a reason and a better cluster, and stays in the registry (R109)', async () => {
      const { application } = await apply(await build().an.organisation('Candidate Fictive').save());
      expect(await refusalOf(decide(application, 'refuse', { ground: 'off-strategy' }))).toMatchObject({
        field: 'reason',
      });
      const offStrategy = { ground: 'off-strategy', reason: 'Le projet relève de la chimie.' };
      expect(await refusalOf(decide(application, 'refuse', offStrategy))).toMatchObject({
        code: 'ORIENTATION_NEEDED',
        field: 'orientedTo',
      });
      expect(await refusalOf(decide(application, 'refuse', { ...offStrategy, orientedTo: 'minalogic' }))).toMatchObject(
        {
          code: 'ORIENTED_TO_ITSELF',
        },
      );
      await decide(application, 'refuse', { ...offStrategy, orientedTo: 'axelera' });
      expect(await perform(getApplication, { application }, call())).toMatchObject({
        state: 'refused',
        reason: 'Le projet relève de la chimie.',
        orientedTo: { name: 'Axelera' },
        open: [],
      });
      const { rows } = await perform(listApplications, { cluster: 'minalogic', state: 'refused' }, call());
      expect(rows.map(({ organisation }) => organisation.name)).toContain('Candidate Fictive');
    });

    it('The database refuses a refusal as off-strategy that names nobody (R109)', async () => {
      const { application } = await apply(await build().an.organisation().save());
      const refuse = services.store.sql
        .updateTable('registry.membership_application')
        .set({ state: 'refused', decided_on: '2014-06-15', refusal_ground: 'off-strategy', reason: 'x' })
        .where('id', '=', application)
        .execute();
      await expect(refuse).rejects.toMatchObject({ constraint: 'application_orientation' });
    });

    it('An admitted applicant is a member from the day given, once and for all', async () => {
      const organisation = await build().an.organisation().save();
      const { application } = await apply(organisation);
      expect(await refusalOf(apply(organisation))).toMatchObject({ code: 'APPLICATION_PENDING' });
      expect(await refusalOf(decide(application, 'admit'))).toMatchObject({
        code: 'ADMISSION_NEEDS_A_DATE',
        field: 'from',
      });
      expect(
        await refusalOf(decide(application, 'admit', { from: '2014-07-01', decidedOn: '2014-05-31' })),
      ).toMatchObject({
        code: 'DECIDED_BEFORE_APPLIED',
      });
      const { membership } = await decide(application, 'admit', { from: '2014-07-01', college: 'large' });
      expect(await perform(getMembership, { membership: membership! }, call())).toMatchObject({
        from: '2014-07-01',
        college: 'large',
      });
      expect(await refusalOf(decide(application, 'refuse', { reason: 'Trop tard' }))).toMatchObject({
        code: 'APPLICATION_STATE',
      });
      expect(await refusalOf(apply(organisation, { appliedOn: '2014-09-01' }))).toMatchObject({
        code: 'ALREADY_MEMBER',
      });
    });

    it('An organisation applies and gives up by itself, and sees nobody else’s application', async () => {
      const [own, other] = [await build().an.organisation().save(), await build().an.organisation().save()];
      const member = callBy(
        services,
        someone({ role: 'organisation-member', scope: { kind: 'organisation', id: own } }),
      );
      const { application } = await perform(
        applyForMembership,
        { cluster: 'axelera', organisation: own, college: 'sme' },
        member,
      );
      expect((await perform(getApplication, { application }, member)).open).toEqual(['withdraw']);
      expect(
        await refusalOf(
          perform(applyForMembership, { cluster: 'axelera', organisation: other, college: 'sme' }, member),
        ),
      ).toMatchObject({
        code: 'NOT_FOUND',
      });
      const { application: others } = await apply(other);
      expect(await refusalOf(perform(getApplication, { application: others }, member))).toMatchObject({
        code: 'NOT_FOUND',
      });
      await perform(withdrawApplication, { application, reason: 'Autre projet' }, member);
      expect((await perform(getApplication, { application }, call())).state).toBe('withdrawn');
    });
  });

  describe('The week of those who keep a cluster', () => {
    it('It tells what waits and what moved on their cluster, and nothing of the others', async () => {
      const cluster = await build().a.cluster().labelled().inRegions('2013', '82').save();
      const director = callBy(services, directorOf(cluster));
      const quiet = await perform(
        getWeek,
        {},
        callBy(services, someone({ role: 'training-actor', scope: { kind: 'organisation', id: 'org-none' } })),
      );
      expect([quiet.tasks, quiet.moved]).toEqual([[], []]);
      const organisation = await build().an.organisation('Sans Numéro').withSiren(null).save();
      await build().a.membership().in(cluster).of(organisation).save();
      await perform(
        applyForMembership,
        { cluster, organisation: await build().an.organisation().save(), college: 'sme', appliedOn: '2014-09-01' },
        director,
      );
      const week = await perform(getWeek, {}, director);
      expect(week.tasks.map(({ kind, count, since }) => [kind, count, since])).toEqual([
        ['applications', 1, '2014-09-01'],
        ['missing-kinds', 1, null],
        ['governance-body', 1, null],
        ['members-without-siren', 1, null],
      ]);
      expect(week.moved.map(({ title, object }) => [title, object.kind])).toEqual([
        ['Déposer une candidature', 'application'],
        ['Enregistrer une adhésion', 'membership'],
        ['Créer une organisation', 'organisation'],
        ['Enregistrer une décision sur le label', 'cluster'],
        ['Changer les régions du pôle', 'cluster'],
        ['Créer un pôle', 'cluster'],
      ]);
      expect(week).toMatchObject({ synthetic: true, clusters: [{ id: cluster }] });
    });
  });
});
