import { expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { assess, type ConductFacts } from './assess.rules.ts';

const facts = (owes: ConductFacts['owes']): ConductFacts => ({
  on: day('2018-04-16'),
  campaigns: [{ year: 2013, opensOn: day('2014-01-15'), dueOn: day('2014-03-31') }],
  owes,
  returns: new Map(),
  money: new Map(),
  decisions: new Map(),
  monitored: new Set(),
});

it('a return that nobody began is late for whoever owed it, and for nobody else (R29)', () => {
  const kept = (owes: ConductFacts['owes']) =>
    assess(facts(owes), new Map(), ['ours', 'theirs']).map(({ records }) => records.map((one) => one.kept));
  expect(kept(() => false)).toEqual([[], []]);
  expect(kept((cluster) => cluster === 'ours')).toEqual([['overdue'], []]);
  expect(kept(() => true)).toEqual([['overdue'], ['overdue']]);
});
