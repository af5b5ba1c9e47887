import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import { Hono, type Context as HonoContext } from 'hono';
import { compress } from 'hono/compress';
import { getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { enter, mayEnter } from '../action.ts';
import type { Actor } from '../actor.ts';
import type { Call, Services } from '../context.ts';
import { type Room, type RoomWeb, webOf } from '../room.ts';
import { LOCALES, type Locale, locale, type Say, say, speaking } from '../say.ts';
import { apiPage } from './api.page.tsx';
import { apiFor } from './api.ts';
import { assetResponse } from './assets.ts';
import { chromeOf, FLASH, withSideEntries } from './chrome.ts';
import { galleryPage } from './gallery.page.tsx';
import { keptPage } from './kept-page.ts';
import { renderDocument, renderError } from './layout.tsx';
import { ownPath } from './own-path.ts';
import type { FieldError, Page } from './page.ts';
import { readForm } from './read-form.ts';
import {
  type ActRoute,
  type Done,
  type FormRoute,
  type PageRoute,
  perform,
  type RawRoute,
  type Route,
  type Values,
  type Visit,
} from './route.ts';
import { tableAnswer } from './table-door.ts';
import { type KeptTable, tableTitle } from './table-view.ts';
import { visitorAddress } from './visitor-address.ts';

export interface Door {
  readonly rooms: readonly Room[];
  readonly services: Services;
  /** Who is asking: read from cookie or header; strangers are people too. */
  readonly identify: (request: Request) => Promise<Actor>;
  /** False while the store is being prepared or the server is stopping. */
  readonly ready: () => Promise<boolean>;
}

/** A door with all that its rooms show. */
export interface OpenDoor extends Door {
  readonly web: Required<RoomWeb>;
}

export type Env = { Variables: { call: Call; requestId: string } };
type C = HonoContext<Env>;

/** The address of a one-off link is its secret: it does not reach the log. */
const withoutToken = (path: string): string => path.replace(/^\/lien\/.+/, '/lien/…');

const YEAR = 365 * 24 * 3600;

/** The web and the API on one listener: identity, language, protection and error pages are settled here, once. */
export async function webServer(closed: Door): Promise<Hono<Env>> {
  const door: OpenDoor = { ...closed, web: await webOf(closed.rooms) };
  const { services } = door;
  const app = new Hono<Env>();
  const secure = services.config.url.startsWith('https:');
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;

  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const ready = await door.ready();
    return c.json({ status: ready ? 'ready' : 'not-ready', store: services.store.kind }, ready ? 200 : 503);
  });
  app.get('/assets/*', (c) => assetResponse(c.req.path, c.req.header('accept-encoding')));
  app.get('/favicon.ico', (c) => assetResponse('/favicon.ico', c.req.header('accept-encoding')));

  app.use(compress());
  app.use(protect(services));
  const crossSite = csrf({ origin: new URL(services.config.url).origin, secFetchSite: 'same-origin' });
  // No page of another site can add this header: programs that bring their own key are let through, even without a body.
  app.use((c, next) => (c.req.header('authorization') ? next() : crossSite(c, next)));
  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    c.header('X-Request-Id', requestId);
    await next();
    services.log.info(
      {
        requestId,
        method: c.req.method,
        path: withoutToken(c.req.path),
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    );
  });
  app.use((c, next) => speaking(languageOf(c), next));

  app.get('/langue/:language', (c) => {
    const language = c.req.param('language');
    if (LOCALES.includes(language as Locale)) setCookie(c, 'grappe_lang', language, { ...cookie, maxAge: YEAR });
    return c.redirect(ownPath(c.req.query('retour')), 303);
  });
  app.post('/theme', async (c) => {
    const { theme, retour } = await c.req.parseBody();
    if (theme === 'light' || theme === 'dark' || theme === 'system')
      setCookie(c, 'grappe_theme', theme, { ...cookie, maxAge: YEAR });
    return c.redirect(ownPath(retour), 303);
  });

  app.use(async (c, next) => {
    const actor = await door.identify(c.req.raw);
    const address = visitorAddress(c, services.config);
    c.set('call', { services, actor, door: 'web', requestId: c.get('requestId'), address });
    await next();
  });
  app.get('/api/v1/docs', (c) =>
    html(
      c,
      door,
      apiPage(
        door.rooms.flatMap((room) => room.operations),
        services.config.url,
      ),
    ),
  );
  app.route('/api/v1', apiFor(door.rooms, services));
  if (services.config.environment === 'development') app.get('/galerie', (c) => html(c, door, galleryPage()));

  for (const route of door.web.routes) mount(app, route, door);

  app.notFound((c) => failure(c, door, new ORPCError('NOT_FOUND', { status: 404 })));
  app.onError((error, c) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status === 403)
      return failure(c as C, door, new ORPCError('CROSS_SITE', { status: 403, message: say(CROSS_SITE) }));
    services.log.error({ requestId: c.get('requestId'), err: error }, 'unexpected error');
    return failure(c as C, door, error);
  });
  return app;
}

