import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql as fragment } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, STRANGER } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Call, Services } from '#kit/context.ts';
import { latestMails } from '#kit/mail.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { createPerson } from '#rooms/access';
import { callBy, getWeek, partlyFurnished, refusalOf, someone, updateProgramme } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { ofKind } from '../clause/clause.ts';
import { editionInForce, editionUnderWay, findContract, partiesOf } from '../contract.store.ts';
import { contractBuilders } from '../contracts.fixture.ts';
import { setTargets } from '../roadmap/set-targets.action.ts';
import { recordDeliberation } from '../signature/record-deliberation.action.ts';
import { recordPaperSignature } from '../signature/record-paper-signature.action.ts';
import { sendForSignature } from '../signature/send-for-signature.action.ts';
import { setCommitments } from '../strategy/set-commitments.action.ts';
import { abandonAmendment } from './abandon-amendment.action.ts';
import { confirmDecision } from './confirm-decision.action.ts';
import { getContract } from './contract.query.ts';
import { contractTaskKinds } from './contract.tasks.ts';
import { getContractLife } from './contract-life.query.ts';
import { listContracts } from './contract-list.query.ts';
import { endContract } from './end-contract.action.ts';
import { openAmendment } from './open-amendment.action.ts';
import { openContracts } from './open-contracts.action.ts';
import { getPublicContract } from './public-contract.query.ts';
import { recordSupportDecision } from './record-support-decision.action.ts';
import { replyToDecision } from './reply-to-decision.action.ts';
import { setAmendedTerm } from './set-amended-term.action.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'grappe-life-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const director = (cluster: string): Actor =>
  someone({ role: 'cluster-director', scope: { kind: 'cluster', id: cluster } });
const stateOfficer = someone({ role: 'state-officer', scope: { kind: 'region', id: '82@2013' } });

const CRITERIA = [
  { name: 'Part des PME parmi les membres', value: '41 % en 2013', expected: '50 %' },
  {
    name: 'Projets financés',
    value: '3 en 2013',
    definition: 'Projets labellisés et financés dans l’année',
    countsProjects: true,
    coLabelled: true,
    windows: ['fui' as const, 'anr' as const, 'regional' as const],
  },
];

const scan = {
  name: 'scan.pdf',
  mediaType: 'application/pdf',
  base64: Buffer.from('%PDF-1.4\n%%EOF').toString('base64'),
};

describe.each(eachStore)('The life of a contract, on the $name store', ({ open }) => {
  let services: Services;
  let call: Call;
  beforeAll(async () => {
    services = {
      ...(await partlyFurnished(open)),
      config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off', GRAPPE_DATA: dataDir }),
      taskKinds: contractTaskKinds,
    };
    call = callBy(services);
  });
  const a = () => contractBuilders(services).a;

  it('Tasks put together on one line say on how many contracts they are, however many parties wait', async () => {
    // Two regions each: two prefects receive every draft.
    for (const cluster of ['aerospace-valley', 'agrimip', 'risques']) await a().contract(cluster).discussed().save();
    const state = someone({ role: 'state-officer', scope: { kind: 'programme' } });
    const { tasks } = await perform(getWeek, {}, callBy(services, state));
    expect(tasks.find(({ kind }) => kind === 'contract-answer')).toMatchObject({
      count: 6,
      cluster: null,
      en: expect.stringContaining('3 contracts'),
    });
  });

  it('Opening the contracts of all clusters is one act, and doing it again opens none', async () => {
    const built = await a().contract('axelera').save();
    const first = await perform(openContracts, {}, call);
    expect(first.opened.length).toBe(67);
    expect(first).toMatchObject({ held: 4, withoutRegion: [] });
    expect(await perform(openContracts, {}, call)).toMatchObject({ opened: [], held: 71 });
    const list = await perform(listContracts, { q: 'axel' }, call);
    expect(list.rows.map(({ id, state }) => [id, state])).toEqual([[built.contract, 'draft']]);
    // The signature was due in June 2013 and it is September 2014 (R21).
    expect(list.late).toBe(71);
    const own = await perform(listContracts, {}, callBy(services, director('axelera')));
    expect(own.rows.map(({ id }) => id)).toEqual([built.contract]);
    expect(own.rows[0]!.mine[0]).toMatchObject({ kind: 'complete', party: 'cluster' });
  });

  it('The list names the coordinating region in the list of regions of the day (R12)', async () => {
    const region = async (on: string | null) => {
      await perform(updateProgramme, { referenceDay: on, reason: 'Essai' }, call);
      const { rows, facets } = await perform(listContracts, { q: 'axelera' }, call);
      return [rows[0]!.region?.name, facets.regions.map(({ value }) => value)];
    };
    expect(await region('2015-12-31')).toEqual(['Rhône-Alpes', ['82']]);
    expect(await region('2016-01-01')).toEqual(['Auvergne-Rhône-Alpes', ['84']]);
    await perform(updateProgramme, { referenceDay: null, reason: 'Essai' }, call);
  });

  it('A person’s week holds what their party has to do on contracts, and not what others have', async () => {
    const contract = 'axelera-2013';
    const week = await perform(getWeek, {}, callBy(services, director('axelera')));
    expect(week.tasks.filter(({ kind }) => kind.startsWith('contract-'))).toMatchObject([
      { kind: 'contract-complete', cluster: { id: 'axelera' }, href: `/contrats/${contract}/completude` },
    ]);
    const state = await perform(getWeek, {}, callBy(services, stateOfficer));
    expect(state.tasks.filter(({ kind }) => kind.startsWith('contract-'))).toEqual([]);
  });
});

