import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { emailSchema, personName } from '../access.schemas.ts';
import { sendInvitation } from '../links/password-link.ts';
import { newPassword } from '../sign-in/password.ts';
import { ownPlace } from './account-place.ts';
import { decideFunction, functionFields, functionLine, saveFunction } from './give-function.ts';
import { GRANT_REFUSALS } from './grant-refusals.ts';
import { insertPerson, personByEmail } from './person.store.ts';
import { PASSWORD_REFUSALS, setPassword } from './set-password.ts';

/**
 * Opens an account, with a first function or without, and invites the person by mail unless a password is given. A person who already has an
 * account receives the function on it: people are known by their address, once.
 */
export const createAccount = defineAction({
  name: 'access.createAccount',
  title: { fr: 'Créer un compte', en: 'Create an account' },
  path: '/accounts',
  permission: {
    who: ['administrator', 'cluster-director'],
    // A director's limits are told beside the field of the function, rather than by silence.
    where: async (_sql, _input, call) => ownPlace(call.actor),
  },
  input: z.object({
    email: emailSchema,
    name: personName,
    ...functionFields,
    role: functionFields.role.optional(),
    scope: functionFields.scope.optional(),
    /** Without one, an invitation to choose it is mailed. */
    password: newPassword.optional(),
  }),
  output: z.object({
    person: z.string(),
    function: z.string().nullable(),
    /** False when the person had an account already. */
    created: z.boolean(),
    invited: z.boolean(),
  }),
  refusals: {
    ...GRANT_REFUSALS,
    ...PASSWORD_REFUSALS,
    FUNCTION_REQUIRED: {
      status: 422,
      fr: 'Choisissez la fonction de cette personne et son périmètre.',
      en: 'Choose this person’s function and its scope.',
    },
    EMAIL_TAKEN: {
      fr: 'Un compte existe déjà pour cette adresse. Cherchez-le dans la liste des comptes, ou donnez-lui ici une fonction, sans mot de passe.',
      en: 'An account already exists for this address. Look for it in the list of accounts, or give it a function here, without a password.',
    },
  },
  async run(ctx, input) {
    const { email, name, password, role, scope, ...rest } = input;
    const isAdministrator = ctx.actor.grants.some((grant) => grant.role === 'administrator');
    if (role ? !scope : scope !== undefined || !isAdministrator) {
      return ctx.refuse('FUNCTION_REQUIRED', { field: role ? 'scope' : 'role' });
    }
    const decided = role && scope ? await decideFunction(ctx, { role, scope, ...rest }) : null;
    const found = await personByEmail(ctx.sql, email);
    if (found && (!decided || password)) return ctx.refuse('EMAIL_TAKEN', { field: 'email' });
    if (found?.deactivatedAt) return ctx.refuse('ACCOUNT_DEACTIVATED', { field: 'email' });
    const person = found?.id ?? ctx.newId('per');
    if (!found) await insertPerson(ctx.sql, { id: person, name, email, emailVerified: false }, ctx.now);
    const grant = decided && (await saveFunction(ctx, person, decided));
    if (password) await setPassword(ctx, { id: person, name, email }, { password });
    const invited = !found && !password;
    if (invited) await sendInvitation(ctx, { id: person, name, email });
    ctx.record({
      object: { kind: 'account', id: person },
      after: { ...(found ? {} : { name, email, invited }), ...(grant && functionLine(grant)) },
    });
    return { person, function: grant?.id ?? null, created: !found, invited };
  },
});
