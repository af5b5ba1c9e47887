import type { Say } from './say.ts';

/** The eleven functions a person can hold; each comes with a scope and validity dates (see `Grant`). */
export const ROLES = [
  'administrator',
  'state-officer',
  'region-officer',
  'metropole-officer',
  'cluster-director',
  'cluster-officer',
  'organisation-member',
  'support-provider',
  'training-actor',
  'evaluator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_TITLES: Record<Role, Say> = {
  administrator: { fr: 'Administrateur du programme', en: 'Programme administrator' },
  'state-officer': { fr: 'Agent de l’État', en: 'State officer' },
  'region-officer': { fr: 'Agent de la région', en: 'Region officer' },
  'metropole-officer': { fr: 'Agent de la métropole', en: 'Métropole officer' },
  'cluster-director': { fr: 'Directeur de pôle', en: 'Cluster director' },
  'cluster-officer': { fr: 'Chargé de mission de pôle', en: 'Cluster officer' },
  'organisation-member': { fr: 'Représentant d’un membre', en: 'Organisation member' },
  'support-provider': { fr: 'Prestataire d’accompagnement', en: 'Support provider' },
  'training-actor': { fr: 'Acteur de la formation', en: 'Training actor' },
  evaluator: { fr: 'Évaluateur', en: 'Evaluator' },
  auditor: { fr: 'Auditeur', en: 'Auditor' },
};

/** Where a grant holds. Regions are dated (R12): `82@2013`, `84@2016`. Métropoles are named by their SIREN. */
export type Scope =
  | { readonly kind: 'programme' }
  | { readonly kind: 'region'; readonly id: string }
  | { readonly kind: 'metropole'; readonly id: string }
  | { readonly kind: 'cluster'; readonly id: string }
  | { readonly kind: 'organisation'; readonly id: string };

/** A function held on a scope; only those valid today, delegations included, reach an actor. */
export interface Grant {
  readonly role: Role;
  readonly scope: Scope;
  /** Name of the person who delegated this function, when it is held as a deputy. */
  readonly onBehalfOf?: string;
}

export type Actor =
  | { readonly kind: 'stranger'; readonly id: 'stranger'; readonly name: ''; readonly grants: readonly [] }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      readonly email: string;
      readonly grants: readonly Grant[];
    }
  | {
      readonly kind: 'api-key';
      readonly id: string;
      readonly name: string;
      readonly grants: readonly Grant[];
      readonly scopes: readonly string[];
    }
  | {
      readonly kind: 'link';
      readonly id: string;
      readonly name: string;
      readonly grants: readonly [];
      readonly action: string;
      readonly input: Record<string, unknown>;
    }
  /** The operator at the command line, the server's own jobs, the demonstration builder. */
  | { readonly kind: 'system'; readonly id: string; readonly name: string; readonly grants: readonly Grant[] };

export const STRANGER: Actor = { kind: 'stranger', id: 'stranger', name: '', grants: [] };

const PROGRAMME: Scope = { kind: 'programme' };

/** Acts with every right of the programme administrator; its name says in the journal where the act came from. */
export const systemActor = (name: string): Actor => ({
  kind: 'system',
  id: `system:${name}`,
  name,
  grants: [{ role: 'administrator', scope: PROGRAMME }],
});

/** The places an object belongs to: a grant on any of them reaches the object. */
export interface Place {
  readonly clusters?: readonly string[];
  readonly regions?: readonly string[];
  readonly metropoles?: readonly string[];
  readonly organisations?: readonly string[];
}

/** Does this grant reach an object that stands in these places? A programme grant reaches everything. */
export function covers(grant: Grant, place: Place): boolean {
  const { scope } = grant;
  switch (scope.kind) {
    case 'programme':
      return true;
    case 'region':
      return place.regions?.includes(scope.id) ?? false;
    case 'metropole':
      return place.metropoles?.includes(scope.id) ?? false;
    case 'cluster':
      return place.clusters?.includes(scope.id) ?? false;
    case 'organisation':
      return place.organisations?.includes(scope.id) ?? false;
  }
}

export const holds = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role));

/** The grants of an actor that count for an operation open to `roles`. */
export const grantsFor = (actor: Actor, roles: readonly Role[]): Grant[] =>
  actor.grants.filter((grant) => roles.includes(grant.role));
