import {
  type ClusterCorrelation,
  designPower,
  ENGINE_VERSION,
  type ErrorModel,
  followedClusters,
  followedErrors,
  importedPanel,
  jsonText,
  type PowerDesign,
  panelInMemory,
  type WidePanel,
} from '#engines/impact/index.ts';
import { cohortOf } from '#engines/impact/panel.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Given, type Language, UsageError } from './flags.ts';
import { withPanel } from './input-file.ts';
import { DESIGN, EVERYWHERE, OUTCOME, PANEL, panelColumns } from './panel-flags.ts';
import { digits, progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const { unit, time, cohort, treatment, cluster } = PANEL;
const { controls, base, anticipation, alpha } = DESIGN;

const DETECTION: FlagTable = {
  power: { takes: '<0.8>', says: { fr: 'Probabilité de détecter (0.8).', en: 'Probability of detection (0.8).' } },
  detect: {
    takes: '<0.05,0.1>',
    says: { fr: 'Effets dont la puissance est demandée.', en: 'Effects of which the power is asked.' },
  },
  sd: {
    takes: '<x>',
    says: {
      fr: 'Écart type supposé d’une période, au lieu de le mesurer avant traitement.',
      en: 'Standard deviation of one period assumed, instead of measured before treatment.',
    },
  },
  persistence: {
    takes: '<0–1>',
    says: {
      fr: 'Corrélation supposée d’une période à la suivante (0).',
      en: 'Correlation assumed from one period to the next (0).',
    },
  },
  clusters: {
    takes: '<n>',
    says: {
      fr: 'Nombre de grappes supposé, au lieu de les compter par --cluster.',
      en: 'Number of clusters assumed, instead of counted by --cluster.',
    },
  },
  icc: {
    takes: '<0–1>',
    says: { fr: 'Corrélation des changements dans une grappe.', en: 'Correlation of changes within a cluster.' },
  },
};

export const power: Command = {
  says: {
    fr: 'Plus petit effet détectable, avant de lire aucun résultat postérieur au traitement.',
    en: 'Minimum detectable effect, before any outcome after treatment is read.',
  },
  example:
    'grappe impact power reference/evaluation/mpdta.csv --unit countyreal --time year --cohort first_treat --outcome lemp --sd 0.1 --persistence 0.5 --detect 0.02,0.05',
  flags: {
    unit: unit!,
    time: time!,
    cohort: cohort!,
    treatment: treatment!,
    cluster: cluster!,
    ...OUTCOME,
    controls: controls!,
    base: base!,
    anticipation: anticipation!,
    alpha: alpha!,
    ...DETECTION,
    ...EVERYWHERE,
  },
  takesImported: true,
  run,
};

async function run({ given, language, terminal }: Setting): Promise<void> {
  const outcome = given.required('outcome');
  mustComeWith(given, 'persistence', 'sd');
  mustComeWith(given, 'icc', 'clusters');
  await withPanel(given, async (file) => {
    const progress = progressOn(terminal, { fr: 'Lecture du panel', en: 'Reading the panel' }[language]);
    const stored = await importedPanel(file, panelColumns(given, file, [outcome]), progress.at);
    progress.done();
    const panel = (await panelInMemory(stored)) as WidePanel;
    const clusters = clustersOf(given, panel, outcome);
    const result = designPower(designOf(given, panel, errorModel(given, panel, outcome), clusters));
    const { expected: _, ...told } = result;
    const json = { engine: ENGINE_VERSION, ...told, clusters, input_digest: file.digest };
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }]);
    terminal.out(powerText(result, clusters, language));
    if (result.warnings.length > 0) terminal.err(`${warningLines(result.warnings, language)}\n`);
  });
}

/** What the file would otherwise tell is assumed as a whole, or not at all. */
function mustComeWith(given: Given, name: string, other: string): void {
  if (given.has(name) && !given.has(other))
    throw new UsageError({
      fr: `--${name} n’a de sens qu’avec --${other}\u202f: sans lui, elle est mesurée dans le fichier.`,
      en: `--${name} means nothing without --${other}: it is then measured in the file.`,
    });
}

/** As assumed, or as changes before treatment vary within the clusters of the file. */
function clustersOf(given: Given, panel: WidePanel, outcome: string): ClusterCorrelation | null {
  const count = given.number('clusters');
  if (count !== undefined) return { count, icc: given.number('icc') ?? 0 };
  return followedClusters(panel, outcome, given.number('anticipation') ?? 0);
}

function designOf(
  given: Given,
  panel: WidePanel,
  errors: ErrorModel,
  clusters: ClusterCorrelation | null,
): PowerDesign {
  const counts = new Map<number, number>();
  for (const g of Array.from(panel.firstTreated, cohortOf)) counts.set(g, (counts.get(g) ?? 0) + 1);
  const set = <K extends keyof PowerDesign>(name: K, value: PowerDesign[K] | undefined): Partial<PowerDesign> =>
    value === undefined ? {} : { [name]: value };
  return {
    periods: Array.from(panel.periods),
    cohorts: counts,
    errors,
    ...set('controls', given.choice('controls')),
    ...set('base', given.choice('base')),
    ...set('anticipation', given.number('anticipation')),
    ...set('alpha', given.number('alpha')),
    ...set('power', given.number('power')),
    ...set('clusters', clusters ?? undefined),
    effects: given.numbers('detect'),
  };
}

/** As assumed, or as the outcome moved before the first treatment within the panel. */
function errorModel(given: Given, panel: WidePanel, outcome: string): ErrorModel {
  const sd = given.number('sd');
  if (sd !== undefined) return { sd, persistence: given.number('persistence') ?? 0 };
  return followedErrors(panel, outcome, given.number('anticipation') ?? 0);
}

const WORDS = {
  fr: {
    title: 'Plus petit effet détectable',
    header: ['Temps relatif', 'Err. type', 'Effet détectable'],
    overall: 'Ensemble',
    curve: ['Effet', 'Puissance'],
    spread: 'Écart type d’une période',
    persistence: 'persistance',
    clusters: 'Grappes',
    effect: 'effet de plan',
  },
  en: {
    title: 'Minimum detectable effect',
    header: ['Event time', 'Std. Error', 'Detectable'],
    overall: 'Overall',
    curve: ['Effect', 'Power'],
    spread: 'Standard deviation of one period',
    persistence: 'persistence',
    clusters: 'Clusters',
    effect: 'design effect',
  },
} as const;

function powerText(
  { overall, rows, curve, options, designEffect }: ReturnType<typeof designPower>,
  clusters: ClusterCorrelation | null,
  language: Language,
): string {
  const words = WORDS[language];
  const line = (name: string, { se, minimum }: { se: number; minimum: number }): string[] => [
    name,
    digits(se),
    digits(minimum),
  ];
  return [
    `${words.title} (alpha = ${options.alpha}, ${options.power})`,
    textTable(words.header, [line(words.overall, overall), ...rows.map((row) => line(String(row.at), row))]),
    ...(curve.length > 0
      ? [
          '',
          textTable(
            words.curve,
            curve.map(({ effect, power: chance }) => [String(effect), digits(chance)]),
          ),
        ]
      : []),
    '---',
    `${words.spread} = ${digits(options.errors.sd)}, ${words.persistence} = ${digits(options.errors.persistence)}`,
    ...(clusters
      ? [
          `${words.clusters} = ${clusters.count}, icc = ${digits(clusters.icc)}, ${words.effect} = ${digits(designEffect)}`,
        ]
      : []),
    '',
  ].join('\n');
}
