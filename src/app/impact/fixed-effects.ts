import {
  type ComparisonKind,
  type EffectsData,
  type EffectsResult,
  ENGINE_VERSION,
  effectsOfPanel,
  eventTimeDummies,
  factorDummies,
  fixedEffects,
  goodmanBacon,
  importedPanel,
  jsonText,
  type Labels,
  poissonEffects,
  type Regressor,
  type Rows,
  type RunFile,
  readMoments,
  rowsOfFile,
  type Sentence,
  type SunAbraham,
  sunAbraham,
  withMoments,
} from '#engines/impact/index.ts';
import { indexLabels } from '#engines/impact/panel.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Given, type Language, UsageError } from './flags.ts';
import { withPanel } from './input-file.ts';
import { EVERYWHERE } from './panel-flags.ts';
import { digits, textTable, warningLines, writeOutputs } from './terminal.ts';

const COLUMN = { fr: '<colonne>', en: '<column>' };
const COLUMNS = { fr: '<a,b,…>', en: '<a,b,…>' };

const EFFECTS: FlagTable = {
  outcome: { takes: COLUMN, says: { fr: 'Variable expliquée.', en: 'Outcome.' } },
  regressors: {
    takes: COLUMNS,
    says: { fr: 'Variables explicatives\u202f; un texte est un facteur.', en: 'Regressors; a text is a factor.' },
  },
  factors: {
    takes: COLUMNS,
    says: { fr: 'Explicatives dont les nombres sont des modalités.', en: 'Regressors whose numbers are levels.' },
  },
  effects: {
    takes: '<siren,annee>',
    says: {
      fr: 'Un ou deux effets fixes\u202f; a^b pour leur croisement\u202f; sans eux, une constante.',
      en: 'One or two fixed effects; a^b for their crossing; without them, a constant.',
    },
  },
  cluster: { takes: COLUMNS, says: { fr: 'Une ou deux grappes des erreurs.', en: 'One or two clusters of errors.' } },
  errors: {
    choices: ['iid', 'hetero', 'cluster'],
    says: {
      fr: 'Erreurs\u202f: cluster si --cluster, hetero sinon.',
      en: 'Errors: cluster with --cluster, hetero without.',
    },
  },
  weights: { takes: COLUMN, says: { fr: 'Poids.', en: 'Weights.' } },
  kind: {
    choices: ['regression', 'poisson', 'event-study', 'sun-abraham'],
    says: {
      fr: 'Régression (défaut), Poisson (comptes), étude d’événement, Sun-Abraham (ces deux avec --cohort et --time).',
      en: 'Regression (default), Poisson (counts), event study, Sun-Abraham (these two with --cohort and --time).',
    },
  },
  unit: { takes: COLUMN, says: { fr: 'Unité, pour --bacon.', en: 'Unit, for --bacon.' } },
  time: { takes: COLUMN, says: { fr: 'Période.', en: 'Period.' } },
  cohort: {
    takes: COLUMN,
    says: {
      fr: 'Première période traitée\u202f; 0, vide ou Inf = jamais.',
      en: 'First treated period; 0, empty or Inf = never.',
    },
  },
  reference: {
    takes: '<e,…>',
    says: {
      fr: 'Temps relatifs de référence de l’étude d’événement (-1).',
      en: 'Reference event times of the event study (-1).',
    },
  },
  bacon: {
    says: {
      fr: 'Décomposition de Goodman-Bacon (avec --unit, --time, --cohort).',
      en: 'Goodman-Bacon decomposition (with --unit, --time, --cohort).',
    },
  },
  alpha: { takes: '<0.05>', says: { fr: 'Seuil (0.05).', en: 'Level (0.05).' } },
};

export const fixedEffectsCommand: Command = {
  says: {
    fr: 'Effets fixes à une ou deux dimensions, étude d’événement, Sun-Abraham, décomposition de Goodman-Bacon.',
    en: 'One- and two-way fixed effects, event study, Sun-Abraham, Goodman-Bacon decomposition.',
  },
  example:
    'grappe impact fe reference/evaluation/wagepan.csv --outcome lwage --regressors expersq,married,union --effects nr,year --cluster nr',
  flags: { ...EFFECTS, ...EVERYWHERE },
  run,
};

interface FixedEffectsJson {
  readonly engine: string;
  readonly kind: string;
  readonly estimates: Readonly<Record<string, ReturnType<typeof effectsJson>>>;
  readonly bacon: ReturnType<typeof goodmanBacon> | null;
  readonly warnings: EffectsResult['warnings'];
  readonly input_digest: string;
}

