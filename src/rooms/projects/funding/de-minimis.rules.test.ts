import { beforeAll, describe, expect, it } from 'vitest';
import { type Cents, cents, euros } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import { type DeMinimisGrant, deMinimisTotal } from './de-minimis.rules.ts';
import { loadFundingReference } from './funding-reference.load.ts';
import type { StateAidTexts } from './state-aid-text.ts';
import type { Verdict } from './verdict.rules.ts';

let texts: StateAidTexts;
beforeAll(async () => {
  texts = (await loadFundingReference()).stateAid;
});

const grant = (grantedOn: string, count: number, undertaking = 'groupe'): DeMinimisGrant => ({
  undertaking,
  grantedOn: day(grantedOn),
  cents: euros(count),
});
const total = (
  grantOn: string,
  askedCents: Cents,
  grants: readonly DeMinimisGrant[] | null,
  firstMonthOfFiscalYear: number | null = 1,
) =>
  deMinimisTotal(texts, { undertaking: 'groupe', grantOn: day(grantOn), askedCents, grants, firstMonthOfFiscalYear });

const HALF_OF_IT = [grant('2014-02-01', 100_000), grant('2015-02-01', 50_000)];

describe('De minimis', () => {
  it.each<readonly [string, string, Cents, readonly DeMinimisGrant[] | null, number | null, Verdict]>([
    ['exactly 200,000 € over three fiscal years', '2016-06-01', euros(50_000), HALF_OF_IT, 1, 'met'],
    ['a cent above', '2016-06-01', cents(5_000_001), HALF_OF_IT, 1, 'not-met'],
    [
      'aid of the first day of the third fiscal year back counts',
      '2016-06-01',
      euros(100_001),
      [grant('2014-01-01', 100_000)],
      1,
      'not-met',
    ],
    ['aid of the day before no longer counts', '2016-06-01', euros(100_001), [grant('2013-12-31', 100_000)], 1, 'met'],
    ['a fiscal year from July keeps June out', '2016-06-01', euros(100_001), [grant('2013-06-30', 100_000)], 7, 'met'],
    [
      'a fiscal year from July lets July in',
      '2016-06-01',
      euros(100_001),
      [grant('2013-07-01', 100_000)],
      7,
      'not-met',
    ],
    [
      'the fiscal year is not known and decides',
      '2016-06-01',
      euros(100_001),
      [grant('2013-12-31', 100_000)],
      null,
      'to-check',
    ],
    [
      'the fiscal year is not known and changes nothing',
      '2016-06-01',
      euros(50_000),
      [grant('2015-12-31', 100_000)],
      null,
      'met',
    ],
    [
      'the fiscal year is not known, and it is too much anyhow',
      '2016-06-01',
      euros(50_000),
      [grant('2016-05-31', 150_001)],
      null,
      'not-met',
    ],
    [
      'aid to another undertaking does not count',
      '2016-06-01',
      euros(100_001),
      [grant('2015-12-31', 100_000, 'autre')],
      1,
      'met',
    ],
    ['aid granted later does not count', '2016-06-01', euros(100_001), [grant('2016-06-02', 100_000)], 1, 'met'],
    ['nothing declared', '2016-06-01', euros(1), null, 1, 'to-check'],
    ['200,000 € on the last day of 2023', '2023-12-31', cents(20_000_001), [], 1, 'not-met'],
    ['300,000 € from 2024', '2024-01-01', euros(300_000), [], 1, 'met'],
    ['a cent above 300,000 €', '2024-01-01', cents(30_000_001), [], 1, 'not-met'],
    [
      'from 2024 three years count to the day: the oldest day in',
      '2024-06-01',
      euros(200_001),
      [grant('2021-06-02', 100_000)],
      1,
      'not-met',
    ],
    ['from 2024, a day older', '2024-06-01', euros(200_001), [grant('2021-06-01', 100_000)], 1, 'met'],
    ['no regulation is known for 2006', '2006-12-31', euros(1), [], 1, 'to-check'],
  ])('%s (R97)', (_label, on, asked, grants, firstMonth, expected) => {
    expect(total(on, asked, grants, firstMonth).line.finding).toBe(expected);
  });

  it('Two firms of one group share one ceiling, and the rest is said (R97)', () => {
    expect(
      total('2016-06-01', euros(30_000), [grant('2015-01-05', 120_000), grant('2016-01-05', 20_000)]),
    ).toMatchObject({
      beforeCents: 14_000_000,
      withAskedCents: 17_000_000,
      leftCents: 6_000_000,
      countedFrom: '2014-01-01',
    });
  });
});
