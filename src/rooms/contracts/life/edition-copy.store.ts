import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { copySignatories } from '../signature/signature.store.ts';

/** Copies the parties, who signs for them, the annexes and the clauses of a text into another, under the same ids. Votes and signatures are not copied: each text has its own. */
export async function copyText(trx: Sql, from: string, to: string): Promise<void> {
  await fragment`
    insert into contracts.party (edition_id, id, kind, coordinating, name, region, metropole, position)
    select ${to}, id, kind, coordinating, name, region, metropole, position from contracts.party where edition_id = ${from}`.execute(
    trx,
  );
  await copySignatories(trx, from, to);
  await fragment`
    insert into contracts.annex (edition_id, kind, file_id, joined_at, joined_by)
    select ${to}, kind, file_id, joined_at, joined_by from contracts.annex where edition_id = ${from}`.execute(trx);
  // One statement: a clause and the one above it arrive together.
  await fragment`
    insert into contracts.clause (edition_id, id, kind, parent_id, position, content, revision, changed_at, changed_by)
    select ${to}, id, kind, parent_id, position, content, revision, changed_at, changed_by from contracts.clause where edition_id = ${from}`.execute(
    trx,
  );
}
