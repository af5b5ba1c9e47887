import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findRevision, readSeals } from '#engines/documents/read-seals.ts';
import type { Services } from '#kit/context.ts';
import { openFile } from '#kit/files.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf, createPerson, enrolSecondFactor } from '#rooms/access';
import { callBy, refusalOf, someone } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { editionInForce, editionUnderWay, findContract } from '../contract.store.ts';
import { amendText } from './amend-text.action.ts';
import { listSignatureBoards } from './board-list.query.ts';
import { recordAssembly } from './record-assembly.action.ts';
import { recordDeliberation } from './record-deliberation.action.ts';
import { refuseToSign } from './refuse-to-sign.action.ts';
import { remindParty } from './remind-party.action.ts';
import { removeParty } from './remove-party.action.ts';
import { saveParty } from './save-party.action.ts';
import { sealText } from './seal-text.action.ts';
import { knownSeals } from './sealing-key.ts';
import { sendForSignature } from './send-for-signature.action.ts';
import { signContract } from './sign-contract.action.ts';
import { signatureChecks } from './signature.jobs.ts';
import { signaturesOf } from './signature.store.ts';
import { getSignatureBoard } from './signature-board.query.ts';
import {
  approveEverywhere,
  joinAnnexes,
  nameSignatories,
  presentedContract,
  signingServices,
  signOnPaper,
} from './signing.testing.ts';
import { verifyText } from './verify-text.query.ts';
import { withdrawFromSignature } from './withdraw-from-signature.action.ts';

type Moving = Services & { clock: { set(at: string): void } };

const director = someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } });

