import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { type ReturnRow, recordOf } from '../attention/return-record.rules.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { type Standing, tallyOf } from '../trajectory/trajectory.rules.ts';
import { type Conduct, lighterReturn, measure, stepFor, type TriggerKind, triggersOf } from './monitoring.rules.ts';

const campaignOf = (year: number) => ({ year, opensOn: day(`${year + 1}-02-01`), dueOn: day(`${year + 1}-04-15`) });
const returned = (year: number, submittedOn: string | null, more: Partial<ReturnRow> = {}): ReturnRow => ({
  year,
  state: submittedOn ? 'validated' : 'draft',
  dueOn: day(`${year + 1}-04-15`),
  submittedOn: submittedOn === null ? null : day(submittedOn),
  sentBack: false,
  answerDueOn: null,
  ...more,
});
const on = day('2016-09-15');
const record = (year: number, row: ReturnRow | null) => recordOf(campaignOf(year), row, on)!;
const onTime = (year: number) => record(year, returned(year, `${year + 1}-04-15`));
const late = (year: number) => record(year, returned(year, `${year + 1}-04-16`));

const objectives = (...years: readonly (readonly [number, readonly Standing[]])[]) =>
  years.map(([year, standings]) => ({ year, tally: tallyOf(standings) }));
const conduct = (more: Partial<Conduct> = {}): Conduct => ({
  records: [],
  objectives: [],
  decisions: 0,
  values: new Map(),
  monitored: false,
  ...more,
});
const met = (more: Partial<Conduct>): TriggerKind[] =>
  triggersOf(conduct(more)).flatMap((trigger) => (trigger.met ? [trigger.kind] : []));

describe('Public triggers of reinforced monitoring', () => {
  it('two campaigns late in a row are one, the last day is still on time, and a good year in between breaks the row', () => {
    expect(met({ records: [late(2013), late(2014)] })).toEqual(['late-campaigns']);
    expect(met({ records: [late(2013), onTime(2014)] })).toEqual([]);
    expect(met({ records: [late(2012), onTime(2013), late(2014)] })).toEqual([]);
  });

  it('a return that nobody opened is late like another (principle 7), and one that is not due yet is no habit', () => {
    expect(record(2014, null)).toMatchObject({ kept: 'overdue', state: 'not-started', daysLate: 519 });
    expect(met({ records: [late(2013), record(2014, null)] })).toEqual(['late-campaigns']);
    const waiting = recordOf(campaignOf(2015), null, day('2016-03-01'))!;
    expect(waiting.kept).toBe('waiting');
    expect(met({ records: [late(2013), waiting] })).toEqual([]);
    expect(recordOf(campaignOf(2016), null, on)).toBeNull();
  });

  it('half of the objectives behind or at risk for two years in a row are one; a year alone, or less than half, are not', () => {
    const half: Standing[] = ['reached', 'on-track', 'behind', 'at-risk'];
    const less: Standing[] = ['reached', 'on-track', 'on-track', 'at-risk'];
    expect(met({ objectives: objectives([2015, half], [2014, half]) })).toEqual(['poor-objectives']);
    expect(met({ objectives: objectives([2015, half], [2014, less]) })).toEqual([]);
    expect(met({ objectives: objectives([2015, half]) })).toEqual([]);
    // A year of which nothing is known is not counted for or against.
    expect(met({ objectives: objectives([2015, ['not-known']], [2014, half], [2013, half]) })).toEqual([
      'poor-objectives',
    ]);
  });

  it('a campaign closed without a return is one until a later one is kept, and so is a decision on support (R35)', () => {
    const missing = (year: number) => record(year, returned(year, null, { state: 'closed-without-return' }));
    expect(met({ records: [missing(2014)] })).toEqual(['no-return']);
    expect(met({ records: [missing(2013), onTime(2014)] })).toEqual([]);
    expect(met({ decisions: 1 })).toEqual(['support-decision']);
  });

  it('suggests steps in proportion: dialogue, plan, decision', () => {
    const step = (more: Partial<Conduct>) => stepFor(triggersOf(conduct(more)));
    const poor = objectives([2015, ['at-risk']], [2014, ['at-risk']]);
    expect(step({ objectives: poor })).toBe(1);
    expect(step({ objectives: poor, records: [late(2013), late(2014)] })).toBe(2);
    expect(step({ decisions: 1 })).toBe(3);
  });
});

