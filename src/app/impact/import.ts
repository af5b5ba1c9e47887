import {
  ENGINE_VERSION,
  importPanel,
  jsonText,
  type PanelStore,
  type StoredVariable,
  type Warning,
} from '#engines/impact/index.ts';
import { storedCohorts } from '#engines/impact/panel-store/read-panel.ts';
import type { Command, Setting } from './command.ts';
import type { FlagTable, Language } from './flags.ts';
import { withInputFile } from './input-file.ts';
import { inNewStore } from './new-store.ts';
import { EVERYWHERE, OUTCOME, PANEL, panelColumns } from './panel-flags.ts';
import { progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const PLACE: FlagTable = {
  to: {
    takes: { fr: '<dossier>', en: '<folder>' },
    says: {
      fr: 'Dossier du panel importé, à nommer ensuite à la place du fichier.',
      en: 'Folder of the imported panel, to be named then instead of the file.',
    },
  },
  replace: {
    says: { fr: 'Remplace le panel importé qui s’y trouve.', en: 'Replaces the imported panel that is there.' },
  },
};

export const importCommand: Command = {
  says: {
    fr: 'Importe un panel une fois, en mémoire bornée\u202f: estimate, power, sensitivity, additionality, dose et fe (étude d’événement, Sun-Abraham) lisent ensuite le dossier en une fraction de seconde, sans que les colonnes soient redites.',
    en: 'Imports a panel once, in bounded memory: estimate, power, sensitivity, additionality, dose and fe (event study, Sun-Abraham) then read the folder in a fraction of a second, without its columns being told again.',
  },
  example:
    'grappe impact import reference/evaluation/mpdta.csv --unit countyreal --time year --cohort first_treat --outcome lemp --covariates lpop --to mpdta.store',
  flags: { ...PANEL, ...OUTCOME, ...PLACE, ...EVERYWHERE },
  run,
};

async function run({ given, language, terminal, line }: Setting): Promise<void> {
  const place = given.required('to');
  const outcomes = given.list('outcome');
  if (outcomes.length === 0) given.required('outcome');
  await withInputFile(given, async (file) => {
    const progress = progressOn(terminal, { fr: 'Import du panel', en: 'Importing the panel' }[language]);
    const columns = panelColumns(given, file, outcomes);
    const json = await inNewStore(place, { replace: given.has('replace') }, async (folder) => {
      const store = await importPanel({ ...file, folder, columns, importedBy: line, onProgress: progress.at });
      progress.done();
      const described = description({ store, cohorts: await storedCohorts(store) });
      await writeOutputs([{ path: given.text('json'), text: () => jsonText(described) }]);
      return described;
    });
    terminal.out(importText(json, place, language));
    if (json.warnings.length > 0) terminal.err(`${warningLines(json.warnings, language)}\n`);
  });
}

interface Imported {
  readonly store: PanelStore;
  readonly cohorts: readonly { readonly g: number; readonly units: number }[];
}

/** What the store holds, for whoever asks for it as JSON. */
function description({ store, cohorts }: Imported) {
  const { columns, units, rows, periods, weights, cluster, variables, warnings, digest } = store;
  const asWarnings: Warning[] = [...variables.flatMap((variable) => variable.warnings), ...warnings];
  return {
    engine: ENGINE_VERSION,
    columns: { ...columns, weights: weights?.name ?? null, cluster: cluster?.name ?? null },
    units,
    rows,
    clusters: cluster?.count ?? null,
    periods,
    cohorts,
    variables: variables
      .filter(({ role }) => role !== 'weights')
      .map(({ name, role, levels, column, complete }) => ({
        name,
        role: role as Exclude<StoredVariable['role'], 'weights'>,
        levels,
        changes: column === null,
        complete,
      })),
    warnings: asWarnings,
    input_digest: digest,
  };
}

const WORDS = {
  fr: {
    imported: 'Panel importé dans',
    units: 'Unités\u202f:',
    rows: 'lignes\u202f:',
    periods: 'périodes\u202f:',
    clusters: 'grappes\u202f:',
    weights: 'poids\u202f:',
    cohorts: ['Traitées dès', 'Unités'],
    never: 'jamais',
    variables: ['Variable', 'Rôle', 'Contenu', 'Dans le temps', 'Trous'],
    roles: { outcome: 'résultat', covariate: 'covariable' },
    number: 'nombre',
    levels: 'modalités',
    changes: { true: 'change', false: 'fixe' },
    complete: { true: 'non', false: 'oui' },
  },
  en: {
    imported: 'Panel imported into',
    units: 'Units:',
    rows: 'rows:',
    periods: 'periods:',
    clusters: 'clusters:',
    weights: 'weights:',
    cohorts: ['Treated from', 'Units'],
    never: 'never',
    variables: ['Variable', 'Role', 'Content', 'Over time', 'Holes'],
    roles: { outcome: 'outcome', covariate: 'covariate' },
    number: 'number',
    levels: 'levels',
    changes: { true: 'changes', false: 'constant' },
    complete: { true: 'no', false: 'yes' },
  },
} as const;

function importText(imported: ReturnType<typeof description>, place: string, language: Language): string {
  const words = WORDS[language];
  const { columns, units, rows, periods, clusters, cohorts, variables } = imported;
  const span = periods.length > 1 ? `${periods[0]}–${periods.at(-1)} (${periods.length})` : String(periods[0]);
  const facts = [
    `${words.units} ${units}`,
    `${words.rows} ${rows}`,
    `${words.periods} ${span}`,
    ...(columns.weights ? [`${words.weights} ${columns.weights}`] : []),
    ...(columns.cluster ? [`${words.clusters} ${columns.cluster} (${clusters})`] : []),
  ];
  return [
    `${words.imported} ${place}`,
    facts.join(', '),
    '',
    textTable(
      words.cohorts,
      cohorts.map(({ g, units: count }) => [g === 0 ? words.never : String(g), String(count)]),
    ),
    '',
    textTable(
      words.variables,
      variables.map(({ name, role, levels, changes, complete }) => [
        name,
        words.roles[role],
        levels ? `${levels.length} ${words.levels}` : words.number,
        words.changes[`${changes}`],
        words.complete[`${complete}`],
      ]),
    ),
    '',
  ].join('\n');
}
