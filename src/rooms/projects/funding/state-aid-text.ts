import * as z from 'zod';
import { type Cents, euros } from '#kit/money.ts';
import { type Day, isDay } from '#kit/period.ts';
import type { Certainty } from '#rooms/registry';
import { RESEARCH_CATEGORIES } from './funding-facts.ts';
import type { TableLine } from './funding-window.ts';

/** State-aid law as data: `reference/aides-etat.json` (texts, days, intensities) beside `seuils-notification.csv` (thresholds). */

const CERTAINTIES = ['official', 'press', 'background'] as const satisfies readonly Certainty[];
const both = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const day = z
  .string()
  .refine(isDay, 'not a day that exists')
  .transform((text) => text as Day);
const percent = z.number().min(0).max(100);
const sourced = { source: z.string().min(1), certainty: z.enum(CERTAINTIES) };
/** A row of `seuils-notification.csv`, by its column `objet`; null when the table has none for this text. */
const thresholdName = z.string().min(1).nullable();

const intensity = z.strictObject({
  /** Null: no document read gives it under this text. */
  base: percent.nullable(),
  medium: percent,
  small: percent,
  /** Points for effective collaboration, and for wide dissemination. */
  collaboration: percent,
  dissemination: percent,
  cap: percent,
});
export type IntensityRule = z.infer<typeof intensity>;

const generalText = z.strictObject({
  id: z.string().min(1),
  name: both,
  from: day.nullable(),
  to: day.nullable(),
  /** Of the days on which it holds (R90). */
  ...sourced,
  thresholdText: z.string().min(1),
  thresholds: z.strictObject({
    fundamental: thresholdName,
    industrial: thresholdName,
    experimental: thresholdName,
    feasibility: thresholdName,
    cluster: thresholdName,
  }),
  /** Of the intensities, bonuses and caps (R91, R92), and of the thresholds (R94). */
  figures: z.strictObject(sourced),
  intensities: z.strictObject({
    fundamental: intensity,
    industrial: intensity,
    experimental: intensity,
    feasibility: intensity,
  }),
  cluster: z.strictObject({ operatingPercent: percent.nullable(), years: z.int().positive().nullable() }),
});

const deMinimisText = z.strictObject({
  id: z.string().min(1),
  name: both,
  from: day,
  to: day.nullable(),
  ...sourced,
  /** Row of the table by its column `texte`; null for a text that the table leaves out, and then the amount stands here. */
  thresholdText: thresholdName,
  ceilingEuros: z.int().positive().nullable(),
  window: z.enum(['fiscal-years', 'rolling-years']),
  years: z.int().positive(),
});

/** Aid types of a national framework (R98). */
export const AID_TYPES = [
  'research-project',
  'research-infrastructure',
  'innovation-cluster',
  'sme-innovation',
  'process-innovation',
  'fisheries-research',
] as const;
export type AidType = (typeof AID_TYPES)[number];

const framework = z.strictObject({
  id: z.string().min(1),
  fromYear: z.int(),
  toYear: z.int(),
  source: z.string().min(1),
  types: z.array(z.strictObject({ type: z.enum(AID_TYPES), name: both, certainty: z.enum(CERTAINTIES) })).min(1),
});

const collaboration = z.strictObject({
  /** Most that one undertaking may bear, and least that a research body must bear (R93). */
  firmAtMostPercent: percent,
  researchAtLeastPercent: percent,
  ...sourced,
});

const file = z.strictObject({
  texts: z.array(generalText).min(1),
  collaboration,
  incentive: z.strictObject(sourced),
  cumulation: z.strictObject(sourced),
  deMinimis: z.array(deMinimisText).min(1),
  frameworks: z.array(framework).min(1),
});

export type ThresholdOf = keyof z.infer<typeof generalText>['thresholds'];

export interface StateAidText extends Omit<z.infer<typeof generalText>, 'thresholds' | 'thresholdText'> {
  /** Aid above which the Commission must be notified; null when no document read gives it. */
  readonly thresholds: Readonly<Record<ThresholdOf, Cents | null>>;
}

