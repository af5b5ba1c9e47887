import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Call, Services } from '#kit/context.ts';
import { silentLog } from '#kit/log.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, getWeek, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { amendPartner } from '../../project/amend-partner.action.ts';
import { type BuiltProject, projectBuilders } from '../../projects.fixture.ts';
import { computeProjectAid } from '../calculator/project-aid.query.ts';
import { getDeMinimis } from './de-minimis.query.ts';
import { declareEligible, refuseApplication } from './decide-application.actions.ts';
import { draftApplication, setAskedAid } from './draft-application.action.ts';
import { listFundingFiles } from './file-list.query.ts';
import { getFunding } from './funding.query.ts';
import { fundingTaskKinds } from './funding.tasks.ts';
import { derogateLapse, lapseApplication } from './lapse.actions.ts';
import { lapseJob } from './lapse.job.ts';
import { closeApplication, recordAgreement } from './record-agreement.action.ts';
import { recordDeMinimisAid } from './record-de-minimis.action.ts';
import { requestPayment, settlePayment } from './request-payment.action.ts';
import { selectApplication } from './select-application.action.ts';
import { submitApplication, withdrawApplication } from './submit-application.action.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-funding-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const director = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });
const stateOfficer = someone({ role: 'state-officer', scope: { kind: 'region', id: '82@2013' } });
const regionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } });
const mergedRegionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '84@2016' } });
const otherRegionOfficer = someone({ role: 'region-officer', scope: { kind: 'region', id: '93@2013' } });

const EUROS = 100;

