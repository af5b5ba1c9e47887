import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import type { FoundTask, TaskKind } from '#rooms/registry';
import { allCampaigns } from '../campaign.store.ts';
import { CAMPAIGN_KEEPERS } from '../campaigns.roles.ts';
import { campaignAddress } from './campaign-frame.ts';
import { isSettled } from './campaign-life.ts';
import { owingClusters } from './owing.ts';
import { t } from './steering.sentences.ts';

const MINUTES = { open: 5, close: 5, settle: 15, validate: 15 } as const;

/** What the keeper of the campaigns has to do: open, close, settle what is left, freeze. */
export const steeringTaskKinds: readonly TaskKind[] = [
  {
    for: CAMPAIGN_KEEPERS,
    find: async ({ sql, on }) => {
      const tasks: FoundTask[] = [];
      for (const { year, state, opensOn, dueOn, closedAt, synthetic } of await allCampaigns(sql)) {
        const task = (
          kind: keyof typeof MINUTES,
          count: number,
          dueDay: Day | null,
          words: () => string,
        ): FoundTask => ({
          kind: `campaign-${kind}`,
          count,
          cluster: null,
          organisation: null,
          since: dueDay,
          dueOn: dueDay,
          fr: speaking('fr', words),
          en: speaking('en', words),
          minutes: MINUTES[kind] * count,
          href: campaignAddress(year),
          synthetic,
        });
        if (state === 'prepared' && opensOn <= on) tasks.push(task('open', 1, opensOn, () => t().tasks.open(year)));
        if (state === 'open' && dueOn < on) tasks.push(task('close', 1, dueOn, () => t().tasks.close(year)));
        if (state !== 'checking' || !closedAt) continue;
        const left = (await owingClusters(sql, year)).filter((one) => !isSettled(one));
        tasks.push(
          left.length === 0
            ? task('validate', 1, null, () => t().tasks.validate(year))
            : task('settle', left.length, null, () => t().tasks.settle(year, left.length)),
        );
      }
      return tasks;
    },
  },
];
