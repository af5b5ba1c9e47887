import type { DuckDBConnection } from '@duckdb/node-api';
import { ImpactError, plural, someOf, type Warning } from '../sentence.ts';
import { removeFile } from './column-files.ts';
import { type DuckDBLimits, rowsOf, type SqlValue, withDuckDB } from './duckdb.ts';
import { problemOf, rowProblems, tellProblem } from './input-problems.ts';
import { isFloat, isWhole, textOf } from './label-expressions.ts';
import {
  CLUSTERS_FILE,
  describeStore,
  FIRMS_FILE,
  inStore,
  type PanelStore,
  periodColumn,
  type StoredVariable,
} from './panel-store.ts';
import { factorsOf, numberOf, openSource, type PanelColumns, presentOf, type Source, unreadable } from './source.ts';
import { checkUnits } from './unit-problems.ts';

export interface PanelImport {
  /** CSV (separated by commas, semicolons or tabulations) or Parquet, by its name. */
  readonly path: string;
  /** An existing, empty folder. */
  readonly folder: string;
  readonly columns: PanelColumns;
  /** SHA-256 of the file, in hexadecimal; whoever opens the file computes it, the engine touches no file by itself. */
  readonly digest: string;
  /** The command that imports it again, for reports to repeat. */
  readonly importedBy?: string;
  readonly limits?: DuckDBLimits;
  /** Called as the work goes on, with the share done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** A variable as the staged table holds it, before it is known whether it changes over time. */
interface Staged {
  readonly name: string;
  readonly role: StoredVariable['role'];
  /** Its column in the staged table. */
  readonly column: string;
  readonly levels: readonly string[] | null;
}

/** More would make a wide table that nobody reads. */
const MOST_PERIODS = 120;
/** Enough to count the units of a file; beyond, the database works on disk and takes little longer. */
const MEGABYTES = 400;
/** Rows wait in a file between two readings: in memory they would take all of it, and be written to disk anyway. */
const STAGED_FILE = 'staged.parquet';
/** Row groups that are being written stand in memory, one for each thread, with all their periods. */
const MEGABYTES_OF_PERIOD = 5;
/** Firms in a row group; moments are summed by such blocks, so that a result does not depend on the number of processors. */
export const BLOCK = 122_880;
const WRITE = `(format parquet, compression uncompressed, row_group_size ${BLOCK})`;

/**
 * Reads a file once, in bounded memory, into a panel store: checks every row and unit, numbers the firms, turns each variable wide.
 * @throws ImpactError with the rows, when the file cannot serve
 */
export async function importPanel(asked: PanelImport): Promise<PanelStore> {
  const limits = { scratch: `${asked.folder}/scratch`, memory: `${MEGABYTES}MB`, ...asked.limits };
  try {
    return await withDuckDB(limits, (connection) => importWith(connection, asked));
  } finally {
    await removeFile(`${asked.folder}/${STAGED_FILE}`);
  }
}

async function importWith(connection: DuckDBConnection, asked: PanelImport): Promise<PanelStore> {
  const { path, folder, columns, onProgress = () => {} } = asked;
  const source = await openSource(connection, path, columns);
  const factors = await factorsOf(connection, source, columns);
  await stage(connection, source, factors, asked);
  if (columns.weights) await refuseNoWeight(connection, columns.weights);
  onProgress(0.5);
  const periods = await readPeriods(connection);
  if (!asked.limits?.memory)
    await connection.run(`set memory_limit = '${MEGABYTES + periods.length * MEGABYTES_OF_PERIOD}MB'`);
  const staged = await stagedVariables(connection, columns, factors);
  const attributes = staged.filter(({ role }) => role !== 'outcome');
  const units = await checkUnits(connection, columns, periods, attributes);
  onProgress(0.6);
  await numberClusters(connection, folder);
  const constant = staged.filter(({ name }) => units.constant.has(name));
  await writeFirms(connection, folder, constant);
  const varying: StoredVariable[] = [];
  for (const variable of staged.filter(({ name }) => !units.constant.has(name))) {
    varying.push(await writeWide(connection, folder, variable, periods, varying.length, units.count));
    onProgress(0.6 + (0.4 * varying.length) / (staged.length - constant.length));
  }
  const store: PanelStore = {
    folder,
    digest: asked.digest,
    importedBy: asked.importedBy ?? null,
    columns: { unit: columns.unit, time: columns.time, cohort: columns.cohort },
    rows: units.rows,
    units: units.count,
    periods,
    unitKind: units.kind,
    variables: [...varying, ...(await storedConstants(connection, folder, constant, units.count))],
    weights: columns.weights ? { name: columns.weights, varying: !units.constant.has(columns.weights) } : null,
    cluster: columns.cluster ? { name: columns.cluster, count: units.clusters } : null,
    warnings: await rowWarnings(connection, columns),
  };
  await describeStore(store);
  return store;
}

/**
 * The needed columns of every row, as numbers where numbers are expected. Names of units are tried as whole numbers first, which take less;
 * one that is none (005520135), or that a double does not tell from the next (beyond 2^53), has all of them kept as texts.
 */
async function stage(
  connection: DuckDBConnection,
  source: Source,
  factors: ReadonlySet<string>,
  { path, folder, columns }: PanelImport,
): Promise<void> {
  const problems = rowProblems(columns, source, factors);
  const present = presentOf(columns.unit, source);
  const whole = `try_cast(${present} as bigint)`;
  const isOther = isFloat(columns.unit, source)
    ? `${whole} is distinct from ${present}`
    : `${present} is not null and not ${isWhole(columns.unit, source)}`;
  const other = isFloat(columns.unit, source) ? present : textOf(columns.unit, source);
  for (const unit of [whole, other]) {
    const values = [...columns.outcomes, ...(columns.covariates ?? [])].map(
      (name, place) =>
        `${factors.has(name) ? `cast(${presentOf(name, source)} as varchar)` : numberOf(name, source)} as v${place}`,
    );
    await connection
      .run(
        `copy (select
           ${unit} as unit, ${numberOf(columns.time, source)} as period,
           cast(case when isfinite(${numberOf(columns.cohort, source)}) then least(${numberOf(columns.cohort, source)}, 2147483647) else 0 end as integer) as cohort,
           ${columns.weights ? numberOf(columns.weights, source) : '1e0'} as weight,
           ${columns.cluster ? presentOf(columns.cluster, source) : '0'} as cluster,
           ${[...values, `${problemOf(problems)} as problem`, `${unit === whole ? isOther : 'false'} as other`].join(', ')}
         from ${source.relation}) to ${inStore({ folder }, STAGED_FILE)} (format parquet)`,
      )
      .catch((error: unknown) => {
        throw unreadable(path, error);
      });
    await connection.run(
      `create or replace temp view staged as select * from read_parquet(${inStore({ folder }, STAGED_FILE)})`,
    );
    const [worst] = await rowsOf(
      connection,
      'select problem, count(*) from staged where problem > 0 group by 1 order by 1 limit 1',
    );
    if (worst) throw await tellProblem(connection, source, problems[Number(worst[0]) - 1]!, Number(worst[1]));
    const [others] = await rowsOf(connection, 'select bool_or(other) from staged');
    if (!others![0]) return;
  }
}

async function refuseNoWeight(connection: DuckDBConnection, name: string): Promise<void> {
  const [counts] = await rowsOf(connection, 'select count(*), count_if(weight > 0) from staged');
  const [rows, weighing] = counts!.map(Number) as [number, number];
  if (rows > 0 && weighing === 0)
    throw new ImpactError('weights-zero', {
      fr: `Aucune ligne n'a de poids «\u202f${name}\u202f» positif\u202f: aucune unité ne compterait. Corrigez la colonne, ou n'en donnez pas.`,
      en: `No row has a positive weight "${name}": no unit would count. Correct the column, or give none.`,
    });
}

async function readPeriods(connection: DuckDBConnection): Promise<number[]> {
  const periods = (await rowsOf(connection, 'select distinct period from staged order by 1')).map(([period]) =>
    Number(period),
  );
  if (periods.length === 0) {
    throw new ImpactError('no-rows', {
      fr: "Le fichier n'a aucune ligne sous son en-tête.",
      en: 'The file has no row under its header.',
    });
  }
  if (periods.length > MOST_PERIODS) {
    throw new ImpactError('too-many-periods', {
      fr: `Le fichier a ${periods.length} périodes, plus que les ${MOST_PERIODS} possibles\u202f: vérifiez la colonne de temps, ou regroupez les périodes.`,
      en: `The file has ${periods.length} periods, more than the ${MOST_PERIODS} that fit: check the time column, or group periods.`,
    });
  }
  return periods;
}

async function stagedVariables(
  connection: DuckDBConnection,
  { outcomes, covariates = [], weights }: PanelColumns,
  factors: ReadonlySet<string>,
): Promise<Staged[]> {
  const found: Staged[] = outcomes.map((name, place) => ({ name, role: 'outcome', column: `v${place}`, levels: null }));
  for (const [place, name] of covariates.entries()) {
    const column = `v${outcomes.length + place}`;
    const levels = factors.has(name) ? await levelsOf(connection, column) : null;
    found.push({ name, role: 'covariate', column, levels });
  }
  if (weights) found.push({ name: weights, role: 'weights', column: 'weight', levels: null });
  return found;
}

/** Numbers the levels of a factor, in the order of numbers when they are some. */
async function levelsOf(connection: DuckDBConnection, column: string): Promise<string[]> {
  await connection.run(`create temp table levels_${column} as
    select level, cast(row_number() over (order by try_cast(level as double), level) - 1 as integer) as code
    from (select distinct ${column} as level from staged where ${column} is not null)`);
  return (await rowsOf(connection, `select level from levels_${column} order by code`)).map(([level]) => String(level));
}

async function numberClusters(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`create temp table clusters as
    select cluster as name, row_number() over (order by try_cast(cluster as double), cast(cluster as varchar)) - 1 as code
    from (select distinct cluster from units where cluster is not null)`);
  await connection.run(
    `copy (select code, name from clusters order by code) to ${inStore({ folder }, CLUSTERS_FILE)} (format parquet)`,
  );
}

