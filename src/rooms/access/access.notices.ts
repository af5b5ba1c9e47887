import type { Say } from '#kit/say.ts';

/** What is said once an act is done, on the page that follows. */
export const notices = {
  functionGiven: { fr: 'Fonction donnée.', en: 'Function given.' },
  functionEnded: { fr: 'Il est mis fin à la fonction.', en: 'The function is ended.' },
  functionDelegated: { fr: 'Fonction déléguée.', en: 'Function delegated.' },
  delegationEnded: { fr: 'La délégation est terminée.', en: 'The delegation is over.' },
  accountCreated: {
    fr: 'Compte créé\u202f; l’invitation est partie.',
    en: 'Account created; the invitation is on its way.',
  },
  functionAdded: {
    fr: 'Cette personne avait déjà un compte\u202f: la fonction y est ajoutée.',
    en: 'This person already had an account: the function was added to it.',
  },
  accountClosed: { fr: 'Compte fermé.', en: 'Account closed.' },
  accountReopened: { fr: 'Compte rouvert.', en: 'Account reopened.' },
  linkSent: {
    fr: 'Le lien est parti vers l’adresse de la personne.',
    en: 'The link is on its way to the person’s address.',
  },
  confirmationSent: {
    fr: 'Un lien de confirmation est parti vers votre adresse.',
    en: 'A confirmation link is on its way to your address.',
  },
  passwordChanged: { fr: 'Mot de passe changé.', en: 'Password changed.' },
  nameChanged: { fr: 'Nom changé.', en: 'Name changed.' },
  secondFactorRemoved: { fr: 'Second facteur retiré.', en: 'Second factor removed.' },
  secondFactorReset: {
    fr: 'Second facteur réinitialisé\u202f; la personne en est prévenue par message.',
    en: 'Second factor reset; the person is told by message.',
  },
  sessionClosed: { fr: 'Session fermée.', en: 'Session closed.' },
  othersClosed: { fr: 'Vos autres sessions sont fermées.', en: 'Your other sessions are closed.' },
  keyRevoked: { fr: 'Clé révoquée.', en: 'Key revoked.' },
} as const satisfies Record<string, Say>;