const CROSS_SITE: Say = {
  fr: 'Cette demande vient d’une autre adresse que celle de Grappe. Ouvrez la page ici et recommencez.',
  en: 'This request comes from another address than Grappe’s own. Open the page here and try again.',
};

/** Nothing is loaded from elsewhere and nothing inline runs; signing in with a provider is the only form that leaves. */
function protect(services: Services) {
  const { oidc, url } = services.config;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'", ...(oidc ? [new URL(oidc.issuer).origin] : [])],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: url.startsWith('https:'),
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}

const languageOf = (c: C): Locale => {
  const asked = getCookie(c, 'grappe_lang') ?? c.req.header('x-grappe-language');
  return asked === 'en' ? 'en' : 'fr';
};

function visitOf(c: C): Visit {
  const url = new URL(c.req.url);
  return {
    params: c.req.param() as Record<string, string>,
    search: url.searchParams,
    here: url.pathname + url.search,
    call: c.get('call'),
  };
}

function mount(app: Hono<Env>, route: Route, door: OpenDoor): void {
  switch (route.kind) {
    case 'page':
      app.get(route.path, (c) => answer(c, door, () => showPage(c, door, route)));
      break;
    case 'form':
      app.get(route.path, (c) => answer(c, door, () => showForm(c, door, route)));
      app.post(route.path, (c) => answer(c, door, () => submitForm(c, door, route)));
      break;
    case 'act':
      app.post(route.path, (c) => answer(c, door, () => submitAct(c, route)));
      break;
    case 'raw':
      app.on(route.method, route.path, (c) => answer(c, door, () => handleRaw(c, door, route)));
      break;
  }
}

async function answer(c: C, door: OpenDoor, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return failure(c, door, error);
  }
}

async function showPage(c: C, door: OpenDoor, route: PageRoute): Promise<Response> {
  const visit = visitOf(c);
  const answer = await tableAnswer(route, visit);
  if (answer instanceof Response) return answer;
  if (answer) return html(c, door, answer, { table: await keptTable(door, visit, answer) });
  // Signed in, or just told something: the page is one's own.
  if (!route.of.definition.kept || visit.call.actor.kind !== 'stranger' || getCookie(c, FLASH)) {
    const data = (await route.load(visit)) as never;
    const elsewhere = route.instead?.(data, visit);
    if (elsewhere) return c.redirect(elsewhere, 303);
    const page = await route.view(data, visit);
    return html(c, door, page, { table: route.sheet ? await keptTable(door, visit, page) : null });
  }
  pageHeaders(c);
  const key = [visit.here, locale(), getCookie(c, 'grappe_theme') ?? ''].join(' ');
  const render = async () => {
    const page = await route.view((await route.load(visit)) as never, visit);
    return renderDocument(chromeOf(c, door), withSideEntries(c, door, page));
  };
  const { status, headers, body } = await keptPage(door.services.store, key, c.req.raw, render);
  return c.newResponse(body, status as 200, Object.fromEntries(headers));
}

/** What the reader keeps of the table on this page; null for those who keep nothing. */
async function keptTable({ rooms }: OpenDoor, { here, call }: Visit, page: Page): Promise<KeptTable | null> {
  const keeper = rooms.find((room) => room.tableViews)?.tableViews;
  if (!keeper || !mayEnter(keeper.of.meta, call)) return null;
  return { title: tableTitle(page), views: await keeper.viewsOf(here.split('?')[0]!, call) };
}

/** Whoever may not perform the action, or not on this object, does not see its form. */
async function showForm(c: C, door: OpenDoor, route: FormRoute): Promise<Response> {
  const visit = visitOf(c);
  await enter(route.of, visit.params, visit.call);
  const data = (await route.load(visit)) as never;
  return html(c, door, await route.view({ data, values: route.values(data, visit), errors: [], visit }));
}

async function submitForm(c: C, door: OpenDoor, route: FormRoute): Promise<Response> {
  const visit = visitOf(c);
  const typed = (await c.req.parseBody({ all: true })) as Values;
  try {
    const input = readForm(route.of.schema, (await route.body(typed, visit)) as Values);
    const output = await perform(route.of, input, visit.call);
    return bySelf(c) ? c.json(output as object) : redirect(c, route.done(output as never, visit));
  } catch (error) {
    const errors = refusedFields(error);
    if (!errors) throw error;
    if (bySelf(c)) return c.json({ errors }, 422);
    const data = (await route.load(visit).catch(() => {
      // The act closed its own form, such as ending what has just ended: the refusal says more than a form that is not found.
      throw error;
    })) as never;
    return html(c, door, await route.view({ data, values: typed, errors, visit }), { status: 422 });
  }
}

