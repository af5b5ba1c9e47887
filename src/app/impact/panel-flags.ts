import type {
  GroupTimeOptions,
  MatchAsked,
  MatchedSample,
  PanelAsked,
  PanelColumns,
  ReportAsked,
  RunFile,
} from '#engines/impact/index.ts';
import type { Setting } from './command.ts';
import { type FlagTable, type Given, UsageError } from './flags.ts';
import { importedColumns } from './imported-columns.ts';
import { cohortColumn } from './treatment-column.ts';

const COLUMN = { fr: '<colonne>', en: '<column>' };
const COLUMNS = { fr: '<a,b,…>', en: '<a,b,…>' };

/** Options of every command. */
export const EVERYWHERE: FlagTable = {
  json: {
    takes: { fr: '<fichier>', en: '<file>' },
    says: { fr: 'Écrit le résultat en JSON.', en: 'Writes the result as JSON.' },
  },
  lang: { choices: ['fr', 'en'], says: { fr: 'Langue (fr par défaut).', en: 'Language (fr by default).' } },
  define: {
    takes: { fr: '<nom=expression>', en: '<name=expression>' },
    says: {
      fr: 'Ajoute une colonne calculée (SQL de DuckDB), par exemple "ln_rd=ln(rd)"\u202f; répétable.',
      en: 'Adds a computed column (DuckDB’s SQL), for example "ln_rd=ln(rd)"; may be repeated.',
    },
  },
  where: {
    takes: { fr: '<condition>', en: '<condition>' },
    says: {
      fr: 'Ne garde que ces lignes, par exemple "year < 2016".',
      en: 'Keeps these rows only, for example "year < 2016".',
    },
  },
  memory: {
    takes: '<1GB>',
    says: { fr: 'Mémoire de la lecture du fichier (1GB).', en: 'Memory to read the file (1GB).' },
  },
  threads: { takes: '<n>', says: { fr: 'Fils de calcul (tous).', en: 'Threads (all).' } },
  help: { says: { fr: 'Cette aide.', en: 'This help.' } },
};

/** Which column of the panel is what. */
export const PANEL: FlagTable = {
  unit: {
    takes: COLUMN,
    says: {
      fr: 'Unité suivie (siren)\u202f; facultative avec --panel rc.',
      en: 'Unit followed (siren); optional with --panel rc.',
    },
  },
  time: { takes: COLUMN, says: { fr: 'Période, nombre entier.', en: 'Period, a whole number.' } },
  cohort: {
    takes: COLUMN,
    says: {
      fr: 'Première période traitée\u202f; 0, vide, Inf ou après la dernière période = jamais.',
      en: 'First treated period; 0, empty, Inf or after the last period = never.',
    },
  },
  treatment: {
    takes: COLUMN,
    says: {
      fr: 'Au lieu de --cohort\u202f: 1 aux périodes où l’unité est traitée, 0 ailleurs.',
      en: 'Instead of --cohort: 1 in the periods when the unit is treated, 0 elsewhere.',
    },
  },
  covariates: {
    takes: COLUMNS,
    says: { fr: 'Covariables\u202f; un texte est un facteur.', en: 'Covariates; a text is a factor.' },
  },
  factors: {
    takes: COLUMNS,
    says: { fr: 'Covariables dont les nombres sont des modalités.', en: 'Covariates whose numbers are levels.' },
  },
  weights: { takes: COLUMN, says: { fr: 'Poids.', en: 'Weights.' } },
  cluster: {
    takes: COLUMN,
    says: { fr: 'Grappe des erreurs (l’unité par défaut).', en: 'Cluster of errors (the unit by default).' },
  },
};

