import {
  type AggregationBootstrap,
  aggregate,
  bootstrapFromInfluences,
  breakdownMagnitude,
  ENGINE_VERSION,
  type EventStudy,
  estimateGroupTime,
  estimateLoaded,
  eventStudyOf,
  jsonText,
  type LeaveOneOut,
  loadPanel,
  type PlaceboDates,
  panelLeaveOneClusterOut,
  panelPlaceboDates,
  panelSpecificationCurve,
  type RobustResult,
  type RunFile,
  relativeMagnitudeIntervals,
  type SpecificationCurve,
  smoothnessIntervals,
  specificationChoices,
  type Warning,
  type WildBootstrapRow,
} from '#engines/impact/index.ts';
import type { Command, Setting } from './command.ts';
import { readEventStudy } from './event-study-file.ts';
import { type FlagTable, type Given, type Language, UsageError } from './flags.ts';
import { withPanel } from './input-file.ts';
import { DESIGN, designOptions, EVERYWHERE, OUTCOME, PANEL, panelAsked } from './panel-flags.ts';
import { digits, progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const ASSUMPTIONS: FlagTable = {
  mbar: {
    takes: '<0.5,1,…>',
    says: { fr: 'Ampleurs relatives M̄ (0.5,1,1.5,2).', en: 'Relative magnitudes M̄ (0.5,1,1.5,2).' },
  },
  smoothness: {
    takes: '<0,0.01,…>',
    says: {
      fr: 'Changements de pente M par période, dans l’unité du résultat.',
      en: 'Changes of slope M by period, in the unit of the outcome.',
    },
  },
  'mbar-method': {
    choices: ['c-lf', 'conditional'],
    says: { fr: 'Méthode pour M̄ (c-lf).', en: 'Method for M̄ (c-lf).' },
  },
  'smoothness-method': {
    choices: ['flci', 'c-lf', 'c-f', 'conditional'],
    says: { fr: 'Méthode pour M (flci).', en: 'Method for M (flci).' },
  },
  effect: {
    takes: '<first|average|1,0,…>',
    says: {
      fr: 'Effet visé\u202f: première période (défaut), moyenne, ou poids des périodes.',
      en: 'Effect: first period (default), average, or weights of periods.',
    },
  },
  placebo: {
    takes: '<1,2>',
    says: {
      fr: 'Dates fictives, tant de périodes avant le traitement.',
      en: 'Placebo dates, this many periods before treatment.',
    },
  },
  'leave-one-out': {
    says: {
      fr: 'Retire les grappes une à une (avec --cluster).',
      en: 'Leaves clusters out one at a time (with --cluster).',
    },
  },
  bootstrap: {
    says: {
      fr: 'Bootstrap par grappes (peu de grappes), par les scores, sur l’étude d’événement (avec --cluster).',
      en: 'Wild cluster bootstrap (few clusters), by scores, on the event study (with --cluster).',
    },
  },
  curve: { says: { fr: 'Courbe des spécifications.', en: 'Specification curve.' } },
};

export const sensitivity: Command = {
  says: {
    fr: 'Ce que l’effet doit à l’hypothèse des tendances parallèles (Rambachan-Roth)\u202f; dates fictives, grappes, spécifications. Lit un panel, ou un fichier JSON {betahat, sigma, prePeriodIndices, postPeriodIndices}.',
    en: 'What the effect owes to parallel trends (Rambachan-Roth); placebo dates, clusters, specifications. Reads a panel, or a JSON file {betahat, sigma, prePeriodIndices, postPeriodIndices}.',
  },
  example:
    'grappe impact sensitivity reference/evaluation/mpdta.csv --unit countyreal --time year --cohort first_treat --outcome lemp --mbar 0.5,1 --placebo 1',
  flags: { ...PANEL, ...OUTCOME, ...DESIGN, ...ASSUMPTIONS, ...EVERYWHERE },
  takesImported: true,
  run,
};

interface SensitivityJson {
  readonly engine: string;
  readonly relative_magnitudes: RobustResult<string>;
  readonly breakdown: ReturnType<typeof breakdownMagnitude>;
  readonly smoothness: RobustResult<string> | null;
  readonly placebo_dates: PlaceboDates | null;
  readonly leave_one_out: LeaveOneOut | null;
  readonly wild_bootstrap: AggregationBootstrap | null;
  readonly specification_curve: SpecificationCurve | null;
  readonly warnings: readonly Warning[];
  readonly input_digest: string;
}

async function run({ given, language, terminal }: Setting): Promise<void> {
  await withPanel(given, async (file) => {
    const isVector = /\.json$/i.test(file.path);
    if (isVector) refusePanelChecks(given);
    const checks = isVector ? NO_CHECKS : await panelChecks({ given, language, terminal }, file);
    const study = isVector ? await readEventStudy(file.path) : checks.study!;
    const json: SensitivityJson = {
      engine: ENGINE_VERSION,
      ...assumptions(given, study),
      placebo_dates: checks.placebo,
      leave_one_out: checks.leaveOneOut,
      wild_bootstrap: checks.bootstrap,
      specification_curve: checks.curve,
      warnings: checks.warnings,
      input_digest: file.digest,
    };
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }]);
    terminal.out(sensitivityText(json, language));
    const warnings = [
      ...json.warnings,
      ...json.relative_magnitudes.warnings,
      ...(json.placebo_dates?.warnings ?? []),
      ...(json.leave_one_out?.warnings ?? []),
      ...(json.wild_bootstrap?.warnings ?? []),
    ];
    if (warnings.length > 0) terminal.err(`${warningLines(warnings, language)}\n`);
  });
}

