import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSeals } from '#engines/documents/read-seals.ts';
import { type Actor, STRANGER } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import { openFile } from '#kit/files.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { webServer } from '#kit/web/server.ts';
import { access, actorOf, createPerson, enrolSecondFactor, type Telephone } from '#rooms/access';
import { loadIndicators } from '#rooms/indicators';
import { callBy, refusalOf } from '#rooms/registry';
import { findProgram } from '../../../scripts/programs.ts';
import { editionInForce, findContract, findEdition } from './contract.store.ts';
import { listContracts } from './life/contract-list.query.ts';
import { openAmendment } from './life/open-amendment.action.ts';
import { openContract } from './life/open-contract.action.ts';
import { acceptProposal } from './negotiation/accept-proposal.action.ts';
import { addComment } from './negotiation/add-comment.action.ts';
import { openDiscussion } from './negotiation/open-discussion.action.ts';
import { presentProject } from './negotiation/present-project.action.ts';
import { proposeChange } from './negotiation/propose-change.action.ts';
import { recordAnswer } from './negotiation/record-answer.action.ts';
import { recordOpinion } from './negotiation/record-opinion.action.ts';
import { resolveComment } from './negotiation/resolve-comment.action.ts';
import { getObjectives } from './roadmap/objectives.query.ts';
import { saveIndicator } from './roadmap/save-indicator.action.ts';
import { saveObjective } from './roadmap/save-objective.action.ts';
import { setTargets } from './roadmap/set-targets.action.ts';
import { contracts } from './room.ts';
import { recordDeliberation } from './signature/record-deliberation.action.ts';
import { recordPaperSignature } from './signature/record-paper-signature.action.ts';
import { saveParty } from './signature/save-party.action.ts';
import { saveSignatory } from './signature/save-signatory.action.ts';
import { sealText } from './signature/seal-text.action.ts';
import { sendForSignature } from './signature/send-for-signature.action.ts';
import { signContract } from './signature/sign-contract.action.ts';
import { signaturesOf } from './signature/signature.store.ts';
import { getSignatureBoard } from './signature/signature-board.query.ts';
import { scan, signingServices } from './signature/signing.testing.ts';
import { verifyText } from './signature/verify-text.query.ts';
import { saveArea, saveDiagnosis, saveMarket } from './strategy/save-strategy.actions.ts';
import { setCommitments } from './strategy/set-commitments.action.ts';
import { joinAnnex } from './text/join-annex.action.ts';

const PASSWORD = 'un mot de passe long';
const CLUSTER = { kind: 'cluster', id: 'minalogic' } as const;
const REGION = { kind: 'region', id: '82@2013' } as const;
const GRENOBLE = '200040715';
const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];

/** Seven with an account; the eighth signs for a département by the link that they receive. */
const PEOPLE = {
  administrator: { role: 'administrator', scope: { kind: 'programme' } },
  state: { role: 'state-officer', scope: REGION },
  region: { role: 'region-officer', scope: REGION },
  metropole: { role: 'metropole-officer', scope: { kind: 'metropole', id: GRENOBLE } },
  director: { role: 'cluster-director', scope: CLUSTER },
  officer: { role: 'cluster-officer', scope: CLUSTER },
  auditor: { role: 'auditor', scope: { kind: 'programme' } },
} as const;
type Who = keyof typeof PEOPLE;
const SIGNING = ['state', 'metropole', 'director'] as const satisfies readonly Who[];

const run = promisify(execFile);

