import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import type { JobContext } from '#kit/jobs.ts';
import { silentLog } from '#kit/log.ts';
import { latestMails } from '#kit/mail.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { createPerson } from '#rooms/access';
import { loadIndicators, retainedValues, sourcesOf } from '#rooms/indicators';
import { builders, callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { usualSettings } from '../campaign.ts';
import { followedContract } from '../campaigns.fixture.ts';
import { openReturn } from '../filling/open-return.action.ts';
import { getReturn } from '../filling/return.query.ts';
import { saveCells } from '../filling/save-cells.action.ts';
import { submitReturn } from '../filling/submit-return.action.ts';
import { cellsOf } from '../return.store.ts';
import { getCampaign } from '../steering/campaign.query.ts';
import { closeWithoutReturn } from '../steering/close-without-return.action.ts';
import { grantDelay } from '../steering/grant-delay.action.ts';
import { prepareCampaign } from '../steering/prepare-campaign.action.ts';
import { addQuestion } from '../steering/question.actions.ts';
import { listQuestions } from '../steering/questions.query.ts';
import { recordException } from '../steering/record-exception.action.ts';
import { getResults } from '../steering/results.query.ts';
import { openCampaign, publishCampaign } from '../steering/run-campaign.actions.ts';
import { steeringChecks, steeringJobs } from '../steering/steering.jobs.ts';
import { validateCampaign } from '../steering/validate-campaign.action.ts';
import { approvalJobs } from './approval.jobs.ts';
import { approvalTaskKinds } from './approval.tasks.ts';
import { acceptForRegion, acceptForState, sendBackReturn } from './decide-return.actions.ts';
import { acceptUnchanged, answerQuestion, giveVerdict } from './give-verdict.action.ts';
import { giveReturnOpinion } from './opinion.actions.ts';
import { getReview, listReviews } from './review.query.ts';

const YEAR = 2014;
const MINALOGIC = { cluster: 'minalogic', year: YEAR };
/** Never answered by anybody. */
const SILENT = { cluster: 'plastipolis', year: YEAR };
/** Begins late, and never submits. */
const ABSENT = { cluster: 'qualitropic', year: YEAR };

const officer = (role: 'state-officer' | 'region-officer', region = '82@2013'): Actor =>
  someone({ role, scope: { kind: 'region', id: region } });
const director = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });
const state = officer('state-officer');
const region = officer('region-officer');

