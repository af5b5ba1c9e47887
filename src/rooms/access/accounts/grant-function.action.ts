import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { accountPlace } from './account-place.ts';
import { decideFunction, functionFields, functionLine, saveFunction } from './give-function.ts';
import { GRANT_REFUSALS } from './grant-refusals.ts';
import { lockPerson } from './person.store.ts';

/** Gives one more function to somebody: a role, on a scope, between two days. */
export const grantFunction = defineAction({
  name: 'access.grantFunction',
  title: { fr: 'Donner une fonction', en: 'Give a function' },
  path: '/accounts/{person}/functions',
  permission: {
    who: ['administrator', 'cluster-director'],
    where: (sql, { person }, call) => accountPlace(sql, call.services, person),
  },
  input: z.object({ person: z.string(), ...functionFields }),
  output: z.object({ function: z.string() }),
  refusals: GRANT_REFUSALS,
  async run(ctx, { person: id, ...asked }) {
    const person = await lockPerson(ctx.sql, id);
    if (!person || person.deactivatedAt) return ctx.refuse('ACCOUNT_DEACTIVATED');
    const grant = await saveFunction(ctx, id, await decideFunction(ctx, asked));
    ctx.record({ object: { kind: 'account', id }, after: functionLine(grant) });
    return { function: grant.id };
  },
});
