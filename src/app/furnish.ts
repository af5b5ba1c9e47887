import { randomUUID } from 'node:crypto';
import { systemActor } from '#kit/actor.ts';
import type { Call, Services } from '#kit/context.ts';
import { loadJournalKey } from '#kit/journal.digest.ts';
import { DEMO_PASSWORD, demoSignIns, hasAdministrator } from '#rooms/access';
import { loadRegistry } from '#rooms/registry';
import { buildDemonstration } from './demo/demonstration.ts';

/** What a start found or put in the store. */
export interface Furnished {
  readonly loaded: readonly { readonly what: string; readonly rows: number }[];
  /** One sign-in per function, in the demonstration. */
  readonly people: readonly { readonly email: string; readonly role: string; readonly scope: string }[];
  readonly password: string;
  readonly hasAdministrator: boolean;
  /** Invented members, still being written while the first pages are read; settled when the store holds them all. */
  readonly demonstration: Promise<DemonstrationCount> | null;
}

export interface DemonstrationCount {
  readonly organisations: number;
  readonly memberships: number;
}

/** Brings the store up to the reference data, and to the demonstration where it is wanted. Doing it again changes nothing. */
export async function furnish(services: Services): Promise<Furnished> {
  loadJournalKey(services.config.dataDir);
  const loaded = await loadRegistry(callAs(services, 'Données de référence'));
  const demonstration = services.config.demo ? await buildDemonstration(callAs(services, 'Démonstration')) : null;
  return {
    loaded,
    people: services.config.demo ? await demoSignIns(services) : [],
    password: DEMO_PASSWORD,
    hasAdministrator: await hasAdministrator(services.store.sql),
    demonstration,
  };
}

const callAs = (services: Services, name: string): Call => ({ services, actor: systemActor(name), door: 'job', requestId: randomUUID() });