/** One year, told in the order of its days: each part starts from what the part before left. */
describe.each(eachStore)('A campaign from its preparation to its publication, on the $name store', ({ open }) => {
  let services: Services;
  let own: string;
  const on = (day: string): Services => ({ ...services, clock: fixedClock(`${day}T10:00:00Z`) });
  const by = (actor: Actor | undefined, day: string) => callBy(on(day), actor);
  const runJobs = async (jobs: typeof steeringJobs, day: string): Promise<void> => {
    for (const job of jobs) {
      const { signal } = new AbortController();
      await job.run({
        id: 'job-essai',
        services: on(day),
        now: on(day).clock.now(),
        log: silentLog,
        signal,
      } as JobContext);
    }
  };
  const review = (day: string, of = MINALOGIC) => perform(getReview, of, by(state, day));
  const mailsTo = (address: string) => latestMails(services.store.sql, { text: address }, 100);

  /** Fills in every figure of a return that nobody can count, with the reasons that gaps ask. */
  async function fillIn(of: typeof MINALOGIC, day: string, ownKey: string): Promise<void> {
    const late = { code: 'calendar-slipped', text: '' };
    const known = (value: number) => ({ state: 'known' as const, value });
    await perform(openReturn, of, by(undefined, day));
    await perform(
      saveCells,
      {
        ...of,
        cells: [
          { key: 'MEM-02', revision: 1, reason: late },
          { key: 'MEM-03', revision: 1, reason: late },
          { key: 'PRJ-03', revision: 1, reason: late },
          { key: 'FIN-02', revision: 1, answer: known(180_000_000) },
          { key: ownKey, revision: 1, answer: known(13) },
        ],
      },
      by(undefined, day),
    );
  }
  const submit = (of: typeof MINALOGIC, day: string) =>
    perform(submitReturn, { ...of, approver: 'Anne Exemple', approverFunction: 'Présidente' }, by(undefined, day));

  beforeAll(async () => {
    services = await partlyFurnished(open);
    await services.store.sql.transaction().execute(loadIndicators);
    const { a, an } = builders(services);
    for (const cluster of ['minalogic', 'plastipolis'])
      for (const headcount of [12, 300]) {
        const organisation = await an.organisation().withAccounts(2013, headcount, 1_000_000, 1_000_000).save();
        await a.membership().of(organisation).in(cluster).save();
      }
    ({ own } = await followedContract(services));
    await followedContract(services, SILENT.cluster);
    await followedContract(services, ABSENT.cluster);
    for (const [email, id] of [
      ['directrice@exemple.fr', 'minalogic'],
      ['absent@exemple.fr', ABSENT.cluster],
    ] as const)
      await createPerson(services, { email, grants: [{ role: 'cluster-director', scope: { kind: 'cluster', id } }] });
  });

  it('opens on its day, not before, and writes to those who owe a return (R29, R110)', async () => {
    await perform(prepareCampaign, { year: YEAR, ...usualSettings(YEAR) }, by(undefined, '2015-01-05'));
    const early = await refusalOf(perform(openCampaign, { year: YEAR }, by(undefined, '2015-01-14')));
    expect(early.message).toContain('jour d’ouverture');
    const opened = await perform(openCampaign, { year: YEAR }, by(undefined, '2015-01-15'));
    expect(opened).toEqual({ year: YEAR, clusters: 3, people: 2 });
    expect((await mailsTo('directrice@exemple.fr'))[0]!.subject).toContain('La campagne 2014 est ouverte');
    const { counts } = await perform(getCampaign, { year: YEAR }, by(undefined, '2015-01-15'));
    expect(counts.find(({ standing }) => standing === 'not-started')!.count).toBe(3);
  });

  it('warns whoever adds a question when its minutes pass the ceiling of a quarter, and asks to go on knowingly (principle 3)', async () => {
    const question = {
      year: YEAR,
      kind: 'text' as const,
      labelFr: 'Faits marquants de l’année',
      labelEn: 'Highlights of the year',
      basis: 'Instruction de phase III',
      reader: 'Comité de pilotage',
      lastYear: YEAR,
    };
    const call = by(undefined, '2015-01-15');
    const added = await perform(addQuestion, { ...question, minutes: 120 }, call);
    expect(added).toMatchObject({ perQuarter: 30, above: false });
    const refused = await refusalOf(perform(addQuestion, { ...question, minutes: 2 }, call));
    expect(refused).toMatchObject({
      code: 'ABOVE_CEILING',
      message: expect.stringContaining('30,5 minutes par trimestre'),
    });
    await perform(addQuestion, { ...question, minutes: 2, beyondCeiling: true }, call);
    const without = await refusalOf(perform(addQuestion, { ...question, minutes: 0, basis: ' ' }, call));
    expect(without).toMatchObject({ code: 'INVALID_INPUT', field: 'basis' });
    const { burden, rows } = await perform(listQuestions, { year: YEAR }, call);
    expect(burden).toMatchObject({ perQuarter: 30.5, above: true });
    await services.store.query(`update campaigns.question set withdrawn_at = now(), withdrawn_reason = 'Essai'`);
    expect(rows).toHaveLength(2);
  });

  it('reminds once those who did not begin, and looks again before the message leaves', async () => {
    await perform(openReturn, MINALOGIC, by(director, '2015-03-01'));
    await runJobs(steeringJobs, '2015-03-25');
    await runJobs(steeringJobs, '2015-03-26');
    const reminders = (await mailsTo('absent@exemple.fr')).filter(({ subject }) =>
      subject.includes('pas encore commencée'),
    );
    expect(reminders).toHaveLength(1);
    expect((await mailsTo('directrice@exemple.fr')).some(({ subject }) => subject.includes('pas encore'))).toBe(false);
    const check = steeringChecks['campaigns.isNotStarted']!;
    expect(await check(services.store.sql, ABSENT)).toBe(true);
    expect(await check(services.store.sql, MINALOGIC)).toBe(false);
  });

  it('is examined by the State first, with what stands out on top (R110)', async () => {
    await fillIn(MINALOGIC, '2015-03-10', own);
    const submitted = await submit(MINALOGIC, '2015-03-15');
    expect(submitted.answerDueOn).toBe('2015-04-14');
    const seen = await review('2015-03-16');
    const first = seen.figures.filter((figure) => figure.first).map(({ key, marks }) => [key, ...marks]);
    expect(first).toContainEqual(['MEM-02', 'gap']);
    expect(first.map(([key]) => key)).not.toContain('FIN-02');
    const early = await refusalOf(perform(acceptForRegion, MINALOGIC, by(region, '2015-03-16')));
    expect(early).toMatchObject({ code: 'NOT_YOUR_TURN', message: expect.stringContaining('l’État') });
    const { rows } = await perform(listReviews, { year: YEAR }, by(state, '2015-03-16'));
    expect(rows).toMatchObject([{ cluster: { id: 'minalogic' }, step: 'state', mine: true, dueOn: '2015-04-14' }]);
    const task = await approvalTaskKinds[0]!.find({ sql: services.store.sql, actor: state } as never);
    expect(task).toMatchObject([{ fr: 'Examiner la déclaration 2014', dueOn: '2015-04-14' }]);
  });

  it('is not accepted while a question waits for the cluster, whose answer stands beside the value', async () => {
    const day = '2015-03-20';
    const asked = await perform(
      giveVerdict,
      { ...MINALOGIC, key: 'FIN-02', verdict: 'questioned', reason: 'Quelles levées ?' },
      by(state, day),
    );
    const waiting = await refusalOf(perform(acceptForState, MINALOGIC, by(state, day)));
    expect(waiting.message).toContain('attendez la réponse du pôle');
    await perform(answerQuestion, { ...MINALOGIC, ...asked, answer: 'Deux tours de table.' }, by(director, day));
    const { figures, acts } = await review(day);
    expect(figures.find(({ key }) => key === 'FIN-02')!.verdicts).toMatchObject([{ answer: 'Deux tours de table.' }]);
    expect(acts.find(({ act }) => act === 'acceptForState')!.reasons).toEqual([]);
    const nothing = await refusalOf(perform(sendBackReturn, { ...MINALOGIC, reason: 'À revoir' }, by(state, day)));
    expect(nothing.message).toContain('au moins pour une valeur');
  });

  it('comes back with what was mended, and only that is to be looked at again', async () => {
    const day = '2015-03-22';
    const reason = 'Le total dépasse la liste jointe.';
    await perform(giveVerdict, { ...MINALOGIC, key: own, verdict: 'returned', reason }, by(state, day));
    await perform(sendBackReturn, { ...MINALOGIC, reason: 'Une valeur à reprendre.' }, by(state, day));
    const told = (await mailsTo('directrice@exemple.fr')).find(({ subject }) => subject.includes('renvoyée'));
    expect(told!.text).toContain(reason);
    const { id } = await services.store.sql
      .selectFrom('campaigns.return')
      .selectAll()
      .where('cluster_id', '=', 'minalogic')
      .executeTakeFirstOrThrow();
    const { revision } = (await cellsOf(services.store.sql, id)).find(({ key }) => key === own)!;
    const mended = { key: own, revision, answer: { state: 'known' as const, value: 12 } };
    await perform(saveCells, { ...MINALOGIC, cells: [mended] }, by(director, '2015-03-25'));
    await submit(MINALOGIC, '2015-03-25');
    const again = await review('2015-03-26');
    expect(again.round).toBe(2);
    expect(again.figures.filter(({ first }) => first).map(({ key, marks, before }) => [key, marks[0], before])).toEqual(
      expect.arrayContaining([
        [own, 'asked-before', '13 produits'],
        ['FIN-02', 'asked-before', expect.any(String)],
      ]),
    );
    expect(again.figures.filter(({ first }) => first)).toHaveLength(2);
    const { accepted } = await perform(acceptUnchanged, MINALOGIC, by(state, '2015-03-26'));
    expect(accepted).toBe(again.figures.length - 2);
  });

  it('is validated by the coordinating region, whose own days start with the State’s answer', async () => {
    const accepted = await perform(acceptForState, MINALOGIC, by(state, '2015-03-27'));
    expect(accepted).toMatchObject({ state: 'state-accepted', answerDueOn: '2015-04-26' });
    const elsewhere = await refusalOf(
      perform(acceptForRegion, MINALOGIC, by(officer('region-officer', '93@2013'), '2015-04-01')),
    );
    expect(elsewhere.code).toBe('NOT_FOUND');
    expect(await perform(acceptForRegion, MINALOGIC, by(region, '2015-04-01'))).toMatchObject({ state: 'validated' });
  });

  it('takes the silence of an authority for what the rule says, the day after its last, and names nobody', async () => {
    const contract = await services.store.sql
      .selectFrom('contracts.contract')
      .select('id')
      .where('cluster_id', '=', SILENT.cluster)
      .executeTakeFirstOrThrow();
    await perform(openReturn, SILENT, by(undefined, '2015-03-01'));
    const { rows } = (await services.store.query(
      `select key from campaigns.cell where return_id = $1 and key like $2`,
      [`${SILENT.cluster}-${YEAR}`, `${contract.id}/%`],
    )) as { rows: { key: string }[] };
    await fillIn(SILENT, '2015-03-01', rows[0]!.key);
    expect(await submit(SILENT, '2015-03-01')).toMatchObject({ answerDueOn: '2015-03-31' });
    await runJobs(approvalJobs, '2015-03-31');
    expect(await review('2015-03-31', SILENT)).toMatchObject({ state: 'submitted', decisions: [] });
    await runJobs(approvalJobs, '2015-04-01');
    expect(await review('2015-04-01', SILENT)).toMatchObject({
      state: 'state-accepted',
      dueOn: '2015-05-01',
      decisions: [{ step: 'state', outcome: 'accepted-by-silence', by: null }],
    });
    await runJobs(approvalJobs, '2015-05-02');
    expect(await review('2015-05-02', SILENT)).toMatchObject({
      state: 'validated',
      decisions: [{ by: null }, { by: null }],
    });
  });

  it('shows what another region of the contract thinks beside the others, and lets nobody else speak for it', async () => {
    const opinion = { ...SILENT, party: 'region-43', opinion: 'reserved' as const };
    const neighbour = officer('region-officer', '43@2013');
    const other = await refusalOf(perform(giveReturnOpinion, opinion, by(region, '2015-04-02')));
    expect(other.code).toBe('NOT_YOUR_PARTY');
    const bare = await refusalOf(perform(giveReturnOpinion, opinion, by(neighbour, '2015-04-02')));
    expect(bare.code).toBe('OPINION_WITHOUT_WORDS');
    await perform(giveReturnOpinion, { ...opinion, text: 'Peu de PME du Jura.' }, by(neighbour, '2015-04-02'));
    const { opinions } = await review('2015-04-02', SILENT);
    expect(opinions).toContainEqual(expect.objectContaining({ party: 'region-43', opinion: 'reserved' }));
  });

  it('closes by itself once late returns have had their time, and no person closed it', async () => {
    await runJobs(steeringJobs, '2015-04-30');
    expect(await perform(getCampaign, { year: YEAR }, by(undefined, '2015-04-30'))).toMatchObject({
      state: 'open',
      late: 1,
    });
    await runJobs(steeringJobs, '2015-05-01');
    const closed = await perform(getCampaign, { year: YEAR }, by(undefined, '2015-05-01'));
    expect(closed).toMatchObject({ state: 'checking', closedByItself: true });
  });

  it('takes what one cluster was given more time for, named and dated, once the collection of the others is closed (R110)', async () => {
    const grant = (untilOn: string, day = '2015-05-02') =>
      perform(grantDelay, { ...ABSENT, untilOn, reason: 'Directrice nouvelle (fictif)' } as never, by(undefined, day));
    expect((await refusalOf(perform(openReturn, ABSENT, by(undefined, '2015-05-02')))).code).toBe('CAMPAIGN_CLOSED');
    expect(await refusalOf(grant('2015-05-01'))).toMatchObject({ code: 'DELAY_TOO_SHORT' });
    await grant('2015-05-20');
    const row = async (day: string) =>
      (await perform(getCampaign, { year: YEAR }, by(undefined, day))).rows.find(
        ({ cluster }) => cluster.id === ABSENT.cluster,
      );
    expect(await row('2015-05-20')).toMatchObject({
      late: false,
      dueOn: '2015-05-20',
      delay: { untilOn: '2015-05-20' },
    });
    expect(await row('2015-05-21')).toMatchObject({ late: true });
    expect((await mailsTo('absent@exemple.fr'))[0]!.subject).toContain('20 mai 2015');
    const closing = { ...ABSENT, reason: 'Trop tôt' };
    expect((await refusalOf(perform(closeWithoutReturn, closing, by(undefined, '2015-05-20')))).message).toContain(
      'date limite',
    );
    expect((await refusalOf(perform(openReturn, ABSENT, by(undefined, '2015-05-21')))).code).toBe('CAMPAIGN_CLOSED');
    expect(await perform(openReturn, ABSENT, by(undefined, '2015-05-20'))).toMatchObject({ opened: true });
    const write = (day: string) => {
      const answer = { state: 'known' as const, value: 7 };
      return perform(saveCells, { ...ABSENT, cells: [{ key: 'FIN-02', revision: 1, answer }] }, by(undefined, day));
    };
    expect((await refusalOf(write('2015-05-21'))).code).toBe('CAMPAIGN_CLOSED');
    await write('2015-05-20');
    const submitted = (await perform(getReturn, MINALOGIC, by(undefined, '2015-05-20'))).held!;
    expect(submitted.dueOn).toBe('2015-03-31');
    expect(
      (
        await refusalOf(
          perform(
            grantDelay,
            { ...MINALOGIC, untilOn: '2015-06-30', reason: 'Essai' } as never,
            by(undefined, '2015-05-20'),
          ),
        )
      ).code,
    ).toBe('NOT_WAITED_FOR');
  });

  it('is frozen once every return is settled; the database then refuses any change, and indicators have the declared values (R110)', async () => {
    const call = by(undefined, '2015-06-01');
    const left = await refusalOf(perform(validateCampaign, { year: YEAR }, call));
    expect(left.message).toContain('attendent encore un dépôt');
    await perform(closeWithoutReturn, { ...ABSENT, reason: 'Pôle fusionné (fictif)' }, call);
    expect(await perform(validateCampaign, { year: YEAR }, call)).toMatchObject({ returns: 2 });
    const id = `minalogic-${YEAR}`;
    await expect(
      services.store.query('update campaigns.cell set value = 1 where return_id = $1', [id]),
    ).rejects.toThrow(/frozen/);
    await expect(
      services.store.query(`update campaigns.return set state = 'draft' where id = $1`, [id]),
    ).rejects.toThrow(/frozen/);
    const scope = { clusters: ['minalogic'], fromYear: YEAR, toYear: YEAR, knownAt: null };
    const [declared] = await retainedValues(services.store.sql, { ...scope, indicators: [own] });
    expect(declared).toMatchObject({ source: 'declared', value: 12, producer: 'Minalogic', vintage: '2015-06-01' });
    const sources = await sourcesOf(services.store.sql, {
      indicator: 'MEM-02',
      cluster: 'minalogic',
      year: YEAR,
      vintages: false,
    });
    expect(sources.map(({ source, value }) => [source, value])).toEqual([
      ['counted', 2],
      ['declared', 2],
    ]);
  });

  it('changes after that by a named exception only, which gives the indicator a new vintage (R110)', async () => {
    const call = by(undefined, '2015-09-01');
    const exception = {
      ...MINALOGIC,
      key: 'MEM-02',
      title: 'Une entreprise comptée deux fois',
      state: 'known' as const,
      value: 1,
      reason: 'Fusion de deux SIREN',
      authority: 'Comité de pilotage',
      decidedOn: '2015-08-30',
    };
    expect(await refusalOf(perform(recordException, { ...exception, value: -1 }, call))).toMatchObject({
      code: 'FIGURE_FAULT',
    });
    await perform(recordException, exception, call);
    expect((await refusalOf(perform(recordException, exception, call))).code).toBe('NOTHING_CHANGED');
    const scope = { clusters: ['minalogic'], fromYear: YEAR, toYear: YEAR, knownAt: null };
    const [retained] = await retainedValues(services.store.sql, { ...scope, indicators: ['MEM-02'] });
    expect(retained).toMatchObject({
      source: 'declared',
      value: 1,
      vintage: '2015-09-01',
      reason: 'Fusion de deux SIREN',
    });
    const [kept] = (await cellsOf(services.store.sql, `minalogic-${YEAR}`)).filter(({ key }) => key === 'MEM-02');
    expect(kept!.value).toBe(2);
  });

  it('is published for everybody, exceptions named (R113, R118)', async () => {
    const stranger = {
      ...by(undefined, '2015-10-01'),
      actor: { kind: 'stranger', id: 'stranger', name: '', grants: [] } as Actor,
    };
    expect((await refusalOf(perform(getResults, { year: YEAR }, stranger))).code).toBe('NOT_PUBLISHED');
    await perform(publishCampaign, { year: YEAR }, by(undefined, '2015-10-01'));
    const results = await perform(getResults, { year: YEAR }, stranger);
    expect(results).toMatchObject({
      returns: 2,
      owing: 3,
      exceptions: [{ key: 'MEM-02', authority: 'Comité de pilotage' }],
    });
    // Two figures on funds raised, of clusters with fewer than three firms: neither may be read.
    expect(results.rows.find(({ code }) => code === 'FIN-02')).toMatchObject({ clusters: 0, withheld: 2 });
  });
});
