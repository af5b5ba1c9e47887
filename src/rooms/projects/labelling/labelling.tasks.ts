import { ROLES } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { type FoundTask, reachOf, type TaskKind } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { waitingByCluster } from './label-request.store.ts';
import { t } from './labelling.sentences.ts';
import { meetingAddress, requestsAddress } from './labelling-address.ts';
import { reviewsDueBy } from './review.store.ts';

/** About how long one of them takes. */
const MINUTES = { decide: 30, close: 15, review: 45 } as const;

/** Beyond this many clusters, a programme-wide reader gets no line for each: they conduct none of them. */
const MOST_CLUSTERS = 5;

const inBothLanguages = (pick: () => string) => ({ fr: speaking('fr', pick), en: speaking('en', pick) });

export const labellingTaskKinds: readonly TaskKind[] = [
  {
    for: TEAM,
    find: async ({ sql, actor, on }) => {
      const clusters = await waitingByCluster(sql, reachOf(actor, TEAM), on);
      if (clusters.length > MOST_CLUSTERS) return [];
      return clusters.flatMap(({ id, name, files, since, meetings, meeting, meetingSince, synthetic }): FoundTask[] => {
        const base = { cluster: { id, name }, organisation: null, synthetic };
        return [
          ...(files > 0
            ? [
                {
                  ...base,
                  kind: 'label-decisions',
                  count: files,
                  since: since as Day,
                  ...inBothLanguages(() => t().tasks.decide(files)),
                  minutes: MINUTES.decide * files,
                  href: requestsAddress(id),
                },
              ]
            : []),
          ...(meetings > 0
            ? [
                {
                  ...base,
                  kind: 'label-meetings',
                  count: meetings,
                  since: meetingSince as Day,
                  ...inBothLanguages(() => t().tasks.close(meetings)),
                  minutes: MINUTES.close * meetings,
                  href: meetings === 1 ? meetingAddress(id, meeting!) : requestsAddress(id, '/seances'),
                },
              ]
            : []),
        ];
      });
    },
  },
  {
    // Whatever else they are: an expert is one by the cluster's list, not by a function.
    for: ROLES,
    find: async ({ sql, actor }) =>
      (await reviewsDueBy(sql, actor.id)).map((review) => ({
        kind: 'project-reviews',
        count: 1,
        cluster: review.cluster,
        organisation: null,
        since: review.assignedOn as Day,
        dueOn: review.dueOn as Day | null,
        ...inBothLanguages(() => t().tasks.review(review.acronym)),
        minutes: MINUTES.review,
        href: `/projets/relectures/${review.id}`,
        synthetic: review.synthetic,
      })),
  },
];
