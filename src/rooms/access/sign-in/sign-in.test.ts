import { sql as fragment, type Kysely, type KyselyPlugin } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import type { Database, Store } from '#kit/db/database.ts';
import { eachStore, quickStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { createPerson } from '../access.fixture.ts';
import { Browser, journalOf, testServices } from '../access.testing.ts';
import { deactivateAccount } from '../accounts/deactivate-account.action.ts';
import { identify, SESSION_IDLE_MS, SESSION_LIFE_MS } from './identify.ts';
import { sweep } from './session.store.ts';

const EMAIL = 'claire@pole.example';
const PASSWORD = 'quatre-mots-sans-rapport';
const HOUR = 3_600_000;

const operator = (services: ReturnType<typeof testServices>) => ({
  services,
  actor: systemActor('Essai'),
  door: 'cli' as const,
  requestId: 'essai',
});

describe.each(eachStore)('signing in, on the $name store', ({ open }) => {
  let store: Store;
  let services: ReturnType<typeof testServices>;

  beforeAll(async () => {
    store = await open();
    services = testServices(store);
    await createPerson(services, {
      email: EMAIL,
      name: 'Claire Fontaine',
      password: PASSWORD,
      grants: [{ role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
  });

  beforeEach(async () => {
    services.clock.set('2014-09-15T10:00:00Z');
    await fragment`delete from access.attempt`.execute(store.sql);
  });

  const whoIs = (browser: Browser) =>
    identify(
      services,
      new Request('http://localhost:3000/', {
        headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      }),
    );

  it('opens a session with the functions of the day, says so in the journal, and ends it', async () => {
    const browser = new Browser(services);
    const answer = await browser.signIn(EMAIL.toUpperCase(), PASSWORD);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/ma-semaine']);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('grappe.session_token='));
    // Ends with the browser, unreachable for scripts, not sent from other sites.
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/Max-Age|Expires|Domain/i);
    expect(await whoIs(browser)).toMatchObject({
      kind: 'person',
      name: 'Claire Fontaine',
      grants: [{ role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
    const [line] = await journalOf(services, 'access.signIn');
    expect(line).toMatchObject({ actorName: 'Claire Fontaine', after: { signedInWith: 'credential' } });
    expect((await browser.get('/mon-compte')).status).toBe(200);

    const before = new Map(browser.cookies);
    const out = await browser.post('/deconnexion');
    expect([out.status, out.headers.get('location')]).toEqual([303, '/']);
    expect(browser.cookies.has('grappe.session_token')).toBe(false);
    for (const [name, value] of before) browser.cookies.set(name, value);
    expect(await whoIs(browser)).toMatchObject({ kind: 'stranger' });
  });

  it('says the same of a wrong password and of an unknown address, and keeps the address typed', async () => {
    const texts = [];
    for (const email of [EMAIL, 'nobody@pole.example']) {
      const answer = await new Browser(services).signIn(email, 'not-the-password');
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain(`value="${email}"`);
      texts.push(/ne vont pas ensemble[^<]*/.exec(page)?.[0]);
    }
    expect(texts[0]).toBeTruthy();
    expect(texts[0]).toBe(texts[1]);
  });

  it('makes an address wait after ten failures in a minute; successes count for nothing, other addresses go on', async () => {
    const browser = new Browser(services, '192.0.2.7');
    for (let good = 0; good < 3; good += 1) {
      expect((await new Browser(services, '192.0.2.7').signIn(EMAIL, PASSWORD)).status).toBe(303);
    }
    for (let bad = 0; bad < 10; bad += 1)
      expect((await browser.signIn('x@pole.example', 'guess-guess')).status).toBe(422);
    const refused = await browser.signIn(EMAIL, PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Trop de tentatives');
    expect((await new Browser(services, '192.0.2.8').signIn(EMAIL, PASSWORD)).status).toBe(303);
    services.clock.advance(61_000);
    expect((await browser.signIn(EMAIL, PASSWORD)).status).toBe(303);
  });

  it('makes an account wait after twenty failures, whatever addresses they come from', async () => {
    const guesses = Array.from({ length: 20 }, (_, turn) =>
      new Browser(services, `198.51.100.${turn}`).signIn(EMAIL, `guess-number-${turn}`),
    );
    for (const { status } of await Promise.all(guesses)) expect(status).toBe(422);
    expect((await new Browser(services, '198.51.100.200').signIn(EMAIL, PASSWORD)).status).toBe(429);
    services.clock.advance(15 * 60_000);
    expect((await new Browser(services, '198.51.100.200').signIn(EMAIL, PASSWORD)).status).toBe(303);
  });

  it('never adopts a session that was there before, and ends it', async () => {
    const browser = new Browser(services);
    await browser.signIn(EMAIL, PASSWORD);
    const planted = browser.cookies.get('grappe.session_token')!;
    await browser.signIn(EMAIL, PASSWORD);
    expect(browser.cookies.get('grappe.session_token')).not.toBe(planted);
    const other = new Browser(services);
    other.cookies.set('grappe.session_token', planted);
    expect(await whoIs(other)).toMatchObject({ kind: 'stranger' });
    // A token that the server never signed is nobody's.
    other.cookies.set('grappe.session_token', `${planted.split('.')[0]}.AAAA`);
    expect(await whoIs(other)).toMatchObject({ kind: 'stranger' });
  });

  it('ends a session after twelve hours without use, and after seven days of use', async () => {
    const idle = new Browser(services);
    await idle.signIn(EMAIL, PASSWORD);
    services.clock.advance(SESSION_IDLE_MS - 1000);
    expect(await whoIs(idle)).toMatchObject({ kind: 'person' });
    services.clock.advance(SESSION_IDLE_MS);
    expect(await whoIs(idle)).toMatchObject({ kind: 'stranger' });

    const busy = new Browser(services);
    await busy.signIn(EMAIL, PASSWORD);
    for (let spent = 6 * HOUR; spent < SESSION_LIFE_MS; spent += 6 * HOUR) {
      services.clock.advance(6 * HOUR);
      expect(await whoIs(busy)).toMatchObject({ kind: 'person' });
    }
    services.clock.advance(6 * HOUR);
    expect(await whoIs(busy)).toMatchObject({ kind: 'stranger' });
  });

  it('asks the store nothing for a stranger and one thing for a person', async () => {
    const browser = new Browser(services);
    await browser.signIn(EMAIL, PASSWORD);
    let statements = 0;
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const counted = { ...services, store: { ...store, sql: store.sql.withPlugin(counting) as Kysely<Database> } };
    await identify(counted, new Request('http://localhost:3000/', { headers: { cookie: 'grappe_lang=fr' } }));
    await identify(counted, new Request('http://localhost:3000/', { headers: { cookie: 'grappe.session_token=a.b' } }));
    expect(statements).toBe(0);
    const cookie = `grappe.session_token=${browser.cookies.get('grappe.session_token')}`;
    await identify(counted, new Request('http://localhost:3000/', { headers: { cookie } }));
    expect(statements).toBe(1);
    // Nobody else changes the embedded store: a busy import keeps nobody from being known.
    await identify(counted, new Request('http://localhost:3000/', { headers: { cookie } }));
    expect(statements).toBe(store.kind === 'embedded' ? 1 : 2);
    statements = 1;
    services.clock.advance(HOUR);
    await identify(counted, new Request('http://localhost:3000/', { headers: { cookie } }));
    expect(statements).toBe(3);
  });

  it('forgets at night the sessions that are over, and no other', async () => {
    await new Browser(services).signIn(EMAIL, PASSWORD);
    services.clock.advance(6 * HOUR);
    const browser = new Browser(services);
    await browser.signIn(EMAIL, PASSWORD);
    services.clock.advance(7 * HOUR);
    const now = services.clock.now();
    const over = async () =>
      (await store.query('select id from access.session where expires_at < $1', [now])).rows.length;
    expect(await over()).toBeGreaterThan(0);
    await sweep(store.sql, now, now);
    expect(await over()).toBe(0);
    expect(await whoIs(browser)).toMatchObject({ kind: 'person' });
  });

  it('ends every session of an account that is closed, at once, and opens no other', async () => {
    const person = await createPerson(services, { email: 'partant@pole.example', password: PASSWORD });
    const [one, two] = [new Browser(services), new Browser(services)];
    await one.signIn('partant@pole.example', PASSWORD);
    await two.signIn('partant@pole.example', PASSWORD);
    const { sessionsClosed } = await perform(
      deactivateAccount,
      { person, reason: 'Départ du pôle' },
      operator(services),
    );
    expect(sessionsClosed).toBe(2);
    expect(await whoIs(one)).toMatchObject({ kind: 'stranger' });
    expect(await whoIs(two)).toMatchObject({ kind: 'stranger' });
    expect((await one.signIn('partant@pole.example', PASSWORD)).status).toBe(422);
    expect((await one.get('/mon-compte')).headers.get('location')).toBe('/connexion?retour=%2Fmon-compte');
  });

  it('closes one’s other sessions, and changes a password only for who knows it', async () => {
    const [here, elsewhere] = [new Browser(services), new Browser(services)];
    await here.signIn(EMAIL, PASSWORD);
    await elsewhere.signIn(EMAIL, PASSWORD);
    const page = await (await here.get('/mon-compte')).text();
    expect(page).toContain('Firefox 128, Linux');
    const change = (current: string, password: string, again = password) =>
      here.post('/mon-compte/mot-de-passe', { current, password, again });
    expect(await (await change('wrong', 'un-autre-mot-de-passe')).text()).toContain('pas votre mot de passe actuel');
    expect(await (await change(PASSWORD, 'court')).text()).toContain('au moins 12 caractères');
    expect(await (await change(PASSWORD, 'aaaaaaaaaaaaaaa')).text()).toContain('se devine');
    expect(await (await change(PASSWORD, 'claire fontaine')).text()).toContain('se devine');
    expect(await (await change(PASSWORD, 'un-autre-mot-de-passe', 'un-autre-mot')).text()).toContain('pas les mêmes');
    expect(await whoIs(elsewhere)).toMatchObject({ kind: 'person' });
    expect((await change(PASSWORD, 'un-autre-mot-de-passe')).headers.get('location')).toBe('/mon-compte');
    expect(await whoIs(here)).toMatchObject({ kind: 'person' });
    expect(await whoIs(elsewhere)).toMatchObject({ kind: 'stranger' });
    expect((await new Browser(services).signIn(EMAIL, PASSWORD)).status).toBe(422);
    await change('un-autre-mot-de-passe', PASSWORD);
    const { rows } = await store.query<{ journal: string }>('select json_agg(j)::text as journal from kit.journal j');
    for (const secret of [PASSWORD, 'un-autre-mot-de-passe']) expect(rows[0]!.journal).not.toContain(secret);
  });
});

describe('where a sign-in leads', () => {
  it('comes back to a path of this site and to nowhere else', async () => {
    const services = testServices(await quickStore.open());
    await createPerson(services, {
      email: EMAIL,
      password: PASSWORD,
      grants: [{ role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
    services.clock.set('2014-09-15T10:00:00Z');
    const destination = async (back: string) =>
      (await new Browser(services).signIn(EMAIL, PASSWORD, back)).headers.get('location');
    expect(await destination('/poles/minalogic?vue=membres')).toBe('/poles/minalogic?vue=membres');
    for (const trap of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '\\\\evil.example',
      'evil.example',
    ]) {
      expect(await destination(trap)).toBe('/ma-semaine');
    }
  });
});

describe('over https', () => {
  it('binds the session cookie to this host and to encrypted connections', async () => {
    const store = await quickStore.open();
    const services = testServices(store, { env: { GRAPPE_URL: 'https://grappe.pole.example' } });
    await createPerson(services, { email: EMAIL, password: PASSWORD });
    const browser = new Browser(services);
    const answer = await browser.signIn(EMAIL, PASSWORD);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-grappe.session_token='));
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; Path=\//);
    // Nobody with this account has a function: they go where it is said whom to ask.
    expect(answer.headers.get('location')).toBe('/mon-compte');
    expect(await (await browser.get('/mon-compte')).text()).toContain('pas encore de fonction');
  });
});
