import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import * as door from './index.ts';
import { listApplications } from './membership/application-list.query.ts';
import { getMembership, getMembersOverTime } from './membership/member-list.query.ts';
import { builders, callBy, someone } from './registry.fixture.ts';
import { furnished } from './registry.testing.ts';

describe.each(eachStore)('smoke $name', ({ open }) => {
  let s: Services;
  beforeAll(async () => {
    const t = Date.now();
    s = await furnished(open);
    console.log('furnished', Date.now() - t);
  });
  it('runs everything', async () => {
    const call = callBy(s);
    const time = async <T>(name: string, w: Promise<T>) => {
      const t = performance.now();
      const r = await w;
      console.log(name, (performance.now() - t).toFixed(1));
      return r;
    };
    const list = await time('list', perform(door.listClusters, {}, call));
    expect(list.total).toBe(71);
    const { a, an } = builders(s);
    const o = await an.organisation('Valcor Énergies (fictif)').withAccounts(2012, 12, 3_000_000, 1_000_000).save();
    const m = await a.membership().in('minalogic').of(o).save();
    await perform(door.listClusters, { q: 'minalogik' }, call).then((r) => console.log(r.rows.map((x) => x.name)));
    console.log(JSON.stringify(await time('get', perform(door.getCluster, { cluster: 'minalogic' }, call)), null, 1));
    console.log(JSON.stringify(await time('members', perform(door.listMembers, { cluster: 'minalogic' }, call))));
    console.log(JSON.stringify(await time('time', perform(getMembersOverTime, { cluster: 'minalogic' }, call))));
    console.log(JSON.stringify(await time('org', perform(door.getOrganisation, { organisation: o }, call))));
    console.log(JSON.stringify(await time('orgs', perform(door.listOrganisations, {}, call))));
    console.log(JSON.stringify(await time('key', perform(door.getKeyFigures, {}, call))));
    console.log(JSON.stringify(await time('week', perform(door.getWeek, {}, call))));
    console.log(
      JSON.stringify(
        await time(
          'weekd',
          perform(
            door.getWeek,
            {},
            callBy(s, someone({ role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } })),
          ),
        ),
      ),
    );
    console.log(JSON.stringify(await time('search', perform(door.searchRegistry, { q: 'valcor' }, call))));
    console.log(JSON.stringify(await time('m', perform(getMembership, { membership: m }, call))));
    console.log(JSON.stringify(await time('apps', perform(listApplications, { cluster: 'minalogic' }, call))));
    console.log(JSON.stringify(await time('prog', perform(door.getProgramme, {}, call))));
  });
});
