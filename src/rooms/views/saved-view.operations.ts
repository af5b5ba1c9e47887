import * as z from 'zod';
import { defineAction, defineQuery, notFound } from '#kit/action.ts';
import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { amendViewRow, dropView, isNameTaken, ownView, saveViewRow, viewsFor } from './saved-view.store.ts';
import { savedView, tableAddress, viewName } from './saved-view.ts';

/** A view is its owner's: for everybody else it does not exist, shared or not. */
const ownersOnly = {
  who: 'signed-in',
  where: async (sql: Sql, { view }: { view: string }, { actor }: Call) =>
    (await ownView(sql, view, actor.id ?? '')) ? {} : null,
} as const;

const ofView = z.object({ view: z.string().max(80) });

/** One's own views of all tables; of one table, those that others share as well. */
export const listViews = defineQuery({
  name: 'views.listViews',
  title: { fr: 'Lister les vues enregistrées', en: 'List the saved views' },
  path: '/saved-views',
  permission: { who: 'signed-in' },
  input: z.object({ path: tableAddress.optional() }),
  output: z.object({ rows: z.array(savedView) }),
  run: async ({ sql, actor }, { path }) => ({ rows: await viewsFor(sql, actor.id ?? '', path ?? null) }),
});

export const getView = defineQuery({
  name: 'views.getView',
  title: { fr: 'Lire une vue enregistrée', en: 'Read a saved view' },
  path: '/saved-views/{view}',
  permission: ownersOnly,
  input: ofView,
  output: savedView,
  async run({ sql, actor }, { view }) {
    const found = await ownView(sql, view, actor.id ?? '');
    if (!found) throw notFound();
    return found;
  },
});

/** Keeps a table as it is looked at, or as a file with its columns, under a name. The same name for the same table replaces it. */
export const saveView = defineAction({
  name: 'views.saveView',
  title: { fr: 'Enregistrer une vue', en: 'Save a view' },
  path: '/saved-views',
  permission: { who: 'signed-in' },
  input: z.object({
    name: viewName,
    address: tableAddress,
    /** What the owner knows the table by; its address when nothing is said. */
    tableTitle: z.string().trim().max(200).optional(),
    /** Others who open this table find it too; it shows them nothing that they may not read. */
    shared: z.boolean().default(false),
  }),
  output: z.object({ view: z.string(), address: z.string() }),
  async run(ctx, { name, address, tableTitle, shared }) {
    const owner = { owner_id: ctx.actor.id ?? '', owner_name: ctx.actor.name };
    const title = tableTitle || address.split('?')[0]!;
    const view = { id: ctx.newId('view'), ...owner, name, address, table_title: title, shared, saved_at: ctx.now };
    const id = await saveViewRow(ctx.sql, view);
    ctx.record({ object: { kind: 'saved-view', id }, after: { name, address, shared } });
    return { view: id, address };
  },
});

/** Another name for one's own view, and whether others find it. */
export const amendView = defineAction({
  name: 'views.amendView',
  title: { fr: 'Renommer ou partager une vue', en: 'Rename or share a view' },
  method: 'PATCH',
  path: '/saved-views/{view}',
  permission: ownersOnly,
  input: ofView.extend({ name: viewName, shared: z.boolean() }),
  output: z.object({ view: z.string() }),
  refusals: {
    NAME_TAKEN: {
      fr: 'Vous avez déjà une vue de ce tableau sous le nom «\u202f{name}\u202f». Choisissez-en un autre.',
      en: 'You already have a view of this table under the name “{name}”. Choose another.',
    },
  },
  async run(ctx, { view, name, shared }) {
    const person = ctx.actor.id ?? '';
    const before = await ownView(ctx.sql, view, person, true);
    if (!before) throw notFound();
    if (await isNameTaken(ctx.sql, before, person, name)) ctx.refuse('NAME_TAKEN', { field: 'name', with: { name } });
    await amendViewRow(ctx.sql, view, person, { name, shared });
    ctx.record({
      object: { kind: 'saved-view', id: view },
      before: { name: before.name, shared: before.shared },
      after: { name, shared },
    });
    return { view };
  },
});

/** Forgets one's own view. */
export const forgetView = defineAction({
  name: 'views.forgetView',
  title: { fr: 'Oublier une vue', en: 'Forget a view' },
  method: 'DELETE',
  path: '/saved-views/{view}',
  permission: ownersOnly,
  input: ofView,
  output: z.object({ address: z.string() }),
  async run(ctx, { view }) {
    const person = ctx.actor.id ?? '';
    const dropped = await ownView(ctx.sql, view, person, true);
    if (!dropped) throw notFound();
    await dropView(ctx.sql, view, person);
    ctx.record({ object: { kind: 'saved-view', id: view }, before: { name: dropped.name, address: dropped.address } });
    return { address: dropped.path };
  },
});
