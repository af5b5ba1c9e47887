import { normalQuantile } from '../distributions.ts';
import { ImpactError, plural, type Sentence, type Warning } from '../sentence.ts';
import { type Attempt, attempt, type Estimator } from './attempt.ts';

/**
 * All the analyses that could have been run, in one table sorted by effect (Simonsohn, Simmons & Nelson 2020): estimator × controls × window × matching ×
 * clustering, and which of these choices the result depends on.
 */
export type Specification = Readonly<Record<string, string>>;

export interface SpecificationRow extends Attempt {
  readonly specification: Specification;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** How much one choice matters. */
export interface Driver {
  readonly choice: string;
  /** Share of the variance of effects between the means of its options, 0 to 1. Several choices may overlap, so shares need not add to 1. */
  readonly share: number;
  readonly options: readonly { readonly option: string; readonly mean: number | null; readonly estimated: number }[];
}

export interface SpecificationCurve {
  /** Ascending effect; those without an estimate last, in the order of the grid. */
  readonly rows: readonly SpecificationRow[];
  readonly estimated: number;
  readonly median: number | null;
  readonly sharePositive: number | null;
  /** Significant at alpha and of the sign of the median. */
  readonly shareSignificant: number | null;
  /** Most important first. */
  readonly drivers: readonly Driver[];
  readonly alpha: number;
  readonly summary: Sentence;
  readonly warnings: readonly Warning[];
}

export interface SpecificationOptions {
  readonly alpha?: number;
  /** Leaves out combinations that mean nothing, such as matching without covariates. */
  readonly sensible?: (specification: Specification) => boolean;
}

/** More than this takes longer than anyone waits, and no one reads the table. */
const MOST_SPECIFICATIONS = 5_000;

/**
 * @param choices the options of each choice, e.g. { estimator: ['dr', 'reg'], controls: ['never', 'not-yet'] }; every combination is estimated once.
 * @throws ImpactError when the grid is empty or too large.
 */
export async function specificationCurve(
  choices: Readonly<Record<string, readonly string[]>>,
  estimate: Estimator<Specification>,
  { alpha = 0.05, sensible = () => true }: SpecificationOptions = {},
): Promise<SpecificationCurve> {
  const grid = combinationsOf(choices).filter(sensible);
  if (grid.length === 0 || grid.length > MOST_SPECIFICATIONS) throw wrongGrid(grid.length);
  const half = normalQuantile(1 - alpha / 2);
  const rows: SpecificationRow[] = [];
  for (const specification of grid) {
    const result = await attempt(estimate, specification);
    const { att, se } = result;
    const known = att !== null && se !== null;
    rows.push({
      specification,
      ...result,
      lower: known ? att - half * se : null,
      upper: known ? att + half * se : null,
    });
  }
  const estimated = rows.filter((row) => row.att !== null).sort((a, b) => a.att! - b.att!);
  const failed = rows.filter((row) => row.att === null);
  const effects = estimated.map((row) => row.att!);
  const median = medianOf(effects);
  const significant = estimated.filter(
    ({ lower, upper }) => lower !== null && upper !== null && (median! >= 0 ? lower > 0 : upper < 0),
  ).length;
  const drivers = Object.entries(choices)
    .filter(([, options]) => options.length > 1)
    .map(([choice, options]) => driverOf(choice, options, estimated))
    .sort((a, b) => b.share - a.share);
  const share = (count: number): number | null => (effects.length > 0 ? count / effects.length : null);
  return {
    rows: [...estimated, ...failed],
    estimated: effects.length,
    median,
    sharePositive: share(effects.filter((effect) => effect > 0).length),
    shareSignificant: share(significant),
    drivers,
    alpha,
    summary: summaryOf(effects, significant, drivers),
    warnings: warningsOf(effects, failed),
  };
}

function combinationsOf(choices: Readonly<Record<string, readonly string[]>>): Specification[] {
  return Object.entries(choices).reduce<Specification[]>(
    (grid, [choice, options]) => grid.flatMap((so) => options.map((option) => ({ ...so, [choice]: option }))),
    [{}],
  );
}

function driverOf(choice: string, options: readonly string[], rows: readonly SpecificationRow[]): Driver {
  const all = meanOf(rows.map((row) => row.att!));
  const total = rows.reduce((sum, row) => sum + (row.att! - all!) ** 2, 0);
  let between = 0;
  const means = options.map((option) => {
    const own = rows.filter((row) => row.specification[choice] === option).map((row) => row.att!);
    const mean = meanOf(own);
    if (mean !== null) between += own.length * (mean - all!) ** 2;
    return { option, mean, estimated: own.length };
  });
  return { choice, share: total > 0 ? between / total : 0, options: means };
}

const meanOf = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const percent = (share: number): string => String(Math.round(100 * share));

function summaryOf(effects: readonly number[], significant: number, drivers: readonly Driver[]): Sentence {
  if (effects.length === 0)
    return { fr: 'Aucune spécification n’a pu être estimée.', en: 'No specification could be estimated.' };
  const share = percent(significant / effects.length);
  const [first] = drivers;
  const matters = first && first.share > 0;
  return {
    fr: `${plural.fr(effects.length, '# spécification estimée', '# spécifications estimées')}, dont ${share} % significatives et du signe de la médiane.${matters ? ` Le choix qui pèse le plus est « ${first.choice} » (${percent(first.share)} % de l’écart entre elles).` : ''}`,
    en: `${plural.en(effects.length, '# specification estimated', '# specifications estimated')}, ${share}% of them significant and of the sign of the median.${matters ? ` The choice that matters most is “${first.choice}” (${percent(first.share)}% of the spread between them).` : ''}`,
  };
}

function warningsOf(effects: readonly number[], failed: readonly SpecificationRow[]): Warning[] {
  const crossing = effects.length > 0 && effects[0]! < 0 && effects.at(-1)! > 0;
  return [
    ...(crossing
      ? [
          {
            code: 'sign-depends-on-choices',
            fr: 'Le signe de l’effet dépend des choix d’analyse\u202f: certaines spécifications le trouvent positif, d’autres négatif.',
            en: 'The sign of the effect depends on choices of analysis: some specifications find it positive, others negative.',
          },
        ]
      : []),
    ...(failed.length > 0
      ? [
          {
            code: 'specifications-failed',
            fr: `${plural.fr(failed.length, '# spécification n’a pas d’estimation\u202f; le tableau dit pourquoi', '# spécifications n’ont pas d’estimation\u202f; le tableau dit pourquoi pour chacune')}.`,
            en: `${plural.en(failed.length, '# specification has no estimate; the table says why', '# specifications have no estimate; the table says why for each')}.`,
          },
        ]
      : []),
  ];
}

const wrongGrid = (count: number) =>
  new ImpactError('specification-grid', {
    fr:
      count === 0
        ? 'Aucune combinaison à estimer\u202f: donnez au moins une option à chaque choix.'
        : `${count} combinaisons, c’est plus que les ${MOST_SPECIFICATIONS} que l’on peut estimer et lire\u202f: retirez des options.`,
    en:
      count === 0
        ? 'No combination to estimate: give at least one option to each choice.'
        : `${count} combinations are more than the ${MOST_SPECIFICATIONS} that can be estimated and read: remove options.`,
  });
