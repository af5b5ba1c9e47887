import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf, type SqlValue } from '../panel-store/duckdb.ts';
import { numberOf, presentOf, type Source } from '../panel-store/source.ts';
import { ImpactError, plural } from '../sentence.ts';

const EXAMPLES = 5;

/** Texts where numbers are expected, by their rows. */
export async function notNumbers(
  connection: DuckDBConnection,
  source: Source,
  name: string,
  count: number,
): Promise<ImpactError> {
  const wrong = `${presentOf(name, source)} is not null and ${numberOf(name, source)} is null`;
  const { rows, list, example } = await rowsWhere(connection, source, name, wrong, count);
  return new ImpactError(
    'not-a-number',
    {
      fr: `« ${name} » doit être un nombre\u202f: ${plural.fr(count, '# ligne contient autre chose (ligne', '# lignes contiennent autre chose (lignes')} ${list}, par exemple « ${example} »). Le point est le séparateur décimal.`,
      en: `"${name}" must be a number: ${plural.en(count, '# row holds something else (row', '# rows hold something else (rows')} ${list}, for example "${example}"). The decimal separator is a point.`,
    },
    { rows, count },
  );
}

/** Rows without a name. */
export async function labelsEmpty(
  connection: DuckDBConnection,
  source: Source,
  name: string,
  count: number,
): Promise<ImpactError> {
  const missing = `${presentOf(name, source)} is null or lower(cast(${presentOf(name, source)} as varchar)) = 'nan'`;
  const { rows, list } = await rowsWhere(connection, source, name, missing, count);
  return new ImpactError(
    'label-missing',
    {
      fr: `« ${name} » est vide dans ${plural.fr(count, '# ligne', '# lignes')} (${list})\u202f: complétez-la, ou écartez ces lignes.`,
      en: `"${name}" is empty in ${plural.en(count, '# row', '# rows')} (${list}): fill it in, or leave these rows out.`,
    },
    { rows, count },
  );
}

/** The first rows of the file that a condition tells, counted from 1 under the header, and what the first of them holds. */
async function rowsWhere(connection: DuckDBConnection, source: Source, name: string, condition: string, count: number) {
  const found: SqlValue[][] = await rowsOf(
    connection,
    `select place, held from (select row_number() over () as place, cast(${presentOf(name, source)} as varchar) as held, ${condition} as told from ${source.relation})
     where told order by place limit ${EXAMPLES}`,
  );
  const rows = found.map(([place]) => Number(place));
  return { rows, list: rows.join(', ') + (count > EXAMPLES ? ', …' : ''), example: String(found[0]?.[1]) };
}

export const noRows = (): ImpactError =>
  new ImpactError('no-rows', {
    fr: 'Le fichier n’a aucune ligne sous son en-tête.',
    en: 'The file has no row under its header.',
  });