/** These need units, which an event study no longer holds. */
function refusePanelChecks(given: Given): void {
  const asked = ['placebo', 'leave-one-out', 'bootstrap', 'curve'].find((name) => given.has(name));
  if (asked)
    throw new UsageError({
      fr: `--${asked} demande un panel\u202f; ce fichier JSON ne contient qu’une étude d’événement.`,
      en: `--${asked} needs a panel; this JSON file only holds an event study.`,
    });
}

function assumptions(given: Given, study: EventStudy) {
  const alpha = given.number('alpha');
  const options = { weights: effectWeights(given, study), ...(alpha === undefined ? {} : { alpha }) };
  const mbarMethod = given.choice<'c-lf' | 'conditional'>('mbar-method') ?? 'c-lf';
  const mbars = given.has('mbar') ? given.numbers('mbar') : [0.5, 1, 1.5, 2];
  return {
    relative_magnitudes: relativeMagnitudeIntervals(study, mbars, { ...options, method: mbarMethod }),
    breakdown: breakdownMagnitude(study, { ...options, method: mbarMethod }),
    smoothness: given.has('smoothness')
      ? smoothnessIntervals(study, given.numbers('smoothness'), {
          ...options,
          method: given.choice<'flci' | 'c-lf' | 'c-f' | 'conditional'>('smoothness-method') ?? 'flci',
        })
      : null,
  };
}

function effectWeights(given: Given, { post }: EventStudy): number[] {
  const effect = given.text('effect') ?? 'first';
  if (effect === 'first') return Array.from({ length: post }, (_, k) => (k === 0 ? 1 : 0));
  if (effect === 'average') return new Array<number>(post).fill(1 / post);
  const weights = given.numbers('effect');
  if (weights.length !== post)
    throw new UsageError({
      fr: `--effect attend ${post} poids, un par période après traitement\u202f; reçu\u202f: ${weights.length}.`,
      en: `--effect takes ${post} weights, one for each period after treatment; received ${weights.length}.`,
    });
  return weights;
}

interface Checks {
  readonly study: EventStudy | null;
  readonly placebo: PlaceboDates | null;
  readonly leaveOneOut: LeaveOneOut | null;
  readonly bootstrap: AggregationBootstrap | null;
  readonly curve: SpecificationCurve | null;
  readonly warnings: readonly Warning[];
}

const NO_CHECKS: Checks = { study: null, placebo: null, leaveOneOut: null, bootstrap: null, curve: null, warnings: [] };

