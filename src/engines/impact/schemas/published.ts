import * as z from 'zod';

/**
 * What `grappe impact … --json` writes, for programs that read it. The JSON files beside this one are these schemas in JSON Schema (2020-12);
 * src/app/impact/impact.cli.test.ts keeps them fresh (`npx vitest run src/app/impact --update` writes them) and holds real outputs against them.
 */
const number = z.number();
const orNull = number.nullable().describe('null where undefined');
const count = z.int().nonnegative();
const sentence = z.strictObject({ fr: z.string(), en: z.string() });
const warnings = z.array(z.strictObject({ code: z.string(), fr: z.string(), en: z.string() }));
const estimate = z.strictObject({ att: orNull, se: orNull });
const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the file read');
const engine = z.string().describe('version of the estimation code; it changes when numbers may');
const wald = z.strictObject({ stat: number, df: count, p: number });

const sample = z.array(
  z.strictObject({
    step: z.string(),
    counted: z.enum(['units', 'rows']),
    dropped: count,
    kept: count,
    droppedTreated: count.optional(),
    droppedNever: count.optional(),
    why: sentence.optional(),
  }),
);

const designOptions = z.strictObject({
  outcomes: z.array(z.string()),
  transform: z.enum(['level', 'log', 'log1p', 'asinh', 'growth', 'binary']),
  method: z.enum(['dr', 'reg', 'ipw']),
  controls: z.enum(['never', 'not-yet']),
  base: z.enum(['varying', 'universal']),
  anticipation: number.nonnegative(),
  covariates: z.array(z.string()),
  covariateTiming: z.enum(['earlier', 'base', 'first', 'varying']),
  weighted: z.boolean(),
  weightTiming: z.enum(['earlier', 'base', 'first', 'varying']),
  panel: z.enum(['balanced', 'unbalanced', 'rc']),
  clustered: z.boolean(),
  alpha: number,
  seed: number,
});

const aggregation = (at: 'e' | 'g' | 't') =>
  z.strictObject({ overall: estimate, rows: z.array(estimate.extend({ [at]: number })) });
const band = z.strictObject({ critical: number, lower: z.array(orNull), upper: z.array(orNull) });

const outcomeResult = z.strictObject({
  engine,
  estimand: sentence,
  outcome: z.string(),
  att_gt: z.array(
    z.strictObject({
      g: number.describe('first treated period'),
      t: number.describe('period'),
      att: orNull,
      se: orNull,
      reason: z.string().optional().describe('why there is no estimate or no error'),
    }),
  ),
  aggte: z.strictObject({
    simple: estimate,
    dynamic: aggregation('e'),
    group: aggregation('g'),
    calendar: aggregation('t'),
  }),
  wald: wald.nullable().describe('joint test that effects before treatment are zero'),
  n_units: count,
  n_clusters: count.nullable(),
  cohorts: z.array(z.strictObject({ g: number, units: count, share: number })),
  sample,
  warnings,
  options: designOptions,
  differs_from_did: z.array(z.strictObject({ option: z.string(), used: z.string(), did: z.string() })),
  input_digest: digest,
  bands: z.strictObject({ att_gt: band, dynamic: band, group: band, calendar: band }).optional(),
});

export const twoPeriodSchema = z
  .strictObject({
    engine,
    att_gt: z.array(z.strictObject({ g: number, t: number, att: number, se: number })).length(1),
    estimators: z
      .record(z.string(), z.strictObject({ att: number, se: number, lci: number, uci: number }))
      .describe('by the names of R’s DRDID'),
    n_units: count,
    n_treated: count,
    sample,
    warnings,
    options: z.record(z.string(), z.unknown()),
    input_digest: digest,
  })
  .describe('grappe impact estimate --treated --json');

const unitName = z.union([z.string(), number]);
const groupSizes = z.strictObject({
  all: count,
  matched: count,
  effective: number,
  unmatched: count,
  discarded: count,
});
const balanceRow = z.strictObject({
  name: z.string(),
  meanTreated: number,
  meanControl: number,
  standardisedDifference: orNull,
  varianceRatio: orNull,
  ecdfMean: number,
  ecdfMax: number,
  pairDistance: orNull,
});

