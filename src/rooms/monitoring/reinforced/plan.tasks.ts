import { speaking } from '#kit/say.ts';
import { clustersWithin, type FoundTask, reachOf, type TaskKind } from '#rooms/registry';
import { t } from '../monitoring.sentences.ts';
import { alivePlans, clusterNames } from '../watch/watch.store.ts';

/** Days before a review from which it stands among the tasks. */
const AHEAD_DAYS = 30;
const DAY_MS = 86_400_000;

type Task = 'answer' | 'start' | 'review';
const MINUTES: Readonly<Record<Task, number>> = { answer: 60, start: 15, review: 60 };
const PATHS: Readonly<Record<Task, string>> = { answer: '/repondre', start: '', review: '/revue' };

/** What plans wait for: the cluster's answer, the State's decision, a review. */
const find =
  (roles: TaskKind['for'], wanted: readonly Task[]): TaskKind['find'] =>
  async ({ sql, actor, on }) => {
    const names = await clusterNames(sql, clustersWithin(reachOf(actor, roles)));
    return (await alivePlans(sql, [...names.keys()])).flatMap((plan): FoundTask[] => {
      const reviewSoon = plan.reviewOn && (Date.parse(plan.reviewOn) - Date.parse(on)) / DAY_MS <= AHEAD_DAYS;
      const task: Task | null =
        plan.state === 'running'
          ? reviewSoon
            ? 'review'
            : null
          : wanted.includes('answer')
            ? plan.replied
              ? null
              : 'answer'
            : plan.replied || on > plan.replyDueOn
              ? 'start'
              : null;
      if (!task || !wanted.includes(task)) return [];
      return [
        {
          kind: `monitoring-${task}`,
          count: 1,
          cluster: { id: plan.cluster, name: names.get(plan.cluster)! },
          organisation: null,
          since: plan.proposedOn,
          dueOn: task === 'answer' ? plan.replyDueOn : task === 'review' ? plan.reviewOn : null,
          fr: speaking('fr', () => t().plan.tasks[task]),
          en: speaking('en', () => t().plan.tasks[task]),
          minutes: MINUTES[task],
          href: `/poles/${plan.cluster}/suivi${PATHS[task]}`,
          synthetic: plan.synthetic,
        },
      ];
    });
  };

export const planTaskKinds: readonly TaskKind[] = [
  { for: ['state-officer'], find: find(['state-officer'], ['start', 'review']) },
  { for: ['cluster-director'], find: find(['cluster-director'], ['answer']) },
];
