import { beforeAll, describe, expect, it } from 'vitest';
import { STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { webServer } from '#kit/web/server.ts';
import { access } from '#rooms/access';
import { callBy } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { contracts } from '../room.ts';
import { amendText } from './amend-text.action.ts';
import { sendForSignature } from './send-for-signature.action.ts';
import { sendSignatureLink } from './send-signature-link.action.ts';
import { signaturesOf } from './signature.store.ts';
import { getSignatureBoard } from './signature-board.query.ts';
import { nameSignatories, presentedContract, signingServices } from './signing.testing.ts';

describe.each(eachStore)('Signing by link, on the $name store', ({ open }) => {
  let services: Services & { clock: { set(at: string): void } };
  let edition: string;
  let app: Awaited<ReturnType<typeof webServer>>;
  const contract = 'minalogic-2013';
  const env = { incoming: { socket: { remoteAddress: '192.0.2.44' } } };

  beforeAll(async () => {
    services = await signingServices(open);
    ({ edition } = await presentedContract(services));
    await nameSignatories(services, contract);
    await perform(sendForSignature, { contract }, callBy(services));
    app = await webServer({
      rooms: [access, contracts],
      services,
      identify: async () => STRANGER,
      ready: async () => true,
    });
  });

  const linkOf = async (party: string): Promise<string> => {
    await perform(sendSignatureLink, { contract, party }, callBy(services));
    const { rows } = await services.store.query<{ body: string }>(
      'select body from kit.outbox where recipient = $1 order by queued_at desc, id desc limit 1',
      [`${party}@exemple.fr`],
    );
    return /\/lien\/[\w-]{43}/.exec(rows[0]!.body)![0];
  };
  const get = async (path: string) => {
    const response = await app.request(path, {}, env);
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const headers = { origin: services.config.url, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    const response = await app.request(path, { method: 'POST', headers, body }, env);
    return { status: response.status, text: await response.text() };
  };
  const party = async (id: string) =>
    (await perform(getSignatureBoard, { contract }, callBy(services))).parties.find((one) => one.id === id)!;

  it('The page shows the exact PDF and its digest, and opening it is noted', async () => {
    const link = await linkOf('cluster');
    expect((await party('cluster')).seenAt).toBeNull();
    const page = await get(link);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Camille cluster');
    expect((await party('cluster')).state).toBe('seen');
    const document = await get(`${link}/document`);
    expect([document.status, document.type]).toEqual([200, 'application/pdf']);
    expect(document.text.startsWith('%PDF-')).toBe(true);
  });

  it('A link that was forwarded does not sign: the name is not that of its signatory', async () => {
    const link = await linkOf('cluster');
    const refused = await post(link, { read: 'oui', name: 'Dominique Autre' });
    expect([refused.status, refused.text.includes('Ce lien est personnel')]).toEqual([422, true]);
    expect((await post(link, { name: 'Camille cluster' })).text).toContain('lisez-le');
    expect(await signaturesOf(services.store.sql, edition)).toEqual([]);
  });

  it('Whoever holds it signs once, for its party only, and the proof says from where', async () => {
    const link = await linkOf('cluster');
    const signed = await post(link, { read: 'oui', name: 'CAMILLE  Clüster', party: 'state-82' });
    expect(signed.status).toBe(200);
    expect(await signaturesOf(services.store.sql, edition)).toMatchObject([
      { party_id: 'cluster', how: 'link', signer_name: 'Camille cluster', address: '192.0.2.44' },
    ]);
    const replayed = await post(link, { read: 'oui', name: 'Camille cluster' });
    expect([replayed.status, replayed.text.includes('a déjà servi')]).toEqual([410, true]);
    expect((await get(`${link}/document`)).status).toBe(410);
  });

  it('A link sent for the text as it was says so after a change, and signs nothing', async () => {
    const link = await linkOf('state-82');
    const market = (await clausesOf(services.store.sql, edition)).find(({ kind }) => kind === 'market')!;
    const change = { contract, clause: market.id, revision: market.revision, content: { title: 'Autre marché' } };
    await perform(amendText, { ...change, reason: 'Essai', confirmed: true }, callBy(services));
    expect((await get(link)).text).toContain('ne permet plus de signer');
    const refused = await post(link, { read: 'oui', name: 'Camille state-82' });
    expect([refused.status, refused.text.includes('Le texte a changé')]).toEqual([409, true]);
    expect((await get(`${link}/document`)).status).toBe(404);
  });

  it('A link that expired says until when it was good', async () => {
    const link = await linkOf('state-82');
    services.clock.set('2013-06-02T10:00:00Z');
    const expired = await get(link);
    expect([expired.status, expired.text.includes('expiré')]).toEqual([410, true]);
  });
});