describe.each(eachStore)('The whole life of a contract with eight people, on the $name store', ({ open }) => {
  let services: Services & { clock: { set(at: string): void } };
  const people = {} as Record<Who, Actor>;
  const telephones = {} as Record<(typeof SIGNING)[number], Telephone>;
  const contract = 'minalogic-2013';
  const by = (who: Who) => callBy(services, people[who]);
  const partyNamed = async (name: RegExp) =>
    (await perform(getSignatureBoard, { contract }, by('state'))).parties.find((one) => name.test(one.name))!.id;
  const state = async () => (await findContract(services.store.sql, contract))!.state;

  beforeAll(async () => {
    services = await signingServices(open, '2013-01-21T09:00:00Z');
    await services.store.sql.transaction().execute(loadIndicators);
    for (const [who, grant] of Object.entries(PEOPLE) as [Who, (typeof PEOPLE)[Who]][]) {
      const email = `${who}@exemple.fr`;
      await createPerson(services, { email, name: `Camille ${who}`, password: PASSWORD, grants: [grant] });
      people[who] = await actorOf(services, email);
    }
    for (const who of SIGNING)
      telephones[who] = await enrolSecondFactor(services, { email: `${who}@exemple.fr`, password: PASSWORD });
  });

  const sign = async (who: (typeof SIGNING)[number], party: string, number = 0) => {
    const { frozen_digest: digest } = (await findEdition(services.store.sql, contract, number))!;
    const act = { contract, party, digest: digest!, read: true, secondFactor: telephones[who].code() };
    return perform(signContract, act, { ...by(who), address: '192.0.2.10' });
  };
  const bytesOf = async (file: string) =>
    Buffer.concat(await Array.fromAsync((await openFile(services.store.sql, services.config.dataDir, file))!.stream));
  const verdictOf = async (sha256: string) =>
    (await perform(verifyText, { sha256 }, callBy(services, STRANGER))).verdict;

  it('The State opens it; the cluster’s team writes it until nothing is missing (R20, R25)', async () => {
    await perform(openContract, { cluster: 'minalogic' }, by('state'));
    const twice = await refusalOf(perform(openContract, { cluster: 'minalogic' }, by('state')));
    expect(twice.code).toBe('CONTRACT_EXISTS');
    for (const [name, metropole] of [
      ['Agglomération de Grenoble', GRENOBLE],
      ['Conseil général (Isère)', null],
    ] as const)
      await perform(saveParty, { contract, name, region: '82', metropole }, by('officer'));
    const early = await refusalOf(
      perform(presentProject, { contract, sessionOn: '2013-01-21', reference: 'Séance 1' }, by('state')),
    );
    expect(early.code).toBe('CONTRACT_STATE');
    const write = by('officer');
    await perform(
      saveArea,
      { contract, content: { title: 'Capteurs', technology: 'Microsystèmes', market: 'Énergie' } },
      write,
    );
    await perform(saveMarket, { contract, content: { title: 'Comptage', worldRegion: 'europe' } }, write);
    for (const section of ['ambition', 'potential'] as const)
      await perform(
        saveDiagnosis,
        { contract, content: { section, text: 'Passer de la recherche au marché.' } },
        write,
      );
    const { clause: objective } = await perform(
      saveObjective,
      { contract, content: { title: 'Mettre sur le marché', dimension: 'market', scope: 'collective' } },
      write,
    );
    await perform(
      saveIndicator,
      {
        contract,
        parent: objective,
        content: {
          code: 'RES-05',
          baseline: { value: 4, year: 2012, source: 'Enquête 2012' },
          targets: Object.fromEntries(YEARS.map((year, step) => [String(year), 20 + 10 * step])),
        },
      },
      write,
    );
    await perform(
      setCommitments,
      {
        contract,
        cells: ['state-82', 'region-82'].map((party) => ({
          party,
          year: 2013,
          nature: 'running-costs' as const,
          amountCents: 30_000_000,
        })),
        budgets: YEARS.map((year) => ({ year, amountCents: 140_000_000 })),
      },
      by('director'),
    );
    for (const kind of ['label-letter', 'statutes', 'labelling-arrangements'] as const)
      await perform(joinAnnex, { contract, kind, file: scan(`${kind}.pdf`) }, by('director'));
    expect(await perform(getObjectives, { contract }, by('officer'))).toMatchObject({ missing: 0 });
  });

  it('It is discussed: a comment, a proposal that is accepted, answers, the CNI and its opinion (R27)', async () => {
    services.clock.set('2013-02-11T09:00:00Z');
    await perform(openDiscussion, { contract }, by('director'));
    const { objectives } = await perform(getObjectives, { contract }, by('region'));
    const indicator = objectives[0]!.indicators[0]!;
    const { comment } = await perform(
      addComment,
      { contract, clause: objectives[0]!.id, body: 'Combien de réponses à l’enquête ?' },
      by('region'),
    );
    const { proposal } = await perform(
      proposeChange,
      {
        contract,
        act: 'change',
        kind: 'indicator',
        clause: indicator.id,
        revision: indicator.revision,
        content: { ...indicator.content, targets: { ...indicator.content.targets, '2018': 75 } },
        reason: 'La région accompagne ces entreprises.',
      },
      by('region'),
    );
    await perform(acceptProposal, { contract, proposal, word: 'Accord du bureau.' }, by('director'));
    await perform(resolveComment, { contract, comment, resolved: true }, by('region'));
    for (const [party, who] of [
      ['state-82', 'state'],
      ['region-82', 'region'],
    ] as const)
      await perform(recordAnswer, { contract, party, answer: 'agrees' }, by(who));
    services.clock.set('2013-04-16T09:00:00Z');
    await perform(presentProject, { contract, sessionOn: '2013-04-16', reference: 'Séance 12' }, by('state'));
    await perform(recordOpinion, { contract, opinion: 'favourable' }, by('state'));
    expect(await state()).toBe('presented');
    const after = (await perform(getObjectives, { contract }, by('auditor'))).objectives[0]!.indicators[0]!;
    expect(after.content.targets['2018']).toBe(75);
  });

  it('Assemblies vote, and each party signs in its way: by account, by link, on paper (R22, R23)', async () => {
    const [town, departement] = [await partyNamed(/Grenoble/), await partyNamed(/Isère/)];
    const address = 'presidente@isere.exemple.fr';
    await perform(
      saveSignatory,
      { contract, party: departement, name: 'Dominique Isère', title: 'Présidente', email: address },
      by('officer'),
    );
    services.clock.set('2013-05-02T09:00:00Z');
    const vote = { contract, number: '2013-105', heldOn: '2013-05-02', approves: true };
    await perform(recordDeliberation, { ...vote, party: 'region-82' }, by('region'));
    await perform(recordDeliberation, { ...vote, party: town }, by('metropole'));
    const foreign = await refusalOf(perform(recordDeliberation, { ...vote, party: departement }, by('region')));
    expect(foreign.code).toBe('NOT_YOUR_VOTE');
    await perform(sendForSignature, { contract }, by('director'));
    const { linkSent } = await perform(recordDeliberation, { ...vote, party: departement }, by('state'));
    expect(linkSent).toBe(true);

    services.clock.set('2013-05-06T09:00:00Z');
    const text = (await findEdition(services.store.sql, contract, 0))!;
    await sign('state', 'state-82');
    await sign('metropole', town);
    await perform(
      recordPaperSignature,
      {
        contract,
        party: 'region-82',
        name: 'Dominique Région',
        title: 'Président du conseil régional',
        signedOn: '2013-05-06',
        digest: text.frozen_digest,
        file: scan(),
      },
      by('state'),
    );
    await signByMail(address, 'Dominique Isère');
    expect(await state()).toBe('presented');
    expect((await sign('director', 'cluster')).contractSigned).toBe(true);
    expect(await state()).toBe('signed');
    const ways = (await signaturesOf(services.store.sql, text.id)).map(({ how }) => how);
    expect(ways.toSorted()).toEqual(['account', 'account', 'account', 'link', 'paper']);
  });

  /** Follows the link of the last message to this address, as a person without account and without script does. */
  async function signByMail(address: string, name: string): Promise<void> {
    const { rows } = await services.store.query<{ body: string }>(
      'select body from kit.outbox where recipient = $1 order by queued_at desc, id desc limit 1',
      [address],
    );
    const link = /\/lien\/[\w-]{43}/.exec(rows[0]!.body)![0];
    const app = await webServer({
      rooms: [access, contracts],
      services,
      identify: async () => STRANGER,
      ready: async () => true,
    });
    const visit = (init: RequestInit) =>
      app.request(link, init, { incoming: { socket: { remoteAddress: '192.0.2.44' } } });
    expect(await (await visit({})).text()).toContain(name);
    const post = (typed: Record<string, string>) =>
      visit({
        method: 'POST',
        headers: { origin: services.config.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(typed).toString(),
      });
    const forwarded = await post({ read: 'oui', name: 'Quelqu’un d’autre' });
    expect([forwarded.status, (await forwarded.text()).includes('Ce lien est personnel')]).toEqual([422, true]);
    expect((await post({ read: 'oui', name })).status).toBe(200);
    const replayed = await post({ read: 'oui', name });
    expect([replayed.status, (await replayed.text()).includes('a déjà servi')]).toEqual([410, true]);
  }

  it('The sealed text is good for others’ tools, and one byte changed shows', async () => {
    const { sha256 } = await perform(sealText, { contract, number: 0 }, by('administrator'));
    const { sealed_file_id: file } = (await editionInForce(services.store.sql, contract))!;
    const sealed = await bytesOf(file!);
    expect(readSeals(sealed).verdict).toBe('intact');
    const path = join(mkdtempSync(join(tmpdir(), 'grappe-life-')), 'contrat.pdf');
    writeFileSync(path, sealed);
    const { stdout } = await run(findProgram('pdfsig'), [path]);
    expect(stdout).toContain('Signature is Valid');
    expect(stdout).toContain('Total document signed');
    expect(await verdictOf(sha256)).toBe('in-force');
    const tampered = Buffer.from(sealed);
    tampered[2_000] = tampered[2_000]! ^ 1;
    expect(readSeals(tampered).verdict).toBe('altered');
  });

  it('It is amended, and the text before it still verifies, as a former one (R33)', async () => {
    const former = await bytesOf((await editionInForce(services.store.sql, contract))!.sealed_file_id!);
    services.clock.set('2014-03-10T09:00:00Z');
    await perform(
      openAmendment,
      { contract, subjects: ['targets'], reason: 'Revue annuelle de mars 2014' },
      by('director'),
    );
    const indicator = (await perform(getObjectives, { contract }, by('officer'))).objectives[0]!.indicators[0]!;
    const cells = [{ indicator: indicator.id, revision: indicator.revision, year: 2015, value: 44 }];
    expect((await refusalOf(perform(setTargets, { contract, cells }, by('officer')))).code).toBe('REASON_REQUIRED');
    await perform(setTargets, { contract, cells, reason: 'Premiers résultats' }, by('officer'));
    await perform(sendForSignature, { contract }, by('director'));
    await sign('state', 'state-82', 1);
    expect((await sign('director', 'cluster', 1)).contractSigned).toBe(true);
    const { sha256 } = await perform(sealText, { contract, number: 1 }, by('administrator'));
    expect([await state(), await verdictOf(sha256)]).toEqual(['amended', 'in-force']);
    const { createHash } = await import('node:crypto');
    expect(await verdictOf(createHash('sha256').update(former).digest('hex'))).toBe('former');
    expect(readSeals(former).verdict).toBe('intact');
  });

  it('The auditor reads all of it and changes none', async () => {
    const { rows } = await perform(listContracts, {}, by('auditor'));
    expect(rows.map(({ id }) => id)).toEqual([contract]);
    const { objectives } = await perform(getObjectives, { contract }, by('auditor'));
    expect(objectives[0]!.indicators[0]!.content.targets['2015']).toBe(44);
    const refused = await refusalOf(
      perform(openAmendment, { contract, subjects: ['money'], reason: 'Essai' }, by('auditor')),
    );
    expect(refused.code).toBe('NOT_YOUR_FUNCTION');
  });
});

describe.each(eachStore)(
  'What is wrong is refused in a sentence and leaves nothing written, on the $name store',
  ({ open }) => {
    let services: Services;
    const contract = 'minalogic-2013';
    let objective: string;
    const call = () => callBy(services);
    const acts = async () =>
      (await services.store.query<{ n: number }>('select count(*)::int as n from kit.journal')).rows[0]!.n;
    /** The sentence of the refusal, once sure that no act was recorded. */
    const sentence = async (work: () => Promise<unknown>): Promise<string> => {
      const before = await acts();
      const { message } = await refusalOf(work());
      expect(await acts()).toBe(before);
      return message;
    };

    beforeAll(async () => {
      services = await signingServices(open);
      await services.store.sql.transaction().execute(loadIndicators);
      await perform(openContract, { cluster: 'minalogic' }, call());
      const content = { title: 'Mettre sur le marché', dimension: 'market', scope: 'collective' } as const;
      ({ clause: objective } = await perform(saveObjective, { contract, content }, call()));
    });

    const withTargets = (targets: Record<string, number>, year = 2012) =>
      perform(
        saveIndicator,
        {
          contract,
          parent: objective,
          content: { code: 'RES-05', baseline: { value: 1, year, source: 'x' }, targets },
        },
        call(),
      );

    it('A second contract over the same years (R20)', async () => {
      const said = await sentence(() => perform(openContract, { cluster: 'minalogic' }, call()));
      expect(said).toContain('contrat');
    });

    it('A target for a year outside the phase', async () => {
      const work = () => withTargets({ 2013: 2, 2021: 9 });
      const refused = await refusalOf(work());
      expect([refused.code, refused.field]).toEqual(['YEAR_OUTSIDE_PHASE', 'content.targets.2021']);
      expect(await sentence(work)).toContain('2021');
    });

    it('A baseline that comes after the first target (R25)', async () => {
      expect(await sentence(() => withTargets({ 2013: 2 }, 2013))).toMatch(/2013/);
    });

    it('A party that has no mandate in the contract (R22)', async () => {
      const cell = { party: 'region-11', year: 2013, nature: 'running-costs' as const, amountCents: 100 };
      const before = await acts();
      const refused = await refusalOf(perform(setCommitments, { contract, cells: [cell] }, call()));
      expect([refused.code, refused.field]).toEqual(['CELLS_WRONG', 'cells.0.amountCents']);
      expect(await acts()).toBe(before);
    });
  },
);
