import type { DuckDBConnection } from '@duckdb/node-api';
import { ImpactError, plural, type Sentence, someOf } from '../sentence.ts';
import { identifier, rowsOf } from './duckdb.ts';
import { isNameless } from './label-expressions.ts';
import { numberOf, type PanelColumns, presentOf, type Source } from './source.ts';

/** Something that a row of the file may have wrong, as a condition on it. */
export interface Problem {
  readonly code: string;
  readonly column: string;
  readonly condition: string;
  readonly sentence: (found: Found) => Sentence;
}

interface Found {
  readonly count: number;
  /** Row numbers without the header, the first few. */
  readonly rows: string;
  /** What the first of them has in the column. */
  readonly example: string;
}

const EXAMPLES = 6;
const DATE = /\d[-/.]\d{1,2}[-/.]\d/;
const DECIMAL_COMMA = /^[-+]?\d+,\d+$/;

/** What is checked of every row, in the order in which it is told. */
export function rowProblems(columns: PanelColumns, source: Source, factors: ReadonlySet<string>): Problem[] {
  const { unit, time, cohort, outcomes, covariates = [], weights } = columns;
  const measured = covariates.filter((name) => !factors.has(name));
  const present = (name: string): string => presentOf(name, source);
  const number = (name: string): string => numberOf(name, source);
  return [
    problem('unit-missing', unit, isNameless(unit, source), unitMissing),
    problem(
      'time-not-a-period',
      time,
      `${number(time)} is null or ${number(time)} <> round(${number(time)})`,
      timeWrong(time),
    ),
    problem('not-a-number', cohort, `${number(cohort)} is null and ${present(cohort)} is not null`, notACohort(cohort)),
    problem('cohort-negative', cohort, `${number(cohort)} < 0`, cohortNegative(cohort)),
    problem(
      'cohort-fractional',
      cohort,
      `isfinite(${number(cohort)}) and ${number(cohort)} <> round(${number(cohort)})`,
      cohortFractional(cohort),
    ),
    ...(weights ? [problem('weight-negative', weights, `${number(weights)} < 0`, weightNegative(weights))] : []),
    ...[...outcomes, ...measured, ...(weights ? [weights] : [])].map((name) =>
      problem('not-a-number', name, `${number(name)} is null and ${present(name)} is not null`, notANumber(name)),
    ),
  ];
}

const problem = (code: string, column: string, condition: string, sentence: (found: Found) => Sentence): Problem => ({
  code,
  column,
  condition,
  sentence,
});

/** Position of the first problem of a row, counted from 1; 0 when there is none. */
export function problemOf(problems: readonly Problem[]): string {
  const cases = problems.map(({ condition }, place) => `when ${condition} then ${place + 1}`);
  return `case ${cases.join(' ')} else 0 end`;
}

/** The error that tells of a problem: how many rows, which, and what the first has. Reads the file again, to count rows in its order. */
export async function tellProblem(
  connection: DuckDBConnection,
  source: Source,
  { code, column, condition, sentence }: Problem,
  count: number,
): Promise<ImpactError> {
  const examples = await rowsOf(
    connection,
    `select place, cast(${identifier(column)} as varchar)
     from (select *, row_number() over () as place from ${source.relation}) numbered
     where ${condition} limit ${EXAMPLES}`,
  );
  const rows = examples.map(([place]) => Number(place));
  const told = sentence({ count, rows: someOf(rows), example: String(examples[0]?.[1] ?? '') });
  return new ImpactError(code, told, { rows, count });
}

const unitMissing = ({ count, rows }: Found): Sentence => ({
  fr: `${plural.fr(count, '# ligne n’a pas d’unité (ligne', '# lignes n’ont pas d’unité (lignes')} ${rows}, en-tête non compté).`,
  en: `${plural.en(count, '# row has no unit (row', '# rows have no unit (rows')} ${rows}, header not counted).`,
});

