import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { embeddedModel } from '../src/kit/testing/store.ts';

const KILLS = 20;
const ROWS = 400;

interface Told {
  readonly step: 'opened' | 'resumed' | 'started' | 'applied';
  readonly journal?: boolean;
  readonly wrong?: readonly unknown[];
  readonly applied?: number;
  readonly resumed?: number;
  /** How long the import took, from its start to its end. */
  readonly milliseconds?: number;
}

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'grappe-kill-'));
  // Made and migrated already: what is killed here is an import.
  await cp(await embeddedModel(), join(dir, 'store'), { recursive: true });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Lives one process through, killing it `killAfter` milliseconds after it started its import. Tells what it said. */
function live(life: 'first' | 'next' | 'last', number: number, killAfter: number | null): Promise<Told[]> {
  const worker = fileURLToPath(new URL('./import-kill.worker.ts', import.meta.url));
  const hook = fileURLToPath(new URL('../src/jsx.mjs', import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    // A life is too short for the database's code to be compiled twice, quickly and then well: that was half of its processor time.
    ['--liftoff-only', '--import', hook, worker, dir, life, String(ROWS), String(number)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const told: Told[] = [];
  let complaints = '';
  child.stderr!.on('data', (text) => {
    complaints += text;
  });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const one = JSON.parse(line) as Told;
    told.push(one);
    // The handle of this very process: nothing else can be hit.
    if (one.step === 'started' && killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 || signal === 'SIGKILL'
        ? resolve(told)
        : reject(new Error(`${life} ${number}: ${code}\n${complaints}`)),
    );
  });
}

it(`Killed ${KILLS} times at moments spread over an import, the store opens, its journal verifies, and each import is written whole or not at all.`, async () => {
  const before = performance.now();
  const first = await live('first', 0, null);
  expect(first.at(-1)?.step).toBe('applied');
  let duration = first.at(-1)?.milliseconds ?? 0;
  expect(duration).toBeGreaterThan(0);

  let killed = 0;
  let resumed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const moment = (duration * (kill + Math.random())) / KILLS;
    const told = await live('next', kill + 1, moment);
    const end = told.at(-1)!;
    // One that survived says how long an import takes by now: other work on the machine comes and goes.
    if (end.step === 'applied') duration = end.milliseconds ?? duration;
    else killed++;
    for (const { journal, wrong } of told.filter(({ step }) => step === 'opened' || step === 'resumed')) {
      expect(wrong).toEqual([]);
      expect(journal ?? true).toBe(true);
    }
    resumed += told.find(({ step }) => step === 'resumed')?.resumed ?? 0;
  }
  const last = await live('last', 0, null);
  expect(last.map(({ step, wrong }) => [step, wrong])).toEqual([
    ['opened', []],
    ['resumed', []],
  ]);
  // Enough deaths came before the end, and some left a work to take over: the test met what it is about.
  expect(killed).toBeGreaterThan(KILLS / 4);
  expect(resumed).toBeGreaterThan(0);
  console.info(
    `${killed} of ${KILLS} lives ended before their import was applied, ${resumed} works taken over, ${last[1]?.applied} imports applied, ${Math.round((performance.now() - before) / 1000)} s`,
  );
});