/** What every file of the store says of a firm, so that no run needs a join. */
const FIRM = `firm, cohort, weight, cast(coalesce(clusters.code, -1) as integer) as cluster`;

async function writeFirms(connection: DuckDBConnection, folder: string, constant: readonly Staged[]): Promise<void> {
  const covariates = constant.filter(({ role }) => role === 'covariate');
  const values = covariates.map(({ column, levels }) => {
    const value = levels
      ? `coalesce(levels_${column}.code, -1)`
      : `coalesce(${finite(`units.${column}`)}, 'nan'::double)`;
    return `${value} as ${column}`;
  });
  const joins = covariates
    .filter(({ levels }) => levels)
    .map(({ column }) => `left join levels_${column} on levels_${column}.level = units.${column}`);
  await connection.run(
    `copy (select ${[FIRM, 'unit', ...values].join(', ')} from units left join clusters on clusters.name = units.cluster ${joins.join(' ')} order by firm)
     to ${inStore({ folder }, FIRMS_FILE)} ${WRITE}`,
  );
}

/** Weights of the firms' file stand under a name of their own. */
const columnInFirms = ({ role, column }: Staged): string => (role === 'weights' ? 'weight' : column);

async function storedConstants(
  connection: DuckDBConnection,
  folder: string,
  constant: readonly Staged[],
  units: number,
): Promise<StoredVariable[]> {
  if (constant.length === 0) return [];
  const known = constant.map((variable) => `count(${knownIn(columnInFirms(variable), variable.levels)})`).join(', ');
  const [counts] = await rowsOf(connection, `select ${known} from ${inStore({ folder }, FIRMS_FILE)}`);
  const stored: StoredVariable[] = [];
  for (const [place, variable] of constant.entries())
    stored.push({
      name: variable.name,
      role: variable.role,
      file: FIRMS_FILE,
      column: columnInFirms(variable),
      levels: variable.levels,
      means: [],
      complete: Number(counts![place]) === units,
      warnings: await valueWarnings(connection, variable),
    });
  return stored;
}

