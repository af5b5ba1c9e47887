import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  checkNames,
  type DuckDBLimits,
  FileBytes,
  ImpactError,
  openPanelStore,
  type RunFile,
  selectDerived,
  writeRows,
} from '#engines/impact/index.ts';
import { type Given, UsageError } from './flags.ts';
import { isFolder } from './terminal.ts';
import { FIRST_TREATED, firstTreatedColumn } from './treatment-column.ts';

/**
 * Opens the one file that a command names, and removes all traces of the work on it, whatever happens. The engine reads the file itself, or what
 * `--define` and `--where` made of it.
 */
export const withInputFile = <T>(given: Given, work: (file: RunFile) => Promise<T>): Promise<T> =>
  withScratch(given, async (place) => work(await openedFile(given, place)));

/** The same where units are followed: the file, or the folder into which `grappe impact import` put it. */
export const withPanel = <T>(given: Given, work: (file: RunFile) => Promise<T>): Promise<T> =>
  withScratch(given, async (place) =>
    work(await ((await isFolder(place.path)) ? openedStore(given, place) : openedFile(given, place))),
  );

/** What was named, and where to work on it. */
interface Place {
  readonly path: string;
  readonly scratch: string;
  readonly limits: DuckDBLimits;
}

async function withScratch<T>(given: Given, work: (place: Place) => Promise<T>): Promise<T> {
  const [path, ...others] = given.files;
  if (path === undefined || others.length > 0)
    throw new UsageError({
      fr: `Nommez un fichier, CSV ou Parquet${others.length > 0 ? `\u202f; reçu\u202f: ${given.files.join(' ')}` : ''}.`,
      en: `Name one file, CSV or Parquet${others.length > 0 ? `; received ${given.files.join(' ')}` : ''}.`,
    });
  const asked = limitsAsked(given);
  const scratch = await mkdtemp(join(tmpdir(), 'grappe-impact-'));
  try {
    return await work({ path: resolve(path), scratch, limits: { scratch, ...asked } });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function openedFile(given: Given, { path, scratch, limits }: Place): Promise<RunFile> {
  const digest = await digestOf(path);
  const folder = join(scratch, 'store');
  await mkdir(folder);
  return { path: await derived(given, path, scratch, limits), digest, folder, limits };
}

/** Options that change rows, which a panel imported before has no more. */
const OF_ROWS = ['define', 'where', 'treatment'];

async function openedStore(given: Given, { path, scratch, limits }: Place): Promise<RunFile> {
  const asked = OF_ROWS.find((name) => given.has(name));
  if (asked)
    throw new UsageError({
      fr: `--${asked} travaille sur les lignes d’un fichier, que le panel importé n’a plus\u202f: donnez --${asked} à grappe impact import.`,
      en: `--${asked} works on the rows of a file, which the imported panel has no more: give --${asked} to grappe impact import.`,
    });
  if (given.choice('panel') === 'rc')
    throw new UsageError({
      fr: 'Un panel importé suit des unités\u202f: pour des coupes répétées (--panel rc), nommez le fichier.',
      en: 'An imported panel follows units: for repeated cross-sections (--panel rc), name the file.',
    });
  const store = await openPanelStore(path);
  return { path, digest: store.digest, folder: scratch, limits, store };
}

function limitsAsked(given: Given): Omit<DuckDBLimits, 'scratch'> {
  const threads = given.number('threads');
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1))
    throw new UsageError({
      fr: `--threads attend un nombre entier, 1 ou plus\u202f; reçu\u202f: ${threads}.`,
      en: `--threads takes a whole number, 1 or more; received ${threads}.`,
    });
  const memory = given.text('memory') ?? '1GB';
  if (!/^\d+(\.\d+)?\s*[KMGT]i?B$/i.test(memory))
    throw new UsageError({
      fr: `--memory attend une quantité et son unité, comme 512MB ou 2GB\u202f; reçu\u202f: ${memory}.`,
      en: `--memory takes an amount and its unit, such as 512MB or 2GB; received ${memory}.`,
    });
  return { memory, ...(threads === undefined ? {} : { threads }) };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const bytes = new FileBytes(path);
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream) {
      hash.update(chunk as Buffer);
      bytes.add(chunk as Buffer);
    }
    bytes.end();
  } catch (error) {
    if (error instanceof ImpactError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? NOT_FOUND : code === 'EISDIR' ? IS_FOLDER : NOT_READ;
    throw new ImpactError('file-missing', { fr: `${path}\u202f: ${reason.fr}`, en: `${path}: ${reason.en}` });
  }
  if (stream.bytesRead === 0)
    throw new ImpactError('file-empty', { fr: `${path}\u202f: ${EMPTY.fr}`, en: `${path}: ${EMPTY.en}` });
  return hash.digest('hex');
}

const NOT_FOUND = { fr: 'ce fichier n’existe pas.', en: 'there is no such file.' };
const IS_FOLDER = {
  fr: 'c’est un dossier, et les lignes d’un fichier sont lues ici\u202f: nommez le CSV ou le Parquet (d’un panel importé, celui d’où il vient).',
  en: 'this is a folder, and rows of a file are read here: name the CSV or the Parquet file (of an imported panel, the one it comes from).',
};
const EMPTY = { fr: 'ce fichier est vide.', en: 'this file is empty.' };
const NOT_READ = { fr: 'ce fichier ne se laisse pas lire.', en: 'this file cannot be read.' };

/** The file with computed columns and chosen rows; itself when nothing is asked. */
async function derived(given: Given, path: string, scratch: string, limits: DuckDBLimits): Promise<string> {
  const definitions = given.each('define').map((definition) => {
    const [, name, expression] = /^\s*(\w+)\s*=(.+)$/s.exec(definition) ?? [];
    if (!name || !expression)
      throw new UsageError({
        fr: `--define s’écrit nom=expression\u202f; reçu\u202f: ${definition}.`,
        en: `--define is written name=expression; received ${definition}.`,
      });
    return { name, expression };
  });
  const where = given.text('where');
  const treatment = given.has('treatment');
  if (definitions.length === 0 && where === undefined && !treatment) return path;
  const added = [...definitions.map(({ name }) => name), ...(treatment ? [FIRST_TREATED] : [])];
  await checkNames(path, added, limits);
  const target = join(scratch, 'derived.parquet');
  const select = selectDerived(path, { definitions, ...(where === undefined ? {} : { where }) });
  if (!treatment) await writeRows(select, target, limits);
  else {
    const rows = join(scratch, 'rows.parquet');
    await writeRows(select, rows, limits);
    const whole = selectDerived(rows, { definitions: [] });
    await writeRows(`select *, ${await firstTreatedColumn(given, whole, limits)} from (${whole})`, target, limits);
  }
  return target;
}
