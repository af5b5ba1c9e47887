import type { Say } from '#kit/say.ts';
import { type Clause, type Dimension, ofKind } from '../clause/clause.ts';
import type { PartyKind } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';

/** What a project must hold before it is presented (`missing`), and what a careful reader would still ask for (`advice`). */
export const GAP_CODES = [
  'no-state',
  'no-region',
  'no-association',
  'no-area',
  'no-market',
  'no-goal',
  'no-objective',
  'no-quantified-objective',
  'no-collective-objective',
  'objective-without-indicator',
  'indicator-without-target',
  'indicator-without-baseline',
  'years-without-target',
  'target-against-direction',
  'same-targets-here',
  'same-targets-elsewhere',
  'common-indicators-missing',
  'objective-without-tie',
  'diagnosis-section-empty',
  'market-without-size',
  'year-without-budget',
  'funder-without-commitment',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

export interface Gap {
  readonly code: GapCode;
  readonly severity: 'missing' | 'advice';
  /** Number of the programme's rule. */
  readonly rule: string | null;
  readonly sentence: Say;
  /** The same beside the passage itself, which need not be named again. */
  readonly here: Say | null;
  /** What the sentence counts, one by one. */
  readonly detail: string | null;
  /** The exact field, on the web. */
  readonly href: string;
  /** Who fills it. */
  readonly who: 'cluster' | 'state';
  /** The passage concerned, when there is one. */
  readonly clause: string | null;
}

export interface ProjectFacts {
  readonly contract: string;
  readonly clauses: readonly Clause[];
  readonly parties: readonly { readonly id: string; readonly kind: PartyKind; readonly name: string }[];
  /** Years of the phase, in order. */
  readonly years: readonly number[];
  /** Codes of the common catalogue (R26). */
  readonly commonCodes: readonly string[];
  /** Indicators whose targets are, year by year, those of several other contracts. */
  readonly sameElsewhere: ReadonlySet<string>;
}

/** Sections of the diagnosis that R28 speaks of: objectives are individualised by ambition and potential. */
const ASKED_SECTIONS = ['ambition', 'potential'] as const;
const ADVISED_SECTIONS = ['ecosystem', 'positioning', 'strengths', 'weaknesses'] as const;
export const SECTION_NAMES: Record<(typeof ASKED_SECTIONS)[number] | (typeof ADVISED_SECTIONS)[number], Say> = {
  ecosystem: { fr: 'écosystème', en: 'ecosystem' },
  positioning: { fr: 'positionnement', en: 'positioning' },
  strengths: { fr: 'forces', en: 'strengths' },
  weaknesses: { fr: 'faiblesses', en: 'weaknesses' },
  ambition: { fr: 'ambition', en: 'ambition' },
  potential: { fr: 'potentiel', en: 'potential' },
};

/** Indicators with the same targets every year look filled from one default from this number on (R28). */
export const COPIED_SERIES = 3;

type Targets = Readonly<Record<string, number | null>>;

/** Years with a target, in order. */
export const targetYears = (targets: Targets): number[] =>
  Object.entries(targets)
    .filter(([, value]) => value !== null)
    .map(([year]) => Number(year))
    .sort((a, b) => a - b);

/** « 2013 à 2018 : 10, 12… » as one word, to compare series of targets; null below two years, where equality says little. */
export function seriesOf(targets: Targets): string | null {
  const years = targetYears(targets);
  return years.length < 2 ? null : years.map((year) => `${year}=${targets[year]}`).join(' ');
}

/** Years whose target is worse than the baseline, for the direction that the indicator is meant to take. */
export function againstDirection({ direction, baseline, targets }: Clause<'indicator'>['content']): number[] {
  if (!baseline || direction === 'keep') return [];
  return targetYears(targets).filter((year) => {
    const gain = targets[year]! - baseline.value;
    return direction === 'up' ? gain < 0 : gain > 0;
  });
}

/** An indicator that R25 can count: a baseline, and a target in a year. */
export const isQuantified = ({ content }: Clause<'indicator'>): boolean =>
  content.baseline !== null && targetYears(content.targets).length > 0;

/** Everything that the project lacks, what blocks first. Pure: the same project always gives the same list. */
export function gapsOf(facts: ProjectFacts): Gap[] {
  const gaps = [...partyGaps(facts), ...strategyGaps(facts), ...objectiveGaps(facts), ...moneyGaps(facts)];
  return gaps.toSorted((a, b) => Number(a.severity === 'advice') - Number(b.severity === 'advice'));
}

type Usual = 'who' | 'clause' | 'here' | 'detail';
type Found = Omit<Gap, 'severity' | Usual> & Partial<Pick<Gap, Usual>>;
const USUAL = { who: 'cluster', clause: null, here: null, detail: null } as const;
const missing = (gap: Found): Gap => ({ ...USUAL, ...gap, severity: 'missing' });
const advice = (gap: Found): Gap => ({ ...USUAL, ...gap, severity: 'advice' });

function partyGaps({ contract, parties }: ProjectFacts): Gap[] {
  const href = contractAddress(contract, 'signature');
  const asked: [PartyKind, GapCode, Say][] = [
    [
      'state',
      'no-state',
      { fr: 'L’État n’est pas partie au contrat.', en: 'The State is not a party to the contract.' },
    ],
    [
      'region',
      'no-region',
      { fr: 'Aucune région n’est partie au contrat.', en: 'No region is a party to the contract.' },
    ],
    [
      'cluster',
      'no-association',
      {
        fr: 'L’association du pôle n’est pas partie au contrat.',
        en: 'The cluster’s association is not a party to the contract.',
      },
    ],
  ];
  return asked
    .filter(([kind]) => !parties.some((party) => party.kind === kind))
    .map(([, code, sentence]) => missing({ code, rule: 'R22', sentence, href, who: 'state' }));
}

function strategyGaps({ contract, clauses }: ProjectFacts): Gap[] {
  const at = (anchor: string) => contractAddress(contract, 'strategy', `#${anchor}`);
  const gaps: Gap[] = [];
  if (ofKind(clauses, 'area').length === 0)
    gaps.push(
      missing({
        code: 'no-area',
        rule: null,
        sentence: {
          fr: 'Décrivez au moins un domaine d’activités stratégiques (technologie × marché).',
          en: 'Describe at least one strategic business area (technology × market).',
        },
        href: at('domaines'),
      }),
    );
  const markets = ofKind(clauses, 'market');
  if (markets.length === 0)
    gaps.push(
      missing({
        code: 'no-market',
        rule: 'R25',
        sentence: { fr: 'Nommez au moins un marché cible.', en: 'Name at least one target market.' },
        href: at('marches'),
      }),
    );
  for (const { id, content } of markets)
    if (content.sizeCents === null)
      gaps.push(
        advice({
          code: 'market-without-size',
          rule: null,
          clause: id,
          sentence: {
            fr: `Le marché « ${content.title} » n’a pas de taille avec sa source.`,
            en: `The market “${content.title}” has no size with its source.`,
          },
          href: at('marches'),
        }),
      );
  if (ofKind(clauses, 'goal').length === 0)
    gaps.push(
      advice({
        code: 'no-goal',
        rule: null,
        sentence: {
          fr: 'Aucun objectif de technologie ou d’innovation n’est décrit.',
          en: 'No technology or innovation goal is described.',
        },
        href: at('buts'),
      }),
    );
  const written = new Set(
    ofKind(clauses, 'diagnosis')
      .filter(({ content }) => content.text !== '')
      .map(({ content }) => content.section),
  );
  for (const section of [...ASKED_SECTIONS, ...ADVISED_SECTIONS]) {
    if (written.has(section)) continue;
    const asked = (ASKED_SECTIONS as readonly string[]).includes(section);
    gaps.push(
      (asked ? missing : advice)({
        code: 'diagnosis-section-empty',
        rule: asked ? 'R28' : null,
        sentence: {
          fr: `Le diagnostic ne dit rien\u202f: ${SECTION_NAMES[section].fr}.`,
          en: `The diagnosis says nothing on: ${SECTION_NAMES[section].en}.`,
        },
        href: at('diagnostic'),
      }),
    );
  }
  return gaps;
}

function objectiveGaps(facts: ProjectFacts): Gap[] {
  const { contract, clauses } = facts;
  const at = (rest = '') => contractAddress(contract, 'objectives', rest);
  const objectives = ofKind(clauses, 'objective');
  const indicators = ofKind(clauses, 'indicator');
  if (objectives.length === 0)
    return [
      missing({
        code: 'no-objective',
        rule: 'R25',
        sentence: { fr: 'Le projet n’a pas encore d’objectif.', en: 'The project has no objective yet.' },
        href: at('/nouveau'),
      }),
    ];
  const gaps: Gap[] = [];
  if (!indicators.some(isQuantified))
    gaps.push(
      missing({
        code: 'no-quantified-objective',
        rule: 'R25',
        sentence: {
          fr: 'Quantifiez au moins un objectif\u202f: un indicateur avec sa valeur de départ et une cible datée.',
          en: 'Quantify at least one objective: an indicator with its baseline and a dated target.',
        },
        href: at(),
      }),
    );
  if (!objectives.some(({ content }) => content.scope === 'collective'))
    gaps.push(
      missing({
        code: 'no-collective-objective',
        rule: 'R25',
        sentence: {
          fr: 'Aucun objectif n’est collectif\u202f: un au moins doit être partagé par les acteurs du pôle.',
          en: 'No objective is collective: at least one must be shared by the cluster’s actors.',
        },
        href: at('/nouveau'),
      }),
    );
  const parents = new Set(clauses.map(({ parent }) => parent));
  for (const objective of objectives) {
    const { title, priorities, filieres } = objective.content;
    if (!parents.has(objective.id))
      gaps.push(
        missing({
          code: 'objective-without-indicator',
          rule: 'R25',
          clause: objective.id,
          here: {
            fr: `Pas d’indicateur\u202f: nul ne pourra dire si cet objectif est atteint.`,
            en: `No indicator: nobody could tell whether this objective is reached.`,
          },
          sentence: {
            fr: `L’objectif « ${title} » n’a pas d’indicateur\u202f: nul ne pourra dire s’il est atteint.`,
            en: `The objective “${title}” has no indicator: nobody could tell whether it is reached.`,
          },
          href: at(`/${objective.id}/indicateurs/nouveau`),
        }),
      );
    if (objective.parent === null && priorities.length === 0 && filieres.length === 0)
      gaps.push(
        advice({
          code: 'objective-without-tie',
          rule: null,
          clause: objective.id,
          here: {
            fr: `Lié à aucune priorité régionale ni filière.`,
            en: `Tied to no regional priority and no sector.`,
          },
          sentence: {
            fr: `L’objectif « ${title} » n’est lié à aucune priorité régionale ni filière.`,
            en: `The objective “${title}” is tied to no regional priority and no sector.`,
          },
          href: at(`/${objective.id}#champ-content.priorities`),
        }),
      );
  }
  return [...gaps, ...indicators.flatMap((one) => indicatorGaps(facts, one)), ...alikeGaps(facts, indicators)];
}

function indicatorGaps({ contract, years, sameElsewhere }: ProjectFacts, indicator: Clause<'indicator'>): Gap[] {
  const { title, baseline, targets } = indicator.content;
  const cells = contractAddress(contract, 'objectives', `#indicateur-${indicator.id}`);
  const form = contractAddress(contract, 'objectives', `/indicateurs/${indicator.id}`);
  const found = { clause: indicator.id } as const;
  const gaps: Gap[] = [];
  const aimed = targetYears(targets);
  if (aimed.length === 0)
    gaps.push(
      missing({
        ...found,
        code: 'indicator-without-target',
        rule: 'R25',
        here: { fr: 'Aucune cible.', en: 'No target.' },
        sentence: {
          fr: `L’indicateur « ${title} » n’a aucune cible.`,
          en: `The indicator “${title}” has no target.`,
        },
        href: cells,
      }),
    );
  const without = years.filter((year) => !aimed.includes(year));
  if (aimed.length > 0 && without.length > 0)
    gaps.push(
      advice({
        ...found,
        code: 'years-without-target',
        rule: null,
        here: { fr: `Pas de cible pour ${without.join(', ')}.`, en: `No target for ${without.join(', ')}.` },
        sentence: {
          fr: `L’indicateur « ${title} » n’a pas de cible pour ${without.join(', ')}.`,
          en: `The indicator “${title}” has no target for ${without.join(', ')}.`,
        },
        href: cells,
      }),
    );
  if (!baseline)
    gaps.push(
      advice({
        ...found,
        code: 'indicator-without-baseline',
        rule: 'R25',
        here: {
          fr: `Pas de valeur de départ\u202f: ne compte pas comme quantifié.`,
          en: `No baseline: does not count as quantified.`,
        },
        sentence: {
          fr: `L’indicateur « ${title} » n’a pas de valeur de départ\u202f: il ne compte pas comme quantifié.`,
          en: `The indicator “${title}” has no baseline: it does not count as quantified.`,
        },
        href: `${form}#champ-content.baseline.value`,
      }),
    );
  const against = againstDirection(indicator.content);
  if (against.length > 0)
    gaps.push(
      advice({
        ...found,
        code: 'target-against-direction',
        rule: null,
        here: {
          fr: `Vise moins bien que la valeur de départ en ${against.join(', ')}.`,
          en: `Aims at less than the baseline in ${against.join(', ')}.`,
        },
        sentence: {
          fr: `L’indicateur « ${title} » vise moins bien que sa valeur de départ en ${against.join(', ')}.`,
          en: `The indicator “${title}” aims at less than its baseline in ${against.join(', ')}.`,
        },
        href: cells,
      }),
    );
  if (sameElsewhere.has(indicator.id))
    gaps.push(
      advice({
        ...found,
        code: 'same-targets-elsewhere',
        rule: 'R28',
        here: {
          fr: `Exactement les cibles de plusieurs autres pôles\u202f: fixez-les selon l’ambition et le potentiel de celui-ci.`,
          en: `Exactly the targets of several other clusters: set them by this one’s ambition and potential.`,
        },
        sentence: {
          fr: `Les cibles de « ${title} » sont exactement celles de plusieurs autres pôles\u202f: fixez-les selon l’ambition et le potentiel de celui-ci.`,
          en: `The targets of “${title}” are exactly those of several other clusters: set them by this one’s ambition and potential.`,
        },
        href: cells,
      }),
    );
  return gaps;
}

function alikeGaps({ contract, commonCodes }: ProjectFacts, indicators: readonly Clause<'indicator'>[]): Gap[] {
  const href = contractAddress(contract, 'objectives');
  const gaps: Gap[] = [];
  const bySeries = Map.groupBy(indicators, ({ content }) => seriesOf(content.targets));
  for (const [series, alike] of bySeries)
    if (series !== null && alike.length >= COPIED_SERIES)
      gaps.push(
        advice({
          code: 'same-targets-here',
          rule: 'R28',
          sentence: {
            fr: `${alike.length} indicateurs ont exactement les mêmes cibles (« ${alike[0]!.content.title} »…)\u202f: fixez chacune selon l’ambition et le potentiel du pôle.`,
            en: `${alike.length} indicators have exactly the same targets (“${alike[0]!.content.title}”…): set each by the cluster’s ambition and potential.`,
          },
          href: `${href}#indicateur-${alike[0]!.id}`,
        }),
      );
  const used = new Set(indicators.map(({ content }) => content.code));
  const unused = commonCodes.filter((code) => !used.has(code));
  if (unused.length > 0)
    gaps.push(
      advice({
        code: 'common-indicators-missing',
        rule: 'R26',
        sentence: {
          fr: `Le projet laisse de côté ${unused.length} indicateurs communs sur ${commonCodes.length}.`,
          en: `The project leaves out ${unused.length} common indicators of ${commonCodes.length}.`,
        },
        detail: unused.join(', '),
        href,
      }),
    );
  return gaps;
}

function moneyGaps({ contract, clauses, parties, years }: ProjectFacts): Gap[] {
  const href = contractAddress(contract, 'financing');
  const gaps: Gap[] = [];
  const planned = new Set(ofKind(clauses, 'budget').map(({ content }) => content.year));
  const without = years.filter((year) => !planned.has(year));
  if (without.length > 0)
    gaps.push(
      missing({
        code: 'year-without-budget',
        rule: 'R30',
        sentence: {
          fr: `Le budget d’animation n’est pas prévu pour ${without.join(', ')}\u202f: la part publique ne peut pas être calculée.`,
          en: `The running-costs budget is not planned for ${without.join(', ')}: the public share cannot be computed.`,
        },
        href,
      }),
    );
  const paying = new Set(ofKind(clauses, 'commitment').map(({ content }) => content.party));
  for (const { id, kind, name } of parties)
    if (kind !== 'cluster' && !paying.has(id))
      gaps.push(
        advice({
          code: 'funder-without-commitment',
          rule: null,
          sentence: { fr: `${name}\u202f: aucun engagement financier.`, en: `${name}: no financial commitment.` },
          href,
        }),
      );
  return gaps;
}

/** Dimensions that no objective speaks of, for the page that helps to think of them; none is compulsory. */
export const dimensionsUnused = (clauses: readonly Clause[], dimensions: readonly Dimension[]): Dimension[] => {
  const used = new Set(ofKind(clauses, 'objective').map(({ content }) => content.dimension));
  return dimensions.filter((dimension) => !used.has(dimension));
};