export interface DeMinimisText extends Omit<z.infer<typeof deMinimisText>, 'thresholdText' | 'ceilingEuros'> {
  readonly ceilingCents: Cents;
}

export interface StateAidTexts {
  readonly texts: readonly StateAidText[];
  readonly collaboration: z.infer<typeof collaboration>;
  readonly incentive: { readonly source: string; readonly certainty: Certainty };
  readonly cumulation: { readonly source: string; readonly certainty: Certainty };
  readonly deMinimis: readonly DeMinimisText[];
  readonly frameworks: readonly z.infer<typeof framework>[];
}

function thresholdIn(table: readonly TableLine[], text: string, name: string | null): Cents | null {
  if (name === null) return null;
  const found = table.filter(({ texte, objet }) => texte === text && objet === name);
  const amount = Number(found[0]?.seuil_eur);
  if (found.length !== 1 || !Number.isSafeInteger(amount) || amount <= 0)
    throw new Error(`seuils-notification.csv does not give one threshold for « ${text}, ${name} »`);
  return euros(amount);
}

/** Two texts never hold on one day, and nothing is between them: aid decided on any day has one text. */
function checkSequence(
  texts: readonly { readonly id: string; readonly from: Day | null; readonly to: Day | null }[],
): void {
  for (const [place, text] of texts.entries()) {
    const next = texts[place + 1];
    if (text.from !== null && text.to !== null && text.to < text.from)
      throw new Error(`aides-etat.json: the text ${text.id} ends before it starts`);
    if (next && (text.to === null || next.from === null || next.from <= text.to))
      throw new Error(`aides-etat.json: ${text.id} and ${next.id} are not one after the other`);
  }
}

/** The texts of State aid from the content of the files. Throws with the place of the fault. */
export function parseStateAidTexts(content: unknown, thresholdTable: readonly TableLine[]): StateAidTexts {
  const parsed = file.parse(content);
  checkSequence(parsed.texts);
  checkSequence(parsed.deMinimis);
  for (const { id, intensities } of parsed.texts)
    for (const category of RESEARCH_CATEGORIES)
      if ((intensities[category].base ?? 0) > intensities[category].cap)
        throw new Error(`aides-etat.json, ${id}: the intensity of ${category} stands above its cap`);
  return {
    ...parsed,
    texts: parsed.texts.map(({ thresholds, thresholdText, ...text }): StateAidText => {
      const amount = (of: ThresholdOf) => thresholdIn(thresholdTable, thresholdText, thresholds[of]);
      return {
        ...text,
        thresholds: {
          fundamental: amount('fundamental'),
          industrial: amount('industrial'),
          experimental: amount('experimental'),
          feasibility: amount('feasibility'),
          cluster: amount('cluster'),
        },
      };
    }),
    deMinimis: parsed.deMinimis.map(({ thresholdText, ceilingEuros, ...text }): DeMinimisText => {
      const published =
        thresholdText === null ? null : thresholdIn(thresholdTable, thresholdText, 'Toute aide de minimis');
      if (published === null && ceilingEuros === null) throw new Error(`aides-etat.json: no ceiling for ${text.id}`);
      return { ...text, ceilingCents: published ?? euros(ceilingEuros!) };
    }),
  };
}

const holdsOn = (text: { readonly from: Day | null; readonly to: Day | null }, on: Day): boolean =>
  (text.from === null || text.from <= on) && (text.to === null || on <= text.to);

/** The exemption regulation in force on the day of the decision (R90); null when the day is not known. */
export const textInForce = (texts: StateAidTexts, decisionOn: Day | null): StateAidText | null =>
  decisionOn === null ? null : (texts.texts.find((text) => holdsOn(text, decisionOn)) ?? null);

/** The de minimis regulation in force on a day (R97); null when none is known for it. */
export const deMinimisInForce = (texts: StateAidTexts, on: Day): DeMinimisText | null =>
  texts.deMinimis.find((text) => holdsOn(text, on)) ?? null;
