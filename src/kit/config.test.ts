import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'grappe-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problems(env: Record<string, string>): ConfigError {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('Nothing was wrong');
}

test('Without any variable, Grappe runs on this machine alone with the demonstration and the embedded store', () => {
  expect(parseConfig({ PORT: '', HOST: '  ' })).toEqual({
    environment: 'production',
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: null,
    demo: true,
    demoContracts: 'all',
    url: 'http://localhost:3000',
    smtpUrl: null,
    mailFrom: 'Grappe <ne-pas-repondre@localhost>',
    theme: 'neutre',
    dsfrDir: null,
    oidc: null,
    seal: null,
    trustProxy: false,
    worker: 'inside',
    logLevel: 'info',
  });
});

test('The address people use follows the port, and the sender of mail follows the address', () => {
  expect(parseConfig({ PORT: '8080' }).url).toBe('http://localhost:8080');
  const config = parseConfig({ GRAPPE_URL: 'https://grappe.exemple.fr/', GRAPPE_DEMO: 'off', GRAPPE_WORKER: 'none' });
  expect(config).toMatchObject({
    url: 'https://grappe.exemple.fr',
    mailFrom: 'Grappe <ne-pas-repondre@grappe.exemple.fr>',
    demo: false,
    worker: 'none',
  });
});

test('A wrong value is named with what was found, what is expected and an example, in French and in English', () => {
  expect(problems({ PORT: '70000' }).message).toBe(
    'PORT vaut «\u202f70000\u202f». Attendu\u202f: un numéro de port entre 0 et 65535 (0 laisse le système choisir). Exemple\u202f: PORT=3000\n' +
      'PORT is “70000”. Expected: a port number from 0 to 65535 (0 lets the system choose). Example: PORT=3000',
  );
});

test.each([
  ['PORT', 'http'],
  ['PORT', '3000.5'],
  ['HOST', 'deux mots'],
  ['GRAPPE_DATA', '/etc/hostname'],
  ['DATABASE_URL', 'mysql://localhost/grappe'],
  ['GRAPPE_DEMO', 'yes'],
  ['GRAPPE_URL', 'grappe.exemple.fr'],
  ['GRAPPE_URL', 'https://grappe.exemple.fr/?a=1'],
  ['SMTP_URL', 'mail.exemple.fr'],
  ['GRAPPE_MAIL_FROM', 'Grappe'],
  ['GRAPPE_THEME', 'dsfr'],
  ['GRAPPE_DSFR_DIR', '/nowhere'],
  ['OIDC_ISSUER', 'proconnect'],
  ['GRAPPE_TRUST_PROXY', 'yes'],
  ['GRAPPE_WORKER', 'outside'],
  ['LOG_LEVEL', 'verbose'],
  ['NODE_ENV', 'prod'],
])('%s=%s is refused by name', (name, value) => {
  expect(problems({ [name]: value }).problems.map((problem) => problem.variable)).toContain(name);
});

test('All that is wrong is said at once, and no credential is repeated', () => {
  const error = problems({ DATABASE_URL: 'mysql://me:hunter2@db/grappe', OIDC_CLIENT_SECRET: 'hunter2', PORT: 'x' });
  expect(error.problems.map(({ variable }) => variable)).toEqual([
    'PORT',
    'DATABASE_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_LABEL',
  ]);
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toContain('OIDC_ISSUER n’est pas renseignée');
});

test('The State theme needs the folder of an installed DSFR', () => {
  expect(problems({ GRAPPE_THEME: 'etat' }).problems[0]?.variable).toBe('GRAPPE_DSFR_DIR');
  expect(problems({ GRAPPE_THEME: 'etat', GRAPPE_DSFR_DIR: folder }).problems[0]?.variable).toBe('GRAPPE_DSFR_DIR');
  writeFileSync(join(folder, 'dsfr.min.css'), '');
  expect(parseConfig({ GRAPPE_THEME: 'etat', GRAPPE_DSFR_DIR: folder })).toMatchObject({
    theme: 'etat',
    dsfrDir: folder,
  });
  expect(parseConfig({ GRAPPE_DSFR_DIR: folder }).dsfrDir).toBeNull();
});

test('Sign-in by OpenID Connect is configured whole or not at all', () => {
  const oidc = {
    OIDC_ISSUER: 'https://auth.exemple.fr',
    OIDC_CLIENT_ID: 'grappe',
    OIDC_CLIENT_SECRET: 's',
    OIDC_LABEL: 'ProConnect',
  };
  expect(parseConfig(oidc).oidc).toEqual({
    issuer: 'https://auth.exemple.fr',
    clientId: 'grappe',
    clientSecret: 's',
    label: 'ProConnect',
  });
  expect(problems({ ...oidc, OIDC_LABEL: '' }).problems.map(({ variable }) => variable)).toEqual(['OIDC_LABEL']);
});
