import {
  cohortOf,
  type DoseBins,
  type DoseCurve,
  type DoseInput,
  type DoseResponse,
  doseBins,
  doseResponse,
  ENGINE_VERSION,
  ImpactError,
  importedPanel,
  jsonText,
  panelInMemory,
  plural,
  type RunFile,
  sampleQuantiles,
  type Warning,
  type WidePanel,
} from '#engines/impact/index.ts';
import type { Command, Setting } from './command.ts';
import { type FlagTable, type Given, type Language, UsageError } from './flags.ts';
import { withPanel } from './input-file.ts';
import { DESIGN, EVERYWHERE, OUTCOME, PANEL, panelColumns } from './panel-flags.ts';
import { digits, progressOn, textTable, warningLines, writeOutputs } from './terminal.ts';

const DOSE: FlagTable = {
  dose: {
    takes: { fr: '<colonne>', en: '<column>' },
    says: {
      fr: 'Montant reçu, le même à toutes les périodes d’une unité\u202f; celui des jamais traitées n’est pas lu.',
      en: 'Amount received, the same in all periods of a unit; that of the never treated is not read.',
    },
  },
  bins: {
    takes: '<n>',
    says: { fr: 'Classes de montant (3\u202f: terciles).', en: 'Classes of amounts (3: terciles).' },
  },
  curve: {
    choices: ['polynomial', 'spline'],
    says: {
      fr: 'Ajoute la courbe effet-montant, qui suppose des tendances parallèles fortes.',
      en: 'Adds the curve of the effect in the amount, which supposes strong parallel trends.',
    },
  },
  degree: {
    takes: '<n>',
    says: { fr: 'Degré de la courbe (1\u202f; 3 pour spline).', en: 'Degree of the curve (1; 3 for spline).' },
  },
  knots: { takes: '<n>', says: { fr: 'Nœuds intérieurs de la spline (1).', en: 'Inner knots of the spline (1).' } },
  at: {
    takes: '<50,100,…>',
    says: {
      fr: 'Montants où lire la courbe (déciles 1, 3, 5, 7 et 9 des montants reçus).',
      en: 'Amounts at which to read the curve (deciles 1, 3, 5, 7 and 9 of the amounts received).',
    },
  },
};

const { unit, time, cohort, treatment } = PANEL;
const { controls, anticipation } = DESIGN;

export const dose: Command = {
  says: {
    fr: 'L’effet dépend-il du montant\u202f? Par classes de montant (terciles), et par une courbe, polynôme ou spline.',
    en: 'Does the effect depend on the amount? By classes of amounts (terciles), and by a curve, polynomial or spline.',
  },
  example:
    'grappe impact dose reference/evaluation/syn_dose.csv --unit siren --time annee --cohort g --outcome ln_rd --dose subvention --curve polynomial --degree 2 --json dose.json',
  flags: {
    unit: unit!,
    time: time!,
    cohort: cohort!,
    treatment: treatment!,
    ...OUTCOME,
    ...DOSE,
    controls: { ...controls!, says: { fr: 'Témoins (never).', en: 'Controls (never).' } },
    anticipation: anticipation!,
    ...EVERYWHERE,
  },
  takesImported: true,
  run,
};

async function run({ given, language, terminal }: Setting): Promise<void> {
  const [amount, outcome] = [given.required('dose'), given.required('outcome')];
  const curve = curveAsked(given);
  await withPanel(given, async (file) => {
    const progress = progressOn(terminal, { fr: 'Lecture du panel', en: 'Reading the panel' }[language]);
    const input = await doseInput(given, file, amount, outcome, progress.at);
    progress.done();
    const bins = doseBins(input, given.number('bins') ?? 3);
    const at = given.has('at') ? given.numbers('at') : deciles(input);
    const response = curve && doseResponse(input, curve, at);
    const warnings = withoutRepeats([...bins.warnings, ...(response?.warnings ?? [])]);
    const json = {
      engine: ENGINE_VERSION,
      outcome,
      dose: amount,
      bins: { cuts: bins.cuts, cells: bins.cells, overall: bins.overall, equality: bins.equality },
      curve: response && { ...response.curve, cells: response.cells, overall: response.overall },
      sample: bins.sample,
      options: { controls: input.controls!, anticipation: input.anticipation! },
      warnings,
      input_digest: file.digest,
    };
    await writeOutputs([{ path: given.text('json'), text: () => jsonText(json) }]);
    terminal.out(binsText(bins, language));
    if (response) terminal.out(curveText(response, language));
    if (warnings.length > 0) terminal.err(`${warningLines(warnings, language)}\n`);
  });
}

function curveAsked(given: Given): DoseCurve | null {
  const kind = given.choice<'polynomial' | 'spline'>('curve');
  const alone = ['degree', 'knots', 'at'].find((name) => given.has(name));
  if (!kind && alone)
    throw new UsageError({
      fr: `--${alone} n’a de sens qu’avec --curve.`,
      en: `--${alone} means nothing without --curve.`,
    });
  if (!kind) return null;
  const degree = given.number('degree') ?? (kind === 'spline' ? 3 : 1);
  return kind === 'spline' ? { kind, degree, knots: given.number('knots') ?? 1 } : { kind, degree };
}

