import { beforeAll, describe, expect, it } from 'vitest';
import { type Cents, cents, euros } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import { costs, firm, laboratory, millions, size } from './funding.fixture.ts';
import type { PartnerFacts, ResearchCategory } from './funding-facts.ts';
import { type FundingReference, loadFundingReference } from './funding-reference.load.ts';
import {
  aidTypeLine,
  type ClusterAid,
  clusterAidLines,
  incentiveLine,
  intensityOf,
  intensityRange,
  notificationLine,
  predominantCategory,
  type StateAidSize,
} from './state-aid.rules.ts';
import { AID_TYPES, type StateAidText, type StateAidTexts, textInForce } from './state-aid-text.ts';
import type { Verdict } from './verdict.rules.ts';

let texts: StateAidTexts;
let gber2008: StateAidText;
let gber2014: StateAidText;
beforeAll(async () => {
  const reference: FundingReference = await loadFundingReference();
  texts = reference.stateAid;
  gber2008 = textInForce(texts, day('2014-06-30'))!;
  gber2014 = textInForce(texts, day('2014-07-01'))!;
});

const none = { collaboration: false, dissemination: false };
const together = { collaboration: true, dissemination: false };
const spread = { collaboration: false, dissemination: true };

describe('Aid intensities', () => {
  it.each<readonly [string, ResearchCategory, StateAidSize, typeof none, number]>([
    ['large firm, fundamental research', 'fundamental', 'large', none, 100],
    ['small firm, fundamental research in collaboration: never above the cost', 'fundamental', 'small', together, 100],
    ['large firm, industrial research', 'industrial', 'large', none, 50],
    ['medium firm, industrial research', 'industrial', 'medium', none, 60],
    ['small firm, industrial research', 'industrial', 'small', none, 70],
    ['large firm, industrial research, effective collaboration', 'industrial', 'large', together, 65],
    [
      'medium firm, industrial research, effective collaboration: 75, under the cap',
      'industrial',
      'medium',
      together,
      75,
    ],
    ['small firm, industrial research, effective collaboration: 80, not 85', 'industrial', 'small', together, 80],
    ['large firm, experimental development', 'experimental', 'large', none, 25],
    ['small firm, experimental development, effective collaboration', 'experimental', 'small', together, 60],
    [
      'small firm, industrial research, both collaboration and dissemination: one bonus',
      'industrial',
      'small',
      { collaboration: true, dissemination: true },
      80,
    ],
    ['large firm, industrial research, wide dissemination', 'industrial', 'large', spread, 65],
    [
      'large firm, industrial research, collaboration and dissemination: 15 once',
      'industrial',
      'large',
      { collaboration: true, dissemination: true },
      65,
    ],
    ['small firm, feasibility study: collaboration adds nothing', 'feasibility', 'small', together, 70],
  ])('%s (R91, R92)', (_label, category, of, bonus, expected) => {
    const found = intensityOf(gber2014, category, of, bonus)!;
    expect(found.percent).toBe(expected);
    expect(found.steps.reduce((sum, { points }) => sum + points, 0)).toBe(expected);
  });

  it('The steps to 80 show how 85 was brought down (R92)', () => {
    expect(intensityOf(gber2014, 'industrial', 'small', together)!.steps).toEqual([
      { rule: 'R91', reason: 'base', points: 50 },
      { rule: 'R92', reason: 'small', points: 20 },
      { rule: 'R92', reason: 'collaboration', points: 15 },
      { rule: 'R92', reason: 'cap', points: -5 },
    ]);
  });

  it('Before July 2014 dissemination raises industrial research alone, and no figure is known for feasibility studies', () => {
    expect(intensityOf(gber2008, 'industrial', 'large', spread)?.percent).toBe(65);
    expect(intensityOf(gber2008, 'experimental', 'large', spread)?.percent).toBe(25);
    expect(intensityOf(gber2008, 'feasibility', 'small', none)).toBeNull();
  });

  it('What is not known gives two ends, and one figure when it makes no difference', () => {
    const ends = (...asked: Parameters<typeof intensityRange>) => {
      const range = intensityRange(...asked);
      return [range?.least.percent, range?.most.percent];
    };
    const unsure = { collaboration: null, dissemination: false };
    expect(ends(gber2014, 'industrial', 'sme', none)).toEqual([60, 70]);
    expect(ends(gber2014, 'industrial', null, unsure)).toEqual([50, 80]);
    expect(ends(gber2014, 'fundamental', null, unsure)).toEqual([100, 100]);
    expect(ends(gber2014, 'experimental', 'eti', unsure)).toEqual([25, 40]);
  });
});

