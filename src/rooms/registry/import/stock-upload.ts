import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '#kit/context.ts';

/** Where a stock file of Sirene that was uploaded lies until it is read. It holds the names of natural persons (R59): it does not stay. */
export const stockFolder = (services: Services): string => join(services.config.dataDir, 'imports', 'arriving');

/** An upload that no import reads after a day is that of a killed process. */
const STALE_MS = 86_400_000;

/** Removes stock files that nothing will read. `wanted` are the paths that imports under way still need. */
export async function clearStockUploads(services: Services, wanted: ReadonlySet<string>): Promise<void> {
  const folder = stockFolder(services);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && !wanted.has(path) && services.clock.now().getTime() - found.mtimeMs > STALE_MS)
      await rm(path, { force: true });
  }
}
