import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { speakingDay } from '#rooms/registry';
import { PORTFOLIO_READERS } from '../monitoring.roles.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { watchAll, watchWithin } from '../watch/watch.ts';
import { compareTwo, compareWithClass, contextOf } from './comparison.rules.ts';
import { comparison } from './comparison.ts';

/** Two clusters within reach side by side, or one beside its class, which is of the whole country and names nobody. */
export const compareClusters = defineQuery({
  name: 'monitoring.compareClusters',
  title: { fr: 'Comparer deux pôles, ou un pôle à sa classe', en: 'Compare two clusters, or a cluster with its class' },
  path: '/monitoring/comparison',
  permission: { who: PORTFOLIO_READERS },
  input: z.object({
    a: z.string().max(80).optional(),
    /** Left out: the class of `a`. */
    b: z.string().max(80).optional(),
  }),
  output: comparison,
  async run(ctx, { a, b }) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const mine = await watchWithin(ctx, PORTFOLIO_READERS, on);
    const pick = (id: string) => {
      const found = mine.find(({ cluster }) => cluster.id === id);
      if (!found) throw notFound();
      return found;
    };
    const [first, second] = [a ? pick(a) : null, a && b ? pick(b) : null];
    const others =
      first && !second
        ? (await watchAll(ctx, on)).filter(
            ({ cluster, watched }) =>
              cluster.id !== first.cluster.id &&
              cluster.category === first.cluster.category &&
              watched.objectives.length > 0,
          )
        : [];
    return {
      on,
      choices: mine.map(({ cluster: { id, name } }) => ({ id, name })),
      a: first && contextOf(first),
      b: second && contextOf(second),
      classSize: first && !second ? others.length : null,
      tooSmall: first !== null && second === null && others.length < THRESHOLDS.leastClass,
      indicators: first ? (second ? compareTwo(first, second, on) : compareWithClass(first, others, on)) : [],
      synthetic: [first, second, ...others].some((one) => one?.watched.synthetic),
    };
  },
});
