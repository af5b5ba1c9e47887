import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClauseContents } from '../clause/clause.ts';
import { AMENDMENT_SUBJECTS, type AmendmentSubject } from '../contract.ts';
import { PHASE_3_RULES } from '../settings/contract-rules.ts';
import { type ComparedText, isAmendable, requiredSignatories } from './amendment.rules.ts';

const indicator = (targets: Record<string, number | null>): ClauseContents['indicator'] => ({
  title: 'Mises sur le marché',
  code: null,
  unit: 'produits',
  direction: 'up',
  measure: 'count',
  levels: [],
  numerator: '',
  denominator: '',
  cumulation: 'per-year',
  baseline: null,
  targets,
  verification: '',
  responsible: '',
});
const commitment = (party: string, amountCents: number): ClauseContents['commitment'] => ({
  party,
  year: 2014,
  nature: 'running-costs',
  amountCents,
  note: '',
});
const clause = (id: string, kind: ComparedText['clauses'][number]['kind'], content: unknown) =>
  ({ id, kind, parent: null, content }) as ComparedText['clauses'][number];

const BASE: ComparedText = {
  parties: [
    { id: 'state-82', kind: 'state', name: 'État' },
    { id: 'region-82', kind: 'region', name: 'Région' },
    { id: 'authority-1', kind: 'authority', name: 'Métropole' },
    { id: 'cluster', kind: 'cluster', name: 'Association' },
  ],
  clauses: [
    clause('i', 'indicator', indicator({ '2014': 100, '2015': 200 })),
    clause('r', 'commitment', commitment('region-82', 60_000)),
    clause('m', 'commitment', commitment('authority-1', 40_000)),
    clause('a', 'article', { title: 'Objet', body: 'Le présent contrat…' }),
  ],
  endsOn: '2018-12-31',
};
const EVERYBODY = BASE.parties.map(({ id }) => id);

const changing = (id: string, content: unknown, subjects: AmendmentSubject[]) => ({
  ...BASE,
  clauses: BASE.clauses.map((one) => (one.id === id ? ({ ...one, content } as typeof one) : one)),
  subjects,
});
const signing = (amended: Parameters<typeof requiredSignatories>[1]) =>
  requiredSignatories(BASE, amended, PHASE_3_RULES);

