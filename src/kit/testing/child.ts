import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process that a test started, reads and kills. */
export interface Child {
  readonly pid: number;
  /** What it has printed so far, a line each. */
  readonly lines: readonly string[];
  /** What it has said on its standard error. */
  readonly complaints: () => string;
  /** Resolves once it has printed that many lines. @throws when it ends before. */
  printed(count: number): Promise<void>;
  /** Resolves to its exit code, or to the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts one of the programs of `store-child.ts` on a folder. */
export function startStoreChild(what: string, dir: string): Child {
  const program = fileURLToPath(new URL('./store-child.ts', import.meta.url));
  // Too short a life for the database's code to be compiled twice, quickly and then well.
  const child = spawn(process.execPath, ['--liftoff-only', program, what, dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // They all read the same code: compiled once, the others start faster.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
  });
  running.add(child);
  const lines: string[] = [];
  let rest = '';
  let complaints = '';
  let told = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    told();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  // "close" comes after the last of what was printed, "exit" may come before.
  let over = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      over = true;
      resolve(code ?? signal!);
      told();
    });
  });
  return {
    pid: child.pid!,
    lines,
    complaints: () => complaints,
    ended,
    async printed(count) {
      while (lines.length < count) {
        if (over) throw new Error(`The process ended after ${lines.length} lines: ${complaints}`);
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
