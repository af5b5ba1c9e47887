import {
  type Covariate,
  ImpactError,
  jsonPieces,
  type MatchOptions,
  type MatchReport,
  matchReport,
  matchUnits,
  outcomeEffect,
  rowsOfFile,
} from '#engines/impact/index.ts';
import type { Covariates } from '#engines/impact/matching/covariates.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Given, type Language, UsageError } from './flags.ts';
import { withInputFile } from './input-file.ts';
import { EVERYWHERE } from './panel-flags.ts';
import { digits, textTable, warningLines, writeOutputs } from './terminal.ts';

const COLUMN = { fr: '<colonne>', en: '<column>' };
const COLUMNS = { fr: '<a,b,…>', en: '<a,b,…>' };

const MATCHING: FlagTable = {
  unit: {
    takes: COLUMN,
    says: { fr: 'Nom de l’unité\u202f; une ligne par unité.', en: 'Name of the unit; one row for each unit.' },
  },
  treated: {
    takes: COLUMN,
    says: { fr: '1 pour les traités, 0 pour les autres.', en: '1 for treated, 0 for the others.' },
  },
  on: {
    takes: COLUMNS,
    says: {
      fr: 'Variables sur lesquelles apparier\u202f; un texte est un facteur.',
      en: 'Variables to match on; a text is a factor.',
    },
  },
  factors: {
    takes: COLUMNS,
    says: { fr: 'Variables dont les nombres sont des modalités.', en: 'Variables whose numbers are levels.' },
  },
  method: {
    choices: ['nearest', 'exact', 'cem', 'subclass'],
    says: {
      fr: 'Plus proche voisin (défaut), exact, CEM, sous-classes.',
      en: 'Nearest neighbour (default), exact, CEM, subclasses.',
    },
  },
  distance: {
    choices: ['logit', 'linear-logit', 'mahalanobis', 'robust_mahalanobis', 'scaled_euclidean', 'euclidean'],
    says: {
      fr: 'Score de propension (logit, défaut) ou distance sur les variables.',
      en: 'Propensity score (logit, default) or a distance on variables.',
    },
  },
  estimand: { choices: ['ATT', 'ATC', 'ATE'], says: { fr: 'Effet visé (ATT).', en: 'Estimand (ATT).' } },
  ratio: { takes: '<n>', says: { fr: 'Témoins par traité (1).', en: 'Controls for each treated (1).' } },
  replace: { says: { fr: 'Avec remise.', en: 'With replacement.' } },
  order: {
    choices: ['largest', 'smallest', 'closest', 'farthest', 'data', 'random'],
    says: { fr: 'Qui choisit d’abord.', en: 'Who chooses first.' },
  },
  caliper: {
    takes: '<0.2|age=3>',
    says: {
      fr: 'Écart admis, en écarts types\u202f: du score, ou d’une variable (age=3)\u202f; répétable.',
      en: 'Largest distance, in standard deviations: of the score, or of a variable (age=3); may be repeated.',
    },
  },
  'raw-caliper': {
    takes: '<0.05|age=3>',
    says: { fr: 'Le même, dans l’unité de la variable.', en: 'The same, in the unit of the variable.' },
  },
  exact: { takes: COLUMNS, says: { fr: 'Variables égales dans chaque paire.', en: 'Variables equal in each pair.' } },
  antiexact: {
    takes: COLUMNS,
    says: { fr: 'Variables différentes dans chaque paire.', en: 'Variables different in each pair.' },
  },
  'mahalanobis-on': {
    takes: COLUMNS,
    says: {
      fr: 'Dans l’écart admis, le plus proche sur ces variables.',
      en: 'Within the caliper, the nearest on these variables.',
    },
  },
  discard: {
    choices: ['none', 'treated', 'control', 'both'],
    says: { fr: 'Écarte hors du support commun.', en: 'Leaves out what is outside common support.' },
  },
  reestimate: { says: { fr: 'Réestime le score sans les écartés.', en: 'Estimates the score again without them.' } },
  cut: {
    takes: '<age=q5|age=20;30;40>',
    says: {
      fr: 'CEM\u202f: quantiles, nombre de classes, règle ou bornes d’une variable\u202f; répétable.',
      en: 'CEM: quantiles, number of bins, rule or bounds for a variable; may be repeated.',
    },
  },
  'pair-within': {
    choices: ['mahalanobis', 'robust_mahalanobis', 'scaled_euclidean', 'euclidean'],
    says: { fr: 'CEM\u202f: paires dans chaque strate.', en: 'CEM: pairs within each stratum.' },
  },
  subclasses: { takes: '<n>', says: { fr: 'Sous-classes (6).', en: 'Subclasses (6).' } },
  'at-least': {
    takes: '<n>',
    says: { fr: 'Unités de chaque groupe par sous-classe (1).', en: 'Units of each group in a subclass (1).' },
  },
  outcome: {
    takes: COLUMN,
    says: {
      fr: 'Mesure l’effet sur ce résultat entre appariés.',
      en: 'Measures the effect on this outcome among matched units.',
    },
  },
  adjust: {
    says: {
      fr: 'Effet ajusté sur les variables de l’appariement.',
      en: 'Effect adjusted for the variables matched on.',
    },
  },
  seed: { takes: '<n>', says: { fr: 'Graine (1), pour --order random.', en: 'Seed (1), for --order random.' } },
};

