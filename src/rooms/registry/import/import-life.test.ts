import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { abandonImport, applyImport } from './apply-import.action.ts';
import {
  callAs,
  csv,
  FULL_HEADERS,
  type Houses,
  housesOn,
  type ImportHouse,
  person,
  removeOwnFolders,
} from './import.fixture.ts';
import { exportImportErrors, getImport, getImportProgress } from './import.query.ts';
import { importSettled, resumeImports, stopImports } from './import.runner.ts';
import { updateImport } from './import.store.ts';
import { startMembersImport } from './start-import.action.ts';

const memberships = ({ db, cluster }: ImportHouse) =>
  db
    .selectFrom('registry.membership')
    .selectAll()
    .where('cluster_id', '=', cluster)
    .orderBy('from_day')
    .orderBy('id')
    .execute();

afterAll(removeOwnFolders);

describe.each(eachStore)('the life of an import on the $name store', ({ open }) => {
  let opened: Houses;
  beforeAll(async () => {
    opened = await housesOn(await open());
  });

  it('An import belongs to its cluster: the team of another, and the officers of the State, do not find it.', async () => {
    const house = await opened();
    const checked = await house.check(csv(FULL_HEADERS, ...house.rows(2)));
    for (const [stranger, status] of [
      [person('cluster-officer', 'autre-pole'), 404],
      [person('state-officer'), 403],
    ] as const) {
      const call = callAs(house.services, stranger);
      for (const operation of [getImport, getImportProgress, applyImport, abandonImport, exportImportErrors]) {
        await expect(perform(operation, { import: checked.id }, call)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
      const start = perform(startMembersImport, { cluster: house.cluster, file: 'x' }, call);
      await expect(start).rejects.toMatchObject({ status });
    }
    const path = perform(startMembersImport, { cluster: house.cluster, path: '/etc/hostname' }, house.call);
    await expect(path).rejects.toMatchObject({ code: 'PATH_RESERVED' });
  });

  it('Abandoned, an import forgets its rows; a work left unfinished by a killed process is taken over and done once.', async () => {
    const house = await opened();
    const file = csv(FULL_HEADERS, ...house.rows(20));
    const given = await house.check(file);
    await perform(abandonImport, { import: given.id }, house.call);
    expect(await perform(getImport, { import: given.id }, house.call)).toMatchObject({ state: 'abandoned', total: 0 });

    const left = await house.check(file);
    const resumed = async () => {
      expect(await resumeImports(house.services)).toBe(1);
      await importSettled(house.services, left.id);
      return perform(getImport, { import: left.id }, house.call);
    };
    await updateImport(house.db, left.id, { state: 'checking', counts: null, plan_digest: null });
    expect(await resumed()).toMatchObject({ state: 'checked', total: 20, counts: { create: 20 } });
    await updateImport(house.db, left.id, { state: 'applying' });
    expect((await resumed()).state).toBe('applied');
    expect(await memberships(house)).toHaveLength(20);
    expect(await resumeImports(house.services)).toBe(0);
  });

  it('While an import is being written, how far it has come is told without waiting for the store; stopped, it goes on at the next start.', async () => {
    const house = await opened();
    const { id } = await house.check(csv(FULL_HEADERS, ...house.rows(1_500)));
    await perform(applyImport, { import: id }, house.call);
    const during = await perform(getImportProgress, { import: id }, house.call);
    expect(during).toMatchObject({ finished: false, progress: { total: expect.any(Number) } });
    await stopImports(house.services);
    expect((await perform(getImport, { import: id }, house.call)).state).toBe('applying');
    expect(await memberships(house)).toHaveLength(0);
    expect(await resumeImports(house.services)).toBe(1);
    await importSettled(house.services, id);
    const after = await perform(getImportProgress, { import: id }, house.call);
    expect(after).toEqual({ finished: true, state: 'applied', progress: null });
    expect(await memberships(house)).toHaveLength(1_500);
  });
});
