import type { Place, Scope } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Say } from '#kit/say.ts';
import { writeScope } from './accounts/grant.rules.ts';

/** A scope that exists: as it is written, its name for people, and where it stands on a day. */
export interface KnownScope {
  readonly scope: Scope;
  readonly label: string;
  readonly place: Place;
}

export interface ScopeChoice {
  readonly kind: 'region' | 'metropole' | 'cluster';
  readonly id: string;
  readonly label: string;
}

/**
 * What this room needs to know of clusters, organisations and territories, which live in rooms above it: the house hands it one
 * as `services.scopes`.
 */
export interface ScopeDirectory {
  /**
   * Null when there is no such place. An organisation may be named by its SIREN; its place includes the clusters it is a
   * member of. `sql` may be an open transaction.
   */
  find(sql: Sql, scope: Scope, on: string): Promise<KnownScope | null>;
  /** Names by `writeScope(scope)`; a scope without an entry is shown by its id. */
  labels(sql: Sql, scopes: readonly Scope[]): Promise<ReadonlyMap<string, string>>;
  /** What a form offers: regions, métropoles, clusters. */
  choices(sql: Sql): Promise<readonly ScopeChoice[]>;
  /** Ids of the organisations that are active members of these clusters on that day. */
  organisationsIn(sql: Sql, clusters: readonly string[], on: string): Promise<readonly string[]>;
}

declare module '#kit/context.ts' {
  interface Services {
    readonly scopes?: ScopeDirectory;
    /** The rooms of the house, which API keys may be limited to. */
    readonly roomTitles?: readonly { readonly name: string; readonly title: Say }[];
  }
}

/** Where a scope stands by itself, without knowing who is a member of what. */
export function placeOfScope(scope: Scope): Place {
  switch (scope.kind) {
    case 'programme':
      return {};
    case 'region':
      return { regions: [scope.id] };
    case 'metropole':
      return { metropoles: [scope.id] };
    case 'cluster':
      return { clusters: [scope.id] };
    case 'organisation':
      return { organisations: [scope.id] };
  }
}

/** Without the rooms above: every id is taken at its word, and no organisation belongs to a cluster. */
const aloneDirectory: ScopeDirectory = {
  find: async (_sql, scope) => ({
    scope,
    label: scope.kind === 'programme' ? '' : scope.id,
    place: placeOfScope(scope),
  }),
  labels: async (_sql, scopes) =>
    new Map(scopes.map((scope) => [writeScope(scope), scope.kind === 'programme' ? '' : scope.id])),
  choices: async () => [],
  organisationsIn: async () => [],
};

export const scopesOf = (services: Services): ScopeDirectory => services.scopes ?? aloneDirectory;
