import type { SampleStep } from '../result.ts';
import { plural, someOf, type Warning } from '../sentence.ts';
import type { BalanceRow } from './balance.ts';
import type { GroupSizes } from './group-sizes.ts';
import type { MatchOptions } from './options.ts';
import type { Propensity } from './propensity.ts';
import type { CommonSupport } from './support.ts';

/** Beyond this standardised difference a variable counts as unbalanced (Stuart 2010). */
export const BALANCED_BELOW = 0.1;
/** An effective sample below this share of the matched units rests on a few heavy weights. */
const THIN_BELOW = 0.25;

type Sizes = { readonly treated: GroupSizes; readonly control: GroupSizes };

/** Who is left at each step, treated and untreated together. */
export function matchSample({ treated, control }: Sizes, options: MatchOptions): SampleStep[] {
  const all = treated.all + control.all;
  const discarded = treated.discarded + control.discarded;
  const steps: SampleStep[] = [
    {
      step: 'input',
      counted: 'units',
      dropped: 0,
      kept: all,
      why: { fr: 'Unités du fichier', en: 'Units in the file' },
    },
  ];
  if (options.discard !== 'none')
    steps.push({
      step: 'common-support',
      counted: 'units',
      dropped: discarded,
      kept: all - discarded,
      droppedTreated: treated.discarded,
      droppedNever: control.discarded,
      why: { fr: 'Score hors du domaine de l’autre groupe', en: 'Score outside the range of the other group' },
    });
  steps.push({
    step: 'matching',
    counted: 'units',
    dropped: treated.unmatched + control.unmatched,
    kept: treated.matched + control.matched,
    droppedTreated: treated.unmatched,
    droppedNever: control.unmatched,
    why: { fr: 'Sans correspondant', en: 'Without a match' },
  });
  return steps;
}

export interface WarningFacts {
  readonly options: MatchOptions;
  readonly after: readonly BalanceRow[];
  readonly sizes: Sizes;
  readonly propensity: Propensity | null;
  readonly support: CommonSupport | null;
  /** Units of the focal group that got fewer matches than asked, and at least one. */
  readonly short: number;
}

/** What a reader of the matched sample must know before the effect. */
export function matchWarnings({ options, after, sizes, propensity, support, short }: WarningFacts): Warning[] {
  const warnings: Warning[] = [];
  const say = (code: string, fr: string, en: string): void => void warnings.push({ code, fr, en });
  const { treated, control } = sizes;
  const lost = { treated: treated.all - treated.matched, control: control.all - control.matched };
  if (options.estimand !== 'ATC' && lost.treated > 0)
    say(
      'treated-unmatched',
      `${plural.fr(lost.treated, `# des ${treated.all} traités n’a`, `# des ${treated.all} traités n’ont`)} pas de correspondant\u202f: l’effet porte sur les autres, pas sur tous les traités.`,
      `${plural.en(lost.treated, `# of the ${treated.all} treated has`, `# of the ${treated.all} treated have`)} no match: the effect is that of the others, not of all treated.`,
    );
  if (options.estimand !== 'ATT' && lost.control > 0)
    say(
      'controls-unmatched',
      `${plural.fr(lost.control, `# des ${control.all} non traités n’a`, `# des ${control.all} non traités n’ont`)} pas de correspondant\u202f: l’effet ne porte pas sur tous.`,
      `${plural.en(lost.control, `# of the ${control.all} untreated has`, `# of the ${control.all} untreated have`)} no match: the effect does not cover them all.`,
    );
  if (short > 0)
    say(
      'fewer-matches',
      `${plural.fr(short, '# unité a', '# unités ont')} moins de ${options.ratio} correspondants.`,
      `${plural.en(short, '# unit has', '# units have')} fewer than ${options.ratio} matches.`,
    );
  const unbalanced = after.filter(({ standardisedDifference }) => !(Math.abs(standardisedDifference) < BALANCED_BELOW));
  if (unbalanced.length > 0) {
    const names = someOf(unbalanced.map(({ name }) => name));
    say(
      'unbalanced',
      `Après appariement, ${plural.fr(unbalanced.length, '# variable diffère', '# variables diffèrent')} encore de plus de ${BALANCED_BELOW} écart-type\u202f: ${names}.`,
      `After matching, ${plural.en(unbalanced.length, '# variable still differs', '# variables still differ')} by more than ${BALANCED_BELOW} standard deviations: ${names}.`,
    );
  }
  for (const [group, fr, en] of [
    [treated, 'traités', 'treated'],
    [control, 'non traités', 'untreated'],
  ] as const)
    if (group.effective < THIN_BELOW * group.matched)
      say(
        'few-effective',
        `Les ${group.matched} ${fr} appariés ne valent que ${Math.round(group.effective)} unités de même poids\u202f: quelques-unes décident du résultat.`,
        `The ${group.matched} matched ${en} units are worth only ${Math.round(group.effective)} units of equal weight: a few decide the result.`,
      );
  if (propensity && propensity.collinear.length > 0)
    say(
      'collinear',
      `Variables laissées de côté dans le score, car d’autres les expliquent\u202f: ${someOf(propensity.collinear)}.`,
      `Variables left out of the score, because others explain them: ${someOf(propensity.collinear)}.`,
    );
  if (propensity && propensity.certain > 0)
    say(
      'certain',
      `Pour ${plural.fr(propensity.certain, '# unité', '# unités')}, les variables décident du traitement (probabilité de 0 ou de 1)\u202f: personne ne leur ressemble dans l’autre groupe.`,
      `For ${plural.en(propensity.certain, '# unit', '# units')} the variables decide treatment (probability 0 or 1): nobody is like them in the other group.`,
    );
  if (support && options.discard === 'none' && support.treated.outside > 0)
    say(
      'outside-support',
      `${plural.fr(support.treated.outside, '# traité a', '# traités ont')} un score qu’aucun non traité n’atteint.`,
      `${plural.en(support.treated.outside, '# treated unit has', '# treated units have')} a score that no untreated unit reaches.`,
    );
  return warnings;
}
