import type { ActionContext } from '#kit/context.ts';
import { acceptInvitation, choosePassword, PASSWORD_LINKS } from './accept-invitation.action.ts';
import { revokeLinks } from './link.store.ts';
import { sendLink } from './send-link.ts';

/** Days that an invitation stays open: the time to come back from holiday. */
export const INVITATION_DAYS = 14;
/** A forgotten password is chosen again at once. */
export const PASSWORD_LINK_DAYS = 1;

interface Receiver {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

type Context = Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor' | 'services' | 'afterCommit'>;

/** Mails the link by which a person opens their account; earlier ones stop working. */
export async function sendInvitation(ctx: Context, person: Receiver): Promise<void> {
  await revokeLinks(ctx.sql, PASSWORD_LINKS, person.id, ctx.now);
  await sendLink(
    ctx,
    {
      action: acceptInvitation,
      input: { person: person.id },
      label: person.name,
      email: person.email,
      expiresInDays: INVITATION_DAYS,
      purpose: {
        fr: `Ouvrir le compte de ${person.name} (${person.email}) en choisissant un mot de passe.`,
        en: `Open the account of ${person.name} (${person.email}) by choosing a password.`,
      },
    },
    {
      subject: { fr: 'Votre compte Grappe', en: 'Your Grappe account' },
      because: {
        fr: 'Un compte vous attend dans Grappe, l’outil du programme des pôles de compétitivité. Ouvrez cette adresse pour choisir votre mot de passe\u202f:',
        en: 'An account awaits you in Grappe, the tool of the competitiveness clusters programme. Open this address to choose your password:',
      },
    },
  );
}

/** Mails the link by which a person chooses a new password; earlier ones stop working. */
export async function sendPasswordLink(ctx: Context, person: Receiver): Promise<void> {
  await revokeLinks(ctx.sql, PASSWORD_LINKS, person.id, ctx.now);
  await sendLink(
    ctx,
    {
      action: choosePassword,
      input: { person: person.id },
      label: person.name,
      email: person.email,
      expiresInDays: PASSWORD_LINK_DAYS,
      purpose: {
        fr: `Choisir un nouveau mot de passe pour le compte de ${person.name} (${person.email}).`,
        en: `Choose a new password for the account of ${person.name} (${person.email}).`,
      },
    },
    {
      subject: { fr: 'Votre mot de passe Grappe', en: 'Your Grappe password' },
      because: {
        fr: 'Un nouveau mot de passe a été demandé pour votre compte Grappe. Ouvrez cette adresse pour le choisir\u202f:',
        en: 'A new password was asked for your Grappe account. Open this address to choose it:',
      },
    },
  );
}
