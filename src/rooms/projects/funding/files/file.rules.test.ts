import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '#kit/actor.ts';
import { type Cents, cents, euros } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import { decideTransition } from '#kit/workflow.ts';
import { someone } from '#rooms/registry';
import { costDoubt, LEAST_PLAUSIBLE_COST, MOST_PLAUSIBLE_COST } from '../cost-plausibility.rules.ts';
import { isAlive, PAYMENT_KINDS, type PaymentState } from './application.ts';
import { applicationLife } from './application.workflow.ts';
import { decidesFor } from './funder.rules.ts';
import { type Ceiling, grantFault } from './grant.rules.ts';
import { committedTo, type PaymentFacts, paymentFault } from './payment.rules.ts';
import { hasLapsed, LAPSE_WARNING_DAYS, lapsesSoon, timed, waitingOf } from './waiting.rules.ts';

describe('Payments', () => {
  const ask = fc.record({
    act: fc.constant('ask' as const),
    kind: fc.constantFrom(...PAYMENT_KINDS),
    amountCents: fc.integer({ min: 1, max: 3_000 }),
    evidence: fc.constantFrom('Rapport', null),
  });
  const settle = fc.record({
    act: fc.constant('settle' as const),
    which: fc.nat(20),
    answer: fc.constantFrom<PaymentState>('paid', 'refused'),
  });

  it('Whatever the sequence of requests and answers, what is paid never stands above what was granted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(ask, settle), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5_000 }),
        (acts, granted) => {
          let payments: PaymentFacts[] = [];
          for (const one of acts) {
            if (one.act === 'ask') {
              const asked = { partner: 'p', kind: one.kind, amountCents: one.amountCents, evidence: one.evidence };
              if (paymentFault(asked, granted, payments)) continue;
              expect(one.kind === 'advance' || one.evidence !== null).toBe(true);
              payments = [...payments, { id: String(payments.length), ...asked, state: 'requested' }];
            } else
              payments = payments.map((payment, index) =>
                index === one.which && payment.state === 'requested' ? { ...payment, state: one.answer } : payment,
              );
            const paid = payments.filter(({ state }) => state === 'paid');
            expect(paid.reduce((sum, payment) => sum + payment.amountCents, 0)).toBeLessThanOrEqual(granted);
            expect(committedTo(payments, 'p')).toBeLessThanOrEqual(granted);
          }
        },
      ),
    );
  });

  it.each([
    ['an advance needs no evidence', { kind: 'advance', evidence: null, amountCents: 100 }, null],
    ['an interim payment needs some', { kind: 'interim', evidence: null, amountCents: 100 }, 'EVIDENCE_MISSING'],
    ['blanks are no evidence', { kind: 'balance', evidence: '  ', amountCents: 100 }, 'EVIDENCE_MISSING'],
    ['all that is left may be asked', { kind: 'balance', evidence: 'x', amountCents: 1_000 }, null],
    ['and not a cent more', { kind: 'balance', evidence: 'x', amountCents: 1_001 }, 'ABOVE_GRANT'],
  ] as const)('%s', (_label, asked, fault) => {
    expect(paymentFault({ partner: 'p', ...asked }, 1_000, [])).toBe(fault);
  });
});

