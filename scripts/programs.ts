import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, install } from './debian.ts';

/** What the tests of sealed documents run beside Grappe: the checks of others. */
const PACKAGES = { pdfsig: 'poppler-utils', openssl: 'openssl' } as const;

/**
 * The path of a program: one on the PATH, or that of Debian's package, installed when this process may.
 * @throws with a sentence that says what to install.
 */
export function findProgram(name: keyof typeof PACKAGES): string {
  const pack = PACKAGES[name];
  if (!search(name) && canInstall()) install(pack);
  const found = search(name);
  if (found) return found;
  throw new Error(`${name} is needed for the tests of sealed documents and was not found.
Install it: on Debian or Ubuntu "sudo apt-get install ${pack}", elsewhere the package that holds it.`);
}

function search(name: string): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((dir) => join(dir, name)).find((file) => existsSync(file));
}
