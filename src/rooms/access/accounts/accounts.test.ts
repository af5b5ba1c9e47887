import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, type Scope, systemActor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { Sql, Store } from '#kit/db/database.ts';
import { eachStore, quickStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf, buildDemoPeople, createPerson } from '../access.fixture.ts';
import { Browser, journalOf, linkInMail, testServices } from '../access.testing.ts';
import { DEMO_PASSWORD, demoPeople } from '../demo-people.ts';
import { demoSignIns } from '../demo-sign-ins.ts';
import { placeOfScope, type ScopeDirectory } from '../scope-directory.ts';
import { getAccount } from './account.query.ts';
import { listAccounts } from './account-list.query.ts';
import { createAccount } from './create-account.action.ts';
import { createAdministrator } from './create-administrator.action.ts';
import { deactivateAccount } from './deactivate-account.action.ts';
import { delegateFunction } from './delegate-function.action.ts';
import { endDelegation } from './end-delegation.action.ts';
import { endGrant } from './end-grant.action.ts';
import { grantFunction } from './grant-function.action.ts';
import { peopleHolding } from './held-function.store.ts';
import { getMyAccount, listMyGrants } from './my-account.query.ts';
import { reactivateAccount } from './reactivate-account.action.ts';
import { resetPasswordByAdministrator } from './reset-password.action.ts';

const PASSWORD = 'quatre-mots-sans-rapport';

/** Ardoise is a member of Minalogic, Basalte of Cap Digital. */
const MEMBERS: Record<string, string> = { 'org-ardoise': 'minalogic', 'org-basalte': 'cap-digital' };
const directory: ScopeDirectory = {
  async find(_sql: Sql, scope: Scope) {
    if (scope.kind === 'cluster' && !Object.values(MEMBERS).includes(scope.id)) return null;
    if (scope.kind !== 'organisation') return { scope, label: scope.kind, place: placeOfScope(scope) };
    const id = scope.id === '123456782' ? 'org-ardoise' : scope.id;
    const cluster = MEMBERS[id];
    if (!cluster) return null;
    // A directory may also know of clusters that an organisation applied to, or left: they count for nothing here.
    return {
      scope: { kind: 'organisation', id },
      label: id,
      place: { organisations: [id], clusters: [cluster, 'minalogic'] },
    };
  },
  labels: async () => new Map([['cluster:minalogic', 'Minalogic']]),
  choices: async () => [
    { kind: 'cluster', id: 'minalogic', label: 'Minalogic' },
    { kind: 'cluster', id: 'cap-digital', label: 'Cap Digital' },
  ],
  organisationsIn: async (_sql, clusters) =>
    Object.entries(MEMBERS).flatMap(([id, cluster]) => (clusters.includes(cluster) ? [id] : [])),
};

