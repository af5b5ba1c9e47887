import { type Covariate, factor, type Labels, numeric } from '../panel.ts';
import { rowsOf, withDuckDB } from '../panel-store/duckdb.ts';
import { factorsOf, numberOf, openSource, presentOf, unreadable } from '../panel-store/source.ts';
import { ImpactError, plural } from '../sentence.ts';
import type { RunFile } from './run-file.ts';

/** Which columns to read, and as what. */
export interface RowColumns {
  /** Values; missing is NaN. */
  readonly numbers?: readonly string[];
  /** Names of units, clusters, levels of a fixed effect. */
  readonly labels?: readonly string[];
  /** Numbers, or texts (then factors). */
  readonly covariates?: readonly string[];
  /** Covariates whose numbers are levels. */
  readonly factors?: readonly string[];
}

export interface Rows {
  readonly count: number;
  readonly numbers: Readonly<Record<string, Float64Array>>;
  readonly labels: Readonly<Record<string, Labels>>;
  readonly covariates: Readonly<Record<string, Covariate>>;
}

const EXAMPLES = 5;

/**
 * The rows of a file in memory, in its order: for what is no panel of one row by unit and period.
 * @throws ImpactError when the file lacks a column, or a text stands where a number is expected
 */
export async function rowsOfFile({ path, limits }: Pick<RunFile, 'path' | 'limits'>, asked: RowColumns): Promise<Rows> {
  const { numbers = [], labels = [], covariates = [], factors = [] } = asked;
  const names = [...new Set([...numbers, ...labels, ...covariates])];
  const first = names[0]!;
  return withDuckDB(limits, async (connection) => {
    const source = await openSource(connection, path, { unit: first, time: first, cohort: first, outcomes: names });
    const textual = await factorsOf(connection, source, {
      unit: first,
      time: first,
      cohort: first,
      outcomes: [],
      covariates,
      factors,
    });
    const measured = [...new Set([...numbers, ...covariates.filter((name) => !textual.has(name))])];
    const named = [...new Set([...labels, ...textual])];
    const columns = [
      ...measured.flatMap((name) => [numberOf(name, source), presentOf(name, source)]),
      ...named.map((name) => presentOf(name, source)),
    ];
    const read = await rowsOf(connection, `select ${columns.join(', ')} from ${source.relation}`).catch(
      (error: unknown) => {
        throw unreadable(path, error);
      },
    );
    if (read.length === 0) throw noRows();
    const values = Object.fromEntries(
      measured.map((name, place) => {
        const wrong = read.flatMap((row, k) => (row[2 * place] === null && row[2 * place + 1] !== null ? [k] : []));
        if (wrong.length > 0) throw notNumbers(name, wrong, String(read[wrong[0]!]![2 * place + 1]));
        return [
          name,
          Float64Array.from(read, (row) => (row[2 * place] === null ? Number.NaN : Number(row[2 * place]))),
        ];
      }),
    );
    const texts = Object.fromEntries(
      named.map((name, place) => [name, read.map((row) => label(row[2 * measured.length + place]!))]),
    );
    const pick = <T>(some: readonly string[], of: (name: string) => T): Record<string, T> =>
      Object.fromEntries(some.map((name) => [name, of(name)]));
    return {
      count: read.length,
      numbers: pick(numbers, (name) => values[name]!),
      labels: pick(labels, (name) => namesFrom(name, texts[name]!)),
      covariates: pick(covariates, (name) =>
        textual.has(name) ? factor(levelled(texts[name]!)) : numeric(values[name]!),
      ),
    };
  });
}

const label = (value: number | bigint | string | boolean | null): string | null =>
  value === null ? null : String(value);

const areNumbers = (texts: readonly (string | null)[]): boolean =>
  texts.every((text) => text === null || String(Number(text)) === text);

/** Levels in the order of numbers when they are some. */
const levelled = (texts: readonly (string | null)[]): (string | number | null)[] =>
  areNumbers(texts) ? texts.map((text) => (text === null ? null : Number(text))) : [...texts];

function namesFrom(name: string, texts: readonly (string | null)[]): Labels {
  const without = texts.flatMap((text, k) => (text === null ? [k] : []));
  if (without.length > 0)
    throw new ImpactError(
      'label-missing',
      {
        fr: `« ${name} » est vide dans ${plural.fr(without.length, '# ligne', '# lignes')} (${rowList(without)})\u202f: complétez-la, ou écartez ces lignes.`,
        en: `"${name}" is empty in ${plural.en(without.length, '# row', '# rows')} (${rowList(without)}): fill it in, or leave these rows out.`,
      },
      { rows: without.slice(0, EXAMPLES).map((k) => k + 1), count: without.length },
    );
  return areNumbers(texts) ? Float64Array.from(texts, Number) : (texts as string[]);
}

const rowList = (places: readonly number[]): string =>
  places
    .slice(0, EXAMPLES)
    .map((k) => k + 1)
    .join(', ') + (places.length > EXAMPLES ? ', …' : '');

const notNumbers = (name: string, wrong: readonly number[], example: string): ImpactError =>
  new ImpactError(
    'not-a-number',
    {
      fr: `« ${name} » doit être un nombre\u202f: ${plural.fr(wrong.length, '# ligne contient autre chose (ligne', '# lignes contiennent autre chose (lignes')} ${rowList(wrong)}, par exemple « ${example} »). Le point est le séparateur décimal.`,
      en: `"${name}" must be a number: ${plural.en(wrong.length, '# row holds something else (row', '# rows hold something else (rows')} ${rowList(wrong)}, for example "${example}"). The decimal separator is a point.`,
    },
    { rows: wrong.slice(0, EXAMPLES).map((k) => k + 1), count: wrong.length },
  );

const noRows = (): ImpactError =>
  new ImpactError('no-rows', {
    fr: 'Le fichier n’a aucune ligne sous son en-tête.',
    en: 'The file has no row under its header.',
  });