/** A form that saves itself wants an answer, not a page. */
const bySelf = (c: C): boolean => c.req.header('accept') === 'application/json';

async function submitAct(c: C, route: ActRoute): Promise<Response> {
  const visit = visitOf(c);
  const typed = (await c.req.parseBody({ all: true })) as Values;
  try {
    const input = readForm(route.of.schema, route.body(typed, visit) as Values);
    return redirect(c, route.done((await perform(route.of, input, visit.call)) as never, visit));
  } catch (error) {
    const errors = refusedFields(error);
    const back = refererPath(c);
    if (!errors || !back) throw error;
    const text = errors.map((one) => one.message).join(' ');
    return redirect(c, { to: back, say: { fr: text, en: text }, kind: 'warning' });
  }
}

async function handleRaw(c: C, door: OpenDoor, route: RawRoute): Promise<Response> {
  const result = await route.handle(visitOf(c), c);
  return result instanceof Response ? result : html(c, door, result);
}

/** What a refusal says, to be shown beside what was typed; null for what is not the form's affair (401, 403, 404, faults). */
export function refusedFields(error: unknown): FieldError[] | null {
  if (!(error instanceof ORPCError) || ![409, 410, 413, 422, 429].includes(error.status)) return null;
  const fields = (error.data as { fields?: FieldError[] } | undefined)?.fields;
  return fields ?? [{ field: '', message: error.message }];
}

function refererPath(c: C): string | null {
  const referer = c.req.header('referer');
  const from = referer ? URL.parse(referer) : null;
  return from && from.host === new URL(c.req.url).host ? from.pathname + from.search : null;
}

function redirect(c: C, done: Done): Response {
  if (done.say) {
    const flash = encodeURIComponent(JSON.stringify({ kind: done.kind ?? 'success', text: say(done.say) }));
    setCookie(c, FLASH, flash, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: 60,
      secure: c.req.url.startsWith('https:'),
    });
  }
  return c.redirect(done.to, 303);
}

/** Without a status, the one that a raw route set on its answer; 200 when it set none. */
function html(c: C, door: OpenDoor, page: Page, more: { status?: 422; table?: KeptTable | null } = {}): Response {
  pageHeaders(c);
  const chrome = { ...chromeOf(c, door), table: more.table };
  return c.html(renderDocument(chrome, withSideEntries(c, door, page)), more.status);
}

/** Asked again each time, so that nobody reads yesterday's figures, unless a raw route said not to keep it at all; language and person come from cookies. */
function pageHeaders(c: C): void {
  if (c.res.headers.get('Cache-Control') !== 'no-store') c.header('Cache-Control', 'private, no-cache');
  c.header('Content-Language', locale());
  c.header('Vary', 'Cookie, Accept-Encoding');
}

/** The page of an error; a stranger who needs an account is taken to the sign-in page and back. */
function failure(c: C, door: OpenDoor, error: unknown): Response {
  const known = error instanceof ORPCError && error.status < 500 ? error : null;
  if (!known) door.services.log.error({ requestId: c.get('requestId'), err: error }, 'unexpected error');
  const status = known?.status ?? 500;
  if (c.req.path.startsWith('/api/') || bySelf(c)) {
    return c.json(
      { code: known?.code ?? 'INTERNAL_SERVER_ERROR', status, message: known?.message ?? 'Internal server error' },
      status as 404,
    );
  }
  if (status === 401 && c.req.method === 'GET') {
    return c.redirect(`/connexion?retour=${encodeURIComponent(visitOf(c).here)}`, 303);
  }
  c.header('Cache-Control', 'no-store');
  const message = known && known.code !== 'NOT_FOUND' ? known.message : null;
  // A refusal may know the page where it is put right.
  const back = (known?.data as { back?: string } | undefined)?.back ?? pageAbove(c.req.path, door) ?? refererPath(c);
  return c.html(
    renderError(chromeOf(c, door), status, message, { reference: c.get('requestId'), back }),
    status as 404,
  );
}

/** The nearest page over an address: `/adhesions/x` for `/adhesions/x/fin`. Null when there is none but the home page. */
function pageAbove(path: string, door: OpenDoor): string | null {
  const pages = door.web.routes.filter((route) => route.kind === 'page');
  for (let above = path.replace(/\/[^/]*$/, ''); above !== ''; above = above.replace(/\/[^/]*$/, '')) {
    const depth = above.split('/');
    const found = pages.some(({ path: known }) => {
      const steps = known.split('/');
      return (
        steps.length === depth.length && steps.every((step, place) => step.startsWith(':') || step === depth[place])
      );
    });
    if (found) return above;
  }
  return null;
}
