import type { Refusal } from '#kit/context.ts';

/** Some acts are a person's own: neither a key nor a command does them in their place. */
export const PERSON_ONLY = {
  status: 422,
  fr: 'Cet acte appartient à une personne connectée\u202f: une clé d’API ou la ligne de commande ne le font pas à sa place.',
  en: 'This act belongs to a signed-in person: an API key or the command line does not do it in their place.',
} as const satisfies Refusal;