/** How group-time effects are estimated. */
export const DESIGN: FlagTable = {
  method: {
    choices: ['dr', 'reg', 'ipw'],
    says: {
      fr: 'Doublement robuste (défaut), régression, pondération.',
      en: 'Doubly robust (default), regression, weighting.',
    },
  },
  controls: {
    choices: ['never', 'not-yet'],
    says: {
      fr: 'Témoins\u202f: jamais, ou pas encore (défaut), traités.',
      en: 'Controls: never, or not yet (default), treated.',
    },
  },
  base: {
    choices: ['universal', 'varying'],
    says: { fr: 'Période de référence avant traitement (universal).', en: 'Base period before treatment (universal).' },
  },
  anticipation: { takes: '<n>', says: { fr: 'Périodes d’anticipation (0).', en: 'Periods of anticipation (0).' } },
  panel: {
    choices: ['balanced', 'unbalanced', 'rc'],
    says: {
      fr: 'Panel cylindré (défaut), non cylindré, ou coupes répétées.',
      en: 'Balanced panel (default), unbalanced, or repeated cross-sections.',
    },
  },
  transform: {
    choices: ['level', 'log', 'log1p', 'asinh', 'growth', 'binary'],
    says: { fr: 'Transformation du résultat (level).', en: 'Transformation of the outcome (level).' },
  },
  'covariate-timing': {
    choices: ['earlier', 'base', 'first'],
    says: { fr: 'Période des covariables (earlier).', en: 'Period of covariates (earlier).' },
  },
  'weight-timing': {
    choices: ['earlier', 'base', 'first', 'varying'],
    says: { fr: 'Période des poids (earlier).', en: 'Period of weights (earlier).' },
  },
  alpha: { takes: '<0.05>', says: { fr: 'Seuil (0.05).', en: 'Level (0.05).' } },
  seed: { takes: '<n>', says: { fr: 'Graine des tirages (1).', en: 'Seed of draws (1).' } },
};

export const OUTCOME: FlagTable = {
  outcome: { takes: COLUMNS, says: { fr: 'Variable de résultat, ou plusieurs.', en: 'Outcome, or several.' } },
};

/** Units matched before their effects are estimated. */
export const MATCH_FIRST: FlagTable = {
  'match-on': {
    takes: COLUMNS,
    says: {
      fr: 'Apparie d’abord les traités à des jamais traités semblables sur ces covariables\u202f; rd@2010 est le résultat rd en 2010.',
      en: 'First matches the treated with never treated alike on these covariates; rd@2010 is the outcome rd in 2010.',
    },
  },
  'match-at': {
    takes: { fr: '<période>', en: '<period>' },
    says: {
      fr: 'Période de l’appariement, avant tout traitement (la première).',
      en: 'Period of matching, before any treatment (the first).',
    },
  },
  'match-method': {
    choices: ['nearest', 'exact', 'cem', 'subclass'],
    says: {
      fr: 'Plus proche voisin (défaut), exact, CEM, sous-classes.',
      en: 'Nearest neighbour (default), exact, CEM, subclasses.',
    },
  },
  'match-ratio': { takes: '<n>', says: { fr: 'Témoins par traité (1).', en: 'Controls for each treated (1).' } },
  'match-replace': { says: { fr: 'Avec remise.', en: 'With replacement.' } },
  'match-caliper': {
    takes: '<0.2>',
    says: {
      fr: 'Écart de score admis, en écarts types.',
      en: 'Largest distance of scores, in standard deviations.',
    },
  },
  'match-exact': {
    takes: COLUMNS,
    says: { fr: 'Variables égales dans chaque paire.', en: 'Variables equal in each pair.' },
  },
};

/** How `--match-…` asks to match; null when it does not. */
export function matchAsked(given: Given): MatchAsked | null {
  const on = given.list('match-on');
  if (on.length === 0) {
    const alone = Object.keys(MATCH_FIRST).find((name) => given.has(name));
    if (alone)
      throw new UsageError({
        fr: `--${alone} n’a de sens qu’avec --match-on.`,
        en: `--${alone} means nothing without --match-on.`,
      });
    return null;
  }
  const width = given.number('match-caliper');
  const exact = given.list('match-exact');
  return {
    on,
    at: given.number('match-at') ?? null,
    options: {
      replace: given.has('match-replace'),
      exact,
      calipers: width === undefined ? [] : [{ on: 'distance', width, standardised: true }],
      ...defined({ method: given.choice<MatchMethod>('match-method'), ratio: given.number('match-ratio') }),
    },
  };
}

type MatchMethod = 'nearest' | 'exact' | 'cem' | 'subclass';

/** Covariates that matching reads, beside those of the estimate; outcomes of a period (`rd@2010`) are read already. */
export const matchColumns = (given: Given): string[] =>
  [...given.list('match-on'), ...given.list('match-exact')].filter((name) => !name.includes('@'));

