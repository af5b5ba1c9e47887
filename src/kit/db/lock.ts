/**
 * One process per embedded store. PGlite itself lets two processes open one folder, and the second one's rows are lost without an error.
 *
 * Each candidate listens on a unix socket of its own name in the folder, then looks for the others: whoever sees a living one
 * withdraws. Sockets rather than a file with a number in it, because the kernel silences them when their process dies, however it dies. A name of
 * its own for each, because a dead one can then be removed without ever hitting a living one that took its place. Of two candidates, the one
 * that listened last sees the other, so two never hold the folder; if both saw each other, both step back for a moment and try again.
 *
 * Holds for processes of one machine (containers that share the folder included), not for a network folder.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, realpathSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What the owner of a store tells whoever asks. */
export interface StoreOwner {
  readonly pid: number;
  /** Where it answers over HTTP; null when it does not (a command at work) or not yet. */
  readonly url: string | null;
}

export interface StoreLock {
  /** Changes what askers are told, once the server listens. */
  announce(info: { readonly url: string | null }): void;
  release(): Promise<void>;
}

/** Thrown when another living process holds the folder. */
export class StoreTaken extends Error {
  readonly owner: StoreOwner;

  constructor(dir: string, owner: StoreOwner) {
    super(
      `The store ${dir} is already open in process ${owner.pid}${owner.url ? `, which answers at ${owner.url}` : ''}.`,
    );
    this.name = 'StoreTaken';
    this.owner = owner;
  }
}

const SOCKET = /^owner-(\d+)-[0-9a-f]+\.sock$/;
const ATTEMPTS = 20;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Takes the folder, or says who has it.
 * @throws StoreTaken
 */
export async function lockStore(dir: string, info: { readonly url: string | null }): Promise<StoreLock> {
  mkdirSync(dir, { recursive: true });
  const folder = openFolder(dir);
  let url = info.url;
  let owns = false;
  try {
    for (let attempt = 1; ; attempt++) {
      const name = `owner-${process.pid}-${randomBytes(4).toString('hex')}.sock`;
      const server = await listen(folder.path(name), () => JSON.stringify({ pid: process.pid, url, owns }));
      const others = await findLiving(folder, name);
      if (others.length === 0) {
        owns = true;
        return {
          announce: (next) => {
            url = next.url;
          },
          release: async () => {
            await close(server);
            folder.close();
          },
        };
      }
      await close(server);
      const owner = others.find((other) => other.owns);
      if (owner || attempt === ATTEMPTS) throw new StoreTaken(dir, ownerOnly(owner ?? others[0]!));
      // Another candidate at the same moment: waits of different lengths, longer each time, part the two.
      await pause(randomInt(1, 10 * attempt + 20));
    }
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** Who holds the folder now, or null. */
export async function storeOwner(dir: string): Promise<StoreOwner | null> {
  let folder: Folder;
  try {
    folder = openFolder(dir);
  } catch {
    return null;
  }
  try {
    const owner = (await findLiving(folder, null)).find((found) => found.owns);
    return owner ? ownerOnly(owner) : null;
  } finally {
    folder.close();
  }
}

type Living = StoreOwner & { readonly owns: boolean };

const ownerOnly = ({ pid, url }: Living): StoreOwner => ({ pid, url });

interface Folder {
  readonly dir: string;
  path(name: string): string;
  close(): void;
}

/** The kernel's limit on a socket's path is 107 bytes (103 on macOS), of which a name takes up to 30. */
const LONGEST_FOLDER = 70;

/**
 * A long path is reached through the descriptor of its folder, which every process spells differently and the kernel resolves to
 * the same place. A hashed name in the temporary folder would not do: two processes may have different ones.
 */
function openFolder(dir: string): Folder {
  const real = realpathSync(dir);
  if (Buffer.byteLength(real) <= LONGEST_FOLDER)
    return { dir: real, path: (name) => join(real, name), close: () => {} };
  if (process.platform !== 'linux') {
    throw new Error(
      `The path of the data folder is too long for its lock: keep it under ${LONGEST_FOLDER} bytes (${real}).`,
    );
  }
  const descriptor = openSync(real, 'r');
  let open = true;
  return {
    dir: real,
    path: (name) => `/proc/self/fd/${descriptor}/${name}`,
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

async function listen(path: string, answer: () => string): Promise<Server> {
  const server = createServer((socket) => {
    // The asker may leave before the answer; that is its own affair.
    socket.on('error', () => {});
    // Closed from this side, so that an asker that hangs does not keep the lock from being released.
    socket.end(`${answer()}\n`, () => socket.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(path, () => listening());
  });
  // The lock alone keeps no process alive.
  return server.unref();
}

function close(server: Server): Promise<void> {
  return new Promise((closed) => server.close(() => closed()));
}

async function findLiving(folder: Folder, except: string | null): Promise<Living[]> {
  const names = readdirSync(folder.dir).filter((name) => SOCKET.test(name) && name !== except);
  const found = await Promise.all(names.map((name) => ask(folder, name)));
  return found.filter((living) => living !== null);
}

/** Asks one socket; null, and the socket removed, when its process is dead. A process too busy to answer is alive and holds the folder. */
function ask(folder: Folder, name: string): Promise<Living | null> {
  const pid = Number(SOCKET.exec(name)![1]);
  return new Promise((resolve) => {
    let told = '';
    const silent: Living = { pid, url: null, owns: true };
    const socket = connect(folder.path(name));
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (data) => {
      told += data;
    });
    // An end without an answer: it was closing or dying; a second look will tell.
    const leaving: Living = { ...silent, owns: false };
    socket.on('end', () => resolve(read(told) ?? leaving));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return resolve(leaving);
      if (error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT') return resolve(silent);
      if (error.code === 'ECONNREFUSED') remove(folder.path(name));
      resolve(null);
    });
  });
}

function read(told: string): Living | null {
  try {
    return JSON.parse(told) as Living;
  } catch {
    return null;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
