import * as z from 'zod';

interface SavedViewTable {
  id: string;
  owner_id: string;
  owner_name: string;
  name: string;
  address: string;
  shared: boolean;
  saved_at: Date;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'indicators.saved_view': SavedViewTable;
  }
}

/** A table as somebody likes to look at it: its address, with criteria and columns, under a name. */
export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  shared: z.boolean(),
  owner: z.string(),
  /** It is the reader's own: they may forget it. */
  own: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;
