import { type Derivation, type DerivedColumn, derivedName, needsTwo } from '#engines/impact/run/derived-columns.ts';
import type { ColumnRole, Mapping, Preview, RunOptions } from './evaluation.ts';

type Column = Preview['columns'][number];

/** Names under which French and English files give a column, folded: no accents, lower case. */
const USUAL: Readonly<Record<'unit' | 'time' | 'cohort' | 'weights' | 'cluster' | 'outcome', RegExp>> = {
  unit: /^(siren|siret|id|ident|identifiant|unit|unite|firm|firme|entreprise|company|county.*|numero)$|_id$|^id_/,
  time: /^(year|annee|an|time|temps|period|periode|date|t|exercice|millesime)$/,
  cohort: /first|cohort|gvar|^g$|premiere|entree|traite.*(annee|year)|(annee|year).*(traite|treat|entree)/,
  weights: /^(w|weight|weights|poids|pond.*)$/,
  cluster: /cluster|grappe|zone|^ze|state|etat|departement|region/,
  outcome: /^(y|outcome|resultat|rd|r_d|dird|emploi|emp|lemp|effectif|ca|chiffre.*|sales|rev.*)$|^(ln|log)_/,
};

const folded = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

const MOST_PERIODS = 120;

export interface Guess {
  readonly roles: Readonly<Record<string, ColumnRole>>;
  readonly weights: string | null;
  readonly cluster: string | null;
}

/** What the columns probably are, by their names and by what they hold. Each part is guessed once; the person corrects. */
export function guessMapping({ columns }: Preview): Guess {
  const named = (part: keyof typeof USUAL, fits: (column: Column) => boolean = () => true): string | null =>
    columns.find((column) => fits(column) && USUAL[part].test(folded(column.name)))?.name ?? null;
  const isNumber = ({ kind }: Column) => kind === 'whole' || kind === 'number';
  const time = named('time', ({ kind, distinct }) => kind === 'whole' && distinct <= MOST_PERIODS);
  const cohort = named('cohort', (column) => column.name !== time && column.kind !== 'text');
  const weights = named('weights', isNumber);
  const others = columns.filter(({ name }) => ![time, cohort, weights].includes(name));
  const unit =
    others.find(({ name, kind }) => kind !== 'number' && USUAL.unit.test(folded(name)))?.name ??
    others.filter(({ kind }) => kind === 'whole' || kind === 'text').toSorted((a, b) => b.distinct - a.distinct)[0]
      ?.name ??
    null;
  const measured = others.filter((column) => column.name !== unit && isNumber(column));
  const outcome =
    measured.find(({ name }) => USUAL.outcome.test(folded(name)))?.name ??
    measured.find(({ kind }) => kind === 'number')?.name ??
    null;
  const guessed = new Map<string | null, ColumnRole>([
    [outcome, 'outcome'],
    [unit, 'unit'],
    [cohort, 'cohort'],
    [time, 'time'],
  ]);
  return {
    roles: Object.fromEntries(columns.map(({ name }) => [name, guessed.get(name) ?? 'ignored'])),
    weights,
    cluster: others.find(({ name }) => name !== unit && USUAL.cluster.test(folded(name)))?.name ?? null,
  };
}

/** The roles that a mapping gives to the columns of a file, for the form to show again. */
export const rolesOf = (mapped: Mapping): Readonly<Record<string, ColumnRole>> => ({
  ...Object.fromEntries(mapped.covariates.map((name) => [name, 'covariate' as const])),
  ...Object.fromEntries(mapped.factors.map((name) => [name, 'factor' as const])),
  // Computed outcomes are no column of the file.
  ...Object.fromEntries(mapped.outcomes.map((name) => [name, 'outcome' as const])),
  ...(mapped.unit ? { [mapped.unit]: 'unit' as const } : {}),
  [mapped.time]: 'time',
  [mapped.cohort]: 'cohort',
});

/** A computed outcome as it is asked: nothing of it is SQL. */
export interface AskedDerivation {
  readonly kind: Derivation;
  readonly of: string;
  readonly by: string | null;
}

export interface AskedMapping {
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
  readonly weights: string | null;
  readonly cluster: string | null;
  readonly derived: readonly AskedDerivation[];
  readonly additionality: { readonly rd: string | null; readonly aid: string | null; readonly by: string | null };
}

