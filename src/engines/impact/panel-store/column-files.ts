import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises';
import {
  type ColumnChunk,
  columnChunks,
  endsWhole,
  footerLength,
  type PageHeader,
  pageHeader,
  TAIL,
  type ValueType,
} from './parquet-footer.ts';

/**
 * Columns of the Parquet files of a panel store, read straight into typed arrays: DuckDB writes them uncompressed and without missing values,
 * so a page of doubles in the file is what the array needs. Through the database's vectors the same columns take ten times longer.
 */

export interface ColumnTarget {
  readonly column: string;
  readonly into: Float64Array | Int32Array;
}

/** Fills arrays as long as the file has rows. @throws Error when the file is not as this version of the engine writes it */
export async function readColumns(path: string, targets: readonly ColumnTarget[]): Promise<void> {
  const file = await ColumnFile.open(path);
  try {
    await Promise.all(targets.map(({ column, into }) => file.readRows(column, 0, into)));
  } finally {
    await file.close();
  }
}

/** The text of a file; null when there is none. */
export const textOfFile = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

export const writeText = (path: string, text: string): Promise<void> => writeFile(path, text);

/** Removes a file that served while a store was being made; none is fine. */
export const removeFile = (path: string): Promise<void> => rm(path, { force: true });

/** A file open to be read column by column, wherever in it. */
export class ColumnFile {
  readonly rowsOfGroups: readonly number[];
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #chunks: ReadonlyMap<string, readonly ColumnChunk[]>;
  readonly #pages = new Map<ColumnChunk, Promise<Pages>>();
  readonly #sheets = new Sheets();

  private constructor(path: string, file: FileHandle, chunks: ReadonlyMap<string, readonly ColumnChunk[]>) {
    this.#path = path;
    this.#file = file;
    this.#chunks = chunks;
    this.rowsOfGroups = ([...chunks.values()][0] ?? []).map(({ values }) => values);
  }

