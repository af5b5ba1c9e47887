import type { Covariate, Labels, LongPanel, Panel, WidePanel } from '../panel.ts';

/** Rows of a long panel, or units of a wide one: what `unit` counts. */
export const unitRows = (panel: Panel): number => panel.unit.length;

/** The panel of the rows (long) or units (wide) for which `keep` holds; columns keep their order. */
export function selectUnits(panel: Panel, keep: (row: number) => boolean): Panel {
  const kept = Int32Array.from(Array.from({ length: unitRows(panel) }, (_, row) => row).filter((row) => keep(row)));
  return panel.layout === 'long' ? selectLong(panel, kept) : selectWide(panel, kept);
}

function selectLong(panel: LongPanel, kept: Int32Array): LongPanel {
  return {
    ...panel,
    unit: labelsAt(panel.unit, kept),
    period: numbersAt(panel.period, kept),
    firstTreated: numbersAt(panel.firstTreated, kept),
    outcomes: mapped(panel.outcomes, (values) => numbersAt(values, kept)),
    ...optional(panel, (labels) => labelsAt(labels, kept), kept, unitRows(panel)),
  };
}

function selectWide(panel: WidePanel, kept: Int32Array): WidePanel {
  const units = unitRows(panel);
  return {
    ...panel,
    unit: labelsAt(panel.unit, kept),
    firstTreated: Float64Array.from(kept, (unit) => panel.firstTreated[unit]!),
    outcomes: mapped(panel.outcomes, (values) => numbersAt(values, everyPeriod(kept, units, values.length))),
    ...optional(panel, (labels) => labelsAt(labels, kept), kept, units),
  };
}

/** Covariates and weights may have one value for each unit, or one for each period and unit. */
function optional(
  { covariates, weights, cluster }: Panel,
  labelsOf: (labels: Labels) => Labels,
  kept: Int32Array,
  units: number,
): Pick<Panel, 'covariates' | 'weights' | 'cluster'> {
  return {
    ...(covariates && { covariates: mapped(covariates, (covariate) => covariateAt(covariate, kept, units)) }),
    ...(weights && { weights: numbersAt(weights, everyPeriod(kept, units, weights.length)) }),
    ...(cluster && { cluster: labelsOf(cluster) }),
  };
}

function covariateAt(covariate: Covariate, kept: Int32Array, units: number): Covariate {
  if (covariate.kind === 'numeric')
    return { ...covariate, values: numbersAt(covariate.values, everyPeriod(kept, units, covariate.values.length)) };
  const places = everyPeriod(kept, units, covariate.codes.length);
  return { ...covariate, codes: Int32Array.from(places, (place) => covariate.codes[place]!) };
}

/** Places of the kept units in a column that repeats the units period after period. */
function everyPeriod(kept: Int32Array, units: number, length: number): Int32Array {
  const periods = Math.round(length / units);
  const places = new Int32Array(periods * kept.length);
  for (let period = 0; period < periods; period++)
    places.set(
      kept.map((unit) => period * units + unit),
      period * kept.length,
    );
  return places;
}

const numbersAt = (values: Float64Array, places: Int32Array): Float64Array =>
  Float64Array.from(places, (place) => values[place]!);

function labelsAt(labels: Labels, places: Int32Array): Labels {
  if (labels instanceof Float64Array) return numbersAt(labels, places);
  if (labels instanceof Int32Array) return Int32Array.from(places, (place) => labels[place]!);
  return Array.from(places, (place) => labels[place]!);
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
