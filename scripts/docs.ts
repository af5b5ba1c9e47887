/** `npm run docs` writes docs/generated and GLOSSARY.md from the code; `--check` says which of them are stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { documents } from '../src/app/documents.ts';

const root = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const [path, text] of Object.entries(await documents())) {
  const file = resolve(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run npm run docs and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'Generated documents are fresh.' : `Written: ${stale.join(', ')}`);
}
