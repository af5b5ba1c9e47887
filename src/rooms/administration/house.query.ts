import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';

/** What the public may know of this installation: which store, which theme, demonstration or not. */
export const describeHouse = defineQuery({
  name: 'house.describe',
  title: { fr: 'Décrire cette installation', en: 'Describe this installation' },
  path: '/house',
  permission: { who: 'public' },
  input: z.object({}),
  output: z.object({ store: z.enum(['embedded', 'server']), demo: z.boolean(), signInWith: z.string().nullable() }),
  async run(ctx) {
    const { config, store } = ctx.services;
    return { store: store.kind, demo: config.demo, signInWith: config.oidc?.label ?? null };
  },
});
