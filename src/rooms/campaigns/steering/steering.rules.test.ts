import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTES_PER_QUARTER } from '../campaign.ts';
import { distribution, expectedBurden, quarterMinutes } from './burden.rules.ts';
import { summary, underSecrecy } from './results.rules.ts';

describe('the burden of a campaign (principle 3)', () => {
  it.each([
    ['on the ceiling', 120, false],
    ['a minute of the year above it', 121, true],
  ])('%s', (_, minutes, above) => {
    expect(expectedBurden([{ minutes }], 0, MINUTES_PER_QUARTER).above).toBe(above);
  });

  it('counts what contracts really take beside what questions are expected to take', () => {
    expect(expectedBurden([{ minutes: 20 }, { minutes: 20 }], 40, MINUTES_PER_QUARTER)).toMatchObject({
      questions: 40,
      contract: 40,
      perQuarter: 20,
    });
  });

  it('puts each cluster in one bar and one only, whatever it spent', () => {
    const clusters = fc.array(fc.nat(100_000).map((seconds) => ({ minutesPerQuarter: quarterMinutes(seconds) })));
    fc.assert(
      fc.property(clusters, (spent) => {
        const bars = distribution(spent, MINUTES_PER_QUARTER);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(spent.length);
        const above = bars.filter(({ from }) => from >= MINUTES_PER_QUARTER).reduce((sum, { count }) => sum + count, 0);
        expect(above).toBe(spent.filter((one) => one.minutesPerQuarter > MINUTES_PER_QUARTER).length);
      }),
    );
  });
});

describe('published results (R113)', () => {
  const cluster = (name: string, firms: number, employees: number) => [
    { indicator: 'MEM-02', cluster: name, value: firms },
    { indicator: 'EMP-01', cluster: name, value: employees },
  ];
  const employees = (...clusters: ReturnType<typeof cluster>[]) =>
    underSecrecy(clusters.flat())
      .filter(({ indicator }) => indicator === 'EMP-01')
      .map(({ value }) => value);

  it('publishes a figure on three firms, and withholds one on two with another that would betray it', () => {
    expect(employees(cluster('a', 3, 100), cluster('b', 40, 900), cluster('c', 50, 800))).toEqual([100, 900, 800]);
    expect(employees(cluster('a', 2, 100), cluster('b', 40, 900), cluster('c', 50, 800))).toEqual([null, null, 800]);
  });

  it('takes a number of firms that nobody knows for one', () => {
    const [unknown] = underSecrecy([{ indicator: 'FIN-02', cluster: 'a', value: 1_000_00 }]);
    expect(unknown!.value).toBeNull();
  });

  it('never withholds a number of members', () => {
    expect(underSecrecy(cluster('a', 1, 12))[0]).toMatchObject({ indicator: 'MEM-02', value: 1 });
  });

  it('compares clusters from three published figures on', () => {
    const figures = [5, 7, 9].map((value, i) => ({ indicator: 'PRJ-01', cluster: `${i}`, value }));
    expect(summary(figures)).toEqual({ clusters: 3, withheld: 0, least: 5, middle: 7, most: 9 });
    expect(summary(figures.slice(1))).toMatchObject({ clusters: 2, least: null, middle: null, most: null });
  });
});
