import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '#kit/period.ts';
import { byUrgency, type ClockFacts, clockOn, deadlineOf, silenceDue } from './clock.rules.ts';

const RECEIVED = '2013-03-01' as Day;
const ANSWER_DAYS = 60;
const REMINDER_DAYS = 14;
const DUE = deadlineOf(RECEIVED, ANSWER_DAYS);

const silent = (facts: Partial<ClockFacts> = {}): ClockFacts => ({
  receivedOn: RECEIVED,
  dueOn: DUE,
  silence: 'reminder',
  answer: null,
  answeredOn: null,
  outcome: null,
  remindedOn: null,
  ...facts,
});

describe('The clock of an authority', () => {
  it('A draft received on 1 March with sixty days is answered in time until 30 April, that day included', () => {
    expect(DUE).toBe('2013-04-30');
    expect(clockOn(silent(), DUE)).toEqual({ state: 'running', days: 60, daysLeft: 0 });
    expect(clockOn(silent(), addDays(DUE, 1))).toEqual({ state: 'late', days: 61, daysLeft: -1 });
  });

  it('An answer stops it, on time or late', () => {
    const answered = silent({ answer: 'agrees', answeredOn: '2013-03-11' as Day });
    expect(clockOn(answered, '2014-01-01' as Day)).toEqual({ state: 'answered', days: 10, daysLeft: 50 });
    const late = silent({ answer: 'refuses', answeredOn: '2013-05-02' as Day });
    expect(clockOn(late, '2014-01-01' as Day)).toEqual({ state: 'answered', days: 62, daysLeft: -2 });
  });

  it('Silence has no consequence on the last day, and its stated one on the next', () => {
    for (const outcome of ['reminder', 'deemed-agreed', 'escalated'] as const) {
      expect(silenceDue(silent({ silence: outcome }), DUE, REMINDER_DAYS)).toBeNull();
      expect(silenceDue(silent({ silence: outcome }), addDays(DUE, 1), REMINDER_DAYS)).toBe(outcome);
    }
    expect(silenceDue(silent({ silence: 'nothing' }), addDays(DUE, 400), REMINDER_DAYS)).toBeNull();
  });

  it('Reminders come again after their interval, an agreement or an escalation never', () => {
    const reminded = silent({ outcome: 'reminder', remindedOn: addDays(DUE, 1) });
    expect(silenceDue(reminded, addDays(DUE, 1 + REMINDER_DAYS - 1), REMINDER_DAYS)).toBeNull();
    expect(silenceDue(reminded, addDays(DUE, 1 + REMINDER_DAYS), REMINDER_DAYS)).toBe('reminder');
    for (const outcome of ['deemed-agreed', 'escalated'] as const)
      expect(silenceDue(silent({ silence: outcome, outcome }), addDays(DUE, 400), REMINDER_DAYS)).toBeNull();
  });

  it('The late stand first, the longest overdue before the others, and those that answered last', () => {
    const on = '2013-06-01' as Day;
    const clocks = [
      clockOn(silent({ answer: 'agrees', answeredOn: RECEIVED }), on),
      clockOn(silent({ dueOn: '2013-07-01' as Day }), on),
      clockOn(silent({ dueOn: '2013-05-30' as Day }), on),
      clockOn(silent(), on),
    ];
    expect(clocks.toSorted(byUrgency).map(({ state, daysLeft }) => [state, daysLeft])).toEqual([
      ['late', -32],
      ['late', -2],
      ['running', 30],
      ['answered', 60],
    ]);
  });

  it('Whatever the days, a clock is late exactly after its deadline, and silence is never heard before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 0, max: 800 }), (answerDays, waited) => {
        const facts = silent({ dueOn: deadlineOf(RECEIVED, answerDays) });
        const on = addDays(RECEIVED, waited);
        const late = waited > answerDays;
        expect(clockOn(facts, on).state).toBe(late ? 'late' : 'running');
        expect(silenceDue(facts, on, REMINDER_DAYS)).toBe(late ? 'reminder' : null);
      }),
    );
  });
});
