/**
 * The whole check: `npm test`, or without the browser `npm run check`. Each step prints its time; a check (types, lint, documents) counts
 * as one test. The last line is always `N passed, N failed`, and the exit code is 1 when anything failed, ran into an error or did not run.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDemonstration } from '../tests/journeys/start.ts';
import { findChromium } from './chromium.ts';
import { startPostgres, type TestServer } from './postgres.ts';
import { findProgram } from './programs.ts';
import { readReport, type Tally } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const withBrowser = !process.argv.includes('--no-browser');
const folder = mkdtempSync(join(tmpdir(), 'grappe-test-'));
// The pinned Node and the pinned tools, however this script was started.
const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;

const tally: Tally = { passed: 0, failed: 0 };
let server: TestServer | undefined;
let running: ReturnType<typeof spawn> | undefined;

/** Runs a program on the terminal. */
function run(program: string, args: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    running = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: path, ...environment },
    });
    running.once('error', (error) => {
      console.log(String(error));
      resolve(1);
    });
    running.once('close', (code) => resolve(code ?? 1));
  });
}

/** One step: its time, its share of the count. A step that throws has failed, with its sentence. */
async function step(title: string, work: () => Promise<Tally>): Promise<void> {
  console.log(`\n── ${title}`);
  const start = performance.now();
  const result = await work().catch((error: Error): Tally => {
    console.log(error.message);
    return { passed: 0, failed: 1 };
  });
  tally.passed += result.passed;
  tally.failed += result.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${title}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
}

const check = async (program: string, ...args: string[]): Promise<Tally> =>
  (await run(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

async function tests(name: string, args: readonly string[], environment: Record<string, string>): Promise<Tally> {
  const file = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest', ['run', ...reporters, ...args], environment);
  return readReport(existsSync(file) ? readFileSync(file, 'utf8') : null, code);
}

async function finish(): Promise<void> {
  await server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    running?.kill(signal);
    await finish();
    process.exit(1);
  });
}

// Written behind the steps below, by one core for a minute; the browser tests copy it.
const demonstration = join(folder, 'demonstration');
const written = withBrowser
  ? writeDemonstration(demonstration).then(
      () => null,
      (error: Error) => error,
    )
  : null;

// One checker: each of several works out most types again, on cores that the demonstration and the tests need.
await step('types', () => check('tsc', '--noEmit', '--checkers', '1'));
await step('lint', () => check('biome', 'check'));
if (existsSync(join(root, 'scripts/docs.ts'))) {
  await step('generated documents are fresh', () =>
    check('node', '--import', './src/jsx.mjs', 'scripts/docs.ts', '--check'),
  );
}
await step('PostgreSQL server for the tests', async () => {
  server = await startPostgres();
  console.log(`PostgreSQL ${server.version}`);
  return { passed: 0, failed: 0 };
});
await step('programs that check seals from outside', async () => {
  console.log(findProgram('pdfsig'), findProgram('openssl'));
  return { passed: 0, failed: 0 };
});
const stores: Record<string, string> = server ? { GRAPPE_TEST_POSTGRES: server.url } : {};
await step('unit, database and architecture tests', () => tests('tests', ['--exclude', 'tests/journeys/**'], stores));
if (written) {
  await step('demonstration for the browser tests', async () => {
    const error = await written;
    if (error) throw error;
    return { passed: 0, failed: 0 };
  });
  await step('browser tests', async () =>
    tests('journeys', ['tests/journeys'], {
      ...stores,
      GRAPPE_CHROMIUM: findChromium(),
      GRAPPE_TEST_DEMONSTRATION: demonstration,
    }),
  );
}
await finish();

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
