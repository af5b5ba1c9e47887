import { type Actor, covers, type Grant, type Place } from '#kit/actor.ts';
import type { Funder } from './application.ts';

/** Whom a file is addressed to. */
export interface Addressee {
  readonly funder: Funder;
  /** The region in both lists of regions: `82@2013`, and those that took it over in 2016. Empty for other funders. */
  readonly regions: readonly string[];
}

function decidesBy(grant: Grant, { funder, regions }: Addressee, place: Place): boolean {
  if (grant.role === 'administrator') return true;
  if (grant.role === 'state-officer') return funder !== 'region' && covers(grant, place);
  if (grant.role !== 'region-officer' || funder !== 'region') return false;
  return grant.scope.kind === 'programme' || (grant.scope.kind === 'region' && regions.includes(grant.scope.id));
}

/** Does this person decide in the name of this funder? The State's officers for the State and its operators, a region's officers for that region. */
export const decidesFor = (actor: Actor, addressee: Addressee, place: Place): boolean =>
  actor.grants.some((grant) => decidesBy(grant, addressee, place));

/** Windows and the funders that pay there; a region pays beside the State in the FUI and PSPC-Régions. */
const FUNDERS_OF: Readonly<Record<string, readonly Funder[]>> = {
  fui: ['state', 'region'],
  ai: ['bpifrance'],
  pspc: ['bpifrance'],
  'pspc-regions': ['bpifrance', 'region'],
  pipc: ['bpifrance'],
  pri: ['bpifrance', 'region'],
  isi: ['bpifrance'],
  anr: ['anr'],
  ademe: ['ademe'],
  regions: ['region'],
  europe: ['europe'],
};

/** Funders to whom a file of this window may be addressed. */
export const fundersOf = (window: string): readonly Funder[] => FUNDERS_OF[window] ?? [];

/** State and operators, as against authorities, in the indicator of R83. */
export const isState = (funder: Funder): boolean => funder !== 'region' && funder !== 'europe';
