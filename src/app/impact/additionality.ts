import {
  type Additionality,
  type AdditionalityFound,
  additionalityOfPanel,
  afterMatching,
  boundedResult,
  ENGINE_VERSION,
  estimateLoaded,
  jsonText,
  loadPanel,
  matchLoaded,
  reportParts,
} from '#engines/impact/index.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Language, UsageError } from './flags.ts';
import { withPanel } from './input-file.ts';
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
import { reportOutputs } from './report-outputs.ts';
import { digits, progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const COLUMN = { fr: '<colonne>', en: '<column>' };

export const ADDITIONALITY: FlagTable = {
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
  flags: { ...PANEL, ...ADDITIONALITY, ...DESIGN, ...MATCH_FIRST, ...REPORT, ...EVERYWHERE },
  takesImported: true,
  run,
};

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
  await withPanel(given, async (file) => {
    const progress = progressOn(terminal, { fr: 'Lecture du panel', en: 'Reading the panel' }[language]);
    const more = [...matchColumns(given), ...(by ? [by] : [])];
    const whole = await loadPanel(file, panelAsked(given, file, outcomes, more), progress.at);
    progress.done();
    const match = matchAsked(given);
    const { loaded, matched } = match ? await matchLoaded(whole, match) : { loaded: whole, matched: null };
    const options = designOptions(given, outcomes);
    const result = afterMatching(await estimateLoaded(loaded, options, file.digest), matched);
    const asked = { rd: outcomes[0]!, aid: outcomes[1]!, ...(own ? { own } : {}), by: by ?? null };
    const found = await additionalityOfPanel(result, asked, options, loaded.panel);
    const warnings = [...result.warnings, ...found.warnings];
    const json = {
      engine: ENGINE_VERSION,
      ...found,
      sample: result.sample,
      options: result.options,
      warnings,
      input_digest: file.digest,
    };
    const bounded = boundedResult(result, { simultaneous: true });
    const reports = await reportOutputs(setting, () =>
      reportParts(reportAsked(setting, file, options, matched), loaded, result, bounded, found),
    );
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }, ...reports]);
    terminal.out(additionalityText(found, language));
    if (warnings.length > 0) terminal.err(`${warningLines(warnings, language)}\n`);
  });
}

const WORDS = {
  fr: {
    header: ['', 'Effet', 'Bas', 'Haut', 'Total'],
    rd: 'R&D totale',
    aid: 'Aide reçue',
    own: 'R&D autofinancée',
    ratio: 'R&D par euro d’aide\u202f:',
    treated: 'Entreprises traitées\u202f:',
    equal: 'Égalité des effets entre modalités (p)\u202f:',
    tests: { rd: 'R&D totale', aid: 'aide reçue', own: 'R&D autofinancée', joint: 'toutes ensemble' },
    sum: 'Total des modalités publiées',
  },
  en: {
    header: ['', 'Effect', 'Low', 'High', 'Total'],
    rd: 'Total R&D',
    aid: 'Aid received',
    own: 'Own-financed R&D',
    ratio: 'R&D per euro of aid:',
    treated: 'Treated firms:',
    equal: 'Equality of effects between levels (p):',
    tests: { rd: 'total R&D', aid: 'aid received', own: 'own-financed R&D', joint: 'all together' },
    sum: 'Total of the levels published',
  },
} as const;

export function additionalityText(found: AdditionalityFound, language: Language): string {
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
  const { by } = found;
  if (!by) return block(found);
  const totals = (['rd', 'aid', 'own'] as const).map((name) => {
    const { value, low, high } = by.total[name];
    return [words[name], digits(low, 0), digits(high, 0), digits(value, 0)];
  });
  const tests = (['rd', 'aid', 'own', 'joint'] as const)
    .flatMap((name) => (by.equality[name] ? [`${words.tests[name]} ${digits(by.equality[name].p)}`] : []))
    .join(', ');
  return [
    block(found),
    ...by.levels.map((one) => block(one, one.level)),
    `== ${words.sum} ==`,
    textTable([words.header[0], ...words.header.slice(2)], totals),
    ...(tests ? [`${words.equal} ${tests}`] : []),
    '',
  ].join('\n');
}
