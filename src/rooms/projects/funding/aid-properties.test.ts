import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cents } from '#kit/money.ts';
import { day } from '#kit/period.ts';
import { computeAid, type ProjectAid } from './aid-calculator.ts';
import { eligibility } from './eligibility.rules.ts';
import { firm, label, project, size, withCeiling } from './funding.fixture.ts';
import { AID_SIZES, type PartnerFacts, type ProjectFacts, RESEARCH_CATEGORIES } from './funding-facts.ts';
import { type FundingReference, loadFundingReference } from './funding-reference.load.ts';
import { orientationAdvice } from './orientation.rules.ts';

let reference: FundingReference;
beforeAll(async () => {
  reference = await loadFundingReference();
});

const CALLS = ['fui-18', 'fui-19', 'fui-21', 'fui-25', 'pspc-regions-1'] as const;
const aidOf = (facts: ProjectFacts, call = 'fui-21') => computeAid(reference, call, facts);
const amount = fc
  .oneof(fc.constant(0), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 2_000_000_000 }))
  .map(cents);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 6 });
const anyPartner: fc.Arbitrary<Partial<PartnerFacts>> = fc.record({
  kind: maybe(fc.constantFrom('firm', 'firm', 'firm', 'laboratory', 'training-body', 'platform', 'authority')),
  special: maybe(fc.constantFrom('none', 'none', 'irt', 'farm-cooperative')),
  size: maybe(fc.constantFrom(...AID_SIZES).map(size)),
  group: maybe(fc.constantFrom('g1', 'g2', 'g3')),
  country: maybe(fc.constantFrom('FR', 'DE')),
  inTerritoryOf: maybe(fc.constantFrom([], ['minalogic'])),
  costs: fc.record({ fundamental: amount, industrial: amount, experimental: amount, feasibility: amount }),
  subcontractedCents: maybe(amount),
  costBasis: maybe(fc.constantFrom('full', 'additional')),
  askedCents: maybe(amount),
  otherPublicCents: maybe(amount),
  freeToPublish: maybe(fc.boolean()),
  economicActivity: maybe(fc.boolean()),
});
const anyProject: fc.Arbitrary<ProjectFacts> = fc
  .record({
    partners: fc.array(anyPartner, { minLength: 1, maxLength: 6 }),
    decisionOn: maybe(
      fc.constantFrom(...['2013-05-02', '2014-06-30', '2014-07-01', '2018-03-01', '2024-01-01'].map(day)),
    ),
    closesOn: maybe(fc.constant(day('2018-02-01'))),
    wideDissemination: maybe(fc.boolean()),
    labelled: fc.boolean(),
  })
  .map(({ partners, labelled, ...given }) =>
    project({
      ...given,
      labels: labelled ? [label()] : [],
      partners: partners.map((one, index) => firm(`p${index}`, { lead: index === 0, ...one })),
    }),
  );
const anyCall = fc.constantFrom(...CALLS);

const amountsOf = ({ partners, total }: ProjectAid) => ({
  total,
  parts: Object.fromEntries(partners.map(({ partner, aid }) => [partner, aid])),
});

