import { beforeAll, describe, expect, it } from 'vitest';
import { cents } from '#kit/money.ts';
import { effectiveCollaboration } from './collaboration.rules.ts';
import { costs, firm, laboratory, project, size } from './funding.fixture.ts';
import type { PartnerFacts } from './funding-facts.ts';
import { loadFundingReference } from './funding-reference.load.ts';
import type { StateAidTexts } from './state-aid-text.ts';

let texts: StateAidTexts;
beforeAll(async () => {
  texts = (await loadFundingReference()).stateAid;
});

describe('Effective collaboration', () => {
  const worth = (count: number) => costs({ experimental: cents(count) });
  const answers = (...partners: PartnerFacts[]) => {
    const { answer, betweenFirms, withResearch } = effectiveCollaboration(texts, project({ partners }));
    return { answer, betweenFirms, withResearch };
  };
  const big = (id: string, given: Partial<PartnerFacts> = {}) => firm(id, { size: size('ge'), ...given });

  it.each<readonly [string, readonly PartnerFacts[], boolean | null]>([
    [
      'an SME and a large group, the larger part exactly 70 %',
      [big('a', { costs: worth(70_000) }), firm('b', { costs: worth(30_000) })],
      true,
    ],
    [
      'the larger part a cent above 70 %',
      [big('a', { costs: worth(70_001) }), firm('b', { costs: worth(29_999) })],
      false,
    ],
    ['two large groups in one country', [big('a'), big('b')], false],
    ['two large groups in two countries', [big('a'), big('b', { country: 'DE' })], true],
    ['two large groups, one country not known', [big('a'), big('b', { country: null })], null],
    ['two SMEs of one group', [firm('a', { group: 'g' }), firm('b', { group: 'g' })], false],
    ['two SMEs, one group not known', [firm('a'), firm('b', { group: null })], null],
    [
      'two firms of one group bear more than 70 % together',
      [
        big('a', { group: 'g', costs: worth(40_000) }),
        big('c', { group: 'g', costs: worth(40_000) }),
        firm('b', { costs: worth(20_000) }),
      ],
      false,
    ],
    ['a large group and a firm of unknown size', [big('a'), firm('b', { size: null })], null],
    [
      'the SME subcontracts all its part: it takes none',
      [big('a'), firm('b', { costs: worth(30_000), subcontractedCents: cents(30_000) })],
      false,
    ],
    [
      'the SME keeps a cent of its part',
      [big('a', { costs: worth(70_000) }), firm('b', { costs: worth(30_000), subcontractedCents: cents(29_999) })],
      true,
    ],
    ['a firm alone', [firm('a')], false],
    ['a cost not known', [firm('a'), firm('b', { costs: costs({ industrial: null }) })], null],
  ])('Between firms: %s (R93)', (_label, partners, expected) => {
    expect(answers(...partners).betweenFirms).toBe(expected);
  });

  const lab = (count: number, given: Partial<PartnerFacts> = {}) =>
    laboratory('labo', { costs: worth(count), ...given });
  it.each<readonly [string, PartnerFacts, boolean | null]>([
    ['exactly 10 % of the costs', lab(10_000), true],
    ['a cent below 10 %', lab(9_999), false],
    ['10 %, not free to publish', lab(10_000, { freeToPublish: false }), false],
    ['10 %, freedom to publish not known', lab(10_000, { freeToPublish: null }), null],
    ['10 %, of which one cent is subcontracted', lab(10_000, { subcontractedCents: cents(1) }), false],
    ['10 %, subcontracted part not known', lab(10_000, { subcontractedCents: null }), null],
    ['a consultant instead of a research body', lab(10_000, { kind: 'support-provider' }), false],
    ['a platform, which may be a research body', lab(10_000, { kind: 'platform' }), null],
  ])('With a research body: %s (R93)', (_label, body, expected) => {
    const rest = 100_000 - (body.costs.experimental as number);
    expect(answers(big('a', { costs: worth(rest) }), body).withResearch).toBe(expected);
  });

  it('A laboratory at 10 % makes the collaboration effective even when one firm bears the other 90 % (R93)', () => {
    expect(answers(big('a', { costs: worth(90_000) }), lab(10_000))).toEqual({
      answer: true,
      betweenFirms: false,
      withResearch: true,
    });
  });

  it('Two laboratories without a firm are no collaboration with research (R93)', () => {
    expect(answers(lab(50_000), laboratory('autre')).withResearch).toBe(false);
  });
});
