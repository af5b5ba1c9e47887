import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A project of its own, with the hook and two sources. */
const root = mkdtempSync(join(tmpdir(), 'grappe-jsx-'));
const page = join(root, 'src/page.tsx');
const compiler = join(root, 'node_modules/oxc-transform');

beforeAll(() => {
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'node_modules'));
  copyFileSync('src/jsx.mjs', join(root, 'src/jsx.mjs'));
  copyFileSync('package.json', join(root, 'package.json'));
  for (const name of ['oxc-transform', 'preact']) {
    symlinkSync(join(process.cwd(), 'node_modules', name), join(root, 'node_modules', name));
  }
  writeFileSync(
    join(root, 'src/main.ts'),
    `import { page } from './page.tsx';\nconsole.log(page.props.children as string);\n`,
  );
  writeFileSync(page, 'export const page = <p>Avant</p>;\n');
});

afterAll(() => rmSync(root, { recursive: true }));

const start = (file = 'src/main.ts') => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', './src/jsx.mjs', file], {
    cwd: root,
    encoding: 'utf8',
  });
  return { said: stdout.trim(), complaint: stderr };
};

test('a second start compiles nothing, and a source that changed is compiled anew even with the date and size it had', () => {
  expect(start()).toEqual({ said: 'Avant', complaint: '' });

  // Without the compiler, only what was kept can be said.
  rmSync(compiler);
  expect(start()).toEqual({ said: 'Avant', complaint: '' });

  const { atime, mtime } = statSync(page);
  writeFileSync(page, 'export const page = <p>Apres</p>;\n');
  utimesSync(page, atime, mtime);
  expect(start().complaint).toContain("Cannot find module 'oxc-transform'");
  symlinkSync(join(process.cwd(), 'node_modules/oxc-transform'), compiler);
  expect(start()).toEqual({ said: 'Apres', complaint: '' });
});

test('a kept file that was cut short is made again', () => {
  const whole = start();
  writeFileSync(join(root, 'node_modules/.cache/grappe/compiled-sources'), '{"compiler":');
  expect(start()).toEqual(whole);
  expect(whole.complaint).toBe('');
});

test('a module that is not there is named with the one that asks for it', () => {
  writeFileSync(join(root, 'src/lost.ts'), `import './nowhere.ts';\n`);
  expect(start('src/lost.ts').complaint).toMatch(/Cannot find module '.*nowhere\.ts' imported from .*lost\.ts/);
});
