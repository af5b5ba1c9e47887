import { type Actor, covers, grantsFor, type Place, type Role } from '#kit/actor.ts';
import type { PartyTable } from '../contract.ts';
import { AUTHORITIES, WRITERS } from '../contracts.roles.ts';
import type { Side, Visibility } from './negotiation.ts';

/** Who sits where around the table, from a person's functions and where the contract stands. */

const SIDE_OF: Partial<Record<Role, Side>> = {
  administrator: 'programme',
  'state-officer': 'state',
  'region-officer': 'region',
  'metropole-officer': 'authority',
  'cluster-director': 'cluster',
  'cluster-officer': 'cluster',
};

const rolesAt = (actor: Actor, place: Place): Role[] =>
  actor.grants.filter((grant) => covers(grant, place)).map((grant) => grant.role);

/** For whom the person speaks: what stands beside their name. */
export const sideOf = (actor: Actor, place: Place): Side =>
  rolesAt(actor, place)
    .map((role) => SIDE_OF[role])
    .find((side) => side !== undefined) ?? 'programme';

/**
 * The comments that a person reads: those for every party; of the authorities among themselves for an authority, of the cluster's team for the
 * team. The administrator, who answers for the programme, reads all; an evaluator or an auditor only those for every party.
 */
export function visibilitiesFor(actor: Actor, place: Place): Visibility[] {
  const roles = rolesAt(actor, place);
  const has = (among: readonly Role[]) => roles.some((role) => among.includes(role));
  return [
    'all',
    ...(has(AUTHORITIES) || has(['administrator']) ? (['authorities'] as const) : []),
    ...(has(WRITERS) ? (['cluster'] as const) : []),
  ];
}

export type Represented = Pick<PartyTable, 'kind' | 'region' | 'metropole'>;

/** Has this person a function that speaks for this party? The programme's administrator for each, the State of its region for itself. */
export function represents(actor: Actor, party: Represented): boolean {
  if (grantsFor(actor, ['administrator']).length > 0) return true;
  const reach = (role: Role, place: Place) => grantsFor(actor, [role]).some((grant) => covers(grant, place));
  const inRegion = { regions: party.region ? [`${party.region}@2013`] : [] };
  switch (party.kind) {
    case 'state':
      return reach('state-officer', inRegion);
    case 'region':
      return reach('region-officer', inRegion);
    case 'authority':
      return party.metropole !== null && reach('metropole-officer', { metropoles: [party.metropole] });
    case 'cluster':
      return false;
  }
}

/**
 * May this person record the answer of this party? Its own people; for a local authority that has no account here (a département), the
 * State's officer of its region, who received it on paper.
 */
export const mayAnswerFor = (actor: Actor, party: Represented): boolean =>
  party.kind !== 'cluster' &&
  (represents(actor, party) ||
    (party.kind === 'authority' &&
      party.metropole === null &&
      represents(actor, { kind: 'state', region: party.region, metropole: null })));
