import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { confirmIdentity } from '../links/confirm-identity.action.ts';
import { sendLink } from '../links/send-link.ts';

/**
 * Somebody signed in at the identity provider with an address that it did not verify, or that the account never proved: the link that ties
 * both goes to that address. Called by the web door alone, with what the provider signed.
 */
export const askIdentityConfirmation = defineAction({
  name: 'access.askIdentityConfirmation',
  title: { fr: 'Demander à relier une identité', en: 'Ask to tie an identity' },
  path: '/identities',
  permission: { who: 'public' },
  webOnly: true,
  input: z.object({
    provider: z.string(),
    subject: z.string(),
    email: z.email(),
    name: z.string(),
    browser: z.string(),
  }),
  output: z.object({}),
  async run(ctx, identity) {
    const label = ctx.services.config.oidc?.label ?? identity.provider;
    const link = await sendLink(
      ctx,
      {
        action: confirmIdentity,
        input: identity,
        label: identity.name,
        email: identity.email,
        expiresInDays: 1 / 24,
        purpose: {
          fr: `Relier l’identité ${label} de ${identity.name} au compte Grappe de ${identity.email}.`,
          en: `Tie the ${label} identity of ${identity.name} to the Grappe account of ${identity.email}.`,
        },
      },
      {
        subject: { fr: 'Confirmez votre connexion', en: 'Confirm your sign-in' },
        because: {
          fr: `Vous venez de vous connecter à Grappe avec ${label}. Ouvrez cette adresse, dans le même navigateur, pour confirmer que c’était vous. Si ce n’était pas vous, n’en faites rien\u202f: personne n’entrera.`,
          en: `You just signed in to Grappe with ${label}. Open this address, in the same browser, to confirm that it was you. If it was not, do nothing: nobody will get in.`,
        },
      },
    );
    ctx.record({
      object: { kind: 'link', id: link.id },
      after: { action: confirmIdentity.meta.name, email: identity.email, expiresAt: link.expiresAt },
    });
    return {};
  },
});
