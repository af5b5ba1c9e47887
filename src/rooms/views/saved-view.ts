import type { Generated } from 'kysely';
import * as z from 'zod';

interface SavedViewTable {
  id: string;
  owner_id: string;
  owner_name: string;
  name: string;
  address: string;
  path: Generated<string>;
  table_title: string;
  shared: boolean;
  saved_at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'views.saved_view': SavedViewTable;
  }
}

/** A table as somebody likes to look at it or to leave with it: its address, with criteria, columns and file, under a name. */
export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  /** The table: the address without what chooses in it. */
  path: z.string(),
  /** What the table was called when the view was saved. */
  tableTitle: z.string(),
  shared: z.boolean(),
  owner: z.string(),
  /** It is the reader's own: they may change and forget it. */
  own: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;

/** Within the product: a path, and criteria. An address that begins with two slashes would leave it. */
export const tableAddress = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\s#]*$/);

export const viewName = z.string().trim().min(1).max(120);