async function doseInput(
  given: Given,
  file: RunFile,
  amount: string,
  outcome: string,
  onProgress: (share: number) => void,
): Promise<DoseInput> {
  const columns = panelColumns(given, file, [outcome], [amount]);
  const panel = (await panelInMemory(await importedPanel(file, columns, onProgress))) as WidePanel;
  const covariate = panel.covariates![amount]!;
  if (covariate.kind !== 'numeric')
    throw new ImpactError('dose-not-number', {
      fr: `« ${amount} » n’est pas un montant\u202f: elle contient du texte.`,
      en: `"${amount}" is no amount: it holds text.`,
    });
  return {
    panel,
    outcome,
    dose: constantDose(panel, covariate.values, amount),
    controls: given.choice<'never' | 'not-yet'>('controls') ?? 'never',
    anticipation: given.number('anticipation') ?? 0,
  };
}

/** One amount for each unit. @throws ImpactError naming the units whose amount changes */
function constantDose({ unit: units, firstTreated }: WidePanel, values: Float64Array, name: string): Float64Array {
  const count = units.length;
  const dose = values.slice(0, count);
  const changing: (string | number)[] = [];
  for (let i = 0; i < count; i++) {
    for (let at = i; at < values.length; at += count) {
      if (Number.isNaN(dose[i]!)) dose[i] = values[at]!;
      const differs = !Number.isNaN(values[at]!) && values[at] !== dose[i];
      if (differs && cohortOf(firstTreated[i]!) > 0) {
        changing.push(units[i]!);
        break;
      }
    }
  }
  if (changing.length === 0) return dose;
  const shown = `${changing.slice(0, 5).join(', ')}${changing.length > 5 ? ', …' : ''}`;
  throw new ImpactError(
    'dose-varying',
    {
      fr: `« ${name} » change au cours du temps pour ${plural.fr(changing.length, '# unité traitée', '# unités traitées')} (${shown})\u202f: donnez un montant par unité, par exemple --define "total=sum(${name}) over (partition by siren)".`,
      en: `"${name}" changes over time for ${plural.en(changing.length, '# treated unit', '# treated units')} (${shown}): give one amount for each unit, for example --define "total=sum(${name}) over (partition by siren)".`,
    },
    { count: changing.length },
  );
}

/** The first, third, fifth, seventh and ninth deciles of the amounts of the treated. */
function deciles({ panel, dose: amounts }: DoseInput): number[] {
  const received = amounts.filter((amount, i) => amount > 0 && cohortOf(panel.firstTreated[i]!) > 0);
  return received.length === 0 ? [] : sampleQuantiles(received, [0.1, 0.3, 0.5, 0.7, 0.9]);
}

const withoutRepeats = (warnings: readonly Warning[]): Warning[] =>
  warnings.filter(({ code, fr }, k) => warnings.findIndex((one) => one.code === code && one.fr === fr) === k);

const WORDS = {
  fr: {
    bins: ['Montant', 'Unités', 'ATT', 'Err. type'],
    upTo: 'jusqu’à',
    above: 'au-delà de',
    equality: 'Égalité des classes\u202f: p =',
    curve: ['Montant', 'ATT', 'Err. type', 'Pente', 'Err. type'],
    mean: 'Moyenne',
  },
  en: {
    bins: ['Amount', 'Units', 'ATT', 'Std. Error'],
    upTo: 'up to',
    above: 'above',
    equality: 'Equality of classes: p =',
    curve: ['Amount', 'ATT', 'Std. Error', 'ACRT', 'Std. Error'],
    mean: 'Mean',
  },
} as const;

function binsText({ cuts, overall, equality }: DoseBins, language: Language): string {
  const words = WORDS[language];
  const rows = overall.map(({ att, se, n }, bin) => [
    bin < cuts.length ? `${words.upTo} ${digits(cuts[bin], 2)}` : `${words.above} ${digits(cuts.at(-1), 2)}`,
    String(n),
    digits(att),
    digits(se),
  ]);
  return `${textTable(words.bins, rows)}\n${equality ? `---\n${words.equality} ${digits(equality.p)}\n` : ''}`;
}

function curveText({ overall: { points, overallAtt, overallAcrt } }: DoseResponse, language: Language): string {
  const words = WORDS[language];
  const rows = points.map(({ dose: amount, att, attSe, acrt, acrtSe }) => [
    digits(amount, 2),
    digits(att),
    digits(attSe),
    digits(acrt, 6),
    digits(acrtSe, 6),
  ]);
  const mean = [
    words.mean,
    digits(overallAtt.value),
    digits(overallAtt.se),
    digits(overallAcrt.value, 6),
    digits(overallAcrt.se, 6),
  ];
  return `\n${textTable(words.curve, [...rows, mean])}\n`;
}
