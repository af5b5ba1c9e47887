import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { silentLog } from '#kit/log.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { refusalOf } from '#rooms/registry';
import { amendPartner } from '../../project/amend-partner.action.ts';
import { declareEligible, refuseApplication } from './decide-application.actions.ts';
import { draftApplication, setAskedAid } from './draft-application.action.ts';
import { listFundingFiles } from './file-list.query.ts';
import {
  director,
  EUROS,
  fundingBench,
  mergedRegionOfficer,
  otherRegionOfficer,
  regionOfficer,
  stateOfficer,
} from './files.testing.ts';
import { getFunding } from './funding.query.ts';
import { derogateLapse, lapseApplication } from './lapse.actions.ts';
import { lapseJob } from './lapse.job.ts';
import { closeApplication, recordAgreement } from './record-agreement.action.ts';
import { requestPayment, settlePayment } from './request-payment.action.ts';
import { selectApplication } from './select-application.action.ts';
import { submitApplication, withdrawApplication } from './submit-application.action.ts';

describe.each(eachStore)('Acts on funding files, on the $name store', ({ open }) => {
  let bench: Awaited<ReturnType<typeof fundingBench>>;
  beforeAll(async () => {
    bench = await fundingBench(open);
  });

  it('A file is prepared with what the consortium asks, submitted, selected, signed, paid on evidence and closed', async () => {
    const { named, lead, project } = await bench.signed();
    const ask = (kind: 'advance' | 'interim' | 'balance', euros: number, evidence?: string) =>
      perform(
        requestPayment,
        { ...named, partner: lead, kind, amountCents: euros * EUROS, evidence },
        bench.on('2014-11-02', director),
      );
    const pay = (payment: string) =>
      perform(settlePayment, { ...named, payment, answer: 'paid' }, bench.on('2014-12-01', stateOfficer));
    await pay((await ask('advance', 50_000)).payment);
    expect((await refusalOf(ask('interim', 60_000))).code).toBe('EVIDENCE_MISSING');
    const { payment } = await ask('interim', 100_000, 'Rapport d’avancement');
    expect((await refusalOf(perform(closeApplication, named, bench.on('2014-11-03', stateOfficer)))).message).toContain(
      'attend encore sa réponse',
    );
    await pay(payment);
    const tooMuch = await refusalOf(ask('balance', 50_001, 'Rapport final'));
    expect(tooMuch).toMatchObject({ code: 'ABOVE_GRANT', field: 'amountCents' });
    expect(tooMuch.message.replace(/[\u202f\u00a0]/g, ' ')).toContain('il reste 50 000 € à demander');
    await pay((await ask('balance', 50_000, 'Rapport final')).payment);
    await perform(closeApplication, named, bench.on('2014-12-15', stateOfficer));

    const view = await perform(getFunding, { project }, bench.on('2015-01-10', director));
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
    const { project, named } = await bench.submitted('fui-18', '2014-07-15');
    await perform(withdrawApplication, { ...named, reason: 'Autre appel' }, bench.on('2014-07-20', director));
    const again = await perform(
      draftApplication,
      { project, call: 'fui-19', funder: 'state' },
      bench.on('2014-09-01', director),
    );
    await perform(
      submitApplication,
      { project, fundingApplication: again.fundingApplication },
      bench.on('2014-09-01', director),
    );
    const rows = await bench.services.store.sql
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
    const { project } = await bench.consortium();
    const call = bench.on(day, director);
    const { fundingApplication } = await perform(draftApplication, { project, call: 'fui-21', funder: 'state' }, call);
    const act = perform(submitApplication, { project, fundingApplication }, call);
    if (outcome === 'submitted') expect(await act).toMatchObject({ submittedOn: day });
    else expect((await refusalOf(act)).message).toContain('n’est pas ouvert');
  });

  it('A grant stands at the computed ceiling and not a cent above, and the sentence names the cap (R77)', async () => {
    const { named, partners } = await bench.submitted();
    const [lead] = partners;
    const more = bench.on('2014-08-31', stateOfficer);
    // No label for this call: 30 % of 900,000 €, which is also what the lead asks.
    const grant = (cents: number) =>
      perform(
        selectApplication,
        { ...named, grants: [{ partner: lead!, grantedCents: cents }], reason: 'Label attendu' },
        more,
      );
    expect((await refusalOf(grant(27_000_001))).code).toBe('ABOVE_ASKED');
    await bench.services.store.sql
      .updateTable('projects.application_partner')
      .set({ asked_cents: 40_000_000 })
      .where('application_id', '=', named.fundingApplication)
      .where('partner_id', '=', lead!)
      .execute();
    const refused = await refusalOf(grant(27_000_001));
    expect(refused).toMatchObject({ code: 'ABOVE_CEILING', field: `grants.${lead}` });
    expect(refused.message).toContain('le taux de l’appel (R77)');
    await grant(27_000_000);
    const row = await bench.services.store.sql
      .selectFrom('projects.application_partner')
      .selectAll()
      .where('application_id', '=', named.fundingApplication)
      .where('partner_id', '=', lead!)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ granted_cents: 27_000_000, ceiling_cents: 27_000_000 });
  });

  it('Two funders of one call share one ceiling: the region grants what the State left', async () => {
    const { project, partners, named, lead } = await bench.selected();
    const region = await perform(
      draftApplication,
      { project, call: 'fui-18', funder: 'region', region: '82', amounts: [{ partner: lead, askedCents: 27_000_000 }] },
      bench.on('2014-09-02', director),
    );
    const file = { project, fundingApplication: region.fundingApplication };
    await perform(submitApplication, file, bench.on('2014-09-02', director));
    const grant = (cents: number, actor: Actor) =>
      perform(
        selectApplication,
        { ...file, grants: [{ partner: lead, grantedCents: cents }], reason: 'Label attendu' },
        bench.on('2014-09-30', actor),
      );
    expect((await refusalOf(grant(7_000_000, stateOfficer))).code).toBe('NOT_YOUR_FILE');
    const refused = await refusalOf(grant(7_000_001, regionOfficer));
    expect(refused.code).toBe('ABOVE_CEILING');
    expect(refused.message).toContain('commun aux financeurs');
    await grant(7_000_000, mergedRegionOfficer);
    expect(partners).toHaveLength(3);
    expect(named.project).toBe(project);
    const list = await perform(listFundingFiles, { q: project }, bench.on('2014-10-01', regionOfficer));
    expect(list).toMatchObject({
      total: 2,
      totals: { grantedCents: 27_000_000 },
      stateShare: { stateCents: 20_000_000 },
    });
    expect(await perform(listFundingFiles, { q: project }, bench.on('2014-10-01', otherRegionOfficer))).toMatchObject({
      total: 0,
    });
  });

  it('A file that breaks a sourced rule is only selected with a written reason, and what applied is kept on the row', async () => {
    const { named, partners } = await bench.submitted();
    const grants = [{ partner: partners[0]!, grantedCents: 1_000 }];
    const refused = await refusalOf(
      perform(selectApplication, { ...named, grants }, bench.on('2014-08-31', stateOfficer)),
    );
    expect(refused).toMatchObject({ code: 'UNMET_UNEXPLAINED', field: 'reason' });
    expect(refused.message).toContain('R69');
    await perform(
      selectApplication,
      { ...named, grants, reason: 'Label en cours' },
      bench.on('2014-08-31', stateOfficer),
    );
    const { rules_applied: kept } = await bench.services.store.sql
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
    const inTime = await bench.selected();
    expect(inTime.lapsesAfter).toBe('2015-02-28');
    await perform(recordAgreement, { ...inTime.named, reference: 'A-1' }, bench.on('2015-02-28', stateOfficer));

    const late = await bench.selected();
    const lapse = (day: string) => perform(lapseApplication, late.named, bench.on(day));
    expect((await refusalOf(lapse('2015-02-28'))).message).toContain('court encore');
    const sign = perform(recordAgreement, { ...late.named, reference: 'A-2' }, bench.on('2015-03-01', stateOfficer));
    expect((await refusalOf(sign)).message).toContain('dérogation');
    await runLapseJob('2015-03-01');
    const view = await perform(getFunding, { project: late.project }, bench.on('2015-03-02', director));
    expect(view.files[0]).toMatchObject({ state: 'lapsed', sums: { grantedCents: null } });
    expect((await refusalOf(lapse('2015-03-02'))).code).toBe('FILE_STATE');
  });

  it('A derogation moves the last day for a reason, and the morning job leaves the file alone (R76)', async () => {
    const { named, project } = await bench.selected();
    const derogate = (until: string) =>
      perform(
        derogateLapse,
        { ...named, until, reason: 'Trésorerie d’un partenaire' },
        bench.on('2015-02-20', stateOfficer),
      );
    expect((await refusalOf(derogate('2015-02-28'))).code).toBe('DEROGATION_TOO_EARLY');
    await derogate('2015-04-30');
    await runLapseJob('2015-03-01');
    const view = await perform(getFunding, { project }, bench.on('2015-03-02', director));
    expect(view.files[0]).toMatchObject({ state: 'selected', lapsesAfter: '2015-04-30' });
    await perform(recordAgreement, { ...named, reference: 'A-3' }, bench.on('2015-04-30', stateOfficer));
  });

  const runLapseJob = (day: string) =>
    lapseJob.run({
      id: 'job',
      data: null,
      attempt: 1,
      isLastAttempt: false,
      now: new Date(`${day}T05:00:00Z`),
      services: { ...bench.services, clock: fixedClock(`${day}T05:00:00Z`) },
      log: silentLog,
      signal: new AbortController().signal,
      newId: (prefix) => `${prefix}-1`,
      complete: async () => {},
    });

  it('The loan for industrialisation is decided twice: no credit before eligibility (R80)', async () => {
    const { project, partners } = await bench.consortium();
    const [borrower] = partners;
    const draft = (loan?: { borrower: string; amountCents: number }) =>
      perform(draftApplication, { project, call: 'pipc', funder: 'bpifrance', loan }, bench.on('2014-07-15', director));
    expect((await refusalOf(draft())).code).toBe('LOAN_MISSING');
    const { fundingApplication } = await draft({ borrower: borrower!, amountCents: 100_000_000 });
    const named = { project, fundingApplication };
    await perform(submitApplication, named, bench.on('2014-07-15', director));
    const select = () =>
      perform(
        selectApplication,
        { ...named, grants: [{ partner: borrower!, grantedCents: 100_000_000 }], reason: 'Label à joindre' },
        bench.on('2014-09-01', stateOfficer),
      );
    expect((await refusalOf(select())).message).toContain('déclarez d’abord le dossier éligible');
    await perform(declareEligible, named, bench.on('2014-08-01', stateOfficer));
    expect(await select()).toMatchObject({ lapsesAfter: null });
  });

  it('A call decided at once has no first decision', async () => {
    const { named } = await bench.submitted();
    expect((await refusalOf(perform(declareEligible, named, bench.on('2014-08-01', stateOfficer)))).message).toContain(
      'en une fois',
    );
  });

  it('One file lives at a time before a funder of a call; a refused one leaves room, another funder has its own', async () => {
    const { project, named } = await bench.submitted();
    const draft = (more: object = {}) =>
      perform(
        draftApplication,
        { project, call: 'fui-18', funder: 'state', ...more },
        bench.on('2014-08-01', director),
      );
    expect((await refusalOf(draft())).code).toBe('FILE_ALIVE');
    await draft({ funder: 'region', region: '82' });
    expect((await refusalOf(draft({ funder: 'region', region: '82' }))).code).toBe('FILE_ALIVE');
    await draft({ funder: 'region', region: '93' });
    await perform(
      refuseApplication,
      { ...named, reason: 'Retombées insuffisantes' },
      bench.on('2014-08-02', stateOfficer),
    );
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
      const { project } = await bench.consortium();
      const input = { project, call: 'fui-18', funder: 'state', ...more } as const;
      const refused = await refusalOf(perform(draftApplication, input as never, bench.on('2014-07-01', director)));
      expect(refused).toMatchObject({ code, field });
      expect((await perform(getFunding, { project }, bench.on('2014-07-01', director))).files).toEqual([]);
    },
  );

  it('Aid above the costs of a partner is a slip of unit and says so; costs of a few euros are doubted', async () => {
    const { project, partners } = await bench.consortium();
    const refused = await refusalOf(
      perform(
        draftApplication,
        {
          project,
          call: 'fui-18',
          funder: 'state',
          amounts: [{ partner: partners[0]!, askedCents: 27_000_000 * EUROS }],
        },
        bench.on('2014-07-01', director),
      ),
    );
    expect(refused).toMatchObject({ code: 'ASKED_ABOVE_COSTS' });
    expect(refused.message).toContain('en euros');
    const costs = [{ nature: 'staff' as const, research: 'industrial' as const, amountCents: 600 * EUROS }];
    await perform(amendPartner, { project, partner: partners[1]!, revision: 2, costs }, bench.on('2014-07-01'));
    const view = await perform(getFunding, { project }, bench.on('2014-07-01', director));
    expect(view.warnings).toHaveLength(1);
    expect(view.warnings[0]!.fr).toContain('non en milliers d’euros');
  });

  it('Amounts change while a file is in preparation, and no longer once it is submitted', async () => {
    const { named, partners } = await bench.submitted();
    const amounts = [{ partner: partners[0]!, askedCents: 1_000 }];
    expect((await refusalOf(perform(setAskedAid, { ...named, amounts }, bench.on('2014-07-16', director)))).code).toBe(
      'FILE_STATE',
    );
  });
});
