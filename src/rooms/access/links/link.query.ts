import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { type Link, linkByHash } from './link.store.ts';
import { hashToken } from './one-off-link.ts';

/** A token as it stands in an address: 43 characters, or nothing of ours. */
export const tokenSchema = z.string().max(200);

export type LinkState = 'open' | 'used' | 'expired' | 'revoked';

export const linkState = (link: Link, now: Date): LinkState =>
  link.usedAt ? 'used' : link.revokedAt ? 'revoked' : link.expiresAt <= now ? 'expired' : 'open';

/** What a link would do, who asks and until when: reading it changes nothing. */
export const getLink = defineQuery({
  name: 'access.getLink',
  title: { fr: 'Voir ce que fera un lien', en: 'See what a link will do' },
  path: '/links/{token}',
  permission: { who: 'public' },
  // The address is the secret: it stays out of the API's logs and documents.
  webOnly: true,
  input: z.object({ token: tokenSchema }),
  output: z.object({
    id: z.string(),
    action: z.string(),
    purpose: z.object({ fr: z.string(), en: z.string() }),
    label: z.string(),
    madeBy: z.string(),
    madeAt: z.date(),
    expiresAt: z.date(),
    state: z.enum(['open', 'used', 'expired', 'revoked']),
  }),
  refusals: {
    LINK_UNKNOWN: {
      status: 404,
      fr: 'Cette adresse n’ouvre rien\u202f: vérifiez qu’elle est entière, ou demandez un nouveau lien à la personne qui vous l’a envoyé.',
      en: 'This address opens nothing: check that it is complete, or ask the person who sent it for a new link.',
    },
  },
  async run(ctx, { token }) {
    const link = await linkByHash(ctx.sql, hashToken(token));
    if (!link) return ctx.refuse('LINK_UNKNOWN');
    const { id, action, purpose, label, madeBy, madeAt, expiresAt } = link;
    return { id, action, purpose, label, madeBy, madeAt, expiresAt, state: linkState(link, ctx.now) };
  },
});
