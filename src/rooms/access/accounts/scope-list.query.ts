import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { ROLES } from '#kit/actor.ts';
import { roleSchema } from '../access.schemas.ts';
import { scopesOf } from '../scope-directory.ts';
import { DIRECTED_ROLES } from './grant.rules.ts';

/** What the reader may give, and where: the choices of the form that gives a function. */
export const listGrantableFunctions = defineQuery({
  name: 'access.listGrantableFunctions',
  title: { fr: 'Lister les fonctions que l’on peut donner', en: 'List the functions one may give' },
  path: '/grantable-functions',
  permission: { who: ['administrator', 'auditor', 'cluster-director'] },
  input: z.object({}),
  output: z.object({
    roles: z.array(roleSchema),
    scopes: z.array(z.object({ kind: z.enum(['region', 'metropole', 'cluster']), id: z.string(), label: z.string() })),
    /** The whole programme may be chosen. */
    programme: z.boolean(),
  }),
  async run(ctx) {
    const { grants } = ctx.actor;
    const all = await scopesOf(ctx.services).choices(ctx.sql);
    const everything = grants.some((grant) => grant.role === 'administrator' || grant.role === 'auditor');
    if (everything) return { roles: [...ROLES], scopes: [...all], programme: true };
    const own = grants.flatMap(({ role, scope }) =>
      role === 'cluster-director' && scope.kind === 'cluster' ? [scope.id] : [],
    );
    const scopes = own.map((id) => ({
      kind: 'cluster' as const,
      id,
      label: all.find((choice) => choice.kind === 'cluster' && choice.id === id)?.label ?? id,
    }));
    return { roles: [...DIRECTED_ROLES], scopes, programme: false };
  },
});
