import { areFinite } from '../finite.ts';
import { inPieces } from '../in-pieces.ts';
import { ImpactError, plural, someOf } from '../sentence.ts';
import { keptMoments } from './kept-moments.ts';
import type { Caliper, MatchInput, MatchOptions } from './options.ts';

/** Both groups are there, and no value is missing or infinite. */
export function checkInput({ treated, variables }: MatchInput): void {
  for (const [group, fr, en] of [
    [1, 'traitée', 'treated'],
    [0, 'non traitée', 'untreated'],
  ] as const)
    if (!treated.includes(group))
      throw new ImpactError('one-group', {
        fr: `Aucune unité ${fr} dans le fichier\u202f: il faut les deux groupes pour apparier.`,
        en: `No ${en} unit in the file: matching needs both groups.`,
      });
  const strange = notBinary(treated);
  if (strange.length > 0)
    throw wrongRows('bad-treatment', 'le traitement vaut ni 0 ni 1', 'treatment is neither 0 nor 1', strange);
  for (const [name, variable] of Object.entries(variables)) {
    const size = variable.kind === 'factor' ? variable.codes.length : variable.values.length;
    if (size !== treated.length)
      throw new ImpactError('bad-length', {
        fr: `La variable ${name} a ${plural.fr(size, '# valeur', '# valeurs')} pour ${plural.fr(treated.length, '# unité', '# unités')}.`,
        en: `Variable ${name} has ${plural.en(size, '# value', '# values')} for ${plural.en(treated.length, '# unit', '# units')}.`,
      });
    const missing = variable.kind === 'factor' ? missingCodes(variable.codes) : notFinite(variable.values);
    if (missing.length > 0)
      throw wrongRows(
        'missing-covariate',
        `la variable ${name} est absente ou infinie\u202f; complétez-la ou retirez ces unités`,
        `variable ${name} is missing or infinite; fill it in or remove these units`,
        missing,
      );
  }
}

// One loop for each kind of column: a function for each row takes longer than what it looks at.

function missingCodes(codes: Int32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) rows.push(row + 1);
  return rows;
}

function notFinite(values: Float64Array): number[] {
  const rows: number[] = [];
  if (areFinite(values)) return rows;
  for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row]!)) rows.push(row + 1);
  return rows;
}

function notBinary(treated: Uint8Array): number[] {
  const rows: number[] = [];
  let bits = 0;
  inPieces(treated.length, (from, to) => {
    bits |= bitsIn(treated, from, to);
  });
  if (bits < 2) return rows;
  for (let row = 0; row < treated.length; row++) if (treated[row]! > 1) rows.push(row + 1);
  return rows;
}

function bitsIn(values: Uint8Array, from: number, to: number): number {
  let bits = 0;
  for (let row = from; row < to; row++) bits |= values[row]!;
  return bits;
}

const inAll = (rows: readonly number[], words: string): string =>
  rows.length === 1 ? '' : ` (${rows.length} ${words})`;

const wrongRows = (code: string, fr: string, en: string, rows: readonly number[]): ImpactError =>
  new ImpactError(
    code,
    {
      fr: `${rows.length === 1 ? 'Ligne' : 'Lignes'} ${someOf(rows)}${inAll(rows, 'en tout')}\u202f: ${fr}.`,
      en: `${rows.length === 1 ? 'Row' : 'Rows'} ${someOf(rows)}${inAll(rows, 'in all')}: ${en}.`,
    },
    { rows: rows.slice(0, 10), count: rows.length },
  );

/** The options name variables that exist and go together. */
export function checkOptions({ variables }: MatchInput, options: MatchOptions, names: readonly string[]): void {
  const named = [
    ...names,
    ...options.exact,
    ...options.antiexact,
    ...options.mahalanobisOn,
    ...Object.keys(options.cutpoints),
  ];
  const calipers = options.calipers.map(({ on }) => on).filter((on) => on !== 'distance');
  for (const name of [...named, ...calipers])
    if (!Object.hasOwn(variables, name))
      throw new ImpactError('unknown-variable', {
        fr: `La variable ${name} n’existe pas\u202f; les variables du fichier\u202f: ${Object.keys(variables).join(', ')}.`,
        en: `Variable ${name} does not exist; the variables of the file: ${Object.keys(variables).join(', ')}.`,
      });
  for (const name of calipers)
    if (variables[name]!.kind !== 'numeric')
      throw new ImpactError('caliper-on-factor', {
        fr: `La tolérance porte sur ${name}, qui n’est pas numérique\u202f: demandez plutôt l’égalité (exact).`,
        en: `The caliper is on ${name}, which is not numeric: ask for equality (exact) instead.`,
      });
  if (names.length === 0)
    throw new ImpactError('no-variable', {
      fr: 'Aucune variable d’appariement\u202f: indiquez sur quoi les entreprises doivent se ressembler.',
      en: 'No matching variable: say on what the firms should be alike.',
    });
  if (options.method === 'nearest' && options.estimand === 'ATE')
    throw new ImpactError('nearest-ate', {
      fr: 'L’appariement au plus proche estime l’effet sur les traités (ATT) ou sur les non traités (ATC), pas l’effet moyen (ATE)\u202f: choisissez la sous-classification.',
      en: 'Nearest-neighbour matching estimates the effect on the treated (ATT) or the untreated (ATC), not the average effect (ATE): choose subclassification.',
    });
  if (!Number.isInteger(options.ratio) || options.ratio < 1)
    throw new ImpactError('bad-ratio', {
      fr: `Le nombre de correspondants par unité doit être un entier positif, pas ${options.ratio}.`,
      en: `The number of matches for each unit must be a positive whole number, not ${options.ratio}.`,
    });
  const scored = typeof options.distance === 'object' || options.distance.endsWith('logit');
  const needsScore =
    options.method === 'subclass' ||
    options.discard !== 'none' ||
    options.mahalanobisOn.length > 0 ||
    options.calipers.some(({ on }) => on === 'distance') ||
    ['largest', 'smallest'].includes(options.order ?? '');
  if (!scored && needsScore && options.method !== 'exact' && options.method !== 'cem')
    throw new ImpactError('no-score', {
      fr: 'Cette option a besoin d’un score (logit), et la distance choisie porte sur les variables elles-mêmes.',
      en: 'This option needs a score (logit), and the chosen distance is on the variables themselves.',
    });
}

/** Calipers in the variables' own units: standardised ones are multiples of the standard deviation among the units kept. */
export function resolvedCalipers(
  { variables }: MatchInput,
  { calipers }: MatchOptions,
  score: Float64Array | null,
  kept: Uint8Array,
): Pick<Caliper, 'on' | 'width'>[] {
  return calipers.map(({ on, width, standardised }) => {
    const variable = on === 'distance' ? null : variables[on]!;
    const values = variable?.kind === 'numeric' ? variable.values : score!;
    return { on, width: standardised ? width * deviation(values, kept) : width };
  });
}

function deviation(values: Float64Array, kept: Uint8Array): number {
  const { count, squares } = keptMoments(values, kept);
  return Math.sqrt(squares / (count - 1));
}
