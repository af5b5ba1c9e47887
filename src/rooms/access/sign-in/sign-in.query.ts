import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { roleSchema } from '../access.schemas.ts';
import { DEMO_PASSWORD } from '../demo-people.ts';
import { demoSignIns } from '../demo-sign-ins.ts';
import { providerDiscovery } from './identity-provider.ts';

/** What the sign-in page offers: the identity provider when there is one, and the people of the demonstration when it is one. */
export const getSignIn = defineQuery({
  name: 'access.getSignIn',
  title: { fr: 'Voir les façons de se connecter', en: 'See the ways of signing in' },
  path: '/sign-in',
  permission: { who: 'public' },
  webOnly: true,
  input: z.object({}),
  output: z.object({
    provider: z.object({ label: z.string(), available: z.boolean() }).nullable(),
    demo: z
      .object({
        password: z.string(),
        people: z.array(z.object({ email: z.string(), name: z.string(), role: roleSchema, scope: z.string() })),
      })
      .nullable(),
  }),
  async run(ctx) {
    const { oidc, demo } = ctx.services.config;
    const people = demo ? await demoSignIns(ctx.services) : [];
    return {
      provider: oidc && { label: oidc.label, available: (await providerDiscovery(ctx.services)) !== null },
      demo: people.length > 0 ? { password: DEMO_PASSWORD, people } : null,
    };
  },
});