describe('Notification', () => {
  const finding = (text: StateAidText, category: ResearchCategory, aidCents: Cents | null): Verdict =>
    notificationLine(text, { names: ['Alpha'], costs: costs({ [category]: millions(100) }), aidCents }).finding;

  it.each([
    ['fundamental research', 'fundamental', 20, 40],
    ['industrial research', 'industrial', 10, 20],
    ['experimental development', 'experimental', 7.5, 15],
  ] as const)(
    'Aid to %s is notified above its threshold, before and from July 2014 (R94)',
    (_label, category, before, after) => {
      for (const [text, threshold] of [
        [gber2008, millions(before)],
        [gber2014, millions(after)],
      ] as const) {
        expect(finding(text, category, cents(threshold - 1))).toBe('met');
        expect(finding(text, category, threshold)).toBe('met');
        expect(finding(text, category, cents(threshold + 1))).toBe('not-met');
      }
    },
  );

  it('A threshold that no document gives is to check, unless there is no aid (R94)', () => {
    expect(finding(gber2008, 'feasibility', millions(1))).toBe('to-check');
    expect(finding(gber2008, 'feasibility', cents(0))).toBe('met');
    expect(finding(gber2014, 'industrial', null)).toBe('to-check');
  });

  it.each<readonly [string, Parameters<typeof costs>[0], ResearchCategory | null]>([
    ['half fundamental is not more than half', { fundamental: cents(50), experimental: cents(50) }, 'experimental'],
    ['a cent more than half fundamental', { fundamental: cents(51), experimental: cents(49) }, 'fundamental'],
    [
      'fundamental and industrial together make more than half',
      { fundamental: cents(30), industrial: cents(21), experimental: cents(49) },
      'industrial',
    ],
    [
      'fundamental and industrial together make half',
      { fundamental: cents(30), industrial: cents(20), experimental: cents(50) },
      'experimental',
    ],
    ['a feasibility study alone', { feasibility: cents(10) }, 'feasibility'],
    ['a cost not known', { industrial: null }, null],
    ['no cost', {}, null],
  ])('The category that decides: %s (R94)', (_label, given, expected) => {
    expect(predominantCategory(costs(given))).toBe(expected);
  });
});

describe('Incentive effect', () => {
  const applied = (appliedOn: string | null, startsOn: string | null, given: Partial<PartnerFacts> = {}) =>
    incentiveLine(
      texts,
      firm('alpha', {
        appliedOn: appliedOn && day(appliedOn),
        startsOn: startsOn && day(startsOn),
        ...given,
      } as Partial<PartnerFacts>),
    );

  it.each<readonly [string, string | null, string | null, Partial<PartnerFacts>, Verdict]>([
    ['an SME applies the eve of its work', '2016-02-29', '2016-03-01', {}, 'met'],
    ['an SME applies the day its work starts', '2016-03-01', '2016-03-01', {}, 'to-check'],
    ['an SME applies the day after', '2016-03-02', '2016-03-01', {}, 'not-met'],
    ['the start of the work is not known', '2016-03-02', null, {}, 'to-check'],
    [
      'a large group applies in time: the papers do not say what else it must show',
      '2016-02-29',
      '2016-03-01',
      { size: size('ge') },
      'to-check',
    ],
    ['a large group applies too late', '2016-03-02', '2016-03-01', { size: size('ge') }, 'not-met'],
  ])('%s (R95)', (_label, appliedOn, startsOn, given, expected) => {
    expect(applied(appliedOn, startsOn, given)?.finding).toBe(expected);
  });

  it('A laboratory is not asked (R95)', () => {
    expect(incentiveLine(texts, laboratory('labo'))).toBeNull();
  });
});

describe('Aid to a cluster organisation', () => {
  const findings = (given: Partial<ClusterAid>) =>
    clusterAidLines(texts, {
      decisionOn: day('2016-01-01'),
      operatingAidCents: euros(500_000),
      operatingCostsCents: euros(1_000_000),
      years: 10,
      totalAidCents: millions(7.5),
      ...given,
    }).map(({ finding }) => finding);

  it.each<readonly [string, Partial<ClusterAid>, readonly Verdict[]]>([
    ['half of the costs, ten years, 7.5 M€', {}, ['met', 'met', 'met']],
    ['a cent above half of the costs', { operatingAidCents: cents(50_000_001) }, ['not-met', 'met', 'met']],
    ['eleven years', { years: 11 }, ['met', 'not-met', 'met']],
    ['a cent above 7.5 M€', { totalAidCents: cents(750_000_001) }, ['met', 'met', 'not-met']],
    ['10 M€ from July 2023', { totalAidCents: millions(10), decisionOn: day('2023-07-01') }, ['met', 'met', 'met']],
    [
      'nothing known',
      { operatingAidCents: null, years: null, totalAidCents: null },
      ['to-check', 'to-check', 'to-check'],
    ],
    [
      'decided before July 2014, limits not found',
      { decisionOn: day('2014-06-30') },
      ['to-check', 'to-check', 'to-check'],
    ],
  ])('%s (R96)', (_label, given, expected) => {
    expect(findings(given)).toEqual(expected);
  });
});

describe('Aid types of the French framework', () => {
  it('Covers six types from 2014 to 2020, of which two are to be checked (R98)', () => {
    const lines = AID_TYPES.map((type) => aidTypeLine(texts, 'SA.40391', type, day('2016-05-01'))!);
    expect(lines.map(({ finding }) => finding)).toEqual(Array(6).fill('met'));
    expect(lines.filter(({ verdict }) => verdict === 'to-check')).toHaveLength(2);
  });

  it.each([
    ['2013-12-31', 'not-met'],
    ['2014-01-01', 'met'],
    ['2020-12-31', 'met'],
    ['2021-01-01', 'not-met'],
  ] as const)('A research project decided on %s: %s (R98)', (on, expected) => {
    expect(aidTypeLine(texts, 'SA.40391', 'research-project', day(on))?.finding).toBe(expected);
  });
});
