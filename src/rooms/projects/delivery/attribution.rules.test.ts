import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, day } from '#kit/period.ts';
import {
  clusterSharesOf,
  decideLedger,
  defaultShares,
  equalShares,
  type Ledger,
  type LedgerAct,
  type Party,
  type Share,
  shareFault,
  sharesByWeight,
  totalOf,
  WHOLE,
} from './attribution.rules.ts';
import { PARTY_KINDS } from './delivery.ts';
import {
  dueOf,
  planFollowUps,
  responseRate,
  STANDINGS,
  type Standing,
  standingOn,
  yearAsked,
} from './follow-up.rules.ts';
import { readReference } from './result-reference.rules.ts';

const sharesOf = (shares: readonly Share[]) => shares.map(({ share }) => share);

describe('Whose a result is (R112)', () => {
  it('Three clusters share equally, and the lead takes the remainder', () => {
    expect(sharesOf(equalShares('cluster', ['lead', 'second', 'third']))).toEqual([3_334, 3_333, 3_333]);
  });

  it('Funders share in proportion to the money they granted; equally when none granted any', () => {
    const granted = [
      { party: 'state', weight: 200_000_00 },
      { party: 'region-82', weight: 100_000_00 },
    ];
    expect(sharesOf(sharesByWeight('funder', granted))).toEqual([6_667, 3_333]);
    expect(
      sharesOf(
        sharesByWeight(
          'funder',
          granted.map((one) => ({ ...one, weight: 0 })),
        ),
      ),
    ).toEqual([5_000, 5_000]);
  });

  it('When two projects claim one result, the part of each goes to the clusters that labelled it', () => {
    const shares = defaultShares({
      projects: [
        { id: 'a', clusters: ['minalogic', 'tenerrdis'] },
        { id: 'b', clusters: ['minalogic'] },
      ],
      funders: [],
    });
    expect(shares).toEqual([
      { kind: 'cluster', party: 'minalogic', share: 7_500 },
      { kind: 'cluster', party: 'tenerrdis', share: 2_500 },
      { kind: 'project', party: 'a', share: 5_000 },
      { kind: 'project', party: 'b', share: 5_000 },
    ]);
  });

  it.each([
    ['one hundredth of a per cent too little', 9_999, 'SHARES_NOT_WHOLE'],
    ['exactly 100 %', 10_000, null],
    ['one hundredth of a per cent too much', 10_001, 'SHARES_NOT_WHOLE'],
  ])('Shares of clusters that make %s', (_, total, code) => {
    const shares = [
      { kind: 'cluster', party: 'a', share: 5_000 },
      { kind: 'cluster', party: 'b', share: total - 5_000 },
    ] as const;
    expect(shareFault(shares)?.code ?? null).toBe(code);
  });

  it('A sharing without any cluster is refused, and so is a party named twice', () => {
    expect(shareFault([{ kind: 'funder', party: 'state', share: WHOLE }])).toMatchObject({ kind: 'cluster', total: 0 });
    const twice = { kind: 'cluster', party: 'a', share: 5_000 } as const;
    expect(shareFault([twice, twice])).toMatchObject({ code: 'PARTY_TWICE' });
  });

  it('It is agreed when the last party has accepted; a new proposal asks all of them again; what the State settled stays', () => {
    const shares = equalShares('cluster', ['a', 'b']);
    const act = (ledger: Ledger | null, next: LedgerAct): Ledger => {
      const decision = decideLedger(ledger, next);
      if (!decision.ok) throw new Error(decision.fault.code);
      return decision.ledger;
    };
    const accept = (party: string): LedgerAct => ({
      act: 'accept',
      party: { kind: 'cluster', party },
      by: 'Essai',
      on: '2014-01-01',
    });
    const half = act(act(null, { act: 'propose', shares }), accept('a'));
    expect(half.state).toBe('proposed');
    const agreed = act(half, accept('b'));
    expect(agreed.state).toBe('agreed');
    const again = act(agreed, { act: 'propose', shares });
    expect([again.state, again.shares.every(({ acceptedOn }) => acceptedOn === null)]).toEqual(['proposed', true]);
    const settled = act(act(again, { act: 'dispute' }), { act: 'settle', shares, by: 'État', on: '2014-02-01' });
    expect(settled.state).toBe('settled');
    expect(decideLedger(settled, { act: 'propose', shares })).toEqual({ ok: false, fault: { code: 'NOT_NOW' } });
  });

  const parties: Party[] = [
    ...['a', 'b', 'c'].map((party) => ({ kind: 'cluster', party }) as const),
    ...['p', 'q'].map((party) => ({ kind: 'project', party }) as const),
    ...['state', 'region-82'].map((party) => ({ kind: 'funder', party }) as const),
  ];
  const anyParty = fc.constantFrom(...parties);
  // Often whole, sometimes not: what is not must be refused.
  const anyShares = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .record({ clusters: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), weight: fc.nat(1_000_000) })
        .map(({ clusters, weight }): Share[] => [
          ...clusterSharesOf([{ share: WHOLE, clusters }]),
          ...sharesByWeight('funder', [
            { party: 'state', weight },
            { party: 'region-82', weight: 7 },
          ]),
        ]),
    },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.tuple(anyParty, fc.nat(WHOLE)).map(([party, share]): Share => ({ ...party, share })),
        { minLength: 1 },
      ),
    },
  );
  const anyAct: fc.Arbitrary<LedgerAct> = fc.oneof(
    anyShares.map((shares): LedgerAct => ({ act: 'propose', shares })),
    anyParty.map((party): LedgerAct => ({ act: 'accept', party, by: 'Essai', on: '2014-01-01' })),
    anyParty.map((party): LedgerAct => ({ act: 'renounce', party })),
    fc.constant<LedgerAct>({ act: 'dispute' }),
    fc.constant<LedgerAct>({ act: 'withdrawDispute' }),
    anyShares.map((shares): LedgerAct => ({ act: 'settle', shares, by: 'État', on: '2014-02-01' })),
  );

  it('Whatever the sequence of proposals, acceptances, disputes and withdrawals, the shares of each kind add up to 100 %', () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 25 }), (acts) => {
        let ledger: Ledger | null = null;
        for (const act of acts) {
          const decision = decideLedger(ledger, act);
          if (decision.ok) {
            ledger = decision.ledger;
            kept += 1;
          }
          for (const kind of PARTY_KINDS)
            if (ledger?.shares.some((one) => one.kind === kind)) expect(totalOf(kind, ledger.shares)).toBe(WHOLE);
          if (ledger?.state === 'agreed') expect(ledger.shares.every(({ acceptedOn }) => acceptedOn)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(300);
  });
});

