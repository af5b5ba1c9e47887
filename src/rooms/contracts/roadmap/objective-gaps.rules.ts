import { type Clause, ofKind } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { advice, type Gap, missing, type ProjectFacts } from './gap.ts';

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

/** What the objectives and their indicators lack (R25, R26, R28). */
export function objectiveGaps(facts: ProjectFacts): Gap[] {
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
