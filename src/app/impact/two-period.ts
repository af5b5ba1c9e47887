import { normalQuantile } from '#engines/impact/distributions.ts';
import {
  type CrossSectionEstimator,
  ENGINE_VERSION,
  estimateTwoCrossSections,
  estimateTwoPeriodPanel,
  ImpactError,
  type PanelEstimator,
  plural,
  type Rows,
  type RunFile,
  rowsOfFile,
  type TwoPeriodEffect,
} from '#engines/impact/index.ts';
import { numericColumns } from '#engines/impact/matching/covariates.ts';
import { type Given, type Language, UsageError } from './flags.ts';
import { digits, textTable } from './terminal.ts';

const PANEL: Readonly<Record<string, PanelEstimator>> = {
  dr: 'drdid_panel',
  'dr-improved': 'drdid_imp_panel',
  reg: 'reg_did_panel',
  ipw: 'ipw_did_panel',
  'ipw-normalised': 'std_ipw_did_panel',
  twfe: 'twfe_did_panel',
};
const CROSS_SECTIONS: Readonly<Record<string, CrossSectionEstimator>> = {
  dr: 'drdid_rc',
  'dr-simple': 'drdid_rc1',
  'dr-improved': 'drdid_imp_rc',
  'dr-improved-simple': 'drdid_imp_rc1',
  reg: 'reg_did_rc',
  ipw: 'ipw_did_rc',
  'ipw-normalised': 'std_ipw_did_rc',
  twfe: 'twfe_did_rc',
};

export const TWO_PERIOD_ESTIMATORS = ['all', ...new Set([...Object.keys(PANEL), ...Object.keys(CROSS_SECTIONS)])];

