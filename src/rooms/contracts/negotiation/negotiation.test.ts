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
import { callBy, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { contractBuilders } from '../contracts.fixture.ts';
import { PHASE_3_RULES } from '../settings/contract-rules.ts';
import { saveRules } from '../settings/settings.store.ts';
import { completeCondition } from './condition.actions.ts';
import { getNegotiation } from './negotiation.query.ts';
import { openDiscussion } from './open-discussion.action.ts';
import { planPresentation } from './plan-presentation.action.ts';
import { presentProject } from './present-project.action.ts';
import { plannedSessionOf, presentationOf } from './presentation.store.ts';
import { receivedOn } from './reception.store.ts';
import { recordAnswer } from './record-answer.action.ts';
import { recordOpinion } from './record-opinion.action.ts';
import { resendDraft } from './resend-draft.action.ts';
import { resumeDiscussion } from './resume-discussion.action.ts';
import { isAnswerAwaited, silenceJob } from './silence.job.ts';
import { waivePresentation } from './waive-presentation.action.ts';

const inRegion = (role: 'state-officer' | 'region-officer', region = '82@2013'): Actor =>
  someone({ role, scope: { kind: 'region', id: region } });
const state = inRegion('state-officer');
const region = inRegion('region-officer');
const director = (cluster: string): Actor =>
  someone({ role: 'cluster-director', scope: { kind: 'cluster', id: cluster } });

describe.each(eachStore)('Negotiating a contract, on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
  });
  const on = (day: string): Services => ({ ...services, clock: fixedClock(`${day}T10:00:00Z`) });
  const by = (actor: Actor | undefined, day: string) => callBy(on(day), actor);
  const contractOf = async (cluster: string, complete = true) => {
    const built = contractBuilders(on('2013-02-01')).a.contract(cluster);
    return (await (complete ? built.complete() : built).save()).contract;
  };
  const read = (contract: string, actor: Actor | undefined, day: string) =>
    perform(getNegotiation, { contract }, by(actor, day));
  const runJob = (day: string) =>
    silenceJob.run({ id: 'job-essai', services: on(day), now: on(day).clock.now(), log: silentLog } as JobContext);

  it('A project goes from draft to discussion to presented, each step with what it asks for (R27, R34)', async () => {
    const contract = await contractOf('minalogic', false);
    const early = await refusalOf(
      perform(presentProject, { contract, sessionOn: '2013-02-01', reference: 'CNI 1' }, by(state, '2013-02-01')),
    );
    expect(early).toMatchObject({ code: 'CONTRACT_STATE', message: expect.stringContaining('En discussion') });
    await perform(openDiscussion, { contract }, by(director('minalogic'), '2013-02-10'));
    expect([...(await receivedOn(services.store.sql, contract))]).toEqual([
      ['region-82', '2013-02-10'],
      ['state-82', '2013-02-10'],
    ]);
    const incomplete = await refusalOf(
      perform(presentProject, { contract, sessionOn: '2013-03-01', reference: 'CNI 1' }, by(state, '2013-03-02')),
    );
    expect(incomplete.message).toContain('incomplet');
    expect((await read(contract, state, '2013-03-02')).acts).toContainEqual({
      act: 'presentProject',
      open: false,
      reasons: [expect.objectContaining({ fr: expect.stringContaining('incomplet') })],
    });
  });

  it('A session may be planned before it is held, and only a held one or a waiver counts as a presentation (R27)', async () => {
    const contract = await contractOf('axelera');
    const { sql } = services.store;
    await perform(openDiscussion, { contract }, by(director('axelera'), '2013-02-10'));
    await perform(planPresentation, { contract, plannedOn: '2013-04-20' }, by(director('axelera'), '2013-03-01'));
    expect(await plannedSessionOf(sql, contract)).toBe('2013-04-20');
    expect(await presentationOf(sql, contract)).toBeNull();
    const future = perform(
      presentProject,
      { contract, sessionOn: '2013-04-20', reference: 'CNI 7' },
      by(state, '2013-04-19'),
    );
    expect(await refusalOf(future)).toMatchObject({ code: 'SESSION_IN_FUTURE', field: 'sessionOn' });
    await perform(presentProject, { contract, sessionOn: '2013-04-20', reference: 'CNI 7' }, by(state, '2013-04-20'));
    expect(await presentationOf(sql, contract)).toMatchObject({ sessionOn: '2013-04-20', waiver: null, opinion: null });
    expect(await plannedSessionOf(sql, contract)).toBeNull();

    const { cniDays } = PHASE_3_RULES;
    expect(cniDays).toBe(45);
    expect((await read(contract, state, '2013-06-04')).presentation?.opinion).toBeNull();
    expect((await read(contract, state, '2013-06-05')).presentation?.opinion).toBe('none');
  });

  it('The State may waive the presentation with a reason; nobody else may (R27)', async () => {
    const contract = await contractOf('lyonbiopole');
    await perform(openDiscussion, { contract }, by(director('lyonbiopole'), '2013-02-10'));
    const waiver = { contract, reason: 'Déjà entendu en 2012' };
    expect(await refusalOf(perform(waivePresentation, waiver, by(region, '2013-03-01')))).toMatchObject({
      code: 'NOT_YOUR_FUNCTION',
    });
    expect(
      await refusalOf(perform(waivePresentation, { ...waiver, reason: ' ' }, by(state, '2013-03-01'))),
    ).toMatchObject({ code: 'INVALID_INPUT', field: 'reason' });
    await perform(waivePresentation, waiver, by(state, '2013-03-01'));
    expect(await presentationOf(services.store.sql, contract)).toMatchObject({
      sessionOn: null,
      waiver: { reason: 'Déjà entendu en 2012', on: '2013-03-01' },
    });
    expect((await read(contract, state, '2013-03-01')).contract.state).toBe('presented');
  });

  it('An opinion with reservations leaves conditions as tasks; an unfavourable one takes the project back to discussion (R27, R34)', async () => {
    const contract = await contractOf('imaginove');
    const { sql } = services.store;
    await perform(openDiscussion, { contract }, by(director('imaginove'), '2013-02-10'));
    const session = { contract, sessionOn: '2013-03-05', reference: 'CNI 2' };
    await perform(presentProject, session, by(state, '2013-03-05'));
    const refused = { contract, opinion: 'unfavourable' as const, opinionOn: '2013-03-20' };
    expect(await perform(recordOpinion, refused, by(state, '2013-03-20'))).toMatchObject({ resumed: true });
    expect(await presentationOf(sql, contract)).toBeNull();
    await perform(presentProject, { ...session, sessionOn: '2013-04-05' }, by(state, '2013-04-05'));
    await perform(
      recordOpinion,
      {
        contract,
        opinion: 'with-reservations',
        conditions: [{ text: 'Chiffrer le marché visé', dueOn: '2013-05-01', responsible: 'Équipe du pôle' }],
      },
      by(state, '2013-04-20'),
    );
    const team = await read(contract, director('imaginove'), '2013-05-02');
    expect(team.formerPresentations).toHaveLength(1);
    expect(team.mine[0]).toMatchObject({ kind: 'condition', late: true, dueOn: '2013-05-01' });
    const { id } = team.conditions[0]!;
    await perform(
      completeCondition,
      { contract, condition: id, word: 'Étude jointe' },
      by(director('imaginove'), '2013-05-02'),
    );
    expect((await read(contract, state, '2013-05-02')).conditions[0]!.done).toMatchObject({
      on: '2013-05-02',
      word: 'Étude jointe',
    });
    await perform(resumeDiscussion, { contract, reason: 'Nouveau financeur' }, by(state, '2013-05-03'));
    expect(await presentationOf(sql, contract)).toBeNull();
  });

  it('Each authority answers in its own name, its clock stops, and a changed draft starts another', async () => {
    const contract = await contractOf('techtera');
    await perform(openDiscussion, { contract }, by(director('techtera'), '2013-02-10'));
    const answer = { contract, party: 'region-82', answer: 'agrees' as const };
    expect(await refusalOf(perform(recordAnswer, answer, by(state, '2013-02-20')))).toMatchObject({
      code: 'NOT_YOUR_PARTY',
    });
    expect(
      await refusalOf(perform(recordAnswer, answer, by(inRegion('region-officer', '94@2013'), '2013-02-20'))),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await read(contract, region, '2013-02-20')).mine).toMatchObject([{ kind: 'answer', dueOn: '2013-04-11' }]);
    await perform(recordAnswer, answer, by(region, '2013-02-20'));
    const changes = { contract, party: 'state-82', answer: 'asks-changes' as const };
    expect(await refusalOf(perform(recordAnswer, changes, by(state, '2013-03-01')))).toMatchObject({
      code: 'ANSWER_NEEDS_TEXT',
      field: 'text',
    });
    await perform(recordAnswer, { ...changes, text: 'Des cibles plus hautes' }, by(state, '2013-03-01'));
    const seen = await read(contract, director('techtera'), '2013-05-01');
    expect(
      seen.clocks.map(({ party, received, answer: given }) => [party, received?.state, received?.days, given?.given]),
    ).toEqual([
      ['state-82', 'answered', 19, 'asks-changes'],
      ['region-82', 'answered', 10, 'agrees'],
    ]);

    const sent = await perform(resendDraft, { contract }, by(director('techtera'), '2013-05-10'));
    expect(sent.parties).toEqual(['state-82']);
    expect(Object.fromEntries(await receivedOn(services.store.sql, contract))).toEqual({
      'state-82': '2013-05-10',
      'region-82': '2013-02-10',
    });
    const again = await read(contract, state, '2013-05-11');
    expect(again.clocks.find(({ party }) => party === 'state-82')).toMatchObject({
      received: { on: '2013-05-10', round: 2, state: 'running' },
      earlier: [{ receivedOn: '2013-02-10', answer: 'asks-changes' }],
      mayAnswer: true,
    });
  });

  it('Silence has the consequence that the rules state, on the day after the deadline and once', async () => {
    for (const { silence, cluster } of [
      { silence: 'deemed-agreed', cluster: 'viameca' },
      { silence: 'escalated', cluster: 'plastipolis' },
    ] as const) {
      await saveRules(services.store.sql, { ...PHASE_3_RULES, silence }, 1);
      const contract = await contractOf(cluster);
      await perform(openDiscussion, { contract }, by(director(cluster), '2013-02-10'));
      await perform(recordAnswer, { contract, party: 'region-82', answer: 'agrees' }, by(region, '2013-02-20'));
      // The rule of the day of reception stays, whatever the programme decides later.
      await saveRules(services.store.sql, { ...PHASE_3_RULES, silence: 'nothing' }, 2);
      await runJob('2013-04-11');
      expect(
        (await read(contract, state, '2013-04-11')).clocks.find(({ party }) => party === 'state-82')!.outcome,
      ).toBeNull();
      for (const day of ['2013-04-12', '2013-04-12', '2013-04-13']) await runJob(day);
      const outcomes = (await read(contract, state, '2013-04-13')).clocks.flatMap(({ party, outcome }) =>
        outcome ? [[party, outcome.kind, outcome.on]] : [],
      );
      // Clusters on two regions have authorities of the other one, silent too.
      expect(outcomes).toContainEqual(['state-82', silence, '2013-04-12']);
      expect(outcomes.some(([party]) => party === 'region-82')).toBe(false);
      expect(outcomes.every(([, kind]) => kind === silence)).toBe(true);
    }
    await saveRules(services.store.sql, PHASE_3_RULES, 3);
  });

  it('A reminder leaves once per interval, and not when the answer came meanwhile', async () => {
    await createPerson(services, {
      email: 'region@exemple.fr',
      password: 'un mot de passe long',
      grants: [{ role: 'region-officer', scope: { kind: 'region', id: '82@2013' } }],
    });
    const contract = await contractOf('tenerrdis');
    await perform(openDiscussion, { contract }, by(director('tenerrdis'), '2013-02-10'));
    for (const day of ['2013-04-12', '2013-04-12', '2013-04-25', '2013-04-26']) await runJob(day);
    const reminders = (await latestMails(services.store.sql, {}, 50)).filter(
      ({ to, stillNeeded }) => to === 'region@exemple.fr' && stillNeeded !== null,
    );
    const ours = reminders.filter(({ about }) => (about as { contract: string }).contract === contract);
    expect(ours).toHaveLength(2);
    const { sql } = services.store;
    expect(await isAnswerAwaited(sql, ours[0]!.about)).toBe(true);
    await perform(recordAnswer, { contract, party: 'region-82', answer: 'agrees' }, by(region, '2013-04-27'));
    expect(await isAnswerAwaited(sql, ours[0]!.about)).toBe(false);
  });
});
