import { type DuckDBLimits, ImpactError, plural, rowsOf, withDuckDB } from '#engines/impact/index.ts';
import { identifier } from '#engines/impact/panel-store/duckdb.ts';
import { type Given, UsageError } from './flags.ts';

/** The column that `--treatment` makes: the first period in which the unit is treated, 0 when it never is. */
export const FIRST_TREATED = 'first_treated_period';

/** The column of first treated periods: the one named by `--cohort`, or made from `--treatment`. */
export function cohortColumn(given: Given): string {
  if (given.has('treatment') && given.has('cohort'))
    throw new UsageError({
      fr: 'Donnez --cohort ou --treatment, non les deux.',
      en: 'Give --cohort or --treatment, not both.',
    });
  return given.has('treatment') ? FIRST_TREATED : given.required('cohort');
}

/** The columns that tell who is treated when, as expressions of SQL. */
interface TreatmentColumns {
  readonly name: string;
  readonly unit: string;
  readonly time: string;
  readonly treated: string;
}

const columnsOf = (given: Given): TreatmentColumns => {
  const name = given.required('treatment');
  return {
    name,
    unit: identifier(given.required('unit')),
    time: `try_cast(${identifier(given.required('time'))} as double)`,
    treated: `try_cast(${identifier(name)} as double)`,
  };
};

const EXAMPLES = 5;

/**
 * The first treated period of each unit, from a column that says 0 or 1 in each period. Treatment must last, since effects are measured from
 * a first treatment.
 * @param relation the rows, as SQL
 * @returns the expression of the new column
 * @throws ImpactError naming the rows that are neither 0 nor 1, or the units whose treatment stops
 */
export async function firstTreatedColumn(given: Given, relation: string, limits: DuckDBLimits): Promise<string> {
  const { name, unit, time, treated } = columnsOf(given);
  const first = `min(case when ${treated} > 0 then ${time} end) over (partition by ${unit})`;
  await withDuckDB(limits, async (connection) => {
    const wrong = await rowsOf(
      connection,
      `select place, cast(${identifier(name)} as varchar), count(*) over ()
       from (select *, row_number() over () as place from (${relation})) where ${treated} is null or ${treated} not in (0, 1)
       order by place limit ${EXAMPLES}`,
    );
    if (wrong.length > 0)
      throw notZeroOne(
        name,
        wrong.map(([place]) => Number(place)),
        String(wrong[0]![1] ?? ''),
        Number(wrong[0]![2]),
      );
    const leaving = await rowsOf(
      connection,
      `select name, stops, count(*) over () from (
         select cast(${unit} as varchar) as name, min(case when ${treated} = 0 and ${time} > first then ${time} end) as stops
         from (select *, ${first} as first from (${relation})) group by ${unit})
       where stops is not null order by name limit ${EXAMPLES}`,
    );
    if (leaving.length > 0)
      throw switchesOff(
        leaving.map(([who, when]) => `${who}, ${when}`),
        Number(leaving[0]![2]),
      );
  });
  return `coalesce(${first}, 0) as ${identifier(FIRST_TREATED)}`;
}

const notZeroOne = (name: string, rows: readonly number[], example: string, count: number) =>
  new ImpactError(
    'not-zero-one',
    {
      fr: `« ${name} » doit valoir 0 ou 1\u202f; ${plural.fr(count, '# ligne a autre chose (ligne', '# lignes ont autre chose (lignes')} ${rows.join(', ')}\u202f; la première porte « ${example} »).`,
      en: `"${name}" must be 0 or 1; ${plural.en(count, '# row has something else (row', '# rows have something else (rows')} ${rows.join(', ')}; the first has "${example}").`,
    },
    { rows, count },
  );

const switchesOff = (units: readonly string[], count: number) => {
  const shown = `${units.join('\u202f; ')}${count > units.length ? '\u202f; …' : ''}`;
  const told = `${units.join('; ')}${count > units.length ? '; …' : ''}`;
  return new ImpactError(
    'treatment-switches-off',
    {
      fr: `Le traitement de ${plural.fr(count, '# unité', '# unités')} s’interrompt après avoir commencé (${shown})\u202f: l’effet se mesure depuis un premier traitement qui dure. Donnez l’année d’entrée par --cohort, ou retirez ${plural.fr(count, 'cette unité', 'ces unités')}.`,
      en: `The treatment of ${plural.en(count, '# unit', '# units')} stops after it started (${told}): effects are measured from a first treatment that lasts. Give the year of entry by --cohort, or leave ${plural.en(count, 'this unit', 'these units')} out.`,
    },
    { count },
  );
};
