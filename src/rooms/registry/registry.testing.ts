import { ORPCError } from '@orpc/server';
import { systemActor } from '#kit/actor.ts';
import { fixedClock } from '#kit/clock.ts';
import { parseConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { silentLog } from '#kit/log.ts';
import { loadClusters } from './cluster/cluster.load.ts';
import { NOMENCLATURES } from './nomenclature.catalogue.ts';
import { readReference } from './nomenclature.load.ts';
import { bringIn } from './nomenclature.store.ts';
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

/** A store with all the reference data, and services around it. Takes seconds, for the 35,000 communes. */
export async function furnished(open: () => Promise<Store>): Promise<Services> {
  const services = testServices(await open());
  await loadRegistry(callBy(services));
  return services;
}

/** Grenoble, Lyon, Villeurbanne, Nice, Nantes, Metz: one with a métropole of 2013 among them. */
const SOME_COMMUNES = ['38185', '69123', '69266', '06088', '44109', '57463'];

/** What each nomenclature holds, with the communes of `SOME_COMMUNES` only. */
const readSome = async () =>
  Promise.all(
    NOMENCLATURES.map(async (nomenclature) => {
      const lines = (await Promise.all(nomenclature.files.map(readReference))).flat();
      const rows = lines.flatMap(nomenclature.rows);
      const isKept = (code: unknown) =>
        nomenclature.table !== 'registry.commune' || SOME_COMMUNES.includes(String(code));
      return { nomenclature, rows: rows.filter(({ code }) => isKept(code)) };
    }),
  );

/** Read once for all the files of a test process: the files of `reference/` do not change under it. */
let some: ReturnType<typeof readSome> | undefined;

/** The same in a fraction of the time: every nomenclature, the communes of `SOME_COMMUNES` only, and the clusters of 2013. */
export async function partlyFurnished(open: () => Promise<Store>): Promise<Services> {
  some ??= readSome();
  const held = await some;
  const services = testServices(await open());
  await services.store.sql.transaction().execute(async (sql) => {
    for (const { nomenclature, rows } of held) await bringIn(sql, nomenclature, rows);
    await loadClusters({ sql, now: services.clock.now(), actor: systemActor('Essais'), requestId: null });
  });
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
