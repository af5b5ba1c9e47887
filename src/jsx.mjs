/**
 * Nothing is built before a start: Node takes the types out of .ts, and this hook compiles .tsx. A start reads some 1,200 of our files, so what
 * comes out is kept in one file, and the next start reads each source only for its digest: a kept text is used for the very bytes that it was
 * made from. Where a module is, Node is asked as seldom as can be. Together a start takes half the processor time that Node alone needs.
 */
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks, stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const ROOT = new URL('../', import.meta.url).href;
const PACKAGES = `${ROOT}node_modules/`;
const CACHE = fileURLToPath(`${PACKAGES}.cache/grappe/`);
const KEPT = `${CACHE}compiled-sources`;
/** Who compiles, and how: package.json pins the compiler. */
const COMPILER = hash(
  'sha256',
  `${process.version} ${readFileSync(fileURLToPath(`${ROOT}package.json`))} ${readFileSync(fileURLToPath(import.meta.url))}`,
);
/** A long-lived process keeps what it compiled once its start is over. */
const KEEP_AFTER_MS = 3000;

// What V8 made of each text, ours or a package's; in a folder of this installation, where no other account of the machine writes.
enableCompileCache(`${CACHE}v8`);

const isOurs = (url) => url?.startsWith(ROOT) && !url.startsWith(PACKAGES);

/** Source files that are there. Of one that is not, Node says who asks for it. */
const sources = new Set();

function isSource(url) {
  if (sources.has(url)) return true;
  if (!isOurs(url) || !/\.tsx?$/.test(url) || !existsSync(fileURLToPath(url))) return false;
  sources.add(url);
  return true;
}

const kept = readKept();
/** Compiled by this process: `{ digest, code }` by address. */
const fresh = new Map();
/** `module` or `commonjs`, by folder and ending. */
const formats = new Map();
/** What a name in our files means: the same in each of them. */
const named = new Map();

registerHooks({
  resolve(name, context, next) {
    const { parentURL, conditions } = context;
    if (!parentURL?.startsWith(ROOT) || !conditions.includes('import')) return next(name, context);
    if (name.startsWith('.')) {
      const { href } = new URL(name, parentURL);
      return isSource(href) ? ours(href) : neighbour(href, () => next(name, context));
    }
    if (!isOurs(parentURL)) return next(name, context);
    const found = named.get(name) ?? next(name, context);
    named.set(name, found);
    return { ...found, shortCircuit: true };
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const source = readFileSync(fileURLToPath(url));
    const digest = hash('sha256', source);
    return { ...ours(url), source: keptCode(url, digest) ?? compiled(url, digest, source.toString()) };
  },
});

function ours(url) {
  return { url, format: 'module', shortCircuit: true };
}

/** A package's file. In one folder, those that end alike are of one kind: Node is asked for the first. */
function neighbour(url, ask) {
  const place = `${url.slice(0, url.lastIndexOf('/'))} ${extname(url)}`;
  const format = formats.get(place);
  if (format && existsSync(fileURLToPath(url))) return { url, format, shortCircuit: true };
  const found = ask();
  formats.set(place, found.format);
  return { ...found, shortCircuit: true };
}

function keptCode(url, digest) {
  const entry = kept.index[url];
  return entry?.digest === digest ? kept.text.utf8Slice(entry.from, entry.to) : undefined;
}

function compiled(url, digest, source) {
  const code = url.endsWith('.tsx') ? fromTsx(fileURLToPath(url), source) : withoutTypes(url, source);
  if (fresh.size === 0) {
    process.once('exit', keep);
    setTimeout(keep, KEEP_AFTER_MS).unref();
  }
  fresh.set(url, { digest, code });
  return code;
}

function fromTsx(file, source) {
  // Loaded here: most starts compile nothing.
  const { transformSync } = createRequire(import.meta.url)('oxc-transform');
  const { code, errors } = transformSync(file, source, {
    jsx: { runtime: 'automatic', importSource: 'preact' },
    sourcemap: false,
  });
  if (errors.length) throw new SyntaxError(`${file}: ${errors[0].message}`);
  return code;
}

/** What Node itself does to .ts: every line and column stays. Under this name it warns that it may change; the version of Node is pinned. */
function withoutTypes(sourceUrl, source) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source, { sourceUrl });
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** One line of JSON that says where each text is, then the texts. Those of another compiler count as nothing kept. */
function readKept() {
  try {
    const bytes = readFileSync(KEPT);
    const head = bytes.indexOf('\n');
    const { compiler, index } = JSON.parse(bytes.toString('utf8', 0, head));
    if (compiler === COMPILER) return { index, text: bytes.subarray(head + 1) };
  } catch {
    // Nothing kept yet, or nothing that this account may read: everything is compiled.
  }
  return { index: {}, text: Buffer.alloc(0) };
}

/** Written aside, then renamed: who reads meanwhile has the whole old file or the whole new one. What others kept since stays. */
function keep() {
  if (fresh.size === 0) return;
  const { index, text } = readKept();
  const texts = Object.entries(index)
    .filter(([url]) => !fresh.has(url))
    .map(([url, { digest, from, to }]) => [url, digest, text.subarray(from, to)]);
  for (const [url, { digest, code }] of fresh) texts.push([url, digest, Buffer.from(code)]);
  fresh.clear();
  const places = {};
  let from = 0;
  for (const [url, digest, { length }] of texts) {
    places[url] = { digest, from, to: from + length };
    from += length;
  }
  const head = `${JSON.stringify({ compiler: COMPILER, index: places })}\n`;
  const aside = `${KEPT}.${process.pid}-${threadId}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(aside, Buffer.concat([Buffer.from(head), ...texts.map(([, , code]) => code)]));
    renameSync(aside, KEPT);
  } catch {
    // A folder that may not be written, a full disk: the next start compiles again.
    rmSync(aside, { force: true });
  }
}
