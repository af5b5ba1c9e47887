import type { Moments } from './cohort-moments.ts';
import { type Influences, loadingSize } from './influence.ts';

/** A cell to estimate: the change of cohort `g` from period `base` to period `time` (positions in the list of periods). */
export interface MomentCell {
  readonly g: number;
  readonly time: number;
  readonly base: number;
  /** Does this cohort serve as control? */
  readonly isControl: (cohort: number) => boolean;
}

/** Effects of cells, and how each cohort of the moments influences them. */
export interface CellEffects {
  /** Cells of the first outcome, of the second …; null where no treated unit has a control in its stratum. */
  readonly att: readonly (number | null)[];
  readonly influences: Influences;
  /** Treated units without control in their stratum, by cell. */
  readonly unmatched: readonly number[];
}

/** The part of a cell that one stratum makes. */
interface StratumPart {
  /** Position in `Moments.cohorts`. */
  readonly treated: number;
  readonly controls: readonly number[];
  readonly controlWeight: number;
  /** Weight of its treated among all treated that have controls. */
  readonly share: number;
}

/** How the units of a cohort influence a target: scale × (w × own deviation) + shift × w. */
interface Contribution {
  readonly target: number;
  readonly scale: number;
  readonly shift: number;
}

/**
 * ATT(g,t): within each stratum the change of the treated less the pooled change of the controls, averaged over strata by the weight of the
 * treated. With n the units in all, W_s and C_s the weights of treated and controls of stratum s, and q_s its share of the treated,
 *
 *     treated of s:  IF =  (n q_s / W_s) w [ dev + (change_s - pooled_s - ATT) ]
 *     control of s:  IF = -(n q_s / C_s) w [ dev + (change of its own cohort - pooled_s) ]
 *
 * where dev is the change of the unit less that of its cohort. One stratum gives the formulas of cohort moments; several, those of
 * reweighting by exact strata, which is what doubly robust estimation becomes when covariates are saturated.
 */
export function cellEffects(
  moments: Moments,
  members: readonly number[],
  cells: readonly MomentCell[],
  n: number,
): CellEffects {
  const steps = moments.periods.length - 1;
  const size = loadingSize(moments);
  const att: (number | null)[] = [];
  const contributions: Contribution[][] = moments.cohorts.map(() => []);
  const strata = cells.map((cell) => strataOf(moments, members, cell));
  for (let outcome = 0; outcome < moments.outcomes.length; outcome++) {
    for (const [place, cell] of cells.entries()) {
      const target = att.length;
      const change = (position: number): number =>
        level(moments, position, outcome, cell.time) - level(moments, position, outcome, cell.base);
      const parts = strata[place]!.parts.map((part) => {
        const pooled =
          part.controls.reduce((sum, c) => sum + moments.cohorts[c]!.weight * change(c), 0) / part.controlWeight;
        return { ...part, pooled, gap: change(part.treated) - pooled };
      });
      const effect = parts.reduce((sum, { share, gap }) => sum + share * gap, 0);
      att.push(parts.length === 0 ? null : effect);
      for (const { treated, controls, controlWeight, share, pooled, gap } of parts) {
        const scale = (n * share) / moments.cohorts[treated]!.weight;
        contributions[treated]!.push({ target, scale, shift: scale * (gap - effect) });
        const against = (-n * share) / controlWeight;
        for (const c of controls) {
          contributions[c]!.push({ target, scale: against, shift: against * (change(c) - pooled) });
        }
      }
    }
  }

  const load = (cohort: number, loadings: Float64Array): void => {
    for (const { target, scale, shift } of contributions[cohort]!) {
      const cell = cells[target % cells.length]!;
      const row = target * size;
      const first = row + Math.floor(target / cells.length) * steps - 1;
      if (cell.time > 0) loadings[first + cell.time] = loadings[first + cell.time]! + scale;
      if (cell.base > 0) loadings[first + cell.base] = loadings[first + cell.base]! - scale;
      loadings[row + size - 2] = loadings[row + size - 2]! + shift;
    }
  };
  return { att, influences: { targets: att.length, load }, unmatched: strata.map(({ unmatched }) => unmatched) };
}

/** Mean of a cohort in a period, from its mean in the first. */
function level(moments: Moments, position: number, outcome: number, period: number): number {
  return period === 0 ? 0 : moments.cohorts[position]!.mean[outcome * (moments.periods.length - 1) + period - 1]!;
}

function strataOf(moments: Moments, members: readonly number[], { g, isControl }: MomentCell) {
  const byStratum = Map.groupBy(members, (position) => moments.cohorts[position]!.stratum);
  const found: Omit<StratumPart, 'share'>[] = [];
  let unmatched = 0;
  for (const positions of byStratum.values()) {
    const treated = positions.find((position) => moments.cohorts[position]!.cohort === g);
    if (treated === undefined || moments.cohorts[treated]!.weight === 0) continue;
    const controls = positions.filter(
      (position) => position !== treated && isControl(moments.cohorts[position]!.cohort),
    );
    const controlWeight = controls.reduce((sum, position) => sum + moments.cohorts[position]!.weight, 0);
    if (controlWeight === 0) unmatched += moments.cohorts[treated]!.count;
    else found.push({ treated, controls, controlWeight });
  }
  const total = found.reduce((sum, { treated }) => sum + moments.cohorts[treated]!.weight, 0);
  const parts: StratumPart[] = found.map((part) => ({ ...part, share: moments.cohorts[part.treated]!.weight / total }));
  return { parts, unmatched };
}
