import { normalTail } from '../distributions.ts';
import { ImpactError, plural, type Sentence, type Warning } from '../sentence.ts';
import { type Attempt, attempt, type Estimator } from './attempt.ts';

/**
 * Effects where there can be none: at dates before treatment, and among units that were never treated. Written against an estimator, so that any
 * path can stand behind it; `panel-sensitivity.ts` gives those of a panel.
 */
export interface PlaceboDate extends Attempt {
  /** How many periods before treatment it is pretended to begin. */
  readonly shift: number;
  readonly p: number | null;
}

export interface PlaceboDates {
  readonly rows: readonly PlaceboDate[];
  readonly alpha: number;
  readonly warnings: readonly Warning[];
}

const twoSided = ({ att, se }: Attempt): number | null =>
  att === null || se === null ? null : 2 * normalTail(Math.abs(att) / se);

/** @throws ImpactError for a shift that is no whole number of periods */
export async function placeboDates(
  shifts: readonly number[],
  estimate: Estimator<number>,
  alpha = 0.05,
): Promise<PlaceboDates> {
  const wrong = shifts.find((shift) => !(Number.isInteger(shift) && shift >= 1));
  if (wrong !== undefined) throw wrongShift(wrong);
  const rows: PlaceboDate[] = [];
  for (const shift of shifts) {
    const result = await attempt(estimate, shift);
    rows.push({ shift, ...result, p: twoSided(result) });
  }
  const found = rows.filter(({ p }) => p !== null && p < alpha).map(({ shift }) => shift);
  return {
    rows,
    alpha,
    warnings: [
      ...rows.flatMap(({ shift, failure }) => (failure ? [notEstimated(shift, failure)] : [])),
      ...(found.length > 0 ? [earlyEffect(found)] : []),
    ],
  };
}

const earlyEffect = (found: readonly number[]): Warning => ({
  code: 'placebo-date-effect',
  fr: `Un «\u202feffet\u202f» apparaît déjà ${found.join(', ')} ${plural.fr(Math.max(...found), 'période', 'périodes')} avant le traitement\u202f: les tendances différaient, ou l’effet a été anticipé.`,
  en: `An “effect” appears already ${found.join(', ')} ${plural.en(Math.max(...found), 'period', 'periods')} before treatment: trends differed, or the effect was anticipated.`,
});

const notEstimated = (shift: number, failure: Sentence): Warning => ({
  code: 'placebo-date-not-estimated',
  fr: `Pas de date fictive ${plural.fr(shift, '# période', '# périodes')} avant le traitement\u202f: ${failure.fr}`,
  en: `No placebo date ${plural.en(shift, '# period', '# periods')} before treatment: ${failure.en}`,
});

const wrongShift = (shift: number) =>
  new ImpactError('placebo-shift', {
    fr: `Une date fictive se place un nombre entier de périodes avant le traitement, une au moins\u202f; reçu\u202f: ${shift}.`,
    en: `A placebo date stands a whole number of periods before treatment, at least one; received ${shift}.`,
  });

export interface PlaceboCohorts {
  readonly actual: Attempt;
  readonly rows: readonly Attempt[];
  /** Share of invented cohorts with an effect significant at alpha: about alpha when errors are right. */
  readonly shareSignificant: number | null;
  /** Share of t-statistics, the actual one counted, at least as large as the actual one. */
  readonly p: number | null;
  readonly alpha: number;
  readonly seed: number;
  readonly summary: Sentence;
  readonly warnings: readonly Warning[];
}

/**
 * @param draws how many times cohorts are invented.
 * @param estimate the effect with the invented cohorts of a draw, or the actual effect when it is null.
 */
export async function placeboCohorts(
  draws: number,
  estimate: Estimator<number | null>,
  { alpha = 0.05, seed = 1 }: { readonly alpha?: number; readonly seed?: number } = {},
): Promise<PlaceboCohorts> {
  const actual = await attempt(estimate, null);
  const rows: Attempt[] = [];
  for (let draw = 0; draw < draws; draw++) rows.push(await attempt(estimate, draw));
  const ps = rows.flatMap((row) => twoSided(row) ?? []);
  const found = ps.filter((p) => p < alpha).length;
  const own = twoSided(actual);
  const share = ps.length > 0 ? found / ps.length : null;
  return {
    actual,
    rows,
    shareSignificant: share,
    p: own === null || ps.length === 0 ? null : (1 + ps.filter((p) => p <= own).length) / (1 + ps.length),
    alpha,
    seed,
    summary: {
      fr: `Parmi ${plural.fr(ps.length, '# répartition inventée', '# répartitions inventées')} entre unités jamais traitées, ${plural.fr(found, '# donne', '# donnent')} un effet significatif\u202f; on en attend ${Math.round(alpha * ps.length)}.`,
      en: `Among ${plural.en(ps.length, '# assignment', '# assignments')} invented among units never treated, ${plural.en(found, '# shows', '# show')} a significant effect; ${plural.en(Math.round(alpha * ps.length), '# is', '# are')} to be expected.`,
    },
    warnings: warningsOf(found, ps.length, alpha),
  };
}

/** More than three standard deviations above what chance gives. */
function warningsOf(found: number, count: number, alpha: number): Warning[] {
  const expected = alpha * count;
  if (found <= expected + 3 * Math.sqrt(expected * (1 - alpha))) return [];
  return [
    {
      code: 'placebo-cohorts-significant',
      fr: `Les cohortes inventées sont significatives ${found} fois sur ${count}\u202f: les erreurs types sont trop petites, regroupez-les à un niveau plus large.`,
      en: `Invented cohorts are significant ${plural.en(found, 'once', '# times')} in ${count}: standard errors are too small, cluster them at a broader level.`,
    },
  ];
}
