import {
  type Additionality,
  type AdditionalityByLevel,
  additionalityByLevel,
  additionality as additionalityOf,
  afterMatching,
  aggregateJointly,
  boundedResult,
  ENGINE_VERSION,
  estimateGroupTime,
  estimateLoaded,
  type FactorCovariate,
  FEWEST_FIRMS,
  type GroupTimeOptions,
  type GroupTimeResult,
  ImpactError,
  jsonText,
  type Level,
  loadPanel,
  matchLoaded,
  type Panel,
  reportHtml,
  reportParts,
  selectUnits,
  type Warning,
  withheldCells,
} from '#engines/impact/index.ts';
import { cohortOf } from '#engines/impact/panel.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Language, UsageError } from './flags.ts';
import { withInputFile } from './input-file.ts';
import {
  DESIGN,
  designOptions,
  EVERYWHERE,
  MATCH_FIRST,
  matchAsked,
  matchColumns,
  PANEL,
  panelAsked,
  REPORT,
  reportAsked,
} from './panel-flags.ts';
import { digits, progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const COLUMN = { fr: '<colonne>', en: '<column>' };

const OUTCOMES: FlagTable = {
  rd: { takes: COLUMN, says: { fr: 'R&D totale.', en: 'Total R&D.' } },
  aid: {
    takes: COLUMN,
    says: { fr: 'Aide publique reçue, dans la même unité.', en: 'Public aid received, in the same unit.' },
  },
  own: {
    takes: COLUMN,
    says: {
      fr: 'R&D autofinancée, si elle est dans le fichier\u202f: elle doit être R&D moins aide.',
      en: 'Own-financed R&D, when the file has it: it must be R&D less aid.',
    },
  },
  by: {
    takes: COLUMN,
    says: {
      fr: 'Par taille, secteur, région ou classe de pôle\u202f; constante par unité.',
      en: 'By size, sector, region or cluster class; constant by unit.',
    },
  },
};

export const additionality: Command = {
  says: {
    fr: 'L’aide s’ajoute-t-elle à l’effort privé\u202f? Effets joints sur la R&D, l’aide et la R&D autofinancée, effet de levier, totaux.',
    en: 'Does aid add to private effort? Joint effects on R&D, aid and own-financed R&D, leverage, totals.',
  },
  example:
    'grappe impact additionality firms.parquet --unit siren --time year --cohort first_year --rd rd --aid aid --by size --controls never',
  flags: { ...PANEL, ...OUTCOMES, ...DESIGN, ...MATCH_FIRST, ...REPORT, ...EVERYWHERE },
  run,
};

/** @throws ImpactError when R&D and aid have no cell in common */
function jointAdditionality(result: GroupTimeResult, alpha: number): Additionality {
  return additionalityOf(
    { effects: aggregateJointly(result, { kind: 'dynamic' }), treated: treatedUnits(result) },
    alpha,
  );
}

const treatedUnits = ({ cohorts }: GroupTimeResult): number => cohorts.reduce((sum, { units }) => sum + units, 0);

async function run(setting: Setting): Promise<void> {
  const { given, language, terminal } = setting;
  const own = given.text('own');
  const outcomes = [given.required('rd'), given.required('aid'), ...(own ? [own] : [])];
  const by = given.text('by');
  if (by && given.choice('panel') === 'rc')
    throw new UsageError({
      fr: '--by demande un panel où l’on suit les unités.',
      en: '--by needs a panel that follows units.',
    });
  await withInputFile(given, async (file) => {
    const progress = progressOn(terminal, { fr: 'Lecture du panel', en: 'Reading the panel' }[language]);
    const more = [...matchColumns(given), ...(by ? [by] : [])];
    const whole = await loadPanel(file, panelAsked(given, outcomes, more), progress.at);
    progress.done();
    const match = matchAsked(given);
    const { loaded, matched } = match ? await matchLoaded(whole, match) : { loaded: whole, matched: null };
    const options = designOptions(given, outcomes);
    const result = afterMatching(await estimateLoaded(loaded, options, file.digest), matched);
    const overall = jointAdditionality(result, result.options.alpha);
    const levels = by ? await byLevel(await loaded.panel(), by, options) : null;
    const warnings = [...result.warnings, ...overall.warnings, ...(levels?.warnings ?? [])];
    const json = {
      engine: ENGINE_VERSION,
      ...overall,
      by: levels && {
        factor: by,
        levels: levels.found.levels,
        equality: levels.found.equality,
        total: levels.found.total,
      },
      sample: result.sample,
      options: result.options,
      warnings,
      input_digest: file.digest,
    };
    const bounded = boundedResult(result, { simultaneous: true });
    const html = given.has('html')
      ? reportHtml(
          await reportParts(reportAsked(setting, options, matched), loaded, result, bounded, overall),
          language,
        )
      : '';
    await writeOutputs([
      { path: given.text('json'), text: () => jsonText(json) },
      { path: given.text('html'), text: () => html },
    ]);
    terminal.out(additionalityText(overall, levels?.found ?? null, language));
    if (warnings.length > 0) terminal.err(`${warningLines(warnings, language)}\n`);
  });
}

/** Each level against controls of its own; a level too small to publish, or that cannot be estimated, is a warning. */
async function byLevel(panel: Panel, by: string, options: GroupTimeOptions) {
  const covariate = panel.covariates![by]!;
  if (covariate.kind !== 'factor')
    throw new ImpactError('level-not-factor', {
      fr: `« ${by} » contient des nombres\u202f: déclarez-la par --factors ${by} si ce sont des modalités.`,
      en: `"${by}" holds numbers: declare it by --factors ${by} if they are levels.`,
    });
  if (covariate.codes.length !== panel.unit.length)
    throw new ImpactError('level-varying', {
      fr: `« ${by} » change au cours du temps pour certaines unités\u202f: donnez une seule modalité par unité.`,
      en: `"${by}" changes over time for some units: give one level for each unit.`,
    });
  const secret = secretLevels(panel, covariate);
  const found: Level[] = [];
  const warnings: Warning[] = [];
  const controlled = { ...options, covariates: (options.covariates ?? []).filter((name) => name !== by) };
  for (const [code, level] of covariate.levels.entries()) {
    if (secret.has(level)) {
      warnings.push(withheld(level));
      continue;
    }
    try {
      const result = await estimateGroupTime(
        selectUnits(panel, (unit) => covariate.codes[unit] === code),
        controlled,
      );
      found.push({ level, treated: treatedUnits(result), effects: aggregateJointly(result, { kind: 'dynamic' }) });
    } catch (error) {
      if (!(error instanceof ImpactError)) throw error;
      warnings.push({
        code: 'level-left-out',
        fr: `${level}\u202f: ${error.sentence.fr}`,
        en: `${level}: ${error.sentence.en}`,
      });
    }
  }
  if (found.length === 0)
    throw new ImpactError('no-level', {
      fr: `Aucune modalité de « ${by} » ne se laisse estimer.`,
      en: `No level of "${by}" can be estimated.`,
    });
  return { found: additionalityByLevel(found, undefined, options.alpha ?? 0.05), warnings };
}

/** Levels with too few treated firms, and those that would give them away by difference from the total. */
function secretLevels(panel: Panel, { codes, levels }: FactorCovariate): ReadonlySet<string> {
  const treated = levels.map(() => 0);
  for (const [unit, code] of codes.entries())
    if (code >= 0 && cohortOf(panel.firstTreated[unit]!) > 0) treated[code] = treated[code]! + 1;
  const cell = (id: string, firms: number) => ({ id, firms, amount: firms, largest: Math.min(1, firms) });
  const { primary, complementary } = withheldCells({
    cells: [
      ...levels.map((level, code) => cell(`level ${level}`, treated[code]!)),
      cell(
        'total',
        treated.reduce((sum, count) => sum + count, 0),
      ),
    ],
    sums: [{ total: 'total', parts: levels.map((level) => `level ${level}`) }],
  });
  return new Set(levels.filter((level) => primary.has(`level ${level}`) || complementary.has(`level ${level}`)));
}

const withheld = (level: string): Warning => ({
  code: 'level-secret',
  fr: `${level}\u202f: non publié (secret statistique\u202f: moins de ${FEWEST_FIRMS} entreprises traitées, ici ou dans une modalité que celle-ci révélerait).`,
  en: `${level}: not published (statistical secrecy: fewer than ${FEWEST_FIRMS} treated firms, here or in a level that this one would give away).`,
});

const WORDS = {
  fr: {
    header: ['', 'Effet', 'Bas', 'Haut', 'Total'],
    rd: 'R&D totale',
    aid: 'Aide reçue',
    own: 'R&D autofinancée',
    ratio: 'R&D par euro d’aide\u202f:',
    treated: 'Entreprises traitées\u202f:',
  },
  en: {
    header: ['', 'Effect', 'Low', 'High', 'Total'],
    rd: 'Total R&D',
    aid: 'Aid received',
    own: 'Own-financed R&D',
    ratio: 'R&D per euro of aid:',
    treated: 'Treated firms:',
  },
} as const;

function additionalityText(overall: Additionality, levels: AdditionalityByLevel | null, language: Language): string {
  const words = WORDS[language];
  const block = (one: Additionality, title?: string): string =>
    [
      ...(title ? [`== ${title} ==`] : []),
      textTable(
        words.header,
        (['rd', 'aid', 'own'] as const).map((name) => {
          const { att, low, high, total } = one[name];
          return [words[name], digits(att), digits(low), digits(high), digits(total.value, 0)];
        }),
      ),
      `${words.ratio} ${digits(one.leverage.ratio)}. ${one.leverage.sentence[language]}`,
      one.sentence[language],
      `${words.treated} ${one.treated}`,
      '',
    ].join('\n');
  return [block(overall), ...(levels?.levels.map((one) => block(one, one.level)) ?? [])].join('\n');
}
