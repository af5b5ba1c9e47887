import { ORPCError } from '@orpc/server';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { silentLog } from '#kit/log.ts';
import { callBy } from './registry.fixture.ts';
import { loadRegistry } from './registry.load.ts';

/** Services around a test's store; the present is 15 September 2014 unless the test says otherwise. */
export const testServices = (store: Store, at = '2014-09-15T10:00:00Z'): Services => ({
  config: parseConfig({ NODE_ENV: 'test', GRAPPE_DEMO: 'off' }),
  store,
  clock: fixedClock(at),
  random: Math.random,
  log: silentLog,
});

/** A store with the nomenclatures and the clusters of 2013, and services around it. */
export async function furnished(open: () => Promise<Store>): Promise<Services> {
  const services = testServices(await open());
  await loadRegistry(callBy(services));
  return services;
}

export interface Refused {
  readonly code: string;
  readonly message: string;
  /** The input that the sentence stands beside. */
  readonly field: string | null;
}

/** What the person is told when an operation refuses; fails when it does not, or when it breaks. */
export async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome === null) throw new Error('Nothing was refused');
  if (!(outcome instanceof ORPCError)) throw outcome;
  const data = outcome.data as { fields?: { field: string }[] } | undefined;
  return { code: outcome.code, message: outcome.message, field: data?.fields?.[0]?.field ?? null };
}