const matched = {
  engine,
  pairs: z.array(z.strictObject({ unit: unitName, matches: z.array(unitName) })),
  weights: z.array(z.strictObject({ unit: unitName, weight: number, group: count.nullable() })),
  balance: z.strictObject({ before: z.array(balanceRow), after: z.array(balanceRow) }),
  sizes: z.strictObject({ treated: groupSizes, control: groupSizes }),
  calipers: z.array(z.strictObject({ on: z.string(), width: number })),
  propensity: z
    .object({ deviance: number, collinear: z.array(z.string()) })
    .nullable()
    .describe('the logit, when a score was estimated'),
  support: z.object({}).nullable(),
  sample,
  warnings,
  options: z.object({ method: z.string(), distance: z.string(), estimand: z.enum(['ATT', 'ATC', 'ATE']) }),
};

export const matchSchema = z
  .strictObject({
    ...matched,
    effect: z
      .strictObject({
        outcome: z.string(),
        effect: number,
        se: number,
        errors: z.enum(['pairs', 'hc3']),
        units: count,
      })
      .optional(),
    input_digest: digest,
  })
  .describe('grappe impact match --json');

const total = z.strictObject({ value: number, low: number, high: number });
const effect = z.strictObject({ att: number, se: number, low: number, high: number, total });
const additional = {
  rd: effect,
  aid: effect,
  own: effect,
  leverage: z.object({
    ratio: number.nullable().describe('null when aid did not move'),
    se: number.nullable(),
    method: z.enum(['delta', 'fieller']),
    sentence,
  }),
  verdict: z.enum(['leverage', 'additive', 'crowding-out', 'undecided']),
  sentence,
  treated: count,
  alpha: number,
  warnings,
};
const equality = wald.nullable();

const additionalityFound = {
  ...additional,
  by: z
    .strictObject({
      factor: z.string(),
      levels: z.array(z.strictObject({ level: z.string(), ...additional })),
      equality: z.strictObject({
        rd: equality,
        aid: equality,
        own: equality,
        joint: equality.describe('R&D, aid and own-financed R&D together'),
      }),
      total: z.strictObject({ rd: total, aid: total, own: total }),
    })
    .nullable(),
};

export const estimateSchema = outcomeResult
  .extend({
    seed: number,
    other_outcomes: z.array(outcomeResult).optional(),
    additionality: z.strictObject(additionalityFound).optional().describe('when --rd and --aid are given'),
    match: z
      .strictObject({ period: number.describe('when units were matched'), ...matched })
      .optional()
      .describe('how units were matched first'),
  })
  .describe('grappe impact estimate --json');

const coefficient = z.strictObject({
  name: z.string(),
  estimate: number,
  se: number,
  t: number,
  p: number,
  low: number,
  high: number,
});

export const fixedEffectsSchema = z
  .strictObject({
    engine,
    kind: z.enum(['regression', 'poisson', 'event-study', 'sun-abraham']),
    estimates: z.record(
      z.string(),
      z.strictObject({
        coefficients: z.array(coefficient),
        covariance: z.array(z.array(number)),
        errors: z.enum(['iid', 'hetero', 'cluster']),
        df: orNull.describe('degrees of freedom; null for the normal law'),
        observations: count,
        clusters: z.array(count),
        collinear: z.array(z.string()),
        fit: z.strictObject({ r2: number.nullable(), withinR2: number.nullable(), rmse: number }).nullable(),
        warnings,
      }),
    ),
    bacon: z
      .strictObject({
        comparisons: z.array(
          z.strictObject({ treated: number, control: number, kind: z.string(), estimate: number, weight: number }),
        ),
        estimate: number,
        shares: z.record(z.string(), number),
        warnings,
      })
      .nullable(),
    warnings,
    input_digest: digest,
  })
  .describe('grappe impact fe --json');

const attempt = { att: orNull, se: orNull, failure: sentence.nullable() };
const robust = z.strictObject({
  restriction: z.enum(['relative-magnitudes', 'smoothness']),
  method: z.string(),
  question: sentence,
  estimate: number,
  se: number,
  original: z.strictObject({ lower: number, upper: number }),
  rows: z.array(
    z.strictObject({ m: number, lower: orNull, upper: orNull, openBelow: z.boolean(), openAbove: z.boolean() }),
  ),
  options: z.record(z.string(), z.unknown()),
  warnings,
});

const wild = { att: number, se: orNull, p: orNull, lower: orNull, upper: orNull };

