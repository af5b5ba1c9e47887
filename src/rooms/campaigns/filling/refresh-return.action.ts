import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { recount } from '#rooms/indicators';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { cellsOf, type NewCell, writeCells } from '../return.store.ts';
import { type HeldCell, NO_ANSWER, returnKey, sameAnswer } from '../return.ts';
import { whatIsAsked } from './asked.ts';
import { version } from './edited-cells.rules.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { prefilledCells } from './open-return.action.ts';
import { returnPlace, returnToWrite, WRITING_REFUSALS } from './write-return.ts';

/** Origins that a new count replaces: nobody typed there. */
const REPLACED: readonly HeldCell['origin'][] = ['counted', 'imported', 'empty'];

/**
 * Counts the cluster's facts again and takes the new values where the old ones were counted; what somebody typed stays, with the new count beside it. Says which moved.
 */
export const refreshReturn = defineAction({
  name: 'campaigns.refreshReturn',
  title: { fr: 'Reprendre les valeurs comptées', en: 'Take the counted values again' },
  path: '/clusters/{cluster}/returns/{year}/refresh',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object(returnKey),
  output: z.object({
    cluster: z.string(),
    year: z.int(),
    /** Figures whose value moved, and those typed by somebody beside which the count moved. */
    moved: z.array(z.string()),
    beside: z.array(z.string()),
  }),
  refusals: fillingRefusing(...WRITING_REFUSALS),
  async run(ctx, { cluster, year }) {
    const { held, on } = await returnToWrite(ctx, { cluster, year });
    await recount(ctx.sql, { at: ctx.now, today: on, cluster, random: ctx.services.random });
    const asked = await whatIsAsked(ctx.sql, cluster, year);
    const present = new Map((await cellsOf(ctx.sql, held.id)).map((cell) => [cell.key, cell]));
    const fresh = await prefilledCells(ctx.sql, asked, { cluster, year });
    const moved = fresh.flatMap((cell) => movedCell(cell, present.get(cell.key)) ?? []);
    const changes = moved.map((cell) => {
      const before = present.get(cell.key);
      const { key, revision } = cell;
      return { id: ctx.newId('chg'), key, revision, before: before ? version(before) : null, after: version(cell) };
    });
    await writeCells(ctx.sql, held.id, moved, changes, { at: ctx.now, by: ctx.actor });
    const isReplaced = (cell: NewCell) => !sameAnswer(cell, present.get(cell.key) ?? NO_ANSWER);
    const keys = moved.filter(isReplaced).map(({ key }) => key);
    const beside = moved.filter((cell) => !isReplaced(cell)).map(({ key }) => key);
    ctx.record({ object: { kind: 'return', id: held.id }, after: { moved: keys, beside } });
    return { cluster, year, moved: keys, beside };
  },
});

/** The cell as it becomes; null when the new count changes nothing in it. */
function movedCell(fresh: NewCell, present: HeldCell | undefined): NewCell | null {
  if (!present) return fresh;
  const { prefilled, prefilledState } = fresh;
  const said = { prefilled, prefilledState, revision: present.revision + 1 };
  const counted = prefilled !== present.prefilled || prefilledState !== present.prefilledState;
  if (!REPLACED.includes(present.origin)) return counted ? { ...present, ...said } : null;
  if (sameAnswer(fresh, present)) return counted ? { ...present, ...said } : null;
  return {
    ...fresh,
    ...said,
    comment: present.comment,
    reasonCode: present.reasonCode,
    reasonText: present.reasonText,
  };
}
