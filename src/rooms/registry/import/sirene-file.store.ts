import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Say } from '#kit/say.ts';
import { NATURAL_PERSON, recogniseSirene, SIRENE_COLUMNS, type SireneFile, type SireneLine } from './sirene.rules.ts';

/** What DuckDB may hold in memory, whatever the size of the file; beyond, it works on disk. */
export const SIRENE_MEMORY_LIMIT = '512MB';

/** A stock file that cannot be read, with the sentence for the person. It never quotes the file, whose lines hold the names of persons. */
export class SireneUnreadable extends Error {
  readonly reason: Say;

  constructor(reason: Say) {
    super(reason.en);
    this.name = 'SireneUnreadable';
    this.reason = reason;
  }
}

export interface SireneExtract {
  readonly file: SireneFile;
  /** Digest of the whole stock file. */
  readonly sha256: string;
  readonly bytes: number;
}

interface Extraction {
  readonly path: string;
  readonly sirens: readonly string[];
  /** Where the extract goes; appears whole or not at all. */
  readonly extract: string;
  /** Called about twice a second, with the share of the file read so far, from 0 to 100. */
  readonly onProgress: (percent: number) => Promise<void>;
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const column = (name: string): string => `"${name}"`;

/**
 * Reduces a stock file (CSV or Parquet, of any size) to the organisations of the registry and the columns that may be loaded (R59). Reading,
 * filtering and joining happen in DuckDB, in bounded memory; only the extract remains.
 * @throws SireneUnreadable
 */
export async function extractSirene(extraction: Extraction): Promise<SireneExtract> {
  const { path, sirens, extract } = extraction;
  await mkdir(dirname(extract), { recursive: true });
  const scratch = `${extract}.scratch`;
  const unfinished = `${extract}.unfinished`;
  // What a killed process left.
  await rm(scratch, { recursive: true, force: true });
  await rm(unfinished, { force: true });
  const source = await sourceOf(path);
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: SIRENE_MEMORY_LIMIT,
    temp_directory: scratch,
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    const { file, missing } = await recognised(connection, source);
    if (missing.length > 0) throw new SireneUnreadable(columnsMissing(missing));
    await loadSirens(connection, sirens);
    const columns = await presentColumns(connection, source, file);
    const copy = `copy (${extractQuery(source, file, columns)}) to ${text(unfinished)} (format parquet)`;
    const digest = digestOf(path).catch(() => null);
    await runWatched(connection, copy, extraction.onProgress);
    const told = await digest;
    if (!told) throw new SireneUnreadable(NOT_FOUND);
    await rename(unfinished, extract);
    return { file, ...told };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(unfinished, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

/** How DuckDB reads the file: by its first bytes, not by its name. */
async function sourceOf(path: string): Promise<string> {
  const file = await open(path).catch(() => null);
  if (!file) throw new SireneUnreadable(NOT_FOUND);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead < 4) throw new SireneUnreadable(NOT_SIRENE);
    if (buffer.toString('latin1') === 'PAR1') return `read_parquet(${text(path)})`;
    if (buffer.toString('latin1').startsWith('PK')) throw new SireneUnreadable(ZIPPED);
    return `read_csv(${text(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', auto_detect = true)`;
  } finally {
    await file.close();
  }
}

async function columnsOf(connection: DuckDBConnection, source: string): Promise<string[]> {
  try {
    const described = await connection.runAndReadAll(`describe select * from ${source}`);
    return described.getRows().map(([name]) => String(name));
  } catch {
    throw new SireneUnreadable(NOT_SIRENE);
  }
}

async function recognised(connection: DuckDBConnection, source: string) {
  const found = recogniseSirene(await columnsOf(connection, source));
  if (!found) throw new SireneUnreadable(NOT_SIRENE);
  return found;
}

async function presentColumns(connection: DuckDBConnection, source: string, file: SireneFile): Promise<string[]> {
  const has = new Set(await columnsOf(connection, source));
  const { needed, useful } = SIRENE_COLUMNS[file];
  return [...needed, ...useful].filter((name) => has.has(name));
}

async function loadSirens(connection: DuckDBConnection, sirens: readonly string[]): Promise<void> {
  await connection.run('create table known (siren varchar)');
  const appender = await connection.createAppender('known');
  for (const siren of sirens) {
    appender.appendVarchar(siren);
    appender.endRow();
  }
  appender.closeSync();
}

/**
 * Only known organisations and allowed columns. A line under partial diffusion keeps nothing but its number, to be counted; a natural
 * person keeps no name.
 */
function extractQuery(source: string, file: SireneFile, columns: readonly string[]): string {
  const status = column(file === 'units' ? 'statutDiffusionUniteLegale' : 'statutDiffusionEtablissement');
  const names = ['denominationUniteLegale', 'sigleUniteLegale'];
  const person = `coalesce(cast(${column('categorieJuridiqueUniteLegale')} as varchar), ${text(NATURAL_PERSON)}) like ${text(`${NATURAL_PERSON}%`)}`;
  const kept = columns
    .filter((name) => name !== 'siren' && name !== 'siret')
    .map((name) => {
      const withheld = names.includes(name) ? `withheld or ${person}` : 'withheld';
      return `case when ${withheld} then null else cast(${column(name)} as varchar) end as ${column(name)}`;
    });
  const keys = ['siren', ...(file === 'establishments' ? ['siret'] : [])];
  const seats =
    file === 'establishments' ? `where lower(cast(${column('etablissementSiege')} as varchar)) = 'true'` : '';
  return `
    with stock as (select ${columns.map(column).join(', ')}, coalesce(${status}, 'P') <> 'O' as withheld from ${source} ${seats})
    select ${keys.map((key) => `cast(${column(key)} as varchar) as ${column(key)}`).join(', ')}, withheld, ${kept.join(', ')}
    from stock semi join known on known.siren = cast(stock.siren as varchar)
    order by 1`;
}

const WATCH_EVERY_MS = 500;

async function runWatched(
  connection: DuckDBConnection,
  query: string,
  onProgress: Extraction['onProgress'],
): Promise<void> {
  const running = connection.run(query).then(
    () => null,
    // DuckDB quotes the line at fault, and with it the names that the file holds.
    () => new SireneUnreadable(DAMAGED),
  );
  try {
    for (;;) {
      const waited = new Promise<'waiting'>((tick) => setTimeout(() => tick('waiting'), WATCH_EVERY_MS));
      const outcome = await Promise.race([running, waited]);
      if (outcome === null) return;
      if (outcome !== 'waiting') throw outcome;
      await onProgress(Math.max(0, Math.min(100, connection.progress.percentage)));
    }
  } catch (error) {
    connection.interrupt();
    await running;
    throw error;
  }
}

async function digestOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

export interface ExtractedLines {
  readonly lines: readonly SireneLine[];
  /** Lines under partial diffusion, set aside. */
  readonly withheld: number;
}

/** Reads an extract back, some thousands of lines at a time, in the order of SIREN numbers. */
export async function* readExtract(extract: string, size: number): AsyncGenerator<ExtractedLines> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: SIRENE_MEMORY_LIMIT });
  const connection = await instance.connect();
  try {
    let lines: SireneLine[] = [];
    let withheld = 0;
    const result = await connection.stream(`select * from read_parquet(${text(extract)}) order by siren`);
    for await (const rows of result.yieldRowObjectJs()) {
      for (const row of rows) {
        if (row.withheld) withheld++;
        else lines.push(row as unknown as SireneLine);
      }
      if (lines.length < size) continue;
      yield { lines, withheld };
      lines = [];
      withheld = 0;
    }
    if (lines.length > 0 || withheld > 0) yield { lines, withheld };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const NOT_FOUND: Say = {
  fr: 'Ce fichier ne s’ouvre pas. Vérifiez son chemin et que Grappe a le droit de le lire.',
  en: 'This file cannot be opened. Check its path, and that Grappe may read it.',
};

const NOT_SIRENE: Say = {
  fr: 'Ce fichier n’est ni StockUniteLegale ni StockEtablissement, en CSV ou en Parquet. Choisissez un fichier stock de la base Sirene.',
  en: 'This file is neither StockUniteLegale nor StockEtablissement, as CSV or Parquet. Choose a stock file of the Sirene database.',
};

const ZIPPED: Say = {
  fr: 'Ce fichier est une archive. Décompressez-la, puis choisissez le fichier CSV ou Parquet qu’elle contient.',
  en: 'This file is an archive. Unpack it, then choose the CSV or Parquet file inside.',
};

const DAMAGED: Say = {
  fr: 'La lecture de ce fichier s’est arrêtée sur une ligne qui n’a pas la forme attendue. Téléchargez-le de nouveau, puis recommencez.',
  en: 'Reading this file stopped at a line that does not have the expected form. Download it again, then start over.',
};

const columnsMissing = (missing: readonly string[]): Say => ({
  fr: `Il manque à ce fichier des colonnes nécessaires\u202f: ${missing.join(', ')}. Choisissez le fichier stock complet.`,
  en: `This file lacks columns that are needed: ${missing.join(', ')}. Choose the complete stock file.`,
});
