import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { type FoundTask, reachOf, type TaskKind } from '#rooms/registry';
import { allCampaigns, clustersInReach } from '../campaign.store.ts';
import type { Campaign } from '../campaign.ts';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { deadlineOf } from '../delay.store.ts';
import { t } from '../filling/filling.sentences.ts';
import { readReturn } from '../filling/return-reading.ts';
import { collects } from '../filling/write-return.ts';
import { askedAgain, effortOf, returnHead } from '../return.store.ts';
import { cellAnchor, returnAddress } from '../return-address.ts';
import { type Owing, owingClusters } from '../steering/owing.ts';

/** Beyond this many clusters, one line for all of them: nobody fills in the returns of a whole programme. */
const MOST_CLUSTERS = 5;

/** A return is rarely finished in less, however little is left. */
const LEAST_MINUTES = 5;
const SECONDS = 60;

/** What a cluster's team has to do for the campaigns that collect: open, finish, mend, each on the exact field. */
export const returnTaskKinds: readonly TaskKind[] = [
  {
    for: RETURN_WRITERS,
    find: async ({ sql, actor, on }) => {
      const collecting = (await allCampaigns(sql)).filter(({ state }) => state === 'open' || state === 'checking');
      if (collecting.length === 0) return [];
      const mine = await clustersInReach(sql, reachOf(actor, RETURN_WRITERS));
      const tasks: FoundTask[] = [];
      for (const campaign of collecting) {
        const owing = (await owingClusters(sql, campaign.year)).filter(
          (one) => mine.has(one.cluster.id) && isWaitedFor(campaign, one, on),
        );
        if (owing.length > MOST_CLUSTERS) tasks.push(together(campaign, owing));
        else for (const one of owing) tasks.push(await taskOf(sql, campaign, one, on));
      }
      return tasks;
    },
  },
];

/** What was sent back is mended while the campaign checks; the rest is filled in while it is open, or while its delay runs. */
const isWaitedFor = (campaign: Campaign, { held, delay }: Owing, on: Day): boolean =>
  (held === null || held.state === 'draft' || held.state === 'returned') && collects({ campaign, held, delay }, on);

const inBoth = (pick: () => string) => ({ fr: speaking('fr', pick), en: speaking('en', pick) });

const together = ({ year, dueOn, opensOn, minutesPerQuarter }: Campaign, owing: readonly Owing[]): FoundTask => ({
  kind: 'returns-due',
  count: owing.length,
  cluster: null,
  organisation: null,
  since: opensOn,
  dueOn,
  ...inBoth(() => t().tasks.late(year, owing.length)),
  minutes: minutesPerQuarter * owing.length,
  href: `/campagnes/${year}/calendrier`,
  synthetic: owing.some(({ synthetic }) => synthetic),
});

async function taskOf(sql: Sql, campaign: Campaign, { cluster, delay, synthetic }: Owing, on: Day): Promise<FoundTask> {
  const { year, opensOn, minutesPerQuarter } = campaign;
  const dueOn = deadlineOf(campaign, delay);
  const of = { cluster: cluster.id, year };
  const shared = { cluster, organisation: null, dueOn, synthetic };
  const head = (await returnHead(sql, cluster.id, year))!;
  if (!head.held)
    return {
      ...shared,
      kind: 'return-open',
      count: 1,
      since: opensOn,
      ...inBoth(() => t().tasks.open(year)),
      minutes: minutesPerQuarter,
      href: returnAddress(of),
    };
  const { held } = head;
  const spent = Math.round((await effortOf(sql, held.id)) / SECONDS);
  const minutes = Math.max(LEAST_MINUTES, minutesPerQuarter - spent);
  const at = (key: string | null | undefined) => returnAddress(of, key ? `#${cellAnchor(key)}` : '');
  const again = held.state === 'returned' ? await askedAgain(sql, held.id) : [];
  if (again.length > 0)
    return {
      ...shared,
      kind: 'return-mend',
      count: again.length,
      since: again.map((one) => one.at.toISOString().slice(0, 10)).toSorted()[0] as Day,
      ...inBoth(() => t().tasks.mend(year, again.length)),
      minutes,
      href: at(again[0]!.key),
    };
  const { findings } = await readReturn(sql, { ...head, held }, on);
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    ...shared,
    kind: 'return-finish',
    count: Math.max(1, errors.length),
    since: opensOn,
    ...inBoth(() => t().tasks.finish(year, errors.length)),
    minutes,
    href: errors.length > 0 ? at(errors[0]!.key) : returnAddress(of, '/depot'),
  };
}
