import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { daySchema, reasonText } from '../access.schemas.ts';
import { grantPlace, placed } from './account-place.ts';
import { functionLine } from './give-function.ts';
import { grantState, mayGrant } from './grant.rules.ts';
import { endGrantNow, lastingAdministrators, lockGrant, setLastDay } from './grant.store.ts';
import { LAST_ADMINISTRATOR } from './last-administrator.ts';

/** Ends a function: at once, or on a last day to come. The person's other functions remain. */
export const endGrant = defineAction({
  name: 'access.endGrant',
  title: { fr: 'Mettre fin à une fonction', en: 'End a function' },
  path: '/functions/{function}/end',
  permission: {
    who: ['administrator', 'cluster-director'],
    where: (sql, input, call) => grantPlace(sql, call.services, input.function),
  },
  input: z.object({
    function: z.string(),
    /** Last day, included, today or later; at once when absent. */
    last: daySchema.nullish(),
    reason: reasonText,
  }),
  output: z.object({ person: z.string() }),
  refusals: {
    LAST_ADMINISTRATOR,
    OUTSIDE_YOUR_AUTHORITY: {
      fr: 'Cette fonction n’est pas de celles que vous donnez. Demandez à l’administrateur du programme d’y mettre fin.',
      en: 'This function is not one that you give. Ask the programme administrator to end it.',
    },
    ALREADY_OVER: {
      fr: 'Cette fonction a déjà pris fin.',
      en: 'This function has already ended.',
    },
    LAST_DAY_IN_PAST: {
      status: 422,
      fr: 'Ce dernier jour est passé. Pour une fin immédiate, laissez le champ vide.',
      en: 'This last day is past. To end it at once, leave the field empty.',
    },
    LAST_DAY_TOO_LATE: {
      status: 422,
      fr: 'La fonction prend déjà fin le {to}. Choisissez un jour avant celui-là, ou laissez le champ vide.',
      en: 'The function already ends on {to}. Choose a day before that, or leave the field empty.',
    },
    LAST_DAY_BEFORE_FIRST: {
      status: 422,
      fr: 'La fonction ne commence que le {from}. Laissez le champ vide pour qu’elle n’ait jamais lieu.',
      en: 'The function only starts on {from}. Leave the field empty so that it never happens.',
    },
  },
  async run(ctx, { function: id, last, reason }) {
    // Before the function itself, so that everybody locks in the same order.
    const administrators = await lastingAdministrators(ctx.sql, ctx.today);
    const grant = await lockGrant(ctx.sql, id);
    if (!grant || grantState(grant, ctx.today as Day) === 'over') return ctx.refuse('ALREADY_OVER');
    const [where] = await placed(ctx.sql, ctx.services, [grant]);
    if (!where || !mayGrant(ctx.actor.grants, where)) return ctx.refuse('OUTSIDE_YOUR_AUTHORITY');
    const keepsOffice = administrators.some((person) => person !== grant.person);
    if (grant.role === 'administrator' && grant.to === null && !keepsOffice) return ctx.refuse('LAST_ADMINISTRATOR');
    if (last) {
      if (last < ctx.today) return ctx.refuse('LAST_DAY_IN_PAST', { field: 'last' });
      if (last < grant.from) {
        return ctx.refuse('LAST_DAY_BEFORE_FIRST', { field: 'last', with: { from: formatDay(grant.from) } });
      }
      if (grant.to !== null && last >= grant.to) {
        return ctx.refuse('LAST_DAY_TOO_LATE', { field: 'last', with: { to: formatDay(grant.to) } });
      }
      await setLastDay(ctx.sql, id, last, ctx.actor.name, reason);
    } else {
      await endGrantNow(ctx.sql, id, ctx.actor.name, reason, ctx.now);
    }
    const line = functionLine(grant);
    ctx.record({
      object: { kind: 'account', id: grant.person },
      reason,
      before: line,
      after: { ...line, ...(last ? { to: last } : { endedAt: ctx.now.toISOString() }) },
    });
    return { person: grant.person };
  },
});