describe('Grants', () => {
  const ceiling = (partner: string, asked: number | null, most: number | null): Ceiling => ({
    partner,
    name: partner,
    askedCents: asked === null ? null : cents(asked),
    cents: most === null ? null : cents(most),
    caps: ['call-rate'],
  });
  const amount = fc.integer({ min: 0, max: 1_000 });

  it('What passes never stands above what was asked, nor above the ceiling', () => {
    const parts = fc.array(fc.record({ asked: amount, most: fc.option(amount), granted: amount }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(parts, (all) => {
        const ceilings = all.map(({ asked, most }, index) => ceiling(`p${index}`, asked, most));
        const grants = all.map(({ granted }, index) => ({ partner: `p${index}`, grantedCents: granted }));
        const within = all.every(({ asked, most, granted }) => granted <= asked && (most === null || granted <= most));
        const some = all.some(({ granted }) => granted > 0);
        expect(grantFault(grants, ceilings) === null).toBe(within && some);
      }),
    );
  });

  it.each([
    ['exactly the ceiling', [{ partner: 'a', grantedCents: 100 }], null],
    ['a cent above', [{ partner: 'a', grantedCents: 101 }], 'ABOVE_CEILING'],
    ['somebody who asks for nothing', [{ partner: 'b', grantedCents: 1 }], 'ABOVE_ASKED'],
    ['a stranger', [{ partner: 'c', grantedCents: 1 }], 'PARTNER_UNKNOWN'],
    [
      'the same partner twice',
      [
        { partner: 'a', grantedCents: 60 },
        { partner: 'a', grantedCents: 60 },
      ],
      'PARTNER_TWICE',
    ],
    ['nothing at all', [], 'NOTHING_GRANTED'],
  ])('Granting %s', (_label, grants, fault) => {
    expect(grantFault(grants, [ceiling('a', 500, 100), ceiling('b', null, null)])?.fault ?? null).toBe(fault);
  });
});

describe('The life of a file', () => {
  it('From any sequence of acts a file is alive exactly while another may not be prepared beside it', () => {
    const transitions = Object.keys(applicationLife.transitions) as (keyof typeof applicationLife.transitions)[];
    const everything = Object.fromEntries(Object.keys(applicationLife.guards).map((guard) => [guard, true]));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...transitions), { maxLength: 12 }), (acts) => {
        let state = applicationLife.initial;
        let ended = false;
        for (const act of acts) {
          const decision = decideTransition(applicationLife, state, act, everything);
          if (ended) expect(decision.ok).toBe(false);
          if (decision.ok) state = decision.to;
          ended = ended || !isAlive(state);
        }
      }),
    );
  });

  it.each([
    ['on the last day', '2015-02-28', false, true],
    ['the day after', '2015-03-01', true, false],
    [`${LAPSE_WARNING_DAYS} days before`, '2014-12-30', false, true],
    ['a day earlier still', '2014-12-29', false, false],
  ] as const)('A selection to be signed by 28 February 2015, %s (R76)', (_label, on, lapsed, soon) => {
    const term = day('2015-02-28');
    expect([hasLapsed(term, day(on)), lapsesSoon(term, day(on))]).toEqual([lapsed, soon]);
  });

  const steps = [
    { state: 'draft' as const, on: day('2014-01-10') },
    { state: 'submitted' as const, on: day('2014-02-10') },
  ];
  const quiet = { paymentSince: null, lastSettled: null, labelSince: null };

  it.each([
    [
      'in preparation waits for the team',
      { ...quiet, state: 'draft' as const, steps: steps.slice(0, 1) },
      'applicant',
      50,
    ],
    ['submitted waits for the funder', { ...quiet, state: 'submitted' as const, steps }, 'funder', 19],
    [
      'submitted without the label that it needs waits for the cluster',
      { ...quiet, state: 'submitted' as const, steps, labelSince: day('2014-02-20') },
      'cluster',
      9,
    ],
    ['under agreement waits for evidence of the work', { ...quiet, state: 'agreement' as const, steps }, 'partner', 19],
    [
      'with a payment requested waits for the funder',
      { ...quiet, state: 'agreement' as const, steps, paymentSince: day('2014-02-28') },
      'funder',
      1,
    ],
  ] as const)('A file %s', (_label, file, who, days) => {
    expect(waitingOf(file, day('2014-03-01'))).toMatchObject({ who, days });
  });

  it('Nobody waits for a file that is over, and each step says how long it took', () => {
    expect(waitingOf({ ...quiet, state: 'refused', steps }, day('2014-03-01'))).toBeNull();
    expect(timed(steps).map(({ days }) => days)).toEqual([null, 31]);
  });
});

describe('Who decides on a file', () => {
  const place = { clusters: ['minalogic'], regions: ['82@2013', '84@2016'], metropoles: [], organisations: [] };
  const officer = (role: 'state-officer' | 'region-officer' | 'metropole-officer', id: string): Actor =>
    someone({ role, scope: { kind: 'region', id } });
  const toRegion = { funder: 'region' as const, regions: ['82@2013', '84@2016'] };
  const toState = { funder: 'state' as const, regions: [] };

  it.each([
    ['the State’s officer of the region, on a file to the State', officer('state-officer', '82@2013'), toState, true],
    ['the same, on a file to the region', officer('state-officer', '82@2013'), toRegion, false],
    ['the State’s officer of elsewhere', officer('state-officer', '93@2013'), toState, false],
    ['the region’s officer', officer('region-officer', '82@2013'), toRegion, true],
    ['the officer of the region that took it over in 2016', officer('region-officer', '84@2016'), toRegion, true],
    ['another region’s officer', officer('region-officer', '93@2013'), toRegion, false],
    ['the region’s officer, on a file to the State', officer('region-officer', '82@2013'), toState, false],
    ['a métropole’s officer', officer('metropole-officer', '82@2013'), toState, false],
    ['the programme’s administrator', systemActor('Essais'), toRegion, true],
  ] as const)('%s', (_label, actor, addressee, answer) => {
    expect(decidesFor(actor, addressee, place)).toBe(answer);
  });
});

describe('Costs in the wrong unit', () => {
  it.each<readonly [string, Cents | null, string | null]>([
    ['600 € where 600 k€ were meant', euros(600), 'too-small'],
    ['a cent below the least plausible', cents(LEAST_PLAUSIBLE_COST - 1), 'too-small'],
    ['the least plausible', LEAST_PLAUSIBLE_COST, null],
    ['the most plausible', MOST_PLAUSIBLE_COST, null],
    ['a cent above', cents(MOST_PLAUSIBLE_COST + 1), 'too-large'],
    ['nothing spent', cents(0), null],
    ['not known', null, null],
  ])('%s', (_label, cost, doubt) => {
    expect(costDoubt(cost)).toBe(doubt);
  });
});
