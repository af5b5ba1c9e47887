import type { Store } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { lockStore, type StoreLock } from './lock.ts';
import { openServer } from './server.ts';

/** Where the programme's data is: a folder of this machine, or a PostgreSQL server. */
export type StorePlace =
  | {
      readonly kind: 'embedded';
      readonly dir: string;
      /** The folder's lock, when the caller took it beforehand (to announce its address later); the store then leaves it to the caller. */
      readonly lock?: StoreLock;
    }
  | { readonly kind: 'server'; readonly url: string };

/**
 * Opens the store. The embedded one is for trying, developing and small single-machine use: a killed process loses nothing that was
 * committed, but PGlite never calls fsync, so a power cut may.
 *
 * Both stores behave alike: same JavaScript types (`values.ts`), same errors (`DatabaseError` of `pg`, with `code` and `constraint`), UTC
 * sessions, search path `public`. Write to the PostgreSQL 15 subset. Many rows go in one statement:
 *
 * ```ts
 * await sql`insert into registry.organisation (siren, name)
 *   select siren, name from json_to_recordset(${JSON.stringify(rows)}::json) as r (siren text, name text)`.execute(trx);
 * ```
 *
 * Measured on two busy cores, 50,000 rows of 10 columns in batches of 5,000: 0.8 to 1.0 s embedded, 0.4 to 0.5 s on a server, the event
 * loop never held for more than 21 ms; with `values (…), (…)` in batches of 500 it takes two and a half times as long.
 *
 * The embedded store has no autovacuum: after a large import run `store.exec('analyze')`, and `vacuum` now and then.
 * @throws StoreTaken when another process holds the folder; Error when the server cannot be reached or is older than version 15.
 */
export async function openStore(place: StorePlace): Promise<Store> {
  if (place.kind === 'server') return openServer(place.url);
  const lock = place.lock ?? (await lockStore(place.dir, { url: null }));
  try {
    const store = await openEmbedded({ dir: place.dir });
    if (place.lock) return store;
    return {
      ...store,
      close: async () => {
        await store.close();
        await lock.release();
      },
    };
  } catch (error) {
    if (!place.lock) await lock.release();
    throw error;
  }
}
