import { join } from 'node:path';
import { systemClock } from '#kit/clock.ts';
import type { Config } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import type { StoreLock } from '#kit/db/lock.ts';
import { migrate } from '#kit/db/migrate.ts';
import { openStore } from '#kit/db/open.ts';
import type { Log } from '#kit/log.ts';
import { scopeDirectory } from '#rooms/registry';
import { migrationFolders } from './migrations.ts';
import { rooms } from './rooms.ts';

/** An open, migrated store and the services around it: what the server, the worker and the command line all start from. */
export interface House {
  readonly services: Services;
  readonly store: Store;
  /** Names of the migrations applied by this opening. */
  readonly applied: readonly string[];
}

export const storeFolder = (config: Config): string => join(config.dataDir, 'store');

export async function openHouse(config: Config, log: Log, lock?: StoreLock): Promise<House> {
  const store = await openStore(
    config.databaseUrl
      ? { kind: 'server', url: config.databaseUrl }
      : { kind: 'embedded', dir: storeFolder(config), ...(lock && { lock }) },
  );
  const { applied } = await migrate(store, migrationFolders);
  const services: Services = {
    config,
    store,
    clock: systemClock,
    random: Math.random,
    log,
    scopes: scopeDirectory,
    roomTitles: rooms.map(({ name, title }) => ({ name, title })),
    clusterLinks: rooms.flatMap((room) => room.clusterLinks ?? []),
    taskKinds: rooms.flatMap((room) => room.taskKinds ?? []),
    lighterReturns: rooms.find((room) => room.lighterReturns)?.lighterReturns,
    operationTitles: new Map(
      rooms.flatMap((room) => room.operations).map(({ meta }) => [meta.name, meta.title] as const),
    ),
  };
  return { store, applied, services };
}
