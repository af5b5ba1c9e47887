import fc from 'fast-check';
import { sql as fragment } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopDocx } from '#engines/documents/docx.ts';
import { stopPdf } from '#engines/documents/pdf.ts';
import { type Actor, STRANGER } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import { speaking } from '#kit/say.ts';
import { eachStore } from '#kit/testing/store.ts';
import { type InputOf, perform } from '#kit/web/route.ts';
import { actorOf, createPerson } from '#rooms/access';
import { builders, callBy, getWeek, partlyFurnished, refusalOf, someone } from '#rooms/registry';
import { addPartner } from '../project/add-partner.action.ts';
import { projectBuilders } from '../projects.fixture.ts';
import { assignReview } from './assign-review.action.ts';
import { getLabellingRules, listExperts, listMeetings } from './committee.queries.ts';
import { decideProjectLabel } from './decide-project-label.action.ts';
import { declareInterest, recordInterest } from './declare-interest.action.ts';
import { exportLabelLetter, exportMinutes } from './export-papers.query.ts';
import { getLabelFile } from './label-file.query.ts';
import { listLabelRequests } from './label-request-list.query.ts';
import { type LabellingCommittee, labellingBuilders, MARKS } from './labelling.fixture.ts';
import { getLabelling } from './labelling.query.ts';
import { labellingTaskKinds } from './labelling.tasks.ts';
import { getLabellingOdds } from './labelling-odds.query.ts';
import { closeMeeting, planMeeting, setAgenda } from './meeting.actions.ts';
import { getMeeting } from './meeting.query.ts';
import { openSubmission } from './open-submission.action.ts';
import { recordReview } from './record-review.action.ts';
import { getReview, listMyReviews } from './review.query.ts';
import { addExpert, saveExpert } from './save-expert.action.ts';
import { saveGrid } from './save-grid.action.ts';
import { setLabellingRules } from './set-labelling-rules.action.ts';
import { signConfidentiality } from './sign-confidentiality.action.ts';
import { submitForLabel } from './submit-for-label.action.ts';
import { recordAttendance, recordVotes } from './vote.actions.ts';
import { withdrawSubmission } from './withdraw-submission.action.ts';

afterAll(async () => {
  await stopPdf();
  await stopDocx();
});

const director = (cluster: string): Actor =>
  someone({ role: 'cluster-director', scope: { kind: 'cluster', id: cluster } });