describe('The follow-up after research (R82)', () => {
  it.each([
    ['due in the middle of a year, it asks about the year before', '2015-06-30', 2014],
    ['due one day before the end of a year, it asks about the year before', '2015-12-30', 2014],
    ['due on the last day of a year, it asks about that year', '2015-12-31', 2015],
    ['due on the first day of a year, it asks about the year that has just ended', '2016-01-01', 2015],
  ])('A follow-up %s', (_, due, year) => {
    expect(yearAsked(due as Day)).toBe(year);
  });

  it('Each partner is asked at +12, +24, +36 months and five years; planned twice, nothing is added; a later end moves what was not sent', () => {
    const ends = day('2013-06-30');
    const { missing } = planFollowUps(ends, ['p1'], []);
    expect(missing.map(({ dueOn }) => dueOn)).toEqual(['2014-06-30', '2015-06-30', '2016-06-30', '2018-06-30']);
    const known = missing.map((one, index) => ({
      ...one,
      id: `f${index}`,
      state: index === 0 ? ('sent' as const) : ('planned' as const),
    }));
    expect(planFollowUps(ends, ['p1'], known)).toEqual({ missing: [], moved: [] });
    const later = planFollowUps(day('2013-12-31'), ['p1'], known);
    expect(later.moved.map(({ dueOn }) => dueOn)).toEqual(['2015-12-31', '2016-12-31', '2018-12-31']);
    expect(dueOf(day('2012-02-29'), 12)).toBe('2013-02-28');
  });

  it.each([
    ['the last day of patience', '2014-07-22', 'waiting'],
    ['the day after', '2014-07-23', 'late'],
  ])('A request sent on 1 July without an answer is, on %s', (_, on, standing) => {
    expect(standingOn({ state: 'sent', dueOn: '2014-06-30', sentOn: '2014-07-01' }, on as Day)).toBe(standing);
  });

  it('One that fell due and that nobody sent is not started, and lowers the rate of response; refusing and not knowing are answers', () => {
    expect(standingOn({ state: 'planned', dueOn: '2014-06-30', sentOn: null }, day('2014-06-29'))).toBe('to-come');
    expect(standingOn({ state: 'planned', dueOn: '2014-06-30', sentOn: null }, day('2014-06-30'))).toBe('not-started');
    const none = Object.fromEntries(STANDINGS.map((one) => [one, 0])) as Record<Standing, number>;
    expect(responseRate({ ...none, 'to-come': 9 })).toBeNull();
    const counts = { ...none, answered: 2, refused: 1, 'not-known': 1, late: 1, 'not-started': 3, 'to-come': 9 };
    expect(responseRate(counts)).toEqual({ answers: 4, due: 8 });
  });
});

describe('The reference of a result', () => {
  it.each([
    ['patent', 'FR 2 987 654', 'FR2987654'],
    ['patent', 'wo2013/123456', 'WO2013/123456'],
    ['patent', 'EP2345678A1', 'EP2345678A1'],
    ['patent', '2987654', null],
    ['publication', 'https://doi.org/10.1000/182', '10.1000/182'],
    ['publication', '11.1000/182', null],
    ['publication', '10.1000', null],
    ['start-up', '443 061 841', '443061841'],
    ['start-up', '443 061 842', null],
    ['standard', 'NF EN 13757-4', 'NF EN 13757-4'],
  ] as const)('Of a %s, « %s » is read as %s', (kind, typed, reference) => {
    const read = readReference(kind, typed);
    expect(read.ok ? read.reference : null).toBe(reference);
  });
});
