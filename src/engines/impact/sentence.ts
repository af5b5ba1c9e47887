/** One sentence in both languages of the product. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

/** Something the reader of a result must know, with a code for machines. */
export interface Warning extends Sentence {
  readonly code: string;
}

const withCount = (count: number, form: string): string => form.replace('#', String(count));

/**
 * What agrees with a count, the count itself in place of `#`: `plural.fr(3, '# ligne', '# lignes')` gives « 3 lignes ». In French what is
 * under two is singular, in English one alone.
 */
export const plural = {
  fr: (count: number, one: string, other: string): string => withCount(count, Math.abs(count) < 2 ? one : other),
  en: (count: number, one: string, other: string): string => withCount(count, Math.abs(count) === 1 ? one : other),
} as const satisfies Record<keyof Sentence, unknown>;

/** How many examples a sentence names before it says "and others". */
const EXAMPLES = 5;

/** "12, 15, 31, …": the first few of a list, for a sentence. */
export function someOf(values: Iterable<number | string>): string {
  const shown: (number | string)[] = [];
  for (const value of values) {
    if (shown.length === EXAMPLES) return `${shown.join(', ')}, …`;
    shown.push(value);
  }
  return shown.join(', ');
}

/**
 * The data or the options do not allow an estimate. The sentence says what is wrong, where, and what to do; `rows` are positions in the
 * input, counted from 1, the first few only; `count` says how many there are.
 */
export class ImpactError extends Error {
  readonly code: string;
  readonly sentence: Sentence;
  readonly rows: readonly number[];
  readonly count: number;

  constructor(
    code: string,
    sentence: Sentence,
    where: { readonly rows?: readonly number[]; readonly count?: number } = {},
  ) {
    super(sentence.en);
    this.name = 'ImpactError';
    this.code = code;
    this.sentence = sentence;
    this.rows = where.rows ?? [];
    this.count = where.count ?? this.rows.length;
  }
}
