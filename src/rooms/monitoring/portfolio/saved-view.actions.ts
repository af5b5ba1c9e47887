import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { PORTFOLIO_READERS } from '../monitoring.roles.ts';
import { dropView, putView } from './saved-view.store.ts';

/** Keeps the portfolio as it is filtered and ordered, under a name; shared, every reader of the portfolio finds it, each within their own reach. */
export const saveView = defineAction({
  name: 'monitoring.saveView',
  title: { fr: 'Enregistrer une vue du suivi', en: 'Save a view of the monitoring' },
  path: '/monitoring/views',
  permission: { who: PORTFOLIO_READERS },
  input: z.object({
    title: z.string().trim().min(1).max(120),
    /** An address of the portfolio, nothing else. */
    address: z
      .string()
      .max(1_000)
      .regex(/^\/suivi(\?[^#]*)?$/),
    shared: z.boolean().default(false),
  }),
  output: z.object({ address: z.string() }),
  async run(ctx, { title, address, shared }) {
    const id = ctx.newId('view');
    await putView(ctx.sql, {
      id,
      owner_id: ctx.actor.id,
      owner_name: ctx.actor.name,
      title,
      address,
      shared,
      at: ctx.now,
    });
    ctx.record({ object: { kind: 'saved-view', id }, after: { title, address, shared } });
    return { address };
  },
});

export const removeView = defineAction({
  name: 'monitoring.removeView',
  title: { fr: 'Supprimer une vue du suivi', en: 'Remove a view of the monitoring' },
  path: '/monitoring/views/{view}/removal',
  permission: { who: PORTFOLIO_READERS },
  input: z.object({ view: z.string().min(1).max(80) }),
  output: z.object({ view: z.string() }),
  refusals: {
    NO_VIEW: {
      status: 409,
      fr: 'Cette vue n’existe plus, ou elle est à quelqu’un d’autre\u202f: seule la personne qui l’a enregistrée la supprime.',
      en: 'This view no longer exists, or is somebody else’s: only whoever saved it may remove it.',
    },
  },
  async run(ctx, { view }) {
    if (!(await dropView(ctx.sql, view, ctx.actor.id))) ctx.refuse('NO_VIEW');
    ctx.record({ object: { kind: 'saved-view', id: view } });
    return { view };
  },
});
