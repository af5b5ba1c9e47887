import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { emailSchema } from '../access.schemas.ts';
import { offeredLink, offeredLinks } from './offered-links.ts';
import { createOneOffLink, MAX_LINK_DAYS } from './one-off-link.ts';

/** The administrator hands over an act to somebody without an account. Links that choose a password are made by inviting and resetting. */
export const createLink = defineAction({
  name: 'access.createLink',
  title: { fr: 'Créer un lien à usage unique', en: 'Create a one-off link' },
  path: '/links',
  permission: { who: ['administrator'] },
  input: z.object({
    action: z.string(),
    input: z.record(z.string(), z.unknown()),
    /** Who will act, as the journal names them. */
    label: z.string().trim().min(2).max(200),
    email: emailSchema.nullish(),
    days: z.int().min(1).max(MAX_LINK_DAYS).default(7),
    purposeFr: z.string().trim().min(5).max(500),
    purposeEn: z.string().trim().min(5).max(500),
  }),
  output: z.object({ link: z.string(), url: z.string(), expiresAt: z.date() }),
  refusals: {
    NOT_BY_LINK: {
      status: 422,
      fr: 'Cet acte ne se fait pas par un lien que l’on crée. Actes possibles\u202f: {possible}.',
      en: 'This act is not done by a link made this way. Possible acts: {possible}.',
    },
  },
  async run(ctx, input) {
    const offer = input.action.startsWith('access.') ? null : offeredLink(input.action);
    if (!offer) {
      const possible = offeredLinks()
        .map(({ action }) => action.meta.name)
        .filter((name) => !name.startsWith('access.'));
      return ctx.refuse('NOT_BY_LINK', { field: 'action', with: { possible: possible.join(', ') || '—' } });
    }
    const made = await createOneOffLink(ctx, {
      action: offer.action,
      input: input.input,
      label: input.label,
      email: input.email ?? null,
      expiresInDays: input.days,
      purpose: { fr: input.purposeFr, en: input.purposeEn },
    });
    ctx.record({
      object: { kind: 'link', id: made.id },
      after: { action: input.action, input: input.input, for: input.label, expiresAt: made.expiresAt },
    });
    return { link: made.id, url: made.url, expiresAt: made.expiresAt };
  },
});
