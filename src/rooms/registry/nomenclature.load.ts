import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseCsv } from 'hucre/csv';
import type { Sql } from '#kit/db/database.ts';
import { NOMENCLATURES, type ReferenceLine } from './nomenclature.catalogue.ts';
import { bringIn, loadedNomenclatures, recordNomenclature, retireOthers } from './nomenclature.store.ts';

const REFERENCE_FOLDER = new URL('../../../reference/', import.meta.url);

/** Raise it when lines are read differently (`nomenclature.catalogue.ts`, `foldName`), so that filled stores read them again. */
const READING = 1;

/** The lines of a comma-separated text with a header. Throws on a line with another number of cells: a reference file is never half read. */
export function readLines(csv: string, name: string): ReferenceLine[] {
  const [header, ...lines] = parseCsv(csv, { delimiter: ',' }).map((cells) => cells.map((cell) => String(cell ?? '')));
  if (!header) throw new Error(`${name} is empty`);
  return lines
    .filter((cells) => cells.length > 1 || cells[0] !== '')
    .map((cells, index) => {
      if (cells.length !== header.length) {
        throw new Error(`${name}, line ${index + 2}: ${cells.length} cells where the header has ${header.length}`);
      }
      return Object.fromEntries(header.map((column, place) => [column, cells[place]!]));
    });
}

/** A file of `reference/`, line by line. */
export const readReference = async (file: string): Promise<ReferenceLine[]> =>
  readLines(await readFile(new URL(file, REFERENCE_FOLDER), 'utf8'), file);

/**
 * Fills the nomenclature tables from a folder of reference files, in the caller's transaction; says how many rows each table has.
 * A code that a newer file no longer has is marked retired rather than deleted, since organisations may name it.
 * A table whose file has not changed since the last time is left alone, so a start on a filled store only reads digests.
 */
export async function loadNomenclatures(
  trx: Sql,
  folder: URL = REFERENCE_FOLDER,
): Promise<{ table: string; rows: number }[]> {
  const loaded = await loadedNomenclatures(trx);
  const counts: { table: string; rows: number }[] = [];
  for (const nomenclature of NOMENCLATURES) {
    const { table, title, files, source, licence, vintage } = nomenclature;
    const contents = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
    const sha256 = createHash('sha256')
      .update(`${READING}\n${contents.join('\n')}`)
      .digest('hex');
    const held = loaded.get(table);
    if (held?.sha256 === sha256) {
      counts.push({ table, rows: held.rows });
      continue;
    }
    const rows = contents.flatMap((content, place) => readLines(content, files[place]!)).flatMap(nomenclature.rows);
    await bringIn(trx, nomenclature, rows);
    if (held) await retireOthers(trx, nomenclature, rows);
    await recordNomenclature(trx, {
      name: table,
      title_fr: title.fr,
      title_en: title.en,
      file: files.join(' '),
      sha256,
      rows: rows.length,
      source,
      licence,
      vintage,
    });
    counts.push({ table, rows: rows.length });
  }
  return counts;
}
