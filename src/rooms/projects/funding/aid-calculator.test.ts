import { beforeAll, describe, expect, it } from 'vitest';
import { type Cents, cents } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import { computeAid, whatIf } from './aid-calculator.ts';
import { costs, firm, label, laboratory, millions, project, size, thousands, withCeiling } from './funding.fixture.ts';
import type { PartnerFacts, ProjectFacts } from './funding-facts.ts';
import { type FundingReference, loadFundingReference } from './funding-reference.load.ts';

let reference: FundingReference;
beforeAll(async () => {
  reference = await loadFundingReference();
});

const aidOf = (facts: ProjectFacts, call = 'fui-21') => computeAid(reference, call, facts);
const lead = (given: Partial<PartnerFacts> = {}) => firm('alpha', { lead: true, ...given });
describe('The aid calculator', () => {
  it('A small firm at 45 % and a laboratory at 40 % have what FUI 21 gives them (R77)', () => {
    const found = aidOf(project());
    expect(found.partners.map(({ partner, aid, limitedBy }) => [partner, aid.cents, limitedBy])).toEqual([
      ['alpha', 27_000_000, ['call-rate']],
      ['beta', 27_000_000, ['call-rate']],
      ['labo', 16_000_000, ['call-rate']],
    ]);
    expect(found).toMatchObject({ baseCents: 160_000_000, unknown: [], knownCents: 70_000_000, without: null });
    expect(found.total.cents).toBe(70_000_000);
    expect(found.text?.id).toBe('651/2014');
  });

  it.each<readonly [string, number, string, Partial<PartnerFacts>]>([
    ['call 21, SME inside', 45, 'fui-21', {}],
    ['call 21, SME outside', 30, 'fui-21', { inTerritoryOf: [] }],
    ['call 21, mid-cap inside', 30, 'fui-21', { size: size('eti') }],
    ['call 21, mid-cap outside', 25, 'fui-21', { size: size('eti'), inTerritoryOf: [] }],
    ['call 21, large group inside', 25, 'fui-21', { size: size('ge') }],
    ['call 25, SME inside', 50, 'fui-25', {}],
    ['call 25, SME outside', 35, 'fui-25', { inTerritoryOf: [] }],
    ['call 25, mid-cap inside', 35, 'fui-25', { size: size('eti') }],
    ['call 25, mid-cap outside', 30, 'fui-25', { size: size('eti'), inTerritoryOf: [] }],
    ['call 25, large group', 30, 'fui-25', { size: size('ge') }],
    ['call 21, laboratory at full costs', 40, 'fui-21', { kind: 'laboratory', costBasis: 'full' }],
    ['call 21, laboratory at additional costs', 100, 'fui-21', { kind: 'laboratory', costBasis: 'additional' }],
  ])('%s: %d %% (R77)', (_label, expected, call, given) => {
    expect(aidOf(project({ partners: [lead(given)] }), call).partners[0]!.rate.possible).toEqual([expected]);
  });

  it.each([
    ['with the label of a cluster', [label()], [50, 35, 25]],
    ['without', [], [35, 25, 20]],
  ] as const)('The label raises the rates of PSPC-Régions: %s (R78)', (_label, labels, expected) => {
    const partners = (['small', 'eti', 'ge'] as const).map((one) => firm(one, { size: size(one) }));
    const found = aidOf(project({ partners, labels, closesOn: day('2019-06-30') }), 'pspc-regions-1');
    expect(found.partners.map(({ rate }) => rate.possible)).toEqual(expected.map((rate) => [rate]));
  });

  it('Experimental development of a large group without collaboration is stopped at 25 %, not at the 30 % of call 25 (R91)', () => {
    const alone = lead({ size: size('ge'), costs: costs({ experimental: millions(1), industrial: millions(1) }) });
    const [found] = aidOf(project({ partners: [alone] }), 'fui-25').partners;
    expect(found!.categories.map(({ category, aid, limitedBy }) => [category, aid.cents, limitedBy])).toEqual([
      ['industrial', 30_000_000, 'call-rate'],
      ['experimental', 25_000_000, 'state-aid'],
    ]);
    expect(found).toMatchObject({ limitedBy: ['call-rate', 'state-aid'], aid: { cents: 55_000_000 } });
  });

  it('Other public money on the same costs is taken off the State-aid ceiling, not off the rate', () => {
    const ceiling = thousands(480);
    const given = (other: Cents) =>
      aidOf(project({ partners: [lead({ otherPublicCents: other }), firm('beta'), laboratory('labo')] })).partners[0]!;
    // 600 k€ at 80 %: 480 k€ of public money at most; call 21 gives 270 k€ of it.
    expect(given(thousands(210))).toMatchObject({
      ceiling: { cents: ceiling },
      aid: { cents: 27_000_000 },
      limitedBy: ['call-rate'],
    });
    expect(given(cents(21_000_001))).toMatchObject({ aid: { cents: 26_999_999 }, limitedBy: ['cumulation'] });
    expect(given(thousands(480))).toMatchObject({ aid: { cents: 0 }, limitedBy: ['cumulation'] });
    expect(given(thousands(900))).toMatchObject({ aid: { cents: 0 }, limitedBy: ['cumulation'] });
  });

  it('A public laboratory has no State-aid ceiling, one with an economic activity has one', () => {
    const labo = (economicActivity: boolean | null) =>
      aidOf(
        project({
          partners: [lead(), laboratory('labo', { economicActivity, costs: costs({ experimental: millions(1) }) })],
        }),
      ).partners[1]!;
    expect(labo(false)).toMatchObject({ ceiling: null, aid: { cents: 40_000_000 }, assumptions: [] });
    expect(labo(null)).toMatchObject({ ceiling: null, aid: { cents: 40_000_000 } });
    expect(labo(null).assumptions).toHaveLength(1);
    // Nobody said how large the laboratory is: from 25 + 15 points for a large body to 60 for a small one.
    expect(labo(true)).toMatchObject({
      aid: { cents: 40_000_000 },
      ceiling: { between: { least: 40_000_000, most: 60_000_000 } },
    });
  });

  it('What is not known gives two ends instead of a wrong figure, and one figure when it makes no difference', () => {
    const unplaced = aidOf(project({ partners: [lead({ inTerritoryOf: null })] })).partners[0]!;
    expect(unplaced.aid).toEqual({ cents: null, between: { least: thousands(180), most: thousands(270) } });
    const large = aidOf(project({ partners: [lead({ inTerritoryOf: null, size: size('ge') })] })).partners[0]!;
    expect(large.aid.cents).toBe(thousands(150));
  });

  it('An SME by the décret is used as such, with two ends where small and medium differ, and says that aid follows the European definition', () => {
    const sme: PartnerFacts['size'] = { category: 'sme', definition: 'decret-2008-1354' };
    const found = aidOf(project({ partners: [lead({ size: sme, costs: costs({ experimental: millions(1) }) })] }))
      .partners[0]!;
    expect(found.aid).toEqual({ cents: null, between: { least: thousands(350), most: thousands(450) } });
    expect(found.assumptions.map(({ fr }) => fr).join()).toContain('2008-1354');
  });

  it('Costs that nobody gave are not costs of nothing', () => {
    const unknown = aidOf(project({ partners: [lead({ costs: costs({ industrial: null }) }), firm('beta')] }));
    expect(unknown.partners[0]!.aid).toEqual({ cents: null, between: null });
    expect(unknown).toMatchObject({ total: { cents: null, between: null }, unknown: ['alpha'], baseCents: null });
    const none = aidOf(project({ partners: [lead({ costs: costs({}) }), firm('beta')] }));
    expect(none.partners[0]!.aid.cents).toBe(0);
  });

  it.each(['pspc', 'pipc', 'anr', 'ademe', 'regions', 'europe'])(
    '%s has no rate: the calculator says so and gives no amount, not zero',
    (call) => {
      const found = aidOf(project(), call);
      expect(found.without?.fr).toContain('taux d’aide');
      expect(found.total).toEqual({ cents: null, between: null });
      expect(found.partners.every(({ aid }) => aid.cents === null && aid.between === null)).toBe(true);
      // The State-aid ceiling does not depend on the call.
      expect(found.partners[0]!.ceiling?.cents).toBe(thousands(480));
    },
  );

  it('FUI 25 publishes no rate for laboratories: their aid is left out of what is known, and named', () => {
    const facts = project({ labels: [label({ decidedOn: day('2018-01-15') })] });
    expect(aidOf(facts, 'fui-25')).toMatchObject({ unknown: ['labo'], knownCents: 60_000_000, total: { cents: null } });
  });

  it.each([
    ['a decision of 30 June 2014 follows regulation 800/2008', '2014-06-30', '800/2008', 40_000_000],
    ['a decision of 1 July 2014 follows regulation 651/2014', '2014-07-01', '651/2014', 40_000_000],
    ['a decision without a day has no known ceiling', null, undefined, null],
  ] as const)('Text in force: %s (R90)', (_label, on, text, ceiling) => {
    const facts = project({
      decisionOn: on === null ? null : day(on),
      partners: [
        lead({ size: size('ge'), costs: costs({ experimental: millions(1) }) }),
        firm('beta', { costs: costs({ experimental: millions(1) }) }),
      ],
    });
    const found = aidOf(facts);
    expect(found.text?.id).toBe(text);
    expect(found.partners[0]!.ceiling?.cents).toBe(ceiling);
  });

  it('A project above the ceiling of its call is brought down in proportion, never above, a cent at the most below for each partner', () => {
    const full = computeAid(withCeiling(reference, thousands(700)), 'fui-21', project());
    expect(full.partners.map(({ aid }) => aid.cents)).toEqual([27_000_000, 27_000_000, 16_000_000]);
    const down = computeAid(withCeiling(reference, cents(69_999_999)), 'fui-21', project());
    expect(down.partners.every(({ limitedBy }) => limitedBy.includes('call-ceiling'))).toBe(true);
    expect(down.total.cents).toBeLessThanOrEqual(69_999_999);
    expect(down.total.cents).toBeGreaterThan(69_999_999 - 3);
    expect(down.lines.find(({ check }) => check === 'project-ceiling')?.finding).toBe('not-met');
  });

  it('A base above the bounds of the call is said at the project (R78)', () => {
    const facts = project({ partners: [lead({ costs: costs({ industrial: cents(400_000_001) }) })] });
    expect(aidOf(facts, 'pspc-regions-1').lines.find(({ check }) => check === 'base')?.verdict).toBe('not-met');
  });

  it('Two firms of one group are one undertaking before the notification threshold (R94)', () => {
    const huge = (group: string) =>
      firm(group === 'g' ? 'beta' : 'gamma', {
        group,
        askedCents: millions(11),
        costs: costs({ industrial: millions(40) }),
      });
    const notified = (other: PartnerFacts) =>
      aidOf(
        project({
          partners: [lead({ group: 'g', askedCents: millions(9), costs: costs({ industrial: millions(40) }) }), other],
        }),
      )
        .lines.filter(({ check }) => check === 'notification')
        .map(({ finding }) => finding);
    expect(notified(huge('g'))).toEqual(['met']);
    expect(notified({ ...huge('g'), askedCents: cents(1_100_000_001) })).toEqual(['not-met']);
    expect(notified({ ...huge('other'), askedCents: cents(1_100_000_001) })).toEqual(['met', 'met']);
  });

  it('A what-if moves a partner into the territory without changing the facts', () => {
    const facts = project({ partners: [lead({ inTerritoryOf: [] }), firm('beta'), laboratory('labo')] });
    const before = structuredClone(facts);
    const tried = whatIf(reference, 'fui-21', facts, { partners: { alpha: { inTerritoryOf: ['minalogic'] } } });
    expect(tried.differenceCents).toBe(thousands(90));
    expect(tried.partners).toEqual([
      { partner: 'alpha', differenceCents: thousands(90) },
      { partner: 'beta', differenceCents: 0 },
      { partner: 'labo', differenceCents: 0 },
    ]);
    expect(facts).toEqual(before);
    expect(() => whatIf(reference, 'fui-21', facts, { partners: { nobody: {} } })).toThrow(RangeError);
  });

  it('Every figure says its rule, its source and its certainty, in both languages', () => {
    const found = aidOf(project());
    for (const line of [...found.lines, ...found.partners.flatMap(({ lines }) => lines)]) {
      expect(line.source, line.check).not.toBe('');
      expect(line.sentence.fr, line.check).not.toBe('');
      expect(line.sentence.en, line.check).not.toBe('');
      if (line.certainty === 'background') expect(line.verdict, line.check).toBe('to-check');
    }
  });
});
