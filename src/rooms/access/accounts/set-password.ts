import type { ActionContext, Refusal } from '#kit/context.ts';
import { DEMO_PASSWORD } from '../demo-people.ts';
import { hashPassword, isTooSimple, sharedHash } from '../sign-in/password.ts';
import { savePasswordHash } from '../sign-in/sign-in-method.store.ts';

export const PASSWORD_REFUSALS = {
  PASSWORD_TOO_SIMPLE: {
    status: 422,
    fr: 'Ce mot de passe se devine\u202f: il répète quelques caractères ou reprend le nom ou l’adresse. Quatre mots sans rapport entre eux conviennent bien.',
    en: 'This password can be guessed: it repeats a few characters, or the name or address. Four unrelated words do well.',
  },
  PASSWORDS_DIFFER: {
    status: 422,
    fr: 'Les deux mots de passe ne sont pas les mêmes. Écrivez-le deux fois de la même façon.',
    en: 'The two passwords are not the same. Write it the same way twice.',
  },
} as const satisfies Record<string, Refusal>;

/** Gives a person a new password, in place of the old one if there was one. Nothing of it reaches the journal. */
export async function setPassword<Codes extends string>(
  ctx: ActionContext<Codes | keyof typeof PASSWORD_REFUSALS>,
  person: { readonly id: string; readonly name: string; readonly email: string },
  given: { readonly password: string; readonly again?: string | undefined },
): Promise<void> {
  if (given.again !== undefined && given.again !== given.password) ctx.refuse('PASSWORDS_DIFFER', { field: 'again' });
  if (isTooSimple(given.password, person)) ctx.refuse('PASSWORD_TOO_SIMPLE', { field: 'password' });
  // The demonstration's password is public: its dozen accounts share one digest rather than spend a second on making each.
  const shared = ctx.services.config.demo && given.password === DEMO_PASSWORD;
  const hash = await (shared ? sharedHash : hashPassword)(given.password);
  await savePasswordHash(ctx.sql, { id: ctx.newId('way'), person: person.id, hash, now: ctx.now });
}