async function panelChecks(
  { given, language, terminal }: Pick<Setting, 'given' | 'language' | 'terminal'>,
  file: RunFile,
): Promise<Checks> {
  const outcomes = given.list('outcome');
  if (outcomes.length !== 1) given.required('outcome');
  const progress = progressOn(terminal, { fr: 'Lecture du panel', en: 'Reading the panel' }[language]);
  const loaded = await loadPanel(file, panelAsked(given, file, outcomes.slice(0, 1)), progress.at);
  progress.done();
  const options = {
    ...designOptions(given, outcomes.slice(0, 1)),
    base: given.choice<'universal' | 'varying'>('base') ?? 'universal',
  };
  const result = await estimateLoaded(loaded, options, file.digest);
  const panel = await loaded.panel();
  const how = { alpha: result.options.alpha, seed: result.options.seed };
  return {
    study: eventStudyOf(aggregate(result, { kind: 'dynamic' }), options.base, -1 - (options.anticipation ?? 0)),
    placebo: given.has('placebo') ? await panelPlaceboDates(panel, options, given.numbers('placebo')) : null,
    leaveOneOut: given.has('leave-one-out') ? await panelLeaveOneClusterOut(panel, options) : null,
    bootstrap: given.has('bootstrap')
      ? bootstrapFromInfluences(
          await estimateGroupTime(panel, { ...options, clusterSums: true }),
          { kind: 'dynamic' },
          how,
        )
      : null,
    curve: given.has('curve')
      ? await panelSpecificationCurve(
          panel,
          options,
          specificationChoices(options, language, { clustered: panel.cluster !== undefined }),
        )
      : null,
    warnings: result.warnings,
  };
}

const WORDS = {
  fr: {
    bounds: ['', 'Bas', 'Haut'],
    original: 'Tendances parallèles',
    placebo: ['Décalage', 'ATT', 'Err. type', 'p'],
    out: ['Sans', 'ATT', 'Changement'],
    wild: ['Bootstrap par grappes', 'ATT', 'Err. type', 'p', 'Bas', 'Haut'],
    overall: 'Ensemble',
    curve: ['Spécification', 'ATT', 'Err. type'],
  },
  en: {
    bounds: ['', 'lb', 'ub'],
    original: 'Parallel trends',
    placebo: ['Shift', 'ATT', 'Std. Error', 'p'],
    out: ['Without', 'ATT', 'Change'],
    wild: ['Wild cluster bootstrap', 'ATT', 'Std. Error', 'p', 'lb', 'ub'],
    overall: 'Overall',
    curve: ['Specification', 'ATT', 'Std. Error'],
  },
} as const;

const SHOWN = 10;

function sensitivityText(json: SensitivityJson, language: Language): string {
  const words = WORDS[language];
  const bounds = ({ question, original, rows, method }: RobustResult<string>, sign: string): string =>
    `${question[language]} (${method})\n${textTable(words.bounds, [
      [words.original, digits(original.lower), digits(original.upper)],
      ...rows.map(({ m, lower, upper }) => [`${sign} = ${m}`, digits(lower), digits(upper)]),
    ])}`;
  const parts = [bounds(json.relative_magnitudes, 'M̄'), json.breakdown.sentence[language]];
  if (json.smoothness) parts.push(bounds(json.smoothness, 'M'));
  if (json.placebo_dates)
    parts.push(
      textTable(
        words.placebo,
        json.placebo_dates.rows.map(({ shift, att, se, p }) => [String(shift), digits(att), digits(se), digits(p)]),
      ),
    );
  if (json.leave_one_out) {
    const { rows, summary } = json.leave_one_out;
    parts.push(
      summary[language],
      textTable(
        words.out,
        rows.slice(0, SHOWN).map(({ cluster, att, change }) => [String(cluster), digits(att), digits(change)]),
      ),
    );
  }
  if (json.wild_bootstrap) {
    const { rows, overall } = json.wild_bootstrap;
    const line = (name: string, { att, se, p, lower, upper }: WildBootstrapRow): string[] => [
      name,
      ...[att, se, p, lower, upper].map((value) => digits(value)),
    ];
    parts.push(
      textTable(words.wild, [
        ...rows.map((row) => line(String(row.at), row)),
        ...(overall ? [line(words.overall, overall)] : []),
      ]),
    );
  }
  if (json.specification_curve) {
    const { rows, summary } = json.specification_curve;
    parts.push(
      summary[language],
      textTable(
        words.curve,
        rows.map(({ specification, att, se }) => [Object.values(specification).join(', '), digits(att), digits(se)]),
      ),
    );
  }
  return `${parts.join('\n\n')}\n`;
}