describe('Who must sign an amendment (R33)', () => {
  it('A commitment moved by up to the threshold is signed by the State, the association and its own party', () => {
    const limit = PHASE_3_RULES.moneyThresholdPercent; // of 100,000 committed in all
    const at = (percent: number) =>
      signing(changing('r', commitment('region-82', 60_000 + percent * 1_000), ['money']));
    expect(at(limit - 1)).toEqual(['state-82', 'region-82', 'cluster']);
    expect(at(limit)).toEqual(['state-82', 'region-82', 'cluster']);
    expect(at(limit + 1)).toEqual(EVERYBODY);
    expect(at(-limit - 1)).toEqual(EVERYBODY);
  });

  it('Money moved from one authority to another is signed by both, even when the sum stays', () => {
    const amended = changing('r', commitment('region-82', 55_000), ['money']);
    const both = amended.clauses.map((one) =>
      one.id === 'm' ? { ...one, content: commitment('authority-1', 45_000) } : one,
    );
    expect(signing({ ...amended, clauses: both as typeof amended.clauses })).toEqual(EVERYBODY);
  });

  it('A target moved beyond the threshold, given up or added is signed by everybody', () => {
    const limit = PHASE_3_RULES.targetThresholdPercent;
    const at = (value: number | null) => signing(changing('i', indicator({ '2014': value, '2015': 200 }), ['targets']));
    expect(at(100 - limit)).toEqual(['state-82', 'cluster']);
    expect(at(100 - limit - 1)).toEqual(EVERYBODY);
    expect(at(100 + limit + 1)).toEqual(EVERYBODY);
    expect(at(null)).toEqual(EVERYBODY);
    expect(signing(changing('i', indicator({ '2014': 100, '2015': 200, '2016': 1 }), ['targets']))).toEqual(EVERYBODY);
  });

  it('A corrected word is signed by the State and the association; an article rewritten otherwise binds everybody', () => {
    const words = { title: 'Objet', body: 'Le présent contrat corrigé…' };
    expect(signing(changing('a', words, ['correction']))).toEqual(['state-82', 'cluster']);
    expect(signing(changing('a', words, ['targets']))).toEqual(EVERYBODY);
  });

  it('What changed without being announced binds everybody: a figure under a correction, a term, a party', () => {
    expect(signing(changing('r', commitment('region-82', 60_001), ['correction']))).toEqual(EVERYBODY);
    expect(signing({ ...BASE, endsOn: '2019-12-31', subjects: ['correction'] })).toEqual(EVERYBODY);
    const fewer = BASE.parties.filter(({ id }) => id !== 'authority-1');
    expect(signing({ ...BASE, parties: fewer, subjects: ['correction'] })).toEqual(fewer.map(({ id }) => id));
  });

  const subjects = fc.subarray([...AMENDMENT_SUBJECTS], { minLength: 1 });
  const money = fc.integer({ min: 0, max: 500_000 });
  const target = fc.option(fc.integer({ min: 0, max: 1_000 }));
  const amendedText = fc.record({ subjects, region: money, city: money, t14: target, t15: target }).map((one) => ({
    ...BASE,
    subjects: one.subjects,
    clauses: BASE.clauses.map((held) =>
      held.id === 'r'
        ? clause('r', 'commitment', commitment('region-82', one.region))
        : held.id === 'm'
          ? clause('m', 'commitment', commitment('authority-1', one.city))
          : held.id === 'i'
            ? clause('i', 'indicator', indicator({ '2014': one.t14, '2015': one.t15 }))
            : held,
    ),
  }));

  it('Whatever changes, the State and the association sign, and whoever pays otherwise signs too', () => {
    fc.assert(
      fc.property(amendedText, (amended) => {
        const who = signing(amended);
        expect(who).toEqual(expect.arrayContaining(['state-82', 'cluster']));
        const pays = (id: string) =>
          (amended.clauses.find((one) => one.id === id)!.content as { amountCents: number }).amountCents;
        if (pays('r') !== 60_000) expect(who).toContain('region-82');
        if (pays('m') !== 40_000) expect(who).toContain('authority-1');
      }),
    );
  });

  it('A larger change of a commitment never asks for fewer signatures', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const at = (rise: number) => signing(changing('r', commitment('region-82', 60_000 + rise), ['money']));
        if (less > 0) expect(at(more)).toEqual(expect.arrayContaining(at(less)));
      }),
    );
  });
});

describe('What an amendment may change (R33)', () => {
  const held = BASE.clauses;
  const change = (id: string, after: unknown) => {
    const before = held.find((one) => one.id === id)!;
    return { kind: before.kind, before: before.content, after };
  };

  it('Money changes only under money, targets only under targets', () => {
    const raised = change('r', commitment('region-82', 70_000));
    expect(isAmendable(['money'], raised)).toBe(true);
    expect(isAmendable(['targets', 'dates', 'parties', 'correction'], raised)).toBe(false);
    const moved = change('i', indicator({ '2014': 101, '2015': 200 }));
    expect(isAmendable(['targets'], moved)).toBe(true);
    expect(isAmendable(['money', 'dates', 'parties', 'correction'], moved)).toBe(false);
  });

  it('A correction changes words, adds nothing, removes nothing and moves no figure', () => {
    expect(
      isAmendable(['correction'], change('i', { ...indicator({ '2014': 100, '2015': 200 }), title: 'Lancements' })),
    ).toBe(true);
    expect(isAmendable(['correction'], change('i', null))).toBe(false);
    expect(isAmendable(['correction'], { kind: 'article', before: null, after: { title: 'Nouveau', body: '…' } })).toBe(
      false,
    );
    expect(
      isAmendable(['correction'], change('m', { ...commitment('authority-1', 40_000), note: 'Sous réserve du vote' })),
    ).toBe(true);
  });
});
