import { describe, expect, it } from 'vitest';
import type { Clause, ClauseContents, ClauseKind } from '../clause/clause.ts';
import { gapsOf } from './completeness.rules.ts';
import type { GapCode, ProjectFacts } from './gap.ts';
import { COPIED_SERIES } from './objective-gaps.rules.ts';

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018];
let order = 0;

const clause = <Kind extends ClauseKind>(
  kind: Kind,
  content: Partial<ClauseContents[Kind]>,
  parent: string | null = null,
  id = `${kind}-${++order}`,
): Clause =>
  ({
    ...{ id, kind, parent, position: ++order, revision: 1, changedAt: new Date(0), changedBy: 'X' },
    content: { ...DEFAULTS[kind as keyof typeof DEFAULTS], ...content },
  }) as unknown as Clause;

const DEFAULTS = {
  area: { title: 'Domaine', technology: 't', market: 'm', summary: '' },
  goal: { title: 'But', nature: 'technology', detail: '', areas: [] },
  market: { title: 'Marché', worldRegion: 'europe', sizeCents: 1, sizeYear: 2012, source: 's', naf: [], cpv: [] },
  diagnosis: { section: 'ambition', text: 'Mots' },
  objective: {
    ...{ title: 'Objectif', dimension: 'market', scope: 'collective', bearers: [], rationale: '' },
    ...{ priorities: ['p'], filieres: [], areas: [] },
  },
  indicator: {
    ...{ title: 'Indicateur', code: null, unit: 'x', direction: 'up', measure: 'count', levels: [] },
    ...{ numerator: '', denominator: '', cumulation: 'per-year', verification: '', responsible: '' },
    baseline: { value: 1, numerator: null, denominator: null, year: 2012, source: 's' },
    targets: { 2013: 2, 2014: 3, 2015: 4, 2016: 5, 2017: 6, 2018: 7 },
  },
  budget: { year: 2013, runningCostsCents: 1, note: '' },
};

/** A project that lacks nothing, then the change that matters. */
function project(
  change: (clauses: Clause[]) => Clause[] = (all) => all,
  facts: Partial<ProjectFacts> = {},
): ProjectFacts {
  const clauses = [
    clause('area', {}),
    clause('goal', {}),
    clause('market', {}),
    ...(['ecosystem', 'positioning', 'strengths', 'weaknesses', 'ambition', 'potential'] as const).map((section) =>
      clause('diagnosis', { section }),
    ),
    clause('objective', {}, null, 'o'),
    clause('indicator', {}, 'o', 'i'),
    ...YEARS.map((year) => clause('budget', { year })),
  ];
  return {
    contract: 'minalogic-2013',
    clauses: change(clauses),
    parties: [{ id: 'cluster', kind: 'cluster', name: 'Association' }],
    years: YEARS,
    commonCodes: [],
    sameElsewhere: new Set(),
    ...facts,
  };
}

const SIGNING = { parties: ['state', 'region', 'cluster'].map((kind) => ({ id: kind, kind, name: kind })) } as never;
const codes = (facts: ProjectFacts, severity?: 'missing' | 'advice'): GapCode[] =>
  gapsOf(facts)
    .filter((gap) => !severity || gap.severity === severity)
    .map(({ code }) => code);
const without = (kind: ClauseKind) => (all: Clause[]) => all.filter((one) => one.kind !== kind);
const indicators =
  (...contents: Partial<ClauseContents['indicator']>[]) =>
  (all: Clause[]) => [...without('indicator')(all), ...contents.map((content) => clause('indicator', content, 'o'))];