describe.each(eachStore)('Labelling by clusters, on the $name store', ({ open }) => {
  let services: Services & { clock: ReturnType<typeof fixedClock> };
  let committee: LabellingCommittee;
  const sql = () => services.store.sql;
  const on = (day: string, actor?: Actor) => callBy({ ...services, clock: fixedClock(`${day}T10:00:00Z`) }, actor);
  const labelling = () => labellingBuilders(services);

  let past = 0;
  /** A decision of years ago, as an import would bring it. */
  async function pastDecision(project: string, cluster: string, decision: string, funded: boolean): Promise<void> {
    const id = `past-${++past}`;
    const call = `fui-ancien-${past}`;
    await fragment`insert into projects.meeting (id, cluster_id, held_on, state, closed_on) values (${id}, ${cluster}, '2012-05-04', 'closed', '2012-05-04')`.execute(
      sql(),
    );
    await fragment`insert into projects.submission (id, project_id, window_id, call_id, state, incubation_from, submitted_on, closed_on, recorded_at)
      values (${id}, ${project}, 'fui', ${call}, 'decided', '2012-01-02', '2012-01-02', '2012-05-04', '2012-05-04')`.execute(
      sql(),
    );
    await fragment`insert into projects.label (id, submission_id, project_id, call_id, cluster_id, lead, asked_on, decision, decided_on, procedure, meeting_id, reasons, reservations)
      values (${id}, ${id}, ${project}, ${call}, ${cluster}, true, '2012-01-02', ${decision}, '2012-05-04', 'meeting', ${id}, 'Essai', 'Essai')`.execute(
      sql(),
    );
    if (funded)
      await fragment`insert into projects.application (id, project_id, window_id, call_id, funder, state, submitted_on, selected_on, recorded_at)
        values (${id}, ${project}, 'fui', ${call}, 'state', 'selected', '2012-06-01', '2012-09-01', '2012-09-01')`.execute(
        sql(),
      );
  }

  beforeAll(async () => {
    const furnished = await partlyFurnished(open);
    services = { ...furnished, taskKinds: labellingTaskKinds } as typeof services;
    committee = await labelling().committee('minalogic');
  });

  it('A project is submitted to a call, a lead cluster and co-labels; the cluster receives it only when it is submitted (R61, R62)', async () => {
    const built = await projectBuilders(services).a.project().withConsortium().save();
    const { project } = built;
    const ask = { project, call: 'fui-21', lead: 'minalogic', coLabels: ['axelera'] };
    const opened = await perform(openSubmission, ask, on('2014-06-02'));
    expect(opened.labels).toHaveLength(2);
    const inbox = async () =>
      (await perform(listLabelRequests, { cluster: 'axelera' }, on('2014-06-02'))).rows.filter(
        (row) => row.project.id === project,
      );
    expect(await inbox()).toEqual([]);
    expect(await refusalOf(perform(openSubmission, ask, on('2014-06-02')))).toMatchObject({
      code: 'SUBMISSION_ALIVE',
      field: 'call',
    });
    expect(await refusalOf(perform(submitForLabel, opened, on('2014-06-03')))).toMatchObject({
      code: 'PRESENTATION_MISSING',
      field: 'presentation',
    });
    await perform(submitForLabel, { ...opened, presentation: 'Un capteur sobre' }, on('2014-06-03'));
    expect(await inbox()).toMatchObject([{ lead: false, askedOn: '2014-06-03', earliest: { day: '2014-08-02' } }]);
    const [shown] = (await perform(getLabelling, { project }, on('2014-06-03', director('minalogic')))).submissions;
    expect(shown!.labels.map(({ cluster, lead, conducts }) => [cluster.id, lead, conducts])).toEqual([
      ['minalogic', true, true],
      ['axelera', false, false],
    ]);
    await expect(
      fragment`update projects.label set lead = true where submission_id = ${opened.submission}`.execute(sql()),
    ).rejects.toThrow(/label_one_lead/);
    await perform(withdrawSubmission, { submission: opened.submission, reason: 'Remanié' }, on('2014-06-04'));
    const again = await perform(openSubmission, ask, on('2014-06-05'));
    expect(again.labels).not.toEqual(opened.labels);
  });

  it('A closed call is refused by its day, and one whose days are not known is let through, to be checked (R69)', async () => {
    const { project } = await projectBuilders(services).a.project().withConsortium().save();
    const ask = (call: string, day: string, more: Partial<InputOf<typeof openSubmission>> = {}) =>
      perform(openSubmission, { project, call, lead: 'minalogic', ...more }, on(day));
    expect(await refusalOf(ask('fui-99', '2014-06-02'))).toMatchObject({ code: 'UNKNOWN_CALL', field: 'call' });
    expect(await refusalOf(ask('fui-18', '2014-06-02', { lead: 'nulle-part' }))).toMatchObject({
      code: 'UNKNOWN_CLUSTER',
      field: 'lead',
    });
    expect(await refusalOf(ask('fui-18', '2014-06-02', { incubationFrom: '2014-06-03' }))).toMatchObject({
      code: 'INCUBATION_AHEAD',
    });
    await ask('fui-18', '2014-06-02');
    const { submissions } = await perform(getLabelling, { project }, on('2014-06-02'));
    expect(submissions[0]!.call).toMatchObject({ state: 'to-check', closes: null });
    expect(await refusalOf(ask('fui-21', '2016-02-01'))).toMatchObject({
      code: 'CALL_CLOSED',
      message: expect.stringContaining('8 décembre 2015'),
    });
  });

  it('Only the cluster’s team says that a project has been incubated for longer (R64)', async () => {
    const built = await projectBuilders(services).a.project().withConsortium().save();
    const partner = someone({
      role: 'organisation-member',
      scope: { kind: 'organisation', id: built.organisations[0]! },
    });
    const ask = { project: built.project, call: 'fui-21', lead: 'minalogic', incubationFrom: '2014-03-01' };
    expect(await refusalOf(perform(openSubmission, ask, on('2014-06-02', partner)))).toMatchObject({
      code: 'INCUBATION_BY_TEAM',
    });
    await perform(openSubmission, ask, on('2014-06-02', director('minalogic')));
    const { submissions } = await perform(getLabelling, { project: built.project }, on('2014-06-02', partner));
    expect(submissions[0]!.labels[0]!.earliest).toMatchObject({ day: '2014-05-01', basis: 'months' });
  });

  it('Two reviewers, a meeting, a quorum: the committee labels the project, and its letter is the same to the byte (R60, R63)', async () => {
    const file = await labelling().file(committee, { submittedOn: '2014-01-10', reviews: 2 });
    const held = '2014-04-02';
    const { meeting } = await perform(
      planMeeting,
      { cluster: 'minalogic', heldOn: held, place: 'Grenoble' },
      on('2014-03-20'),
    );
    await perform(setAgenda, { meeting, heldOn: held, labels: [file.label] }, on('2014-03-20'));
    const decide = (day: string, more: Partial<InputOf<typeof decideProjectLabel>> = {}) =>
      perform(
        decideProjectLabel,
        { label: file.label, meeting, decision: 'labelled', reasons: 'Verrou levé, marché clair.', ...more },
        on(day),
      );
    const votes = committee.experts.map((expert) => ({ expert, vote: 'for' as const }));
    expect(
      await refusalOf(perform(recordAttendance, { meeting, experts: committee.experts }, on('2014-03-20'))),
    ).toMatchObject({ code: 'MEETING_AHEAD' });
    expect(await refusalOf(perform(recordVotes, { meeting, label: file.label, votes }, on(held)))).toMatchObject({
      code: 'NOT_PRESENT',
      field: `votes.${committee.experts[0]}`,
    });
    await perform(recordAttendance, { meeting, experts: committee.experts }, on(held));
    expect(await refusalOf(decide(held))).toMatchObject({ code: 'NO_QUORUM' });
    await perform(recordVotes, { meeting, label: file.label, votes }, on(held));
    const shown = await perform(getMeeting, { meeting }, on(held));
    expect(shown.items[0]).toMatchObject({
      scores: { count: 2, spread: expect.any(Number) },
      tally: { for: 3, against: 0, cast: 3 },
      quorum: true,
      proposed: 'labelled',
    });
    expect(await refusalOf(perform(exportLabelLetter, { label: file.label }, on(held)))).toMatchObject({
      code: 'NO_LETTER',
    });
    const decided = await decide(held);
    expect(decided).toMatchObject({
      decidedOn: held,
      complete: true,
      reference: expect.stringMatching(/^minalogic-2014-\d+$/),
    });
    expect(await refusalOf(decide(held))).toMatchObject({ code: 'ALREADY_DECIDED' });
    await expect(
      fragment`update projects.label set reasons = 'autre' where id = ${file.label}`.execute(sql()),
    ).rejects.toThrow(/stays/);
    for (const format of ['pdf', 'docx'] as const) {
      const letter = (locale: 'fr' | 'en') =>
        speaking(locale, () => perform(exportLabelLetter, { label: file.label, format }, on('2014-05-01')));
      expect((await letter('en')).sha256).toBe((await letter('fr')).sha256);
    }
    const closed = await perform(closeMeeting, { meeting, minutes: 'Séance levée à midi.' }, on(held));
    expect(closed.postponed).toBe(0);
    expect((await perform(exportMinutes, { meeting }, on(held))).mediaType).toBe('application/pdf');
    expect(await refusalOf(perform(setAgenda, { meeting, heldOn: held }, on(held)))).toMatchObject({
      code: 'MEETING_CLOSED',
    });
    expect((await perform(listMeetings, { cluster: 'minalogic' }, on(held))).rows[0]).toMatchObject({
      state: 'closed',
      decided: 1,
    });
  });

  it('A cluster that does not hold its own label that day labels nothing (R60)', async () => {
    const cluster = await builders(services)
      .a.cluster()
      .inRegions('2013', '82')
      .labelled('2013-01-01', '2013-12-31')
      .save();
    const other = await labelling().committee(cluster);
    const file = await labelling().file(other, { submittedOn: '2014-01-10', reviews: 2 });
    const { meeting } = await labelling().voted(other, file, '2014-04-02');
    expect(
      await refusalOf(
        perform(
          decideProjectLabel,
          { label: file.label, meeting, decision: 'labelled', reasons: 'Bon projet' },
          on('2014-04-02'),
        ),
      ),
    ).toMatchObject({ code: 'CLUSTER_NOT_LABELLED', message: expect.stringContaining('2 avril 2014') });
  });

  it('Before the end of the incubation the cluster labels only with a reason, which the file keeps (R64)', async () => {
    const file = await labelling().file(committee, { submittedOn: '2014-03-01', reviews: 2 });
    const { meeting } = await labelling().voted(committee, file, '2014-04-30');
    const decide = (earlyReason?: string) =>
      perform(
        decideProjectLabel,
        { label: file.label, meeting, decision: 'labelled', reasons: 'Bon projet', earlyReason },
        on('2014-04-30'),
      );
    expect(await refusalOf(decide())).toMatchObject({
      code: 'TOO_EARLY',
      field: 'earlyReason',
      message: expect.stringContaining('1er mai 2014'),
    });
    await decide('L’appel a été avancé');
    const { decided } = await perform(getLabelFile, { label: file.label }, on('2014-05-02'));
    expect(decided).toMatchObject({ earlyReason: 'L’appel a été avancé' });
  });

  it('A co-label follows the lead cluster in writing; an off-strategy refusal names a better cluster (R109)', async () => {
    const file = await labelling().file(committee, { submittedOn: '2014-01-10', reviews: 2, coLabels: ['axelera'] });
    const coLabel = file.labels[1]!;
    const inWriting = (more: object) =>
      perform(
        decideProjectLabel,
        { label: coLabel, decision: 'labelled', reasons: 'Comme le chef de file', ...more },
        on('2014-04-03', director('axelera')),
      );
    expect(await refusalOf(inWriting({}))).toMatchObject({ code: 'LEAD_FIRST' });
    const { meeting } = await labelling().voted(committee, file, '2014-04-02');
    await perform(
      decideProjectLabel,
      { label: file.label, meeting, decision: 'labelled', reasons: 'Bon projet' },
      on('2014-04-02'),
    );
    const off = { decision: 'refused', offStrategy: true };
    expect(await refusalOf(inWriting(off))).toMatchObject({ code: 'BETTER_CLUSTER_MISSING', field: 'betterCluster' });
    expect(await refusalOf(inWriting({ ...off, betterCluster: 'axelera' }))).toMatchObject({
      code: 'BETTER_CLUSTER_ITSELF',
    });
    expect(await inWriting({ ...off, betterCluster: 'plastipolis' })).toMatchObject({ complete: true, meeting: null });
    const { submissions } = await perform(getLabelling, { project: file.project }, on('2014-04-04'));
    expect(submissions[0]).toMatchObject({
      state: 'decided',
      labels: [
        { decided: { decision: 'labelled', procedure: 'meeting' } },
        { decided: { decision: 'refused', procedure: 'written', betterCluster: { id: 'plastipolis' } } },
      ],
    });
  });

  it('An expert with an account reviews their own files and no others; out of reach is not found (R65)', async () => {
    const email = 'experte@exemple.fr';
    await createPerson(services, {
      email,
      password: 'un mot de passe long',
      grants: [{ role: 'support-provider', scope: { kind: 'organisation', id: committee.organisation } }],
    });
    const expertise = await actorOf(services, email);
    const { expert } = await perform(addExpert, { cluster: 'minalogic', name: 'Experte', email }, on('2014-01-05'));
    expect(
      await refusalOf(perform(addExpert, { cluster: 'minalogic', name: 'Double', email }, on('2014-01-05'))),
    ).toMatchObject({ code: 'EXPERT_TWICE', field: 'email' });
    const file = await labelling().file(committee, { submittedOn: '2014-01-10', reviews: 0 });
    const assign = () => perform(assignReview, { label: file.label, expert, dueOn: '2014-03-01' }, on('2014-01-12'));
    expect(await refusalOf(assign())).toMatchObject({ code: 'NOT_SIGNED' });
    await perform(signConfidentiality, { expert }, on('2014-01-12', expertise));
    const { review } = await assign();
    const week = await perform(getWeek, {}, on('2014-01-13', expertise));
    expect(week.tasks).toMatchObject([
      { kind: 'project-reviews', dueOn: '2014-03-01', href: `/projets/relectures/${review}` },
    ]);
    expect((await perform(listMyReviews, {}, on('2014-01-13', expertise))).rows).toHaveLength(1);
    const mine = await perform(getReview, { review }, on('2014-01-13', expertise));
    const rendered = { review, grid: mine.grid, marks: MARKS, comment: 'Solide' };
    expect(await refusalOf(perform(recordReview, rendered, on('2014-01-13', expertise)))).toMatchObject({
      code: 'INTEREST_UNSAID',
    });
    await perform(declareInterest, { review, interest: 'none' }, on('2014-01-13', expertise));
    expect(
      await refusalOf(
        perform(recordReview, { ...rendered, marks: { ...MARKS, marche: 6 } }, on('2014-01-13', expertise)),
      ),
    ).toMatchObject({ code: 'MARKS_WRONG', field: 'marks.marche' });
    await perform(recordReview, rendered, on('2014-01-13', expertise));
    for (const stranger of [director('axelera'), someone({ role: 'evaluator', scope: { kind: 'programme' } })]) {
      expect(await refusalOf(perform(getReview, { review }, on('2014-01-13', stranger)))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await refusalOf(perform(recordReview, rendered, on('2014-01-13', stranger)))).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await refusalOf(perform(getLabelFile, { label: file.label }, on('2014-01-13', expertise)))).toMatchObject({
      code: 'NOT_YOUR_FUNCTION',
    });
  });

  it('A review keeps the grid that it was made with when the cluster writes another; two editors do not overwrite each other', async () => {
    const cluster = await builders(services).a.cluster().inRegions('2013', '82').labelled().save();
    const other = await labelling().committee(cluster);
    const file = await labelling().file(other, { submittedOn: '2014-01-10', reviews: 1 });
    const before = await perform(getLabelFile, { label: file.label }, on('2014-02-01'));
    const criteria = [{ fr: 'Marché visé', en: 'Target market', weight: 1, most: 10 }];
    await perform(saveGrid, { cluster, revision: 0, criteria }, on('2014-02-02'));
    expect(await refusalOf(perform(saveGrid, { cluster, revision: 0, criteria }, on('2014-02-02')))).toMatchObject({
      code: 'GRID_CHANGED',
    });
    const after = await perform(getLabelFile, { label: file.label }, on('2014-02-03'));
    expect(after.reviews[0]).toMatchObject({ score: before.reviews[0]!.score, olderGrid: true });
    const rules = await perform(getLabellingRules, { cluster }, on('2014-02-03', STRANGER));
    expect(rules).toMatchObject({ gridRevision: 1, rulesRevision: 0, criteria: [{ id: 'marche-vise', most: 10 }] });
    const input = {
      cluster,
      revision: 0,
      incubationMonths: 3,
      reviewsNeeded: 1,
      quorum: 2,
      irregularWindows: ['regions'],
    };
    await perform(setLabellingRules, input, on('2014-02-03'));
    expect(await refusalOf(perform(setLabellingRules, input, on('2014-02-03')))).toMatchObject({
      code: 'RULES_CHANGED',
    });
    expect((await perform(getLabelFile, { label: file.label }, on('2014-02-03'))).request.earliest.day).toBe(
      '2014-04-10',
    );
  });

  it('Applicants see the share labelled and funded once there are ten cases, and each figure has its list', async () => {
    const cluster = await builders(services).a.cluster().inRegions('2013', '82').labelled().save();
    const { project } = await projectBuilders(services).a.project(cluster).withConsortium().save();
    const decided = async (count: number, decision: string, funded: boolean) => {
      for (let n = 0; n < count; n++) await pastDecision(project, cluster, decision, funded);
    };
    await decided(7, 'labelled', false);
    await decided(2, 'refused', false);
    const odds = async () =>
      (await perform(getLabellingOdds, { cluster }, on('2014-09-01', STRANGER))).windows[0]!.odds;
    expect((await odds()).labelled).toEqual({ of: 7, among: 9, share: null });
    await decided(1, 'reservations', true);
    expect(await odds()).toEqual({
      labelled: { of: 8, among: 10, share: 0.8 },
      funded: { of: 1, among: 1, share: null },
    });
    const list = await perform(
      listLabelRequests,
      { cluster, state: 'decided', decision: 'granted' },
      on('2014-09-01', director(cluster)),
    );
    expect(list.rows).toHaveLength(8);
    expect(
      await refusalOf(perform(listLabelRequests, { cluster }, on('2014-09-01', director('axelera')))),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('No sequence of acts records a vote of somebody with an interest in the project (R65)', async () => {
    const cluster = await builders(services).a.cluster().inRegions('2013', '82').labelled().save();
    const other = await labelling().committee(cluster);
    const call = on('2014-04-02', director(cluster));
    const { rows } = await perform(listExperts, { cluster }, call);
    const act = fc.record({
      what: fc.constantFrom('join', 'declare', 'record', 'review', 'vote', 'vote', 'vote', 'employ'),
      expert: fc.nat(other.experts.length - 1),
      votes: fc.array(fc.constantFrom('for', 'against', 'abstains', 'left'), { minLength: 3, maxLength: 3 }),
    });
    const interested = async (label: string) =>
      (
        await fragment<{ expert: string; vote: string }>`
          select v.expert_id as expert, v.vote from projects.vote v join projects.label l on l.id = v.label_id
          where v.label_id = ${label} and v.vote <> 'left' and projects.has_interest(l.project_id, v.expert_id)`.execute(
          sql(),
        )
      ).rows;
    let [taken, refused] = [0, 0];
    const attempt = async (work: Promise<unknown>): Promise<boolean> => {
      const outcome = await work.then(
        () => null,
        (error: unknown) => error,
      );
      if (outcome) await refusalOf(Promise.reject(outcome));
      if (outcome) refused++;
      else taken++;
      return outcome === null;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 16 }), async (acts) => {
        const file = await labelling().file(other, { submittedOn: '2014-01-10', reviews: 0 });
        const { label, project } = file;
        const { meeting } = await perform(planMeeting, { cluster, heldOn: '2014-04-02' }, call);
        await perform(setAgenda, { meeting, heldOn: '2014-04-02', labels: [label] }, call);
        await perform(recordAttendance, { meeting, experts: other.experts }, call);
        for (const { what, expert: index, votes } of acts) {
          const expert = other.experts[index]!;
          if (what === 'join')
            await attempt(
              perform(
                addPartner,
                { project, organisation: other.employers[index]!, joinedOn: '2014-04-02' },
                on('2014-04-02'),
              ),
            );
          if (what === 'record') await attempt(perform(recordInterest, { label, expert, note: 'Concurrent' }, call));
          if (what === 'review') await attempt(perform(assignReview, { label, expert }, call));
          if (what === 'employ') {
            const { revision } = (await perform(listExperts, { cluster }, call)).rows.find(({ id }) => id === expert)!;
            const organisation = file.organisations[0]!;
            await attempt(
              perform(saveExpert, { expert, revision, name: rows[index]!.name, organisation, active: true }, call),
            );
            // Back to their own employer, so that the next project meets a whole committee.
            await perform(
              saveExpert,
              {
                expert,
                revision: revision + 1,
                name: rows[index]!.name,
                organisation: other.employers[index]!,
                active: true,
              },
              call,
            );
          }
          if (what === 'declare') {
            const review = (await perform(getLabelFile, { label }, call)).reviews.find(
              (one) => one.expert.id === expert,
            );
            if (review)
              await attempt(
                perform(
                  declareInterest,
                  { review: review.id, interest: index === 0 ? 'none' : 'declared', note: 'Lien' },
                  call,
                ),
              );
          }
          if (what === 'vote') {
            const given = other.experts.map((one, place) => ({ expert: one, vote: votes[place]! }));
            if (await attempt(perform(recordVotes, { meeting, label, votes: given }, call)))
              expect(await interested(label)).toEqual([]);
          }
        }
        // Whoever came to have an interest after voting does not decide either.
        if ((await interested(label)).length > 0)
          expect(
            await refusalOf(
              perform(decideProjectLabel, { label, meeting, decision: 'support-letter', reasons: 'Essai' }, call),
            ),
          ).toMatchObject({ code: 'VOTES_INTERESTED' });
      }),
      { numRuns: 6, seed: 65 },
    );
    expect(taken).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
    const [expert] = other.experts;
    const file = await labelling().file(other, { submittedOn: '2014-01-10', reviews: 0 });
    const { meeting } = await labelling().voted(other, file, '2014-04-02');
    await perform(recordInterest, { label: file.label, expert: expert!, note: 'Concurrent' }, call);
    await expect(
      fragment`update projects.vote set vote = 'against' where meeting_id = ${meeting} and expert_id = ${expert!}`.execute(
        sql(),
      ),
    ).rejects.toThrow(/R65/);
  });
});
