import type { DuckDBConnection } from '@duckdb/node-api';
import { ImpactError, type Sentence } from '../sentence.ts';
import { identifier, quoted, rowsOf } from './duckdb.ts';

/** Which column of the file plays which part. */
export interface PanelColumns {
  readonly unit: string;
  readonly time: string;
  /** First treated period; 0, empty, NA or infinite = never. */
  readonly cohort: string;
  readonly outcomes: readonly string[];
  /** Numbers, or texts (then a factor). */
  readonly covariates?: readonly string[];
  /** Covariates whose numbers are only names of levels. */
  readonly factors?: readonly string[];
  readonly weights?: string;
  readonly cluster?: string;
}

/** A file ready to be read by a statement. */
export interface Source {
  /** What stands after FROM. */
  readonly relation: string;
  /** DuckDB's type by column. */
  readonly types: ReadonlyMap<string, string>;
  /** The line of names of a CSV as one more row, as it reads in the file; DuckDB tells a name from its repetition by a number it adds. */
  readonly header?: string;
}

const SEPARATORS = [',', ';', '\t'] as const;

export function neededColumns(columns: PanelColumns): string[] {
  const { unit, time, cohort, outcomes, covariates = [], weights, cluster } = columns;
  const optional = [weights, cluster].filter((name) => name !== undefined);
  return [...new Set([unit, time, cohort, ...outcomes, ...covariates, ...optional])];
}

/**
 * How DuckDB reads the file: Parquet by its name, anything else as CSV, every column as text, with the separator under which the columns
 * that are needed appear.
 * @throws ImpactError when the file cannot be read or lacks a column
 */
export async function openSource(connection: DuckDBConnection, path: string, columns: PanelColumns): Promise<Source> {
  const needed = neededColumns(columns);
  const readings = await sourcesOf(connection, path);
  const found = readings.find(({ types }) => needed.every((name) => types.has(name)));
  if (found) {
    await refuseRepeated(connection, needed, found);
    return found;
  }
  const present = [...mostColumns(readings).types.keys()];
  // One column whose name holds separators: the file has lines that no separator cuts as it cuts the header.
  if (present.length === 1 && SEPARATORS.some((separator) => present[0]!.includes(separator)))
    throw new ImpactError('line-malformed', tableMalformed(path.split('/').at(-1)!));
  throw new ImpactError(
    'column-missing',
    columnsMissing(
      needed.filter((name) => !present.includes(name)),
      present,
    ),
  );
}

/** The file as it reads best when nothing is known of its columns: under the separator that finds the most. @throws ImpactError */
export const openWholeSource = async (connection: DuckDBConnection, path: string): Promise<Source> =>
  mostColumns(await sourcesOf(connection, path));

const mostColumns = (sources: readonly Source[]): Source =>
  sources.reduce((best, one) => (one.types.size > best.types.size ? one : best));

/** Every way in which the file can be read; at least one. @throws ImpactError when there is none */
async function sourcesOf(connection: DuckDBConnection, path: string): Promise<Source[]> {
  const readings: readonly Reading[] = /\.(parquet|parq|pq)$/i.test(path)
    ? [parquetReading(path)]
    : SEPARATORS.map((separator) => csvReading(path, separator));
  const found: Source[] = [];
  let refused: unknown;
  for (const reading of readings) {
    const types = await typesOf(connection, reading.names).catch((error: unknown) => {
      refused = error;
      return null;
    });
    if (types) found.push({ types, ...reading.source([...types.keys()]) });
  }
  if (found.length === 0) throw unreadable(path, refused);
  return found;
}

interface Reading {
  /** Tells the names of the columns, patient with malformed lines. */
  readonly names: string;
  readonly source: (names: readonly string[]) => Omit<Source, 'types'>;
}

const parquetReading = (path: string): Reading => ({
  names: `read_parquet(${quoted(path)})`,
  source: () => ({ relation: `read_parquet(${quoted(path)})` }),
});

/** Once its columns are known nothing is guessed, so that a malformed line is told by its number wherever it stands. */
function csvReading(path: string, separator: string): Reading {
  const options = `${quoted(path)}, delim = ${quoted(separator)}, quote = '"', escape = '"'`;
  const read = (header: boolean, names: readonly string[]): string =>
    `read_csv(${options}, header = ${header}, auto_detect = false, columns = {${names.map((name) => `${quoted(name)}: 'VARCHAR'`).join(', ')}})`;
  return {
    names: `read_csv(${options}, header = true, all_varchar = true, ignore_errors = true, sample_size = 10)`,
    source: (names) => ({ relation: read(true, names), header: `(from ${read(false, names)} limit 1)` }),
  };
}

/** Of two columns with a name, capitals aside, nobody knows which is meant. @throws ImpactError */
export async function refuseRepeated(
  connection: DuckDBConnection,
  needed: readonly string[],
  source: Source,
): Promise<void> {
  const header = await headerOf(connection, source);
  const names = [...source.types.keys()];
  for (const name of needed) {
    const written = header[names.indexOf(name)]?.toLowerCase();
    const alike = header.filter((one) => written && one.toLowerCase() === written);
    if (alike.length > 1) throw new ImpactError('column-repeated', columnRepeated(alike));
  }
}

/** The names as the file writes them; none for a Parquet file, or where the first line is no line of the table. */
async function headerOf(connection: DuckDBConnection, { header }: Source): Promise<string[]> {
  if (!header) return [];
  const [names] = await rowsOf(connection, `from ${header}`).catch(() => []);
  return (names ?? []).map((name) => String(name ?? '').trim());
}

