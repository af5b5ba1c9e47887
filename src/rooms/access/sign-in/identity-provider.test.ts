import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import OidcProvider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#kit/actor.ts';
import type { Store } from '#kit/db/database.ts';
import { quickStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf, createPerson, enrolSecondFactor } from '../access.fixture.ts';
import { Browser, journalOf, linkInMail, testServices } from '../access.testing.ts';
import { deactivateAccount } from '../accounts/deactivate-account.action.ts';

const PASSWORD = 'quatre-mots-sans-rapport';
const CALLBACK = 'http://localhost:3000/connexion/callback/oidc';

/** Who signs in at the provider next, and what it says of them. */
let claims: Record<string, unknown> = {};
/** In place of the provider's answer about the person, when somebody stands in between. */
let forged: string | null = null;
/** Types of the answers given about people. */
const answered: string[] = [];

/** A real provider, as strict as ProConnect: PKCE, `usual_name` rather than a full name, userinfo signed for one of its clients. */
function startProvider(server: Server, issuer: string): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const client = (id: string, signed: boolean) => ({
    client_id: id,
    client_secret: `${id}-secret-long-enough-for-hs256`,
    redirect_uris: [CALLBACK],
    post_logout_redirect_uris: ['http://localhost:3000/connexion'],
    token_endpoint_auth_method: 'client_secret_post' as const,
    ...(signed && { userinfo_signed_response_alg: 'RS256' as const }),
  });
  const provider = new OidcProvider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'essai', alg: 'RS256' }] as never },
    clients: [client('signed', true), client('plain', false)],
    cookies: { keys: ['essai'] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
    },
    scopes: ['openid', 'email', 'given_name', 'usual_name'],
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ ...claims, sub: id }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId,
      });
      grant.addOIDCScope('openid email given_name usual_name');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url === '/me') {
      response.on('finish', () => answered.push(String(response.getHeader('content-type'))));
      if (forged) return response.setHeader('content-type', 'application/jwt').end(forged);
    }
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: String(claims.sub) } });
  });
}

