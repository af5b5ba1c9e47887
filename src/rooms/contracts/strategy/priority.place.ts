import type { Place, Role } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';

/** Keeps the priorities of a region: the region itself, and the State. */
export const PRIORITY_KEEPERS = [...STATE_KEEPERS, 'region-officer'] as const satisfies readonly Role[];

/** A day of the list of 2013, in which priorities are filed (R12). */
export const DAY_OF_2013 = '2013-06-30' as Day;

/** A priority stands where its region does. */
export const standsIn = (region: string): Place => ({ regions: [`${region}@2013`] });
