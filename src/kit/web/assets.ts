import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { markShapes } from './ui/mark.tsx';

/**
 * Style sheets, fonts, script and icon. They are read once, named by their content (so that browsers may keep them for
 * ever) and compressed in memory. Nothing is built on disk.
 */

/** What a page links to. */
export interface PageAssets {
  readonly sheets: readonly string[];
  /** Fonts that the first paint needs. */
  readonly fonts: readonly string[];
  readonly script: string;
  /** Added to pages where people write a lot: saving by itself, a grid under the arrows. */
  readonly editor: readonly string[];
  readonly icon: string;
  /** The official DSFR dresses the page in place of our own sheets. */
  readonly official: boolean;
}

/** `etat` needs `dsfrDir`, the `dist` folder of a DSFR that the operator is entitled to use and has installed. */
export interface Dress {
  readonly theme: 'neutre' | 'etat';
  readonly dsfrDir?: string | null | undefined;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Filled at the first request that accepts it. */
  readonly compressed: Map<'br' | 'gzip', Buffer>;
}

interface Wardrobe {
  readonly page: PageAssets;
  readonly files: Map<string, Asset>;
  readonly official: { readonly root: string; readonly prefix: string } | null;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const FOREVER = 'public, max-age=31536000, immutable';
const A_DAY = 'public, max-age=86400';

/** The order of the cascade; a sheet of the folder that is not named here comes just before `print.css`. */
const NEUTRAL_ORDER = [
  'tokens',
  'base',
  'dsfr-controls',
  'dsfr-content',
  'header',
  'layout',
  'pieces',
  'thread',
  'forms',
  'lists',
  'charts',
];
const ONLY_NEUTRAL = new Set(['tokens', 'base', 'dsfr-controls', 'dsfr-content']);

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const text = (path: string): string => readFileSync(path, 'utf8');
const fontFile = createRequire(import.meta.url).resolve;

let wardrobe: Wardrobe | null = null;

/** Chooses the dress of the whole process; called once at start. Throws when the official DSFR is not where it should be. */
export function dressPages(dress: Dress): void {
  wardrobe = open(dress);
}

const current = (): Wardrobe => {
  wardrobe ??= open({ theme: 'neutre' });
  return wardrobe;
};

export const pageAssets = (): PageAssets => current().page;

/** Answers `/assets/…` and `/favicon.ico`; anything else there is a 404. */
export function assetResponse(path: string, acceptEncoding: string | undefined): Response {
  const { files, official, page } = current();
  const asset =
    files.get(path === '/favicon.ico' ? page.icon : path) ?? (official ? officialFile(path, official, files) : null);
  if (!asset) return new Response('404', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  const headers = new Headers({
    'content-type': asset.type,
    'cache-control': path === '/favicon.ico' ? A_DAY : FOREVER,
    'x-content-type-options': 'nosniff',
  });
  const encoding = chooseEncoding(asset.type, acceptEncoding);
  if (compressible(asset.type)) headers.set('vary', 'accept-encoding');
  if (encoding) headers.set('content-encoding', encoding);
  const body = encoding ? compressed(asset, encoding) : asset.body;
  headers.set('content-length', String(body.length));
  return new Response(new Uint8Array(body), { headers });
}

const compressible = (type: string): boolean => /^text|svg/.test(type);

function chooseEncoding(type: string, accept = ''): 'br' | 'gzip' | null {
  if (!compressible(type)) return null;
  const accepted = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';'))
    .filter(([, quality]) => !/q=0(\.0*)?$/.test(quality?.trim() ?? ''))
    .map(([name]) => name?.trim());
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
}

function compressed(asset: Asset, encoding: 'br' | 'gzip'): Buffer {
  let bytes = asset.compressed.get(encoding);
  if (!bytes) {
    bytes =
      encoding === 'gzip'
        ? gzipSync(asset.body, { level: 9 })
        : brotliCompressSync(asset.body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: asset.body.length } });
    asset.compressed.set(encoding, bytes);
  }
  return bytes;
}

