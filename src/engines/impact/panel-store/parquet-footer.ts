/**
 * Where the values of a Parquet file stand, from its footer and the headers of its pages (Apache Parquet format; Thrift compact protocol).
 * Enough for the files of a panel store: flat columns of numbers, uncompressed.
 */

/** The values of one column in one row group. */
export interface ColumnChunk {
  readonly type: ValueType;
  readonly compressed: boolean;
  /** Of its first page, from the start of the file. */
  readonly position: number;
  readonly values: number;
}

export type ValueType = 'int32' | 'int64' | 'double' | 'other';

export interface PageHeader {
  readonly kind: 'data' | 'dictionary' | 'other';
  /** Bytes of the header, then of what follows it. */
  readonly length: number;
  readonly size: number;
  readonly values: number;
  readonly encoding: 'plain' | 'dictionary' | 'other';
}

/** Bytes at the end of the file: the length of the footer, then the letters PAR1. */
export const TAIL = 8;

const LAST = new TextEncoder().encode('PAR1');

export const endsWhole = (tail: Uint8Array): boolean =>
  tail.length === TAIL && LAST.every((byte, k) => tail[TAIL - LAST.length + k] === byte);

export function footerLength(tail: Uint8Array): number {
  return new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
}

/** The chunks of each column, in the order of rows. */
export function columnChunks(footer: Uint8Array): Map<string, ColumnChunk[]> {
  const { fields } = readStruct(footer, 0);
  const found = new Map<string, ColumnChunk[]>();
  for (const group of structs(fields.get(4))) {
    for (const column of structs(group.get(1))) {
      const described = column.get(3) as Fields;
      const name = (described.get(3) as readonly string[]).join('.');
      const chunks = found.get(name) ?? [];
      found.set(name, chunks);
      chunks.push({
        type: TYPES[described.get(1) as number] ?? 'other',
        compressed: described.get(4) !== 0,
        position: (described.get(11) ?? described.get(9)) as number,
        values: described.get(5) as number,
      });
    }
  }
  return found;
}

export function pageHeader(bytes: Uint8Array): PageHeader {
  const { fields, end } = readStruct(bytes, 0);
  const kind = KINDS[fields.get(1) as number] ?? 'other';
  const page = (fields.get(kind === 'dictionary' ? 7 : 5) ?? new Map()) as Fields;
  return {
    kind,
    length: end,
    size: fields.get(3) as number,
    values: (page.get(1) ?? 0) as number,
    encoding: ENCODINGS[(page.get(2) ?? -1) as number] ?? 'other',
  };
}

// Numbers of the format (parquet.thrift).
const TYPES: Readonly<Record<number, ValueType>> = { 1: 'int32', 2: 'int64', 5: 'double' };
const KINDS: Readonly<Record<number, PageHeader['kind']>> = { 0: 'data', 2: 'dictionary' };
const ENCODINGS: Readonly<Record<number, PageHeader['encoding']>> = { 0: 'plain', 2: 'dictionary', 8: 'dictionary' };

type Value = number | boolean | string | Fields | readonly Value[];
/** The fields of a structure, by their number. */
type Fields = ReadonlyMap<number, Value>;

const structs = (list: Value | undefined): readonly Fields[] => (list ?? []) as readonly Fields[];

function readStruct(bytes: Uint8Array, start: number): { readonly fields: Fields; readonly end: number } {
  const reader = new CompactReader(bytes, start);
  const fields = reader.struct();
  return { fields, end: reader.at };
}

class CompactReader {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  struct(): Fields {
    const fields = new Map<number, Value>();
    let field = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      const step = head >> 4;
      field = step === 0 ? this.#zigzag() : field + step;
      fields.set(field, this.#value(head & 15));
    }
    return fields;
  }

  #value(type: number): Value {
    if (type === 1 || type === 2) return type === 1;
    if (type === 3) return this.#byte();
    if (type <= 6) return this.#zigzag();
    if (type === 7) return this.#skip(8);
    if (type === 8) return this.#text();
    if (type === 9 || type === 10) return this.#list();
    if (type === 12) return this.struct();
    throw new RangeError(`Thrift type ${type} is not one that Parquet uses`);
  }

  #list(): Value[] {
    const head = this.#byte();
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    return Array.from({ length: count }, () => this.#value(head & 15));
  }

  #text(): string {
    const length = this.#varint();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.slice(this.at - length, this.at));
  }

  #skip(bytes: number): number {
    this.at += bytes;
    return 0;
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new RangeError('the structure is cut');
    this.at += 1;
    return byte;
  }

  /** Multiplied, not shifted: positions in a file exceed 32 bits. */
  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #zigzag(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
