import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, day } from '#kit/period.ts';
import { lengthOf, type ScheduledParty, type ScheduleFacts, schedule } from './schedule.rules.ts';

const START = day('2013-01-01');
const anyDay = fc.integer({ min: 0, max: 500 }).map((count) => addDays(START, count));
const maybeDay = fc.option(anyDay, { nil: null });

const anyParty: fc.Arbitrary<Omit<ScheduledParty, 'id'>> = fc.record({
  needsVote: fc.boolean(),
  assemblyOn: maybeDay,
  vote: fc.option(fc.record({ heldOn: anyDay, approves: fc.boolean() }), { nil: null }),
  signedOn: maybeDay,
  refused: fc.boolean(),
});
const anyFacts: fc.Arbitrary<ScheduleFacts> = fc.record({
  today: anyDay,
  dueOn: anyDay,
  presented: fc.boolean(),
  sessionHeldOn: maybeDay,
  sessionPlannedOn: maybeDay,
  sentOn: maybeDay,
  parties: fc
    .array(anyParty, { minLength: 1, maxLength: 8 })
    .map((parties) => parties.map((party, index) => ({ ...party, id: `p${index}` }))),
  daysFromVoteToSignature: fc.integer({ min: 0, max: 60 }),
  daysToSign: fc.integer({ min: 0, max: 60 }),
});

const END = '9999-12-31';

const party = (id: string, given: Partial<ScheduledParty> = {}): ScheduledParty => ({
  id,
  needsVote: false,
  assemblyOn: null,
  vote: null,
  signedOn: null,
  refused: false,
  ...given,
});

const facts = (given: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  today: day('2013-05-02'),
  dueOn: day('2013-06-30'),
  presented: true,
  sessionHeldOn: day('2013-04-25'),
  sessionPlannedOn: null,
  sentOn: day('2013-05-02'),
  parties: [party('state'), party('region', { needsVote: true, assemblyOn: day('2013-06-13') }), party('cluster')],
  daysFromVoteToSignature: 15,
  daysToSign: 10,
  ...given,
});

describe('The schedule of signatures', () => {
  it('The region that votes on 13 June makes the last signature possible on 28 June, in time (R21)', () => {
    const found = schedule(facts());
    expect(found).toMatchObject({ earliest: '2013-06-28', late: false, unknown: [] });
    expect(found.path.map(({ step, party: whose, on }) => [step, whose, on])).toEqual([
      ['vote', 'region', '2013-06-13'],
      ['signature', 'region', '2013-06-28'],
    ]);
  });

  it('A last signature on 30 June is in time, one on 1 July is late (R21)', () => {
    const on = (assemblyOn: Day) =>
      schedule(facts({ parties: [party('region', { needsVote: true, assemblyOn })] })).late;
    expect([on(day('2013-06-15')), on(day('2013-06-16'))]).toEqual([false, true]);
  });

  it('An authority without a date makes the day unknown, and says whose date is missing', () => {
    const parties = [party('state'), party('lyon', { needsVote: true })];
    expect(schedule(facts({ parties }))).toMatchObject({
      earliest: null,
      path: [],
      late: false,
      unknown: [{ party: 'lyon', wait: 'assembly-day' }],
    });
    expect(schedule(facts({ parties, today: day('2013-07-01') })).late).toBe(true);
  });

  it('An assembly that passed without a vote counts as today, and the day moves on with the days', () => {
    const parties = [party('lyon', { needsVote: true, assemblyOn: day('2013-05-10') })];
    const on = (today: string) => schedule(facts({ parties, today: day(today) })).earliest;
    expect([on('2013-05-09'), on('2013-05-10'), on('2013-05-20')]).toEqual(['2013-05-25', '2013-05-25', '2013-06-04']);
  });

  it('A text not yet presented waits for the session of the CNI, then for its sending', () => {
    const waiting = { presented: false, sessionHeldOn: null, sentOn: null, parties: [party('state')] };
    expect(schedule(facts({ ...waiting, sessionPlannedOn: day('2013-06-04') }))).toMatchObject({
      earliest: '2013-06-14',
      parties: [{ waits: ['session', 'completion'] }],
    });
    expect(schedule(facts(waiting))).toMatchObject({
      earliest: null,
      unknown: [{ party: null, wait: 'session-day' }],
    });
  });

  it('A later assembly never gives an earlier last signature (R21)', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), fc.integer({ min: 0, max: 300 }), (given, which, delay) => {
        const index = which % given.parties.length;
        const moved = given.parties.map((one, at) =>
          at === index && one.assemblyOn ? { ...one, assemblyOn: addDays(one.assemblyOn, delay) } : one,
        );
        const before = schedule(given).earliest ?? END;
        expect((schedule({ ...given, parties: moved }).earliest ?? END) >= before).toBe(true);
      }),
    );
  });

  it('Neither does a later day of reading, a later session, or an assembly whose date was taken away', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 300 }), (given, delay) => {
        const before = schedule(given).earliest ?? END;
        const worse: ScheduleFacts[] = [
          { ...given, today: addDays(given.today, delay) },
          { ...given, sessionPlannedOn: given.sessionPlannedOn && addDays(given.sessionPlannedOn, delay) },
          { ...given, parties: given.parties.map((one) => ({ ...one, assemblyOn: null })) },
        ];
        for (const one of worse) expect((schedule(one).earliest ?? END) >= before).toBe(true);
      }),
    );
  });

  it('The critical path is without a gap, and its length is the time to the last signature', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { path, earliest, parties } = schedule(given);
        expect(path.length === 0).toBe(earliest === null);
        if (earliest === null) return;
        expect(path.at(-1)).toMatchObject({ step: 'signature', on: earliest });
        for (const [index, link] of path.entries()) {
          expect(addDays(link.from, link.days)).toBe(link.on);
          if (index > 0) expect(link.from).toBe(path[index - 1]!.on);
        }
        expect(addDays(path[0]!.from, lengthOf(path))).toBe(earliest);
        expect(
          addDays(
            path[0]!.from,
            path.reduce((sum, { days }) => sum + days, 0),
          ),
        ).toBe(earliest);
        expect(
          parties
            .map((one) => one.earliest)
            .toSorted()
            .at(-1),
        ).toBe(earliest);
      }),
    );
  });

  it('The day is unknown exactly when something without a date is waited for, and then it is named', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const found = schedule(given);
        expect(found.unknown.length > 0).toBe(found.earliest === null);
      }),
    );
  });
});
