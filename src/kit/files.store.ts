import type { Sql } from './db/database.ts';

interface FileTable {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  created_at: Date;
  created_by: string;
}

declare module './db/database.ts' {
  interface Database {
    'kit.file': FileTable;
  }
}

/** A document as the store knows it; its bytes are in the data folder. */
export interface StoredFile {
  readonly id: string;
  /** As the person named it, without folders. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  readonly createdAt: Date;
  /** Id of the actor who gave it. */
  readonly createdBy: string;
}

export async function insertFile(trx: Sql, file: StoredFile): Promise<void> {
  await trx
    .insertInto('kit.file')
    .values({
      id: file.id,
      name: file.name,
      media_type: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      created_at: file.createdAt,
      created_by: file.createdBy,
    })
    .execute();
}

export async function storedFile(db: Sql, id: string): Promise<StoredFile | null> {
  const row = await db.selectFrom('kit.file').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { name, bytes, sha256 } = row;
  return { id, name, mediaType: row.media_type, bytes, sha256, createdAt: row.created_at, createdBy: row.created_by };
}

export async function deleteFile(trx: Sql, id: string): Promise<void> {
  await trx.deleteFrom('kit.file').where('id', '=', id).execute();
}

/** Does some file still have this content? */
export const isContentKept = async (sql: Sql, sha256: string): Promise<boolean> =>
  (await sql.selectFrom('kit.file').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst()) !==
  undefined;