describe.each(eachStore)('accounts and functions, on the $name store', ({ open }) => {
  let store: Store;
  let services: ReturnType<typeof testServices> & { scopes: ScopeDirectory };

  const call = (actor: Actor = systemActor('Essai')): Call => ({ services, actor, door: 'api', requestId: 'essai' });
  const as = async (email: string): Promise<Call> => call(await actorOf(services, email));

  beforeAll(async () => {
    store = await open();
    services = { ...testServices(store), scopes: directory };
    const cluster = (id: string) => ({ kind: 'cluster', id }) as const;
    await createPerson(services, {
      email: 'root@etat.example',
      password: PASSWORD,
      grants: [{ role: 'administrator' }],
    });
    await createPerson(services, { email: 'audit@etat.example', grants: [{ role: 'auditor' }] });
    await createPerson(services, {
      email: 'dir@minalogic.example',
      name: 'Denis Roche',
      password: PASSWORD,
      grants: [{ role: 'cluster-director', scope: cluster('minalogic') }],
    });
    await createPerson(services, {
      email: 'dir@cap.example',
      grants: [{ role: 'cluster-director', scope: cluster('cap-digital') }],
    });
    await createPerson(services, {
      email: 'officer@cap.example',
      grants: [{ role: 'cluster-officer', scope: cluster('cap-digital') }],
    });
  });

  beforeEach(() => services.clock.set('2014-09-15T10:00:00Z'));

  const officer = (email: string) => ({
    email,
    name: 'Olga Ferrand',
    role: 'cluster-officer' as const,
    scope: 'cluster:minalogic',
  });

  it('a function counts from its first day to its last, both included, and not a day more', async () => {
    const email = 'dated@minalogic.example';
    await createPerson(services, {
      email,
      grants: [
        { role: 'cluster-officer', scope: { kind: 'cluster', id: 'minalogic' }, from: '2014-10-01', to: '2014-10-31' },
      ],
    });
    const held = async (at: string) => {
      services.clock.set(at);
      return (await actorOf(services, email)).grants.length;
    };
    // Paris is two hours ahead of UTC until 26 October, one hour after.
    expect(await held('2014-09-30T21:59:59Z')).toBe(0);
    expect(await held('2014-09-30T22:00:00Z')).toBe(1);
    expect(await held('2014-10-31T22:59:59Z')).toBe(1);
    expect(await held('2014-10-31T23:00:00Z')).toBe(0);
  });

  it('tells who holds a function on a scope on a day: holders, then deputies, in open accounts only', async () => {
    const scope = { kind: 'region', id: '53@2013' } as const;
    const officer = { role: 'state-officer', scope, from: '2014-01-01' } as const;
    await createPerson(services, {
      email: 'tenante@pole.example',
      name: 'Tenante',
      password: PASSWORD,
      grants: [officer],
    });
    const gone = await createPerson(services, {
      email: 'ancien@pole.example',
      name: 'Ancien',
      password: PASSWORD,
      grants: [{ ...officer, to: '2014-06-30' }],
    });
    const deputy = await createPerson(services, {
      email: 'suppleant@pole.example',
      name: 'Suppléant',
      password: PASSWORD,
    });
    const holder = await as('tenante@pole.example');
    const { functions } = await perform(getMyAccount, {}, holder);
    await perform(
      delegateFunction,
      {
        function: functions[0]!.id,
        deputy: 'suppleant@pole.example',
        from: '2014-12-01',
        to: '2014-12-31',
        reason: 'Congés',
      },
      holder,
    );
    const on = (day: string) => peopleHolding(store.sql, 'state-officer', scope, day);
    const names = async (day: string) => (await on(day)).map(({ name, onBehalfOf }) => [name, onBehalfOf]);
    expect(await names('2013-12-31')).toEqual([]);
    expect(await names('2014-06-30')).toEqual([
      ['Ancien', null],
      ['Tenante', null],
    ]);
    expect(await names('2014-07-01')).toEqual([['Tenante', null]]);
    expect(await names('2014-12-31')).toEqual([
      ['Tenante', null],
      ['Suppléant', 'Tenante'],
    ]);
    expect((await on('2014-12-31'))[1]).toMatchObject({ person: deputy, email: 'suppleant@pole.example' });
    await perform(deactivateAccount, { person: gone, reason: 'Départ' }, call());
    expect(await names('2014-06-30')).toEqual([['Tenante', null]]);
    expect(await peopleHolding(store.sql, 'state-officer', { kind: 'programme' }, '2014-12-31')).toEqual([]);
  });

  it('lets everybody change their own name, and the journal keeps both', async () => {
    await createPerson(services, { email: 'renommee@pole.example', name: 'Nom Ancien', password: PASSWORD });
    const browser = new Browser(services);
    await browser.signIn('renommee@pole.example', PASSWORD);
    expect((await browser.post('/mon-compte/nom', { name: ' ' })).status).toBe(422);
    expect((await browser.post('/mon-compte/nom', { name: 'Nom Nouveau' })).headers.get('location')).toBe(
      '/mon-compte',
    );
    // Known at once under the new name, although who asks is remembered between acts.
    expect(await (await browser.get('/mon-compte')).text()).toContain('Nom Nouveau');
    const [line] = await journalOf(services, 'access.changeMyName');
    expect(line).toMatchObject({ before: { name: 'Nom Ancien' }, after: { name: 'Nom Nouveau' } });
    expect(await (await browser.post('/mon-compte/nom', { name: 'Nom Nouveau' })).text()).toContain('déjà votre nom');
  });

  it('a deputy acts within the days of the delegation, on behalf of the holder, and the journal says for whom', async () => {
    const holder = await as('dir@minalogic.example');
    const deputy = 'deputy@minalogic.example';
    await createPerson(services, { email: deputy, name: 'Paule Yvetot' });
    const [own] = (await perform(listMyGrants, {}, holder)).rows;
    expect(own).toMatchObject({ role: 'cluster-director', scopeLabel: 'Minalogic' });
    const account = await perform(getAccount, { person: holder.actor.id }, call());
    const held = account.functions[0]!.id;
    const asked = { function: held, deputy, from: '2014-10-01', to: '2014-10-10', reason: 'Congés' };
    await expect(perform(delegateFunction, asked, await as('dir@cap.example'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { delegation } = await perform(delegateFunction, asked, holder);
    await expect(perform(delegateFunction, asked, holder)).rejects.toMatchObject({ code: 'ALREADY_DELEGATED' });

    const grants = async (at: string) => {
      services.clock.set(at);
      return (await actorOf(services, deputy)).grants;
    };
    expect(await grants('2014-09-30T12:00:00Z')).toEqual([]);
    expect(await grants('2014-10-11T12:00:00Z')).toEqual([]);
    expect(await grants('2014-10-01T12:00:00Z')).toEqual([
      { role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' }, onBehalfOf: 'Denis Roche' },
    ]);
    await perform(createAccount, officer('new@minalogic.example'), await as(deputy));
    const [line] = await journalOf(services, 'access.createAccount');
    expect(line).toMatchObject({ actorName: 'Paule Yvetot', onBehalfOf: 'Denis Roche' });
    // A deputy cannot pass on what is not theirs, and may give it back.
    await expect(
      perform(delegateFunction, { ...asked, deputy: 'dir@cap.example' }, await as(deputy)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await perform(endDelegation, { delegation }, await as(deputy));
    expect(await grants('2014-10-05T12:00:00Z')).toEqual([]);
  });

  it('a director opens accounts for the team and for member organisations of the cluster, and for no one else', async () => {
    const director = await as('dir@minalogic.example');
    const made = await perform(createAccount, officer('team@minalogic.example'), director);
    expect(made).toMatchObject({ created: true, invited: true });
    const member = { email: 'ardoise@firm.example', name: 'Ida Ardoise', role: 'organisation-member' as const };
    await perform(createAccount, { ...member, scope: 'organisation:123456782' }, director);
    const refused = (input: Parameters<typeof perform<typeof createAccount>>[1]) =>
      perform(createAccount, input, director).then(
        () => 'allowed',
        (error) => error.code,
      );
    const other = { ...officer('other@minalogic.example') };
    expect(await refused({ ...member, email: 'b@firm.example', scope: 'organisation:org-basalte' })).toBe(
      'OUTSIDE_YOUR_AUTHORITY',
    );
    expect(await refused({ ...other, scope: 'cluster:cap-digital' })).toBe('OUTSIDE_YOUR_AUTHORITY');
    expect(await refused({ ...other, role: 'cluster-director' })).toBe('OUTSIDE_YOUR_AUTHORITY');
    expect(await refused({ ...other, role: 'administrator', scope: 'programme' })).toBe('OUTSIDE_YOUR_AUTHORITY');
    expect(await refused({ ...other, role: 'administrator' })).toBe('SCOPE_NOT_FOR_ROLE');
    expect(await refused({ ...other, scope: 'cluster:nowhere' })).toBe('SCOPE_UNKNOWN');
    expect(await refused({ email: 'x@firm.example', name: 'Sans fonction' })).toBe('FUNCTION_REQUIRED');
    // The same person, known by the address, receives a second function rather than a second account.
    const again = await perform(
      createAccount,
      { ...member, name: 'Autre nom', role: 'cluster-officer', scope: 'cluster:minalogic' },
      director,
    );
    expect(again).toMatchObject({ created: false, invited: false });
    await expect(
      perform(createAccount, { ...member, role: 'cluster-officer', scope: 'cluster:minalogic' }, director),
    ).rejects.toMatchObject({
      code: 'FUNCTION_ALREADY_HELD',
    });
  });

  it('a director sees the people of the cluster and its members, nobody else, and not their functions elsewhere', async () => {
    const director = await as('dir@minalogic.example');
    const { person } = await perform(createAccount, officer('both@minalogic.example'), director);
    await perform(grantFunction, { person, role: 'cluster-officer', scope: 'cluster:cap-digital' }, call());
    const { rows } = await perform(listAccounts, { pageSize: 500 }, director);
    const emails = rows.map((row) => row.email);
    expect(emails).toContain('both@minalogic.example');
    expect(emails).not.toContain('officer@cap.example');
    expect(emails).not.toContain('root@etat.example');
    const account = await perform(getAccount, { person }, director);
    expect(account.functions.map((line) => line.scope)).toEqual(['cluster:minalogic']);
    // Closing the account would end what another director gave.
    expect(account.open).toMatchObject({ close: false, sendLink: null });
    await expect(perform(deactivateAccount, { person, reason: 'Essai' }, director)).rejects.toMatchObject({
      code: 'OUTSIDE_YOUR_AUTHORITY',
    });
    const elsewhere = await actorOf(services, 'officer@cap.example');
    for (const operation of [getAccount, reactivateAccount, resetPasswordByAdministrator]) {
      await expect(perform(operation, { person: elsewhere.id }, director)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(perform(listAccounts, {}, call(elsewhere))).rejects.toMatchObject({ code: 'NOT_YOUR_FUNCTION' });
    expect((await perform(listAccounts, { pageSize: 500 }, await as('audit@etat.example'))).total).toBeGreaterThan(
      rows.length,
    );
  });

  it('finds people without accents, by function, scope and state, in pages', async () => {
    await createPerson(services, { email: 'helene@minalogic.example', name: 'Hélène Çelik' });
    const find = async (input: Parameters<typeof perform<typeof listAccounts>>[1]) =>
      (await perform(listAccounts, { pageSize: 500, ...input }, call())).rows.map((row) => row.email);
    expect(await find({ q: 'helene celik' })).toEqual(['helene@minalogic.example']);
    expect(await find({ q: '%' })).toEqual([]);
    expect(await find({ role: 'auditor' })).toEqual(['audit@etat.example']);
    expect(await find({ scope: 'cluster:cap-digital', role: 'cluster-director' })).toEqual(['dir@cap.example']);
    const first = await perform(listAccounts, { pageSize: 2, sort: 'email' }, call());
    const second = await perform(listAccounts, { pageSize: 2, page: 2, sort: 'email' }, call());
    expect(first.rows.length).toBe(2);
    expect([...first.rows, ...second.rows].map((row) => row.email)).toEqual(
      (await find({ sort: 'email' })).slice(0, 4),
    );
  });

  it('an evaluator has a mission and a last day', async () => {
    const evaluator = { email: 'eva@bureau.example', name: 'Éva Luce', role: 'evaluator' as const, scope: 'programme' };
    const code = (input: object) =>
      perform(createAccount, { ...evaluator, ...input }, call()).catch((error) => error.code);
    expect(await code({ to: '2015-12-31' })).toBe('MISSION_REQUIRED');
    expect(await code({ mission: 'Bilan de phase' })).toBe('LAST_DAY_REQUIRED');
    expect(await code({ mission: 'Bilan de phase', to: '2014-01-01' })).toBe('LAST_DAY_BEFORE_FIRST');
    expect(await code({ mission: 'Bilan de phase', to: '2015-12-31' })).toMatchObject({ created: true });
  });

  it('a function ends at once or on a last day, with its reason kept', async () => {
    const email = 'ending@minalogic.example';
    const { person, function: first } = await perform(createAccount, officer(email), call());
    await expect(
      perform(endGrant, { function: first!, last: '2014-09-14', reason: 'Départ' }, call()),
    ).rejects.toMatchObject({
      code: 'LAST_DAY_IN_PAST',
    });
    await perform(endGrant, { function: first!, last: '2014-09-20', reason: 'Départ annoncé' }, call());
    expect((await actorOf(services, email)).grants.length).toBe(1);
    services.clock.set('2014-09-21T10:00:00Z');
    expect((await actorOf(services, email)).grants.length).toBe(0);
    const { function: second } = await perform(
      grantFunction,
      { person, role: 'cluster-officer', scope: 'cluster:minalogic' },
      call(),
    );
    await perform(endGrant, { function: second, reason: 'Fin de mission' }, await as('dir@minalogic.example'));
    expect((await actorOf(services, email)).grants.length).toBe(0);
    const { functions } = await perform(getAccount, { person }, call());
    expect(functions.map((line) => [line.state, line.endReason])).toEqual([
      ['over', 'Fin de mission'],
      ['over', 'Départ annoncé'],
    ]);
    await expect(perform(endGrant, { function: second, reason: 'Encore' }, call())).rejects.toMatchObject({
      code: 'ALREADY_OVER',
    });
  });

  it('the last administrator without an end date cannot be removed, not even by two who remove each other at once', async () => {
    const root = await actorOf(services, 'root@etat.example');
    const ofRoot = (await perform(getAccount, { person: root.id }, call())).functions[0]!.id;
    await expect(perform(endGrant, { function: ofRoot, reason: 'Essai' }, call())).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    await expect(perform(deactivateAccount, { person: root.id, reason: 'Essai' }, call())).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    // One whose function has a last day does not count: that day would come.
    await createPerson(services, {
      email: 'interim@etat.example',
      grants: [{ role: 'administrator', to: '2014-12-31' }],
    });
    await expect(perform(endGrant, { function: ofRoot, reason: 'Essai' }, call())).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });

    const { person: second, password } = await perform(
      createAdministrator,
      { email: 'second@etat.example', name: 'Second Administrateur' },
      call(),
    );
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(JSON.stringify(await journalOf(services, 'access.createAdministrator'))).not.toContain(password);
    const ofSecond = (await perform(getAccount, { person: second }, call())).functions[0]!.id;
    const outcomes = await Promise.allSettled([
      perform(endGrant, { function: ofRoot, reason: 'L’un' }, await as('second@etat.example')),
      perform(deactivateAccount, { person: second, reason: 'L’autre' }, call(root)),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    // Leave root in office for the tests that follow.
    if (outcomes[0]!.status === 'fulfilled') {
      await perform(
        grantFunction,
        { person: root.id, role: 'administrator', scope: 'programme', from: '2014-09-15' },
        call(),
      );
    } else {
      expect(ofSecond).toBeTruthy();
    }
  });

  it('works on screen without script: create with errors beside fields, give, end, close, reopen', async () => {
    const browser = new Browser(services);
    await browser.signIn('root@etat.example', PASSWORD);
    const bad = await browser.post('/comptes/nouveau', {
      name: 'Zoé Bel',
      email: 'pas-une-adresse',
      role: '',
      scope: '',
    });
    expect(bad.status).toBe(422);
    const page = await bad.text();
    expect(page).toContain('adresse électronique complète');
    expect(page).toContain('value="Zoé Bel"');
    const created = await browser.post('/comptes/nouveau', {
      name: 'Zoé Bel',
      email: 'zoe@firm.example',
      role: 'organisation-member',
      scope: '',
      organisation: '123 456 782',
      from: '',
      to: '',
      mission: '',
    });
    const address = created.headers.get('location')!;
    expect([created.status, address]).toEqual([303, expect.stringMatching(/^\/comptes\/per-/)]);
    expect(await linkInMail(services, 'zoe@firm.example')).toMatch(/^\/lien\//);
    const shown = await (await browser.get(address)).text();
    expect(shown).toContain('Représentant d’un membre');
    const ending = /\/comptes\/[\w-]+\/fonctions\/[\w-]+\/fin/.exec(shown)![0];
    expect((await browser.get(ending)).status).toBe(200);
    expect((await browser.post(ending, { reason: '', last: '' })).status).toBe(422);
    expect((await browser.post(ending, { reason: 'Changement de poste', last: '' })).headers.get('location')).toBe(
      address,
    );
    expect((await browser.post(`${address}/fermer`, { reason: 'Départ' })).headers.get('location')).toBe(address);
    expect(await (await browser.get(address)).text()).toContain('Compte fermé le');
    expect((await browser.post(`${address}/rouvrir`)).headers.get('location')).toBe(address);
    const list = await (await browser.get('/comptes?q=zoe')).text();
    expect(list).toContain('Zoé Bel');
    const sheet = await (await browser.get('/comptes?q=zoe&format=csv')).text();
    expect(sheet.split('\r\n')[1]).toMatch(/^Zoé Bel;zoe@firm.example;/);
  });
});

describe('the demonstration', () => {
  it('has somebody for every function, who can sign in with the password shown', async () => {
    const store = await quickStore.open();
    const services = { ...testServices(store, { env: { GRAPPE_DEMO: 'on' } }), scopes: undefined };
    const call: Call = { services, actor: systemActor('Démonstration'), door: 'job', requestId: 'demo' };
    const organisations = { member: 'org-1', provider: 'org-2', training: 'org-3' };
    expect(await buildDemoPeople(call, organisations)).toBe(demoPeople.length);
    expect(await buildDemoPeople(call, organisations)).toBe(0);
    const people = await demoSignIns(services);
    expect(new Set(people.map((person) => person.role)).size).toBe(11);
    const page = await (await new Browser(services).get('/connexion')).text();
    expect(page).toContain(DEMO_PASSWORD);
    expect(page).toContain(people[0]!.email);
    const opened = await new Browser(services).signIn(people.at(-1)!.email, DEMO_PASSWORD);
    expect(opened.status).toBe(303);
  });
});
