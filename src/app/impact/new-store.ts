import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Sentence } from '#engines/impact/index.ts';
import { isStoreFile } from '#engines/impact/panel-store/panel-store.ts';
import { isFolder, NO_FOLDER, notWritten } from './terminal.ts';

/**
 * Makes a panel store in the place asked, whole or not at all: in a folder beside it, that takes the place at the end. What stands there is
 * replaced only when it is a panel store and this was asked for.
 * @throws ImpactError when something else stands there, or nothing can
 */
export async function inNewStore<T>(
  asked: string,
  { replace }: { readonly replace: boolean },
  make: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(asked);
  await refuseTaken(place, replace);
  const [draft, old] = [`${place}.${process.pid}.part`, `${place}.${process.pid}.old`];
  await mkdir(draft);
  try {
    const made = await make(draft);
    // Another may have come while this one was being made.
    await refuseTaken(place, replace);
    const isTaken = await isFolder(place);
    if (isTaken) await rename(place, old);
    await rename(draft, place).catch(async (error: unknown) => {
      if (isTaken) await rename(old, place);
      throw error;
    });
    if (isTaken) await rm(old, { recursive: true });
    return made;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function refuseTaken(place: string, replace: boolean): Promise<void> {
  if (!(await isFolder(dirname(place)))) throw notWritten(place, NO_FOLDER);
  if (!(await isFolder(place))) {
    if (await stat(place).catch(() => null)) throw notWritten(place, IS_FILE);
    return;
  }
  const names = await readdir(place);
  if (names.length === 0) return;
  const other = names.find((name) => !isStoreFile(name));
  if (other !== undefined) throw notWritten(place, isOther(other));
  if (!replace) throw notWritten(place, IS_STORE);
}

const IS_FILE = { fr: 'un fichier porte ce nom.', en: 'a file has this name.' };
const IS_STORE = {
  fr: 'un panel y est déjà importé\u202f; ajoutez --replace pour le remplacer.',
  en: 'a panel was imported there before; add --replace to replace it.',
};
const isOther = (name: string): Sentence => ({
  fr: `ce dossier contient autre chose qu’un panel importé (${name})\u202f: nommez-en un nouveau.`,
  en: `this folder holds something else than an imported panel (${name}): name a new one.`,
});
