import { beforeAll, describe, expect, it } from 'vitest';
import { cents, euros } from '#kit/money.ts';
import { addDays, day } from '#kit/period.ts';
import { eligibility } from './eligibility.rules.ts';
import {
  CLOSING_OF_FUI_21,
  CLUSTER,
  costs,
  firm,
  label,
  laboratory,
  loan,
  millions,
  OTHER_CLUSTER,
  project,
  size,
  thousands,
} from './funding.fixture.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import { type FundingReference, loadFundingReference } from './funding-reference.load.ts';
import { callOf } from './funding-window.ts';
import { orientationAdvice } from './orientation.rules.ts';
import type { Verdict } from './verdict.rules.ts';

let reference: FundingReference;
beforeAll(async () => {
  reference = await loadFundingReference();
});

const eligible = (facts: ProjectFacts, call = 'fui-21') => eligibility(callOf(reference, call), facts);
const lineOf = (facts: ProjectFacts, check: string, call = 'fui-21') =>
  eligible(facts, call).lines.find((line) => line.check === check)!;
const findingOn = (facts: ProjectFacts, check: string, call = 'fui-21'): Verdict => lineOf(facts, check, call).finding;
const of = (...partners: PartnerFacts[]): ProjectFacts => project({ partners });
const lead = (given: Partial<PartnerFacts> = {}) => firm('alpha', { lead: true, ...given });
type Case = readonly [label: string, facts: ProjectFacts, expected: Verdict];

/** Two firms that share one million of costs, so that a share can be read in euros. */
const split = (inside: number, given: Partial<ProjectFacts> = {}): ProjectFacts =>
  project({
    partners: [
      lead({ costs: costs({ industrial: cents(inside) }) }),
      firm('beta', { costs: costs({ industrial: cents(100_000_000 - inside) }), inTerritoryOf: [] }),
    ],
    ...given,
  });

const asking = (firms: number, labs: number): PartnerFacts[] => [
  lead({ askedCents: cents(firms) }),
  laboratory('labo', { askedCents: cents(labs) }),
];

