import { ImpactError } from '../sentence.ts';

/** Where the scores of both groups overlap. */
export interface CommonSupport {
  readonly treated: { readonly min: number; readonly max: number; readonly outside: number };
  readonly control: { readonly min: number; readonly max: number; readonly outside: number };
  /** Scores that both groups reach. */
  readonly from: number;
  readonly to: number;
  /** Share of each group's units in twenty bins of equal width over all scores, for a plot. */
  readonly histogram: readonly {
    readonly from: number;
    readonly to: number;
    readonly treated: number;
    readonly control: number;
  }[];
}

const HISTOGRAM_BINS = 20;

export function commonSupport(score: Float64Array, treated: Uint8Array): CommonSupport {
  const group = [ranged(score, treated, 0), ranged(score, treated, 1)] as const;
  const from = Math.max(group[0].min, group[1].min);
  const to = Math.min(group[0].max, group[1].max);
  const outside = [0, 0];
  const counts = Array.from({ length: HISTOGRAM_BINS }, () => [0, 0]);
  const low = Math.min(group[0].min, group[1].min);
  const width = (Math.max(group[0].max, group[1].max) - low) / HISTOGRAM_BINS;
  for (let row = 0; row < score.length; row++) {
    const value = score[row]!;
    if (value < from || value > to) outside[treated[row]!]!++;
    const bin = width > 0 ? Math.min(HISTOGRAM_BINS - 1, Math.floor((value - low) / width)) : 0;
    counts[bin]![treated[row]!]!++;
  }
  const summary = (g: 0 | 1) => ({ min: group[g].min, max: group[g].max, outside: outside[g]! });
  return {
    treated: summary(1),
    control: summary(0),
    from,
    to,
    histogram: counts.map((count, bin) => ({
      from: low + bin * width,
      to: low + (bin + 1) * width,
      treated: count[1]! / group[1].count,
      control: count[0]! / group[0].count,
    })),
  };
}

/** 1 for the units that stay: those whose score lies in the other group's range; `everyone` when nobody is to be left out. */
export function keptBySupport(
  score: Float64Array,
  treated: Uint8Array,
  discard: 'none' | 'treated' | 'control' | 'both',
  everyone: Uint8Array,
): Uint8Array {
  if (discard === 'none') return everyone;
  const kept = everyone.slice();
  const control = ranged(score, treated, 0);
  const treatment = ranged(score, treated, 1);
  const drop = [discard !== 'treated', discard !== 'control'];
  for (let row = 0; row < kept.length; row++) {
    const other = treated[row] ? control : treatment;
    if (drop[treated[row]!] && (score[row]! < other.min || score[row]! > other.max)) kept[row] = 0;
  }
  for (const group of [0, 1])
    if (!kept.some((flag, row) => flag === 1 && treated[row] === group))
      throw new ImpactError('no-common-support', {
        fr: 'Les scores des traités et des non traités ne se recouvrent pas\u202f: aucune comparaison n’est possible avec ces variables.',
        en: 'The scores of treated and untreated units do not overlap: no comparison is possible with these variables.',
      });
  return kept;
}

function ranged(score: Float64Array, treated: Uint8Array, group: 0 | 1) {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (let row = 0; row < score.length; row++) {
    if (treated[row] !== group) continue;
    count++;
    if (score[row]! < min) min = score[row]!;
    if (score[row]! > max) max = score[row]!;
  }
  return { min, max, count };
}