async function writeWide(
  connection: DuckDBConnection,
  folder: string,
  variable: Staged,
  periods: readonly number[],
  place: number,
  units: number,
): Promise<StoredVariable> {
  const { name, role, column, levels } = variable;
  const file = `wide-${place}.parquet`;
  const value = levels ? `levels_${column}.code` : finite(`staged.${column}`);
  const join = levels ? `left join levels_${column} on levels_${column}.level = staged.${column}` : '';
  // A row without weight or cluster is no observation, whatever its outcome.
  const observed = `case when isfinite(weight) and cluster is not null then ${value} end`;
  const cells = periods.map((period, p) => `max(case when period = ${period} then value end) as ${periodColumn(p)}`);
  const [missing, type] = levels ? ['-1', 'integer'] : [`'nan'::double`, 'double'];
  const filled = periods.map(
    (_, p) => `cast(coalesce(${periodColumn(p)}, ${missing}) as ${type}) as ${periodColumn(p)}`,
  );
  await connection.run(
    `copy (
       select ${[FIRM, ...filled].join(', ')}
       from (select unit, ${cells.join(', ')} from (select unit, period, ${observed} as value from staged ${join}) observed group by unit) wide
       join units using (unit) left join clusters on clusters.name = units.cluster
       order by firm
     ) to ${inStore({ folder }, file)} ${WRITE}`,
  );
  const known = periods.map((_, p) => knownIn(periodColumn(p), levels));
  const [found] = await rowsOf(
    connection,
    `select ${[known.map((value) => `count(${value})`).join(' + '), ...(levels ? [] : known.map((value) => `avg(${value})`))].join(', ')}
     from ${inStore({ folder }, file)}`,
  );
  const [count, ...means] = found!.map(Number);
  const complete = count === units * periods.length;
  const warnings = await valueWarnings(connection, variable);
  return { name, role, file, column: null, levels, means, complete, warnings };
}

