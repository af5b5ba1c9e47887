import type { Actor } from '#kit/actor.ts';
import type { ActionContext, Refusal } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { ownerOfKey } from '../keys/api-key.store.ts';
import type { AttemptRule } from '../sign-in/attempt.store.ts';
import { guess } from '../sign-in/guess.ts';
import { hashRecoveryCode } from './recovery-code.ts';
import { unseal } from './seal.ts';
import { lockSecondFactor, setLastStep, useRecoveryCode } from './second-factor.store.ts';
import { acceptedStep } from './totp.ts';

/** Wrong codes for one person, at sign-in and at acts together: three codes in a million are good at any moment. */
export const SECOND_FACTOR_RULES: readonly AttemptRule[] = [
  { window: 5 * 60, max: 5 },
  { window: 24 * 3_600, max: 30 },
];

export type SecondFactorVerdict = 'ok' | 'wrong' | 'not-enrolled' | 'too-many';

type Ctx<Code extends string> = Pick<ActionContext<Code>, 'sql' | 'services' | 'now' | 'afterCommit' | 'afterRollback'>;

/** The purpose under which a person's secret is sealed. */
export const secretOf = (person: string): string => `second factor of ${person}`;

/**
 * Is this a code of the person's authenticator application, or one of their recovery codes? Used inside an action's `run`: a code serves once, and
 * is spent exactly when the act is done; a wrong one is counted even though the act is refused.
 */
export async function checkSecondFactor<Code extends string>(
  ctx: Ctx<Code>,
  person: string,
  code: string,
): Promise<SecondFactorVerdict> {
  const factor = await lockSecondFactor(ctx.sql, person);
  if (!factor) return 'not-enrolled';
  const verdict = await guess(ctx, `second-factor|${person}`, SECOND_FACTOR_RULES, async () => {
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) return useRecoveryCode(ctx.sql, person, hashRecoveryCode(code), ctx.now);
    const { config, log } = ctx.services;
    const secret = unseal(config.dataDir, secretOf(person), factor.sealedSecret);
    if (!secret) log.error({ person }, 'second factor sealed with the secret of another data folder');
    const step = secret && acceptedStep(secret, digits, ctx.now, factor.lastStep);
    if (step === null) return false;
    await setLastStep(ctx.sql, person, step);
    return true;
  });
  return verdict === 'right' ? 'ok' : verdict;
}

/** For the refusals of an action that asks for a second factor. */
export const SECOND_FACTOR_REFUSALS = {
  SECOND_FACTOR_WRONG: {
    status: 422,
    fr: 'Ce code n’est pas bon, ou il a déjà servi\u202f: chaque code sert une fois. Attendez le suivant dans votre application, ou utilisez un code de secours.',
    en: 'This code is not right, or was used: each code serves once. Wait for the next one in your application, or use a recovery code.',
  },
  SECOND_FACTOR_NOT_ENROLLED: {
    fr: 'Cet acte demande un second facteur. Activez-le d’abord sur «\u202fMon compte\u202f», puis recommencez.',
    en: 'This act asks for a second factor. Turn it on first on “My account”, then try again.',
  },
  SECOND_FACTOR_TOO_MANY: {
    status: 429,
    fr: 'Trop de codes faux à la suite. Attendez cinq minutes, puis recommencez avec un nouveau code\u202f; après trente dans la journée, revenez demain.',
    en: 'Too many wrong codes in a row. Wait five minutes, then try again with a new code; after thirty in a day, come back tomorrow.',
  },
} as const satisfies Record<string, Refusal>;

/**
 * Refuses unless the person who acts gives a good code: step-up at the moment of an act. Behind an API key stands its owner, whose code it takes.
 * Links and the command line have nobody's telephone: `SECOND_FACTOR_NOT_ENROLLED`.
 * @param field name of the input that holds the code, for the form.
 */
export async function requireSecondFactor<Code extends string>(
  ctx: ActionContext<Code | keyof typeof SECOND_FACTOR_REFUSALS>,
  code: string,
  field = 'secondFactor',
): Promise<void> {
  const person = await personBehind(ctx.sql, ctx.actor);
  const verdict = person === null ? 'not-enrolled' : await checkSecondFactor(ctx, person, code);
  if (verdict === 'wrong') ctx.refuse('SECOND_FACTOR_WRONG', { field });
  if (verdict === 'too-many') ctx.refuse('SECOND_FACTOR_TOO_MANY', { field });
  if (verdict === 'not-enrolled') ctx.refuse('SECOND_FACTOR_NOT_ENROLLED', { field });
}

async function personBehind(sql: Sql, actor: Actor): Promise<string | null> {
  if (actor.kind === 'person') return actor.id;
  return actor.kind === 'api-key' ? ownerOfKey(sql, actor.id) : null;
}
