import * as z from 'zod';
import { type Cents, cents } from '#kit/money.ts';
import { addMonths, type Day, isDay } from '#kit/period.ts';
import type { Certainty } from '#rooms/registry';
import type { Answer } from './verdict.rules.ts';

/**
 * Funding windows and their calls, as data (STYLE 3): `reference/guichets.json` beside the published tables `taux-aide.csv` and
 * `instruments-financement.csv`. A new call is a new entry in the file; what no document gives is null there, and its rules then say « to check ».
 */

const CERTAINTIES = ['official', 'press', 'background'] as const satisfies readonly Certainty[];

const both = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const dayOrNull = z
  .string()
  .refine(isDay, 'not a day that exists')
  .transform((text) => text as Day)
  .nullable();
const amount = z
  .int()
  .nonnegative()
  .transform((count): Cents => cents(count));
const percent = z.number().min(0).max(100);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const provenance = {
  rule: z.string().regex(/^R\d+$/),
  source: z.string().min(1),
  certainty: z.enum(CERTAINTIES),
};

/** How a call looks at the label of a cluster. */
export const LABEL_RULES = ['required', 'raises-rate', 'recommended', 'valued', 'not-asked'] as const;
export type LabelRule = (typeof LABEL_RULES)[number];

/** Parameters of a call, each group with the rule it belongs to. A group that is absent is a rule that the call does not have. */
const callRules = z.strictObject({
  consortium: z
    .strictObject({
      ...provenance,
      firms: z.int().positive(),
      smeOrEti: z.int().nonnegative(),
      research: z.int().nonnegative(),
      /** Rule of the enterprise group: firms of one group are one firm. */
      sameGroup: z.strictObject(provenance),
    })
    .optional(),
  leadIsFirm: z.strictObject(provenance).optional(),
  labelBeforeClosing: z.strictObject(provenance).optional(),
  territory: z.strictObject({ ...provenance, labellingPercent: percent, leadPercent: percent }).optional(),
  fundedOnce: z.strictObject(provenance).optional(),
  laboratoryAid: z.strictObject({ ...provenance, justifyAbovePercent: percent }).optional(),
  /** Years from the end of research to the market: from 0 for « within three years », null when no document gives the horizon of this call. */
  launch: z
    .strictObject({
      ...provenance,
      fromYears: z.number().nonnegative().nullable(),
      toYears: z.number().positive().nullable(),
    })
    .optional(),
  orientation: z
    .strictObject({
      ...provenance,
      aidBelowCents: amount,
      smallerWindow: id,
      /** No document says from which amount; the usual ceiling stands in for it. */
      baseAboveCents: amount.nullable(),
      largerWindow: id,
      largerSource: z.string().min(1),
      largerCertainty: z.enum(CERTAINTIES),
    })
    .optional(),
  institutes: z.strictObject(provenance).optional(),
  lapse: z.strictObject({ ...provenance, months: z.int().positive() }).optional(),
  /** Name of the scheme in `taux-aide.csv`. */
  rates: z.strictObject({ ...provenance, scheme: z.string().min(1) }).optional(),
  base: z.strictObject({ ...provenance, leastCents: amount.nullable(), mostCents: amount.nullable() }).optional(),
  /** Most aid that one project may have; above it every partner’s part is brought down in proportion. */
  projectAid: z.strictObject({ ...provenance, mostCents: amount }).optional(),
  /** Decisions that follow each other on one file (R80). */
  decisions: z.strictObject({ ...provenance, steps: z.array(z.strictObject({ id, by: both })).min(1) }).optional(),
  loan: z
    .strictObject({
      ...provenance,
      leastCents: amount,
      mostCents: amount,
      years: z.int().positive(),
      deferredYears: z.int().nonnegative(),
      origins: z.array(id).min(1),
    })
    .optional(),
});
export type CallRules = z.infer<typeof callRules>;

const windowEntry = z.strictObject({
  id,
  name: both,
  /** Code in `instruments-financement.csv`; null when the table has no line. */
  instrument: z.string().min(1).nullable(),
  label: z.enum(LABEL_RULES),
  source: z.string().min(1),
  certainty: z.enum(CERTAINTIES),
});