describe.each(eachStore)('Signing a contract, on the $name store', ({ open }) => {
  let services: Moving;
  let edition: string;
  let markets: readonly string[];
  const contract = 'minalogic-2013';
  const by = (actor = director) => callBy(services, actor);
  const commitmentOf = async (party: string) =>
    (await clausesOf(services.store.sql, edition)).find(
      ({ kind, content }) => kind === 'commitment' && (content as { party: string }).party === party,
    )!.id;
  const board = () => perform(getSignatureBoard, { contract }, by());
  const digest = async () => (await editionUnderWay(services.store.sql, contract))!.frozen_digest!;

  beforeAll(async () => {
    services = await signingServices(open);
    const built = await presentedContract(services, 'minalogic', false);
    edition = built.edition;
    markets = built.clauses.market;
  });

  it('The parties are those of the law, and a funder that was added (R22)', async () => {
    const { party } = await perform(saveParty, { contract, name: 'Grenoble-Alpes Métropole', region: '82' }, by());
    expect(party).toBe('authority-1');
    const kept = await refusalOf(perform(removeParty, { contract, party: 'region-82' }, by()));
    expect(kept.code).toBe('PARTY_KEPT');
    const twice = await refusalOf(perform(saveParty, { contract, name: 'GRENOBLE-Alpes métropole' }, by()));
    expect(twice).toMatchObject({ code: 'PARTY_NAMED_TWICE', field: 'name' });
    const second = await perform(saveParty, { contract, name: 'Département de l’Isère' }, by());
    await perform(removeParty, { contract, party: second.party }, by());
    expect((await board()).parties.map(({ id }) => id)).toEqual(['state-82', 'region-82', 'cluster', 'authority-1']);
  });

  it('A text without its annexes is not sent, and the reason says which are missing (R24)', async () => {
    expect((await board()).send).toMatchObject({ open: false, reasons: [expect.stringContaining('annexes')] });
    const refused = await refusalOf(perform(sendForSignature, { contract }, by()));
    expect(refused).toMatchObject({ code: 'CONTRACT_STATE', message: expect.stringContaining('annexes') });
    await joinAnnexes(services, contract);
    expect((await board()).send).toEqual({ open: true, reasons: [] });
  });

  it('The text that is sent is frozen and printed, and each party is written to', async () => {
    await nameSignatories(services, contract);
    await perform(recordAssembly, { contract, party: 'region-82', assemblyOn: '2013-06-13' }, by());
    const sent = await perform(sendForSignature, { contract }, by());
    expect(sent.parties).toBe(4);
    const { rows } = await services.store.query<{ recipient: string; body: string }>(
      'select recipient, body from kit.outbox order by recipient',
    );
    const to = (recipient: string) => rows.find((row) => row.recipient === recipient)!.body;
    expect(to('cluster@exemple.fr')).toMatch(/\/lien\/[\w-]{43}/);
    expect(to('region-82@exemple.fr')).not.toContain('/lien/');
    expect(to('region-82@exemple.fr')).toContain('assemblée');
    const shown = await board();
    expect(shown.text).toMatchObject({ state: 'signing', frozenOn: '2013-05-02' });
    expect(shown.schedule).toMatchObject({ earliest: null, unknown: [{ party: 'authority-1', wait: 'assembly-day' }] });
  });

  it('An authority does not sign before its assembly has approved, whatever the door (R23)', async () => {
    const refused = await refusalOf(signOnPaper(services, contract, 'region-82', '2013-05-02'));
    expect(refused).toMatchObject({ code: 'NO_DELIBERATION', message: expect.stringContaining('Rhône-Alpes') });
    const vote = { contract, party: 'region-82', number: '13-05', heldOn: '2013-05-02' };
    const unreasoned = await refusalOf(perform(recordDeliberation, { ...vote, approves: false }, by()));
    expect(unreasoned).toMatchObject({ code: 'VOTE_REFUSAL_REASON', field: 'reason' });
    await perform(recordDeliberation, { ...vote, approves: false, reason: 'Budget non voté' }, by());
    expect((await refusalOf(signOnPaper(services, contract, 'region-82', '2013-05-02'))).code).toBe('NO_DELIBERATION');
    const future = await refusalOf(
      perform(recordDeliberation, { ...vote, heldOn: '2013-05-03', approves: true }, by()),
    );
    expect(future).toMatchObject({ code: 'VOTE_IN_FUTURE', field: 'heldOn' });
    const pdf = (await editionUnderWay(services.store.sql, contract))!;
    const insert = services.store.query(
      `insert into contracts.signature (id, edition_id, party_id, how, signer_id, signer_name, signer_title, signed_at, signed_on,
         text_digest, pdf_digest, part_digest, pdf_file_id)
       values ('forged', $1, 'region-82', 'account', 'x', 'x', 'x', now(), '2013-05-02', $2, $2, $2, $3)`,
      [edition, pdf.frozen_digest, pdf.pdf_file_id],
    );
    await expect(insert).rejects.toThrow('R23');
    await approveEverywhere(services, contract, '2013-05-02');
  });

  it('Nobody signs for another party, without a second factor, or a text that they did not read', async () => {
    await createPerson(services, {
      email: 'directrice@exemple.fr',
      name: 'Camille cluster',
      password: 'un mot de passe long',
      grants: [{ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
    const actor = await actorOf(services, 'directrice@exemple.fr');
    const act = { contract, party: 'cluster', digest: await digest(), read: true };
    const code = async (input: object) =>
      (await refusalOf(perform(signContract, { ...act, ...input }, by(actor)))).code;
    expect(await code({ party: 'region-82' })).toBe('NOT_YOUR_PARTY');
    expect(await code({ read: false })).toBe('READ_FIRST');
    expect(await code({})).toBe('CODE_WANTED');
    expect(await code({ secondFactor: '123456' })).toBe('SECOND_FACTOR_NOT_ENROLLED');
    expect(await code({ digest: '0'.repeat(64) })).toBe('TEXT_CHANGED');
    const telephone = await enrolSecondFactor(services, {
      email: 'directrice@exemple.fr',
      password: 'un mot de passe long',
    });
    expect(await code({ secondFactor: '000000' })).toBe('SECOND_FACTOR_WRONG');
    const call = { ...by(actor), address: '192.0.2.7' };
    const signed = await perform(signContract, { ...act, secondFactor: telephone.code() }, call);
    expect(signed.contractSigned).toBe(false);
    expect((await signaturesOf(services.store.sql, edition))[0]).toMatchObject({
      how: 'account',
      signer_id: actor.id,
      signer_title: 'Signataire de cluster',
      address: '192.0.2.7',
      text_digest: act.digest,
    });
    expect(await code({ secondFactor: '123456' })).toBe('ALREADY_SIGNED');
  });

  it('A change clears exactly the signatures whose text it touches, after saying which', async () => {
    await signOnPaper(services, contract, 'state-82', '2013-05-02');
    await signOnPaper(services, contract, 'region-82', '2013-05-02');
    const clause = await commitmentOf('region-82');
    const change = {
      contract,
      clause,
      revision: 1,
      content: { note: 'Versé en deux fois' },
      reason: 'Demande de la région',
    };
    const refused = await refusalOf(perform(amendText, change, by()));
    expect(refused).toMatchObject({ code: 'CONFIRM_FALLS', field: 'confirmed' });
    // A commitment of the region touches the region, the coordinating State and the cluster.
    expect(refused.message).toContain('3 signatures');
    const before = await digest();
    const changed = await perform(amendText, { ...change, confirmed: true }, by());
    expect(changed.cleared.toSorted()).toEqual(['cluster', 'region-82', 'state-82']);
    expect(await digest()).not.toBe(before);
    const shown = await board();
    expect(shown.signed).toBe(0);
    expect(shown.cleared).toHaveLength(3);
    expect(shown.cleared[0]).toMatchObject({ reason: 'Demande de la région' });
    await signOnPaper(services, contract, 'region-82', '2013-05-02');
    await signOnPaper(services, contract, 'authority-1', '2013-05-02');
    // The State's commitment is no affair of the other funders.
    const states = {
      contract,
      clause: await commitmentOf('state-82'),
      revision: 1,
      content: { note: 'Annuel' },
      reason: 'Précision',
    };
    expect((await perform(amendText, states, by())).cleared).toEqual([]);
    expect((await board()).signed).toBe(2);
    const moved = { ...states, revision: 2, content: { party: 'region-82' } };
    expect((await refusalOf(perform(amendText, moved, by()))).code).toBe('STRUCTURE_FIXED');
    const market = { contract, clause: markets[0]!, revision: 1, content: { title: '' }, reason: 'Essai' };
    expect(await refusalOf(perform(amendText, market, by()))).toMatchObject({ field: 'content.title' });
    const all = { ...market, content: { title: 'Comptage intelligent (fictif)' }, confirmed: true };
    expect((await perform(amendText, all, by())).cleared.toSorted()).toEqual(['authority-1', 'region-82']);
  });

  it('A text that was withdrawn comes back with its signatures cleared, and is sent again', async () => {
    await signOnPaper(services, contract, 'cluster', '2013-05-02');
    const { cleared } = await perform(withdrawFromSignature, { contract, reason: 'Nouvelle version' }, by());
    expect(cleared).toBe(1);
    expect((await board()).text).toMatchObject({ state: 'open', digest: null });
    expect((await refusalOf(signOnPaper(services, contract, 'cluster', '2013-05-02'))).code).toBe('NOT_BEING_SIGNED');
    await perform(sendForSignature, { contract }, by());
  });

  it('A party that refuses is named with its reason, and may still sign', async () => {
    await perform(refuseToSign, { contract, party: 'authority-1', reason: 'Montant contesté' }, by());
    const shown = await board();
    expect(shown.parties.at(-1)).toMatchObject({ state: 'refused', refusal: 'Montant contesté', waits: ['refused'] });
    expect(shown.schedule.earliest).toBeNull();
    expect((await refusalOf(perform(remindParty, { contract, party: 'authority-1' }, by()))).code).toBe(
      'NOTHING_TO_REMIND',
    );
    await signOnPaper(services, contract, 'authority-1', '2013-05-02');
    expect((await board()).schedule).toMatchObject({ earliest: '2013-05-17', late: false });
  });

  it('A reminder leaves once a day, and not to who has just signed', async () => {
    await perform(remindParty, { contract, party: 'cluster' }, by());
    const again = await refusalOf(perform(remindParty, { contract, party: 'cluster' }, by()));
    expect(again.code).toBe('REMINDED_TODAY');
    const { rows } = await services.store.query<{ check: string; about: unknown }>(
      'select still_needed as check, about from kit.outbox where still_needed is not null order by queued_at desc, id desc limit 1',
    );
    const check = signatureChecks[rows[0]!.check]!;
    expect(await check(services.store.sql, rows[0]!.about)).toBe(true);
    await signOnPaper(services, contract, 'cluster', '2013-05-02');
    expect(await check(services.store.sql, rows[0]!.about)).toBe(false);
  });

  it('The last signature puts the contract in force, and the text is sealed with its evidence (R22)', async () => {
    services.clock.set('2013-05-20T09:00:00Z');
    await signOnPaper(services, contract, 'state-82', '2013-05-18');
    const early = await refusalOf(perform(sealText, { contract, number: 0 }, callBy(services)));
    expect(early.code).toBe('NOT_SIGNED_YET');
    const { contractSigned } = await signOnPaper(services, contract, 'region-82', '2013-05-20');
    expect(contractSigned).toBe(true);
    expect(await findContract(services.store.sql, contract)).toMatchObject({
      state: 'signed',
      signed_on: '2013-05-20',
    });
    const { sha256 } = await perform(sealText, { contract, number: 0 }, callBy(services));
    expect((await refusalOf(perform(sealText, { contract, number: 0 }, callBy(services)))).code).toBe('SEALED_ALREADY');
    const text = (await editionInForce(services.store.sql, contract))!;
    const bytesOf = async (file: string) =>
      Buffer.concat(await Array.fromAsync((await openFile(services.store.sql, services.config.dataDir, file))!.stream));
    const [signed, sealed] = [await bytesOf(text.pdf_file_id!), await bytesOf(text.sealed_file_id!)];
    expect(sealed.subarray(0, signed.length).equals(signed)).toBe(true);
    expect(findRevision(sealed, createHash('sha256').update(signed).digest('hex'))).toBe(signed.length);
    const report = readSeals(sealed);
    expect(report.verdict).toBe('intact');
    expect(knownSeals(services.config.dataDir).has(report.seals[0]!.certificate!.fingerprint)).toBe(true);
    expect(readdirSync(join(services.config.dataDir, 'keys'))).toContain('seal.pem');
    const verdict = async (digest: string) => (await perform(verifyText, { sha256: digest }, callBy(services))).verdict;
    expect(await verdict(sha256)).toBe('in-force');
    expect(await verdict('0'.repeat(64))).toBe('unknown');
    const job = await services.store.query("select name from kit.job where name = 'contracts.sealText'");
    expect(job.rows).toHaveLength(1);
  });

  it('Nothing of a signed text changes any more, not even by SQL (R24, R33)', async () => {
    const tries = [
      `update contracts.clause set content = '{}' where edition_id = $1`,
      `delete from contracts.party where edition_id = $1`,
      `update contracts.edition set frozen = '{}' where id = $1`,
      `update contracts.edition set state = 'open' where id = $1`,
      `update contracts.edition set sealed_file_id = pdf_file_id where id = $1`,
      `update contracts.signature set cleared_at = now(), cleared_by = 'x', cleared_reason = 'x' where edition_id = $1 and cleared_at is null`,
      `update contracts.signature set signer_name = 'x' where edition_id = $1`,
      `delete from contracts.signature where edition_id = $1`,
      `update contracts.deliberation set approves = false, reason = 'x' where edition_id = $1`,
    ];
    for (const statement of tries)
      await expect(services.store.query(statement, [edition]), statement).rejects.toThrow();
    expect((await refusalOf(signOnPaper(services, contract, 'cluster', '2013-05-20'))).code).toBe('NOT_BEING_SIGNED');
  });

  it('The board of all contracts tells who is waited for, and who is late', async () => {
    services.clock.set('2013-07-01T09:00:00Z');
    await presentedContract(services, 'axelera');
    const list = await perform(listSignatureBoards, {}, callBy(services));
    expect(list.count).toMatchObject({ all: 2, signed: 1, late: 1, unknown: 1 });
    expect(list.rows[0]).toMatchObject({
      contract: 'axelera-2013',
      late: true,
      earliest: null,
      waitedFor: [{ party: 'region-82', wait: 'assembly-day' }],
    });
    expect((await perform(listSignatureBoards, { late: true }, by())).rows).toEqual([]);
  });
});
