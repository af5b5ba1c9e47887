import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { OWN_PASSWORD_REFUSALS, requireOwnPassword } from '../accounts/own-password.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { sessionOf } from '../sign-in/identify.ts';
import { givenCode } from '../sign-in/pass-second-factor.action.ts';
import { givenPassword } from '../sign-in/password.ts';
import { deleteSessionsOf } from '../sign-in/session.store.ts';
import { passwordHashOf } from '../sign-in/sign-in-method.store.ts';
import { secretOf } from './check-second-factor.ts';
import { readEnrolment } from './enrolment.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.ts';
import { seal } from './seal.ts';
import { tellSecondFactor } from './second-factor.notice.ts';
import { insertSecondFactor, replaceRecoveryCodes, secondFactorOf } from './second-factor.store.ts';
import { acceptedStep } from './totp.ts';

/**
 * Turns one's second factor on: the application proves with a first code that it has the key. Gives the recovery codes, this once. Every other
 * session is closed, since it was opened without.
 */
export const enableSecondFactor = defineAction({
  name: 'access.enableSecondFactor',
  title: { fr: 'Activer son second facteur', en: 'Turn one’s second factor on' },
  path: '/me/second-factor',
  permission: { who: 'signed-in' },
  webOnly: true,
  input: z.object({
    /** What the form carried: the key of the screen, sealed. */
    setup: z.string().max(500),
    code: givenCode,
    /** Asked of who has one. */
    password: givenPassword.optional(),
  }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: {
    ...OWN_PASSWORD_REFUSALS,
    PERSON_ONLY,
    ALREADY_ENABLED: {
      fr: 'Votre second facteur est déjà actif. Pour changer de téléphone, retirez-le d’abord.',
      en: 'Your second factor is already on. To change telephone, remove it first.',
    },
    ENROLMENT_OVER: {
      fr: 'La clé de cette page a plus d’une heure. Rouvrez la page et recommencez avec la nouvelle clé.',
      en: 'The key of this page is more than an hour old. Open the page again and start over with the new key.',
    },
    CODE_DOES_NOT_MATCH: {
      status: 422,
      fr: 'Ce code n’est pas celui que donne cette clé en ce moment. Vérifiez l’heure de votre téléphone et recopiez le code affiché.',
      en: 'This is not the code that this key gives now. Check the time of your telephone and copy the code shown.',
    },
  },
  async run(ctx, { setup, code, password = '' }) {
    if (ctx.actor.kind !== 'person') return ctx.refuse('PERSON_ONLY');
    const { dataDir } = ctx.services.config;
    const person = await lockPerson(ctx.sql, ctx.actor.id);
    if (!person) return ctx.refuse('PERSON_ONLY');
    if (await secondFactorOf(ctx.sql, person.id)) return ctx.refuse('ALREADY_ENABLED');
    const enrolment = readEnrolment(dataDir, person.id, ctx.now, setup);
    if (!enrolment) return ctx.refuse('ENROLMENT_OVER');
    const step = acceptedStep(enrolment.secret, code.replace(/\s/g, ''), ctx.now, 0);
    if (step === null) return ctx.refuse('CODE_DOES_NOT_MATCH', { field: 'code' });
    const hash = await passwordHashOf(ctx.sql, person.id);
    if (hash !== null) await requireOwnPassword(ctx, person.id, { given: password, hash, field: 'password' });

    const recoveryCodes = newRecoveryCodes();
    const sealedSecret = seal(dataDir, secretOf(person.id), enrolment.secret);
    await insertSecondFactor(ctx.sql, { person: person.id, sealedSecret, lastStep: step, now: ctx.now });
    await replaceRecoveryCodes(ctx.sql, person.id, recoveryCodes.map(hashRecoveryCode), ctx.now);
    const sessionsClosed = await deleteSessionsOf(ctx.sql, person.id, sessionOf(ctx.actor));
    await tellSecondFactor(ctx, person, 'enabled');
    ctx.record({
      object: { kind: 'account', id: person.id },
      before: { secondFactor: false },
      after: { secondFactor: true, sessionsClosed },
    });
    return { recoveryCodes };
  },
});
