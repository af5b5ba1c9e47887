import { beforeAll, describe, expect, it } from 'vitest';
import { STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { sendMailJob } from '#kit/mail.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { webServer } from '#kit/web/server.ts';
import { access } from '#rooms/access';
import { refusalOf } from '#rooms/registry';
import type { BuiltProject } from '../projects.fixture.ts';
import { projects } from '../room.ts';
import { listFollowUps } from './campaign.query.ts';
import { completedProject, deliveryServices, people } from './delivery.testing.ts';
import { factTotal } from './fact.store.ts';
import { planProjectFollowUps, remindFollowUp, sendDueFollowUps, sendFollowUp } from './follow-up.actions.ts';
import { followUpChecks, followUpJobs } from './follow-up.jobs.ts';
import { followUpsOf, projectsToPlan } from './follow-up.store.ts';
import { answerFollowUp } from './follow-up-answer.action.ts';
import { getResults } from './results.query.ts';

describe.each(eachStore)('The follow-up of results by one-off link (R82), on the $name store', ({ open }) => {
  let services: Services & { clock: { set(at: string): void } };
  let built: BuiltProject;
  let by: ReturnType<typeof people>;
  let app: Awaited<ReturnType<typeof webServer>>;
  let project: string;
  const env = { incoming: { socket: { remoteAddress: '192.0.2.44' } } };

  beforeAll(async () => {
    services = await deliveryServices(open);
    built = await completedProject(services, 'Suivi fictif');
    project = built.project;
    by = people(services, built);
    app = await webServer({
      rooms: [access, projects],
      services,
      identify: async () => STRANGER,
      ready: async () => true,
    });
  });

  const context = (data: unknown = null) => ({
    id: 'job-essai',
    data,
    attempt: 1,
    isLastAttempt: false,
    now: services.clock.now(),
    services,
    log: services.log,
    signal: new AbortController().signal,
    newId: (prefix: string) => `${prefix}-essai`,
    complete: async () => {},
  });
  const run = (name: string) => followUpJobs.find((job) => job.name === name)!.run(context());
  const due = async (months = 12) =>
    (await followUpsOf(services.store.sql, project)).filter((one) => one.months === months);
  const lastMail = async (to: string) => {
    const { rows } = await services.store.query<{ id: string; body: string; state: string }>(
      'select id, body, state from kit.outbox where recipient = $1 order by queued_at desc, id desc limit 1',
      [to],
    );
    return { ...rows[0]!, path: /\/lien\/[\w-]{43}/.exec(rows[0]!.body)![0] };
  };
  const get = async (path: string) => {
    const response = await app.request(path, {}, env);
    return { status: response.status, text: await response.text() };
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const headers = { origin: services.config.url, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await app.request(
      path,
      { method: 'POST', headers, body: new URLSearchParams(fields).toString() },
      env,
    );
    return { status: response.status, text: await response.text() };
  };

  it('The job plans what is due and missing for each partner; again, it plans nothing', async () => {
    await run('projects.planDueFollowUps');
    const planned = await followUpsOf(services.store.sql, project);
    expect(planned).toHaveLength(built.partners.length * 4);
    expect(await projectsToPlan(services.store.sql)).toEqual([]);
    await run('projects.planDueFollowUps');
    expect(await followUpsOf(services.store.sql, project)).toEqual(planned);
    expect((await refusalOf(perform(planProjectFollowUps, { project }, by.team))).code).toBe('NOTHING_TO_PLAN');
  });

  it('The campaign shows who was not started; what is not due yet cannot be sent; without an address it says so', async () => {
    const campaign = await perform(listFollowUps, { cluster: 'minalogic' }, by.team);
    expect(campaign.rows.map(({ standing }) => standing)).toEqual(['not-started', 'not-started', 'not-started']);
    expect(campaign.rate).toEqual({ answers: 0, due: 3 });
    const [later] = await due(36);
    expect((await refusalOf(perform(sendFollowUp, { project, followUp: later!.id }, by.team))).code).toBe(
      'FOLLOW_UP_EARLY',
    );
    const [first] = await due();
    expect((await refusalOf(perform(sendFollowUp, { project, followUp: first!.id }, by.team))).field).toBe('email');
    expect((await refusalOf(perform(sendDueFollowUps, {}, by.team))).code).toBe('NOTHING_TO_SEND');
    expect((await perform(listFollowUps, {}, by.stranger)).total).toBe(0);
  });

  it('By the link, without an account: three questions, one answer; the answer becomes facts; used twice, it says so', async () => {
    const [first] = await due();
    await perform(sendFollowUp, { project, followUp: first!.id, email: 'gerant@exemple.fr' }, by.team);
    const { path } = await lastMail('gerant@exemple.fr');
    const page = await get(path);
    expect([
      page.status,
      page.text.includes('Chiffre d’affaires 2013'),
      page.text.includes('Je ne souhaite pas répondre'),
    ]).toEqual([200, true, true]);
    const answers = {
      answer: 'known',
      revenueEuros: '120 000',
      jobsCreated: '2,5',
      standing: 'sold-abroad',
      exportPercent: '30',
    };
    const mistyped = await post(path, { ...answers, revenueEuros: '1,234' });
    expect([mistyped.status, mistyped.text.includes('2,5')]).toEqual([422, true]);
    services.clock.set('2014-09-15T10:00:40Z');
    const openedAt = '2014-09-15T10:00:00.000Z';
    const sale = { firstSaleOn: '2013-10-01', firstSaleCountry: 'DE' };
    const answered = await post(path, { ...answers, ...sale, openedAt });
    expect([answered.status, answered.text.includes('Merci.')]).toEqual([200, true]);
    const again = await post(path, answers);
    expect([again.status, again.text.includes('a déjà servi')]).toEqual([410, true]);

    const [now] = (await due()).filter(({ id }) => id === first!.id);
    expect(now).toMatchObject({ state: 'answered', answered_on: '2014-09-15', seconds_spent: 40 });
    const { market } = await perform(getResults, { project }, by.team);
    expect(market!.years).toMatchObject([
      {
        year: 2013,
        revenueCents: 120_000_00,
        exportPercent: 30,
        jobsCreated: 2.5,
        jobsKept: null,
        source: 'follow-up-link',
      },
    ]);
    expect(market!.firstSales).toMatchObject([{ soldOn: '2013-10-01', country: 'DE', source: 'follow-up-link' }]);
    expect((await factTotal(services.store.sql, 'revenue', project)).amountCents).toBe(120_000_00);
  });

  it('Of two links for one question, the second says that the answer was given; “not known” over the telephone is an answer', async () => {
    const [, second, third] = await due();
    await perform(sendFollowUp, { project, followUp: second!.id, email: 'labo@exemple.fr' }, by.team);
    const sent = await lastMail('labo@exemple.fr');
    await perform(answerFollowUp, { project, followUp: second!.id, answer: 'not-known' }, by.team);
    const page = await get(sent.path);
    expect(page.text).toContain('Une réponse a déjà été enregistrée');
    expect((await post(sent.path, { answer: 'refused' })).status).toBe(409);
    const refused = { project, followUp: third!.id, answer: 'refused' as const, reason: 'Secret des affaires' };
    await perform(answerFollowUp, refused, by.state);
    const { rate, rows } = await perform(listFollowUps, { cluster: 'minalogic' }, by.team);
    expect(rate).toEqual({ answers: 3, due: 3 });
    expect(rows.map(({ standing }) => standing).toSorted()).toEqual(['answered', 'not-known', 'refused']);
    expect((await factTotal(services.store.sql, 'revenue', project)).facts).toBe(1);
  });

  it('A reminder that waited is withdrawn when the answer came in the meantime; a link that expired says until when it was good', async () => {
    const other = await completedProject(services, 'Relance fictive');
    await perform(planProjectFollowUps, { project: other.project }, by.team);
    const [first, second] = (await followUpsOf(services.store.sql, other.project)).filter(
      ({ months }) => months === 12,
    );
    const asked = { project: other.project, followUp: first!.id };
    await perform(sendFollowUp, { ...asked, email: 'relance@exemple.fr' }, by.team);
    await perform(sendFollowUp, { ...asked, followUp: second!.id, email: 'oubli@exemple.fr' }, by.team);
    expect((await refusalOf(perform(remindFollowUp, asked, by.team))).code).toBe('REMINDED_TODAY');
    services.clock.set('2014-10-20T08:00:00Z');
    await run('projects.remindFollowUps');
    const reminder = await lastMail('relance@exemple.fr');
    expect(reminder.body).toContain('Reminder: three questions');
    await perform(answerFollowUp, { ...asked, answer: 'refused' }, by.team);
    await sendMailJob(null, followUpChecks).run(context({ mail: reminder.id }));
    expect((await lastMail('relance@exemple.fr')).state).toBe('withdrawn');
    const { path } = await lastMail('oubli@exemple.fr');
    services.clock.set('2015-02-01T08:00:00Z');
    const expired = await get(path);
    expect([expired.status, expired.text.includes('expiré')]).toEqual([410, true]);
  });
});
