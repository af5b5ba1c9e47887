import { type CellPlan, planCells } from '../group-time/cells.ts';
import { planCohorts } from '../group-time/cohorts.ts';
import { mustBeAnticipation } from '../group-time/options.ts';
import { SampleFlow } from '../group-time/sample-flow.ts';
import { cohortOf, type Labels, type WidePanel } from '../panel.ts';
import type { ControlGroup, SampleStep } from '../result.ts';
import { ImpactError, plural, someOf, type Warning } from '../sentence.ts';

/** A panel in which the treated receive different amounts. */
export interface DoseInput {
  readonly panel: WidePanel;
  readonly outcome: string;
  /** Amount of each unit, in the unit that results are to be read in; of the never treated it is not read. */
  readonly dose: Float64Array;
  readonly controls?: ControlGroup;
  readonly anticipation?: number;
}

/** One cell after treatment: who is compared, and by how much their outcome changed since the base period. */
export interface DoseCell {
  readonly g: number;
  readonly t: number;
  readonly treated: Int32Array;
  readonly controls: Int32Array;
  /** Change of the outcome of each unit of the panel. */
  readonly change: Float64Array;
  readonly controlMean: number;
}

export interface DoseSample {
  readonly cells: readonly DoseCell[];
  /** Treated units whose dose is known, and their doses. */
  readonly treated: Int32Array;
  readonly doses: Float64Array;
  readonly units: number;
  readonly sample: readonly SampleStep[];
  readonly warnings: readonly Warning[];
}

/** Cells and units of a dose-response: a balanced panel, base period as for group-time effects, cells after treatment only. */
export function doseSample({ panel, outcome, dose, controls = 'never', anticipation = 0 }: DoseInput): DoseSample {
  const values = panel.outcomes[outcome];
  const units = panel.unit.length;
  if (!values)
    throw new ImpactError('unknown-outcome', {
      fr: `La variable de résultat ${outcome} n’existe pas.`,
      en: `Outcome ${outcome} does not exist.`,
    });
  mustBeAnticipation(anticipation);
  const flow = new SampleFlow();
  const first = Float64Array.from(panel.firstTreated, cohortOf);
  refuseBadDoses(panel.unit, first, dose);
  const complete = (unit: number): boolean =>
    panel.periods.every((_, period) => Number.isFinite(values[period * units + unit]!));
  let kept = Int32Array.from(first.keys()).filter(complete);
  flow.step({
    step: 'balanced',
    counted: 'units',
    dropped: units - kept.length,
    kept: kept.length,
    why: { fr: 'Résultat absent à une période', en: 'Outcome missing in a period' },
  });
  if (kept.length === 0) throw noCompleteUnit(outcome, units);
  const counts = new Map<number, number>();
  for (const unit of kept) counts.set(first[unit]!, (counts.get(first[unit]!) ?? 0) + 1);
  const plan = planCohorts({ periods: Array.from(panel.periods), counts, controls, anticipation }, flow);
  const before = kept.length;
  kept = kept.filter((unit) => plan.placeOf(first[unit]!) >= 0);
  flow.step({
    step: 'already-treated',
    counted: 'units',
    dropped: before - kept.length,
    kept: kept.length,
    why: { fr: 'Déjà traitées à la première période', en: 'Already treated in the first period' },
  });
  const members = plan.cohorts.map((_, place) => kept.filter((unit) => plan.placeOf(first[unit]!) === place));
  const cells = planCells(plan, { controls, base: 'varying', anticipation })
    .filter(({ g, t }) => t >= g)
    .map((cell) => doseCell(cell, members, values, units, (period) => panel.periods.indexOf(plan.periods[period]!)));
  const treated = kept.filter((unit) => plan.treated.includes(first[unit]!));
  return {
    cells,
    treated,
    doses: Float64Array.from(treated, (unit) => dose[unit]!),
    units,
    sample: flow.steps,
    warnings: flow.warnings,
  };
}

function refuseBadDoses(names: Labels, first: Float64Array, dose: Float64Array): void {
  const wrong = Array.from(first.keys()).filter(
    (unit) => first[unit]! > 0 && !(dose[unit]! > 0 && dose[unit]! < Infinity),
  );
  if (wrong.length > 0)
    throw new ImpactError(
      'bad-dose',
      {
        fr: `${plural.fr(wrong.length, '# unité traitée n’a pas de montant positif', '# unités traitées n’ont pas de montant positif')} (${someOf(wrong.map((unit) => names[unit]!))})\u202f: complétez le montant, ou ${plural.fr(wrong.length, 'classez-la comme non traitée', 'classez-les comme non traitées')}.`,
        en: `${plural.en(wrong.length, '# treated unit has no positive amount', '# treated units have no positive amount')} (${someOf(wrong.map((unit) => names[unit]!))}): fill in the amount, or class ${plural.en(wrong.length, 'it', 'them')} as untreated.`,
      },
      { rows: wrong.slice(0, 10).map((unit) => unit + 1), count: wrong.length },
    );
}

function doseCell(
  { g, t, cohort, period, base, controls }: CellPlan,
  members: readonly Int32Array[],
  values: Float64Array,
  units: number,
  layer: (period: number) => number,
): DoseCell {
  const change = new Float64Array(units);
  const others = Int32Array.from(controls.flatMap((place) => Array.from(members[place]!)));
  for (const unit of [...members[cohort]!, ...others])
    change[unit] = values[layer(period) * units + unit]! - values[layer(base) * units + unit]!;
  if (others.length === 0)
    throw new ImpactError('no-controls', {
      fr: `Aucun témoin n’est observé pour la cohorte ${g} en ${t}.`,
      en: `No control is observed for cohort ${g} in ${t}.`,
    });
  const controlMean = others.reduce((sum, unit) => sum + change[unit]!, 0) / others.length;
  return { g, t, treated: members[cohort]!, controls: others, change, controlMean };
}

const noCompleteUnit = (outcome: string, units: number) =>
  new ImpactError('no-complete-unit', {
    fr: `Aucune unité n’a « ${outcome} » à toutes les périodes (${plural.fr(units, '# unité lue', '# unités lues')})\u202f: restreignez la période, par exemple avec --where.`,
    en: `No unit has "${outcome}" in all periods (${plural.en(units, '# unit read', '# units read')}): restrict the periods, for example with --where.`,
  });