describe('Eligibility for the FUI', () => {
  it('Two independent firms and a laboratory, labelled before the closing of FUI 25, meet every rule that is known', () => {
    const facts = project({ labels: [label({ decidedOn: day('2018-01-15') })], launchOn: day('2022-06-30') });
    const found = eligible(facts, 'fui-25');
    expect(
      found.lines.filter(({ finding }) => finding !== 'met').map(({ check, partner }) => [check, partner]),
    ).toEqual([
      // FUI 25 publishes no rate for laboratories.
      ['asked-within-rate', 'labo'],
    ]);
    expect(found).toMatchObject({ verdict: 'to-check', notMet: 0, unverifiedRules: ['R67'] });
  });

  it.each<Case>([
    ['two firms and one laboratory', of(lead(), firm('beta'), laboratory('labo')), 'met'],
    ['one firm and one laboratory', of(lead(), laboratory('labo')), 'not-met'],
    [
      'a firm and a farm cooperative, which counts as a firm (R75)',
      of(lead(), firm('coop', { kind: 'other', special: 'farm-cooperative' }), laboratory('labo')),
      'met',
    ],
    ['a firm and a partner of unknown kind', of(lead(), firm('beta', { kind: null }), laboratory('labo')), 'to-check'],
    [
      'a firm and an IRT, which does not count (R75)',
      of(lead(), firm('irt', { special: 'irt' }), laboratory('labo')),
      'not-met',
    ],
  ])('Two firms are needed: %s (R66)', (_label, facts, expected) => {
    expect(findingOn(facts, 'firms')).toBe(expected);
  });

  it.each<Case>([
    ['a laboratory', of(lead(), firm('beta'), laboratory('labo')), 'met'],
    ['a training body', of(lead(), firm('beta'), laboratory('ecole', { kind: 'training-body' })), 'met'],
    ['none', of(lead(), firm('beta')), 'not-met'],
    [
      'only an IRT, which does not count (R75)',
      of(lead(), firm('beta'), laboratory('irt', { special: 'irt' })),
      'not-met',
    ],
    [
      'a laboratory of which nobody says whether it is an IRT',
      of(lead(), firm('beta'), laboratory('labo', { special: null })),
      'to-check',
    ],
    [
      'a platform, which may be a research body',
      of(lead(), firm('beta'), laboratory('plateforme', { kind: 'platform' })),
      'to-check',
    ],
  ])('One research or training body is needed: %s (R66)', (_label, facts, expected) => {
    expect(findingOn(facts, 'research-bodies')).toBe(expected);
  });

  it.each<Case>([
    ['two groups', of(lead({ group: 'g1' }), firm('beta', { group: 'g2' })), 'met'],
    ['one group', of(lead({ group: 'g1' }), firm('beta', { group: 'g1' })), 'not-met'],
    ['one group not known', of(lead({ group: 'g1' }), firm('beta', { group: null })), 'to-check'],
    [
      'two groups beside an unknown one',
      of(lead({ group: 'g1' }), firm('beta', { group: 'g2' }), firm('gamma', { group: null })),
      'met',
    ],
  ])('Two firms of one group are not two firms: %s (R67)', (_label, facts, expected) => {
    const line = lineOf(facts, 'different-groups');
    expect(line.finding).toBe(expected);
    // Nobody read this rule in an official text: it is never shown as a plain yes or no.
    expect(line).toMatchObject({ verdict: 'to-check', certainty: 'background' });
    expect(line.sentence.fr).toContain('Règle à vérifier');
  });

  it('A rule known from background only never refuses a project by itself (R67)', () => {
    const facts = of(lead({ group: 'g1' }), firm('beta', { group: 'g1' }), laboratory('labo'));
    expect(eligible(facts)).toMatchObject({ verdict: 'to-check', notMet: 0 });
  });

  it.each<Case>([
    ['a firm', of(lead(), laboratory('labo')), 'met'],
    ['a farm cooperative', of(lead({ kind: 'other', special: 'farm-cooperative' })), 'met'],
    ['a laboratory', of(firm('alpha'), laboratory('labo', { lead: true })), 'not-met'],
    ['nobody', of(firm('alpha'), firm('beta')), 'to-check'],
    ['two partners at once', of(lead(), firm('beta', { lead: true })), 'not-met'],
    ['a partner of unknown kind', of(lead({ kind: null })), 'to-check'],
  ])('The lead is a firm: %s (R68)', (_label, facts, expected) => {
    expect(findingOn(facts, 'lead-is-firm')).toBe(expected);
  });

  const labelled = (...days: (string | null)[]) =>
    project({
      labels: days.map((on, index) =>
        label({
          cluster: index === 0 ? CLUSTER : OTHER_CLUSTER,
          lead: index === 0,
          decidedOn: on === null ? null : day(on),
        }),
      ),
    });
  it.each<Case>([
    ['the eve of the closing', labelled(addDays(CLOSING_OF_FUI_21, -1)), 'met'],
    ['the closing day, whose hour decides', labelled(CLOSING_OF_FUI_21), 'to-check'],
    ['the day after', labelled(addDays(CLOSING_OF_FUI_21, 1)), 'not-met'],
    ['no label', labelled(), 'not-met'],
    ['a label without a day', labelled(null), 'to-check'],
    ['the lead cluster in time, a co-label late', labelled('2015-11-20', '2015-12-20'), 'met'],
    ['the lead cluster late, a co-label in time', labelled('2015-12-20', '2015-11-20'), 'to-check'],
  ])('A label precedes the closing: %s (R69)', (_label, facts, expected) => {
    expect(findingOn(facts, 'label')).toBe(expected);
  });

  it('A call whose closing day nobody knows asks for a check; a day known from elsewhere answers (R69)', () => {
    expect(findingOn(project(), 'label', 'fui-18')).toBe('to-check');
    expect(findingOn(project({ closesOn: day('2015-11-21') }), 'label', 'fui-18')).toBe('met');
    expect(findingOn(project({ closesOn: day('2015-11-19') }), 'label', 'fui-18')).toBe('not-met');
  });

  it.each<Case>([
    ['exactly half', split(50_000_000), 'met'],
    ['one cent below half', split(49_999_999), 'not-met'],
    [
      'half, but the label came after the closing',
      split(50_000_000, { labels: [label({ decidedOn: day('2015-12-09') })] }),
      'not-met',
    ],
    ['half reached already, one place not known', of(lead(), firm('beta', { inTerritoryOf: null })), 'met'],
    ['places not known', of(lead({ inTerritoryOf: null }), firm('beta', { inTerritoryOf: null })), 'to-check'],
    ['a cost not known', of(lead(), firm('beta', { costs: costs({ industrial: null }) })), 'to-check'],
  ])('Half of the R&D is in the labelling territories: %s (R70)', (_label, facts, expected) => {
    expect(findingOn(facts, 'labelling-territory')).toBe(expected);
  });

  const twoClusters = [label(), label({ cluster: OTHER_CLUSTER, lead: false })];
  it.each<Case>([
    ['exactly a quarter', split(25_000_000), 'met'],
    ['one cent below a quarter', split(24_999_999), 'not-met'],
    [
      'all of it in the territory of a co-labelling cluster',
      project({ labels: twoClusters, partners: [lead({ inTerritoryOf: [OTHER_CLUSTER] })] }),
      'not-met',
    ],
    ['nobody said which cluster leads', split(50_000_000, { labels: [label({ lead: false })] }), 'to-check'],
  ])('A quarter of the R&D is in the lead cluster’s territory: %s (R70)', (_label, facts, expected) => {
    expect(findingOn(facts, 'lead-territory')).toBe(expected);
  });

  it.each<Case>([
    ['declared as nothing by all', of(lead(), firm('beta')), 'met'],
    ['one cent declared', of(lead(), firm('beta', { otherPublicCents: cents(1) })), 'not-met'],
    ['one partner silent', of(lead(), firm('beta', { otherPublicCents: null })), 'to-check'],
  ])('The base has no other public funding: %s (R71)', (_label, facts, expected) => {
    expect(findingOn(facts, 'funded-once')).toBe(expected);
  });

  it.each<Case>([
    ['exactly 40 %', of(...asking(60_000, 40_000)), 'met'],
    ['a cent above 40 %, not explained yet', of(...asking(59_999, 40_001)), 'to-check'],
    ['above 40 %, explained', project({ partners: asking(50_000, 50_000), laboratoryShareJustified: true }), 'met'],
    [
      'above 40 %, without explanation',
      project({ partners: asking(50_000, 50_000), laboratoryShareJustified: false }),
      'not-met',
    ],
    ['an amount not known', of(lead({ askedCents: null }), laboratory('labo')), 'to-check'],
    ['nobody asks for anything', of(...asking(0, 0)), 'to-check'],
  ])('The laboratories’ share of aid is at most 40 % or explained: %s (R72)', (_label, facts, expected) => {
    expect(findingOn(facts, 'laboratory-share')).toBe(expected);
  });

  const launched = (launchOn: string | null) => project({ launchOn: launchOn === null ? null : day(launchOn) });
  it.each<readonly [string, string, string | null, Verdict]>([
    ['call 18, three years to the day', 'fui-18', '2021-12-31', 'met'],
    ['call 18, three years and a day', 'fui-18', '2022-01-01', 'not-met'],
    ['call 18, no day', 'fui-18', null, 'to-check'],
    ['call 25, a day before three years', 'fui-25', '2021-12-30', 'to-check'],
    ['call 25, three years', 'fui-25', '2021-12-31', 'met'],
    ['call 25, five years', 'fui-25', '2023-12-31', 'met'],
    ['call 25, five years and a day', 'fui-25', '2024-01-01', 'not-met'],
    ['call 21, whose horizon was not found', 'fui-21', '2021-12-31', 'to-check'],
  ])('The market follows the end of research: %s (R73)', (_label, call, launchOn, expected) => {
    expect(findingOn(launched(launchOn), 'launch-horizon', call)).toBe(expected);
  });

  it.each<Case>([
    ['a firm leads, an IRT is partner', of(lead(), laboratory('irt', { special: 'irt' })), 'met'],
    ['an IRT leads', of(firm('alpha'), laboratory('irt', { special: 'irt', lead: true })), 'not-met'],
    ['an ITE leads', of(firm('alpha'), laboratory('ite', { special: 'ite', lead: true })), 'not-met'],
    ['a laboratory that may be an IRT leads', of(laboratory('labo', { special: null, lead: true })), 'to-check'],
  ])('An IRT or ITE never leads: %s (R75)', (_label, facts, expected) => {
    expect(findingOn(facts, 'institute-never-leads')).toBe(expected);
  });

  it.each<Case>([
    ['without money of the PIA', of(lead(), laboratory('irt', { special: 'irt', piaOnProject: false })), 'met'],
    ['with it', of(lead(), laboratory('irt', { special: 'irt', piaOnProject: true })), 'not-met'],
    ['not known', of(lead(), laboratory('irt', { special: 'irt', piaOnProject: null })), 'to-check'],
  ])('An IRT does not add the FUI to the PIA: %s (R75)', (_label, facts, expected) => {
    expect(findingOn(facts, 'institute-single-funding')).toBe(expected);
  });

  const asks = (askedCents: number, given: Partial<PartnerFacts> = {}) =>
    of(lead({ costs: costs({ industrial: euros(100_000) }), askedCents: cents(askedCents), ...given }));
  it.each<readonly [string, ProjectFacts, string, Verdict]>([
    ['call 21, SME inside, exactly 45 %', asks(4_500_000), 'fui-21', 'met'],
    ['call 21, SME inside, a cent above', asks(4_500_001), 'fui-21', 'not-met'],
    ['call 21, SME outside, exactly 30 %', asks(3_000_000, { inTerritoryOf: [] }), 'fui-21', 'met'],
    ['call 21, SME outside, a cent above', asks(3_000_001, { inTerritoryOf: [] }), 'fui-21', 'not-met'],
    ['call 21, SME of unknown place, between the two', asks(4_000_000, { inTerritoryOf: null }), 'fui-21', 'to-check'],
    ['call 21, SME of unknown place, above both', asks(4_500_001, { inTerritoryOf: null }), 'fui-21', 'not-met'],
    [
      'call 21, large group of unknown place, 25 % everywhere',
      asks(2_500_000, { size: size('ge'), inTerritoryOf: null }),
      'fui-21',
      'met',
    ],
    ['call 21, large group, a cent above', asks(2_500_001, { size: size('ge') }), 'fui-21', 'not-met'],
    [
      'call 21, mid-cap outside, like any other firm',
      asks(2_500_001, { size: size('eti'), inTerritoryOf: [] }),
      'fui-21',
      'not-met',
    ],
    ['call 21, firm of unknown size, below every rate', asks(2_500_000, { size: null }), 'fui-21', 'met'],
  ])('The aid asked stays within the rate: %s (R77)', (_label, facts, call, expected) => {
    expect(findingOn(facts, 'asked-within-rate', call)).toBe(expected);
  });

  it('A line gives its two terms, its limit, its source and a sentence in both languages (R70)', () => {
    const line = lineOf(split(30_000_000), 'labelling-territory');
    expect(line).toMatchObject({
      rule: 'R70',
      verdict: 'not-met',
      certainty: 'official',
      source: expect.stringContaining('FUI 21'),
    });
    expect(line.figures).toContainEqual({ what: 'costs-in-territory', unit: 'cents', value: 30_000_000 });
    expect(line.figures).toContainEqual({ what: 'total-costs', unit: 'cents', value: 100_000_000 });
    expect(line.figures).toContainEqual({ what: 'at-least', unit: 'percent', value: 50 });
    expect(line.sentence.fr.replace(/\s/g, ' ')).toContain('30 % de la R&D');
    expect(line.sentence.en).toContain('30% of the R&D');
  });
});