export const match: Command = {
  says: {
    fr: 'Apparie traités et témoins semblables\u202f: paires, poids, équilibre avant et après.',
    en: 'Matches treated and controls that are alike: pairs, weights, balance before and after.',
  },
  example:
    'grappe impact match reference/evaluation/lalonde.csv --unit id --treated treat --on age,educ,race,married,nodegree,re74,re75 --caliper 0.2 --outcome re78 --json match.json',
  flags: { ...MATCHING, ...EVERYWHERE },
  run,
};

async function run({ given, language, terminal }: Setting): Promise<void> {
  const [treatedName, on, outcome] = [given.required('treated'), given.list('on'), given.text('outcome')];
  if (on.length === 0) given.required('on');
  const more = ['exact', 'antiexact', 'mahalanobis-on'].flatMap((name) => given.list(name));
  const unit = given.text('unit');
  await withInputFile(given, async (file) => {
    const rows = await rowsOfFile(file, {
      numbers: [treatedName, ...(outcome ? [outcome] : [])],
      labels: unit ? [unit] : [],
      covariates: [...new Set([...on, ...more])],
      factors: given.list('factors').filter((name) => [...on, ...more].includes(name)),
    });
    const treated = zeroOne(rows.numbers[treatedName]!, treatedName);
    const result = matchUnits({ treated, variables: rows.covariates }, matchOptions(given));
    const names = unit ? rows.labels[unit]! : null;
    const report = matchReport(result, treated, names ? names.name : (row) => row + 1);
    const adjusted = given.has('adjust') ? pick(rows.covariates, on) : {};
    const effect = outcome ? outcomeEffect(result, treated, rows.numbers[outcome]!, adjusted) : null;
    const json = { ...report, ...(effect ? { effect: { outcome, ...effect } } : {}), input_digest: file.digest };
    await writeOutputs([{ path: given.text('json'), text: () => jsonPieces(json) }]);
    terminal.out(matchText(report, language));
    if (effect) terminal.out(effectText(outcome!, effect, language));
    if (report.warnings.length > 0) terminal.err(`${warningLines(report.warnings, language)}\n`);
  });
}

const pick = (variables: Covariates, names: readonly string[]): Covariates =>
  Object.fromEntries(names.map((name) => [name, variables[name]!] satisfies [string, Covariate]));

function zeroOne(values: Float64Array, name: string): Uint8Array {
  const wrong = values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0)
    throw new ImpactError(
      'not-zero-one',
      {
        fr: `« ${name} » doit valoir 0 ou 1\u202f; la ligne ${wrong + 1} a ${Number.isNaN(values[wrong]) ? 'une valeur manquante' : values[wrong]}.`,
        en: `"${name}" must be 0 or 1; row ${wrong + 1} has ${Number.isNaN(values[wrong]) ? 'a missing value' : values[wrong]}.`,
      },
      { rows: [wrong + 1] },
    );
  return Uint8Array.from(values);
}

