import { ORPCError } from '@orpc/server';
import { notFound } from '#kit/action.ts';
import { dayInParis } from '#kit/period.ts';
import type { FieldError } from '#kit/web/page.ts';
import { readForm } from '#kit/web/read-form.ts';
import { act, form, page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { notices } from '../access.notices.ts';
import { listApiKeys } from '../keys/api-key-list.query.ts';
import { createApiKey } from '../keys/create-api-key.action.ts';
import { keyMadePage, newKeyPage } from '../keys/key.page.tsx';
import { revokeApiKey } from '../keys/revoke-api-key.action.ts';
import { askEmailConfirmation } from '../sign-in/ask-email-confirmation.action.ts';
import { changeMyPassword } from '../sign-in/change-my-password.action.ts';
import { endSession, signOutElsewhere } from '../sign-in/sign-out.action.ts';
import { changeMyName } from './change-my-name.action.ts';
import { delegateFunction } from './delegate-function.action.ts';
import { endDelegation } from './end-delegation.action.ts';
import { changeNamePage, changePasswordPage, delegatePage, myAccountPage } from './my-account.page.tsx';
import { getMyAccount } from './my-account.query.ts';

const HOME = '/mon-compte';

/** The function of this address, among one's own. */
async function ownFunction(visit: Visit) {
  const { functions } = await perform(getMyAccount, {}, visit.call);
  const held = functions.find((one) => one.id === visit.params.function);
  if (!held) throw notFound();
  return held;
}

const rooms = (visit: Visit) =>
  visit.call.services.roomTitles ?? [
    { name: 'registry', title: { fr: 'Registre', en: 'Registry' } },
    { name: 'access', title: { fr: 'Accès', en: 'Access' } },
  ];

export const myAccountRoutes: readonly Route[] = [
  page({
    path: HOME,
    of: getMyAccount,
    input: () => ({}),
    also: (visit) => perform(listApiKeys, {}, visit.call),
    view: ({ data, extra, visit }) =>
      myAccountPage({
        mine: data,
        keys: extra.rows,
        provider: visit.call.services.config.oidc?.label ?? 'OpenID Connect',
      }),
  }),
  form({
    path: '/mon-compte/nom',
    of: changeMyName,
    values: (_data, visit) => ({ name: visit.call.actor.name }),
    view: ({ values, errors }) => changeNamePage({ values, errors }),
    done: () => ({ to: HOME, say: notices.nameChanged }),
  }),
  form({
    path: '/mon-compte/mot-de-passe',
    of: changeMyPassword,
    view: ({ errors }) => changePasswordPage({ errors }),
    done: () => ({ to: HOME, say: notices.passwordChanged }),
  }),
  form({
    path: '/mon-compte/fonctions/:function/deleguer',
    of: delegateFunction,
    load: ownFunction,
    view: ({ data, values, errors, visit }) =>
      delegatePage({ values, errors, held: data, today: dayInParis(visit.call.services.clock.now()) }),
    done: () => ({ to: HOME, say: notices.functionDelegated }),
  }),
  act({
    path: '/mon-compte/delegations/:delegation/fin',
    of: endDelegation,
    done: () => ({ to: HOME, say: notices.delegationEnded }),
  }),
  act({
    path: '/mon-compte/sessions',
    of: signOutElsewhere,
    done: () => ({ to: HOME, say: notices.othersClosed }),
  }),
  act({
    path: '/mon-compte/sessions/:session',
    of: endSession,
    done: () => ({ to: HOME, say: notices.sessionClosed }),
  }),
  act({
    path: '/mon-compte/adresse',
    of: askEmailConfirmation,
    done: () => ({ to: HOME, say: notices.confirmationSent }),
  }),
  // Not a plain form: the key is on the answer itself, and on no address.
  raw({
    path: '/mon-compte/cles',
    method: 'GET',
    of: createApiKey,
    async handle(visit) {
      await perform(getMyAccount, {}, visit.call);
      return newKeyPage({ rooms: rooms(visit), values: {}, errors: [] });
    },
  }),
  raw({
    path: '/mon-compte/cles',
    method: 'POST',
    of: createApiKey,
    async handle(visit, c) {
      const typed = await c.req.parseBody({ all: true });
      try {
        const { key } = await perform(createApiKey, readForm(createApiKey.schema, typed) as never, visit.call);
        c.header('Cache-Control', 'no-store');
        return keyMadePage({ key, api: `${visit.call.services.config.url}/api/v1/me/functions` });
      } catch (error) {
        if (!(error instanceof ORPCError) || ![409, 422].includes(error.status)) throw error;
        c.status(422);
        const fields = (error.data as { fields?: FieldError[] } | undefined)?.fields;
        const errors = fields ?? [{ field: '', message: error.message }];
        return newKeyPage({ rooms: rooms(visit), values: typed, errors });
      }
    },
  }),
  act({
    path: '/mon-compte/cles/:key/revoquer',
    of: revokeApiKey,
    done: () => ({ to: HOME, say: notices.keyRevoked }),
  }),
];
