import { resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { SqlValue } from '../panel-store/duckdb.ts';
import type { RunSql } from './cohort-moments.ts';
import { type LongTable, longSource, type MomentSource } from './moment-source.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../reference/evaluation');

/** The reference panels as relations, with `cohort` in the engine's convention; periods are those of the file. */
export const REFERENCE_TABLES = {
  mpdta: { unit: 'countyreal', time: 'year', cohort: 'first_treat', from: 2003, to: 2007 },
  base_stagg: { unit: 'id', time: 'year', cohort: 'nullif(year_treated, 10000)', from: 1, to: 10 },
  df_het: { unit: 'unit', time: 'year', cohort: 'g', from: 1990, to: 2020 },
  ehec_medicaid: { unit: 'stfips', time: 'year', cohort: 'yexp2', from: 2008, to: 2019 },
  syn_firmes: { unit: 'siren', time: 'annee', cohort: 'g', from: 2009, to: 2016 },
} as const;

export type ReferenceTable = keyof typeof REFERENCE_TABLES;

/** An in-memory database that runs statements; `close` when done. */
export async function openRunner(): Promise<{ run: RunSql; connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  return {
    connection,
    run: async (statement) => (await connection.runAndReadAll(statement)).getRows() as SqlValue[][],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The moments of a reference panel, read straight from its CSV. */
export function referenceSource(
  name: ReferenceTable,
  outcomes: readonly string[],
  options: Pick<LongTable, 'weight' | 'cluster' | 'stratum' | 'level'> = {},
): MomentSource {
  const { unit, time, cohort, from, to } = REFERENCE_TABLES[name];
  return longSource({
    relation: `(select * exclude (${time}), ${time} as period, ${cohort} as cohort_key from read_csv('${FOLDER}/${name}.csv')) rows_of_file`,
    unit,
    time: 'period',
    cohort: 'cohort_key',
    outcomes,
    periods: Array.from({ length: to - from + 1 }, (_, k) => from + k),
    digest: name,
    ...options,
  });
}
