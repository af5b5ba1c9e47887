import { randomBytes } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { ownPath } from '#kit/web/own-path.ts';
import type { FieldError } from '#kit/web/page.ts';
import { page, perform, type Route, raw, type Visit } from '#kit/web/route.ts';
import { refusedFields } from '#kit/web/server.ts';
import { t } from '../access.sentences.ts';
import { askIdentityConfirmation } from './ask-identity-confirmation.action.ts';
import { countAttempt } from './attempt.store.ts';
import { PROVIDER, providerDiscovery, signOutAddress } from './identity-provider.ts';
import { beginAtProvider, openByPassword, returnFromProvider, type Visitor } from './open-session.ts';
import { passSecondFactor } from './pass-second-factor.action.ts';
import { newPending } from './pending-browser.ts';
import { pendingSignIn } from './pending-sign-in.ts';
import { requestPasswordReset } from './request-password-reset.action.ts';
import { clearedCookie, cookiePrefix, isSecure, sessionCookie } from './session-cookie.ts';
import { signIn } from './sign-in.action.ts';
import {
  confirmationSentPage,
  forgottenPage,
  forgottenSentPage,
  type SignInProps,
  secondStepPage,
  signedOutPage,
  signInPage,
} from './sign-in.page.tsx';
import { getSignIn } from './sign-in.query.ts';
import { identityTokenOf } from './sign-in-method.store.ts';
import { signOut } from './sign-out.action.ts';
import { visitorAddress } from './visitor-address.ts';

/** Requests for a new password from one address of the network. */
const FORGOTTEN_RULE = { window: 15 * 60, max: 5 };
const HOUR_SECONDS = 3_600;

/** Where the person was going; a path of this site or nothing. */
const back = (visit: Visit): string | null => ownPath(visit.search.get('retour'), '') || null;

const visitorOf = (c: Context, visit: Visit): Visitor => ({
  address: visitorAddress(c, visit.call.services.config),
  device: c.req.header('user-agent')?.slice(0, 300) ?? null,
  cookies: c.req.header('cookie') ?? null,
});

/** Whoever has a function goes to their week, whoever has none to the page that says whom to ask. */
const firstPage = (grants: readonly unknown[]): string => (grants.length > 0 ? '/ma-semaine' : '/mon-compte');

/** Where a sign-in that waits for its second factor goes on, and where it leads. */
const secondStep = (to: string | null): string =>
  `/connexion/second-facteur${to ? `?retour=${encodeURIComponent(to)}` : ''}`;

const addCookies = (c: Context, cookies: readonly string[]): void => {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
};

async function form(visit: Visit, rest: Pick<SignInProps, 'email' | 'errors' | 'problem'> = {}) {
  const ways = await perform(getSignIn, {}, visit.call);
  const { actor } = visit.call;
  return signInPage({
    ...ways,
    ...rest,
    back: back(visit),
    signedIn: actor.kind === 'person' ? actor.name : null,
  });
}

/** What an address of this page says of a sign-in that failed elsewhere. */
function problem(visit: Visit): string | null {
  const words = t().signIn;
  const label = visit.call.services.config.oidc?.label ?? '';
  const code = visit.search.get('echec') ?? (visit.search.has('error') ? 'fournisseur' : null);
  if (code === 'indisponible') return words.providerDown(label);
  if (code === 'ferme') return words.providerClosed;
  return code === 'fournisseur' ? words.providerFailed(label) : null;
}