export const sensitivitySchema = z
  .strictObject({
    engine,
    relative_magnitudes: robust,
    breakdown: z.strictObject({
      value: orNull.describe('least M̄ at which zero is not rejected; null beyond the limit'),
      limit: number,
      method: z.string(),
      sentence,
      options: z.record(z.string(), z.unknown()),
      warnings,
    }),
    smoothness: robust.nullable(),
    placebo_dates: z
      .strictObject({
        rows: z.array(z.strictObject({ shift: number, ...attempt, p: orNull })),
        alpha: number,
        warnings,
      })
      .nullable(),
    leave_one_out: z
      .strictObject({
        whole: estimate,
        rows: z.array(z.strictObject({ cluster: unitName, ...attempt, change: orNull })),
        smallest: orNull,
        largest: orNull,
        summary: sentence,
        warnings,
      })
      .nullable(),
    wild_bootstrap: z
      .strictObject({
        clusters: count,
        weights: z.enum(['webb', 'rademacher']),
        rows: z.array(z.strictObject({ at: number, ...wild })),
        overall: z.strictObject(wild).nullable(),
        simultaneous: orNull.describe('critical value for all rows at once'),
        options: z.strictObject({ alpha: number, draws: count, seed: number }),
        warnings,
      })
      .nullable(),
    specification_curve: z
      .object({
        rows: z.array(
          z.strictObject({ specification: z.record(z.string(), z.string()), ...attempt, lower: orNull, upper: orNull }),
        ),
        estimated: count,
        median: orNull,
        summary: sentence,
      })
      .nullable(),
    warnings,
    input_digest: digest,
  })
  .describe('grappe impact sensitivity --json');

const detectable = { se: number, minimum: number };

export const powerSchema = z
  .strictObject({
    engine,
    overall: z.strictObject(detectable),
    rows: z.array(z.strictObject({ at: number, ...detectable })),
    curve: z.array(z.strictObject({ effect: number, power: number })),
    designEffect: number.describe('what clusters multiply variances by'),
    clusters: z.strictObject({ count, icc: number }).nullable(),
    options: z.record(z.string(), z.unknown()),
    warnings,
    input_digest: digest,
  })
  .describe('grappe impact power --json');

export const additionalitySchema = z
  .strictObject({
    engine,
    ...additionalityFound,
    sample,
    options: designOptions,
    input_digest: digest,
  })
  .describe('grappe impact additionality --json');

const doseEffects = z.strictObject({
  points: z.array(
    z.strictObject({
      dose: number,
      att: number.describe('effect of this dose against none'),
      attSe: number,
      acrt: number.describe('effect of a little more'),
      acrtSe: number,
    }),
  ),
  overallAtt: z.strictObject({ value: number, se: number }),
  overallAcrt: z.strictObject({ value: number, se: number }),
});
const doseBin = { bin: count.describe('1 for the smallest doses'), att: number, se: number, n: count };

export const doseSchema = z
  .strictObject({
    engine,
    outcome: z.string(),
    dose: z.string(),
    bins: z.strictObject({
      cuts: z.array(number),
      cells: z.array(z.strictObject({ ...doseBin, g: number, t: number })),
      overall: z.array(z.strictObject(doseBin)),
      equality,
    }),
    curve: z
      .strictObject({
        kind: z.enum(['polynomial', 'spline']),
        degree: count,
        knots: count.optional(),
        cells: z.array(
          doseEffects.extend({
            g: number,
            t: number,
            treated: count,
            controls: count,
            coefficients: z.array(number),
          }),
        ),
        overall: doseEffects,
      })
      .nullable(),
    sample,
    options: z.strictObject({ controls: z.enum(['never', 'not-yet']), anticipation: number }),
    warnings,
    input_digest: digest,
  })
  .describe('grappe impact dose --json');

export const importSchema = z
  .strictObject({
    engine,
    columns: z.strictObject({
      unit: z.string(),
      time: z.string(),
      cohort: z.string(),
      weights: z.string().nullable(),
      cluster: z.string().nullable(),
    }),
    units: count,
    rows: count,
    clusters: count.nullable(),
    periods: z.array(number),
    cohorts: z.array(z.strictObject({ g: number.describe('first treated period, 0 = never'), units: count })),
    variables: z.array(
      z.strictObject({
        name: z.string(),
        role: z.enum(['outcome', 'covariate']),
        levels: z.array(z.string()).nullable().describe('of a factor; null for numbers'),
        changes: z.boolean().describe('over time, for some unit'),
        complete: z.boolean().describe('known for every unit and period'),
      }),
    ),
    warnings,
    input_digest: digest,
  })
  .describe('grappe impact import --json');

export const PUBLISHED_SCHEMAS = {
  import: importSchema,
  estimate: estimateSchema,
  'two-period': twoPeriodSchema,
  match: matchSchema,
  'fixed-effects': fixedEffectsSchema,
  sensitivity: sensitivitySchema,
  power: powerSchema,
  additionality: additionalitySchema,
  dose: doseSchema,
} as const;
