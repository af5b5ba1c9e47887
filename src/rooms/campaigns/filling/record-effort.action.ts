import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { addEffort } from '../return.store.ts';
import { cellKey, returnKey } from '../return.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { returnPlace, returnToWrite, WRITING_REFUSALS } from './write-return.ts';

/** The form tells what was spent every few minutes: nobody works half an hour between two tellings. */
const MOST_SECONDS = 1_800;

/** Notes the time really spent on figures, as the form measured it: while the page was in sight and somebody was typing (principle 3). */
export const recordEffort = defineAction({
  name: 'campaigns.recordEffort',
  title: { fr: 'Noter le temps passé sur une déclaration', en: 'Note the time spent on a return' },
  path: '/clusters/{cluster}/returns/{year}/effort',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({
    ...returnKey,
    spent: z
      .array(z.object({ key: cellKey, seconds: z.int().min(1).max(MOST_SECONDS) }))
      .min(1)
      .max(400),
  }),
  output: z.object({ cluster: z.string(), year: z.int(), seconds: z.int() }),
  refusals: fillingRefusing(...WRITING_REFUSALS),
  async run(ctx, { cluster, year, spent }) {
    const { held, on } = await returnToWrite(ctx, { cluster, year });
    const byKey = Map.groupBy(spent, ({ key }) => key);
    const added = [...byKey].map(([key, parts]) => ({
      key,
      seconds: parts.reduce((sum, one) => sum + one.seconds, 0),
    }));
    await addEffort(ctx.sql, held.id, added, { person: ctx.actor.id, on });
    const seconds = added.reduce((sum, one) => sum + one.seconds, 0);
    ctx.record({ object: { kind: 'return', id: held.id }, after: { spent: added } });
    return { cluster, year, seconds };
  },
});
