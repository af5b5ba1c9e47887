import type { ActionContext, Refusal } from '#kit/context.ts';
import type { AttemptRule } from '../sign-in/attempt.store.ts';
import { guess } from '../sign-in/guess.ts';
import { matchesPassword } from '../sign-in/password.ts';

/** Whoever sits down at an open session does not find the password by trying. */
const RULES: readonly AttemptRule[] = [{ window: 15 * 60, max: 10 }];

export const OWN_PASSWORD_REFUSALS = {
  WRONG_PASSWORD: {
    status: 422,
    fr: 'Ce n’est pas votre mot de passe actuel. Si vous l’avez oublié, déconnectez-vous et demandez un lien.',
    en: 'This is not your present password. If you forgot it, sign out and ask for a link.',
  },
  TOO_MANY_GUESSES: {
    status: 429,
    fr: 'Trop de mots de passe faux à la suite. Attendez un quart d’heure, ou demandez un lien depuis la page de connexion.',
    en: 'Too many wrong passwords in a row. Wait a quarter of an hour, or ask for a link on the sign-in page.',
  },
} as const satisfies Record<string, Refusal>;

/** Refuses unless the person gives the password behind this hash. */
export async function requireOwnPassword<Code extends string>(
  ctx: ActionContext<Code | keyof typeof OWN_PASSWORD_REFUSALS>,
  person: string,
  { given, hash, field }: { readonly given: string; readonly hash: string; readonly field: string },
): Promise<void> {
  const verdict = await guess(ctx, `password|${person}`, RULES, () => matchesPassword(given, hash));
  if (verdict === 'wrong') ctx.refuse('WRONG_PASSWORD', { field });
  if (verdict === 'too-many') ctx.refuse('TOO_MANY_GUESSES', { field });
}
