import {
  type AdditionalityAsked,
  estimateRun,
  jsonText,
  publishedEstimate,
  reportParts,
  type Windows,
} from '#engines/impact/index.ts';
import { ADDITIONALITY, additionalityText } from './additionality.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Given, UsageError } from './flags.ts';
import { groupTimeText } from './group-time.table.ts';
import { withInputFile, withPanel } from './input-file.ts';
import { matchText } from './match.ts';
import {
  DESIGN,
  designOptions,
  EVERYWHERE,
  MATCH_FIRST,
  matchAsked,
  matchColumns,
  OUTCOME,
  PANEL,
  panelAsked,
  REPORT,
  reportAsked,
} from './panel-flags.ts';
import { reportOutputs } from './report-outputs.ts';
import { stagesOn, warningLines, writeOutputs } from './terminal.ts';
import { TWO_PERIOD_ESTIMATORS, twoPeriodEffects, twoPeriodText } from './two-period.ts';

const WINDOWS: FlagTable = {
  bands: {
    says: {
      fr: 'Bandes simultanées, au lieu d’un intervalle par effet.',
      en: 'Simultaneous bands, instead of an interval for each effect.',
    },
  },
  'min-e': { takes: '<e>', says: { fr: 'Premier temps relatif des agrégats.', en: 'First event time of aggregates.' } },
  'max-e': { takes: '<e>', says: { fr: 'Dernier temps relatif des agrégats.', en: 'Last event time of aggregates.' } },
  'balance-e': {
    takes: '<e>',
    says: {
      fr: 'Ne garde que les cohortes observées jusqu’à ce temps relatif.',
      en: 'Keeps cohorts observed up to this event time only.',
    },
  },
};

const TWO_PERIODS: FlagTable = {
  pre: {
    takes: { fr: '<colonne>', en: '<column>' },
    says: {
      fr: 'Deux périodes en largeur\u202f: résultat avant (avec --post, --treated).',
      en: 'Two periods side by side: outcome before (with --post, --treated).',
    },
  },
  post: { takes: { fr: '<colonne>', en: '<column>' }, says: { fr: 'Résultat après.', en: 'Outcome after.' } },
  treated: {
    takes: { fr: '<colonne>', en: '<column>' },
    says: {
      fr: '1 pour les traités, 0 pour les témoins, au lieu de --cohort.',
      en: '1 for treated, 0 for controls, instead of --cohort.',
    },
  },
  estimator: {
    choices: TWO_PERIOD_ESTIMATORS,
    says: { fr: 'Estimateur à deux périodes (all).', en: 'Two-period estimator (all).' },
  },
};

const { own: _, ...ADDED } = ADDITIONALITY;

/** `--rd` and `--aid` name two of the outcomes, whose effects are then read together. */
function additionalityAsked(given: Given, outcomes: readonly string[]): AdditionalityAsked | null {
  if (!['rd', 'aid', 'by'].some((name) => given.has(name))) return null;
  const asked = { rd: given.required('rd'), aid: given.required('aid'), by: given.text('by') ?? null };
  const missing = [asked.rd, asked.aid].find((name) => !outcomes.includes(name));
  if (missing)
    throw new UsageError({
      fr: `--rd et --aid nomment deux des résultats de --outcome\u202f; ${missing} n’en est pas un.`,
      en: `--rd and --aid name two of the outcomes of --outcome; ${missing} is none.`,
    });
  return asked;
}

export const estimate: Command = {
  says: {
    fr: 'Effets moyens par groupe et période (Callaway et Sant’Anna), agrégats, bandes, test avant traitement.',
    en: 'Group-time average effects (Callaway and Sant’Anna), aggregates, bands, test before treatment.',
  },
  example:
    'grappe impact estimate reference/evaluation/mpdta.csv --unit countyreal --time year --cohort first_treat --outcome lemp --controls never --base varying --bands --json mpdta.json --html mpdta.html',
  flags: {
    ...PANEL,
    ...OUTCOME,
    ...DESIGN,
    ...MATCH_FIRST,
    ...ADDED,
    ...WINDOWS,
    ...TWO_PERIODS,
    ...REPORT,
    ...EVERYWHERE,
  },
  takesImported: true,
  run,
};

async function run(setting: Setting): Promise<void> {
  const { given, language, terminal } = setting;
  if (given.has('treated')) return runTwoPeriods(setting);
  const outcomes = given.list('outcome');
  if (outcomes.length === 0) given.required('outcome');
  await withPanel(given, async (file) => {
    const stages = stagesOn(terminal, language);
    const match = matchAsked(given);
    const asked = additionalityAsked(given, outcomes);
    const more = [...matchColumns(given), ...(asked?.by ? [asked.by] : [])];
    const plan = {
      panel: panelAsked(given, file, outcomes, more),
      ...(asked ? { additionality: asked } : {}),
      ...(match ? { match } : {}),
      options: designOptions(given, outcomes),
      bands: given.has('bands'),
      windows: windowsOf(given),
    };
    const done = await estimateRun(file, plan, stages.at);
    const { loaded, result, matched, additionality, bounded } = done;
    const reports = await reportOutputs(setting, () =>
      reportParts(reportAsked(setting, file, plan.options, matched), loaded, result, bounded[0]!, additionality),
    );
    stages.done();
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(publishedEstimate(done)) }, ...reports]);
    if (matched) terminal.out(`${matchText(matched.report, language)}\n`);
    for (const one of bounded) {
      if (bounded.length > 1) terminal.out(`\n== ${one.json.outcome} ==\n\n`);
      terminal.out(groupTimeText(one, language));
    }
    if (additionality) terminal.out(`\n${additionalityText(additionality, language)}`);
    if (result.warnings.length > 0) terminal.err(`${warningLines(result.warnings, language)}\n`);
  });
}

export function windowsOf(given: Given): Windows {
  const [minE, maxE, balanceE] = ['min-e', 'max-e', 'balance-e'].map((name) => given.number(name));
  return {
    ...(minE === undefined ? {} : { minE }),
    ...(maxE === undefined ? {} : { maxE }),
    ...(balanceE === undefined ? {} : { balanceE }),
  };
}

async function runTwoPeriods({ given, language, terminal }: Setting): Promise<void> {
  const report = ['html', 'pdf'].find((name) => given.has(name));
  if (report)
    throw new UsageError({
      fr: `--${report} n’accompagne pas --treated\u202f: le rapport demande un panel à cohortes (--cohort).`,
      en: `--${report} does not go with --treated: the report needs a panel with cohorts (--cohort).`,
    });
  await withInputFile(given, async (file) => {
    const json = await twoPeriodEffects(given, file);
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }]);
    terminal.out(twoPeriodText(json, language));
  });
}
