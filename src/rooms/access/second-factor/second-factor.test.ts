import { sql as fragment } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { systemActor } from '#kit/actor.ts';
import type { Store } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf, createPerson, enrolSecondFactor, type Telephone } from '../access.fixture.ts';
import { Browser, journalOf, testServices } from '../access.testing.ts';
import { identify } from '../sign-in/identify.ts';
import { requireSecondFactor, SECOND_FACTOR_REFUSALS } from './check-second-factor.ts';
import { qrCode } from './qr-code.ts';
import { resetSecondFactor } from './reset-second-factor.action.ts';
import { seal, unseal } from './seal.ts';
import { codeAt } from './totp.ts';

const PASSWORD = 'quatre-mots-sans-rapport';
const HALF_MINUTE = 30_000;
const MINUTE = 60_000;

/** What another room does: an act that commits. */
const signSomething = defineAction({
  name: 'essai.signSomething',
  title: { fr: 'Signer', en: 'Sign' },
  path: '/essai/sign',
  permission: { who: 'signed-in' },
  input: z.object({ secondFactor: z.string(), broken: z.boolean().default(false) }),
  output: z.object({}),
  refusals: { ...SECOND_FACTOR_REFUSALS, BROKEN: { fr: 'Le texte a changé.', en: 'The text changed.' } },
  async run(ctx, { secondFactor, broken }) {
    await requireSecondFactor(ctx, secondFactor);
    if (broken) return ctx.refuse('BROKEN');
    ctx.record({ object: { kind: 'thing', id: 'one' } });
    return {};
  },
});

