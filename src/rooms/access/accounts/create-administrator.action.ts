import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { emailSchema, personName } from '../access.schemas.ts';
import { newPassword } from '../sign-in/password.ts';
import { functionLine } from './give-function.ts';
import { insertGrant, overlappingGrant } from './grant.store.ts';
import { insertPerson, lockPerson, personByEmail } from './person.store.ts';
import { PASSWORD_REFUSALS, setPassword } from './set-password.ts';

/**
 * The first administrator of an empty store, from the command line: `grappe access create-administrator --email … --name "…"`. Without a
 * password one is drawn and given back, once; it stands nowhere else. For a known address, the function is added to the account.
 */
export const createAdministrator = defineAction({
  name: 'access.createAdministrator',
  title: { fr: 'Créer un administrateur', en: 'Create an administrator' },
  path: '/administrators',
  permission: { who: ['administrator'] },
  input: z.object({ email: emailSchema, name: personName, password: newPassword.optional() }),
  output: z.object({
    person: z.string(),
    email: z.string(),
    /** Only when it was drawn here: note it now. */
    password: z.string().nullable(),
  }),
  refusals: {
    ...PASSWORD_REFUSALS,
    ALREADY_ADMINISTRATOR: {
      fr: 'Cette personne est déjà administrateur du programme.',
      en: 'This person is already a programme administrator.',
    },
    HAS_PASSWORD: {
      fr: 'Cette adresse a déjà un compte\u202f: il garde son mot de passe. Recommencez sans en donner un.',
      en: 'This address already has an account, which keeps its password. Try again without giving one.',
    },
    ACCOUNT_DEACTIVATED: {
      fr: 'Le compte de cette adresse est fermé. Rouvrez-le d’abord.',
      en: 'The account of this address is closed. Reopen it first.',
    },
  },
  async run(ctx, { email, name, password: given }) {
    const known = await personByEmail(ctx.sql, email);
    const found = known && (await lockPerson(ctx.sql, known.id));
    if (found?.deactivatedAt) return ctx.refuse('ACCOUNT_DEACTIVATED', { field: 'email' });
    if (found && given) return ctx.refuse('HAS_PASSWORD', { field: 'password' });
    const person = found?.id ?? ctx.newId('per');
    const grant = {
      id: ctx.newId('fnc'),
      person,
      role: 'administrator',
      scope: { kind: 'programme' },
      from: ctx.today,
      to: null,
      mission: null,
    } as const;
    if (await overlappingGrant(ctx.sql, grant)) return ctx.refuse('ALREADY_ADMINISTRATOR', { field: 'email' });
    if (!found) await insertPerson(ctx.sql, { id: person, name, email, emailVerified: false }, ctx.now);
    const drawn = found || given ? null : randomBytes(15).toString('base64url');
    const password = given ?? drawn;
    if (password) await setPassword(ctx, { id: person, name, email }, { password });
    await insertGrant(ctx.sql, grant, ctx.actor, ctx.now);
    ctx.record({
      object: { kind: 'account', id: person },
      after: { ...(found ? {} : { name, email }), ...functionLine(grant) },
    });
    return { person, email, password: drawn };
  },
});
