import { beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#kit/clock.ts';
import type { Services } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { perform } from '#kit/web/route.ts';
import { builders, callBy, partlyFurnished, refusalOf } from '#rooms/registry';
import { getIndicator } from '../catalogue/indicator.query.ts';
import { reviseIndicator } from '../catalogue/revise-indicator.action.ts';
import { loadIndicators } from '../catalogue.load.ts';
import { recountIndicators } from '../counting/recount.action.ts';
import { publishFigures } from '../publication/publish.jobs.ts';
import { declareValue } from './declare-value.action.ts';
import { getFigure } from './figure.query.ts';
import { getPublishedFigures } from './figures.query.ts';
import { retainSource } from './retain-source.action.ts';

const YEAR = 2014;
const FIRMS = { indicator: 'MEM-02', cluster: 'minalogic', year: YEAR };
const REMOVED = 'Une maison mère comptée deux fois (fictif)';

describe.each(eachStore)('A figure and its sources, on the $name store', ({ open }) => {
  let services: Services;
  const on = (day: string): Services => ({ ...services, clock: fixedClock(`${day}T10:00:00Z`) });
  const by = (day: string) => callBy(on(day));
  const figureOf = (day: string, knownOn?: Day) => perform(getFigure, { ...FIRMS, knownOn }, by(day));
  const declare = (day: string, given: object) => perform(declareValue, { ...FIRMS, ...given } as never, by(day));
  const retain = (day: string, source: string) =>
    perform(retainSource, { ...FIRMS, source, reason: REMOVED } as never, by(day));

  beforeAll(async () => {
    services = await partlyFurnished(open);
    await services.store.sql.transaction().execute(loadIndicators);
    const { a, an } = builders(services);
    for (const headcount of [12, 40, 300, 5]) {
      const organisation = await an.organisation().withAccounts(2013, headcount, 1_000_000, 1_000_000).save();
      await a.membership().of(organisation).in('minalogic').save();
    }
    await perform(recountIndicators, {}, by('2015-01-10'));
  });

  test('what a cluster declares stands beside what was counted, which stays retained until somebody says why not', async () => {
    await declare('2015-02-01', { value: 3, method: 'Annuaire du pôle' });
    const { retained, sources } = await figureOf('2015-02-01');
    expect(sources.map(({ source, value, producer }) => [source, value, producer])).toEqual([
      ['counted', 4, expect.any(String)],
      ['declared', 3, 'Minalogic'],
    ]);
    expect(retained).toMatchObject({ source: 'counted', value: 4, differs: true, reason: null });
    expect((await refusalOf(retain('2015-02-02', 'official'))).code).toBe('SOURCE_ABSENT');
    await retain('2015-03-01', 'declared');
    expect((await figureOf('2015-03-01')).retained).toMatchObject({ source: 'declared', value: 3, reason: REMOVED });
  });

  test('known on a past day, it is of the source retained on that day, whatever was chosen since (principle 2)', async () => {
    expect((await figureOf('2015-04-01', '2015-02-15' as Day)).retained).toMatchObject({ source: 'counted', value: 4 });
    expect((await figureOf('2015-04-01', '2015-03-15' as Day)).retained).toMatchObject({
      source: 'declared',
      value: 3,
    });
    await retain('2015-04-01', 'counted');
    expect((await figureOf('2015-04-02')).retained).toMatchObject({ source: 'counted', value: 4, reason: REMOVED });
    expect((await figureOf('2015-04-02', '2015-03-15' as Day)).retained).toMatchObject({
      source: 'declared',
      value: 3,
    });
  });

  test('a newer statement ends the one before, which stays readable; zero, not applicable and not known are three (principle 5)', async () => {
    await declare('2015-05-01', { value: 0 });
    await declare('2015-05-02', { state: 'not-applicable' });
    await declare('2015-05-03', { state: 'not-known', notBefore: '2015-09-01' });
    const { vintages, sources } = await figureOf('2015-05-04');
    const declared = vintages.filter(({ source }) => source === 'declared');
    expect(declared.map(({ state, value, notBefore }) => [state, value, notBefore])).toEqual([
      ['not-known', null, '2015-09-01'],
      ['not-applicable', null, null],
      ['known', 0, null],
      ['known', 3, null],
    ]);
    expect(sources.filter(({ source }) => source === 'declared')).toHaveLength(1);
  });

  test('what cannot be a value is refused with what to do, and nothing is written', async () => {
    const before = (await figureOf('2015-06-01')).vintages.length;
    const refused = async (given: object) => (await refusalOf(declare('2015-06-01', given))).code;
    expect(await refused({})).toBe('VALUE_WANTED');
    expect(await refused({ state: 'not-applicable', value: 1 })).toBe('NO_VALUE_WANTED');
    expect(await refused({ indicator: 'MEM-03', numerator: 1, denominator: 0 })).toBe('TERMS_WANTED');
    expect(await refused({ indicator: 'MEM-99', value: 1 })).toBe('UNKNOWN_INDICATOR');
    expect(await refused({ year: 2016, value: 1 })).toBe('YEAR_AHEAD');
    expect((await figureOf('2015-06-01')).vintages).toHaveLength(before);
  });

  test('a definition that is revised holds from its day on, and is never altered in the past', async () => {
    const given = {
      code: 'MEM-02',
      validFrom: '2016-01-01' as Day,
      definitionFr: 'Entreprises membres, groupes comptés une fois.',
      definitionEn: 'Member enterprises, groups counted once.',
      ownerFr: 'Équipe du pôle',
      ownerEn: 'Cluster team',
      reason: 'Règle de 2016',
    };
    const early = perform(reviseIndicator, { ...given, validFrom: '2015-05-01' as Day }, by('2015-06-01'));
    expect((await refusalOf(early)).code).toBe('TOO_EARLY');
    await perform(reviseIndicator, given, by('2015-06-01'));
    expect((await figureOf('2015-12-31')).definition.fr).not.toContain('groupes');
    expect((await figureOf('2016-01-01')).definition.fr).toContain('groupes');
    const { versions } = await perform(getIndicator, { code: 'MEM-02' }, by('2016-01-02'));
    expect(versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2016-01-01', null],
      ['2013-01-01', '2015-12-31'],
    ]);
  });

  test('what is published stays as it was published until the next publication, and says of when it is (R113)', async () => {
    const publishedFirms = async (day: string) => {
      const { rows, publishedOn } = await perform(getPublishedFigures, { cluster: 'minalogic' }, by(day));
      const cell = rows.find(({ indicator }) => indicator.code === 'MEM-02')!.cells.find(({ year }) => year === YEAR)!;
      return { publishedOn, state: cell.state, value: cell.value };
    };
    expect(await publishedFirms('2015-06-02')).toMatchObject({ publishedOn: null, value: 4 });
    await publishFigures(on('2015-06-03'));
    const { a, an } = builders(services);
    const joined = await an.organisation().save();
    await a.membership().of(joined).in('minalogic').save();
    await perform(recountIndicators, {}, by('2015-06-04'));
    expect((await figureOf('2015-06-04')).counted).toMatchObject({ value: 5 });
    expect(await publishedFirms('2015-06-04')).toEqual({ publishedOn: '2015-06-03', state: 'known', value: 4 });
    expect(await publishedFirms('2015-06-05')).toMatchObject({ publishedOn: '2015-06-03', value: 4 });
    // No act and no reading of facts in between: what was kept in memory gives way all the same.
    await publishFigures(on('2015-06-05'));
    expect(await publishedFirms('2015-06-05')).toEqual({ publishedOn: '2015-06-05', state: 'known', value: 5 });
  });
});