describe.each([
  { client: 'signed', what: 'signed userinfo' },
  { client: 'plain', what: 'plain userinfo' },
])('signing in through an identity provider, $what', ({ client }) => {
  let server: Server;
  let issuer: string;
  let store: Store;
  let services: ReturnType<typeof testServices>;

  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    startProvider(server, issuer);
    store = await quickStore.open();
    services = testServices(store, {
      env: {
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: client,
        OIDC_CLIENT_SECRET: `${client}-secret-long-enough-for-hs256`,
        OIDC_LABEL: 'ProConnect',
      },
    });
  });

  afterAll(() => new Promise<void>((closed) => void server.close(() => closed())));

  /** From the button to the provider and back; gives the answer to the way back. */
  async function throughProvider(browser: Browser, back = ''): Promise<Response> {
    const begun = await browser.get(`/connexion/fournisseur${back}`);
    let address = begun.headers.get('location')!;
    expect(address).toContain('code_challenge_method=S256');
    expect(address).toContain('nonce=');
    const cookies = new Map<string, string>();
    while (!address.startsWith(CALLBACK)) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(new URL(address, issuer), { redirect: 'manual', headers: { cookie } });
      for (const one of answer.headers.getSetCookie()) {
        const [pair] = one.split(';');
        cookies.set(pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1));
      }
      if (!answer.headers.get('location')) throw new Error(`${answer.status} ${await answer.text()}`);
      address = new URL(answer.headers.get('location')!, issuer).href;
    }
    const { pathname, search } = new URL(address);
    return browser.get(pathname + search);
  }

  const location = (answer: Response) => answer.headers.get('location');

  it('opens an account without functions to a stranger whose address is verified, and says whom to ask', async () => {
    await createPerson(services, {
      email: 'root@etat.example',
      name: 'Rose Racine',
      grants: [{ role: 'administrator' }],
    });
    claims = {
      sub: 'agent-1',
      email: 'Agent.Un@region.example',
      email_verified: true,
      given_name: 'Anne',
      usual_name: 'Gentil',
    };
    const browser = new Browser(services);
    const answer = await throughProvider(browser);
    expect([answer.status, location(answer)]).toEqual([303, '/mon-compte']);
    expect(answered.at(-1)).toContain(client === 'signed' ? 'application/jwt' : 'application/json');
    const page = await (await browser.get('/mon-compte')).text();
    expect(page).toContain('Anne Gentil');
    expect(page).toContain('pas encore de fonction');
    expect(page).toContain('root@etat.example');
    const actor = await actorOf(services, 'agent.un@region.example');
    expect(actor.grants).toEqual([]);
    expect((await journalOf(services, 'access.signIn'))[0]).toMatchObject({
      objectId: actor.id,
      after: { signedInWith: 'oidc' },
    });
  });

  it('finds the account again by the provider’s own identifier, whatever the address has become, and comes back where one was', async () => {
    const { id } = await actorOf(services, 'agent.un@region.example');
    claims = { ...claims, email: 'nouvelle.adresse@region.example' };
    const browser = new Browser(services);
    expect(location(await throughProvider(browser, '?retour=/poles/minalogic'))).toBe('/poles/minalogic');
    expect((await journalOf(services, 'access.signIn'))[0]!.objectId).toBe(id);
    expect(location(await throughProvider(new Browser(services), '?retour=//evil.example'))).toBe('/mon-compte');
  });

  it('ties a verified address to an account that proved the same one, and to no other', async () => {
    const email = 'prouve@region.example';
    await createPerson(services, { email, name: 'Paul Prou', grants: [{ role: 'auditor' }] });
    const invited = new Browser(services);
    await invited.post(await linkInMail(services, email), { password: PASSWORD, again: PASSWORD });
    claims = { sub: 'agent-2', email, email_verified: true, given_name: 'Paul', usual_name: 'Prou' };
    const browser = new Browser(services);
    await throughProvider(browser);
    expect(await (await browser.get('/mon-compte')).text()).toContain('Auditeur');
  });

  it('asks for the second factor of who has one, as after a password', async () => {
    const email = 'prudente@region.example';
    await createPerson(services, { email, name: 'Prudence Double' });
    await new Browser(services).post(await linkInMail(services, email), { password: PASSWORD, again: PASSWORD });
    claims = { sub: 'agent-20', email, email_verified: true, given_name: 'Prudence', usual_name: 'Double' };
    const telephone = await enrolSecondFactor(services, { email, password: PASSWORD });
    const again = new Browser(services);
    const step = '/connexion/second-facteur?retour=%2Fpoles%2Fminalogic';
    expect(location(await throughProvider(again, '?retour=/poles/minalogic'))).toBe(step);
    expect(location(await again.get('/mon-compte'))).toBe('/connexion?retour=%2Fmon-compte');
    expect(location(await again.post(step, { code: telephone.code() }))).toBe('/poles/minalogic');
    const [line] = await journalOf(services, 'access.passSecondFactor');
    expect(line).toMatchObject({ after: { signedInWith: 'oidc', secondFactor: true } });
    expect((await again.get('/mon-compte')).status).toBe(200);
  });

  it('asks for a confirmation by mail when nobody vouches for the address, in the same browser only', async () => {
    const email = 'chef@pole.example';
    const person = await createPerson(services, {
      email,
      name: 'Charles Hef',
      grants: [{ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
    // ProConnect says nothing of verification.
    claims = { sub: 'agent-3', email, given_name: 'Charles', usual_name: 'Hef' };
    const browser = new Browser(services);
    const answer = await throughProvider(browser);
    expect([answer.status, (await answer.text()).includes(email)]).toEqual([200, true]);
    expect(browser.cookies.has('grappe.session_token')).toBe(false);
    const path = await linkInMail(services, email);
    // Whoever holds the mailbox but did not begin the sign-in cannot be led to let somebody else in.
    const elsewhere = await new Browser(services).post(path);
    expect([elsewhere.status, (await elsewhere.text()).includes('dans le navigateur où')]).toEqual([409, true]);
    expect((await browser.post(path)).status).toBe(200);
    await throughProvider(browser);
    expect(await (await browser.get('/mon-compte')).text()).toContain('Directeur de pôle');
    expect((await journalOf(services, 'access.confirmIdentity'))[0]).toMatchObject({ objectId: person });
    // A stranger whose address nobody vouches for gets an account the same way, never before.
    claims = { sub: 'agent-4', email: 'tiers@pole.example', given_name: 'Tiers', usual_name: 'Venu' };
    await throughProvider(new Browser(services));
    await expect(actorOf(services, 'tiers@pole.example')).rejects.toThrow('Nobody');
  });

  it('refuses an answer that this browser did not ask for, and an account that is closed', async () => {
    claims = { sub: 'agent-1', email: 'agent.un@region.example', email_verified: true };
    const forged = await new Browser(services).get('/connexion/callback/oidc?code=abc&state=def');
    expect(location(forged)).toBe('/connexion?echec=fournisseur');
    const { id } = await actorOf(services, 'agent.un@region.example');
    const operator = { services, actor: systemActor('Essai'), door: 'cli', requestId: 'essai' } as const;
    await perform(deactivateAccount, { person: id, reason: 'Départ' }, operator);
    const browser = new Browser(services);
    expect(location(await throughProvider(browser))).toBe('/connexion?echec=ferme');
    expect(browser.cookies.has('grappe.session_token')).toBe(false);
    expect(await (await browser.get('/connexion?echec=ferme')).text()).toContain('est fermé');
  });

  it('believes nothing about a person that the provider did not sign', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    claims = { sub: 'agent-2', email: 'prouve@region.example', email_verified: true };
    forged = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'essai' })
      .setIssuer(issuer)
      .setAudience(client)
      .sign(privateKey);
    const browser = new Browser(services);
    expect(location(await throughProvider(browser))).toBe('/connexion?echec=fournisseur');
    expect(browser.cookies.has('grappe.session_token')).toBe(false);
    forged = null;
  });

  it('offers to close the provider’s session too when signing out', async () => {
    claims = { sub: 'agent-2', email: 'prouve@region.example', email_verified: true };
    const browser = new Browser(services);
    await throughProvider(browser);
    const page = await (await browser.post('/deconnexion')).text();
    const href = /href="([^"]*\/session\/end[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    expect(href).toContain('id_token_hint=');
    expect((await fetch(href, { redirect: 'manual' })).status).toBe(200);
    expect(browser.cookies.has('grappe.session_token')).toBe(false);
  });
});

