import type { Role } from '#kit/actor.ts';
import { dayInParis } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { type FoundTask, reachOf, type TaskKind } from '#rooms/registry';
import type { Step } from '../campaigns.tables.ts';
import { t } from './approval.sentences.ts';
import { waitingReturns } from './approval.store.ts';
import { speaksFor, stepOf } from './examined-return.ts';

/** About how long it takes to look at one return: a few minutes, and one for each value to look at. */
const MINUTES = 5;

const tasksOf = (role: Role, step: Step): TaskKind => ({
  for: [role],
  find: async ({ sql, actor }) => {
    const reach = reachOf(actor, [role]);
    const waiting = (await waitingReturns(sql, { reach, year: null })).filter(
      ({ state, cluster, coordinating }) =>
        stepOf(state) === step && speaksFor(actor, step, { clusters: [cluster], regions: reach.regions }, coordinating),
    );
    return waiting.map((one): FoundTask => {
      const words = () => t().task(one.year, one.round);
      return {
        kind: `return-review-${step}`,
        count: 1,
        cluster: { id: one.cluster, name: one.clusterName },
        organisation: null,
        since: dayInParis(one.since),
        dueOn: one.answerDueOn,
        fr: speaking('fr', words),
        en: speaking('en', words),
        minutes: MINUTES + one.changed,
        href: `/poles/${one.cluster}/declarations/${one.year}/examen`,
        synthetic: one.synthetic,
      };
    });
  },
});

/** The returns that wait for the reader’s authority, each with its clock. */
export const approvalTaskKinds: readonly TaskKind[] = [
  tasksOf('state-officer', 'state'),
  tasksOf('region-officer', 'region'),
];
