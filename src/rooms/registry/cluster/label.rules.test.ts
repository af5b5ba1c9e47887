import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from '#kit/period.ts';
import { LABEL_DECISIONS } from '../vocabulary.ts';
import { carriesCluster, isPublicAuthority, membershipWarnings, mostTogether, runsInCircle } from './cluster.rules.ts';
import { type Decision, labelOn } from './label.rules.ts';

let order = 0;
const decided = (decision: Decision['decision'], validFrom: string, validTo: string | null = null): Decision => ({
  id: `lbl-${++order}`,
  decision,
  decidedOn: validFrom,
  validFrom,
  validTo,
  conditions: null,
});

describe('The label that decisions give on a day', () => {
  const life = [
    decided('granted', '2005-07-12'),
    decided('renewed', '2019-02-05', '2019-12-31'),
    decided('renewed', '2020-01-01', '2022-12-31'),
    decided('withdrawn', '2023-03-01'),
  ];

  it.each<[on: string, state: string, since: string | null, which: string]>([
    ['2005-07-11', 'candidate', null, 'the day before the first decision'],
    ['2005-07-12', 'labelled', '2005-07-12', 'the day of the first decision'],
    ['2019-12-31', 'labelled', '2005-07-12', 'the last day of a term of one year (R10)'],
    ['2020-01-01', 'labelled', '2005-07-12', 'the term that follows without a gap'],
    ['2022-12-31', 'labelled', '2005-07-12', 'the last day of a term that nobody renewed'],
    ['2023-01-01', 'expired', '2023-01-01', 'the day after: run out, not withdrawn'],
    ['2023-03-01', 'withdrawn', '2023-03-01', 'the day of the withdrawal (R08)'],
  ])('On %s it is %s since %s: %s', (on, state, since) => {
    expect(labelOn(life, on)).toMatchObject({ state, since });
  });

  it('A label granted again after a withdrawal begins anew', () => {
    const again = [...life, decided('granted', '2024-01-01', '2027-12-31')];
    expect(labelOn(again, '2024-06-30')).toMatchObject({ state: 'labelled', since: '2024-01-01', until: '2027-12-31' });
  });

  it('A renewal without any decision before says that the label is older than what is known', () => {
    const known = [decided('renewed', '2013-01-01', '2018-12-31')];
    expect(labelOn(known, '2014-01-01')).toMatchObject({ state: 'labelled', since: '2013-01-01', sinceAtLeast: true });
    expect(labelOn([decided('granted', '2005-07-12'), ...known], '2014-01-01')).toMatchObject({
      since: '2005-07-12',
      sinceAtLeast: false,
    });
  });

  const anyDay = fc.integer({ min: 0, max: 8_000 }).map((days) => addDays(day('2005-01-01'), days));
  const anyDecision = fc
    .record({ decision: fc.constantFrom(...LABEL_DECISIONS), from: anyDay, term: fc.option(fc.nat(2_000)) })
    .map(({ decision, from, term }) =>
      decided(
        decision,
        from,
        term === null || decision === 'withdrawn' || decision === 'merged' ? null : addDays(from, term),
      ),
    );

  it('A later decision never changes the label of an earlier day, and the order of entry does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 8 }), anyDay, (decisions, on) => {
        const label = labelOn(decisions, on);
        expect(labelOn(decisions.filter((one) => one.validFrom <= on).toReversed(), on)).toEqual(label);
      }),
    );
  });
});

describe('Who may carry and represent a cluster', () => {
  it.each<[category: string | null, gis: boolean, answer: string, which: string]>([
    ['9220', false, 'yes', 'a declared association'],
    ['9260', false, 'yes', 'an association of Alsace-Moselle law'],
    ['6220', false, 'yes', 'a GIE'],
    ['7490', true, 'yes', 'a GIS registered as a person of public law'],
    ['7490', false, 'no', 'the same, nobody saying that it is a GIS'],
    ['5710', true, 'no', 'a company, whatever is ticked'],
    ['9210', false, 'no', 'an undeclared association, which is no legal person'],
    [null, false, 'unknown', 'nothing known'],
    [null, true, 'yes', 'a GIS without a category'],
  ])('Category %s, declared as a GIS %s: %s, %s (R01)', (category, gis, answer) => {
    expect(carriesCluster(category, gis)).toBe(answer);
  });

  it.each([
    ['authority', '7230', true, 'a region'],
    ['state-body', '7120', true, 'a ministry'],
    ['other', '7220', true, 'a département that nobody classified'],
    ['laboratory', '7383', false, 'a public laboratory'],
    ['training-body', '7383', false, 'a university'],
    ['firm', '5710', false, 'a firm'],
  ])('A representative from %s (%s) is refused: %s, %s (R02)', (kind, legalCategory, refused) => {
    expect(isPublicAuthority({ kind, legalCategory })).toBe(refused);
  });
});

describe('What a cluster lacks', () => {
  const codes = (...kinds: string[]) =>
    membershipWarnings(kinds.map((value) => ({ value, count: 1 }))).map((one) => one.code);

  it('Firms, training and research are each missed when none is there, a platform being research (R03)', () => {
    expect(codes('firm', 'training-body', 'laboratory')).toEqual([]);
    expect(codes('firm', 'training-body', 'platform')).toEqual([]);
    expect(codes('firm', 'authority')).toEqual(['NO_TRAINING_BODY', 'NO_RESEARCH_BODY']);
    expect(codes('laboratory', 'training-body')).toEqual(['NO_FIRM']);
    expect(codes()).toEqual(['NO_MEMBERS']);
  });
});

describe('Succession and designation', () => {
  it('A cluster never succeeds itself, even through others (R09)', () => {
    const links = [
      { predecessor: 'a', successor: 'b' },
      { predecessor: 'b', successor: 'c' },
    ];
    expect(runsInCircle(links, 'c', 'a')).toBe(true);
    expect(runsInCircle(links, 'a', 'a')).toBe(true);
    expect(runsInCircle(links, 'a', 'c')).toBe(false);
  });

  it('The most crowded day within a spell is found by looking at each of its days', () => {
    const anySpell = fc.tuple(fc.nat(40), fc.option(fc.nat(20))).map(([from, length]) => ({
      from: addDays(day('2013-01-01'), from),
      to: length === null ? null : addDays(day('2013-01-01'), from + length),
    }));
    fc.assert(
      fc.property(fc.array(anySpell, { maxLength: 12 }), anySpell, (spells, within) => {
        const days = Array.from({ length: 70 }, (_, place) => addDays(day('2013-01-01'), place));
        const held = days
          .filter((on) => within.from <= on && (within.to === null || on <= within.to))
          .map((on) => spells.filter((spell) => spell.from <= on && (spell.to === null || on <= spell.to)).length);
        expect(mostTogether(spells, within)).toBe(Math.max(...held));
      }),
    );
  });
});
