import type { Sql } from '#kit/db/database.ts';
import type { Say } from '#kit/say.ts';

/** Something of a cluster that a room above the register shows to everybody, such as its signed contract. */
export interface ClusterLink {
  readonly label: Say;
  readonly href: string;
}

/** Null when there is nothing to show of this cluster. What it depends on changes by acts only: the page is kept until the next one. */
export type FindClusterLink = (sql: Sql, cluster: string) => Promise<ClusterLink | null>;

declare module '#kit/room.ts' {
  interface Room {
    /** What this room adds to the public page of a cluster. */
    readonly clusterLinks?: readonly FindClusterLink[];
  }
}
declare module '#kit/context.ts' {
  interface Services {
    /** Those of every room, collected when the house opens. */
    readonly clusterLinks?: readonly FindClusterLink[];
  }
}
