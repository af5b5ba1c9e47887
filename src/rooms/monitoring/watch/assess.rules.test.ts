import { expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { assess, type ConductFacts, owedKey } from './assess.rules.ts';

const facts = (owed: readonly string[]): ConductFacts => ({
  on: day('2018-04-16'),
  campaigns: [{ year: 2013, opensOn: day('2014-01-15'), dueOn: day('2014-03-31') }],
  owed: new Set(owed),
  returns: new Map(),
  money: new Map(),
  decisions: new Map(),
  monitored: new Set(),
});

it('a return that nobody began is late for whoever owed it, and for nobody else (R29)', () => {
  const kept = (owed: readonly string[]) =>
    assess(facts(owed), new Map(), ['ours', 'theirs']).map(({ records }) => records.map((one) => one.kept));
  expect(kept([])).toEqual([[], []]);
  expect(kept([owedKey('ours', 2013)])).toEqual([['overdue'], []]);
  expect(kept([owedKey(null, 2013)])).toEqual([['overdue'], ['overdue']]);
});
