import { AsyncLocalStorage } from 'node:async_hooks';

export const LOCALES = ['fr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One sentence in both languages: titles and refusals carry it beside their code. */
export interface Say {
  readonly fr: string;
  readonly en: string;
}

const spoken = new AsyncLocalStorage<Locale>();

/** The language of the request being answered; French when nobody asked. */
export const locale = (): Locale => spoken.getStore() ?? 'fr';

/** Runs `work` in a language: doors (web, API, CLI) and tests call it once per request. */
export const speaking = <T>(language: Locale, work: () => T): T => spoken.run(language, work);

export const say = (sentence: Say): string => sentence[locale()];

/** The same tree of sentences, whatever the wording: a missing or extra key in `en` does not compile. */
export type Widen<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Widen<T[K]>;
};

/**
 * A room's sentences. French is the source; the call gives the tree of the language being spoken.
 * `export const t = sentences({ fr, en })`, then `t().clusters.title`.
 */
export function sentences<T extends object>(catalogue: { fr: T; en: Widen<T> }): () => Widen<T> {
  return () => (locale() === 'fr' ? (catalogue.fr as Widen<T>) : catalogue.en);
}

const rules: Record<Locale, Intl.PluralRules> = {
  fr: new Intl.PluralRules('fr'),
  en: new Intl.PluralRules('en'),
};

/** `plural(3, { one: '# membre', other: '# membres' })` gives « 3 membres », the number written in the language spoken. */
export function plural(count: number, forms: { one: string; other: string }): string {
  const form = rules[locale()].select(count) === 'one' ? forms.one : forms.other;
  return form.replace('#', formatNumber(count));
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale() + JSON.stringify(options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(intlTag(), options);
  numberFormats.set(key, format);
  return format;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(intlTag(), options);
  dateFormats.set(key, format);
  return format;
}

const intlTag = (): string => (locale() === 'fr' ? 'fr-FR' : 'en-GB');

export const formatNumber = (value: number, digits = 0): string =>
  numberFormat({ maximumFractionDigits: digits }).format(value);

/** What stands between a label and its value: « Cible : 12 », “Target: 12”. */
export const colon = (): string => (locale() === 'fr' ? '\u202f: ' : ': ');

/** Words that end with an s in the singular as well. */
const ALWAYS_S: ReadonlySet<string> = new Set([
  'mois',
  'fois',
  'pays',
  'cours',
  'temps',
  'corps',
  'sous',
  'dans',
  'sans',
  'process',
  'status',
  'series',
]);

/** The rules of the language by which a plural ends, the first that fits. */
const SINGULARS: Readonly<Record<Locale, readonly (readonly [RegExp, string])[]>> = {
  fr: [
    [/eaux$/, 'eau'],
    [/s$/, ''],
  ],
  en: [
    [/ies$/, 'y'],
    [/(?<=ch|sh|ss|x)es$/, ''],
    [/(?<!s|u|i)s$/, ''],
  ],
};

/**
 * A unit, kept in the plural as catalogues and contracts write it, as it reads after a number: « 12 projets », « 1 mise sur le marché », « 0 brevet ». In French what is under
 * two is singular.
 */
export function unitFor(value: number, unit: string): string {
  const language = locale();
  const isOne = language === 'fr' ? Math.abs(value) < 2 : Math.abs(value) === 1;
  if (!isOne) return unit;
  return unit.replace(/\p{L}+/gu, (word) => {
    if (ALWAYS_S.has(word.toLowerCase())) return word;
    const rule = SINGULARS[language].find(([ending]) => ending.test(word));
    return rule ? word.replace(rule[0], rule[1]) : word;
  });
}

/** A share between 0 and 1 as « 57 % ». */
export const formatShare = (share: number, digits = 0): string =>
  numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(share);

/** Integer euro cents: « 1,2 M€ » when compact, « 945,00 € » otherwise. */
export const formatCents = (cents: number, compact = false): string =>
  compact
    ? numberFormat({ style: 'currency', currency: 'EUR', notation: 'compact', maximumFractionDigits: 1 })
        .format(cents / 100)
        // « M€ » is one word.
        .replace(/(k|M|Md)[\s\u00a0\u202f]€$/u, '$1€')
    : numberFormat({ style: 'currency', currency: 'EUR', maximumFractionDigits: cents % 100 === 0 ? 0 : 2 }).format(
        cents / 100,
      );

/** A day (`2013-06-30`) in words: « 30 juin 2013 », « 1er juin 2013 ». */
export function formatDay(day: string): string {
  const words = dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return locale() === 'fr' ? words.replace(/^1 /, '1er ') : words;
}

/** An instant in Paris time: « 30 juin 2013 à 14:05 ». */
export const formatInstant = (instant: Date): string =>
  dateFormat({
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Paris',
  }).format(instant);
