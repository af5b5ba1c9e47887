import type { Context } from 'hono';
import type { FieldError } from '#kit/web/page.ts';
import { readForm } from '#kit/web/read-form.ts';
import { form, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { refusedFields } from '#kit/web/server.ts';
import { notices } from '../access.notices.ts';
import { getAccount } from '../accounts/account.query.ts';
import { getMyAccount } from '../accounts/my-account.query.ts';
import { PASSWORD_PROVIDER } from '../sign-in/sign-in-method.store.ts';
import { enableSecondFactor } from './enable-second-factor.action.ts';
import { newEnrolment, readEnrolment } from './enrolment.ts';
import { qrCode } from './qr-code.ts';
import { removeSecondFactor } from './remove-second-factor.action.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.action.ts';
import { resetSecondFactor } from './reset-second-factor.action.ts';
import {
  enrolPage,
  recoveryCodesPage,
  removeSecondFactorPage,
  resetSecondFactorPage,
  secondFactorPage,
} from './second-factor.page.tsx';
import { enrolmentAddress, toBase32 } from './totp.ts';

const HERE = '/mon-compte/second-facteur';

/** The page of one's second factor: how it stands, or the key with which to begin. */
async function show(visit: Visit, errors: readonly FieldError[] = [], setup = '') {
  const mine = await perform(getMyAccount, {}, visit.call);
  if (mine.secondFactor) return secondFactorPage({ ...mine.secondFactor, errors });
  const { config, clock } = visit.call.services;
  const now = clock.now();
  // After a refusal the same key stays on the screen: the application has it already.
  const enrolment = readEnrolment(config.dataDir, mine.id, now, setup) ?? newEnrolment(config.dataDir, mine.id, now);
  return enrolPage({
    qr: await qrCode(enrolmentAddress('Grappe', mine.email, enrolment.secret)),
    secret: toBase32(enrolment.secret),
    setup: enrolment.setup,
    hasPassword: mine.signsInWith.includes(PASSWORD_PROVIDER),
    errors,
  });
}

/** What a refused form shows, with the refusal's own status. */
function refused(error: unknown, c: Context): readonly FieldError[] {
  const errors = refusedFields(error);
  if (!errors) throw error;
  c.status(422);
  return errors;
}

// Not plain forms: keys and recovery codes are on the answer itself, and on no address.
export const secondFactorRoutes: readonly Route[] = [
  raw({
    path: HERE,
    method: 'GET',
    of: enableSecondFactor,
    handle(visit, c) {
      c.header('Cache-Control', 'no-store');
      return show(visit);
    },
  }),
  raw({
    path: HERE,
    method: 'POST',
    of: enableSecondFactor,
    async handle(visit, c) {
      c.header('Cache-Control', 'no-store');
      const typed = await c.req.parseBody({ all: true });
      try {
        const input = readForm(enableSecondFactor.schema, typed) as never;
        const { recoveryCodes } = await perform(enableSecondFactor, input, visit.call);
        return recoveryCodesPage({ codes: recoveryCodes, first: true });
      } catch (error) {
        return show(visit, refused(error, c), String(typed.setup ?? ''));
      }
    },
  }),
  raw({
    path: `${HERE}/codes`,
    method: 'POST',
    of: renewRecoveryCodes,
    async handle(visit, c) {
      c.header('Cache-Control', 'no-store');
      try {
        const input = readForm(renewRecoveryCodes.schema, await c.req.parseBody({ all: true })) as never;
        const { recoveryCodes } = await perform(renewRecoveryCodes, input, visit.call);
        return recoveryCodesPage({ codes: recoveryCodes, first: false });
      } catch (error) {
        return show(visit, refused(error, c));
      }
    },
  }),
  form({
    path: `${HERE}/retirer`,
    of: removeSecondFactor,
    load: (visit) => perform(getMyAccount, {}, visit.call),
    view: ({ data, errors }) =>
      removeSecondFactorPage({ hasPassword: data.signsInWith.includes(PASSWORD_PROVIDER), errors }),
    done: () => ({ to: '/mon-compte', say: notices.secondFactorRemoved }),
  }),
  form({
    path: '/comptes/:person/second-facteur',
    of: resetSecondFactor,
    load: (visit) => perform(getAccount, { person: visit.params.person ?? '' }, visit.call),
    view: ({ data, values, errors }) => resetSecondFactorPage({ values, errors, person: data }),
    done: (_out, visit) => ({ to: `/comptes/${visit.params.person}`, say: notices.secondFactorReset }),
  }),
];