function matchOptions(given: Given): Partial<MatchOptions> {
  const set = <K extends keyof MatchOptions>(name: K, value: MatchOptions[K] | undefined): Partial<MatchOptions> =>
    value === undefined ? {} : ({ [name]: value } as Partial<MatchOptions>);
  const cuts = given.each('cut').map((text) => cutOf(text));
  return {
    on: given.list('on'),
    exact: given.list('exact'),
    antiexact: given.list('antiexact'),
    mahalanobisOn: given.list('mahalanobis-on'),
    calipers: [...calipers(given, 'caliper', true), ...calipers(given, 'raw-caliper', false)],
    cutpoints: Object.fromEntries(cuts),
    replace: given.has('replace'),
    reestimate: given.has('reestimate'),
    ...set('method', given.choice('method')),
    ...set('distance', given.choice<MatchOptions['distance'] & string>('distance')),
    ...set('estimand', given.choice('estimand')),
    ...set('order', given.choice('order')),
    ...set('discard', given.choice('discard')),
    ...set('pairWithin', given.choice<NonNullable<MatchOptions['pairWithin']>>('pair-within')),
    ...set('ratio', given.number('ratio')),
    ...set('subclasses', given.number('subclasses')),
    ...set('atLeast', given.number('at-least')),
    ...set('seed', given.number('seed')),
  };
}

function calipers(given: Given, name: string, standardised: boolean): MatchOptions['calipers'] {
  return given.list(name).map((text) => {
    const [on, width] = text.includes('=') ? (text.split('=') as [string, string]) : ['distance', text];
    const number = Number(width);
    if (!(number >= 0))
      throw new UsageError({
        fr: `--${name} s’écrit 0.2 ou age=3\u202f; reçu\u202f: ${text}.`,
        en: `--${name} is written 0.2 or age=3; received ${text}.`,
      });
    return { on, width: number, standardised };
  });
}

function cutOf(text: string): [string, MatchOptions['cutpoints'][string]] {
  const [, name, cuts] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (!name || !cuts)
    throw new UsageError({
      fr: `--cut s’écrit age=q5, age=4, age=sturges ou age=20;30;40\u202f; reçu\u202f: ${text}.`,
      en: `--cut is written age=q5, age=4, age=sturges or age=20;30;40; received ${text}.`,
    });
  const value = cuts.includes(';') ? cuts.split(';').map(Number) : Number.isFinite(Number(cuts)) ? Number(cuts) : cuts;
  return [name, value as MatchOptions['cutpoints'][string]];
}

const WORDS = {
  fr: {
    header: ['Variable', 'Traités', 'Témoins', 'DMS avant', 'DMS après', 'Rapport var.'],
    sizes: ['', 'Témoins', 'Traités'],
    rows: ['Tous', 'Appariés', 'Taille effective', 'Non appariés', 'Écartés'],
    balance: 'Équilibre\u202f:',
    size: 'Effectifs\u202f:',
  },
  en: {
    header: ['Variable', 'Means Treated', 'Means Control', 'SMD before', 'SMD after', 'Var. Ratio'],
    sizes: ['', 'Control', 'Treated'],
    rows: ['All', 'Matched', 'Matched (ESS)', 'Unmatched', 'Discarded'],
    balance: 'Balance:',
    size: 'Sample Sizes:',
  },
} as const;

export function matchText({ balance, sizes }: MatchReport, language: Language): string {
  const words = WORDS[language];
  const rows = balance.after.map((after, k) => [
    after.name,
    digits(after.meanTreated),
    digits(after.meanControl),
    digits(balance.before[k]!.standardisedDifference),
    digits(after.standardisedDifference),
    after.varianceRatio === null ? '.' : digits(after.varianceRatio),
  ]);
  const counts = (['all', 'matched', 'effective', 'unmatched', 'discarded'] as const).map((name, k) =>
    [words.rows[k]!, sizes.control[name], sizes.treated[name]].map((value) =>
      typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value),
    ),
  );
  return `${words.balance}\n${textTable(words.header, rows)}\n\n${words.size}\n${textTable(words.sizes, counts)}\n`;
}

function effectText(
  outcome: string,
  { effect, se, errors, units }: ReturnType<typeof outcomeEffect>,
  language: Language,
): string {
  return {
    fr: `\nEffet sur ${outcome}\u202f: ${digits(effect)} (${digits(se)}), erreurs ${errors === 'pairs' ? 'par paire' : 'HC3'}, ${units} unités\n`,
    en: `\nEffect on ${outcome}: ${digits(effect)} (${digits(se)}), errors ${errors === 'pairs' ? 'by pair' : 'HC3'}, ${units} units\n`,
  }[language];
}