describe('Orientation to another window', () => {
  const advised = (askedCents: number | null, baseCents: number) =>
    orientationAdvice(
      reference,
      callOf(reference, 'fui-18'),
      of(
        lead({
          askedCents: askedCents === null ? null : cents(askedCents),
          costs: costs({ industrial: cents(baseCents) }),
        }),
      ),
    ).map(({ toward, certainty }) => [toward, certainty]);

  it.each<readonly [string, number | null, number, readonly (readonly string[])[]]>([
    ['a cent below 750,000 € of aid', 74_999_999, 150_000_000, [['ai', 'official']]],
    ['exactly 750,000 €', 75_000_000, 150_000_000, []],
    ['aid not known', null, 150_000_000, []],
    ['a base of exactly 6 M€', 75_000_000, 600_000_000, []],
    ['a base a cent above 6 M€', 75_000_000, 600_000_001, [['pspc', 'press']]],
  ])('%s (R74)', (_label, asked, base, expected) => {
    expect(advised(asked, base)).toEqual(expected);
  });
});

describe('Eligibility for PSPC-Régions', () => {
  const based = (count: number) =>
    of(
      lead({ costs: costs({ industrial: cents(count) }) }),
      firm('beta', { costs: costs({}) }),
      laboratory('labo', { costs: costs({}) }),
    );
  it.each<Case>([
    ['a cent below 1 M€', based(99_999_999), 'not-met'],
    ['exactly 1 M€', based(100_000_000), 'met'],
    ['exactly 4 M€', based(400_000_000), 'met'],
    ['a cent above 4 M€', based(400_000_001), 'not-met'],
    ['not known', of(lead({ costs: costs({ industrial: null }) })), 'to-check'],
  ])('The base is between 1 and 4 M€: %s (R78)', (_label, facts, expected) => {
    expect(findingOn(facts, 'base', 'pspc-regions-1')).toBe(expected);
  });

  it.each<Case>([
    ['two large groups', of(lead({ size: size('ge') }), firm('beta', { size: size('ge') })), 'not-met'],
    ['a large group and a mid-cap', of(lead({ size: size('ge') }), firm('beta', { size: size('eti') })), 'met'],
    ['a large group and a small firm', of(lead({ size: size('ge') }), firm('beta')), 'met'],
    [
      'a large group and a firm of unknown size',
      of(lead({ size: size('ge') }), firm('beta', { size: null })),
      'to-check',
    ],
  ])('One of the firms is an SME or a mid-cap: %s (R78)', (_label, facts, expected) => {
    expect(findingOn(facts, 'sme-or-eti', 'pspc-regions-1')).toBe(expected);
  });
});