async function typesOf(connection: DuckDBConnection, relation: string): Promise<Map<string, string>> {
  const described = await rowsOf(connection, `describe select * from ${relation}`);
  return new Map(described.map(([name, type]) => [String(name), String(type)]));
}

/** DuckDB's refusal in the words of the person who brought the file. */
export function unreadable(path: string, cause: unknown): ImpactError {
  const told = cause instanceof Error ? cause.message : String(cause);
  const file = path.split('/').at(-1)!;
  const line = Number(/Line: (\d+)/i.exec(told)?.[1]);
  if (line)
    return new ImpactError('line-malformed', malformedLine(file, line), { rows: [Math.max(1, line - 1)], count: 1 });
  if (/No files found|Cannot open file|does not exist/i.test(told))
    return new ImpactError('file-missing', fileMissing(file));
  if (/too small|magic bytes|footer|snappy|thrift|TProtocol/i.test(told)) {
    return new ImpactError('parquet-damaged', parquetDamaged(file));
  }
  return new ImpactError('file-unreadable', fileUnreadable(file, told.split('\n')[0]!));
}

/** The column as a double: NULL when it is no number, which a missing value is not either. NaN passes, and is missing later. */
export const numberOf = (name: string, source: Source): string =>
  `try_cast(${source.types.get(name) === 'VARCHAR' ? identifier(name) : presentOf(name, source)} as double)`;

/** The column, NULL when it is missing: as it is when the file gives it as numbers, else as text without blanks around it. */
export function presentOf(name: string, source: Source): string {
  const type = source.types.get(name)!;
  const column = identifier(name);
  if (NUMBER_TYPES.test(type)) return column;
  if (type === 'BOOLEAN') return `cast(${column} as integer)`;
  const text = `trim(cast(${column} as varchar))`;
  return `case when ${text} not in (${MISSING.map(quoted).join(', ')}) then ${text} end`;
}

export const isInteger = (name: string, source: Source): boolean => INTEGER_TYPES.test(source.types.get(name)!);

const INTEGER_TYPES = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/;
const NUMBER_TYPES = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;
/** How files say that a value is missing. */
const MISSING = ['', 'NA', 'NaN', 'nan', 'NULL', 'null', '.'];

/** Rows looked at to tell a factor from a number. */
const ROWS_TO_TELL = 10_000;

/**
 * The covariates that are factors: those declared, and those without any number among the first rows.
 * @throws ImpactError when numbers and texts are mixed there
 */
export async function factorsOf(
  connection: DuckDBConnection,
  source: Source,
  { covariates = [], factors = [] }: PanelColumns,
): Promise<Set<string>> {
  const found = new Set(factors);
  for (const name of covariates.filter((one) => !found.has(one))) {
    const [counts] = await rowsOf(
      connection,
      `select count(${presentOf(name, source)}), count(${numberOf(name, source)}) from (from ${source.relation} limit ${ROWS_TO_TELL}) first_rows`,
    );
    const [present, numbers] = counts!.map(Number) as [number, number];
    if (numbers > 0 && numbers < present) throw new ImpactError('covariate-mixed', covariateMixed(name));
    if (present > 0 && numbers === 0) found.add(name);
  }
  return found;
}

const covariateMixed = (name: string): Sentence => ({
  fr: `La covariable «\u202f${name}\u202f» mêle nombres et textes\u202f: corrigez-la, ou déclarez-la comme facteur.`,
  en: `Covariate "${name}" mixes numbers and texts: correct it, or declare it a factor.`,
});

const columnsMissing = (missing: readonly string[], present: readonly string[]): Sentence => ({
  fr: `Le fichier n'a pas de colonne ${missing.join(', ')}\u202f; ses colonnes sont\u202f: ${present.join(', ')}.`,
  en: `The file has no column ${missing.join(', ')}; its columns are: ${present.join(', ')}.`,
});

const columnRepeated = (names: readonly string[]): Sentence => ({
  fr: `L'en-tête du fichier porte ${names.length} fois la colonne ${[...new Set(names)].join(', ')}\u202f: donnez un nom différent à chacune.`,
  en: `The header of the file has column ${[...new Set(names)].join(', ')} ${names.length} times: give each its own name.`,
});

const fileMissing = (file: string): Sentence => ({
  fr: `Le fichier ${file} est introuvable.`,
  en: `The file ${file} was not found.`,
});

const parquetDamaged = (file: string): Sentence => ({
  fr: `Le fichier ${file} n'est pas un fichier Parquet entier\u202f: il est vide, tronqué ou d'un autre format. Produisez-le à nouveau.`,
  en: `The file ${file} is not a whole Parquet file: it is empty, truncated or of another format. Produce it again.`,
});

const malformedLine = (file: string, line: number): Sentence => ({
  fr: `La ligne ${line} du fichier ${file} n'a pas le même nombre de colonnes que l'en-tête, ou ses guillemets ne se ferment pas.`,
  en: `Line ${line} of the file ${file} does not have as many columns as the header, or its quotes do not close.`,
});

const tableMalformed = (file: string): Sentence => ({
  fr: `Le fichier ${file} ne se lit pas en colonnes\u202f: dans ses premières lignes des guillemets ne se ferment pas, ou une ligne n'a pas le même nombre de colonnes que l'en-tête.`,
  en: `The file ${file} does not read as columns: in its first lines quotes do not close, or a line does not have as many columns as the header.`,
});

const fileUnreadable = (file: string, told: string): Sentence => ({
  fr: `Le fichier ${file} ne se lit pas (${told}).`,
  en: `The file ${file} cannot be read (${told}).`,
});
