import { notFound } from '#kit/action.ts';
import { ROLES, type Role } from '#kit/actor.ts';
import { dayInParis } from '#kit/period.ts';
import { tableSheet } from '#kit/web/export.ts';
import { act, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import type { Choice, ChoiceGroup } from '#kit/web/ui/index.ts';
import { notices } from '../access.notices.ts';
import { t } from '../access.sentences.ts';
import { revokeApiKey } from '../keys/revoke-api-key.action.ts';
import { accountPage } from './account.page.tsx';
import { getAccount } from './account.query.ts';
import {
  closeAccountPage,
  endFunctionPage,
  type Grantable,
  giveFunctionPage,
  newAccountPage,
} from './account-form.page.tsx';
import { accountListPage } from './account-list.page.tsx';
import { listAccounts } from './account-list.query.ts';
import { createAccount } from './create-account.action.ts';
import { deactivateAccount } from './deactivate-account.action.ts';
import { endGrant } from './end-grant.action.ts';
import { functionName } from './function.parts.tsx';
import { grantFunction } from './grant-function.action.ts';
import { reactivateAccount } from './reactivate-account.action.ts';
import { resetPasswordByAdministrator } from './reset-password.action.ts';
import { listGrantableFunctions } from './scope-list.query.ts';

const PAGE_SIZE = 20;
/** As many rows as one export may hold. */
const EXPORT_PAGE = 500;

const today = (visit: Visit): string => dayInParis(visit.call.services.clock.now());
const isAdministrator = (visit: Visit): boolean =>
  visit.call.actor.grants.some((held) => held.role === 'administrator');
const given = (visit: Visit, name: string): string => visit.search.get(name)?.trim() ?? '';

/** Scopes in groups, the whole programme first. */
function scopeChoices(
  scopes: readonly { readonly kind: 'region' | 'metropole' | 'cluster'; readonly id: string; readonly label: string }[],
  programme: boolean,
): (Choice | ChoiceGroup)[] {
  const group = (kind: 'region' | 'metropole' | 'cluster'): ChoiceGroup[] => {
    const choices = scopes
      .filter((scope) => scope.kind === kind)
      .map(({ id, label }) => ({ value: `${kind}:${id}`, label }));
    return choices.length > 0 ? [{ label: t().scopes.groups[kind], choices }] : [];
  };
  return [
    ...(programme ? [{ value: 'programme', label: t().wholeProgramme }] : []),
    ...group('cluster'),
    ...group('region'),
    ...group('metropole'),
  ];
}

async function grantableOf(visit: Visit): Promise<Grantable> {
  const { roles, scopes, programme } = await perform(listGrantableFunctions, {}, visit.call);
  return { roles, scopes: scopeChoices(scopes, programme) };
}

/** A scope is chosen in the list or, for an organisation, typed: whichever is filled. */
function functionInput({ organisation, ...body }: Values, visit: Visit): Values {
  const typed = typeof organisation === 'string' ? organisation.replace(/\s/g, '') : '';
  return { ...body, ...visit.params, ...(typed !== '' && { scope: `organisation:${typed}` }) };
}

const SORTS = ['name', 'email', 'created'] as const;

function listInput(visit: Visit) {
  const role = ROLES.find((one): one is Role => one === given(visit, 'fonction'));
  const state = (['active', 'deactivated'] as const).find((one) => one === given(visit, 'etat'));
  const pageNumber = Number(given(visit, 'page'));
  return {
    q: given(visit, 'q') || undefined,
    role,
    scope: given(visit, 'perimetre') || undefined,
    state,
    sort: SORTS.find((one) => one === given(visit, 'tri')) ?? 'name',
    order: given(visit, 'ordre') === 'desc' ? ('desc' as const) : ('asc' as const),
    page: Number.isInteger(pageNumber) && pageNumber > 0 ? pageNumber : 1,
    pageSize: PAGE_SIZE,
  };
}

function listHref(visit: Visit, change: Readonly<Record<string, string | number>>): string {
  const search = new URLSearchParams(visit.search);
  if (!('page' in change)) search.delete('page');
  for (const [name, value] of Object.entries(change)) search.set(name, String(value));
  return `/comptes?${search}`;
}

async function accountSheet(visit: Visit) {
  const words = t().accounts;
  const rows = [];
  for (let number = 1; ; number += 1) {
    const found = await perform(listAccounts, { ...listInput(visit), page: number, pageSize: EXPORT_PAGE }, visit.call);
    rows.push(...found.rows);
    if (rows.length >= found.total || found.rows.length === 0) break;
  }
  return tableSheet('comptes', rows, [
    ['nom', words.name, (row) => row.name],
    ['courriel', words.email, (row) => row.email],
    ['fonctions', words.functions, (row) => row.functions.map(functionName).join(' ; ')],
    ['etat', words.state, (row) => (row.open ? words.open : words.closed)],
    ['cree-le', words.created, (row) => row.createdAt.toISOString().slice(0, 10)],
  ]);
}

const person = (visit: Visit) => perform(getAccount, { person: visit.params.person ?? '' }, visit.call);
const toAccount = (visit: Visit): string => `/comptes/${visit.params.person}`;

export const accountRoutes: readonly Route[] = [
  page({
    path: '/comptes',
    of: listAccounts,
    input: listInput,
    also: async (visit) => {
      const { scopes, programme } = await perform(listGrantableFunctions, {}, visit.call);
      return { roles: ROLES, scopes: scopeChoices(scopes, programme) };
    },
    view: ({ data, extra, visit }) => {
      const { q, role, scope, state, sort, order } = listInput(visit);
      return accountListPage({
        ...data,
        ...extra,
        sort,
        order,
        filter: { q: q ?? '', role: role ?? '', scope: scope ?? '', state: state ?? '' },
        mayCreate: visit.call.actor.grants.some(
          ({ role: held }) => held === 'administrator' || held === 'cluster-director',
        ),
        href: (change) => listHref(visit, change),
      });
    },
    sheet: accountSheet,
  }),
  form({
    path: '/comptes/nouveau',
    of: createAccount,
    load: grantableOf,
    body: functionInput,
    view: ({ data, values, errors, visit }) =>
      newAccountPage({ values, errors, grantable: data, optional: isAdministrator(visit) }),
    done: (out) => ({
      to: `/comptes/${out.person}`,
      say: out.created ? notices.accountCreated : notices.functionAdded,
    }),
  }),
  page({
    path: '/comptes/:person',
    of: getAccount,
    view: ({ data, visit }) =>
      accountPage({
        account: data,
        provider: visit.call.services.config.oidc?.label ?? 'OpenID Connect',
        now: visit.call.services.clock.now(),
      }),
  }),
  form({
    path: '/comptes/:person/fonctions',
    of: grantFunction,
    load: async (visit) => ({ grantable: await grantableOf(visit), person: await person(visit) }),
    body: functionInput,
    view: ({ data, values, errors }) => giveFunctionPage({ values, errors, ...data }),
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.functionGiven }),
  }),
  form({
    path: '/comptes/:person/fonctions/:function/fin',
    of: endGrant,
    load: person,
    view: ({ data, values, errors, visit }) => {
      const held = data.functions.find((one) => one.id === visit.params.function);
      if (!held) throw notFound();
      return endFunctionPage({ values, errors, person: data, held, today: today(visit) });
    },
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.functionEnded }),
  }),
  form({
    path: '/comptes/:person/fermer',
    of: deactivateAccount,
    load: person,
    view: ({ data, values, errors }) => closeAccountPage({ values, errors, person: data }),
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.accountClosed }),
  }),
  act({
    path: '/comptes/:person/rouvrir',
    of: reactivateAccount,
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.accountReopened }),
  }),
  act({
    path: '/comptes/:person/lien',
    of: resetPasswordByAdministrator,
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.linkSent }),
  }),
  act({
    path: '/comptes/:person/cles/:key/revoquer',
    of: revokeApiKey,
    done: (_out, visit) => ({ to: toAccount(visit), say: notices.keyRevoked }),
  }),
];