const callEntry = z.strictObject({
  id,
  window: id,
  name: both,
  /** First and last day on which a file may come in; null when no document gives the day. */
  opens: dayOrNull,
  closes: dayOrNull,
  /** What is known of the dates when a day is not. */
  dates: both.nullable(),
  /** Days on which these rules hold; null ends are not known. */
  validity: z.strictObject({ from: dayOrNull, to: dayOrNull }),
  source: z.string().min(1),
  certainty: z.enum(CERTAINTIES),
  ruleSet: z.string().min(1).nullable(),
  rules: callRules,
});

const windowFile = z.strictObject({
  windows: z.array(windowEntry).min(1),
  ruleSets: z.record(z.string(), callRules),
  calls: z.array(callEntry).min(1),
});

/** Whose rate a line of the table is. */
export type RateClass = 'sme' | 'eti' | 'large' | 'laboratory';
/** On what condition. */
export type RateCondition = 'inside' | 'outside' | 'anywhere' | 'full' | 'additional' | 'labelled' | 'unlabelled';

export interface AidRate {
  readonly of: RateClass;
  readonly when: RateCondition;
  readonly percent: number;
  readonly source: string;
}

const RATE_CLASSES: Readonly<Record<string, RateClass>> = { PME: 'sme', ETI: 'eti', GE: 'large', LABO: 'laboratory' };
const RATE_CONDITIONS: Readonly<Record<string, RateCondition>> = {
  'dans le territoire d’un pôle labellisateur': 'inside',
  'hors territoire': 'outside',
  'tous territoires': 'anywhere',
  'coûts complets': 'full',
  'coûts additionnels (marginaux)': 'additional',
  'avec label de pôle': 'labelled',
  'sans label de pôle': 'unlabelled',
};

/** A line of a reference table, cells by column name. */
export type TableLine = Readonly<Record<string, string>>;

export interface FundingWindow extends z.infer<typeof windowEntry> {
  /** Its line in `instruments-financement.csv`: operator, nature, amounts, terms, as published. */
  readonly published: TableLine | null;
}

export interface FundingCall {
  readonly id: string;
  readonly name: { readonly fr: string; readonly en: string };
  readonly window: FundingWindow;
  readonly opens: Day | null;
  readonly closes: Day | null;
  readonly dates: { readonly fr: string; readonly en: string } | null;
  readonly validity: { readonly from: Day | null; readonly to: Day | null };
  readonly source: string;
  readonly certainty: Certainty;
  readonly rules: CallRules;
  /** Rates of its scheme; empty when the call publishes none that is known. */
  readonly rates: readonly AidRate[];
}

export interface FundingWindows {
  readonly windows: readonly FundingWindow[];
  readonly calls: readonly FundingCall[];
  /** Rules that several calls share, by name: what a new call may take over. */
  readonly ruleSets: readonly string[];
  /** Schemes of `taux-aide.csv`, by name. */
  readonly schemes: readonly string[];
}

/** The file with more calls in it, as if they had been written there. */
export const withCalls = (file: unknown, added: readonly unknown[]): unknown => {
  const { calls, ...rest } = file as { readonly calls: readonly unknown[] };
  return { ...rest, calls: [...calls, ...added] };
};

function ratesOf(scheme: string, table: readonly TableLine[]): AidRate[] {
  const lines = table.filter(({ regime }) => regime === scheme);
  if (lines.length === 0) throw new Error(`taux-aide.csv has no line for « ${scheme} »`);
  const rates = lines.map((line): AidRate => {
    const of = RATE_CLASSES[line.categorie!];
    const when = RATE_CONDITIONS[line.condition!];
    const value = percent.safeParse(line.taux_max_pct === '' ? undefined : Number(line.taux_max_pct));
    if (!of || !when || !value.success)
      throw new Error(
        `taux-aide.csv, ${scheme}: « ${line.categorie}, ${line.condition}, ${line.taux_max_pct} » is not understood`,
      );
    return { of, when, percent: value.data, source: line.source! };
  });
  const keys = rates.map(({ of, when }) => `${of} ${when}`);
  if (new Set(keys).size < keys.length) throw new Error(`taux-aide.csv, ${scheme}: a rate is given twice`);
  return rates;
}

