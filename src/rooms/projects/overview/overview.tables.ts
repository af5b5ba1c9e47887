import type { Stage } from '../project.ts';

/** First day on which a project reached each stage; null when it never did. */
export type ReachedTable = { project_id: string } & { [Reached in Stage]: string | null };

declare module '#kit/db/database.ts' {
  interface Database {
    'projects.reached': ReachedTable;
  }
}
