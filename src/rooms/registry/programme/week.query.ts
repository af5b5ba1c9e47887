import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { addDays, type Day, startInParis } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { clustersOn } from '../cluster/cluster-list.query.ts';
import { reachOf } from '../place.ts';
import { ACTIONS } from '../registry.actions.ts';
import { ACCOUNT_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { daySchema } from '../registry.schemas.ts';
import { speakingDay } from './programme.store.ts';
import { myWeek } from './programme.ts';
import { clustersInReach, movesSince } from './week.store.ts';
import { TASK_KINDS } from './week.tasks.ts';

const MOST_MOVES = 30;
const A_WEEK = 7;

/** Where an object of the journal is looked at. */
const PAGE_OF: Readonly<Record<string, (id: string) => string>> = {
  cluster: (id) => `/poles/${id}`,
  organisation: (id) => `/organisations/${id}`,
  membership: (id) => `/adhesions/${id}`,
  application: (id) => `/candidatures/${id}`,
  import: (id) => `/imports/${id}`,
  programme: () => '/programme',
};

const TITLES = new Map(ACTIONS.map(({ meta }) => [meta.name, meta.title]));

/** What waits for the person, started or not, and what moved within their reach. What moved follows the calendar, not the reference day. */
export const getWeek = defineQuery({
  name: 'registry.getWeek',
  title: { fr: 'Lire sa semaine', en: 'Read one’s week' },
  path: '/my-week',
  permission: { who: 'signed-in' },
  input: z.object({
    /** First day looked back to; a week ago when left out. */
    since: daySchema.optional(),
  }),
  output: myWeek,
  async run({ sql, actor, today, services }, { since: asked }) {
    const on = await speakingDay(sql, undefined, today);
    const since = asked ?? addDays(today as Day, -A_WEEK);
    const labelled = new Set(
      (await clustersOn(sql, on)).filter((row) => row.label === 'labelled').map((row) => row.id),
    );
    const tasks = [];
    for (const kind of [...TASK_KINDS, ...(services.taskKinds ?? [])])
      if (holds(actor, kind.for)) tasks.push(...(await kind.find({ sql, actor, on, today: today as Day, labelled })));
    const moves = await movesSince(sql, reachOf(actor, ACCOUNT_READERS), startInParis(since), MOST_MOVES);
    const reach = reachOf(actor, ORGANISATION_READERS);
    return {
      on,
      since,
      tasks,
      moved: moves.map(({ kind, id, name, synthetic: _, ...move }) => {
        const title = TITLES.get(move.action);
        return {
          ...move,
          title: title ? say(title) : move.action,
          object: { kind, id, name },
          href: PAGE_OF[kind]?.(id) ?? null,
        };
      }),
      clusters: reach.everything ? null : await clustersInReach(sql, reach),
      synthetic: tasks.some((task) => task.synthetic) || moves.some((move) => move.synthetic),
    };
  },
});
