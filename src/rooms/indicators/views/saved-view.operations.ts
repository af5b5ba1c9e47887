import * as z from 'zod';
import { defineAction, defineQuery, notFound } from '#kit/action.ts';
import { dropView, isViewOf, saveViewRow, viewsOf } from './saved-view.store.ts';
import { savedView } from './saved-view.ts';

/** Within the product: a path, and criteria. An address that begins with two slashes would leave it. */
const address = z
  .string()
  .max(1_000)
  .regex(/^\/(?![/\\])[^\s]*$/);

/** The saved views of a table that are there for the reader: their own, and those that others share. */
export const listViews = defineQuery({
  name: 'indicators.listViews',
  title: { fr: 'Lister les vues enregistrées', en: 'List the saved views' },
  path: '/saved-views',
  permission: { who: 'signed-in' },
  input: z.object({ path: address }),
  output: z.object({ rows: z.array(savedView) }),
  run: async ({ sql, actor }, { path }) => ({ rows: await viewsOf(sql, actor.id ?? '', path) }),
});

/** Keeps a table as it is looked at, with its criteria and columns, under a name. The same name again replaces it. */
export const saveView = defineAction({
  name: 'indicators.saveView',
  title: { fr: 'Enregistrer une vue', en: 'Save a view' },
  path: '/saved-views',
  permission: { who: 'signed-in' },
  input: z.object({
    name: z.string().trim().min(1).max(80),
    address,
    /** Others who open this table find it too; it shows them nothing that they may not read. */
    shared: z.boolean().default(false),
  }),
  output: z.object({ view: z.string(), address: z.string() }),
  async run(ctx, { name, address, shared }) {
    const id = ctx.newId('view');
    const owner = { owner_id: ctx.actor.id ?? '', owner_name: ctx.actor.name };
    await saveViewRow(ctx.sql, { id, ...owner, name, address, shared, saved_at: ctx.now });
    ctx.record({ object: { kind: 'saved-view', id }, after: { name, address, shared } });
    return { view: id, address };
  },
});

/** Forgets one's own view. */
export const forgetView = defineAction({
  name: 'indicators.forgetView',
  title: { fr: 'Oublier une vue', en: 'Forget a view' },
  method: 'DELETE',
  path: '/saved-views/{view}',
  permission: {
    who: 'signed-in',
    where: async (sql, { view }, { actor }) => ((await isViewOf(sql, view, actor.id ?? '')) ? {} : null),
  },
  input: z.object({ view: z.string().max(80) }),
  output: z.object({ address: z.string() }),
  async run(ctx, { view }) {
    const dropped = await dropView(ctx.sql, view, ctx.actor.id ?? '');
    if (!dropped) throw notFound();
    ctx.record({ object: { kind: 'saved-view', id: view }, before: dropped });
    return { address: dropped.address.split('?')[0]! };
  },
});
