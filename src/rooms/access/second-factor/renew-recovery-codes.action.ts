import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { lockPerson } from '../accounts/person.store.ts';
import { PERSON_ONLY } from '../accounts/person-only.ts';
import { givenCode } from '../sign-in/pass-second-factor.action.ts';
import { requireSecondFactor, SECOND_FACTOR_REFUSALS } from './check-second-factor.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.ts';
import { tellSecondFactor } from './second-factor.notice.ts';
import { replaceRecoveryCodes } from './second-factor.store.ts';

/** New recovery codes, this once, in place of all the old ones. */
export const renewRecoveryCodes = defineAction({
  name: 'access.renewRecoveryCodes',
  title: { fr: 'Renouveler ses codes de secours', en: 'Renew one’s recovery codes' },
  path: '/me/second-factor/recovery-codes',
  permission: { who: 'signed-in' },
  webOnly: true,
  input: z.object({ code: givenCode }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: { ...SECOND_FACTOR_REFUSALS, PERSON_ONLY },
  async run(ctx, { code }) {
    const person = ctx.actor.kind === 'person' ? await lockPerson(ctx.sql, ctx.actor.id) : null;
    if (!person) return ctx.refuse('PERSON_ONLY');
    await requireSecondFactor(ctx, code, 'code');
    const recoveryCodes = newRecoveryCodes();
    await replaceRecoveryCodes(ctx.sql, person.id, recoveryCodes.map(hashRecoveryCode), ctx.now);
    await tellSecondFactor(ctx, person, 'codesRenewed');
    ctx.record({ object: { kind: 'account', id: person.id }, after: { recoveryCodesRenewed: true } });
    return { recoveryCodes };
  },
});