describe.each(eachStore)('a second factor, on the $name store', ({ open }) => {
  let store: Store;
  let services: ReturnType<typeof testServices>;
  let people = 0;

  beforeAll(async () => {
    store = await open();
    services = testServices(store);
  });

  beforeEach(() => services.clock.set('2014-09-15T10:00:00Z'));

  async function somebody(): Promise<{ email: string; id: string }> {
    people += 1;
    const email = `personne.${people}@pole.example`;
    const id = await createPerson(services, { email, name: `Personne ${people}`, password: PASSWORD });
    return { email, id };
  }

  async function enrolled(): Promise<{ email: string; id: string; telephone: Telephone }> {
    const person = await somebody();
    return { ...person, telephone: await enrolSecondFactor(services, { ...person, password: PASSWORD }) };
  }

  const whoIs = async (browser: Browser) =>
    (
      await identify(
        services,
        new Request('http://localhost:3000/', {
          headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        }),
      )
    ).kind;

  const codeOf = async (answer: Promise<unknown>): Promise<string> =>
    answer.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  it('is turned on by a first code and the password, and gives recovery codes once', async () => {
    const { email } = await somebody();
    const [browser, elsewhere] = [new Browser(services), new Browser(services)];
    await browser.signIn(email, PASSWORD);
    await elsewhere.signIn(email, PASSWORD);
    const answer = await browser.get('/mon-compte/second-facteur');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    expect(page).toMatch(/<svg[^>]*role="img"/);
    expect(page).not.toMatch(/<[^>]+\sstyle=/);
    const key = /<code class="gr-code">([A-Z2-7 ]{39})<\/code>/.exec(page)![1]!;
    const setup = /name="setup" value="([^"]+)"/.exec(page)![1]!;
    const turnOn = (code: string, password = PASSWORD) =>
      browser.post('/mon-compte/second-facteur', { setup, code, password });

    const wrong = await turnOn('000000');
    expect(wrong.status).toBe(422);
    // The application has this key already: it stays.
    expect(await wrong.text()).toContain(key);
    const good = codeAt(key, services.clock.now());
    expect(await (await turnOn(good, 'not-the-password')).text()).toContain('pas votre mot de passe actuel');
    const done = await turnOn(`${good.slice(0, 3)} ${good.slice(3)}`);
    const codes = [...(await done.text()).matchAll(/[a-z2-7]{4}(?:-[a-z2-7]{4}){3}/g)].map(([code]) => code);
    expect([done.status, done.headers.get('cache-control'), codes.length]).toEqual([200, 'no-store', 10]);
    expect([await whoIs(browser), await whoIs(elsewhere)]).toEqual(['person', 'stranger']);
    expect(await (await browser.get('/mon-compte')).text()).toContain('actif');
    expect(await (await browser.get('/mon-compte/second-facteur')).text()).toContain('10 codes encore bons');

    // Neither the key nor a code can be read in the store or the journal.
    const { rows } = await store.query<{ all: string }>(
      `select (select json_agg(f)::text from access.second_factor f) || (select json_agg(r)::text from access.recovery_code r)
        || (select json_agg(j)::text from kit.journal j) || (select json_agg(o)::text from kit.outbox o) as all`,
    );
    for (const secret of [key.replaceAll(' ', ''), key, ...codes]) expect(rows[0]!.all).not.toContain(secret);
    expect(rows[0]!.all).toContain('Un second facteur vient d’être activé');
  });

  it('is asked at sign-in, without script: the password alone opens nothing', async () => {
    const { email, telephone } = await enrolled();
    const browser = new Browser(services);
    const first = await browser.signIn(email, PASSWORD, '/mon-compte?vue=cles');
    const step = '/connexion/second-facteur?retour=%2Fmon-compte%3Fvue%3Dcles';
    expect([first.status, first.headers.get('location')]).toEqual([303, step]);
    expect(await whoIs(browser)).toBe('stranger');
    expect((await browser.get('/mon-compte')).headers.get('location')).toBe('/connexion?retour=%2Fmon-compte');
    expect(await (await browser.get(step)).text()).toContain('autocomplete="one-time-code"');
    expect((await browser.post(step, { code: '' })).status).toBe(422);
    expect((await browser.post(step, { code: '000000' })).status).toBe(422);
    const waiting = browser.cookies.get('grappe.session_token')!;
    const second = await browser.post(step, { code: telephone.code() });
    expect([second.status, second.headers.get('location')]).toEqual([303, '/mon-compte?vue=cles']);
    expect(second.headers.getSetCookie().find((one) => one.startsWith('grappe.session_token='))).toMatch(/; HttpOnly/);
    expect(await whoIs(browser)).toBe('person');
    // Who knew the cookie of the first step knows nothing of the second.
    const thief = new Browser(services);
    thief.cookies.set('grappe.session_token', waiting);
    expect(await whoIs(thief)).toBe('stranger');
    const [line] = await journalOf(services, 'access.passSecondFactor');
    expect(line).toMatchObject({ actorName: 'Personne 2', after: { signedInWith: 'credential', secondFactor: true } });
  });

  it('waits ten minutes for the code, then asks for the password again', async () => {
    const { email, telephone } = await enrolled();
    const browser = new Browser(services);
    await browser.signIn(email, PASSWORD);
    services.clock.advance(10 * MINUTE);
    const late = await browser.post('/connexion/second-facteur', { code: telephone.code() });
    expect([late.status, late.headers.get('location')]).toEqual([303, '/connexion']);
    expect(await whoIs(browser)).toBe('stranger');
  });

  it('never takes a code twice, at sign-in or at an act', async () => {
    const { email, telephone } = await enrolled();
    const enter = async (code: string) => {
      const browser = new Browser(services);
      await browser.signIn(email, PASSWORD);
      return (await browser.post('/connexion/second-facteur', { code })).status;
    };
    const call = { services, actor: await actorOf(services, email), door: 'web' as const, requestId: 'essai' };
    const sign = (secondFactor: string) => codeOf(perform(signSomething, { secondFactor }, call));
    const code = telephone.code();
    expect(await enter(code)).toBe(303);
    expect(await enter(code)).toBe(422);
    expect(await sign(code)).toBe('SECOND_FACTOR_WRONG');
    expect(await sign(telephone.code())).toBe('done');
    const [recovery] = telephone.recoveryCodes;
    expect(await enter(recovery!.toUpperCase().replaceAll('-', ' '))).toBe(303);
    expect(await enter(recovery!)).toBe(422);
  });

  it('is spent by an act that is done, not by one that is refused; of two acts at once, one is done', async () => {
    const { email, telephone } = await enrolled();
    const call = { services, actor: await actorOf(services, email), door: 'web' as const, requestId: 'essai' };
    const code = telephone.code();
    expect(await codeOf(perform(signSomething, { secondFactor: code, broken: true }, call))).toBe('BROKEN');
    const both = await Promise.all([1, 2].map(() => codeOf(perform(signSomething, { secondFactor: code }, call))));
    expect(both.filter((verdict) => verdict === 'done')).toHaveLength(1);
  });

  it('counts wrong codes although each act is undone, and then refuses the right one too', async () => {
    const { email, telephone } = await enrolled();
    const call = { services, actor: await actorOf(services, email), door: 'web' as const, requestId: 'essai' };
    const sign = (secondFactor: string) => codeOf(perform(signSomething, { secondFactor }, call));
    // Guesses sent together are no way round the count.
    const burst = await Promise.all(Array.from({ length: 12 }, () => sign('000000')));
    expect(burst.filter((verdict) => verdict === 'SECOND_FACTOR_WRONG').length).toBeLessThanOrEqual(5);
    for (let turn = 0; turn < 5; turn += 1) await sign('000000');
    expect(await sign(telephone.code())).toBe('SECOND_FACTOR_TOO_MANY');
    const browser = new Browser(services);
    await browser.signIn(email, PASSWORD);
    expect((await browser.post('/connexion/second-facteur', { code: telephone.recoveryCodes[0]! })).status).toBe(429);
    services.clock.advance(5 * MINUTE);
    expect(await sign(telephone.code())).toBe('done');
  });

  it('is asked of nobody’s telephone in vain: without one, an act says how to have one', async () => {
    const { email } = await somebody();
    const call = { services, actor: await actorOf(services, email), door: 'web' as const, requestId: 'essai' };
    expect(await codeOf(perform(signSomething, { secondFactor: '123456' }, call))).toBe('SECOND_FACTOR_NOT_ENROLLED');
    const system = { ...call, actor: systemActor('Essai') };
    expect(await codeOf(perform(signSomething, { secondFactor: '123456' }, system))).toBe('SECOND_FACTOR_NOT_ENROLLED');
  });

  it('is removed with the password, which is not found by trying, and recovery codes are renewed with a code', async () => {
    const { email, telephone } = await enrolled();
    const browser = new Browser(services);
    await browser.signIn(email, PASSWORD);
    await browser.post('/connexion/second-facteur', { code: telephone.code() });
    const renewed = await browser.post('/mon-compte/second-facteur/codes', { code: telephone.code() });
    const page = await renewed.text();
    expect(page.match(/[a-z2-7]{4}(?:-[a-z2-7]{4}){3}/g)).toHaveLength(10);
    expect(page).not.toContain(telephone.recoveryCodes[0]!);
    const remove = (password: string) => browser.post('/mon-compte/second-facteur/retirer', { password });
    for (let turn = 0; turn < 10; turn += 1) expect((await remove(`guess ${turn}`)).status).toBe(422);
    expect(await (await remove(PASSWORD)).text()).toContain('Attendez un quart d’heure');
    services.clock.advance(15 * MINUTE);
    expect((await remove(PASSWORD)).headers.get('location')).toBe('/mon-compte');
    expect((await new Browser(services).signIn(email, PASSWORD)).headers.get('location')).toBe('/mon-compte');
  });

  it('is reset by the administrator, with a reason in the journal and a message to the person', async () => {
    const { email, id } = await enrolled();
    const administrator = { services, actor: systemActor('Essai'), door: 'cli' as const, requestId: 'essai' };
    await perform(resetSecondFactor, { person: id, reason: 'Téléphone perdu, reconnue de vive voix' }, administrator);
    const [line] = await journalOf(services, 'access.resetSecondFactor');
    expect(line).toMatchObject({ objectId: id, reason: 'Téléphone perdu, reconnue de vive voix' });
    expect((await new Browser(services).signIn(email, PASSWORD)).headers.get('location')).toBe('/mon-compte');
    const again = perform(resetSecondFactor, { person: id, reason: 'Encore' }, administrator);
    expect(await codeOf(again)).toBe('NO_SECOND_FACTOR');
    const { rows } = await store.query<{ body: string }>('select body from kit.outbox where recipient = $1', [email]);
    expect(rows.map(({ body }) => body).join()).toContain('vient de réinitialiser');
  });

  it('leaves the person outside, not the door open, when the data folder’s secret is another', async () => {
    const { email, telephone } = await enrolled();
    await fragment`update access.second_factor set sealed_secret = ${seal(services.config.dataDir, 'other', Buffer.alloc(20))}`.execute(
      store.sql,
    );
    services.clock.advance(HALF_MINUTE);
    const browser = new Browser(services);
    await browser.signIn(email, PASSWORD);
    expect((await browser.post('/connexion/second-facteur', { code: telephone.code() })).status).toBe(422);
    const byRecovery = await browser.post('/connexion/second-facteur', { code: telephone.recoveryCodes[1]! });
    expect(byRecovery.status).toBe(303);
  });
});

describe('what is sealed', () => {
  it('opens for its purpose only, and not once altered', () => {
    const { dataDir } = testServices({} as Store).config;
    const sealed = seal(dataDir, 'second factor of one', Buffer.from('secret'));
    expect(unseal(dataDir, 'second factor of one', sealed)?.toString()).toBe('secret');
    expect(unseal(dataDir, 'second factor of two', sealed)).toBeNull();
    expect(unseal(dataDir, 'second factor of one', `${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(unseal(dataDir, 'second factor of one', 'AAAA')).toBeNull();
  });
});

describe('the QR code of a key', () => {
  it('has a quiet border of four modules and its three finders', async () => {
    const { size, path } = await qrCode(
      'otpauth://totp/Grappe:claire%40pole.example?secret=GEZDGNBVGY3TQOJQ&issuer=Grappe',
    );
    expect(path.startsWith('M4 4h7v1h-7z')).toBe(true);
    expect(path).toContain(`M${size - 11} 4h7v1h-7z`);
    expect(path).toContain(`M4 ${size - 5}h7v1h-7z`);
    expect(path).not.toMatch(new RegExp(`M${size - 4} `));
  });
});