describe('Whatever the project', () => {
  it('The aid stands above none of its caps: costs, rate, State-aid ceiling, what other public money leaves', () => {
    fc.assert(
      fc.property(anyProject, anyCall, (facts, call) => {
        const found = aidOf(facts, call);
        for (const [index, one] of found.partners.entries()) {
          const most = one.aid.between?.most ?? 0;
          const rate = Math.max(0, ...one.rate.possible);
          expect(most).toBeLessThanOrEqual(one.baseCents!);
          expect(BigInt(most) * 100n).toBeLessThanOrEqual(BigInt(one.baseCents!) * BigInt(rate));
          if (one.ceiling?.between) expect(most).toBeLessThanOrEqual(one.ceiling.between.most);
          const other = facts.partners[index]!.otherPublicCents ?? 0;
          const limit = one.ceiling?.between?.most ?? one.baseCents!;
          if (most > 0) expect(most + other).toBeLessThanOrEqual(limit);
          for (const part of one.categories) {
            if (!part.aid.between) continue;
            expect(part.aid.between.least).toBeGreaterThanOrEqual(0);
            expect(part.aid.between.least).toBeLessThanOrEqual(part.aid.between.most);
            expect(part.aid.between.most).toBeLessThanOrEqual(part.costCents);
            if (part.intensity)
              expect(BigInt(part.aid.between.most) * 100n).toBeLessThanOrEqual(
                BigInt(part.costCents) * BigInt(part.intensity.most.percent),
              );
          }
        }
      }),
    );
  });

  it('Totals are the sum of their parts, and unknown as soon as one part is', () => {
    fc.assert(
      fc.property(anyProject, anyCall, (facts, call) => {
        const found = aidOf(facts, call);
        const parts = found.partners.map(({ aid }) => aid.cents);
        expect(found.knownCents).toBe(parts.reduce((sum: number, part) => sum + (part ?? 0), 0));
        expect(found.unknown).toHaveLength(parts.filter((part) => part === null).length);
        if (found.unknown.length === 0) expect(found.total.cents).toBe(found.knownCents);
        else expect(found.total.cents).toBeNull();
      }),
    );
  });

  it('The order of partners changes nothing', () => {
    fc.assert(
      fc.property(
        anyProject,
        anyCall,
        fc.option(amount, { nil: null }),
        fc.integer({ min: 1, max: 5 }),
        (facts, call, most, turn) => {
          const partners = [...facts.partners.slice(turn), ...facts.partners.slice(0, turn)].toReversed();
          const with_ = most === null ? reference : withCeiling(reference, most);
          expect(amountsOf(computeAid(with_, call, { ...facts, partners }))).toEqual(
            amountsOf(computeAid(with_, call, facts)),
          );
        },
      ),
    );
  });

  it('More costs never give less aid, as long as the collaboration of the project stays what it was', () => {
    fc.assert(
      fc.property(
        anyProject,
        anyCall,
        fc.nat(),
        fc.constantFrom(...RESEARCH_CATEGORIES),
        amount,
        (facts, call, which, category, more) => {
          const index = which % facts.partners.length;
          const raised = {
            ...facts,
            partners: facts.partners.map((one, at) =>
              at === index ? { ...one, costs: { ...one.costs, [category]: cents(one.costs[category]! + more) } } : one,
            ),
          };
          const before = aidOf(facts, call);
          const after = aidOf(raised, call);
          fc.pre(before.collaboration === after.collaboration);
          for (const [at, one] of before.partners.entries()) {
            const then = after.partners[at]!.aid.between;
            if (!one.aid.between || !then) continue;
            expect(then.least).toBeGreaterThanOrEqual(one.aid.between.least);
            expect(then.most).toBeGreaterThanOrEqual(one.aid.between.most);
          }
        },
      ),
    );
  });

  it('A fact that becomes known only narrows the ends: the aid stays between those shown before', () => {
    fc.assert(
      fc.property(
        anyProject,
        anyCall,
        fc.nat(),
        fc.constantFrom(...AID_SIZES),
        fc.constantFrom([], ['minalogic']),
        (facts, call, which, found, place) => {
          const index = which % facts.partners.length;
          const asked = facts.partners[index]!;
          const learnt = {
            ...facts,
            partners: facts.partners.map((one, at) =>
              at === index ? { ...one, size: one.size ?? size(found), inTerritoryOf: one.inTerritoryOf ?? place } : one,
            ),
          };
          fc.pre(asked.size === null || asked.inTerritoryOf === null);
          for (const [at, one] of aidOf(facts, call).partners.entries()) {
            const then = aidOf(learnt, call).partners[at]!.aid.between;
            if (!one.aid.between || !then) continue;
            expect(then.least).toBeGreaterThanOrEqual(one.aid.between.least);
            expect(then.most).toBeLessThanOrEqual(one.aid.between.most);
          }
        },
      ),
    );
  });

  it('No part of a project passes the ceiling of its call, nor does their sum', () => {
    fc.assert(
      fc.property(anyProject, amount, (facts, most) => {
        const found = computeAid(withCeiling(reference, most), 'fui-21', facts);
        expect(found.total.between?.most ?? 0).toBeLessThanOrEqual(most);
        expect(found.knownCents).toBeLessThanOrEqual(most);
        for (const { aid } of found.partners) expect(aid.between?.most ?? 0).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('Every sentence is whole in both languages, with French spaces, and names no missing figure', () => {
    fc.assert(
      fc.property(anyProject, fc.nat(), (facts, which) => {
        const call = reference.calls[which % reference.calls.length]!;
        const found = computeAid(reference, call.id, facts);
        const lines = [
          ...eligibility(call, facts).lines,
          ...orientationAdvice(reference, call, facts),
          ...found.lines,
          ...found.partners.flatMap((one) => one.lines),
        ];
        for (const { sentence, check } of lines) {
          for (const text of [sentence.fr, sentence.en]) {
            expect(text, check).not.toMatch(/undefined|NaN|null|\[object| {2}|\( ?\)/);
            expect(text, check).toMatch(/[.?]$/);
          }
          expect(sentence.fr, check).not.toMatch(/[^\u202f\u00a0][;:!?»]|«[^\u202f]/);
        }
      }),
    );
  });
});
