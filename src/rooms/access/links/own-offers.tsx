import { pendingBrowser } from '../sign-in/pending-browser.ts';
import { cookiePrefix } from '../sign-in/session-cookie.ts';
import { acceptInvitation, choosePassword } from './accept-invitation.action.ts';
import { confirmEmail } from './confirm-email.action.ts';
import { confirmIdentity } from './confirm-identity.action.ts';
import { offerByLink } from './offered-links.ts';
import { PasswordFields } from './password-fields.tsx';

/** The acts of this room that are done through a one-off link. */
export function offerOwnLinks(): void {
  offerByLink({
    action: acceptInvitation,
    submit: { fr: 'Ouvrir mon compte', en: 'Open my account' },
    fields: () => <PasswordFields />,
    afterwards: {
      fr: 'Votre compte est ouvert. Connectez-vous avec votre adresse et ce mot de passe.',
      en: 'Your account is open. Sign in with your address and this password.',
    },
  });
  offerByLink({
    action: choosePassword,
    submit: { fr: 'Choisir ce mot de passe', en: 'Choose this password' },
    fields: () => <PasswordFields />,
    afterwards: {
      fr: 'Votre mot de passe est changé, et les sessions ouvertes jusqu’ici sont fermées.',
      en: 'Your password is changed, and the sessions open until now are closed.',
    },
  });
  offerByLink({
    action: confirmEmail,
    submit: { fr: 'Confirmer cette adresse', en: 'Confirm this address' },
    afterwards: { fr: 'Votre adresse est confirmée.', en: 'Your address is confirmed.' },
  });
  offerByLink({
    action: confirmIdentity,
    submit: { fr: 'Oui, c’était moi', en: 'Yes, it was me' },
    fromBrowser: (call, cookies) => pendingBrowser(cookiePrefix(call.services.config), cookies),
    afterwards: {
      fr: 'Votre identité ouvre maintenant ce compte. Connectez-vous de nouveau avec elle.',
      en: 'Your identity now opens this account. Sign in with it again.',
    },
  });
}
