import type { Operation } from './action.ts';
import type { MigrationFolder } from './db/database.ts';
import type { JobDefinition } from './jobs.ts';
import type { Say } from './say.ts';
import type { Route } from './web/route.ts';
import type { AnyWorkflow } from './workflow.ts';

/** An entry of the main navigation, shown to whoever may enter the operation behind it. */
export interface MenuEntry {
  readonly label: Say;
  readonly href: string;
  readonly of: Operation;
  /** Entries stand in this order, rooms mixed. */
  readonly rank: number;
}

/** A room introduces itself: everything else (routes, commands, permissions, API, documents, migrations) follows from this. */
export interface Room {
  readonly name: string;
  readonly title: Say;
  /** The rooms whose door it uses; a test compares this with its imports. */
  readonly enters: readonly string[];
  readonly operations: readonly Operation[];
  readonly routes: readonly Route[];
  readonly menu?: readonly MenuEntry[];
  readonly workflows?: readonly AnyWorkflow[];
  readonly jobs?: readonly JobDefinition[];
  readonly migrations: MigrationFolder;
}
