import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withDuckDB } from '../panel-store/duckdb.ts';
import { type RowColumns, rowsOfFile } from './rows-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'grappe-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function csv(text: string): string {
  const path = join(folder, 'rows.csv');
  writeFileSync(path, text);
  return path;
}

async function parquet(select: string): Promise<string> {
  const path = join(folder, 'given.parquet');
  await withDuckDB({}, (connection) =>
    connection.run(`copy (${select}) to '${path}' (format parquet, row_group_size 2048)`),
  );
  return path;
}

const read = (path: string, asked: RowColumns) => rowsOfFile({ path, folder, limits: {} }, asked);
const namesIn = ({ labels, count }: Awaited<ReturnType<typeof read>>, name: string) =>
  Array.from({ length: count }, (_, row) => labels[name]!.name(row));

describe('the rows of a file', () => {
  it('come in the order of the file, over many row groups, and leave nothing in the folder', async () => {
    const path = await parquet(
      'select (i * 7919) % 20011 as siren, i / 4 as y, case when i % 3 = 0 then null else i end as z from range(20000) t(i)',
    );
    const { count, numbers, labels } = await read(path, { numbers: ['y', 'z'], labels: ['siren'] });
    const rows = Array.from({ length: 20_000 }, (_, row) => row);
    expect(count).toBe(20_000);
    expect(labels.siren!.codes).toEqual(Float64Array.from(rows, (row) => (row * 7919) % 20_011));
    expect(numbers.y).toEqual(Float64Array.from(rows, (row) => row / 4));
    expect(numbers.z).toEqual(Float64Array.from(rows, (row) => (row % 3 === 0 ? Number.NaN : row)));
    expect(readdirSync(folder)).toEqual(['given.parquet']);
  });

  it('keep names as they are written: zeros in front, and numbers too long for a double, are texts', async () => {
    const path = csv(
      'siren,nic,siret\n005520135,1,9007199254740993\n005520136,10,9007199254740992\n005520135,9,9007199254740993\n',
    );
    const rows = await read(path, { labels: ['siren', 'nic', 'siret'] });
    expect(namesIn(rows, 'siren')).toEqual(['005520135', '005520136', '005520135']);
    expect(namesIn(rows, 'nic')).toEqual([1, 10, 9]);
    expect(namesIn(rows, 'siret')).toEqual(['9007199254740993', '9007199254740992', '9007199254740993']);
    expect([...rows.labels.siret!.codes]).toEqual([1, 0, 1]);
  });

  it('give levels in the order of numbers, and a year the same name from any kind of column', async () => {
    const path = await parquet(
      `select * from (values (2::double, 'ETI', 10), (10::double, 'PME', 9), (null, null, null)) t(annee, taille, zone)`,
    );
    const { covariates } = await read(path, { covariates: ['annee', 'taille', 'zone'], factors: ['annee', 'zone'] });
    expect(covariates).toEqual({
      annee: { kind: 'factor', levels: ['2', '10'], codes: Int32Array.of(0, 1, -1) },
      taille: { kind: 'factor', levels: ['ETI', 'PME'], codes: Int32Array.of(0, 1, -1) },
      zone: { kind: 'factor', levels: ['9', '10'], codes: Int32Array.of(1, 0, -1) },
    });
  });

  it('are refused by the first of them that hold a text for a number, or no name', async () => {
    const path = csv('firm,y\na,1\nb,NA\n ,3\nc,"1,5"\nd,x\n');
    await expect(read(path, { numbers: ['y'], labels: ['firm'] })).rejects.toMatchObject({
      code: 'not-a-number',
      sentence: { fr: expect.stringMatching(/2 lignes.*lignes 4, 5.*« 1,5 »/) },
    });
    await expect(read(path, { labels: ['firm'] })).rejects.toMatchObject({
      code: 'label-missing',
      sentence: { fr: expect.stringMatching(/1 ligne \(3\)/) },
    });
  });
});
