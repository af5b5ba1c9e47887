import type { Store } from '../db/database.ts';

const opened = new Set<Store>();

/** Remembers a store that the running test file must not leave open. */
export function closeAfterwards<Opened extends Store>(store: Opened): Opened {
  opened.add(store);
  return store;
}

/** Closes what the test file left open. */
export async function closeOpened(): Promise<void> {
  const stores = [...opened];
  opened.clear();
  await Promise.all(stores.map((store) => store.close()));
}
