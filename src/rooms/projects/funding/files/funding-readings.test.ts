import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { getWeek, refusalOf } from '#rooms/registry';
import { computeProjectAid } from '../calculator/project-aid.query.ts';
import { getDeMinimis } from './de-minimis.query.ts';
import { draftApplication } from './draft-application.action.ts';
import { listFundingFiles } from './file-list.query.ts';
import { director, fundingBench, otherRegionOfficer, regionOfficer, stateOfficer } from './files.testing.ts';
import { getFunding } from './funding.query.ts';
import { fundingTaskKinds } from './funding.tasks.ts';
import { recordDeMinimisAid } from './record-de-minimis.action.ts';
import { requestPayment, settlePayment } from './request-payment.action.ts';

describe.each(eachStore)('What is read of funding files, on the $name store', ({ open }) => {
  let bench: Awaited<ReturnType<typeof fundingBench>>;
  beforeAll(async () => {
    bench = await fundingBench(open);
  });

  it('Two files that ask together more than the costs of a partner are told so: nothing is paid twice', async () => {
    const { project, partners } = await bench.consortium();
    const ask = (call: string, funder: 'state' | 'anr') =>
      perform(
        draftApplication,
        { project, call, funder, amounts: [{ partner: partners[1]!, askedCents: 20_000_001 }] },
        bench.on('2014-07-01', director),
      );
    const warnings = async () => (await perform(getFunding, { project }, bench.on('2014-07-01', director))).warnings;
    await ask('fui-18', 'state');
    expect(await warnings()).toEqual([]);
    await ask('anr', 'anr');
    expect((await warnings()).map(({ fr }) => fr)).toEqual([expect.stringContaining('pas payées deux fois')]);
  });

  it('Each total of the funders’ list is the sum of the list that it opens', async () => {
    const built = await bench.signed();
    const { payment } = await perform(
      requestPayment,
      { ...built.named, partner: built.lead, kind: 'advance', amountCents: 1_000_000 },
      bench.on('2014-11-02', director),
    );
    await perform(settlePayment, { ...built.named, payment, answer: 'paid' }, bench.on('2014-12-01', stateOfficer));
    await bench.selected();
    await bench.submitted();
    const call = bench.on('2014-12-15', stateOfficer);
    const all = await perform(listFundingFiles, { pageSize: 200 }, call);
    const sum = (rows: typeof all.rows, of: 'askedCents' | 'grantedCents' | 'paidCents') =>
      rows.reduce((total, row) => total + (row[of] ?? 0), 0);
    const of = async (money: 'granted' | 'signed' | 'paid') =>
      (await perform(listFundingFiles, { money, pageSize: 200 }, call)).rows;
    expect(all.rows).toHaveLength(all.total);
    expect(all.totals).toMatchObject({
      askedCents: sum(all.rows, 'askedCents'),
      grantedCents: sum(await of('granted'), 'grantedCents'),
      signedCents: sum(await of('signed'), 'grantedCents'),
      paidCents: sum(await of('paid'), 'paidCents'),
    });
    expect(all.facets.states.reduce((total, { count }) => total + count, 0)).toBe(all.total);
    const second = await perform(listFundingFiles, { pageSize: 2, page: 2 }, call);
    expect(second.rows.map(({ id }) => id)).toEqual(all.rows.slice(2, 4).map(({ id }) => id));
    const own = await perform(listFundingFiles, { q: built.project }, call);
    expect(own.delays).toEqual([
      {
        funder: 'state',
        decision: { days: 47, files: 1 },
        agreement: { days: 40, files: 1 },
        payment: { days: 52, files: 1 },
      },
    ]);
  });

  it('The week of an officer and of a team holds what waits for them, and a selection about to lapse (R76)', async () => {
    const { project } = await bench.selected();
    const week = async (actor: Actor, day: string) => {
      const call = bench.on(day, actor);
      const { tasks } = await perform(
        getWeek,
        {},
        {
          ...call,
          services: { ...call.services, taskKinds: fundingTaskKinds },
        },
      );
      return tasks.filter(({ kind }) => kind.startsWith('funding-'));
    };
    const officer = await week(stateOfficer, '2015-01-15');
    expect(officer.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['funding-decide', 'funding-sign']));
    expect(officer.find(({ kind }) => kind === 'funding-sign')).toMatchObject({ dueOn: '2015-02-28' });
    const team = await week(director, '2015-01-15');
    expect(team.map(({ kind, href, dueOn }) => [kind, href, dueOn])).toContainEqual([
      'funding-finalise',
      `/projets/${project}/financement`,
      '2015-02-28',
    ]);
    expect(await week(director, '2014-12-29')).toEqual([]);
    expect(await week(otherRegionOfficer, '2015-01-15')).toEqual([]);
  });

  it('A funder reads the file that was sent to it, not the one in preparation, nor that of another funder', async () => {
    const { project, named } = await bench.submitted();
    await perform(
      draftApplication,
      { project, call: 'fui-18', funder: 'region', region: '82' },
      bench.on('2014-08-01', director),
    );
    const read = (actor: Actor) => perform(getFunding, { project }, bench.on('2014-08-02', actor));
    expect((await read(director)).files).toHaveLength(2);
    const own = await read(stateOfficer);
    expect(own.files.map(({ id }) => id)).toEqual([named.fundingApplication]);
    expect(own.files[0]!.open).toEqual(['projects.selectApplication', 'projects.refuseApplication']);
    expect((await refusalOf(read(regionOfficer))).code).toBe('NOT_FOUND');
    expect((await refusalOf(read(otherRegionOfficer))).code).toBe('NOT_FOUND');
  });

  it('What a project may have is computed on its rows, and trying other facts saves nothing (R70, R77)', async () => {
    const { project, partners } = await bench.consortium();
    const call = bench.on('2014-07-15', director);
    const plain = await perform(computeProjectAid, { project, call: 'fui-18' }, call);
    expect(plain.before.partners.map(({ aid }) => aid.cents)).toEqual([27_000_000, 12_000_000, null]);
    expect(plain.before.caveats[0]!.fr).toContain('à la maille de ses régions');
    expect(plain.partners[0]).toMatchObject({ size: 'small', inTerritory: true });
    const tried = { labelled: true, partners: [{ partner: partners[1]!, inTerritory: false }] };
    const { after } = await perform(computeProjectAid, { project, call: 'fui-18', tried }, call);
    expect(after!.partners.map(({ aid }) => aid.cents)).toEqual([40_500_000, 12_000_000, null]);
    expect(await perform(computeProjectAid, { project, call: 'fui-18' }, call)).toEqual(plain);
    const stranger = { partners: [{ partner: 'nobody', inTerritory: true }] };
    expect((await refusalOf(perform(computeProjectAid, { project, tried: stranger }, call))).code).toBe(
      'PARTNER_UNKNOWN',
    );
  });

  it('Small aids of a firm add up for its undertaking; what nobody declared is not zero (R97)', async () => {
    const { project, partners } = await bench.consortium();
    const read = async () => (await perform(getDeMinimis, { project }, bench.on('2014-07-15', director))).firms[0]!;
    expect(await read()).toMatchObject({ beforeCents: null, line: { verdict: 'to-check' } });
    const record = (amountCents: number, grantedOn = '2013-06-01', partner = partners[0]!) =>
      perform(
        recordDeMinimisAid,
        { project, partner, amountCents, grantedOn, grantor: 'Région fictive' },
        bench.on('2014-07-15', director),
      );
    await record(0);
    expect(await read()).toMatchObject({ beforeCents: 0, leftCents: 20_000_000, line: { verdict: 'met' } });
    await record(19_999_999);
    expect(await read()).toMatchObject({ beforeCents: 19_999_999, leftCents: 1 });
    await record(2);
    expect(await read()).toMatchObject({ leftCents: 0, line: { verdict: 'not-met' } });
    expect((await refusalOf(record(1, '2014-07-16'))).code).toBe('DAY_TO_COME');
    expect((await refusalOf(record(1, '2014-07-01', partners[2]!))).code).toBe('NOT_A_FIRM');
  });
});