/** What is wrong with what was chosen: a code of the refusals, and what makes its sentence precise. */
export type MappingProblem =
  | { readonly code: 'COLUMN_WANTED'; readonly role: 'unit' | 'time' | 'cohort' | 'outcome' }
  | { readonly code: 'COLUMN_TWICE'; readonly role: 'unit' | 'time' | 'cohort'; readonly columns: string }
  | { readonly code: 'COLUMN_UNKNOWN' | 'COLUMN_NOT_NUMBERS' | 'COLUMN_NAME_COMMA'; readonly columns: string }
  | { readonly code: 'SECOND_COLUMN_WANTED'; readonly columns: string }
  | { readonly code: 'ADDITIONALITY_PAIR' };

/** From a role for each column to the mapping, when it holds together with the kind of panel. */
export function readMapping(
  { columns, weights, cluster, derived, additionality }: AskedMapping,
  file: Preview,
  panel: RunOptions['panel'],
): { readonly ok: true; readonly mapping: Mapping } | ({ readonly ok: false } & MappingProblem) {
  const known = new Map(file.columns.map((column) => [column.name, column]));
  const chosen = (role: ColumnRole): string[] => columns.filter((one) => one.role === role).map(({ name }) => name);
  const used = [
    ...columns.filter(({ role }) => role !== 'ignored').map(({ name }) => name),
    weights,
    cluster,
    ...derived.flatMap(({ of, by }) => [of, by]),
  ].filter((name) => name !== null);
  const wrong = <Problem extends MappingProblem>(problem: Problem) => ({ ok: false as const, ...problem });
  const unknown = used.filter((name) => !known.has(name));
  if (unknown.length > 0) return wrong({ code: 'COLUMN_UNKNOWN', columns: unknown.join(', ') });
  // The command that repeats the run separates columns by commas.
  const commas = used.filter((name) => name.includes(','));
  if (commas.length > 0) return wrong({ code: 'COLUMN_NAME_COMMA', columns: commas.join(' ; ') });
  for (const role of ['unit', 'time', 'cohort'] as const) {
    const names = chosen(role);
    if (names.length > 1) return wrong({ code: 'COLUMN_TWICE', role, columns: names.join(', ') });
    if (names.length === 0 && !(role === 'unit' && panel === 'rc')) return wrong({ code: 'COLUMN_WANTED', role });
  }
  const alone = derived.filter(({ kind, by }) => needsTwo(kind) && by === null);
  if (alone.length > 0) return wrong({ code: 'SECOND_COLUMN_WANTED', columns: alone.map(({ of }) => of).join(', ') });
  const { rd, aid, by } = additionality;
  if ((rd === null) !== (aid === null) || (rd !== null && rd === aid)) return wrong({ code: 'ADDITIONALITY_PAIR' });
  const computed = named(derived, known);
  const joint = [rd, aid].filter((name) => name !== null);
  const foreign = [...joint, ...(rd !== null && by !== null ? [by] : [])].filter((name) => !known.has(name));
  if (foreign.length > 0) return wrong({ code: 'COLUMN_UNKNOWN', columns: foreign.join(', ') });
  const outcomes = [...new Set([...chosen('outcome'), ...computed.map(({ name }) => name), ...joint])];
  if (outcomes.length === 0) return wrong({ code: 'COLUMN_WANTED', role: 'outcome' });
  const measured = [...chosen('outcome'), ...joint, ...derived.flatMap((one) => [one.of, ...(one.by ? [one.by] : [])])];
  const numbers = [...new Set([...chosen('time'), ...measured, ...(weights ? [weights] : [])])];
  const texts = numbers.filter((name) => !['whole', 'number'].includes(known.get(name)!.kind));
  if (texts.length > 0) return wrong({ code: 'COLUMN_NOT_NUMBERS', columns: texts.join(', ') });
  return {
    ok: true,
    mapping: {
      unit: panel === 'rc' ? null : chosen('unit')[0]!,
      time: chosen('time')[0]!,
      cohort: chosen('cohort')[0]!,
      outcomes,
      covariates: chosen('covariate'),
      factors: chosen('factor'),
      weights,
      cluster,
      derived: computed,
      additionality: rd !== null && aid !== null ? { rd, aid, by } : null,
    },
  };
}

/** Computed columns with a name of their own, which no column of the file has. */
function named(derived: readonly AskedDerivation[], known: ReadonlyMap<string, Column>): DerivedColumn[] {
  const taken = new Set(known.keys());
  return derived.map(({ kind, of, by }) => {
    const asked = { kind, of, by: needsTwo(kind) ? by : null };
    let name = derivedName(asked);
    while (taken.has(name)) name += '_';
    taken.add(name);
    return { name, ...asked };
  });
}
