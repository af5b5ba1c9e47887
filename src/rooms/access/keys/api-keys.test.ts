import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf, createPerson } from '../access.fixture.ts';
import { Browser, testServices } from '../access.testing.ts';
import { listAccounts } from '../accounts/account-list.query.ts';
import { createAccount } from '../accounts/create-account.action.ts';
import { identify } from '../sign-in/identify.ts';
import { createApiKey } from './create-api-key.action.ts';
import { revokeApiKey } from './revoke-api-key.action.ts';

const OWNER = 'cle@etat.example';
const PASSWORD = 'quatre-mots-sans-rapport';

describe.each(eachStore)('API keys, on the $name store', ({ open }) => {
  let store: Store;
  let services: ReturnType<typeof testServices>;

  beforeAll(async () => {
    store = await open();
    services = testServices(store);
    await createPerson(services, {
      email: OWNER,
      name: 'Karim Sage',
      password: PASSWORD,
      grants: [{ role: 'administrator' }, { role: 'auditor', to: '2014-12-31' }],
    });
  });

  beforeEach(() => services.clock.set('2014-09-15T10:00:00Z'));

  const call = async () =>
    ({ services, actor: await actorOf(services, OWNER), door: 'web', requestId: 'essai' }) as const;
  const make = async (scopes: string[], until = '2014-12-31') =>
    perform(createApiKey, { name: 'Entrepôt de données', scopes, until }, await call());
  const asKey = (key: string) =>
    identify(services, new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${key}` } }));

  it('act with their owner’s functions, within what they open', async () => {
    const { key } = await make(['access:read']);
    const actor = await asKey(key);
    expect(actor).toMatchObject({ kind: 'api-key', name: 'Entrepôt de données (Karim Sage)', scopes: ['access:read'] });
    expect(actor.grants.map((grant) => grant.role)).toEqual(['administrator', 'auditor']);
    const context = { services, actor, door: 'api', requestId: 'essai' } as const;
    expect((await perform(listAccounts, {}, context)).total).toBe(1);
    const account = { email: 'x@etat.example', name: 'Par une clé' };
    await expect(perform(createAccount, account, context)).rejects.toMatchObject({ code: 'NOT_YOUR_FUNCTION' });
    const other = { ...context, actor: await asKey((await make(['registry:write'])).key) };
    await expect(perform(listAccounts, {}, other)).rejects.toMatchObject({ code: 'NOT_YOUR_FUNCTION' });
    const writer = { ...context, actor: await asKey((await make(['access:write'])).key) };
    expect(await perform(createAccount, account, writer)).toMatchObject({ created: true });
    // A key makes no other key, and changes no password.
    const another = { name: 'Autre', scopes: ['access:read'], until: '2014-12-31' };
    await expect(perform(createApiKey, another, writer)).rejects.toMatchObject({ code: 'PERSON_ONLY' });
  });

  it('follow their owner: a function that ends is lost to the key, a closed account stops it', async () => {
    const { key, id } = await make(['access:read'], '2015-06-30');
    services.clock.set('2015-01-01T10:00:00Z');
    expect((await asKey(key)).grants.map((grant) => grant.role)).toEqual(['administrator']);
    services.clock.set('2015-06-30T21:59:59Z');
    expect((await asKey(key)).kind).toBe('api-key');
    services.clock.set('2015-06-30T22:00:00Z');
    expect((await asKey(key)).kind).toBe('stranger');
    services.clock.set('2015-01-01T10:00:00Z');
    await perform(revokeApiKey, { key: id }, await call());
    expect((await asKey(key)).kind).toBe('stranger');
    expect((await asKey('gk_unknown')).kind).toBe('stranger');
  });

  it('are shown once and kept nowhere, and their last use is written at most once a minute', async () => {
    const browser = new Browser(services);
    await browser.signIn(OWNER, PASSWORD);
    const nothing = await browser.post('/mon-compte/cles', { name: 'Script', until: '' });
    expect(nothing.status).toBe(422);
    const shown = await browser.post('/mon-compte/cles', {
      name: 'Script',
      scopes: 'access:read',
      until: '2014-10-01',
    });
    expect(shown.headers.get('cache-control')).toContain('no-');
    const key = /gk_[\w-]{43}/.exec(await shown.text())![0];
    expect(await (await browser.get('/mon-compte')).text()).not.toContain(key);
    const { rows } = await store.query<{ all: string }>(
      'select (select json_agg(j)::text from kit.journal j) || (select json_agg(k)::text from access.api_key k) as all',
    );
    expect(rows[0]!.all).not.toContain(key);
    const used = async () =>
      (await store.query<{ at: Date | null }>("select last_used_at as at from access.api_key where name = 'Script'"))
        .rows[0]!.at;
    expect(await used()).toBeNull();
    await asKey(key);
    const first = await used();
    services.clock.advance(59_000);
    await asKey(key);
    expect(await used()).toEqual(first);
    services.clock.advance(1_000);
    await asKey(key);
    expect(await used()).toEqual(new Date('2014-09-15T10:01:00Z'));
  });

  it('last a year at most', async () => {
    await expect(make(['access:read'], '2014-09-14')).rejects.toMatchObject({ code: 'UNTIL_OUT_OF_RANGE' });
    await expect(make(['access:read'], '2015-09-17')).rejects.toMatchObject({ code: 'UNTIL_OUT_OF_RANGE' });
    expect(await make(['access:read'], '2015-09-15')).toMatchObject({ until: '2015-09-15' });
  });
});