/** State-aid intensities stand in the same table, under schemes that are no call's. */
const isUnderstood = (scheme: string, table: readonly TableLine[]): boolean =>
  table
    .filter(({ regime }) => regime === scheme)
    .every((line) => Object.hasOwn(RATE_CLASSES, line.categorie!) && Object.hasOwn(RATE_CONDITIONS, line.condition!));

const unique = (ids: readonly string[], what: string): void => {
  const twice = ids.find((one, index) => ids.indexOf(one) !== index);
  if (twice) throw new Error(`guichets.json: ${what} « ${twice} » is there twice`);
};

/**
 * Windows and calls from the text of the files. Throws with the place of the fault: a file that is half right would give wrong aid.
 */
export function parseFundingWindows(
  file: unknown,
  rateTable: readonly TableLine[],
  instrumentTable: readonly TableLine[],
): FundingWindows {
  const { windows, ruleSets, calls } = windowFile.parse(file);
  unique(
    windows.map((one) => one.id),
    'the window',
  );
  unique(
    calls.map((one) => one.id),
    'the call',
  );
  const joined = windows.map((one): FundingWindow => {
    const published = instrumentTable.find(({ code }) => code === one.instrument) ?? null;
    if (one.instrument !== null && !published)
      throw new Error(
        `guichets.json: the window « ${one.id} » names the instrument « ${one.instrument} », which is not in instruments-financement.csv`,
      );
    return { ...one, published };
  });
  const windowOf = (wanted: string, by: string): FundingWindow => {
    const found = joined.find((one) => one.id === wanted);
    if (!found) throw new Error(`guichets.json: « ${by} » names the window « ${wanted} », which is not there`);
    return found;
  };
  return {
    windows: joined,
    ruleSets: Object.keys(ruleSets),
    schemes: [...new Set(rateTable.map(({ regime }) => regime!))].filter((scheme) => isUnderstood(scheme, rateTable)),
    calls: calls.map(({ ruleSet, ...call }): FundingCall => {
      const shared = ruleSet === null ? {} : ruleSets[ruleSet];
      if (!shared)
        throw new Error(`guichets.json: the call « ${call.id} » names the rules « ${ruleSet} », which are not there`);
      if (call.opens && call.closes && call.closes < call.opens)
        throw new Error(`guichets.json: the call « ${call.id} » closes before it opens`);
      const rules = { ...shared, ...call.rules };
      for (const named of [
        rules.orientation?.smallerWindow,
        rules.orientation?.largerWindow,
        ...(rules.loan?.origins ?? []),
      ])
        if (named) windowOf(named, call.id);
      if (
        rules.launch &&
        rules.launch.fromYears !== null &&
        rules.launch.toYears !== null &&
        rules.launch.toYears < rules.launch.fromYears
      )
        throw new Error(`guichets.json: the call « ${call.id} » has a launch horizon that ends before it starts`);
      return {
        ...call,
        window: windowOf(call.window, call.id),
        rules,
        rates: rules.rates ? ratesOf(rules.rates.scheme, rateTable) : [],
      };
    }),
  };
}

/** Throws when the call is not there: a project names calls of the reference only. */
export function callOf(windows: FundingWindows, call: string): FundingCall {
  const found = windows.calls.find((one) => one.id === call);
  if (!found) throw new Error(`No call « ${call} » in the reference`);
  return found;
}

/** May a file come in on that day? Not known when the end that would decide is not. Both days included. */
export function isOpenOn(call: FundingCall, day: Day): Answer {
  if (call.opens !== null && day < call.opens) return false;
  if (call.closes !== null && day > call.closes) return false;
  return call.opens === null || call.closes === null ? null : true;
}

/** Last day to finalise a selected project, the day its selection lapses without a derogation being the next (R76); null when the call has no such rule. */
export const lastDayToFinalise = (call: FundingCall, announcedOn: Day): Day | null =>
  call.rules.lapse ? addMonths(announcedOn, call.rules.lapse.months) : null;
