import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { isDay } from '#kit/period.ts';
import { RETURN_WRITERS } from '../campaigns.roles.ts';
import { addEffort, cellsOf, writeCells } from '../return.store.ts';
import { CELL_STATES, cellKey, returnKey } from '../return.ts';
import { whatIsAsked } from './asked.ts';
import { editedCells } from './edited-cells.rules.ts';
import { fillingRefusing } from './filling.refusals.ts';
import { returnPlace, returnToWrite, WRITING_REFUSALS } from './write-return.ts';

/** More cells than a contract of 200 indicators asks. */
const MOST_CELLS = 400;
export const MOST_WORDS = 8_000;
/** What a form without script may say it took: beyond ten minutes, somebody was elsewhere. */
export const MOST_SECONDS_AT_ONCE = 600;

export const answerInput = z.object({
  /** Null: nothing is said any more. */
  state: z.enum(CELL_STATES).nullable(),
  /** Euro cents for an amount, per cent for a ratio, 1 or 0, the rank of a level. */
  value: z.number().finite().nullable().default(null),
  numerator: z.number().finite().nullable().default(null),
  denominator: z.number().finite().nullable().default(null),
  /** Of what is not known yet: the first day on which it can be. */
  notBefore: z.string().refine(isDay).nullable().default(null),
  text: z.string().max(MOST_WORDS).nullable().default(null),
});

export const cellEdit = z.object({
  key: cellKey,
  /** Revision of the cell that was read; 0 when nobody had written it. */
  revision: z.int().min(0),
  answer: answerInput.optional(),
  comment: z.string().max(MOST_WORDS).optional(),
  reason: z.object({ code: z.string().max(60).nullable(), text: z.string().max(MOST_WORDS).default('') }).optional(),
});

/**
 * Saves figures of a return, all or nothing. A cell that is wrong, or that somebody changed since it was read, leaves the others unwritten, and each says why
 * (`cell.<key>.value`). Nothing is overwritten unseen.
 */
export const saveCells = defineAction({
  name: 'campaigns.saveCells',
  title: { fr: 'Enregistrer des chiffres d’une déclaration', en: 'Save figures of a return' },
  path: '/clusters/{cluster}/returns/{year}/cells',
  permission: { who: RETURN_WRITERS, where: returnPlace },
  input: z.object({
    ...returnKey,
    /** How the figures came. */
    origin: z.enum(['typed', 'pasted', 'file']).default('typed'),
    cells: z.array(cellEdit).max(MOST_CELLS),
    /** What it took, where nothing else measures it. */
    seconds: z.int().min(0).max(MOST_SECONDS_AT_ONCE).optional(),
  }),
  output: z.object({
    cluster: z.string(),
    year: z.int(),
    /** Cells that changed, each with its revision now. */
    cells: z.array(z.object({ key: z.string(), revision: z.int() })),
  }),
  refusals: fillingRefusing(...WRITING_REFUSALS, 'FIGURES_REFUSED', 'NOTHING_CHANGED'),
  async run(ctx, { cluster, year, origin, cells, seconds }) {
    const { held, on } = await returnToWrite(ctx, { cluster, year });
    const { figures } = await whatIsAsked(ctx.sql, cluster, year);
    const present = new Map((await cellsOf(ctx.sql, held.id)).map((cell) => [cell.key, cell]));
    const { faults, writes, changes } = editedCells(present, cells, figures, origin);
    if (faults.length > 0) ctx.refuse('FIGURES_REFUSED', { with: { count: faults.length }, fields: faults });
    if (writes.length === 0) ctx.refuse('NOTHING_CHANGED');
    const stamped = changes.map((change) => ({ ...change, id: ctx.newId('chg') }));
    await writeCells(ctx.sql, held.id, writes, stamped, { at: ctx.now, by: ctx.actor });
    if (seconds) await addEffort(ctx.sql, held.id, spread(seconds, writes), { person: ctx.actor.id, on });
    ctx.record({
      object: { kind: 'return', id: held.id },
      before: changes.map(({ key, before }) => ({ key, ...before })),
      after: changes.map(({ key, after }) => ({ key, ...after })),
    });
    return { cluster, year, cells: writes.map(({ key, revision }) => ({ key, revision })) };
  },
});

/** Time that nothing measured figure by figure is shared out evenly. */
const spread = (seconds: number, writes: readonly { readonly key: string }[]) =>
  writes.map(({ key }) => ({ key, seconds: Math.round(seconds / writes.length) }));