  static async open(path: string): Promise<ColumnFile> {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const tail = await bytesAt(file, Math.max(0, size - TAIL), TAIL);
      if (!endsWhole(tail)) throw new RangeError(`${path} is cut`);
      const length = footerLength(tail);
      return new ColumnFile(path, file, columnChunks(await bytesAt(file, size - TAIL - length, length)));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Fills an array as long as the row group. */
  async read(column: string, group: number, into: Float64Array | Int32Array): Promise<void> {
    const before = this.rowsOfGroups.slice(0, group).reduce((sum, rows) => sum + rows, 0);
    await this.readRows(column, before, into);
  }

  /** Fills an array with the rows from `first` on. */
  async readRows(column: string, first: number, into: Float64Array | Int32Array): Promise<void> {
    try {
      let start = 0;
      for (const [group, rows] of this.rowsOfGroups.entries()) {
        const [from, to] = [Math.max(first, start), Math.min(first + into.length, start + rows)];
        if (from < to) await this.#readChunk(column, group, from - start, into.subarray(from - first, to - first));
        start += rows;
      }
      if (first + into.length > start) throw new RangeError(`${start} rows, not ${first + into.length}`);
    } catch (cause) {
      const told = `Column ${column} of ${this.#path} is not as a panel store has it; import the panel again.`;
      throw new Error(told, { cause });
    }
  }

  async #readChunk(column: string, group: number, first: number, into: Float64Array | Int32Array): Promise<void> {
    const chunk = this.#chunks.get(column)?.[group];
    if (!chunk) throw new RangeError('no such column');
    const known = this.#pages.get(chunk) ?? findPages(this.#file, chunk);
    this.#pages.set(chunk, known);
    const { pages, dictionary } = await known;
    let start = 0;
    for (const page of pages) {
      const [from, to] = [Math.max(first, start), Math.min(first + into.length, start + page.values)];
      if (from < to)
        await readValues(
          this.#file,
          page,
          chunk.type,
          dictionary,
          from - start,
          into.subarray(from - first, to - first),
          this.#sheets,
        );
      start += page.values;
    }
    if (first + into.length > start) throw new RangeError(`${start} values in row group ${group}`);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Longer than any header of a page with the levels before its values. */
const HEAD = 256;

/** A page whose values stand between two places of the file. */
interface Page {
  readonly values: number;
  readonly encoding: PageHeader['encoding'];
  readonly start: number;
  readonly size: number;
}

interface Pages {
  readonly pages: readonly Page[];
  readonly dictionary: Float64Array | null;
}

async function findPages(file: FileHandle, chunk: ColumnChunk): Promise<Pages> {
  if (chunk.compressed || chunk.type === 'other') throw new TypeError('a compressed column, or one that is no number');
  const pages: Page[] = [];
  let position = chunk.position;
  let dictionary: Float64Array | null = null;
  for (let done = 0; done < chunk.values; ) {
    const head = await bytesAt(file, position, HEAD);
    const { kind, length, size, values, encoding } = pageHeader(head);
    const start = position + length;
    position = start + size;
    if (kind === 'dictionary') {
      dictionary = new Float64Array(values);
      await widen(file, start, chunk.type, dictionary);
    } else if (kind === 'data') {
      // Definition levels come first: their length, then one run that says that no value is missing.
      const levels = 4 + footerLength(head.subarray(length));
      if (length + levels > head.length || head[length + 4]! % 2 !== 0) throw new TypeError('missing values');
      pages.push({ values, encoding, start: start + levels, size: size - levels });
      done += values;
    } else if (size === 0) throw new TypeError('an empty page');
  }
  return { pages, dictionary };
}

/** Some values of a page, from its `first` on. */
async function readValues(
  file: FileHandle,
  { values, encoding, start, size }: Page,
  type: ValueType,
  dictionary: Float64Array | null,
  first: number,
  into: Float64Array | Int32Array,
  sheets: Sheets,
): Promise<void> {
  if (encoding === 'dictionary' && dictionary) lookUp(await bytesAt(file, start, size), dictionary, first, into);
  else if (encoding !== 'plain' || size !== values * BYTES[type]) throw new TypeError('another encoding');
  else if (type === (into instanceof Float64Array ? 'double' : 'int32'))
    await sheets.fill(file, new Uint8Array(into.buffer, into.byteOffset, into.byteLength), start + first * BYTES[type]);
  else await widen(file, start + first * BYTES[type], type, into);
}

const BYTES: Readonly<Record<ValueType, number>> = { int32: 4, int64: 8, double: 8, other: 0 };

/** Values turned at once. */
const PIECE = 8_192;

/** Plain values of a type as numbers. Names of units are whole numbers that a double holds. */
async function widen(file: FileHandle, from: number, type: ValueType, into: Float64Array | Int32Array): Promise<void> {
  const size = BYTES[type];
  const bytes = new Uint8Array(size * Math.min(PIECE, into.length));
  for (let done = 0; done < into.length; done += PIECE) {
    const piece = into.subarray(done, done + PIECE);
    await fill(file, bytes.subarray(0, size * piece.length), from + size * done);
    if (type === 'double') piece.set(new Float64Array(bytes.buffer, 0, piece.length));
    else if (type === 'int32') piece.set(new Int32Array(bytes.buffer, 0, piece.length));
    else joinHalves(new Int32Array(bytes.buffer, 0, 2 * piece.length), piece);
  }
}

function joinHalves(halves: Int32Array, into: Float64Array | Int32Array): void {
  for (let k = 0; k < into.length; k++) into[k] = halves[2 * k + 1]! * 2 ** 32 + (halves[2 * k]! >>> 0);
}

/** Bits of a number in a dictionary, so that those of two of them never exceed 32. */
const WIDEST = 24;

/** Values by their number in a dictionary, from the `first` on: runs of one number repeated, or of numbers packed in as few bits as they need. */
function lookUp(bytes: Uint8Array, dictionary: Float64Array, first: number, into: Float64Array | Int32Array): void {
  const width = bytes[0]!;
  if (width > WIDEST) throw new TypeError('a dictionary of millions');
  const last = first + into.length;
  let at = 1;
  for (let row = 0; row < last; ) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      head |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const length = (head >> 1) * (head & 1 ? 8 : 1);
    const [from, to] = [Math.max(row, first), Math.min(row + length, last)];
    if (head & 1) {
      if (from < to) unpack(bytes, at, width, from - row, dictionary, into.subarray(from - first, to - first));
      at += (length / 8) * width;
    } else {
      let place = 0;
      for (let byte = 0; byte * 8 < width; byte++) place += bytes[at++]! * 2 ** (8 * byte);
      if (from < to) into.fill(dictionary[place]!, from - first, to - first);
    }
    row += length;
  }
}

/** Numbers of `width` bits, from the `first` on, to what they stand for. */
function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  first: number,
  dictionary: Float64Array,
  into: Float64Array | Int32Array,
): void {
  const mask = 2 ** width - 1;
  let at = start + ((first * width) >> 3);
  let held = 8 - ((first * width) & 7);
  let bits = bytes[at++]! >> (8 - held);
  for (let k = 0; k < into.length; k++) {
    for (; held < width; held += 8) bits |= bytes[at++]! << held;
    into[k] = dictionary[bits & mask]!;
    bits >>>= width;
    held -= width;
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const read = await fill(file, bytes, position);
  return read === length ? bytes : bytes.slice(0, read);
}

/**
 * Small arrays by way of which large ones are filled: were the system to write into memory never touched before, each page would be
 * paid twice, once when it writes and once when it is first read here.
 */
class Sheets {
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  async fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
    const sheet = this.#free.pop() ?? new Uint8Array(SHEET);
    for (let done = 0; done < bytes.length; ) {
      const read = await fill(file, sheet.subarray(0, bytes.length - done), position + done);
      if (read === 0) break;
      bytes.set(sheet.subarray(0, read), done);
      done += read;
    }
    this.#free.push(sheet);
  }
}

const SHEET = 262_144;

async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
