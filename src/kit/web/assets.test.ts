import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assetResponse, dressPages, minify, pageAssets } from './assets.ts';

const bytes = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

afterEach(() => dressPages({ theme: 'neutre' }));

describe('our own dress', () => {
  beforeEach(() => dressPages({ theme: 'neutre' }));

  test('One sheet under 16 kB and scripts under 6 kB each, compressed; two fonts', async () => {
    const { sheets, fonts, script, editor } = pageAssets();
    expect(sheets).toHaveLength(1);
    expect(fonts).toHaveLength(2);
    expect((await bytes(assetResponse(sheets[0]!, 'gzip, br'))).length).toBeLessThan(16_000);
    for (const one of [script, ...editor]) expect((await bytes(assetResponse(one, 'br'))).length).toBeLessThan(6_000);
  });

  test('What is linked is served: with its type, for ever, and in the encoding that the browser accepts', async () => {
    const { sheets, fonts, script, editor, icon } = pageAssets();
    for (const path of [...sheets, ...fonts, script, ...editor, icon]) {
      const plain = assetResponse(path, undefined);
      expect(plain.status).toBe(200);
      expect(plain.headers.get('cache-control')).toContain('immutable');
      expect(plain.headers.get('content-encoding')).toBeNull();
      const original = await bytes(plain);
      for (const [accept, unpack] of [
        ['gzip, deflate, br;q=0.9', brotliDecompressSync],
        ['br;q=0, gzip', gunzipSync],
      ] as const) {
        const packed = assetResponse(path, accept);
        const body = await bytes(packed);
        expect(packed.headers.get('content-length')).toBe(String(body.length));
        if (path.endsWith('.woff2')) expect(body.equals(original)).toBe(true);
        else expect(unpack(body).equals(original)).toBe(true);
      }
    }
    expect(assetResponse(sheets[0]!, 'br').headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(assetResponse('/favicon.ico', undefined).headers.get('content-type')).toBe('image/svg+xml');
  });

  test('Every font that the sheet names is served, and nothing is asked from elsewhere', async () => {
    const sheet = (await bytes(assetResponse(pageAssets().sheets[0]!, undefined))).toString();
    const addresses = [...sheet.matchAll(/url\("?([^")]+)"?\)/g)].map((match) => match[1]!);
    expect(addresses).toHaveLength(2);
    for (const address of addresses) expect(assetResponse(address, undefined).status).toBe(200);
    expect(sheet).not.toMatch(/https?:|asset:/);
  });

  test.each(['/assets/', '/assets/grappe.css', '/assets/../package.json', '/assets/dsfr/x/dsfr.min.css'])(
    '%s is not there',
    (path) => {
      expect(assetResponse(path, undefined).status).toBe(404);
    },
  );
});

describe('the official dress', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'grappe-dsfr-'));
    mkdirSync(join(dir, 'dist/fonts'), { recursive: true });
    writeFileSync(join(dir, 'dist/dsfr.min.css'), '.fr-btn{color:blue}');
    writeFileSync(join(dir, 'dist/fonts/a.woff2'), 'font');
    writeFileSync(join(dir, 'secret.css'), 'secret');
    symlinkSync(join(dir, 'secret.css'), join(dir, 'dist/link.css'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('The sheet and fonts of the operator’s folder are served, with a small sheet for our own pieces', async () => {
    dressPages({ theme: 'etat', dsfrDir: join(dir, 'dist') });
    const { sheets, official } = pageAssets();
    expect(official).toBe(true);
    const [dsfr, , bridge] = sheets;
    expect((await bytes(assetResponse(dsfr!, undefined))).toString()).toBe('.fr-btn{color:blue}');
    expect(assetResponse(dsfr!.replace('dsfr.min.css', 'fonts/a.woff2'), undefined).headers.get('content-type')).toBe(
      'font/woff2',
    );
    const ours = (await bytes(assetResponse(bridge!, undefined))).toString();
    expect(ours).toContain('.gr-thread');
    expect(ours).not.toContain('@layer');
    expect(ours).not.toMatch(/@font-face|\}\.fr-btn\{/);
  });

  test.each(['../secret.css', '..%2fsecret.css', '%2e%2e/secret.css', 'link.css', 'fonts', 'dsfr.min.css%00', '%'])(
    'No file outside that folder can be reached through %s',
    (path) => {
      dressPages({ theme: 'etat', dsfrDir: join(dir, 'dist') });
      const prefix = pageAssets().sheets[0]!.replace('dsfr.min.css', '');
      expect(assetResponse(prefix + path, undefined).status).toBe(404);
    },
  );

  test('A folder without the DSFR is refused at start, by name', () => {
    expect(() => dressPages({ theme: 'etat', dsfrDir: dir })).toThrow(/GRAPPE_DSFR_DIR/);
  });
});

test('Making a sheet smaller keeps selectors, sums and strings as they were', () => {
  expect(
    minify(`/* why */
      .a   > .b :hover,
      .c { margin: calc(1px + 2px) 0; content: "/"; }
      @media (width < 48em) { .d { color: red; } }`),
  ).toBe('.a>.b :hover,.c{margin:calc(1px + 2px) 0;content:"/"}@media (width < 48em){.d{color:red}}');
});
