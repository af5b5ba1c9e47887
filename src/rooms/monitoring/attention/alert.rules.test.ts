import { describe, expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import type { YearlyFigures } from '../projection/projection.rules.ts';
import { type AlertFacts, alertsOf } from './alert.rules.ts';
import { outliersIn } from './outlier.rules.ts';
import { recordOf } from './return-record.rules.ts';

const campaign = { year: 2014, opensOn: day('2015-02-01'), dueOn: day('2015-04-15') };
const facts = (more: Partial<AlertFacts>): AlertFacts => ({
  records: [],
  money: [],
  chances: [],
  outliers: [],
  on: day('2015-09-15'),
  ...more,
});
const series = (...values: number[]): YearlyFigures => ({
  group: 'PRJ-01',
  measure: 'count',
  cumulation: 'per-year',
  points: values.map((value, place) => ({ year: 2012 + place, value })),
});

describe('Alerts', () => {
  it('a return is late from the day after its deadline, opened or not', () => {
    const of = (on: string) => alertsOf(facts({ records: [recordOf(campaign, null, day(on))!] }));
    expect(of('2015-04-15')).toEqual([]);
    expect(of('2015-04-16')).toEqual([{ kind: 'late', years: [2014], state: 'not-started', days: 1 }]);
  });

  it('an authority is silent from the day after its own clock has run out', () => {
    const row = {
      year: 2014,
      state: 'state-accepted' as const,
      dueOn: day('2015-04-15'),
      submittedOn: day('2015-04-10'),
      sentBack: false,
      answerDueOn: day('2015-06-10'),
    };
    const of = (on: string) => alertsOf(facts({ records: [recordOf(campaign, row, day(on))!] }));
    expect(of('2015-06-10')).toEqual([]);
    expect(of('2015-06-12')).toEqual([{ kind: 'silent-authority', years: [2014], by: 'region', days: 2 }]);
  });

  it('money promised for a year is due after 31 October, but for a twentieth', () => {
    const of = (paidCents: number, on: string) =>
      alertsOf(facts({ money: [{ year: 2014, promisedCents: 100_000, paidCents }], on: day(on) }));
    expect(of(0, '2014-10-31')).toEqual([]);
    expect(of(95_000, '2014-11-01')).toEqual([]);
    expect(of(94_999, '2014-11-01')).toEqual([
      { kind: 'money-due', years: [2014], missingCents: 5_001, promisedCents: 100_000 },
    ]);
  });

  it('an indicator is at risk under one chance in five', () => {
    const of = (chance: number) => alertsOf(facts({ chances: [{ title: 'Emplois', chance }] }));
    expect(of(0.2)).toEqual([]);
    expect(of(0.19)).toEqual([{ kind: 'at-risk', indicators: [{ title: 'Emplois', chance: 0.19 }] }]);
  });

  it('one target of many that is improbable is no alert: a third of those projected is', () => {
    const of = (...chances: number[]) =>
      alertsOf(facts({ chances: chances.map((chance, place) => ({ title: `Indicateur ${place}`, chance })) }));
    expect(of(0.1, 0.5, 0.6, 0.9)).toEqual([]);
    expect(of(0.1, 0.5, 0.6).map(({ kind }) => kind)).toEqual(['at-risk']);
    expect(of(0.1, 0.05, 0.6, 0.9)).toMatchObject([
      { kind: 'at-risk', indicators: [{ chance: 0.05 }, { chance: 0.1 }] },
    ]);
  });
});

describe('A value that stands apart', () => {
  const steady = [series(20, 21, 20), series(30, 29, 31), series(12, 13, 12), series(25, 26, 26), series(18, 17, 19)];

  it('moved otherwise than its class, and more than it ever did', () => {
    const found = outliersIn([...steady, series(20, 21, 90)], 2014);
    expect([...found.keys()]).toEqual([5]);
    expect(found.get(5)).toMatchObject({ value: 90, before: 21, against: 'class', compared: 5 });
  });

  it('is not one that moves with the whole class, nor one that is used to such moves', () => {
    expect(
      outliersIn(
        Array.from({ length: 8 }, () => series(20, 20, 60)),
        2014,
      ).size,
    ).toBe(0);
    expect(outliersIn([...steady, series(90, 20, 88)], 2014).size).toBe(0);
  });

  it('without a class, is compared with its own past, when that is long enough', () => {
    const past = [20, 21, 20, 22, 21];
    expect(outliersIn([series(...past, 80)], 2017).get(0)?.against).toBe('own-past');
    expect(outliersIn([series(20, 21, 80)], 2014).size).toBe(0);
  });
});
