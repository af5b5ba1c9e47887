import type { MomentSource } from './moment-source.ts';

/**
 * The statements that sum moments, in the SQL that every engine has. For each outcome, a unit counts by its differences from its first
 * period: levels, which may be a billion times larger than changes, never enter a product.
 */

/** Names of the columns of a moment statement, in order; sums are of w, or of w² where the name says so. */
export interface MomentColumns {
  readonly keys: readonly ('block' | 'stratum' | 'level' | 'cohort' | 'complete')[];
  readonly weighted: boolean;
  /** Outcomes × (periods − 1) differences, outcome after outcome. */
  readonly differences: number;
  readonly outcomes: number;
}

export const momentColumns = (source: MomentSource): MomentColumns => ({
  keys: [
    ...(source.block ? (['block'] as const) : []),
    ...(source.stratum ? (['stratum'] as const) : []),
    ...(source.level ? (['level'] as const) : []),
    'cohort',
    'complete',
  ],
  weighted: source.weight !== undefined,
  differences: source.outcomes.length * (source.periods.length - 1),
  outcomes: source.outcomes.length,
});

/**
 * One row for each cohort (by block, stratum and level where there are): its keys, then count; Σw, Σw² when weighted; Σw(first level − pilot)
 * by outcome; Σw d; Σw² d when weighted; Σw² d d', lower triangle by rows. `d` are differences minus their pilot.
 */
export function momentStatement(source: MomentSource): string {
  const { keys, weighted, differences, outcomes } = momentColumns(source);
  const d = range(differences).map((k) => `d${k}`);
  const pairs = d.flatMap((row, k) => d.slice(0, k + 1).map((column) => [row, column] as const));
  const sums = weighted
    ? [
        'sum(w)',
        'sum(w * w)',
        ...range(outcomes).map((k) => `sum(w * l${k})`),
        ...d.map((name) => `sum(w * ${name})`),
        ...d.map((name) => `sum(w * w * ${name})`),
        ...pairs.map(([a, b]) => `sum(w * w * ${a} * ${b})`),
      ]
    : [
        ...range(outcomes).map((k) => `sum(l${k})`),
        ...d.map((name) => `sum(${name})`),
        ...pairs.map(([a, b]) => `sum(${a} * ${b})`),
      ];
  const groups = range(keys.length).map((k) => k + 1);
  return `select ${[...keys, 'count(*)', ...sums].join(', ')} from (select ${unitColumns(source, keys).join(', ')} from ${source.relation}) units group by ${groups.join(', ')}`;
}

/** Sums by cluster and cohort of complete units: cluster, then block, stratum and level where there are, cohort, count, Σw when weighted, Σw d. */
export function clusterStatement(source: MomentSource): string {
  const { keys, weighted, differences } = momentColumns(source);
  const kept = keys.filter((key) => key !== 'complete');
  const d = range(differences).map((k) => `sum(${weighted ? `w * d${k}` : `d${k}`})`);
  const sums = ['count(*)', ...(weighted ? ['sum(w)'] : []), ...d];
  const groups = range(kept.length + 1).map((k) => k + 1);
  return `select ${['cluster_key', ...kept, ...sums].join(', ')} from (select ${[`${source.cluster} as cluster_key`, ...unitColumns(source, keys)].join(', ')} from ${source.relation}) units where complete = 1 group by ${groups.join(', ')}`;
}

function unitColumns(source: MomentSource, keys: MomentColumns['keys']): string[] {
  const expressions = {
    block: source.block,
    stratum: source.stratum,
    level: source.level,
    cohort: `case when ${source.cohort} is null then 0 else ${source.cohort} end`,
    complete: isComplete(source),
  };
  return [
    ...keys.map((key) => `${expressions[key]} as ${key}`),
    ...(source.weight ? [`${source.weight} as w`] : []),
    ...source.outcomes.map(({ values, pilot }, k) => `${values[0]} - ${real(pilot[0]!)} as l${k}`),
    ...source.outcomes.flatMap(({ values, pilot }, place) =>
      values.slice(1).map((value, p) => {
        const change = pilot[p + 1]! - pilot[0]!;
        return `${value} - ${values[0]} - ${real(change)} as d${place * (values.length - 1) + p}`;
      }),
    ),
  ];
}

/**
 * 1 when all periods of all outcomes are observed, weight and cluster known; 2 when a unit has several rows for a period; else 0. A sum is a
 * finite number only if each of its terms is.
 */
function isComplete({ outcomes, weight, cluster, stratum, level, observed, repeated }: MomentSource): string {
  const total = [...outcomes.flatMap(({ values }) => values), ...(weight ? [weight] : [])].join(' + ');
  const known = [cluster, stratum, level].filter((one) => one !== undefined).map((one) => `${one} is not null`);
  const complete = [...(observed ? [observed] : []), `abs(${total}) < 1e300`, ...known].join(' and ');
  return `case ${repeated ? `when ${repeated} then 2 ` : ''}when ${complete} then 1 else 0 end`;
}

/** A number that no engine takes for an integer or a fixed decimal. */
const real = (value: number): string => `(${value.toExponential()})`;

const range = (length: number): number[] => Array.from({ length }, (_, k) => k);