describe('an identity provider that does not answer', () => {
  it('leaves passwords working, says so on the button, and is asked again later', async () => {
    const store = await quickStore.open();
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((closed) => void server.close(() => closed()));
    const services = testServices(store, {
      env: {
        OIDC_ISSUER: `http://127.0.0.1:${port}`,
        OIDC_CLIENT_ID: 'plain',
        OIDC_CLIENT_SECRET: 'x',
        OIDC_LABEL: 'ProConnect',
      },
    });
    await createPerson(services, { email: 'mot@pole.example', password: PASSWORD });
    const browser = new Browser(services);
    expect(await (await browser.get('/connexion')).text()).toContain('ProConnect ne répond pas');
    expect((await browser.get('/connexion/fournisseur')).headers.get('location')).toBe('/connexion?echec=indisponible');
    expect((await browser.signIn('mot@pole.example', PASSWORD)).status).toBe(303);

    const back = createServer();
    await new Promise<void>((ready) => back.listen(port, '127.0.0.1', ready));
    startProvider(back, `http://127.0.0.1:${port}`);
    services.clock.advance(31_000);
    expect(await (await browser.get('/connexion')).text()).toContain('Se connecter avec ProConnect');
    expect((await browser.get('/connexion/fournisseur')).headers.get('location')).toContain(
      `http://127.0.0.1:${port}/auth?`,
    );
    await new Promise<void>((closed) => void back.close(() => closed()));
  });
});
