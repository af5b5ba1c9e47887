/**
 * `node --import ./src/jsx.mjs bench/web.bench.ts`: a cluster page and the list of clusters served by Grappe, against a bare Node server that sends the same
 * bytes, in one run on one machine: requests a second and the 99th percentile under 50 connections. Ratios travel; single numbers do not.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import { startServer } from '../src/app/server.ts';
import { parseConfig } from '../src/kit/config.ts';
import { openLog } from '../src/kit/log.ts';

const CONNECTIONS = 50;
const SECONDS = Number(process.argv[2] ?? 8);
const PAGES = ['/poles', '/poles/minalogic'];

interface Measure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function measure(url: string): Promise<Measure> {
  await autocannon({ url, connections: CONNECTIONS, duration: 2 });
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: { 'accept-encoding': 'gzip' },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

/** Sends the same headers and bytes again and again: what Node costs without Grappe. */
async function bareServer(bytes: Buffer, headers: Record<string, string>) {
  const script = `
    const { createServer } = require('node:http');
    const body = Buffer.from(process.env.BODY, 'base64');
    const headers = JSON.parse(process.env.HEADERS);
    const server = createServer((_, response) => { response.writeHead(200, headers); response.end(body); });
    server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;
  const child = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, BODY: bytes.toString('base64'), HEADERS: JSON.stringify(headers) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}

if (process.send) {
  // The server under test runs in a process of its own, as the bare one does.
  const running = await startServer(
    parseConfig({ ...process.env, PORT: '0', LOG_LEVEL: 'silent' }),
    openLog({ level: 'silent' }),
  );
  await running.demonstration;
  process.send(running.url);
  process.on('disconnect', () => process.exit(0));
} else {
  const data = mkdtempSync(join(tmpdir(), 'grappe-bench-'));
  const grappe = spawn(process.execPath, [...process.execArgv, import.meta.filename], {
    env: { ...process.env, GRAPPE_DATA: process.env.GRAPPE_BENCH_DATA ?? data, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = (await once(grappe, 'message')) as [string];
  console.log(`| page | bytes (gzip) | Grappe req/s | p50 ms | p99 ms | bare req/s | p99 ms | bare / Grappe |`);
  console.log(`|---|--:|--:|--:|--:|--:|--:|--:|`);
  for (const path of PAGES) {
    const response = await fetch(url + path, { headers: { 'accept-encoding': 'gzip' } });
    const plain = Buffer.from(await response.arrayBuffer());
    const bytes = gzipSync(plain);
    const bare = await bareServer(bytes, { 'content-type': 'text/html; charset=UTF-8', 'content-encoding': 'gzip' });
    const ours = await measure(url + path);
    const theirs = await measure(bare.url);
    bare.stop();
    const row = [
      path,
      bytes.length,
      ours.perSecond.toFixed(0),
      ours.p50,
      ours.p99,
      theirs.perSecond.toFixed(0),
      theirs.p99,
      (theirs.perSecond / ours.perSecond).toFixed(1),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
  grappe.disconnect();
  await once(grappe, 'exit');
  rmSync(data, { recursive: true, force: true });
}