describe('What ends a reinforced monitoring', () => {
  it('is measured after it began: returns on time in a row, objectives on track, an indicator past its bound', () => {
    const returns = { kind: 'returns-on-time', campaigns: 2 } as const;
    const of = (since: string, ...records: ReturnType<typeof record>[]) =>
      measure(returns, conduct({ records }), since).met;
    expect(of('2014-01-01', onTime(2013), onTime(2014))).toBe(true);
    expect(of('2014-05-01', onTime(2013), onTime(2014))).toBe(false);
    expect(of('2014-01-01', onTime(2013), late(2014))).toBe(false);
    const share = { kind: 'on-track-share', percent: 60, campaigns: 1 } as const;
    const three: Standing[] = ['reached', 'on-track', 'on-track', 'behind', 'at-risk'];
    expect(measure(share, conduct({ objectives: objectives([2015, three]) }), '2015-01-01')).toMatchObject({
      met: true,
      found: 0.6,
    });
    expect(measure(share, conduct({ objectives: objectives([2015, three]) }), '2016-01-01')).toMatchObject({
      met: false,
      found: null,
    });
    const bound = {
      kind: 'indicator',
      indicator: 'RES-05',
      title: 'x',
      direction: 'at-least',
      bound: 10,
      campaigns: 2,
    } as const;
    const values = (...all: number[]) =>
      new Map([['RES-05', all.map((value, place) => ({ year: 2014 + place, value }))]]);
    expect(measure(bound, conduct({ values: values(10, 12) }), '2014-06-01').met).toBe(true);
    expect(measure(bound, conduct({ values: values(9, 12) }), '2014-06-01').met).toBe(false);
    expect(measure(bound, conduct({ values: values(12) }), '2014-06-01').met).toBe(false);
  });
});

describe('Lighter returns', () => {
  const good = objectives([2015, ['reached', 'reached', 'on-track', 'on-track', 'behind']]);
  const three = [onTime(2012), onTime(2013), onTime(2014)];

  it('are earned by three campaigns on time, nothing sent back, and four objectives in five on track', () => {
    const earned = (more: Partial<Conduct>) => lighterReturn(conduct(more)).earned;
    expect(earned({ records: three, objectives: good })).toBe(true);
    expect(earned({ records: three.slice(1), objectives: good })).toBe(false);
    expect(earned({ records: [...three.slice(0, 2), { ...three[2]!, sentBack: true }], objectives: good })).toBe(false);
    expect(
      earned({ records: three, objectives: objectives([2015, ['reached', 'on-track', 'behind', 'behind']]) }),
    ).toBe(false);
    expect(earned({ records: three })).toBe(false);
    expect(earned({ records: three, objectives: good, monitored: true })).toBe(false);
    expect(THRESHOLDS.lighterCampaigns).toBe(3);
  });

  it('are never earned while a trigger on campaigns or objectives is met', () => {
    const kept = fc.constantFrom(onTime, late);
    const standing = fc.constantFrom<Standing>('reached', 'on-track', 'behind', 'at-risk', 'not-known');
    fc.assert(
      fc.property(
        fc.array(kept, { maxLength: 5 }),
        fc.array(fc.array(standing, { maxLength: 6 }), { maxLength: 4 }),
        (habits, years) => {
          const all = conduct({
            records: habits.map((habit, place) => habit(2010 + place)),
            objectives: objectives(...years.map((standings, place) => [2015 - place, standings] as const)),
          });
          if (lighterReturn(all).earned) expect(triggersOf(all).filter((trigger) => trigger.met)).toEqual([]);
        },
      ),
    );
  });
});
