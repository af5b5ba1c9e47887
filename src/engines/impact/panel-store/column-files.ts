import { type FileHandle, open } from 'node:fs/promises';
import {
  type ColumnChunk,
  columnChunks,
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
    await Promise.all(
      targets.map(async ({ column, into }) => {
        let row = 0;
        for (const [group, rows] of file.rowsOfGroups.entries()) {
          await file.read(column, group, into.subarray(row, row + rows));
          row += rows;
        }
      }),
    );
  } finally {
    await file.close();
  }
}

/** A file open to be read column by column, one row group after another. */
export class ColumnFile {
  readonly rowsOfGroups: readonly number[];
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #chunks: ReadonlyMap<string, readonly ColumnChunk[]>;

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
      const length = footerLength(await bytesAt(file, size - TAIL, TAIL));
      return new ColumnFile(path, file, columnChunks(await bytesAt(file, size - TAIL - length, length)));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Fills an array as long as the row group. */
  async read(column: string, group: number, into: Float64Array | Int32Array): Promise<void> {
    try {
      const chunk = this.#chunks.get(column)?.[group];
      if (chunk?.values !== into.length) throw new RangeError(`${chunk?.values ?? 'no'} values, not ${into.length}`);
      await readChunk(this.#file, chunk, into);
    } catch (cause) {
      const told = `Column ${column} of ${this.#path} is not as a panel store has it; import the panel again.`;
      throw new Error(told, { cause });
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Longer than any header of a page with the levels before its values. */
const HEAD = 256;

async function readChunk(file: FileHandle, chunk: ColumnChunk, into: Float64Array | Int32Array): Promise<void> {
  if (chunk.compressed || chunk.type === 'other') throw new TypeError('a compressed column, or one that is no number');
  let position = chunk.position;
  let dictionary: Float64Array | null = null;
  for (let done = 0; done < chunk.values; ) {
    const head = await bytesAt(file, position, HEAD);
    const page = pageHeader(head);
    const start = position + page.length;
    position = start + page.size;
    if (page.kind === 'dictionary') {
      dictionary = new Float64Array(page.values);
      await widen(file, start, chunk.type, dictionary);
    } else if (page.kind === 'data') {
      await readValues(
        file,
        page,
        start,
        head.subarray(page.length),
        chunk.type,
        dictionary,
        into.subarray(done, done + page.values),
      );
      done += page.values;
    }
  }
}

async function readValues(
  file: FileHandle,
  page: PageHeader,
  start: number,
  head: Uint8Array,
  type: ValueType,
  dictionary: Float64Array | null,
  into: Float64Array | Int32Array,
): Promise<void> {
  // Definition levels come first: their length, then one run that says that no value is missing.
  const levels = 4 + footerLength(head);
  if (levels > head.length || head[4]! % 2 !== 0) throw new TypeError('missing values');
  const [from, size] = [start + levels, page.size - levels];
  if (page.encoding === 'dictionary' && dictionary) lookUp(await bytesAt(file, from, size), dictionary, into);
  else if (page.encoding !== 'plain' || size !== into.length * BYTES[type]) throw new TypeError('another encoding');
  else if (type === (into instanceof Float64Array ? 'double' : 'int32'))
    await fill(file, new Uint8Array(into.buffer, into.byteOffset, into.byteLength), from);
  else await widen(file, from, type, into);
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

/** Values by their number in a dictionary: runs of one number repeated, or of numbers packed in as few bits as they need. */
function lookUp(bytes: Uint8Array, dictionary: Float64Array, into: Float64Array | Int32Array): void {
  const width = bytes[0]!;
  if (width > WIDEST) throw new TypeError('a dictionary of millions');
  const mask = 2 ** width - 1;
  let at = 1;
  for (let row = 0; row < into.length; ) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      head |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (head & 1) {
      let bits = 0;
      let held = 0;
      const end = Math.min(into.length, row + (head >> 1) * 8);
      const next = at + (head >> 1) * width;
      for (; row < end; row++) {
        for (; held < width; held += 8) bits |= bytes[at++]! << held;
        into[row] = dictionary[bits & mask]!;
        bits >>>= width;
        held -= width;
      }
      at = next;
    } else {
      let place = 0;
      for (let byte = 0; byte * 8 < width; byte++) place += bytes[at++]! * 2 ** (8 * byte);
      const end = Math.min(into.length, row + (head >> 1));
      into.fill(dictionary[place]!, row, end);
      row = end;
    }
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const read = await fill(file, bytes, position);
  return read === length ? bytes : bytes.slice(0, read);
}

async function fill(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
