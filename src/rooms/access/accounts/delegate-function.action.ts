import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { daySchema, emailSchema, reasonText, writeScope } from '../access.schemas.ts';
import { t } from '../access.sentences.ts';
import { insertDelegation, overlappingDelegation } from './delegation.store.ts';
import { refuseDelegation } from './grant.rules.ts';
import { grantById, lockGrant } from './grant.store.ts';
import { personByEmail } from './person.store.ts';

/**
 * Lets a deputy exercise one of one's functions between two days; the journal then says on whose behalf. Only its holder or the
 * administrator delegates, so a deputy cannot pass it on.
 */
export const delegateFunction = defineAction({
  name: 'access.delegateFunction',
  title: { fr: 'Déléguer une fonction', en: 'Delegate a function' },
  path: '/functions/{function}/delegations',
  permission: {
    who: 'signed-in',
    where: async (sql, input, { actor }) => {
      const grant = await grantById(sql, input.function);
      const own = grant?.person === actor.id;
      return own || (grant && actor.grants.some((held) => held.role === 'administrator')) ? {} : null;
    },
  },
  input: z.object({
    function: z.string(),
    /** The deputy’s address: they have an account already. */
    deputy: emailSchema,
    from: daySchema,
    to: daySchema,
    reason: reasonText,
  }),
  output: z.object({ delegation: z.string(), deputy: z.string() }),
  refusals: {
    DEPUTY_UNKNOWN: {
      status: 422,
      fr: 'Aucun compte ouvert n’a cette adresse. La personne qui vous supplée doit d’abord avoir un compte.',
      en: 'No open account has this address. Your deputy needs an account first.',
    },
    DEPUTY_IS_HOLDER: {
      status: 422,
      fr: 'Cette personne exerce déjà la fonction\u202f: c’est la sienne. Choisissez quelqu’un d’autre.',
      en: 'This person already holds the function: it is theirs. Choose somebody else.',
    },
    LAST_DAY_BEFORE_FIRST: {
      status: 422,
      fr: 'Le dernier jour vient avant le premier. Corrigez l’un des deux.',
      en: 'The last day comes before the first. Correct one of them.',
    },
    DELEGATION_IN_PAST: {
      status: 422,
      fr: 'Ces jours sont passés. Une délégation vaut pour aujourd’hui ou pour plus tard.',
      en: 'Those days are past. A delegation holds for today or later.',
    },
    BEYOND_GRANT: {
      status: 422,
      fr: 'Une délégation tient dans la fonction, qui commence le {from}{until}.',
      en: 'A delegation stays within the function, which starts on {from}{until}.',
    },
    GRANT_OVER: {
      fr: 'Cette fonction a pris fin\u202f: elle ne se délègue plus.',
      en: 'This function has ended: it can no longer be delegated.',
    },
    ALREADY_DELEGATED: {
      fr: 'Cette personne a déjà cette délégation pendant une partie de ces jours.',
      en: 'This person already has this delegation during some of those days.',
    },
  },
  async run(ctx, { function: id, deputy: email, from, to, reason }) {
    if (to < from) return ctx.refuse('LAST_DAY_BEFORE_FIRST', { field: 'to' });
    const grant = await lockGrant(ctx.sql, id);
    if (!grant) return ctx.refuse('GRANT_OVER');
    const deputy = await personByEmail(ctx.sql, email);
    if (!deputy || deputy.deactivatedAt) return ctx.refuse('DEPUTY_UNKNOWN', { field: 'deputy' });
    const refusal = refuseDelegation({
      held: grant,
      holder: grant.person,
      deputy: deputy.id,
      days: { from, to },
      today: ctx.today as Day,
    });
    if (refusal === 'GRANT_OVER') return ctx.refuse(refusal);
    if (refusal === 'DEPUTY_IS_HOLDER') return ctx.refuse(refusal, { field: 'deputy' });
    if (refusal === 'DELEGATION_IN_PAST') return ctx.refuse(refusal, { field: 'to' });
    if (refusal === 'BEYOND_GRANT') {
      const until = grant.to === null ? '' : t().functions.andEnds(formatDay(grant.to));
      return ctx.refuse(refusal, {
        field: from < grant.from ? 'from' : 'to',
        with: { from: formatDay(grant.from), until },
      });
    }
    const delegation = { id: ctx.newId('dlg'), grant: id, deputy: deputy.id, from, to, reason };
    if (await overlappingDelegation(ctx.sql, delegation)) return ctx.refuse('ALREADY_DELEGATED', { field: 'deputy' });
    await insertDelegation(ctx.sql, delegation, ctx.actor.id, ctx.now);
    ctx.record({
      object: { kind: 'account', id: grant.person },
      reason,
      after: {
        delegation: delegation.id,
        function: id,
        role: grant.role,
        scope: writeScope(grant.scope),
        deputy: deputy.id,
        deputyName: deputy.name,
        from,
        to,
      },
    });
    return { delegation: delegation.id, deputy: deputy.name };
  },
});
