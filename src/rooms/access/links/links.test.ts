import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { systemActor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { createPerson } from '../access.fixture.ts';
import { Browser, journalOf, linkInMail, testServices } from '../access.testing.ts';
import { deactivateAccount } from '../accounts/deactivate-account.action.ts';
import { resetPasswordByAdministrator } from '../accounts/reset-password.action.ts';
import { createLink } from './create-link.action.ts';
import { offerByLink } from './offered-links.ts';

const PASSWORD = 'quatre-mots-sans-rapport';
const done: string[] = [];

/** An act that a later room could bring: nothing to fill in, done by whoever holds the link. */
const approve = defineAction({
  name: 'trial.approve',
  title: { fr: 'Approuver un dossier', en: 'Approve a file' },
  path: '/trial/{file}/approve',
  permission: { who: [], byLink: true },
  input: z.object({ file: z.string() }),
  output: z.object({}),
  refusals: { FILE_CLOSED: { fr: 'Ce dossier est clos.', en: 'This file is closed.' } },
  async run(ctx, { file }) {
    if (file === 'closed') return ctx.refuse('FILE_CLOSED');
    done.push(file);
    ctx.record({ object: { kind: 'file', id: file }, after: { approved: true } });
    return {};
  },
});

describe.each(eachStore)('one-off links, on the $name store', ({ open }) => {
  let store: Store;
  let services: ReturnType<typeof testServices>;
  const call = (): Call => ({ services, actor: systemActor('Essai'), door: 'cli', requestId: 'essai' });

  beforeAll(async () => {
    store = await open();
    services = testServices(store);
    offerByLink({ action: approve, submit: { fr: 'Approuver', en: 'Approve' } });
  });

  beforeEach(() => {
    done.length = 0;
    services.clock.set('2014-09-15T10:00:00Z');
  });

  const made = async (file: string, days = 7): Promise<string> => {
    const { url } = await perform(
      createLink,
      {
        action: 'trial.approve',
        input: { file },
        label: 'Camille Rey, Ardoise SAS',
        days,
        purposeFr: `Approuver le dossier ${file}.`,
        purposeEn: `Approve the file ${file}.`,
      },
      call(),
    );
    return new URL(url).pathname;
  };

  it('show what will be done and change nothing until the button is pressed, then serve once and give a receipt', async () => {
    const path = await made('dossier-1');
    const scanner = new Browser(services);
    for (let visit = 0; visit < 3; visit += 1) {
      const page = await scanner.get(path);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('Approuver le dossier dossier-1.');
    }
    expect(done).toEqual([]);

    const answer = await new Browser(services).post(path, { file: 'another-file' });
    expect(answer.status).toBe(200);
    // What the link is bound to cannot be typed over.
    expect(done).toEqual(['dossier-1']);
    const [line] = await journalOf(services, 'trial.approve');
    expect(line).toMatchObject({ actorName: 'Camille Rey, Ardoise SAS', objectId: 'dossier-1' });
    // Shown in groups of eight, to be compared by eye.
    expect(await answer.text()).toContain(line!.hash.match(/.{8}/g)!.join(' '));

    expect((await scanner.get(path)).status).toBe(410);
    expect((await new Browser(services).post(path)).status).toBe(410);
    expect(done).toEqual(['dossier-1']);
  });

  it('let one of two people who press at the same instant act, and tell the other', async () => {
    const path = await made('dossier-2');
    const answers = await Promise.all([1, 2, 3, 4].map(() => new Browser(services).post(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
    expect(done).toEqual(['dossier-2']);
  });

  it('stay open when the act is refused, close at their hour, and are unknown when mistyped', async () => {
    const refused = await made('closed');
    const answer = await new Browser(services).post(refused);
    expect([answer.status, (await answer.text()).includes('Ce dossier est clos.')]).toEqual([409, true]);
    expect((await new Browser(services).get(refused)).status).toBe(200);
    const path = await made('dossier-3', 1);
    services.clock.set('2014-09-16T09:59:59Z');
    expect((await new Browser(services).get(path)).status).toBe(200);
    services.clock.set('2014-09-16T10:00:00Z');
    expect((await new Browser(services).get(path)).status).toBe(410);
    expect((await new Browser(services).post(path)).status).toBe(410);
    expect(done).toEqual([]);
    expect((await new Browser(services).get(`${path.slice(0, -1)}x`)).status).toBe(404);
  });

  it('never stand in the journal or the store as they are sent', async () => {
    const token = (await made('dossier-4')).split('/').at(-1)!;
    const { rows } = await store.query<{ all: string }>(
      `select (select json_agg(j)::text from kit.journal j) || (select json_agg(l)::text from access.link l) as all`,
    );
    expect(rows[0]!.all).not.toContain(token);
  });

  it('open an account from its invitation: the address is then proven, and older links closed', async () => {
    const email = 'invite@firm.example';
    const person = await createPerson(services, { email, name: 'Irène Vidal' });
    const first = await linkInMail(services, email);
    services.clock.advance(60_000);
    await perform(resetPasswordByAdministrator, { person }, call());
    const path = await linkInMail(services, email);
    expect((await new Browser(services).get(first)).status).toBe(410);
    const browser = new Browser(services);
    const weak = await browser.post(path, { password: 'court', again: 'court' });
    expect([weak.status, (await weak.text()).includes('au moins 12')]).toEqual([422, true]);
    expect((await browser.post(path, { password: PASSWORD, again: PASSWORD, person: 'per-other' })).status).toBe(200);
    expect((await new Browser(services).signIn(email, PASSWORD)).status).toBe(303);
    const { rows } = await store.query('select email_verified from access.person where id = $1', [person]);
    expect(rows).toEqual([{ email_verified: true }]);
    const [line] = await journalOf(services, 'access.acceptInvitation');
    expect(line).toMatchObject({ actorName: 'Irène Vidal', objectId: person });
  });

  it('choose a new password for who forgot theirs, without telling who has an account', async () => {
    const email = 'oubli@firm.example';
    const person = await createPerson(services, { email, password: PASSWORD });
    const signedIn = new Browser(services);
    await signedIn.signIn(email, PASSWORD);
    const ask = async (address: string) =>
      (await new Browser(services).post('/mot-de-passe-oublie', { email: address })).text();
    const texts = [await ask(email), await ask('inconnu@firm.example')];
    expect(texts[0]!.replaceAll(email, '')).toBe(texts[1]!.replaceAll('inconnu@firm.example', ''));
    // Asked again within five minutes, nothing more is sent.
    await ask(email);
    const { rows } = await store.query('select 1 from kit.outbox where recipient = $1', [email]);
    expect(rows.length).toBe(1);
    const path = await linkInMail(services, email);
    const fresh = 'cinq-autres-mots-nouveaux';
    expect((await new Browser(services).post(path, { password: fresh, again: fresh })).status).toBe(200);
    expect((await signedIn.get('/mon-compte')).status).toBe(303);
    expect((await new Browser(services).signIn(email, PASSWORD)).status).toBe(422);
    expect((await new Browser(services).signIn(email, fresh)).status).toBe(303);
    for (let turn = 0; turn < 2; turn += 1) await new Browser(services).post('/mot-de-passe-oublie', { email });
    expect((await new Browser(services).post('/mot-de-passe-oublie', { email })).status).toBe(429);
    await perform(resetPasswordByAdministrator, { person }, call());
    const last = await linkInMail(services, email);
    await perform(deactivateAccount, { person, reason: 'Départ' }, call());
    expect((await new Browser(services).get(last)).status).toBe(410);
  });

  it('confirm an address from “My account”', async () => {
    const email = 'preuve@firm.example';
    await createPerson(services, { email, password: PASSWORD });
    const browser = new Browser(services);
    await browser.signIn(email, PASSWORD);
    expect(await (await browser.get('/mon-compte')).text()).toContain('adresse non confirmée');
    await browser.post('/mon-compte/adresse');
    expect((await new Browser(services).post(await linkInMail(services, email))).status).toBe(200);
    expect(await (await browser.get('/mon-compte')).text()).toContain('adresse confirmée');
  });

  it('are never made by hand for acts that open an account', async () => {
    const input = {
      action: 'access.choosePassword',
      input: { person: 'per-x' },
      label: 'Quelqu’un',
      purposeFr: 'Entrer.',
      purposeEn: 'Enter.',
    };
    await expect(perform(createLink, input, call())).rejects.toMatchObject({ code: 'NOT_BY_LINK' });
  });
});