describe('What a project must hold before it is presented', () => {
  it('A project with an area, a market, a quantified collective objective and its budgets lacks nothing (R25)', () => {
    expect(codes(project(undefined, SIGNING), 'missing')).toEqual([]);
  });

  it.each<[string, (all: Clause[]) => Clause[], GapCode]>([
    ['a target market', without('market'), 'no-market'],
    ['an objective', (all) => without('indicator')(without('objective')(all)), 'no-objective'],
    [
      'a collective objective',
      (all) => all.map((one) => (one.id === 'o' ? clause('objective', { scope: 'individual' }, null, 'o') : one)),
      'no-collective-objective',
    ],
    ['a baseline anywhere', indicators({ baseline: null }), 'no-quantified-objective'],
    ['a target anywhere', indicators({ targets: {} }), 'no-quantified-objective'],
    ['an indicator', without('indicator'), 'objective-without-indicator'],
    ['a strategic business area', without('area'), 'no-area'],
  ])('A project without %s cannot be presented (R25)', (_what, change, code) => {
    expect(codes(project(change, SIGNING), 'missing')).toContain(code);
  });

  it('The State, a region and the association are parties (R22)', () => {
    expect(codes(project())).toEqual(expect.arrayContaining(['no-state', 'no-region']));
    expect(codes(project())).not.toContain('no-association');
  });

  it('A year without running-costs budget leaves the public share unknown, and is named (R30)', () => {
    const gap = gapsOf(
      project((all) => all.filter(({ content }) => !('year' in content && content.year === 2016)), SIGNING),
    )[0];
    expect(gap).toMatchObject({
      code: 'year-without-budget',
      rule: 'R30',
      href: '/contrats/minalogic-2013/financement/plan',
    });
    expect(gap!.sentence.fr).toContain('2016');
  });

  it('Each gap leads to the exact field', () => {
    const gap = gapsOf(project(indicators({ title: 'Emplois', baseline: null }, {}), SIGNING)).find(
      ({ code }) => code === 'indicator-without-baseline',
    );
    expect(gap!.href).toMatch(
      /^\/contrats\/minalogic-2013\/objectifs\/indicateurs\/indicator-\d+#champ-content\.baseline\.value$/,
    );
  });
});

describe('What a careful reader would still ask', () => {
  const same = { targets: { 2013: 10, 2014: 20 } };

  it('Common indicators that the project leaves out are named, and do not stand in the way (R26)', () => {
    const facts = project(indicators({ code: 'PRJ-01' }), {
      ...(SIGNING as object),
      commonCodes: ['PRJ-01', 'EXP-01'],
    });
    expect(gapsOf(facts).find(({ code }) => code === 'common-indicators-missing')).toMatchObject({
      rule: 'R26',
      severity: 'advice',
      detail: 'EXP-01',
    });
  });

  it.each([
    [`${COPIED_SERIES - 1} indicators with the same targets may be a coincidence (R28)`, COPIED_SERIES - 1, false],
    [`${COPIED_SERIES} indicators with the same targets look copied from a default (R28)`, COPIED_SERIES, true],
  ])('%s', (_label, count, told) => {
    const facts = project(indicators(...Array.from({ length: count }, () => same)), SIGNING);
    expect(codes(facts, 'advice').includes('same-targets-here')).toBe(told);
  });

  it('One target alone in common says nothing of a default (R28)', () => {
    const facts = project(
      indicators(...Array.from({ length: COPIED_SERIES }, () => ({ targets: { 2018: 10 } }))),
      SIGNING,
    );
    expect(codes(facts)).not.toContain('same-targets-here');
  });

  it('Targets that are those of several other clusters ask to be set by this one’s ambition (R28)', () => {
    expect(codes(project(undefined, { ...(SIGNING as object), sameElsewhere: new Set(['i']) }))).toContain(
      'same-targets-elsewhere',
    );
  });

  it.each([
    ['a target below the baseline of what should grow', { direction: 'up', targets: { 2013: 0 } }, true],
    ['a target equal to the baseline', { direction: 'up', targets: { 2013: 1 } }, false],
    ['a target above the baseline of what should shrink', { direction: 'down', targets: { 2013: 2 } }, true],
    ['any target of what is only watched', { direction: 'keep', targets: { 2013: 0 } }, false],
  ] as const)('%s is said when it goes against the direction', (_label, content, told) => {
    expect(codes(project(indicators(content), SIGNING)).includes('target-against-direction')).toBe(told);
  });
});
