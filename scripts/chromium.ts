import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, install } from './debian.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const MISSING = `Chromium is needed for the browser tests and was not found.
Install it: on Debian "sudo apt-get install chromium". Elsewhere, put its path in GRAPPE_CHROMIUM. "npm run check" runs everything else.`;

/**
 * The path of a Chromium: the one GRAPPE_CHROMIUM names, one on the PATH, or Debian's package, installed when this process may.
 * @throws with a sentence that says what to install.
 */
export function findChromium(): string {
  const named = process.env.GRAPPE_CHROMIUM;
  if (named && !existsSync(named)) throw new Error(`GRAPPE_CHROMIUM names ${named}, which does not exist.`);
  const found = named ?? search();
  if (found) return found;
  if (canInstall()) install('chromium');
  const installed = search();
  if (!installed) throw new Error(MISSING);
  return installed;
}

function search(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.flatMap((dir) => NAMES.map((name) => join(dir, name))).find((file) => existsSync(file));
}