export const signInRoutes: readonly Route[] = [
  page({
    path: '/connexion',
    of: getSignIn,
    input: () => ({}),
    view: ({ visit }) => form(visit, { problem: problem(visit) }),
  }),
  raw({
    path: '/connexion',
    method: 'POST',
    of: signIn,
    async handle(visit, c) {
      const typed = await c.req.parseBody();
      const email = String(typed.email ?? '').trim();
      const password = String(typed.password ?? '').trim();
      const words = t().signIn;
      const refuse = (status: 422 | 429 | 500, message: string) => {
        c.status(status);
        return form(visit, { email, errors: [{ field: status === 422 ? 'email' : '', message }] });
      };
      if (!email || !password) return refuse(422, words.wrong);
      const opened = await openByPassword(visit.call, { email, password }, visitorOf(c, visit));
      switch (opened.outcome) {
        case 'open':
          addCookies(c, opened.cookies);
          return c.redirect(back(visit) ?? firstPage(opened.actor.grants), 303);
        case 'second-factor':
          addCookies(c, opened.cookies);
          return c.redirect(secondStep(back(visit)), 303);
        case 'too-many':
          c.header('Retry-After', String(opened.seconds));
          return refuse(429, words.tooMany(opened.seconds));
        case 'wrong':
          return refuse(422, words.wrong);
        case 'failed':
          return refuse(500, words.failed);
      }
    },
  }),
  raw({
    path: '/connexion/second-facteur',
    method: 'GET',
    of: passSecondFactor,
    async handle(visit, c) {
      const pending = await pendingSignIn(visit.call.services, c.req.header('cookie') ?? null);
      return pending ? secondStepPage({ name: pending.actor.name, back: back(visit) }) : c.redirect('/connexion', 303);
    },
  }),
  raw({
    path: '/connexion/second-facteur',
    method: 'POST',
    of: passSecondFactor,
    async handle(visit, c) {
      const { services } = visit.call;
      const pending = await pendingSignIn(services, c.req.header('cookie') ?? null);
      if (!pending) return c.redirect('/connexion', 303);
      const { session, actor } = pending;
      const typed = String((await c.req.parseBody()).code ?? '');
      try {
        const { token } = await perform(passSecondFactor, { session, code: typed }, { ...visit.call, actor });
        addCookies(c, [sessionCookie(services.config, token)]);
        return c.redirect(back(visit) ?? firstPage(actor.grants), 303);
      } catch (error) {
        const errors = refusedFields(error);
        if (!errors) throw error;
        c.status((error as ORPCError<string, unknown>).status as 422);
        return secondStepPage({ name: actor.name, back: back(visit), errors });
      }
    },
  }),
  raw({
    path: '/connexion/fournisseur',
    method: 'GET',
    of: getSignIn,
    async handle(visit, c) {
      const way = back(visit);
      const begun = await beginAtProvider(visit.call, way ?? '/mon-compte', visitorOf(c, visit));
      if (!begun) return c.redirect('/connexion?echec=indisponible', 303);
      addCookies(c, begun.cookies);
      c.header('Cache-Control', 'no-store');
      return c.redirect(begun.url, 303);
    },
  }),
  raw({
    path: `/connexion/callback/${PROVIDER}`,
    method: 'GET',
    of: signIn,
    async handle(visit, c) {
      const returned = await returnFromProvider(visit.call, new URL(c.req.url), visitorOf(c, visit));
      addCookies(c, returned.cookies);
      if (returned.outcome === 'open') return c.redirect(ownPath(returned.to, firstPage(returned.actor.grants)), 303);
      if (returned.outcome === 'second-factor') return c.redirect(secondStep(ownPath(returned.to, '')), 303);
      if (returned.outcome !== 'unproven') {
        return c.redirect(`/connexion?echec=${returned.outcome === 'closed' ? 'ferme' : 'fournisseur'}`, 303);
      }
      const { subject, email, name } = returned.profile;
      const { config } = visit.call.services;
      const pending = newPending(cookiePrefix(config));
      const identity = { provider: PROVIDER, subject, email, name, browser: pending.browser };
      await perform(askIdentityConfirmation, identity, visit.call);
      setCookie(c, pending.cookie, pending.value, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure: isSecure(config),
        maxAge: HOUR_SECONDS,
      });
      return confirmationSentPage(email);
    },
  }),
  raw({
    path: '/deconnexion',
    method: 'POST',
    of: signOut,
    async handle(visit, c) {
      const { config, store } = visit.call.services;
      const { actor } = visit.call;
      const ended = actor.kind === 'person' ? await perform(signOut, {}, visit.call) : null;
      addCookies(c, [clearedCookie(config)]);
      const discovery = ended?.provider === PROVIDER ? await providerDiscovery(visit.call.services) : null;
      const token = discovery ? await identityTokenOf(store.sql, actor.id, PROVIDER) : null;
      const state = randomBytes(16).toString('base64url');
      const href = discovery && signOutAddress(config, discovery, token, state);
      return href ? signedOutPage({ label: config.oidc?.label ?? '', href }) : c.redirect('/', 303);
    },
  }),
  raw({
    path: '/mot-de-passe-oublie',
    method: 'GET',
    of: requestPasswordReset,
    handle: async () => forgottenPage({}),
  }),
  raw({
    path: '/mot-de-passe-oublie',
    method: 'POST',
    of: requestPasswordReset,
    async handle(visit, c) {
      const { store, clock } = visit.call.services;
      const email = String((await c.req.parseBody()).email ?? '').trim();
      const refuse = (status: 422 | 429, errors: readonly FieldError[]) => {
        c.status(status);
        return forgottenPage({ email, errors });
      };
      const key = `forgotten|${visitorOf(c, visit).address ?? ''}`;
      const { retryAfter } = await countAttempt(store.sql, key, FORGOTTEN_RULE, clock.now());
      if (retryAfter !== null) return refuse(429, [{ field: '', message: t().signIn.tooMany(retryAfter) }]);
      try {
        await perform(requestPasswordReset, { email }, visit.call);
      } catch (error) {
        const fields =
          error instanceof ORPCError ? (error.data as { fields?: FieldError[] } | undefined)?.fields : null;
        if (!fields) throw error;
        return refuse(422, fields);
      }
      return forgottenSentPage(email);
    },
  }),
];
