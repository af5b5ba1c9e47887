import type { Role } from '#kit/actor.ts';
import { addDays, type Day } from '#kit/period.ts';
import { speaking } from '#kit/say.ts';
import { type FoundTask, reachOf, type TaskKind } from '#rooms/registry';
import { CAMPAIGN, projectAddress } from '../project-address.ts';
import { FUNDERS, TEAM, WRITERS } from '../projects.roles.ts';
import { t as sharing } from './attribution.sentences.ts';
import { t } from './delivery.sentences.ts';
import {
  changesToDecide,
  disputesToSettle,
  followUpsToSend,
  openDeliverables,
  sharesToAccept,
  type WaitingOn,
} from './delivery-tasks.store.ts';
import { t as followUp } from './follow-up.sentences.ts';

/** Deliverables are announced this long before they are due. */
const DAYS_AHEAD = 15;
/** Beyond this many projects, tasks of a kind make one line. */
const MOST_LINES = 5;

/** The programme’s administrator has no project of their own to write. */
const own = (roles: readonly Role[]): Role[] => roles.filter((role) => role !== 'administrator');

interface Wording<Found extends WaitingOn> {
  readonly kind: string;
  readonly minutes: number;
  readonly words: (count: number) => string;
  readonly href: (found: Found) => string;
  /** Where all are looked at together; null when each project has its own line. */
  readonly hrefOfAll: string | null;
}

function lines<Found extends WaitingOn>(wording: Wording<Found>, found: readonly Found[]): FoundTask[] {
  const line = (of: readonly Found[]): FoundTask => {
    const count = of.reduce((sum, one) => sum + one.count, 0);
    const [first] = of;
    const together = of.length > 1;
    const say = (locale: 'fr' | 'en') =>
      speaking(locale, () => (together ? wording.words(count) : `${wording.words(count)} (${first!.acronym})`));
    return {
      kind: wording.kind,
      count,
      cluster: together ? null : { id: first!.cluster, name: first!.clusterName },
      organisation: null,
      since: (of.map(({ since }) => since).toSorted()[0] ?? null) as Day | null,
      fr: say('fr'),
      en: say('en'),
      minutes: wording.minutes * count,
      href: together ? wording.hrefOfAll! : wording.href(first!),
      synthetic: of.some(({ synthetic }) => synthetic),
    };
  };
  if (found.length > MOST_LINES && wording.hrefOfAll !== null) return [line(found)];
  return found.map((one) => line([one]));
}

/** What this slice adds to « Ma semaine ». */
export const deliveryTaskKinds: readonly TaskKind[] = [
  {
    for: own(WRITERS),
    find: async ({ sql, actor, on }) =>
      lines(
        {
          kind: 'project-deliverables',
          minutes: 10,
          words: (count) => t().tasks.deliverables(count),
          href: ({ project }) => projectAddress(project, 'delivery'),
          hrefOfAll: '/projets',
        },
        await openDeliverables(sql, reachOf(actor, own(WRITERS)), addDays(on, DAYS_AHEAD)),
      ),
  },
  {
    for: FUNDERS,
    find: async ({ sql, actor }) =>
      lines(
        {
          kind: 'project-changes',
          minutes: 15,
          words: (count) => t().tasks.changes(count),
          href: ({ project }) => projectAddress(project, 'delivery', '#changements'),
          hrefOfAll: null,
        },
        await changesToDecide(sql, reachOf(actor, FUNDERS)),
      ),
  },
  {
    for: own(TEAM),
    find: async ({ sql, actor, on }) =>
      lines(
        {
          kind: 'project-follow-ups',
          minutes: 1,
          words: (count) => followUp().tasks.send(count),
          href: () => CAMPAIGN,
          hrefOfAll: CAMPAIGN,
        },
        await followUpsToSend(sql, reachOf(actor, own(TEAM)), on),
      ),
  },
  {
    for: own(TEAM),
    find: async ({ sql, actor }) =>
      lines(
        {
          kind: 'project-shares',
          minutes: 5,
          words: (count) => sharing().tasks.accept(count),
          href: ({ project, attribution }) => projectAddress(project, 'results', `/partages/${attribution}`),
          hrefOfAll: null,
        },
        await sharesToAccept(sql, reachOf(actor, own(TEAM))),
      ),
  },
  {
    for: ['state-officer'],
    find: async ({ sql, actor }) =>
      lines(
        {
          kind: 'project-disputes',
          minutes: 30,
          words: (count) => sharing().tasks.settle(count),
          href: ({ project, attribution }) => projectAddress(project, 'results', `/partages/${attribution}`),
          hrefOfAll: null,
        },
        await disputesToSettle(sql, reachOf(actor, ['state-officer'])),
      ),
  },
];