async function run({ given, language, terminal }: Setting): Promise<void> {
  given.required('outcome');
  await withPanel(given, async (file) => {
    const kind = given.text('kind') ?? 'regression';
    const results = await estimates(given, file, kind);
    const bacon = given.has('bacon') ? await baconOf(given, file) : null;
    // Averages of one regression all bear its warnings.
    const told = Object.values(results).flatMap((one) => one.warnings);
    const warnings = [...new Set(told), ...(bacon?.warnings ?? [])];
    const json: FixedEffectsJson = {
      engine: ENGINE_VERSION,
      kind,
      estimates: Object.fromEntries(Object.entries(results).map(([name, one]) => [name, effectsJson(one)])),
      bacon,
      warnings,
      input_digest: file.digest,
    };
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }]);
    for (const [name, one] of Object.entries(results)) terminal.out(effectsText(name, one, language));
    if (bacon) terminal.out(baconText(bacon, language));
    if (warnings.length > 0) terminal.err(`${warningLines(warnings, language)}\n`);
  });
}

async function estimates(given: Given, file: RunFile, kind: string): Promise<Record<string, EffectsResult>> {
  const needsCohort = kind === 'event-study' || kind === 'sun-abraham';
  const timing = (part: 'time' | 'cohort'): string =>
    given.text(part) ?? file.store?.columns[part] ?? given.required(part);
  const [time, cohort] = needsCohort ? [timing('time'), timing('cohort')] : [];
  const reference = given.has('reference') ? given.numbers('reference') : [-1];
  const clusters = given.list('cluster');
  const errors = given.choice<'iid' | 'hetero' | 'cluster'>('errors') ?? (clusters.length > 0 ? 'cluster' : 'hetero');
  if (errors === 'cluster' && clusters.length === 0) given.required('cluster');
  const alpha = given.number('alpha');
  const told = { errors, ...(alpha === undefined ? {} : { alpha }) };
  const unit = time === undefined ? undefined : unitOf(given, time);
  if (unit !== undefined && time && cohort) {
    const outcome = given.required('outcome');
    const moments = await effectsOfPanel(file, { unit, time, cohort, outcome, clusters, ...told });
    if (moments && kind === 'sun-abraham') return sunAbrahamEstimates(moments.sunAbraham());
    if (moments) return { 'event-study': moments.eventStudy(reference) };
  }
  if (file.store) throw new UsageError(ROWS_NEEDED);
  const { data, labels, numbers } = await effectsData(given, file, time && cohort ? [time, cohort] : []);
  const options = {
    ...told,
    ...(errors === 'cluster' ? { clusters: clusters.map((name) => labels[name]!.codes) } : {}),
  };
  if (kind === 'poisson') return { poisson: poissonEffects(data, options) };
  if (!time || !cohort) return { regression: fixedEffects(data, options) };
  const [period, firstTreated] = [numbers[time]!, numbers[cohort]!];
  if (kind === 'sun-abraham') return sunAbrahamEstimates(sunAbraham({ ...data, period, firstTreated }, options));
  const times = eventTimeDummies(period, firstTreated, reference);
  return { 'event-study': fixedEffects({ ...data, regressors: [...data.regressors, times] }, options) };
}

const ROWS_NEEDED = {
  fr: 'D’un panel importé, fe tire une étude d’événement ou Sun-Abraham, sans poids ni covariables, avec --effects sur l’unité et la période de l’import, --cohort et, s’il n’est pas l’unité, --cluster de l’import, et sans valeur manquante\u202f; sinon, nommez le fichier.',
  en: 'From an imported panel, fe gives an event study or Sun-Abraham, without weights or covariates, with --effects on the unit and period of the import, --cohort and, unless it is the unit, --cluster of the import, and no value missing; otherwise name the file.',
};

/** The unit, where times since treatment are all that is asked for, with effects of units and periods: cohort moments may then say all. */
function unitOf(given: Given, time: string): string | undefined {
  const effects = given.list('effects');
  const isPlain = ['regressors', 'factors', 'weights'].every((name) => !given.has(name));
  if (!isPlain || effects.length !== 2 || !effects.includes(time)) return undefined;
  return effects.find((name) => name !== time && !name.includes('^'));
}

const sunAbrahamEstimates = ({ event, cohort, overall }: SunAbraham): Record<string, EffectsResult> => ({
  'event-time': event,
  cohort,
  att: overall,
});

async function effectsData(
  given: Given,
  file: RunFile,
  timing: readonly string[],
): Promise<{ readonly data: EffectsData } & Pick<Rows, 'labels' | 'numbers'>> {
  const factors = given.list('factors');
  const regressors = [...new Set([...given.list('regressors'), ...factors])];
  const effects = given.list('effects').map((name) => name.split('^'));
  const weights = given.text('weights');
  const outcome = given.required('outcome');
  const rows = await rowsOfFile(file, {
    numbers: [outcome, ...(weights ? [weights] : []), ...timing],
    labels: [...new Set([...effects.flat(), ...given.list('cluster')])],
    covariates: regressors,
    factors,
  });
  const { count, covariates, labels, numbers } = rows;
  const constant = effects.length === 0 ? [{ name: '(Intercept)', values: new Float64Array(count).fill(1) }] : [];
  const asked = regressors.map((name): Regressor => {
    const covariate = covariates[name]!;
    return covariate.kind === 'factor' ? factorDummies(name, covariate) : { name, values: covariate.values };
  });
  const data = {
    outcome: numbers[outcome]!,
    regressors: [...constant, ...asked],
    effects: effects.map((names) => crossing(names, rows)),
    ...(weights ? { weights: numbers[weights]! } : {}),
  };
  return { data, labels, numbers };
}