describe.each(eachStore)('Amendments and ends, on the $name store', ({ open }) => {
  let services: Services;
  let call: Call;
  let contract: string;
  const on = (day: string, actor?: Actor): Call =>
    callBy({ ...services, clock: fixedClock(`${day}T10:00:00Z`) }, actor);
  beforeAll(async () => {
    services = {
      ...(await partlyFurnished(open)),
      config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off', GRAPPE_DATA: dataDir }),
    };
    call = callBy(services);
    ({ contract } = await contractBuilders(services).a.contract('minalogic').signed().save());
  });
  const sqlOf = () => services.store.sql;

  it('Strangers read what the programme publishes of a signed contract, and nothing of another', async () => {
    await contractBuilders(services).a.contract('axelera').presented().save();
    const stranger = callBy(services, STRANGER);
    expect(await refusalOf(perform(getPublicContract, { cluster: 'axelera' }, stranger))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const shown = await perform(getPublicContract, { cluster: 'minalogic' }, stranger);
    expect(shown.texts).toMatchObject([
      { number: 0, state: 'signed', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const kinds = new Set(shown.passages.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['area', 'goal', 'market', 'objective', 'indicator']));
    expect(shown.passages.find(({ kind }) => kind === 'indicator')!.entries.map(({ name }) => name)).toContain(
      'targets.2018',
    );
  });

  it('An amendment copies the text in force under the same ids, and one is under way at a time (R33)', async () => {
    const base = (await editionInForce(sqlOf(), contract))!;
    const { number, edition } = await perform(
      openAmendment,
      { contract, subjects: ['money'], reason: 'Budget revu' },
      call,
    );
    expect(number).toBe(1);
    const plain = async (id: string) =>
      (await clausesOf(sqlOf(), id)).map((one) => [one.id, one.parent, one.content] as const);
    expect(await plain(edition)).toEqual(await plain(base.id));
    expect((await partiesOf(sqlOf(), edition)).map(({ id }) => id)).toEqual(
      (await partiesOf(sqlOf(), base.id)).map(({ id }) => id),
    );
    expect(
      await refusalOf(perform(openAmendment, { contract, subjects: ['dates'], reason: 'Deux à la fois' }, call)),
    ).toMatchObject({ code: 'AMENDMENT_UNDER_WAY' });
  });

  it('An amendment of money changes no target and no date (R33)', async () => {
    const edition = (await editionUnderWay(sqlOf(), contract))!;
    const [indicator] = ofKind(await clausesOf(sqlOf(), edition.id), 'indicator');
    const cells = [{ indicator: indicator!.id, revision: indicator!.revision, year: 2018, value: 99 }];
    expect(await refusalOf(perform(setTargets, { contract, cells, reason: 'Trop ambitieux' }, call))).toMatchObject({
      code: 'NOT_IN_AMENDMENT',
    });
    expect(await refusalOf(perform(setAmendedTerm, { contract, endsOn: '2019-12-31' }, call))).toMatchObject({
      code: 'NOT_ABOUT_DATES',
    });
  });

  it('The signed amendment takes the place of the text before it, which stays to be read as it was signed (R33)', async () => {
    const before = (await editionInForce(sqlOf(), contract))!;
    const edition = (await editionUnderWay(sqlOf(), contract))!;
    const [money] = ofKind(await clausesOf(sqlOf(), edition.id), 'commitment').filter(
      ({ content }) => content.party === 'region-82',
    );
    const { party, nature, year, amountCents } = money!.content;
    const cell = { party, nature, year, amountCents: amountCents - 1_000_000, revision: money!.revision };
    await perform(setCommitments, { contract, cells: [cell], reason: 'Budget voté' }, call);
    const view = await perform(getContractLife, { contract }, call);
    expect(view.amendment!.changes).toMatchObject([{ kind: 'commitment', change: 'changed', clause: money!.id }]);
    expect(view.amendment!.changes[0]!.entries).toHaveLength(1);
    await perform(
      recordDeliberation,
      { contract, party: 'region-82', number: 'D-2', heldOn: '2014-09-15', approves: true },
      call,
    );
    await perform(sendForSignature, { contract }, call);
    for (const { id } of await partiesOf(sqlOf(), edition.id))
      await perform(
        recordPaperSignature,
        { contract, party: id, name: `Signataire ${id}`, title: 'Présidence', signedOn: '2014-09-15', file: scan },
        call,
      );
    const after = await perform(getContractLife, { contract }, call);
    expect(after.contract.state).toBe('amended');
    expect(after.texts.map(({ number, state, digest }) => [number, state, digest !== null])).toEqual([
      [1, 'signed', true],
      [0, 'superseded', true],
    ]);
    const kept = await sqlOf()
      .selectFrom('contracts.edition')
      .selectAll()
      .where('id', '=', before.id)
      .executeTakeFirstOrThrow();
    expect(kept.frozen_digest).toBe(before.frozen_digest);
    await expect(
      fragment`update contracts.clause set content = '{}' where edition_id = ${before.id}`.execute(sqlOf()),
    ).rejects.toThrow(/never changes/);
  });

  it('An abandoned amendment leaves the text in force as it is, and the next one takes the next number', async () => {
    await perform(openAmendment, { contract, subjects: ['dates'], reason: 'Prolongation' }, call);
    expect(await refusalOf(perform(setAmendedTerm, { contract, endsOn: '2012-12-31' }, call))).toMatchObject({
      code: 'TERM_TOO_EARLY',
      field: 'endsOn',
    });
    await perform(setAmendedTerm, { contract, endsOn: '2019-12-31' }, call);
    expect((await perform(getContractLife, { contract }, call)).amendment).toMatchObject({
      endsOn: '2019-12-31',
      parties: [{ before: '31 décembre 2018', after: '31 décembre 2019' }],
      others: [],
    });
    await perform(abandonAmendment, { contract, reason: 'Sans objet' }, call);
    expect((await findContract(sqlOf(), contract))!.ends_on).toBe('2018-12-31');
    const again = await perform(openAmendment, { contract, subjects: ['correction'], reason: 'Une coquille' }, call);
    expect(again.number).toBe(3);
    expect((await perform(getContractLife, { contract }, call)).amendment).toMatchObject({
      others: ['Conseil régional (Rhône-Alpes)'],
    });
    await perform(abandonAmendment, { contract, reason: 'Sans objet' }, call);
  });

  it('A criterion that counts projects without the co-labelled ones is refused (R36)', async () => {
    const unfair = [{ ...CRITERIA[1]!, coLabelled: false }];
    const decision = { contract, kind: 'cut' as const, effectiveOn: '2014-11-01', cutPercent: 10, reasons: 'Motif' };
    expect(await refusalOf(perform(recordSupportDecision, { ...decision, criteria: unfair }, call))).toMatchObject({
      code: 'CO_LABELLED_MISSING',
      field: 'criteria.0.name',
    });
  });

  it('A cut in support is notified to the cluster, waits for its reply, and stays as it was notified (R35)', async () => {
    await createPerson(services, {
      email: 'direction@exemple.fr',
      password: 'un mot de passe long',
      grants: [{ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } }],
    });
    const asked = {
      contract,
      kind: 'cut' as const,
      cutPercent: 20,
      reasons: 'Résultats inférieurs',
      criteria: CRITERIA,
    };
    expect(
      await refusalOf(perform(recordSupportDecision, { ...asked, effectiveOn: '2014-10-15' }, call)),
    ).toMatchObject({ code: 'EFFECTIVE_TOO_EARLY', field: 'effectiveOn' });
    const { decision, replyDueOn } = await perform(
      recordSupportDecision,
      { ...asked, effectiveOn: '2014-11-01' },
      on('2014-09-15', stateOfficer),
    );
    expect(replyDueOn).toBe('2014-10-15');
    const told = await latestMails(sqlOf(), { text: 'direction@exemple.fr' }, 5);
    expect(told.some(({ to, text }) => to === 'direction@exemple.fr' && text.includes('15 octobre 2014'))).toBe(true);
    expect(await refusalOf(perform(confirmDecision, { contract, decision }, call))).toMatchObject({
      code: 'DECISION_STATE',
      message: expect.stringContaining('délai'),
    });
    await perform(
      replyToDecision,
      { contract, decision, reply: 'Nous contestons' },
      on('2014-10-01', director('minalogic')),
    );
    expect(await refusalOf(perform(replyToDecision, { contract, decision, reply: 'Encore' }, call))).toMatchObject({
      code: 'DECISION_STATE',
    });
    await perform(confirmDecision, { contract, decision, reason: 'Maintenue' }, on('2014-10-02', stateOfficer));
    expect((await findContract(sqlOf(), contract))!.state).toBe('amended');
    await expect(
      fragment`update contracts.support_decision set reasons = 'autre' where id = ${decision}`.execute(sqlOf()),
    ).rejects.toThrow(/stays/);
  });

  it('A contract is terminated by a reasoned decision once the delay to reply has passed, and in no other way (R35)', async () => {
    await expect(
      fragment`update contracts.contract set state = 'terminated', closed_on = '2014-12-01' where id = ${contract}`.execute(
        sqlOf(),
      ),
    ).rejects.toThrow(/R35/);
    await perform(openAmendment, { contract, subjects: ['targets'], reason: 'Révision' }, call);
    const { decision } = await perform(
      recordSupportDecision,
      { contract, kind: 'termination', effectiveOn: '2014-12-01', reasons: 'Label retiré', criteria: CRITERIA },
      on('2014-09-20'),
    );
    expect(await refusalOf(perform(confirmDecision, { contract, decision }, on('2014-10-20')))).toMatchObject({
      code: 'DECISION_STATE',
    });
    await perform(confirmDecision, { contract, decision }, on('2014-10-21'));
    expect(await findContract(sqlOf(), contract)).toMatchObject({ state: 'terminated', closed_on: '2014-12-01' });
    expect(await editionUnderWay(sqlOf(), contract)).toBeUndefined();
    expect((await perform(getPublicContract, { cluster: 'minalogic' }, callBy(services, STRANGER))).closedOn).toBe(
      '2014-12-01',
    );
  });

  it('A contract ends once its term has passed, not before', async () => {
    const { contract: other } = await contractBuilders(services).a.contract('tenerrdis').signed().save();
    expect(await refusalOf(perform(endContract, { contract: other }, call))).toMatchObject({ code: 'CONTRACT_STATE' });
    expect((await perform(getContract, { contract: other }, call)).steps).toEqual([]);
    const due = on('2019-01-01');
    await perform(endContract, { contract: other }, due);
    expect(await findContract(sqlOf(), other)).toMatchObject({ state: 'ended', closed_on: '2018-12-31' });
  });
});