export interface TwoPeriodJson {
  readonly engine: string;
  readonly att_gt: readonly { g: number; t: number; att: number; se: number }[];
  /** By the names of R's DRDID. */
  readonly estimators: Readonly<Record<string, { att: number; se: number; lci: number; uci: number }>>;
  readonly n_units: number;
  readonly n_treated: number;
  readonly sample: readonly { step: string; counted: 'rows'; dropped: number; kept: number }[];
  readonly warnings: readonly never[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly input_digest: string;
}

/** Two periods and two groups: each row a unit with its outcome before and after, or an observation of one of two cross-sections. */
export async function twoPeriodEffects(given: Given, file: RunFile): Promise<TwoPeriodJson> {
  const isPanel = given.has('pre');
  const treated = given.required('treated');
  const values = isPanel
    ? [given.required('pre'), given.required('post')]
    : [given.required('outcome'), given.required('time')];
  const weights = given.text('weights');
  const factors = given.list('factors');
  const covariates = [...new Set([...given.list('covariates'), ...factors])];
  const rows = await rowsOfFile(file, {
    numbers: [...values, treated, ...(weights ? [weights] : [])],
    covariates,
    factors,
  });
  const sample = completeRows(rows, [...values, treated, ...(weights ? [weights] : [])], covariates);
  const pick = (name: string): Float64Array => Float64Array.from(sample.kept, (row) => rows.numbers[name]![row]!);
  const group = zeroOrOne(pick(treated), treated);
  const shared = {
    treated: group,
    covariates: sample.columns,
    ...(weights ? { weights: pick(weights) } : {}),
  };
  const [first, second] = [pick(values[0]!), pick(values[1]!)];
  const effect: (name: string) => TwoPeriodEffect = isPanel
    ? (name) => estimateTwoPeriodPanel(PANEL[name]!, { ...shared, before: first, after: second })
    : (name) =>
        estimateTwoCrossSections(CROSS_SECTIONS[name]!, { ...shared, y: first, post: laterOfTwo(second, values[1]!) });
  const table: Readonly<Record<string, string>> = isPanel ? PANEL : CROSS_SECTIONS;
  const asked = given.text('estimator') ?? 'all';
  const names = asked === 'all' ? Object.keys(table) : [asked];
  if (!names.every((name) => name in table))
    throw new UsageError({
      fr: `--estimator ${asked} n’existe pas pour ces données\u202f: ${Object.keys(table).join(', ')}.`,
      en: `--estimator ${asked} does not exist for these data: ${Object.keys(table).join(', ')}.`,
    });
  const alpha = given.number('alpha') ?? 0.05;
  const z = normalQuantile(1 - alpha / 2);
  const estimators = Object.fromEntries(
    names.map((name) => {
      const { att, se } = effect(name);
      return [table[name]!, { att, se, lci: att - z * se, uci: att + z * se }];
    }),
  );
  const { att, se } = Object.values(estimators)[0]!;
  return {
    engine: ENGINE_VERSION,
    att_gt: [{ g: 1, t: 1, att, se }],
    estimators,
    n_units: group.length,
    n_treated: group.reduce((sum, one) => sum + one, 0),
    sample: [{ step: 'complete-rows', counted: 'rows', dropped: rows.count - group.length, kept: group.length }],
    warnings: [],
    options: {
      design: isPanel ? 'two-period panel' : 'two cross-sections',
      columns: values,
      treated,
      covariates,
      weights: weights ?? null,
      alpha,
    },
    input_digest: file.digest,
  };
}

function completeRows(rows: Rows, names: readonly string[], covariates: readonly string[]) {
  const columns = numericColumns(
    Object.fromEntries(covariates.map((name) => [name, rows.covariates[name]!])),
    'contrast',
  ).map(({ values }) => values);
  const known = (row: number): boolean =>
    names.every((name) => Number.isFinite(rows.numbers[name]![row]!)) &&
    columns.every((values) => Number.isFinite(values[row]!)) &&
    covariates.every((name) => {
      const covariate = rows.covariates[name]!;
      return covariate.kind === 'numeric' || covariate.codes[row]! >= 0;
    });
  const kept = Int32Array.from({ length: rows.count }, (_, row) => row).filter(known);
  return { kept, columns: columns.map((values) => Float64Array.from(kept, (row) => values[row]!)) };
}

function zeroOrOne(values: Float64Array, name: string): Float64Array {
  const wrong = Array.from(values.keys()).filter((row) => values[row] !== 0 && values[row] !== 1);
  const treated = values.filter((value) => value === 1).length;
  if (wrong.length > 0)
    throw new ImpactError(
      'not-zero-one',
      {
        fr: `« ${name} » doit valoir 0 ou 1\u202f; ${plural.fr(wrong.length, '# ligne a autre chose', '# lignes ont autre chose')} (la première, ligne ${wrong[0]! + 1}\u202f: ${values[wrong[0]!]}).`,
        en: `"${name}" must be 0 or 1; ${plural.en(wrong.length, '# row has something else', '# rows have something else')} (the first, row ${wrong[0]! + 1}: ${values[wrong[0]!]}).`,
      },
      { rows: wrong.slice(0, 5).map((row) => row + 1), count: wrong.length },
    );
  if (treated === 0 || treated === values.length)
    throw new ImpactError('one-group', {
      fr: `« ${name} » vaut ${treated === 0 ? 0 : 1} sur toutes les lignes complètes\u202f: il faut des unités traitées et des témoins.`,
      en: `"${name}" is ${treated === 0 ? 0 : 1} on all complete rows: treated units and controls are both needed.`,
    });
  return values;
}

function laterOfTwo(periods: Float64Array, name: string): Float64Array {
  const distinct = [...new Set(periods)].sort((a, b) => a - b);
  if (distinct.length !== 2)
    throw new ImpactError('not-two-periods', {
      fr: `« ${name} » doit avoir deux périodes\u202f; elle en a ${distinct.length}. Pour davantage, donnez --cohort, ou --treatment, au lieu de --treated.`,
      en: `"${name}" must have two periods; it has ${distinct.length}. For more, give --cohort, or --treatment, instead of --treated.`,
    });
  return periods.map((period) => (period === distinct[1] ? 1 : 0));
}

const WORDS = {
  fr: ['Deux périodes, deux groupes\u202f:', 'Estimateur', 'Err. type', 'Intervalle'],
  en: ['Two periods, two groups:', 'Estimator', 'Std. Error', 'Conf. Int.'],
} as const;

export function twoPeriodText({ estimators, n_units, n_treated }: TwoPeriodJson, language: Language): string {
  const [title, estimator, error, interval] = WORDS[language];
  const rows = Object.entries(estimators).map(([name, { att, se, lci, uci }]) => [
    name,
    digits(att),
    digits(se),
    digits(lci),
    digits(uci),
  ]);
  const units = {
    fr: `Unités\u202f: ${n_units}, dont traitées\u202f: ${n_treated}`,
    en: `Units: ${n_units}, of which treated: ${n_treated}`,
  };
  return `${title}\n${textTable([estimator, 'ATT', error, `[${interval}`, ']'], rows)}\n---\n${units[language]}\n`;
}
