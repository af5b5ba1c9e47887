import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '#kit/context.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { callBy, partlyFurnished } from '#rooms/registry';
import { loadIndicators } from './catalogue.load.ts';
import { listIndicators } from './indicator-list.query.ts';

describe.each(eachStore)('The catalogue of common indicators, on the $name store', ({ open }) => {
  let services: Services;
  const load = () => services.store.sql.transaction().execute(loadIndicators);
  beforeAll(async () => {
    services = await partlyFurnished(open);
    await load();
  });

  it('has forty indicators, and a second start leaves them as they are (R26)', async () => {
    const writes = async () =>
      (await services.store.sql.selectFrom('indicators.indicator').selectAll().orderBy('rank').execute()).map(
        ({ code }) => code,
      );
    const before = await writes();
    expect(before).toHaveLength(40);
    expect(await load()).toBe(40);
    expect(await writes()).toEqual(before);
  });

  it('says of each its unit, its direction, and whether a document was read for it', async () => {
    const { rows } = await perform(listIndicators, {}, callBy(services));
    const publicShare = rows.find(({ code }) => code === 'GOU-01')!;
    expect(publicShare).toMatchObject({ direction: 'down', measure: 'ratio', unit: { fr: '%' }, evidence: 'source' });
    expect(publicShare.denominator.fr).not.toBe('');
    expect(rows.filter(({ evidence }) => evidence === 'background').map(({ code }) => code)).toEqual([
      'RES-02',
      'RES-05',
      'RES-06',
      'SAT-02',
    ]);
  });

  it('gives no attribute on a day before any holds', async () => {
    expect((await perform(listIndicators, { on: '2012-12-31' }, callBy(services))).rows).toEqual([]);
    expect((await perform(listIndicators, { on: '2013-01-01' }, callBy(services))).rows).toHaveLength(40);
  });
});
