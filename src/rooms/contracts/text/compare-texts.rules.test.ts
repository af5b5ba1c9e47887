import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaking } from '#kit/say.ts';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.ts';
import { compareTexts } from './compare-texts.rules.ts';
import { wordedComparison } from './comparison.ts';
import { canonicalJson, type FrozenText } from './frozen-text.ts';

type Held = FrozenText['clauses'][number];

const textOf = (clauses: readonly Held[], changes: Partial<FrozenText> = {}): FrozenText => ({
  contract: { id: 'essai-2013', startsOn: '2013-01-01', endsOn: '2018-12-31', phase: 'phase-iii' },
  edition: { number: 0, subjects: [], reason: null },
  cluster: { id: 'essai', name: 'Essai', sector: '', association: null },
  parties: [],
  clauses,
  members: [],
  annexes: [],
  figures: [],
  names: {},
  synthetic: true,
  on: '2013-06-01',
  ...changes,
});

const held = (id: string, kind: ClauseKind, content: object, position = 1): Held =>
  ({ id, kind, parent: null, position, content }) as Held;

const words = fc.stringMatching(/^[a-z ]{1,12}$/);
const contents: Record<ClauseKind, fc.Arbitrary<object>> = {
  article: fc.record({ title: words, body: words }),
  area: fc.record({ title: words, technology: words, market: words, summary: words }),
  goal: fc.record({ title: words, nature: fc.constant('technology'), detail: words, areas: fc.constant([]) }),
  market: fc.record({
    title: words,
    worldRegion: fc.constantFrom('france', 'asia-pacific'),
    sizeCents: fc.option(fc.nat()),
    sizeYear: fc.constant(null),
    source: words,
    naf: fc.constant([]),
    cpv: fc.constant([]),
    detail: words,
  }),
  diagnosis: fc.record({ section: fc.constantFrom('strengths', 'weaknesses'), text: words }),
  objective: fc.record({
    title: words,
    dimension: fc.constant('market'),
    scope: fc.constantFrom('individual', 'collective'),
    bearers: fc.array(words, { maxLength: 2 }),
    rationale: words,
    priorities: fc.constant([]),
    filieres: fc.constant([]),
    areas: fc.constant([]),
  }),
  indicator: fc.record({
    title: words,
    code: fc.constant(null),
    unit: fc.constant('projets'),
    direction: fc.constant('up'),
    measure: fc.constant('count'),
    levels: fc.constant([]),
    numerator: fc.constant(''),
    denominator: fc.constant(''),
    cumulation: fc.constant('per-year'),
    baseline: fc.option(
      fc.record({
        value: fc.nat(9),
        numerator: fc.option(fc.nat(9)),
        denominator: fc.option(fc.nat(9)),
        year: fc.constant(2012),
        source: words,
      }),
    ),
    targets: fc.dictionary(fc.constantFrom('2013', '2014', '2018'), fc.option(fc.nat(99))),
    verification: words,
    responsible: words,
  }),
  budget: fc.record({ year: fc.constantFrom(2013, 2014), runningCostsCents: fc.nat(), note: words }),
  commitment: fc.record({
    party: fc.constantFrom('state-82', 'region-82'),
    year: fc.constant(2013),
    nature: fc.constantFrom('running-costs', 'actions'),
    amountCents: fc.nat(),
    note: words,
  }),
};

const clause = fc
  .tuple(fc.constantFrom(...CLAUSE_KINDS), fc.nat(5), fc.nat(9))
  .chain(([kind, number, position]) =>
    contents[kind].map((content) => held(`${kind}-${number}`, kind, content, position)),
  );
const text = fc.uniqueArray(clause, { selector: ({ id }) => id, maxLength: 14 }).map((clauses) => textOf(clauses));

describe('Two versions of a text', () => {
  it('differ in nothing when they are the same one, in whatever order the store gives them', () => {
    fc.assert(
      fc.property(text, (one) => {
        const again = { ...one, clauses: one.clauses.toReversed() };
        expect(compareTexts(one, one)).toEqual({
          clauses: [],
          reordered: [],
          parties: [],
          annexes: [],
          members: [],
          endsOn: null,
        });
        expect(wordedComparison(one, again)).toEqual([]);
      }),
    );
  });

  it('show every passage that changed once, on the right side, and no other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const said = ({ parent, content }: Held) => canonicalJson({ parent, content });
        const ids = new Set([...before.clauses, ...after.clauses].map(({ id }) => id));
        const expected = [...ids].filter((id) => {
          const [was, is] = [before, after].map(({ clauses }) => clauses.find((one) => one.id === id));
          return !was || !is || said(was) !== said(is);
        });
        const shown = wordedComparison(before, after).flatMap(({ things }) => things);
        expect(shown.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
        for (const { id, change, fields } of shown) {
          expect(change === 'added').toBe(!before.clauses.some((one) => one.id === id));
          expect(change === 'removed').toBe(!after.clauses.some((one) => one.id === id));
          // A change that is announced can be seen.
          if (change === 'changed') expect(fields.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('say the old and the new target of each year, and the words that changed', () => {
    const indicator = (targets: Record<string, number>) =>
      held('i', 'indicator', {
        title: 'Mises sur le marché',
        unit: 'produits',
        measure: 'count',
        direction: 'up',
        cumulation: 'per-year',
        levels: [],
        targets,
      });
    const article = (body: string) => held('a', 'article', { title: 'Fin', body });
    const before = textOf([indicator({ 2013: 4, 2014: 6 }), article('Un délai de trente jours court.')]);
    const after = textOf([indicator({ 2013: 4, 2014: 8 }), article('Un délai de soixante jours court.')]);
    const [articles, indicators] = speaking('fr', () => wordedComparison(before, after));
    expect(indicators!.things).toEqual([
      {
        id: 'i',
        change: 'changed',
        title: 'Mises sur le marché',
        fields: [{ label: 'Cible 2014', before: '6 produits', after: '8 produits', differences: null }],
      },
    ]);
    const { differences } = articles!.things[0]!.fields[0]!;
    expect(differences!.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'trente' },
      { kind: 'added', text: 'soixante' },
    ]);
  });
});