const timeWrong =
  (name: string) =>
  (found: Found): Sentence => ({
    fr: `${plural.fr(found.count, '# ligne n’a pas de période entière', '# lignes n’ont pas de période entière')} dans «\u202f${name}\u202f» (${plural.fr(found.count, 'ligne', 'lignes')} ${found.rows}\u202f; la première porte «\u202f${found.example}\u202f»). ${asPeriod(found).fr}`,
    en: `${plural.en(found.count, '# row has no whole period', '# rows have no whole period')} in "${name}" (${plural.en(found.count, 'row', 'rows')} ${found.rows}; the first has "${found.example}"). ${asPeriod(found).en}`,
  });

/** What to do of a period that is no whole number. */
const asPeriod = ({ example }: Found): Sentence =>
  DATE.test(example)
    ? {
        fr: 'Une date n’est pas une période\u202f: donnez l’année, ou numérotez les périodes.',
        en: 'A date is no period: give the year, or number the periods.',
      }
    : { fr: 'Donnez un nombre entier à chaque ligne.', en: 'Give each row a whole number.' };

const notANumber =
  (name: string) =>
  (found: Found): Sentence =>
    DECIMAL_COMMA.test(found.example.trim())
      ? {
          fr: `La colonne «\u202f${name}\u202f» s'écrit avec des virgules décimales (${plural.fr(found.count, '# ligne', '# lignes')}\u202f: ${found.rows}\u202f; la première porte «\u202f${found.example}\u202f»). Écrivez les nombres avec un point.`,
          en: `Column "${name}" is written with decimal commas (${plural.en(found.count, '# row', '# rows')}: ${found.rows}; the first has "${found.example}"). Write numbers with a point.`,
        }
      : {
          fr: `La colonne «\u202f${name}\u202f» contient du texte où un nombre est attendu (${plural.fr(found.count, '# ligne', '# lignes')}\u202f: ${found.rows}\u202f; la première porte «\u202f${found.example}\u202f»).`,
          en: `Column "${name}" holds text where a number is expected (${plural.en(found.count, '# row', '# rows')}: ${found.rows}; the first has "${found.example}").`,
        };

const notACohort =
  (name: string) =>
  (found: Found): Sentence => {
    const { fr, en } = notANumber(name)(found);
    return {
      fr: `${fr} Une unité jamais traitée porte 0 ou rien.`,
      en: `${en} A unit never treated has 0 or nothing.`,
    };
  };

const cohortNegative =
  (name: string) =>
  (found: Found): Sentence => ({
    fr: `La première période traitée «\u202f${name}\u202f» est négative sur ${plural.fr(found.count, '# ligne', '# lignes')} (${plural.fr(found.count, 'ligne', 'lignes')} ${found.rows}). Une unité jamais traitée porte 0 ou rien.`,
    en: `The first treated period "${name}" is negative on ${plural.en(found.count, '# row', '# rows')} (${plural.en(found.count, 'row', 'rows')} ${found.rows}). A unit never treated has 0 or nothing.`,
  });

const cohortFractional =
  (name: string) =>
  (found: Found): Sentence => ({
    fr: `La première période traitée «\u202f${name}\u202f» n'est pas entière sur ${plural.fr(found.count, '# ligne', '# lignes')} (${plural.fr(found.count, 'ligne', 'lignes')} ${found.rows}\u202f; la première porte «\u202f${found.example}\u202f»).`,
    en: `The first treated period "${name}" is not whole on ${plural.en(found.count, '# row', '# rows')} (${plural.en(found.count, 'row', 'rows')} ${found.rows}; the first has "${found.example}").`,
  });

const weightNegative =
  (name: string) =>
  (found: Found): Sentence => ({
    fr: `Le poids «\u202f${name}\u202f» est négatif sur ${plural.fr(found.count, '# ligne', '# lignes')} (${plural.fr(found.count, 'ligne', 'lignes')} ${found.rows}).`,
    en: `The weight "${name}" is negative on ${plural.en(found.count, '# row', '# rows')} (${plural.en(found.count, 'row', 'rows')} ${found.rows}).`,
  });
