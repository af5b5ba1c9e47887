import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { EvaluationTable, RegistrationTable } from './evaluation.tables.ts';
import type { EvaluationState, PanelFile, Registration } from './evaluation.ts';

/** Whose evaluations a person sees: their own, or all of them. */
export interface Reader {
  readonly everything: boolean;
  readonly owner: string;
}

export const insertEvaluation = async (trx: Sql, row: Insertable<EvaluationTable>): Promise<void> => {
  await trx.insertInto('evaluation.evaluation').values(row).execute();
};

export const updateEvaluation = async (trx: Sql, id: string, change: Updateable<EvaluationTable>): Promise<void> => {
  await trx.updateTable('evaluation.evaluation').set(change).where('id', '=', id).execute();
};

export const deleteEvaluation = async (trx: Sql, id: string): Promise<void> => {
  await trx.deleteFrom('evaluation.evaluation').where('id', '=', id).execute();
};

/** The evaluation when this reader sees it: what is another's does not exist for them. */
export async function visibleEvaluation(sql: Sql, id: string, reader: Reader): Promise<EvaluationTable | null> {
  const found = sql.selectFrom('evaluation.evaluation').selectAll().where('id', '=', id);
  const own = reader.everything ? found : found.where('owner_id', '=', reader.owner);
  return ((await own.executeTakeFirst()) as EvaluationTable | undefined) ?? null;
}

/** The evaluation that a run belongs to, when this reader sees it. */
export async function evaluationOfRun(sql: Sql, run: string, reader: Reader): Promise<string | null> {
  const found = sql
    .selectFrom('evaluation.run as r')
    .innerJoin('evaluation.evaluation as e', 'e.id', 'r.evaluation_id')
    .select('e.id')
    .where('r.id', '=', run);
  return (
    (await (reader.everything ? found : found.where('e.owner_id', '=', reader.owner)).executeTakeFirst())?.id ?? null
  );
}

/** The evaluation of whoever acts, held until the act is saved. */
export const lockOwnEvaluation = async (trx: Sql, id: string, owner: string): Promise<EvaluationTable> =>
  (await trx
    .selectFrom('evaluation.evaluation')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', owner)
    .forUpdate()
    .executeTakeFirstOrThrow()) as EvaluationTable;

export const panelFileOf = async (sql: Sql, id: string): Promise<PanelFile> => {
  const { name, bytes, sha256 } = await sql
    .selectFrom('kit.file')
    .select(['name', 'bytes', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, name, bytes: Number(bytes), sha256 };
};

export const insertRegistration = async (trx: Sql, row: Insertable<RegistrationTable>): Promise<void> => {
  await trx.insertInto('evaluation.registration').values(row).execute();
};

/** Every version that was registered, the latest first. */
export const registrationsOf = async (sql: Sql, evaluation: string): Promise<Registration[]> =>
  (await sql
    .selectFrom('evaluation.registration')
    .select(['id', 'version', 'digest', 'content'])
    .where('evaluation_id', '=', evaluation)
    .orderBy('version', 'desc')
    .execute()) as Registration[];

export const EVALUATION_SORTS = ['changed', 'title', 'state', 'created'] as const;
export type EvaluationSort = (typeof EVALUATION_SORTS)[number];

export interface EvaluationRow {
  readonly id: string;
  readonly title: string;
  readonly state: EvaluationState;
  readonly fileName: string;
  readonly owner: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly version: number | null;
  readonly runs: number;
  readonly underWay: number;
  readonly synthetic: boolean;
}

export interface EvaluationSearch {
  readonly reader: Reader;
  readonly q?: string | undefined;
  readonly state?: EvaluationState | undefined;
}

const matching = (sql: Sql, { reader, q, state }: EvaluationSearch) => {
  let found = sql.selectFrom('evaluation.evaluation as e').innerJoin('kit.file as f', 'f.id', 'e.file_id');
  if (!reader.everything) found = found.where('e.owner_id', '=', reader.owner);
  if (state) found = found.where('e.state', '=', state);
  if (q) {
    const word = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    found = found.where((eb) => eb.or([eb('e.title', 'ilike', word), eb('f.name', 'ilike', word)]));
  }
  return found;
};

const ORDERS: Readonly<Record<EvaluationSort, string>> = {
  changed: 'e.changed_at',
  created: 'e.created_at',
  title: 'e.title collate "und-x-icu"',
  // In the order in which an evaluation meets them.
  state: `array_position(array['draft','registered','revising','closed'], e.state)`,
};

export async function listedEvaluations(
  sql: Sql,
  search: EvaluationSearch,
  paging: {
    readonly sort: EvaluationSort;
    readonly order: 'asc' | 'desc';
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ rows: EvaluationRow[]; total: number }> {
  const { total } = await matching(sql, search)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching(sql, search)
    .select((eb) => [
      'e.id',
      'e.title',
      'e.state',
      'e.owner_name as owner',
      'e.created_at as createdAt',
      'e.changed_at as changedAt',
      'e.synthetic',
      'f.name as fileName',
      eb
        .selectFrom('evaluation.registration as g')
        .select((one) => one.fn.max('g.version').as('version'))
        .whereRef('g.evaluation_id', '=', 'e.id')
        .as('version'),
      eb
        .selectFrom('evaluation.run as r')
        .select((one) => one.fn.countAll<number>().as('runs'))
        .whereRef('r.evaluation_id', '=', 'e.id')
        .where('r.kind', '=', 'estimate')
        .where('r.state', '=', 'done')
        .as('runs'),
      eb
        .selectFrom('evaluation.run as w')
        .select((one) => one.fn.countAll<number>().as('underWay'))
        .whereRef('w.evaluation_id', '=', 'e.id')
        .where('w.state', 'in', ['queued', 'running'])
        .as('underWay'),
    ])
    .orderBy(fragment.raw(ORDERS[paging.sort]), paging.order)
    .orderBy('e.id', 'desc')
    .limit(paging.limit)
    .offset(paging.offset)
    .execute();
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...row, runs: Number(row.runs), underWay: Number(row.underWay), version: row.version })),
  };
}

export const stateFacets = async (
  sql: Sql,
  search: EvaluationSearch,
): Promise<{ value: string; label: null; count: number }[]> =>
  (
    await matching(sql, { ...search, state: undefined })
      .select((eb) => ['e.state as value', eb.fn.countAll<number>().as('count')])
      .groupBy('e.state')
      .execute()
  ).map(({ value, count }) => ({ value, label: null, count: Number(count) }));
