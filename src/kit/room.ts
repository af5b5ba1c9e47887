import type { Operation } from './action.ts';
import type { MigrationFolder } from './db/database.ts';
import type { JobDefinition } from './jobs.ts';
import type { StillNeededCheck } from './mail.ts';
import type { Say } from './say.ts';
import type { Route } from './web/route.ts';
import type { ViewKeeper } from './web/table-view.ts';
import type { AnyWorkflow } from './workflow.ts';

/** An entry of the main navigation, shown to whoever may enter the operation behind it. */
export interface MenuEntry {
  readonly label: Say;
  readonly href: string;
  readonly of: Operation;
  /** Entries stand in this order, rooms mixed. */
  readonly rank: number;
}

/** An entry that a room adds to the left navigation of another room's object, such as the contract of a cluster. */
export interface SideEntry {
  /** Kind of the object, as `SideNavigation.about` names it. */
  readonly about: string;
  readonly label: Say;
  readonly href: (id: string) => string;
  /** Shown to whoever may enter this operation. */
  readonly of: Operation;
}

/** What a room shows: `<name>.web.ts(x)` exports it under these names. */
export interface RoomWeb {
  readonly routes: readonly Route[];
  readonly menu?: readonly MenuEntry[];
  readonly sideEntries?: readonly SideEntry[];
}

/** A room introduces itself: everything else (routes, commands, permissions, API, documents, migrations) follows from this. */
export interface Room {
  readonly name: string;
  readonly title: Say;
  /** The rooms whose door it uses; a test compares this with its imports. */
  readonly enters: readonly string[];
  readonly operations: readonly Operation[];
  /** Read by who answers browsers: a command, a worker and a test that shows nothing are spared the pages. */
  readonly web: () => Promise<RoomWeb>;
  /** Keeps people's views of the tables of every room; one room does. */
  readonly tableViews?: ViewKeeper;
  readonly workflows?: readonly AnyWorkflow[];
  readonly jobs?: readonly JobDefinition[];
  /** Checks that its reminders ask for before they leave, by name: `room.isStillDue`. */
  readonly stillNeeded?: Readonly<Record<string, StillNeededCheck>>;
  readonly migrations: MigrationFolder;
}

/** All that these rooms show. Addresses without a name to fill come first: `/contrats/priorites` is no contract. */
export async function webOf(rooms: readonly Room[]): Promise<Required<RoomWeb>> {
  const webs = await Promise.all(rooms.map((room) => room.web()));
  return {
    routes: webs
      .flatMap(({ routes }) => routes)
      .toSorted((one, other) => Number(one.path.includes(':')) - Number(other.path.includes(':'))),
    menu: webs.flatMap(({ menu = [] }) => menu).toSorted((one, other) => one.rank - other.rank),
    sideEntries: webs.flatMap(({ sideEntries = [] }) => sideEntries),
  };
}
