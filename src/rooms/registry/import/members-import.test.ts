import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { syntheticSiret } from '../siren.rules.ts';
import { applyImport } from './apply-import.action.ts';
import {
  applyChecked,
  csv,
  FULL_HEADERS,
  type Houses,
  housesOn,
  type ImportHouse,
  MEMBER_HEADERS,
  removeOwnFolders,
} from './import.fixture.ts';
import { exportImportErrors, getImport } from './import.query.ts';
import { importSettled } from './import.runner.ts';
import { matchImport } from './match-import.action.ts';

const memberships = ({ db, cluster }: ImportHouse) =>
  db
    .selectFrom('registry.membership')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .orderBy('from_day')
    .orderBy('id')
    .execute();

afterAll(removeOwnFolders);

describe.each(eachStore)('imports of members on the $name store', ({ open }) => {
  let opened: Houses;
  beforeAll(async () => {
    opened = await housesOn(await open());
  });

  const snapshot = async (house: ImportHouse) => {
    const spells = await memberships(house);
    const ids = sql<string[]>`${spells.map((spell) => spell.organisation_id)}::text[]`;
    const of = (table: 'registry.accounts' | 'registry.size_spell') =>
      house.db
        .selectFrom(table)
        .selectAll()
        .where(sql<boolean>`organisation_id = any (${ids})`)
        .orderBy('organisation_id')
        .execute();
    const fees = sql<boolean>`membership_id = any (${spells.map(({ id }) => id)}::text[])`;
    return {
      spells,
      organisations: await house.db
        .selectFrom('registry.organisation')
        .selectAll()
        .where(sql<boolean>`id = any (${ids})`)
        .orderBy('siren')
        .execute(),
      fees: await house.db
        .selectFrom('registry.membership_fee')
        .selectAll()
        .where(fees)
        .orderBy('membership_id')
        .execute(),
      accounts: await of('registry.accounts'),
      sizes: await of('registry.size_spell'),
    };
  };

  it('A checked file changes nothing; applied, it creates organisations, spells, fees, accounts and sizes, with one journal line.', async () => {
    const house = await opened();
    const checked = await house.check(csv(FULL_HEADERS, ...house.rows(40)));
    expect(checked).toMatchObject({
      state: 'checked',
      counts: { rows: 40, create: 40, error: 0 },
      open: ['match', 'check', 'apply', 'abandon'],
    });
    expect(await memberships(house)).toHaveLength(0);

    const applied = await applyChecked(house.call, checked.id);
    expect(applied).toMatchObject({ state: 'applied', counts: { create: 40 } });
    const found = await snapshot(house);
    expect(found.spells).toHaveLength(40);
    expect(found.spells.every((spell) => spell.source === `import:${checked.id}` && spell.synthetic)).toBe(true);
    expect(found.organisations[0]).toMatchObject({
      siren: house.siren(0),
      kind: 'firm',
      naf: '72.19Z',
      commune: '38185',
      synthetic: true,
    });
    // Fewer sizes than accounts: a staff under ten with more than 2 M€ of revenue leaves the category open (R50).
    expect([found.fees.length, found.accounts.length, found.sizes.length]).toEqual([40, 40, 32]);
    const first = found.accounts.find((row) => row.organisation_id === found.organisations[0]!.id);
    expect(first).toMatchObject({ year: 2013, closed_on: '2013-12-31', headcount: '1', revenue_cents: 110_000_000 });

    const lines = await house.db
      .selectFrom('kit.journal')
      .select(['action', 'after', 'actor_id'])
      .orderBy('seq')
      .execute();
    expect(lines.slice(-5).map((line) => line.action)).toEqual([
      'registry.recordUpload',
      'registry.startMembersImport',
      'registry.matchImport',
      'registry.applyImport',
      'registry.completeImport',
    ]);
    expect(lines.at(-1)).toMatchObject({
      actor_id: house.call.actor.id,
      after: { sha256: checked.sha256, counts: { create: 40 } },
    });
  });

  it('The same file imported again changes nothing, and there is nothing to apply.', async () => {
    const house = await opened();
    const file = csv(FULL_HEADERS, ...house.rows(30));
    await house.importFile(file);
    const before = await snapshot(house);
    const again = await house.check(file);
    expect(again.counts).toMatchObject({ rows: 30, unchanged: 30, create: 0, update: 0, error: 0 });
    await expect(perform(applyImport, { import: again.id }, house.call)).rejects.toMatchObject({
      code: 'IMPORT_STATE',
      status: 409,
    });
    expect(await snapshot(house)).toEqual(before);
  });

  it('One row in error stops the whole import, and is said with its row, its value and what to do, in both languages.', async () => {
    const house = await opened();
    const rows = house.rows(5).map((row) => row.slice(0, 4));
    rows[1]![0] = '443061842';
    rows[2]![2] = 'Bleu';
    rows[3]![3] = '31/02/2013';
    rows[4] = [...rows[0]!];
    const checked = await house.check(csv(MEMBER_HEADERS, ...rows));
    expect(checked.counts).toMatchObject({ rows: 5, error: 4, create: 1 });
    const wrong = checked.rows.filter(({ outcome }) => outcome === 'error');
    expect(wrong.map(({ row, problems }) => [row, problems[0]!.field, problems[0]!.value])).toEqual([
      [3, 'siren', '443061842'],
      [4, 'college', 'Bleu'],
      [5, 'joinedOn', '31/02/2013'],
      [6, null, null],
    ]);
    expect(wrong[3]!.problems[0]).toMatchObject({
      fr: expect.stringContaining('ligne 2'),
      en: expect.stringContaining('Row 2'),
    });
    expect(checked.open).not.toContain('apply');
    expect(checked.closed.find(({ transition }) => transition === 'apply')?.reasons[0]?.fr).toContain('en erreur');
    await expect(perform(applyImport, { import: checked.id }, house.call)).rejects.toMatchObject({
      code: 'IMPORT_STATE',
    });
    expect(await memberships(house)).toHaveLength(0);

    const exported = await perform(exportImportErrors, { import: checked.id }, house.call);
    expect(exported.headers).toEqual(MEMBER_HEADERS);
    expect(exported.rows).toEqual(rows.slice(1));
    expect(exported.problems.map(({ row }) => row)).toEqual([3, 4, 5, 6]);
  });

  it('A later file amends what it gives and leaves the rest: an empty cell erases nothing.', async () => {
    const house = await opened();
    const [one, two] = house.rows(2) as [string[], string[]];
    await house.importFile(csv(FULL_HEADERS, one, two));
    const headers = [
      'SIREN',
      'Raison sociale',
      'Collège',
      'Date d’adhésion',
      'Date de départ',
      'Motif',
      'Cotisation 2014',
      'Effectif 2012',
    ];
    const checked = await house.check(
      csv(
        headers,
        [one[0]!, '', 'ETI', '', '31/03/2014', 'Fusion', '900', ''],
        [two[0]!, '', '', '', '', '', '', '12'],
      ),
    );
    const told = checked.rows.map(({ outcome, changes }) => [
      outcome,
      ...changes.map((one) => [one.field, one.before, one.after]),
    ]);
    expect(told).toEqual([
      [
        'update',
        ['college', 'sme', 'large'],
        ['leftOn', null, '2014-03-31'],
        ['leftReason', null, 'Fusion'],
        ['fee', null, 90_000],
      ],
      ['update', ['headcount', null, 12]],
    ]);
    await applyChecked(house.call, checked.id);
    const found = await snapshot(house);
    expect(found.spells[0]).toMatchObject({
      college: 'large',
      to_day: '2014-03-31',
      end_reason: 'Fusion',
      from_day: '2010-01-01',
    });
    expect([found.accounts.length, found.fees.length]).toEqual([3, 3]);
  });

  it('A spell that overlaps one of the registry, or of the file, is refused; one that follows is a new spell.', async () => {
    const house = await opened();
    const row = (from: string, to = '', reason = '') => [house.siren(5), 'Atelier Cinq', 'PME', from, to, reason];
    const headers = [...MEMBER_HEADERS, 'Date de départ', 'Motif de départ'];
    await house.importFile(csv(headers, row('01/01/2010')));
    const overlapping = await house.check(csv(headers, row('01/06/2012')));
    expect(overlapping.rows[0]!.problems[0]!.fr).toContain('ouverte depuis le 01/01/2010');
    // The newest spell may stand first in the file.
    const following = await house.check(csv(headers, row('01/06/2012'), row('01/01/2010', '31/12/2011', 'Pause')));
    expect(following.counts).toMatchObject({ create: 1, update: 1, error: 0 });
    await applyChecked(house.call, following.id);
    expect((await memberships(house)).map(({ from_day, to_day }) => [from_day, to_day])).toEqual([
      ['2010-01-01', '2011-12-31'],
      ['2012-06-01', null],
    ]);
    // A last day counts: the next spell begins the day after at the earliest.
    const ended = csv(headers, row('01/06/2012', '30/06/2014', 'x'), row('30/06/2014'));
    expect((await house.check(ended)).counts).toMatchObject({ update: 1, error: 1 });
  });

  it('Members that the file leaves out stay as they are, unless asked to end on a day for a reason, which the preview shows.', async () => {
    const house = await opened();
    await house.importFile(csv(FULL_HEADERS, ...house.rows(5)));
    const partial = csv(FULL_HEADERS, ...house.rows(3));
    const kept = await house.check(partial);
    expect(kept.counts).toMatchObject({ unchanged: 3, end: 0 });
    const absentReason = 'Absent de la liste de juin 2014';
    const checked = await house.check(partial, { absent: 'end', absentOn: '2014-06-30', absentReason });
    expect(checked.counts).toMatchObject({ unchanged: 3, end: 2 });
    expect(checked.rows.slice(3).map(({ row, outcome, siren }) => [row, outcome, siren])).toEqual([
      [null, 'end', house.siren(4)],
      [null, 'end', house.siren(3)],
    ]);
    await applyChecked(house.call, checked.id);
    const ended = (await memberships(house)).filter(({ to_day }) => to_day === '2014-06-30');
    expect(ended.map(({ end_reason }) => end_reason)).toEqual([absentReason, absentReason]);
    const unexplained = { import: kept.id, absent: 'end', absentOn: '2014-06-30' } as const;
    await expect(perform(matchImport, unexplained, house.call)).rejects.toMatchObject({ code: 'ABSENT_REASON' });
  });

  it('When the registry changes between the check and the application, nothing is written and the person is told to check again.', async () => {
    const house = await opened();
    await house.importFile(csv(FULL_HEADERS, ...house.rows(3)));
    const checked = await house.check(csv(FULL_HEADERS, ...house.rows(6)));
    const [spell] = await memberships(house);
    await house.db.updateTable('registry.membership').set({ college: 'other' }).where('id', '=', spell!.id).execute();
    const before = await snapshot(house);
    const refused = await applyChecked(house.call, checked.id);
    expect(refused).toMatchObject({ state: 'matched', problem: { fr: expect.stringContaining('a changé') } });
    expect(await snapshot(house)).toEqual(before);
    await perform(matchImport, { import: checked.id, check: true }, house.call);
    await importSettled(house.services, checked.id);
    expect((await applyChecked(house.call, checked.id)).state).toBe('applied');
    expect(await memberships(house)).toHaveLength(6);
  });

  it('Two imports that create the same members at the same time: one is applied, the other is refused whole.', async () => {
    const house = await opened();
    const file = csv(FULL_HEADERS, ...house.rows(30));
    const both = [await house.check(file), await house.check(file, {}, 'autre.csv')];
    await Promise.all(both.map(({ id }) => perform(applyImport, { import: id }, house.call)));
    await Promise.all(both.map(({ id }) => importSettled(house.services, id)));
    const states = await Promise.all(
      both.map(async ({ id }) => (await perform(getImport, { import: id }, house.call)).state),
    );
    expect(states.sort()).toEqual(['applied', 'matched']);
    expect(await memberships(house)).toHaveLength(30);
  });

  it('An organisation is recognised by SIRET, or by its name and commune; two of the same name ask for a SIREN.', async () => {
    const house = await opened();
    const headers = ['SIRET', 'SIREN', 'Nom', 'Collège', 'Adhésion', 'Commune', 'Nature'];
    const siret = syntheticSiret(house.siren(9));
    await house.importFile(
      csv(
        headers,
        [siret, '', 'Atelier Neuf', 'PME', '01/01/2013', 'Grenoble', ''],
        ['', '', 'Laboratoire des Essais', 'Recherche', '01/01/2013', 'Grenoble', 'Laboratoire'],
        ['', '', 'Laboratoire des Essais', 'Recherche', '01/01/2013', 'Toulouse', 'Laboratoire'],
      ),
    );
    const checked = await house.check(
      csv(
        headers,
        ['', house.siren(9), '', '', '01/01/2013', '', ''],
        ['', '', 'LABORATOIRE DES ESSAIS', '', '01/01/2013', 'Toulouse', ''],
        ['', '', 'Laboratoire des essais', 'Recherche', '01/01/2013', '', ''],
      ),
    );
    expect(checked.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'error']);
    expect(checked.rows[1]!.problems[0]).toMatchObject({
      level: 'warning',
      fr: expect.stringContaining('Reconnu par son nom'),
    });
    expect(checked.rows[2]!.problems[0]!.fr).toContain('2 organismes du registre portent ce nom');
    // A SIREN learnt later completes the organisation instead of doubling it.
    const learnt = ['', house.siren(10), 'Laboratoire des Essais', '', '01/01/2013', 'Grenoble', ''];
    await house.importFile(csv(headers, learnt));
    const { organisations } = await snapshot(house);
    expect(organisations.map((row) => row.siren)).toEqual([house.siren(9), house.siren(10), null]);
  });

  it('A cluster’s list does not rewrite an organisation that others share: the registry’s value stays, and the difference is shown.', async () => {
    const house = await opened();
    const [row] = house.rows(1) as [string[]];
    await house.importFile(csv(FULL_HEADERS, row));
    const other = row.with(1, 'Tout Autre Nom').with(5, '999').with(7, '62.01Z');
    const checked = await house.check(csv(FULL_HEADERS, other));
    expect(checked.counts).toMatchObject({ unchanged: 1, warnings: 1 });
    expect(checked.rows[0]!.problems.map(({ level, field }) => [level, field])).toEqual([
      ['warning', 'name'],
      ['warning', 'naf'],
      ['warning', 'headcount'],
    ]);
  });

  it('Outside the demonstration, an invented SIREN is refused.', async () => {
    const house = await opened({ demo: false });
    const checked = await house.check(csv(FULL_HEADERS, ...house.rows(1)));
    expect(checked.counts).toMatchObject({ error: 1 });
    expect(checked.rows[0]!.problems[0]!.fr).toContain('plage réservée');
  });
});
