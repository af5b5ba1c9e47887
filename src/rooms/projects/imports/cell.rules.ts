import type { Cents } from '#kit/money.ts';
import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import {
  foldName,
  type MoneyUnit,
  type Read,
  readAmount,
  readCountry,
  readDay,
  readHeadcount,
  readSiren,
} from '#rooms/registry';

/** A column that a kind of file may have: how it is recognised, explained and read. */
export interface Column<Value> {
  readonly title: Say;
  /** Other headers that are understood, between bars. */
  readonly aliases: string;
  readonly explanation: Say;
  readonly example: string;
  /** A file without it, or a line without a value, is refused. */
  readonly wanted: boolean;
  read(text: string, unit: MoneyUnit): Read<Value>;
}

// biome-ignore lint/suspicious/noExplicitAny: the columns of any kind of file
export type Columns = Readonly<Record<string, Column<any>>>;

/** What a line holds, by field; null is an empty cell, or one that could not be read. */
export type RowOf<C extends Columns> = {
  readonly [Field in keyof C]: (C[Field] extends Column<infer Value> ? Value : never) | null;
};

type Described<Value> = Omit<Column<Value>, 'read' | 'wanted'>;
const columnOf =
  <Value>(read: Column<Value>['read']) =>
  (fr: string, en: string, aliases: string, [explainFr, explainEn]: readonly [string, string], example = '') => {
    const described: Described<Value> = {
      title: { fr, en },
      aliases,
      explanation: { fr: explainFr, en: explainEn },
      example,
    };
    return { ...described, wanted: false, read };
  };

/** A column without which nothing can be said of a line. */
export const wanted = <Value>(column: Column<Value>): Column<Value> => ({ ...column, wanted: true });

const yes = <Value>(value: Value): Read<Value> => ({ ok: true, value });
const no = (fr: string, en: string): { readonly ok: false; readonly reason: Say } => ({
  ok: false,
  reason: { fr, en },
});

const LONGEST = 8_000;
const SHORT = 300;

const textUpTo =
  (limit: number) =>
  (text: string): Read<string> =>
    text.length <= limit
      ? yes(text)
      : no(
          `Ce texte dépasse ${limit} caractères. Raccourcissez-le.`,
          `This text is over ${limit} characters. Shorten it.`,
        );

const YES = new Set(['oui', 'o', 'yes', 'y', 'true', 'vrai', '1', 'x']);
const NO = new Set(['non', 'n', 'no', 'false', 'faux', '0']);

function readYesNo(text: string): Read<boolean> {
  const word = foldName(text);
  if (YES.has(word)) return yes(true);
  if (NO.has(word)) return yes(false);
  return no('Écrivez oui ou non.', 'Write yes or no.');
}

function readWhole(text: string, least: number, most: number): Read<number> {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? yes(value)
    : no(`Écrivez un nombre entier de ${least} à ${most}.`, `Write a whole number from ${least} to ${most}.`);
}

function readPercent(text: string): Read<number> {
  const plain = text.replace(/[\s%\u00a0\u202f]/g, '').replace(',', '.');
  const value = /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
  return value <= 100 ? yes(value) : no('Écrivez un pourcentage de 0 à 100.', 'Write a percentage from 0 to 100.');
}

/** A day, or a whole year, which stands for its last day. */
function readDayOrYear(text: string): Read<Day> {
  return /^(19|20)\d\d$/.test(text) ? yes(`${text}-12-31` as Day) : readDay(text);
}

/** One word of a closed list, in the words of either language. */
export const choice = <Value extends string>(words: Readonly<Record<Value, string>>) => {
  const known = new Map<string, Value>();
  for (const value of Object.keys(words) as Value[])
    for (const word of [value, ...words[value].split('|')]) known.set(foldName(word), value);
  const list = Object.values<string>(words)
    .map((all) => all.split('|')[0])
    .join(', ');
  return columnOf<Value>((text) => {
    const value = known.get(foldName(text));
    return value === undefined
      ? no(
          `«\u202f${text}\u202f» n’est pas dans la liste\u202f: ${list}.`,
          `“${text}” is not in the list: ${Object.keys(words).join(', ')}.`,
        )
      : yes(value);
  });
};

export const text = columnOf<string>(textUpTo(LONGEST));
export const shortText = columnOf<string>(textUpTo(SHORT));
/** An acronym as `projects.createProject` takes one. */
export const acronymText = columnOf<string>(textUpTo(60));
export const day = columnOf<Day>(readDay);
export const dayOrYear = columnOf<Day>(readDayOrYear);
export const amount = columnOf<Cents>(readAmount);
export const siren = columnOf<string>(readSiren);
export const country = columnOf<string>(readCountry);
export const yesNo = columnOf<boolean>(readYesNo);
export const percent = columnOf<number>(readPercent);
export const jobs = columnOf<number>(readHeadcount);
export const readiness = columnOf<number>((typed) => readWhole(typed.replace(/^trl\s*/i, ''), 1, 9));
/** Short names of clusters between bars, the first being the lead. */
export const slugs = columnOf<readonly string[]>((typed) => {
  const names = typed
    .split('|')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return new Set(names).size === names.length
    ? yes(names)
    : no(
        'Le même pôle figure deux fois. Écrivez chaque nom court une fois.',
        'The same cluster stands twice. Write each short name once.',
      );
});
