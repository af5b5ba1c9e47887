import { createHash } from 'node:crypto';
import type { EstimatePlan, MatchAsked } from '#engines/impact/index.ts';
import { derivedExpression } from '#engines/impact/run/derived-columns.ts';
import { canonicalJson } from '#kit/journal.hash.ts';
import type { Mapping, Matching, RegisteredContent, RunOptions, RunPlan } from './evaluation.ts';

/** What the engine is asked: the same as the command below asks. */
export function estimatePlan({ mapping, options }: Pick<RunPlan, 'mapping' | 'options'>): EstimatePlan {
  const { unit, time, cohort, outcomes, factors, weights, cluster } = mapping;
  const covariates = [...new Set([...mapping.covariates, ...factors])];
  const { additionality } = mapping;
  const levels = additionality?.by ? [additionality.by] : [];
  const { matching } = options;
  const columns = {
    time,
    cohort,
    outcomes,
    covariates: [...new Set([...covariates, ...(matching ? matchedColumns(matching) : []), ...levels])],
    factors: [...factors, ...levels],
    ...(weights ? { weights } : {}),
    ...(cluster ? { cluster } : {}),
  };
  return {
    panel: unit === null ? { kind: 'rc', columns } : { kind: 'followed', columns: { unit, ...columns } },
    options: {
      outcomes,
      covariates,
      method: options.method,
      controls: options.controls,
      base: options.base,
      anticipation: options.anticipation,
      panel: options.panel,
      seed: options.seed,
    },
    bands: options.bands,
    ...(matching ? { match: matchAsked(matching) } : {}),
    ...(additionality ? { additionality } : {}),
  };
}

/** Covariates that matching reads beside those of the estimate; outcomes are read already. */
const matchedColumns = ({ on, exact }: Matching): string[] => [...on, ...exact].filter((name) => !name.includes('@'));

const matchAsked = ({ method, on, exact, at, ratio, replace, caliper }: Matching): MatchAsked => ({
  on,
  at,
  options: {
    method,
    ratio,
    replace,
    exact,
    calipers: caliper === null ? [] : [{ on: 'distance', width: caliper, standardised: true }],
  },
});

const flag = (name: string, value: string | number | null): string[] =>
  value === null || value === '' ? [] : [`--${name}`, word(String(value))];

const matchFlags = ({ method, on, exact, at, ratio, replace, caliper }: Matching): string[] => [
  ...flag('match-on', on.join(',')),
  ...flag('match-exact', exact.join(',')),
  ...flag('match-at', at),
  ...flag('match-method', method),
  ...flag('match-ratio', ratio),
  ...(replace ? ['--match-replace'] : []),
  ...flag('match-caliper', caliper),
];

/** The command that gives the same result from the same file, every option written out. */
export function commandOf({ title, file, mapping, options }: RunPlan, language: 'fr' | 'en' = 'fr'): string {
  return [
    'grappe impact estimate',
    word(file.name),
    ...(mapping.derived ?? []).flatMap((one) => flag('define', `${one.name}=${derivedExpression(one)}`)),
    ...flag('unit', mapping.unit),
    ...flag('time', mapping.time),
    ...flag('cohort', mapping.cohort),
    ...flag('outcome', mapping.outcomes.join(',')),
    ...flag('covariates', mapping.covariates.join(',')),
    ...flag('factors', mapping.factors.join(',')),
    ...flag('weights', mapping.weights),
    ...flag('cluster', mapping.cluster),
    ...flag('rd', mapping.additionality?.rd ?? null),
    ...flag('aid', mapping.additionality?.aid ?? null),
    ...flag('by', mapping.additionality?.by ?? null),
    ...(options.matching ? matchFlags(options.matching) : []),
    ...flag('method', options.method),
    ...flag('controls', options.controls),
    ...flag('base', options.base),
    ...flag('anticipation', options.anticipation),
    ...flag('panel', options.panel),
    ...flag('seed', options.seed),
    ...(options.bands ? ['--bands'] : []),
    ...(options.sensitivity ? ['--sensitivity'] : []),
    ...flag('title', title),
    ...flag('lang', language),
    '--json resultat.json --html rapport.html',
  ].join(' ');
}

/** A word of a command line, between quotes where the shell would read something into it. */
const word = (text: string): string => (/^[\w./:=,@%+^-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The primary outcome comes first: it heads the result and the report. */
export const withPrimary = (mapped: Mapping, primary: string): Mapping => ({
  ...mapped,
  outcomes: [primary, ...mapped.outcomes.filter((name) => name !== primary)],
});

/** SHA-256 of what was registered, as canonical JSON: anyone computes it again from what the page shows as JSON. */
export const digestOf = (content: RegisteredContent): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

/** What a run is when nobody said otherwise: the defaults of the engine. */
export const DEFAULT_OPTIONS: RunOptions = {
  method: 'dr',
  controls: 'not-yet',
  base: 'universal',
  anticipation: 0,
  panel: 'balanced',
  bands: true,
  sensitivity: false,
  seed: 1,
  assumedSd: null,
  assumedPersistence: null,
  matching: null,
};