/** The report for the public. */
export const REPORT: FlagTable = {
  html: {
    takes: { fr: '<fichier>', en: '<file>' },
    says: {
      fr: 'Écrit un rapport en HTML, sans rien d’extérieur.',
      en: 'Writes a report in HTML, with nothing from outside.',
    },
  },
  pdf: {
    takes: { fr: '<fichier>', en: '<file>' },
    says: { fr: 'Écrit le même rapport en PDF accessible.', en: 'Writes the same report as an accessible PDF.' },
  },
  date: {
    takes: { fr: '<aaaa-mm-jj>', en: '<yyyy-mm-dd>' },
    says: {
      fr: 'Date du rapport en PDF (aujourd’hui)\u202f; la même date redonne le même fichier.',
      en: 'Date of the PDF report (today); the same date gives the same file again.',
    },
  },
  title: {
    takes: { fr: '<texte>', en: '<text>' },
    says: { fr: 'La question posée, en tête du rapport.', en: 'The question asked, at the head of the report.' },
  },
  sensitivity: {
    says: {
      fr: 'Ajoute au rapport la sensibilité (Rambachan-Roth) et la courbe des spécifications.',
      en: 'Adds sensitivity (Rambachan-Roth) and the specification curve to the report.',
    },
  },
};

const isDefined = <T>(entry: [string, T | undefined]): entry is [string, T] => entry[1] !== undefined;
const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(isDefined)) as never;

/** Columns of the panel, as typed or as they were imported. @throws UsageError when one is missing, ImpactError when it was not imported so */
export const panelColumns = (
  given: Given,
  file: RunFile,
  outcomes: readonly string[],
  more: readonly string[] = [],
): PanelColumns =>
  file.store
    ? importedColumns(given, file.store, measured(given, outcomes, more))
    : { unit: given.required('unit'), ...columnsBesideUnit(given, outcomes, more) };

/** The panel that the file holds. Rows of repeated cross-sections are units, whatever `--unit` says of them. */
export const panelAsked = (
  given: Given,
  file: RunFile,
  outcomes: readonly string[],
  more: readonly string[] = [],
): PanelAsked =>
  given.choice('panel') === 'rc'
    ? { kind: 'rc', columns: columnsBesideUnit(given, outcomes, more) }
    : { kind: 'followed', columns: panelColumns(given, file, outcomes, more) };

const measured = (given: Given, outcomes: readonly string[], more: readonly string[]) => ({
  outcomes,
  covariates: [...new Set([...given.list('covariates'), ...given.list('factors'), ...more])],
  // Levels by which effects are told apart are levels, whatever they are written as.
  factors: [...given.list('factors'), ...given.list('by')],
});

const columnsBesideUnit = (given: Given, outcomes: readonly string[], more: readonly string[]) => ({
  time: given.required('time'),
  cohort: cohortColumn(given),
  ...measured(given, outcomes, more),
  ...defined({ weights: given.text('weights'), cluster: given.text('cluster') }),
});

export function designOptions(given: Given, outcomes: readonly string[]): GroupTimeOptions {
  return {
    outcomes,
    covariates: [...new Set([...given.list('covariates'), ...given.list('factors')])],
    ...defined({
      method: given.choice<'dr' | 'reg' | 'ipw'>('method'),
      // Twins were chosen among the never treated.
      controls: given.choice<'never' | 'not-yet'>('controls') ?? (given.has('match-on') ? 'never' : undefined),
      base: given.choice<'varying' | 'universal'>('base'),
      anticipation: given.number('anticipation'),
      panel: given.choice<'balanced' | 'unbalanced' | 'rc'>('panel'),
      transform: given.choice<'level' | 'log' | 'log1p' | 'asinh' | 'growth' | 'binary'>('transform'),
      covariateTiming: given.choice<'earlier' | 'base' | 'first'>('covariate-timing'),
      weightTiming: given.choice<'earlier' | 'base' | 'first' | 'varying'>('weight-timing'),
      alpha: given.number('alpha'),
      seed: given.number('seed'),
      workers: given.number('threads'),
    }),
  };
}

/** What the report of a command says besides its result. */
export const reportAsked = (
  { given, line, language }: Setting,
  { store }: RunFile,
  options: GroupTimeOptions,
  matched: MatchedSample | null,
): ReportAsked => ({
  question: given.text('title') ?? null,
  // An estimate of a panel imported before is repeated from the import on.
  command: store?.importedBy ? `${store.importedBy}\n${line}` : line,
  sensitivityOf: given.has('sensitivity') ? options : null,
  language,
  matched,
});
