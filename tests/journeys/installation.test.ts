import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, install, installDemonstration } from './start.ts';

const root = resolve(import.meta.dirname, '../..');
const dirs: string[] = [];
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'grappe-installation-'));
  dirs.push(dir);
  return dir;
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

/** The command line on a data folder, as an operator types it. */
function grappe(dataDir: string, ...args: string[]) {
  const ran = spawnSync(join(root, 'bin/grappe'), args, {
    encoding: 'utf8',
    env: { ...process.env, GRAPPE_DATA: dataDir, NODE_ENV: 'production' },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** Status of a sign-in with a wrong password, on a connection of its own. */
async function signInFails(url: string): Promise<number> {
  const asked = request(`${url}/connexion`, {
    method: 'POST',
    agent: false,
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
  });
  asked.end(String(new URLSearchParams({ email: 'admin@exemple.fr', password: 'ce n’est pas celui-là' })));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

describe('an installation with the reference data only', () => {
  const dataDir = folder();
  let installation: Installation;

  beforeAll(async () => {
    installation = await install({ GRAPPE_DEMO: 'off' }, dataDir);
  });
  afterAll(async () => installation?.stop());

  it('shows the 71 clusters of 2013 (R04) and nothing invented', async () => {
    const clusters = (await (await fetch(`${installation.url}/api/v1/clusters`)).json()) as {
      total: number;
      synthetic: boolean;
    };
    const organisations = (await (await fetch(`${installation.url}/api/v1/organisations`)).json()) as {
      rows: { synthetic: boolean }[];
    };
    expect(clusters).toMatchObject({ total: 71, synthetic: false });
    expect(organisations.rows.filter((row) => row.synthetic)).toEqual([]);
    expect(installation.output()).not.toMatch(/demo\.grappe\.example/);
  });

  it('says how to create the first administrator, whom the command line creates through the running server', async () => {
    expect(installation.output()).toContain('create-administrator');
    const made = grappe(
      dataDir,
      'access',
      'create-administrator',
      '--email',
      'admin@exemple.fr',
      '--name',
      'Première Administratrice',
    );
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    const journal = grappe(dataDir, 'journal', 'search', '--action', 'access.createAdministrator');
    expect(journal.out).toContain('Ligne de commande');
    expect(journal.out).not.toMatch(/password/i);
  });

  it('answers the command line with a sentence and a failing code when the input is wrong', () => {
    const wrong = grappe(dataDir, 'registry', 'get-cluster', '--cluster', 'aucun-pole-de-ce-nom');
    expect(wrong.code).toBe(1);
    // The sentence, and nothing of the code.
    expect((wrong.err + wrong.out).trim()).toBe('Cet objet n’existe pas, ou il ne vous est pas visible.');
  });

  it('finishes the requests under way before it stops, and starts again on the same data with its journal intact', async () => {
    // Passwords take a tenth of a second each to check: these are under way when the stop is asked.
    const answers = Promise.allSettled(Array.from({ length: 8 }, () => signInFails(installation.url)));
    await new Promise((sent) => setTimeout(sent, 150));
    const code = await installation.stop();
    installation = await install({ GRAPPE_DEMO: 'off' }, dataDir);
    expect(code).toBe(0);
    for (const answer of await answers) {
      expect(answer).toMatchObject({ status: 'fulfilled' });
      expect([401, 422, 429]).toContain((answer as PromiseFulfilledResult<number>).value);
    }
    expect(grappe(dataDir, 'journal', 'verify').out).toContain('Journal intact');
    expect(grappe(dataDir, 'access', 'list-accounts').out).toContain('admin@exemple.fr');
  });

  it('refuses a second server on the same folder, and says which process holds it', async () => {
    const second = spawn(process.execPath, ['--import', './src/jsx.mjs', 'src/app/main.ts'], {
      cwd: root,
      env: { ...process.env, GRAPPE_DATA: dataDir, GRAPPE_DEMO: 'off', PORT: '0', NODE_ENV: 'production' },
    });
    let said = '';
    second.stderr.on('data', (text) => {
      said += text;
    });
    const left = once(second, 'exit', { signal: AbortSignal.timeout(30_000) });
    const [code] = await left.finally(() => second.kill());
    expect(code).toBe(1);
    expect(said).toMatch(/déjà ouvert par le processus \d+/);
  });
});

describe('a demonstration killed while it is written', () => {
  it('is completed by the next start, and its journal verifies', async () => {
    const completed = await installDemonstration();
    try {
      const answer = await fetch(`${completed.url}/api/v1/clusters?pageSize=100`);
      const { rows } = (await answer.json()) as { rows: { members: number; syntheticMembers: number }[] };
      expect(rows.filter((row) => row.members === 0)).toEqual([]);
      expect(rows.filter((row) => row.members !== row.syntheticMembers)).toEqual([]);
      expect(grappe(completed.dataDir, 'journal', 'verify').out).toContain('Journal intact');
    } finally {
      await completed.stop();
    }
  });
});

describe('a wrong configuration', () => {
  it('is named with what is expected and an example, before anything is opened', () => {
    const ran = spawnSync(process.execPath, ['--import', './src/jsx.mjs', 'src/app/main.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PORT: 'trois mille', GRAPPE_DATA: folder() },
    });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/PORT.*trois mille.*Exemple.*PORT=3000/);
  });
});
