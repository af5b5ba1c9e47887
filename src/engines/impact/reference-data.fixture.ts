import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../reference/evaluation');

/** A CSV of reference/evaluation, by column, as texts. */
export function readTable(name: string): Record<string, string[]> {
  const [header, ...lines] = readFileSync(join(FOLDER, name), 'utf8').trimEnd().split(/\r?\n/);
  const names = header!.split(',');
  const columns = names.map((): string[] => []);
  for (const line of lines) for (const [k, value] of line.split(',').entries()) columns[k]!.push(value);
  return Object.fromEntries(names.map((column, k) => [column, columns[k]!]));
}

/** A column as numbers; empty is NaN. */
export const numbers = (column: readonly string[]): Float64Array =>
  Float64Array.from(column, (text) => (text === '' || text === 'NA' ? Number.NaN : Number(text)));

export const readExpected = <T>(name: string): T =>
  JSON.parse(readFileSync(join(FOLDER, 'expected', name), 'utf8')) as T;