describe('The loan for industrialisation (PIPC)', () => {
  const borrowing = (given: Parameters<typeof loan>[0], more: Partial<ProjectFacts> = {}) =>
    project({ loan: loan(given), ...more });
  it.each<readonly [string, ProjectFacts, string, Verdict]>([
    ['a mid-cap borrows', borrowing({}, { partners: [lead({ size: size('eti') })] }), 'borrower', 'met'],
    ['a large group borrows', borrowing({}, { partners: [lead({ size: size('ge') })] }), 'borrower', 'not-met'],
    ['a laboratory borrows', borrowing({ borrower: 'labo' }), 'borrower', 'not-met'],
    ['size of the borrower not known', borrowing({}, { partners: [lead({ size: null })] }), 'borrower', 'to-check'],
    ['a cent below 0.5 M€', borrowing({ amountCents: cents(49_999_999) }), 'amount', 'not-met'],
    ['exactly 0.5 M€', borrowing({ amountCents: thousands(500) }), 'amount', 'met'],
    ['exactly 5 M€', borrowing({ amountCents: millions(5) }), 'amount', 'met'],
    ['a cent above 5 M€', borrowing({ amountCents: cents(500_000_001) }), 'amount', 'not-met'],
    ['private money equal to the loan', borrowing({ privateCofundingCents: millions(2) }), 'private-cofunding', 'met'],
    [
      'private money a cent less',
      borrowing({ privateCofundingCents: cents(199_999_999) }),
      'private-cofunding',
      'not-met',
    ],
    ['an ANR project', borrowing({ origin: 'anr' }), 'origin', 'met'],
    ['a project of the PRI, which is not accepted', borrowing({ origin: 'pri' }), 'origin', 'not-met'],
    ['a project without label', borrowing({}, { labels: [] }), 'origin', 'not-met'],
    ['a project without State money', borrowing({ originFundedByState: false }), 'origin', 'not-met'],
    ['the work is done', borrowing({ workDone: true }), 'work-done', 'met'],
    ['the work goes on', borrowing({ workDone: false }), 'work-done', 'not-met'],
    ['seven years, two deferred', borrowing({}), 'term', 'met'],
    ['eight years', borrowing({ years: 8 }), 'term', 'not-met'],
    ['no loan described', project(), 'amount', 'to-check'],
  ])('%s (R79)', (_label, facts, check, expected) => {
    expect(findingOn(facts, check, 'pipc')).toBe(expected);
  });
});

describe('Calls of which no rule is known', () => {
  it.each(['pspc', 'anr', 'ademe', 'regions', 'europe'])('%s says so and never passes as met', (call) => {
    const found = eligible(project(), call);
    expect(found.verdict).toBe('to-check');
    expect(found.lines.map(({ check }) => check)).toEqual(['no-rule-known']);
  });
});
