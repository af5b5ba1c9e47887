/**
 * How JavaScript values travel to PostgreSQL and back: one table for both stores. The two drivers disagree by default
 * (int8, date, interval, bytea, timestamp), so neither is asked; both read with `readers` and write with `writeParameter`.
 */

/** Reads one column from PostgreSQL's text form. */
export type Reader = (text: string) => unknown;

/** A value that JavaScript cannot hold faithfully; carries PostgreSQL's own code so that both stores report it alike. */
export class ValueOutOfRange extends Error {
  readonly code = '22003';
}

function readInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new ValueOutOfRange(`${text} does not fit a number: cast it to numeric or text`);
  return value;
}

// Sessions run in UTC (see `sessionSettings`), so the offset is always +00. Years beyond 9999 and before Christ do not occur.
function readInstant(text: string): Date | number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === '-infinity') return Number.NEGATIVE_INFINITY;
  return new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`);
}

// Copied out of Buffer's shared pool: a view would drag the whole pool along between threads.
const readBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex'));

const readText = (text: string): string => text;

const single: Record<number, Reader> = {
  16: (text) => text === 't', // bool
  17: readBytes, // bytea
  20: readInteger, // int8, also count(*) and sum(int4); sum(int8) is numeric: cast it back
  21: Number, // int2
  23: Number, // int4
  25: readText, // text
  26: Number, // oid
  114: JSON.parse, // json
  700: Number, // float4
  701: Number, // float8
  1042: readText, // char(n)
  1043: readText, // varchar
  1082: readText, // date, 'YYYY-MM-DD': a day has no instant
  1114: readText, // timestamp without time zone: has no instant either
  1184: readInstant, // timestamptz
  1186: readText, // interval
  1700: readText, // numeric: exact, never a float
  3802: JSON.parse, // jsonb
};

const arrays: Record<number, Reader> = {
  199: single[114]!,
  1000: single[16]!,
  1001: readBytes,
  1003: readText, // name[]
  1005: Number,
  1007: Number,
  1009: readText,
  1014: readText,
  1015: readText,
  1016: readInteger,
  1021: Number,
  1022: Number,
  1028: Number,
  1115: readText,
  1182: readText,
  1185: readInstant,
  1187: readText,
  1231: readText,
  2951: readText, // uuid[]
  3807: single[3802]!,
};

/**
 * Readers by type number; a type without an entry (uuid, enum, range, time, arrays of enums…) arrives as PostgreSQL's text on both stores.
 */
export const readers: Readonly<Record<number, Reader>> = {
  ...single,
  ...Object.fromEntries(Object.entries(arrays).map(([type, read]) => [type, (text: string) => readArray(text, read)])),
};

/** Reads an array literal such as `{1,NULL,"a \"b\""}`, nested ones too. */
export function readArray(literal: string, read: Reader): unknown[] {
  // An array whose lower bound is not 1 announces it: "[0:1]={…}".
  let at = literal.indexOf('{');
  const readList = (): unknown[] => {
    const list: unknown[] = [];
    at++;
    while (literal[at] !== '}') {
      if (literal[at] === ',') at++;
      if (literal[at] === '{') list.push(readList());
      else if (literal[at] === '"') list.push(read(readQuoted()));
      else {
        const start = at;
        while (literal[at] !== ',' && literal[at] !== '}') at++;
        const item = literal.slice(start, at);
        list.push(item === 'NULL' ? null : read(item));
      }
    }
    at++;
    return list;
  };
  const readQuoted = (): string => {
    let item = '';
    for (at++; literal[at] !== '"'; at++) {
      if (literal[at] === '\\') at++;
      item += literal[at];
    }
    at++;
    return item;
  };
  return readList();
}

/** What reaches a driver: text, bytes or null. */
export type Parameter = string | Uint8Array | null;

/**
 * Writes one parameter in PostgreSQL's text form. An array becomes an array literal and any other object JSON, so an array meant for
 * a json column is given as `JSON.stringify(list)`.
 */
export function writeParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return writeArray(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

function writeArray(list: readonly unknown[]): string {
  const items = list.map((item) => {
    if (Array.isArray(item)) return writeArray(item);
    const text = item instanceof Uint8Array ? writeBytes(item) : writeParameter(item);
    return text === null ? 'NULL' : `"${String(text).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/** Bytes as PostgreSQL's hexadecimal text. */
export function writeBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/**
 * The settings both stores run under, whatever the server's own configuration says: the same instant, date and search path
 * mean the same thing everywhere.
 */
export const sessionSettings = `set time zone 'UTC'; set datestyle to 'ISO, MDY'; set intervalstyle to 'postgres';
  set bytea_output to 'hex'; set search_path to public;`;
