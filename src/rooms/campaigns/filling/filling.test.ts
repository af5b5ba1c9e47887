import { beforeAll, describe, expect, test } from 'vitest';
import type { Call, Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { loadIndicators } from '#rooms/indicators';
import { builders, callBy, partlyFurnished } from '#rooms/registry';
import { FIGURES_YEAR, type FollowedContract, followedContract, openedCampaign } from '../campaigns.fixture.ts';
import { openReturn } from './open-return.action.ts';
import { getReturn } from './return.query.ts';

const CLUSTER = 'minalogic';
const of = { cluster: CLUSTER, year: FIGURES_YEAR };

describe.each(eachStore)('on the $name store', ({ open }) => {
  let services: Services;
  let call: Call;
  let contract: FollowedContract;
  const grid = () => perform(getReturn, of, call);
  const cellOf = async (key: string) => (await grid()).cells.find((cell) => cell.key === key)!;

  beforeAll(async () => {
    services = await partlyFurnished(open);
    call = callBy(services);
    await services.store.sql.transaction().execute(loadIndicators);
    const { a, an } = builders(services);
    for (const headcount of [12, 300]) {
      const organisation = await an.organisation().withAccounts(2013, headcount, 1_000_000, 1_000_000).save();
      await a.membership().of(organisation).in(CLUSTER).save();
    }
    contract = await followedContract(services);
    await openedCampaign(services);
  });

  test('a return that nobody opened is there, with what it waits for', async () => {
    expect(await grid()).toMatchObject({ held: null, waits: 'cluster', open: ['openReturn'] });
  });

  test('a return opens prefilled: what facts count is counted, the rest is left to say (principle 1)', async () => {
    const done = await perform(openReturn, of, call);
    expect(done).toMatchObject({ opened: true, asked: 6 });
    expect(await cellOf('MEM-02')).toMatchObject({ origin: 'counted', words: '2 entreprises' });
    expect(await cellOf(contract.own)).toMatchObject({ origin: 'empty', words: '—' });
    expect(await perform(openReturn, of, call)).toMatchObject({ opened: false });
  });
});