function open(dress: Dress): Wardrobe {
  const files = new Map<string, Asset>();
  const add = (name: string, extension: string, body: Buffer | string): string => {
    const bytes = Buffer.from(body);
    const path = `/assets/${name}.${hashOf(bytes)}${extension}`;
    files.set(path, { type: TYPES[extension] ?? 'application/octet-stream', body: bytes, compressed: new Map() });
    return path;
  };
  const script = add('grappe', '.js', text(here('./client/grappe.js')));
  const editor = ['editor', 'figures'].map((name) => add(name, '.js', text(here(`./client/${name}.js`))));
  const icon = add('grappe', '.svg', iconFile());

  if (dress.theme === 'etat') {
    const official = officialFolder(dress.dsfrDir);
    const bridge = add('grappe-etat', '.css', bridgeSheet());
    const sheets = ['dsfr.min.css', 'utility/utility.min.css'].map((file) => `${official.prefix}${file}`);
    return { files, official, page: { sheets: [...sheets, bridge], fonts: [], script, editor, icon, official: true } };
  }

  const inter = add(
    'inter',
    '.woff2',
    readFileSync(fontFile('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
  );
  const spectral = add(
    'spectral',
    '.woff2',
    readFileSync(fontFile('@fontsource/spectral/files/spectral-latin-600-normal.woff2')),
  );
  const sheet = add(
    'grappe',
    '.css',
    neutralSheet().replace('asset:inter.woff2', inter).replace('asset:spectral.woff2', spectral),
  );
  return {
    files,
    official: null,
    page: { sheets: [sheet], fonts: [inter, spectral], script, editor, icon, official: false },
  };
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 10);

function sheetNames(): string[] {
  const others = readdirSync(here('./theme'))
    .filter((file) => file.endsWith('.css'))
    .map((file) => file.slice(0, -'.css'.length))
    .filter((name) => !NEUTRAL_ORDER.includes(name) && name !== 'print' && name !== 'bridge')
    .sort();
  return [...NEUTRAL_ORDER, ...others, 'print'];
}

const readSheet = (name: string): string => minify(text(here(`./theme/${name}.css`)));

function neutralSheet(): string {
  return `@layer tokens,base,layout,components,pieces,print;${sheetNames().map(readSheet).join('')}`;
}

/** Our own pieces under the official sheet. It is not layered and would win over layers: ours come off. */
function bridgeSheet(): string {
  const pieces = sheetNames().filter((name) => !ONLY_NEUTRAL.has(name));
  return [...pieces, 'bridge'].map((name) => readSheet(name).replace(/^@layer \w+\{(.*)\}$/, '$1')).join('');
}

/** Comments and spaces only: what the sheets say is left as it is written. */
export function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}')
    .trim();
}

function iconFile(): string {
  const style =
    'path{fill:#345c2d}circle{fill:#4a2c5e}@media(prefers-color-scheme:dark){path{fill:#a5cf97}circle{fill:#cdb0e3}}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>${style}</style>${markShapes}</svg>`;
}

function officialFolder(dir: string | null | undefined): { root: string; prefix: string } {
  const root = dir ? resolve(dir) : '';
  let sheet: Buffer;
  try {
    sheet = readFileSync(join(root, 'dsfr.min.css'));
  } catch {
    throw new Error(`GRAPPE_DSFR_DIR: no dsfr.min.css in « ${root} »; give the dist folder of an installed DSFR`);
  }
  return { root: realpathSync(root), prefix: `/assets/dsfr/${hashOf(sheet)}/` };
}

/** A file of the official folder, kept after its first reading; null for what is not there, or not inside. */
function officialFile(
  path: string,
  { root, prefix }: { root: string; prefix: string },
  files: Map<string, Asset>,
): Asset | null {
  const type = TYPES[extname(path)];
  if (!type || !path.startsWith(prefix)) return null;
  try {
    const file = realpathSync(join(root, decodeURIComponent(path.slice(prefix.length))));
    if (!file.startsWith(root + sep) || !statSync(file).isFile()) return null;
    const asset: Asset = { type, body: readFileSync(file), compressed: new Map() };
    files.set(path, asset);
    return asset;
  } catch {
    return null;
  }
}
