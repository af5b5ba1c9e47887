import { beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished } from '#rooms/registry';
import { loadIndicators } from '../catalogue.load.ts';
import { retainedValues } from '../values/value.store.ts';
import { recountIndicators } from './recount.action.ts';

describe.each(eachStore)('on the $name store', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await partlyFurnished(open);
    await services.store.sql.transaction().execute(loadIndicators);
  });

  test('a recount without a fact gives zeros, shares that do not apply, and no unknown (principle 5)', async () => {
    const done = await perform(recountIndicators, {}, callBy(services));
    expect(done).toMatchObject({ added: 0, ended: 0 });
    const scope = { indicators: null, clusters: ['minalogic'], fromYear: 2014, toYear: 2014, knownAt: null };
    const values = await retainedValues(services.store.sql, scope);
    const of = (code: string) => values.find(({ indicator }) => indicator === code);
    expect(of('MEM-02')).toMatchObject({ state: 'known', value: 0 });
    expect(of('MEM-03')).toMatchObject({ state: 'not-applicable', value: null });
    expect(values).toHaveLength(27);
  });
});
