import type { Sql } from '#kit/db/database.ts';
import type { FrozenAnnex } from './frozen-text.ts';
import type { AnnexTable } from './text.tables.ts';

/** The documents joined to a text, in the order of its annexes. */
export const annexesOf = (sql: Sql, editionId: string): Promise<FrozenAnnex[]> =>
  sql
    .selectFrom('contracts.annex as a')
    .innerJoin('kit.file as f', 'f.id', 'a.file_id')
    .select(['a.kind', 'a.file_id as file', 'f.name', 'f.sha256'])
    .where('a.edition_id', '=', editionId)
    .orderBy(({ fn, val }) =>
      fn('array_position', [val(['label-letter', 'statutes', 'labelling-arrangements']), 'a.kind']),
    )
    .execute();

/** The same with what the screen says of them: weight, who joined them and when. */
export const joinedAnnexes = (sql: Sql, editionId: string) =>
  sql
    .selectFrom('contracts.annex as a')
    .innerJoin('kit.file as f', 'f.id', 'a.file_id')
    .select(['a.kind', 'f.name', 'f.sha256', 'f.bytes', 'f.media_type', 'a.joined_at', 'a.joined_by'])
    .where('a.edition_id', '=', editionId)
    .execute();

/** Joins a document, in place of the one of its kind. */
export const saveAnnex = async (trx: Sql, row: AnnexTable): Promise<void> => {
  await trx
    .insertInto('contracts.annex')
    .values(row)
    .onConflict((conflict) => conflict.columns(['edition_id', 'kind']).doUpdateSet(row))
    .execute();
};

export const removeAnnex = async (trx: Sql, editionId: string, kind: AnnexTable['kind']): Promise<void> => {
  await trx.deleteFrom('contracts.annex').where('edition_id', '=', editionId).where('kind', '=', kind).execute();
};
