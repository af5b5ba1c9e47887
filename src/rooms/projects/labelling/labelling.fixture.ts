import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy } from '#rooms/registry';
import { projectBuilders } from '../projects.fixture.ts';
import { assignReview } from './assign-review.action.ts';
import { declareInterest } from './declare-interest.action.ts';
import { planMeeting, setAgenda } from './meeting.actions.ts';
import { openSubmission } from './open-submission.action.ts';
import { recordReview } from './record-review.action.ts';
import { addExpert } from './save-expert.action.ts';
import { signConfidentiality } from './sign-confidentiality.action.ts';
import { submitForLabel } from './submit-for-label.action.ts';
import { recordAttendance, recordVotes } from './vote.actions.ts';

/** Builders for tests and the demonstration, through the acts of the room: each says what matters, the rest is plausible. */

/** A good mark on every criterion of the grid that Grappe starts with. */
export const MARKS = { strategie: 4, innovation: 4, marche: 3, retombees: 4, consortium: 3, conduite: 4 };

/** Three experts of a cluster who signed confidentiality, each employed by an organisation of their own. */
export interface LabellingCommittee {
  readonly cluster: string;
  readonly experts: string[];
  readonly employers: string[];
  /** The first employer. */
  readonly organisation: string;
}

export interface LabelCase {
  readonly project: string;
  readonly organisations: readonly string[];
  readonly submission: string;
  /** That of the lead cluster. */
  readonly label: string;
  readonly labels: readonly string[];
}

const EXPERTS = ['Camille Aubert (fictive)', 'Dominique Lenoir (fictif)', 'Claude Perrin (fictive)'];

export function labellingBuilders(services: Services) {
  const on = (day: string) => callBy({ ...services, clock: fixedClock(`${day}T10:00:00Z`) });
  return {
    async committee(cluster: string): Promise<LabellingCommittee> {
      const [experts, employers]: [string[], string[]] = [[], []];
      for (const name of EXPERTS) {
        const organisation = await builders(services).an.organisation().save();
        const { expert } = await perform(addExpert, { cluster, name, organisation }, on('2013-09-02'));
        await perform(signConfidentiality, { expert }, on('2013-09-02'));
        experts.push(expert);
        employers.push(organisation);
      }
      return { cluster, experts, employers, organisation: employers[0]! };
    },

    /** A project of three partners submitted to the committee's cluster, with as many reviews done as asked. */
    async file(
      { cluster, experts }: LabellingCommittee,
      given: { submittedOn: string; reviews: number; coLabels?: string[]; call?: string },
    ): Promise<LabelCase> {
      const call = on(given.submittedOn);
      const { project, organisations } = await projectBuilders(services, call)
        .a.project(cluster)
        .withConsortium()
        .save();
      const { submission, labels } = await perform(
        openSubmission,
        {
          project,
          call: given.call ?? 'fui-21',
          lead: cluster,
          coLabels: given.coLabels ?? [],
          presentation: 'Un capteur sobre pour l’industrie (fictif).',
        },
        call,
      );
      await perform(submitForLabel, { submission }, call);
      const [label] = labels;
      for (const [index, expert] of experts.slice(0, given.reviews).entries()) {
        const { review } = await perform(assignReview, { label: label!, expert }, call);
        await perform(declareInterest, { review, interest: 'none' }, call);
        const marks = { ...MARKS, innovation: MARKS.innovation - index };
        await perform(recordReview, { review, grid: 0, marks, comment: 'Avis fictif.' }, call);
      }
      return { project, organisations, submission, label: label!, labels };
    },

    /** A meeting held on a day, where the whole committee voted for the project. */
    async voted({ cluster, experts }: LabellingCommittee, { label }: LabelCase, heldOn: string) {
      const call = on(heldOn);
      const { meeting } = await perform(planMeeting, { cluster, heldOn, place: 'Grenoble' }, call);
      await perform(setAgenda, { meeting, heldOn, place: 'Grenoble', labels: [label] }, call);
      await perform(recordAttendance, { meeting, experts }, call);
      const votes = experts.map((expert) => ({ expert, vote: 'for' as const }));
      await perform(recordVotes, { meeting, label, votes }, call);
      return { meeting };
    },
  };
}