describe.each(eachStore)('Funding files, on the $name store', ({ open }) => {
  let services: Services;
  const on = (day: string, actor?: Actor): Call =>
    callBy({ ...services, clock: fixedClock(`${day}T10:00:00Z`) }, actor);
  beforeAll(async () => {
    services = {
      ...(await partlyFurnished(open)),
      config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off', GRAPPE_DATA: dataDir }),
    };
  });

  /** Two small firms and a laboratory in Grenoble, 1.8 M€ of industrial research. */
  async function consortium(): Promise<BuiltProject> {
    const { an } = builders(services);
    const firm = () => an.organisation().in('38185').withAccounts(2012, 30, 4_000_000, 3_000_000).save();
    return projectBuilders(services, on('2013-03-01'))
      .a.project('minalogic')
      .createdOn('2013-03-01')
      .with('firm', { organisation: await firm(), euros: 900_000, askedEuros: 270_000 })
      .with('firm', { organisation: await firm(), euros: 400_000, askedEuros: 120_000 })
      .with('laboratory', { euros: 500_000, askedEuros: 200_000 })
      .save();
  }

  async function submitted(call = 'fui-18', day = '2014-07-15') {
    const built = await consortium();
    const { fundingApplication } = await perform(
      draftApplication,
      { project: built.project, call, funder: call === 'pipc' ? 'bpifrance' : 'state' },
      on(day, director),
    );
    const named = { project: built.project, fundingApplication };
    await perform(submitApplication, named, on(day, director));
    return { ...built, named };
  }

  async function selected(day = '2014-08-31') {
    const file = await submitted();
    const [lead] = file.partners;
    const grants = [{ partner: lead!, grantedCents: 200_000 * EUROS }];
    const { lapsesAfter } = await perform(
      selectApplication,
      { ...file.named, grants, reason: 'Label attendu' },
      on(day, stateOfficer),
    );
    return { ...file, lead: lead!, lapsesAfter };
  }

  async function signed() {
    const file = await selected();
    await perform(recordAgreement, { ...file.named, reference: 'FUI-18-042' }, on('2014-10-10', stateOfficer));
    return file;
  }

  it('A file is prepared with what the consortium asks, submitted, selected, signed, paid on evidence and closed', async () => {
    const { named, lead, project } = await signed();
    const ask = (kind: 'advance' | 'interim' | 'balance', euros: number, evidence?: string) =>
      perform(
        requestPayment,
        { ...named, partner: lead, kind, amountCents: euros * EUROS, evidence },
        on('2014-11-02', director),
      );
    const pay = (payment: string) =>
      perform(settlePayment, { ...named, payment, answer: 'paid' }, on('2014-12-01', stateOfficer));
    await pay((await ask('advance', 50_000)).payment);
    expect((await refusalOf(ask('interim', 60_000))).code).toBe('EVIDENCE_MISSING');
    const { payment } = await ask('interim', 100_000, 'Rapport d’avancement');
    expect((await refusalOf(perform(closeApplication, named, on('2014-11-03', stateOfficer)))).message).toContain(
      'attend encore sa réponse',
    );
    await pay(payment);
    const tooMuch = await refusalOf(ask('balance', 50_001, 'Rapport final'));
    expect(tooMuch).toMatchObject({ code: 'ABOVE_GRANT', field: 'amountCents' });
    expect(tooMuch.message.replace(/[\u202f\u00a0]/g, ' ')).toContain('il reste 50 000 € à demander');
    await pay((await ask('balance', 50_000, 'Rapport final')).payment);
    await perform(closeApplication, named, on('2014-12-15', stateOfficer));

    const view = await perform(getFunding, { project }, on('2015-01-10', director));
    expect(view.files[0]).toMatchObject({
      state: 'closed',
      agreementReference: 'FUI-18-042',
      sums: { askedCents: 59_000_000, grantedCents: 20_000_000, signedCents: 20_000_000, paidCents: 20_000_000 },
      waiting: null,
    });
    expect(view.files[0]!.steps.map(({ state, days }) => [state, days])).toEqual([
      ['draft', null],
      ['submitted', 0],
      ['selected', 47],
      ['agreement', 40],
      ['closed', 66],
    ]);
  });

  it('The first request for aid is dated on the partners that ask, once: incentive effect is judged on it (R95)', async () => {
    const { project, named } = await submitted('fui-18', '2014-07-15');
    await perform(withdrawApplication, { ...named, reason: 'Autre appel' }, on('2014-07-20', director));
    const again = await perform(
      draftApplication,
      { project, call: 'fui-19', funder: 'state' },
      on('2014-09-01', director),
    );
    await perform(
      submitApplication,
      { project, fundingApplication: again.fundingApplication },
      on('2014-09-01', director),
    );
    const rows = await services.store.sql
      .selectFrom('projects.partner')
      .select('applied_on')
      .where('project_id', '=', project)
      .execute();
    expect(rows.map((row) => row.applied_on)).toEqual(['2014-07-15', '2014-07-15', '2014-07-15']);
  });

  it.each([
    ['on the closing day of FUI 21', '2015-12-08', 'submitted'],
    ['the day after', '2015-12-09', 'refused'],
  ] as const)('A file comes in %s or not at all', async (_label, day, outcome) => {
    const { project } = await consortium();
    const call = on(day, director);
    const { fundingApplication } = await perform(draftApplication, { project, call: 'fui-21', funder: 'state' }, call);
    const act = perform(submitApplication, { project, fundingApplication }, call);
    if (outcome === 'submitted') expect(await act).toMatchObject({ submittedOn: day });
    else expect((await refusalOf(act)).message).toContain('n’est pas ouvert');
  });

  it('A grant stands at the computed ceiling and not a cent above, and the sentence names the cap (R77)', async () => {
    const { named, partners } = await submitted();
    const [lead] = partners;
    const more = on('2014-08-31', stateOfficer);
    // No label for this call: 30 % of 900,000 €, which is also what the lead asks.
    const grant = (cents: number) =>
      perform(
        selectApplication,
        { ...named, grants: [{ partner: lead!, grantedCents: cents }], reason: 'Label attendu' },
        more,
      );
    expect((await refusalOf(grant(27_000_001))).code).toBe('ABOVE_ASKED');
    await services.store.sql
      .updateTable('projects.application_partner')
      .set({ asked_cents: 40_000_000 })
      .where('application_id', '=', named.fundingApplication)
      .where('partner_id', '=', lead!)
      .execute();
    const refused = await refusalOf(grant(27_000_001));
    expect(refused).toMatchObject({ code: 'ABOVE_CEILING', field: `grants.${lead}` });
    expect(refused.message).toContain('le taux de l’appel (R77)');
    await grant(27_000_000);
    const row = await services.store.sql
      .selectFrom('projects.application_partner')
      .selectAll()
      .where('application_id', '=', named.fundingApplication)
      .where('partner_id', '=', lead!)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ granted_cents: 27_000_000, ceiling_cents: 27_000_000 });
  });

  it('Two funders of one call share one ceiling: the region grants what the State left', async () => {
    const { project, partners, named, lead } = await selected();
    const region = await perform(
      draftApplication,
      { project, call: 'fui-18', funder: 'region', region: '82', amounts: [{ partner: lead, askedCents: 27_000_000 }] },
      on('2014-09-02', director),
    );
    const file = { project, fundingApplication: region.fundingApplication };
    await perform(submitApplication, file, on('2014-09-02', director));
    const grant = (cents: number, actor: Actor) =>
      perform(
        selectApplication,
        { ...file, grants: [{ partner: lead, grantedCents: cents }], reason: 'Label attendu' },
        on('2014-09-30', actor),
      );
    expect((await refusalOf(grant(7_000_000, stateOfficer))).code).toBe('NOT_YOUR_FILE');
    const refused = await refusalOf(grant(7_000_001, regionOfficer));
    expect(refused.code).toBe('ABOVE_CEILING');
    expect(refused.message).toContain('commun aux financeurs');
    await grant(7_000_000, mergedRegionOfficer);
    expect(partners).toHaveLength(3);
    expect(named.project).toBe(project);
    const list = await perform(listFundingFiles, { q: project }, on('2014-10-01', regionOfficer));
    expect(list).toMatchObject({
      total: 2,
      totals: { grantedCents: 27_000_000 },
      stateShare: { stateCents: 20_000_000 },
    });
    expect(await perform(listFundingFiles, { q: project }, on('2014-10-01', otherRegionOfficer))).toMatchObject({
      total: 0,
    });
  });

  it('A file that breaks a sourced rule is only selected with a written reason, and what applied is kept on the row', async () => {
    const { named, partners } = await submitted();
    const grants = [{ partner: partners[0]!, grantedCents: 1_000 }];
    const refused = await refusalOf(perform(selectApplication, { ...named, grants }, on('2014-08-31', stateOfficer)));
    expect(refused).toMatchObject({ code: 'UNMET_UNEXPLAINED', field: 'reason' });
    expect(refused.message).toContain('R69');
    await perform(selectApplication, { ...named, grants, reason: 'Label en cours' }, on('2014-08-31', stateOfficer));
    const { rules_applied: kept } = await services.store.sql
      .selectFrom('projects.application')
      .select('rules_applied')
      .where('id', '=', named.fundingApplication)
      .executeTakeFirstOrThrow();
    expect(kept).toMatchObject({
      on: '2014-08-31',
      call: { id: 'fui-18' },
      text: { id: '651/2014' },
      verdict: 'not-met',
    });
  });

  it('A selection announced on 31 August may be signed until 28 February, and has lapsed on 1 March (R76)', async () => {
    const inTime = await selected();
    expect(inTime.lapsesAfter).toBe('2015-02-28');
    await perform(recordAgreement, { ...inTime.named, reference: 'A-1' }, on('2015-02-28', stateOfficer));

    const late = await selected();
    const lapse = (day: string) => perform(lapseApplication, late.named, on(day));
    expect((await refusalOf(lapse('2015-02-28'))).message).toContain('court encore');
    const sign = perform(recordAgreement, { ...late.named, reference: 'A-2' }, on('2015-03-01', stateOfficer));
    expect((await refusalOf(sign)).message).toContain('dérogation');
    await runLapseJob('2015-03-01');
    const view = await perform(getFunding, { project: late.project }, on('2015-03-02', director));
    expect(view.files[0]).toMatchObject({ state: 'lapsed', sums: { grantedCents: null } });
    expect((await refusalOf(lapse('2015-03-02'))).code).toBe('FILE_STATE');
  });

  it('A derogation moves the last day for a reason, and the morning job leaves the file alone (R76)', async () => {
    const { named, project } = await selected();
    const derogate = (until: string) =>
      perform(derogateLapse, { ...named, until, reason: 'Trésorerie d’un partenaire' }, on('2015-02-20', stateOfficer));
    expect((await refusalOf(derogate('2015-02-28'))).code).toBe('DEROGATION_TOO_EARLY');
    await derogate('2015-04-30');
    await runLapseJob('2015-03-01');
    const view = await perform(getFunding, { project }, on('2015-03-02', director));
    expect(view.files[0]).toMatchObject({ state: 'selected', lapsesAfter: '2015-04-30' });
    await perform(recordAgreement, { ...named, reference: 'A-3' }, on('2015-04-30', stateOfficer));
  });

  const runLapseJob = (day: string) =>
    lapseJob.run({
      id: 'job',
      data: null,
      attempt: 1,
      isLastAttempt: false,
      now: new Date(`${day}T05:00:00Z`),
      services: { ...services, clock: fixedClock(`${day}T05:00:00Z`) },
      log: silentLog,
      signal: new AbortController().signal,
      newId: (prefix) => `${prefix}-1`,
      complete: async () => {},
    });

  it('The loan for industrialisation is decided twice: no credit before eligibility (R80)', async () => {
    const { project, partners } = await consortium();
    const [borrower] = partners;
    const draft = (loan?: { borrower: string; amountCents: number }) =>
      perform(draftApplication, { project, call: 'pipc', funder: 'bpifrance', loan }, on('2014-07-15', director));
    expect((await refusalOf(draft())).code).toBe('LOAN_MISSING');
    const { fundingApplication } = await draft({ borrower: borrower!, amountCents: 100_000_000 });
    const named = { project, fundingApplication };
    await perform(submitApplication, named, on('2014-07-15', director));
    const select = () =>
      perform(
        selectApplication,
        { ...named, grants: [{ partner: borrower!, grantedCents: 100_000_000 }], reason: 'Label à joindre' },
        on('2014-09-01', stateOfficer),
      );
    expect((await refusalOf(select())).message).toContain('déclarez d’abord le dossier éligible');
    await perform(declareEligible, named, on('2014-08-01', stateOfficer));
    expect(await select()).toMatchObject({ lapsesAfter: null });
  });

  it('A call decided at once has no first decision', async () => {
    const { named } = await submitted();
    expect((await refusalOf(perform(declareEligible, named, on('2014-08-01', stateOfficer)))).message).toContain(
      'en une fois',
    );
  });

  it('One file lives at a time before a funder of a call; a refused one leaves room, another funder has its own', async () => {
    const { project, named } = await submitted();
    const draft = (more: object = {}) =>
      perform(draftApplication, { project, call: 'fui-18', funder: 'state', ...more }, on('2014-08-01', director));
    expect((await refusalOf(draft())).code).toBe('FILE_ALIVE');
    await draft({ funder: 'region', region: '82' });
    expect((await refusalOf(draft({ funder: 'region', region: '82' }))).code).toBe('FILE_ALIVE');
    await draft({ funder: 'region', region: '93' });
    await perform(refuseApplication, { ...named, reason: 'Retombées insuffisantes' }, on('2014-08-02', stateOfficer));
    await draft();
  });

  it.each([
    ['a call that is not in the calendar', { call: 'fui-99' }, 'CALL_UNKNOWN', 'call'],
    ['a funder that does not pay there', { funder: 'anr' }, 'FUNDER_NOT_HERE', 'funder'],
    ['a region that is not named', { funder: 'region' }, 'REGION_MISSING', 'region'],
    ['a region for the State', { region: '82' }, 'REGION_NOT_ASKED', 'region'],
    ['a region that does not exist', { funder: 'region', region: '99' }, 'REGION_UNKNOWN', 'region'],
    [
      'a stranger to the consortium',
      { amounts: [{ partner: 'nobody', askedCents: 1 }] },
      'PARTNER_UNKNOWN',
      'amounts.nobody',
    ],
    [
      'an amount below zero',
      { amounts: [{ partner: 'nobody', askedCents: -1 }] },
      'INVALID_INPUT',
      'amounts.0.askedCents',
    ],
  ] as const)(
    'A file for %s is refused with one sentence, and nothing of it remains',
    async (_label, more, code, field) => {
      const { project } = await consortium();
      const input = { project, call: 'fui-18', funder: 'state', ...more } as const;
      const refused = await refusalOf(perform(draftApplication, input as never, on('2014-07-01', director)));
      expect(refused).toMatchObject({ code, field });
      expect((await perform(getFunding, { project }, on('2014-07-01', director))).files).toEqual([]);
    },
  );

  it('Aid above the costs of a partner is a slip of unit and says so; costs of a few euros are doubted', async () => {
    const { project, partners } = await consortium();
    const refused = await refusalOf(
      perform(
        draftApplication,
        {
          project,
          call: 'fui-18',
          funder: 'state',
          amounts: [{ partner: partners[0]!, askedCents: 27_000_000 * EUROS }],
        },
        on('2014-07-01', director),
      ),
    );
    expect(refused).toMatchObject({ code: 'ASKED_ABOVE_COSTS' });
    expect(refused.message).toContain('en euros');
    const costs = [{ nature: 'staff' as const, research: 'industrial' as const, amountCents: 600 * EUROS }];
    await perform(amendPartner, { project, partner: partners[1]!, revision: 2, costs }, on('2014-07-01'));
    const view = await perform(getFunding, { project }, on('2014-07-01', director));
    expect(view.warnings).toHaveLength(1);
    expect(view.warnings[0]!.fr).toContain('non en milliers d’euros');
  });

  it('Two files that ask together more than the costs of a partner are told so: nothing is paid twice', async () => {
    const { project, partners } = await consortium();
    const ask = (call: string, funder: 'state' | 'anr') =>
      perform(
        draftApplication,
        { project, call, funder, amounts: [{ partner: partners[1]!, askedCents: 20_000_001 }] },
        on('2014-07-01', director),
      );
    const warnings = async () => (await perform(getFunding, { project }, on('2014-07-01', director))).warnings;
    await ask('fui-18', 'state');
    expect(await warnings()).toEqual([]);
    await ask('anr', 'anr');
    expect((await warnings()).map(({ fr }) => fr)).toEqual([expect.stringContaining('pas payées deux fois')]);
  });

  it('Each total of the funders’ list is the sum of the list that it opens', async () => {
    const built = await signed();
    const { payment } = await perform(
      requestPayment,
      { ...built.named, partner: built.lead, kind: 'advance', amountCents: 1_000_000 },
      on('2014-11-02', director),
    );
    await perform(settlePayment, { ...built.named, payment, answer: 'paid' }, on('2014-12-01', stateOfficer));
    await selected();
    await submitted();
    const call = on('2014-12-15', stateOfficer);
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
    const { project } = await selected();
    const week = async (actor: Actor, day: string) => {
      const call = on(day, actor);
      const { tasks } = await perform(
        getWeek,
        { on: day },
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
    const { project, named } = await submitted();
    await perform(
      draftApplication,
      { project, call: 'fui-18', funder: 'region', region: '82' },
      on('2014-08-01', director),
    );
    const read = (actor: Actor) => perform(getFunding, { project }, on('2014-08-02', actor));
    expect((await read(director)).files).toHaveLength(2);
    const own = await read(stateOfficer);
    expect(own.files.map(({ id }) => id)).toEqual([named.fundingApplication]);
    expect(own.files[0]!.open).toEqual(['projects.selectApplication', 'projects.refuseApplication']);
    expect((await refusalOf(read(regionOfficer))).code).toBe('NOT_FOUND');
    expect((await refusalOf(read(otherRegionOfficer))).code).toBe('NOT_FOUND');
  });

  it('What a project may have is computed on its rows, and trying other facts saves nothing (R70, R77)', async () => {
    const { project, partners } = await consortium();
    const call = on('2014-07-15', director);
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
    const { project, partners } = await consortium();
    const read = async () => (await perform(getDeMinimis, { project }, on('2014-07-15', director))).firms[0]!;
    expect(await read()).toMatchObject({ beforeCents: null, line: { verdict: 'to-check' } });
    const record = (amountCents: number, grantedOn = '2013-06-01', partner = partners[0]!) =>
      perform(
        recordDeMinimisAid,
        { project, partner, amountCents, grantedOn, grantor: 'Région fictive' },
        on('2014-07-15', director),
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

  it('Amounts change while a file is in preparation, and no longer once it is submitted', async () => {
    const { named, partners } = await submitted();
    const amounts = [{ partner: partners[0]!, askedCents: 1_000 }];
    expect((await refusalOf(perform(setAskedAid, { ...named, amounts }, on('2014-07-16', director)))).code).toBe(
      'FILE_STATE',
    );
  });
});