/** The value in a column of the store, NULL where a hole stands. */
const knownIn = (column: string, levels: readonly string[] | null): string =>
  levels ? `case when ${column} >= 0 then ${column} end` : finite(column);

const finite = (expression: string): string => `case when isfinite(${expression}) then ${expression} end`;

/** Values of a variable set aside without stopping the import. */
async function valueWarnings(connection: DuckDBConnection, { name, role, column, levels }: Staged): Promise<Warning[]> {
  if (levels || role === 'weights') return [];
  const found = await rowsOf(
    connection,
    `select cast(unit as varchar), period, count(*) over () from staged where isinf(${column}) order by unit, period limit ${EXAMPLES}`,
  );
  return found.length === 0 ? [] : [infiniteValues(name, Number(found[0]![2]), found)];
}

/** Rows set aside without stopping the import. */
async function rowWarnings(connection: DuckDBConnection, columns: PanelColumns): Promise<Warning[]> {
  const [found] = await rowsOf(
    connection,
    'select count_if(weight is null or not isfinite(weight) or cluster is null) from staged',
  );
  const without = Number(found![0]);
  return without === 0 ? [] : [withoutWeightOrCluster(columns, without)];
}

/** One more than a sentence shows, so that it says "and others". */
const EXAMPLES = 6;

const infiniteValues = (name: string, count: number, where: readonly (readonly SqlValue[])[]): Warning => ({
  code: 'infinite-values',
  fr: `${plural.fr(count, '# valeur infinie', '# valeurs infinies')} de «\u202f${name}\u202f» ${plural.fr(count, 'compte comme manquante', 'comptent comme manquantes')} (${someOf(where.map(([unit, period]) => `${unit} en ${period}`))}).`,
  en: `${plural.en(count, '# infinite value', '# infinite values')} of "${name}" ${plural.en(count, 'counts', 'count')} as missing (${someOf(where.map(([unit, period]) => `${unit} in ${period}`))}).`,
});

const withoutWeightOrCluster = ({ weights, cluster }: PanelColumns, count: number): Warning => {
  const names = [weights, cluster].filter((name) => name !== undefined).join(', ');
  return {
    code: 'rows-without-weight-or-cluster',
    fr: `${plural.fr(count, '# ligne', '# lignes')} sans ${names} ${plural.fr(count, 'est écartée', 'sont écartées')}.`,
    en: `${plural.en(count, '# row', '# rows')} without ${names} ${plural.en(count, 'is', 'are')} set aside.`,
  };
};
