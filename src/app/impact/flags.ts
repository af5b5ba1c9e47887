import { parseArgs } from 'node:util';
import type { Sentence } from '#engines/impact/index.ts';

export type Language = 'fr' | 'en';

/** One option of a command: how it is typed, and what it means. */
export interface Flag {
  /** What stands after it in the help (`<column>`); absent for a switch. */
  readonly takes?: Sentence | string;
  readonly choices?: readonly string[];
  readonly says: Sentence;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** The words typed mean nothing to the command: exit code 2. */
export class UsageError extends Error {
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence.en);
    this.name = 'UsageError';
    this.sentence = sentence;
  }
}

/** What was typed, read by name; each reading checks its form. */
export interface Given {
  readonly files: readonly string[];
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  /** @throws UsageError when it was not typed */
  readonly required: (name: string) => string;
  /** Commas separate; the option may also be repeated. */
  readonly list: (name: string) => string[];
  /** Every time it was typed, commas kept. */
  readonly each: (name: string) => readonly string[];
  readonly number: (name: string) => number | undefined;
  readonly numbers: (name: string) => number[];
  readonly choice: <Choice extends string>(name: string) => Choice | undefined;
}

/** @throws UsageError for an unknown option, a value missing or out of its list */
export function readFlags(table: FlagTable, argv: readonly string[]): Given {
  const { values, positionals } = parsed(table, argv);
  const each = (name: string): readonly string[] => (values[name] as string[] | undefined) ?? [];
  const text = (name: string): string | undefined => each(name).at(-1);
  const list = (name: string): string[] =>
    each(name).flatMap((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );
  for (const [name, { choices }] of Object.entries(table))
    for (const value of choices ? each(name) : [])
      if (!choices!.includes(value)) throw notAChoice(name, value, choices!);
  return {
    files: positionals,
    has: (name) => values[name] !== undefined,
    text,
    required: (name) => text(name) ?? missing(name),
    list,
    each,
    number: (name) => {
      const value = text(name);
      return value === undefined ? undefined : numberFrom(name, value);
    },
    numbers: (name) => list(name).map((value) => numberFrom(name, value)),
    choice: <Choice extends string>(name: string) => text(name) as Choice | undefined,
  };
}

function parsed(table: FlagTable, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { takes, choices }]) => [
      name,
      takes || choices ? { type: 'string' as const, multiple: true } : { type: 'boolean' as const },
    ]),
  );
  try {
    return parseArgs({ args: withNegatives(table, argv), options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
    throw code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? unknown(option) : valueMissing(option);
  }
}

/** `--min-e -3` means minus three, not an option called 3. */
function withNegatives(table: FlagTable, argv: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of argv) {
    const before = words.at(-1)?.slice(2) ?? '';
    if (/^-\.?\d/.test(word) && words.at(-1)?.startsWith('--') && table[before]?.takes)
      words[words.length - 1] += `=${word}`;
    else words.push(word);
  }
  return words;
}

function numberFrom(name: string, value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number))
    throw new UsageError({
      fr: `--${name} attend un nombre\u202f; reçu\u202f: ${value}.`,
      en: `--${name} takes a number; received ${value}.`,
    });
  return number;
}

function missing(name: string): never {
  throw new UsageError({ fr: `Il manque --${name}.`, en: `--${name} is missing.` });
}

const unknown = (option: string): UsageError =>
  new UsageError({
    fr: `L’option ${option} n’existe pas\u202f; voyez --help.`,
    en: `There is no option ${option}; see --help.`,
  });

const valueMissing = (option: string): UsageError =>
  new UsageError({
    fr: `L’option ${option} est mal écrite, ou sa valeur manque\u202f; voyez --help.`,
    en: `The option ${option} is malformed, or its value is missing; see --help.`,
  });

const notAChoice = (name: string, value: string, choices: readonly string[]): UsageError =>
  new UsageError({
    fr: `--${name} vaut ${choices.join(', ')}\u202f; reçu\u202f: ${value}.`,
    en: `--${name} is one of ${choices.join(', ')}; received ${value}.`,
  });

const INDENT = 30;
const WIDTH = 100;

/** The options of a table as lines of help. */
export function helpLines(table: FlagTable, language: Language): string[] {
  return Object.entries(table).flatMap(([name, { takes, choices, says }]) => {
    const value = choices ? choices.join('|') : typeof takes === 'object' ? takes[language] : takes;
    const head = `  --${name}${value ? ` ${value}` : ''}`;
    const lines = wrapped(says[language], WIDTH - INDENT);
    const first = head.length < INDENT - 1 ? [head.padEnd(INDENT) + lines.shift()!] : [head];
    return [...first, ...lines.map((line) => ' '.repeat(INDENT) + line)];
  });
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length + 1 > width && lines.at(-1) !== '') lines.push('');
    lines[lines.length - 1] += lines.at(-1) === '' ? word : ` ${word}`;
  }
  return lines;
}
