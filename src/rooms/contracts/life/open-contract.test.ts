import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished, refusalOf } from '#rooms/registry';
import { editionUnderWay, partiesOf } from '../contract.store.ts';
import { openContract } from './open-contract.action.ts';

describe.each(eachStore)('Opening a contract, on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
  });

  it('A cluster has one living contract for the phase, with the parties that the registry tells (R20, R22)', async () => {
    const { contract } = await perform(openContract, { cluster: 'minalogic' }, callBy(services));
    expect(contract).toBe('minalogic-2013');
    const edition = await editionUnderWay(services.store.sql, contract);
    const parties = await partiesOf(services.store.sql, edition!.id);
    expect(parties.map(({ id, coordinating }) => [id, coordinating])).toEqual([
      ['state-82', true],
      ['region-82', false],
      ['cluster', false],
    ]);
    expect(await refusalOf(perform(openContract, { cluster: 'minalogic' }, callBy(services)))).toMatchObject({
      code: 'CONTRACT_EXISTS',
      message: expect.stringContaining('minalogic-2013'),
    });
  });
});