/** A number for each combination of names. */
function crossing(names: readonly string[], { labels }: Rows): Labels {
  return names
    .map((name): Labels => labels[name]!.codes)
    .reduce((one, other) => {
      const [first, second] = [indexLabels(one), indexLabels(other)];
      const codes = new Float64Array(first.index.length);
      for (let row = 0; row < codes.length; row++) codes[row] = first.index[row]! * second.count + second.index[row]!;
      return codes;
    });
}

async function baconOf(given: Given, file: RunFile) {
  if (file.store) throw new UsageError(ROWS_NEEDED);
  const [unit, time, cohort, outcome] = ['unit', 'time', 'cohort', 'outcome'].map((name) => given.required(name));
  if (given.has('regressors') && given.list('regressors').length > 1)
    throw new UsageError({
      fr: '--bacon décompose une régression sans covariables\u202f: ne donnez que l’indicatrice de traitement.',
      en: '--bacon decomposes a regression without covariates: give the treatment indicator only.',
    });
  if (given.has('weights'))
    throw new UsageError({
      fr: '--bacon décompose une régression sans poids\u202f: retirez --weights.',
      en: '--bacon decomposes a regression without weights: leave out --weights.',
    });
  const stored = await importedPanel(
    file,
    { unit: unit!, time: time!, cohort: cohort!, outcomes: [outcome!] },
    () => {},
  );
  return withMoments(stored, { outcomes: [outcome!] }, async (source, run) =>
    goodmanBacon(await readMoments(source, run)),
  );
}

const effectsJson = ({ covariance, coefficients, ...rest }: EffectsResult) => ({
  ...rest,
  coefficients,
  covariance: coefficients.map((_, k) =>
    Array.from(covariance.subarray(k * coefficients.length, (k + 1) * coefficients.length)),
  ),
});

const WORDS = {
  fr: {
    header: ['', 'Estimation', 'Err. type', 't', 'p'],
    rows: 'Observations\u202f:',
    cluster: 'grappes\u202f:',
    within: 'R2 intra\u202f:',
    errors: 'erreurs\u202f:',
    collinear: 'colinéaires, écartées\u202f:',
  },
  en: {
    header: ['', 'Estimate', 'Std. Error', 't value', 'Pr(>|t|)'],
    rows: 'Observations:',
    cluster: 'clusters:',
    within: 'within R2:',
    errors: 'errors:',
    collinear: 'collinear, left out:',
  },
} as const;

function effectsText(name: string, result: EffectsResult, language: Language): string {
  const words = WORDS[language];
  const table = textTable(
    [name, ...words.header.slice(1)],
    result.coefficients.map(({ name: term, estimate, se, t, p }) => [
      term,
      digits(estimate, 6),
      digits(se, 6),
      digits(t),
      digits(p),
    ]),
  );
  const foot = [
    `${words.rows} ${result.observations}`,
    `${words.errors} ${result.errors}`,
    ...(result.fit?.r2 == null ? [] : [`R2: ${digits(result.fit.r2)}`]),
    ...(result.fit?.withinR2 == null ? [] : [`${words.within} ${digits(result.fit.withinR2)}`]),
    ...(result.clusters.length > 0 ? [`${words.cluster} ${result.clusters.join(', ')}`] : []),
    ...(result.collinear.length > 0 ? [`${words.collinear} ${result.collinear.join(', ')}`] : []),
  ];
  return `${table}\n---\n${foot.join(', ')}\n\n`;
}

const COMPARISONS: Readonly<Record<ComparisonKind, Sentence>> = {
  'treated-never': { fr: 'témoins jamais traités', en: 'treated vs untreated' },
  'treated-always': { fr: 'témoins toujours traités', en: 'later vs always treated' },
  'earlier-later': { fr: 'témoins traités plus tard', en: 'earlier vs later treated' },
  'later-earlier': { fr: 'témoins déjà traités', en: 'later vs earlier treated' },
};

function baconText({ comparisons, estimate }: ReturnType<typeof goodmanBacon>, language: Language): string {
  const header = {
    fr: ['Traités', 'Témoins', 'Genre', 'Poids', 'Estimation'],
    en: ['Treated', 'Control', 'Kind', 'Weight', 'Estimate'],
  }[language];
  const rows = comparisons.map((one) => [
    String(one.treated),
    String(one.control),
    COMPARISONS[one.kind][language],
    digits(one.weight),
    digits(one.estimate),
  ]);
  return `Goodman-Bacon\n${textTable(header, rows)}\n---\n${digits(estimate, 6)}\n`;
}
