/**
 * The embedded database's thread. PGlite answers synchronously: on the main thread a query of one second would stop the
 * server for one second. Speaks the messages of `pglite.protocol.ts`; the main thread sends one piece of work at a time.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions, type Results } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { FilledMemory } from './pglite.memory.ts';
import { type Answer, type Failure, failureFields, type Opening, type Request } from './pglite.protocol.ts';
import { readers, sessionSettings, writeBytes } from './values.ts';

const port = parentPort!;
const opening = workerData as Opening;
const options: PGliteOptions = {
  extensions: { unaccent, pg_trgm, btree_gist },
  pgliteWasmModule: opening.engine,
  // Instead of PostgreSQL's 128 MB: an opening clears all of it, 0.7 s of a core, and the machine keeps the files of a folder in memory anyway. With
  // 300,000 rows (83 MB) a first scan took 0.2 s of a core instead of 1.2 s, rows by key, updates and a checkpoint no more than before.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
};

const engine = opening.dir === null ? await openInMemory(opening.model) : await openFolder(opening.dir, opening.model);
watchForTraps();
engine.parsers = { ...readers };
engine.serializers = {};
await engine.exec(sessionSettings);

async function openInMemory(model: string | null): Promise<PGlite> {
  return PGlite.create({ ...options, ...(model !== null && { fs: new FilledMemory(model) }) });
}

// A store is made beside its place and renamed once whole: a first start that is killed leaves nothing half-made.
async function openFolder(dir: string, model: string | null): Promise<PGlite> {
  if (!existsSync(dir)) {
    const making = `${dir}.making`;
    rmSync(making, { recursive: true, force: true });
    if (model !== null) cpSync(model, making, { recursive: true });
    else {
      mkdirSync(making, { recursive: true });
      const made = await PGlite.create({ ...options, dataDir: making });
      await made.close();
    }
    renameSync(making, dir);
  }
  return PGlite.create({ ...options, dataDir: dir });
}

/**
 * PGlite swallows what WebAssembly throws, a stack overflow for one, and then answers "no rows" to everything, commits included. Only
 * the engine's own long jump (status 100, how PostgreSQL raises its errors) is regular; after any other the thread must end unanswered.
 */
function watchForTraps(): void {
  const LONG_JUMP = 100;
  const module = engine.Module;
  const turn = module._PostgresMainLoopOnce;
  module._PostgresMainLoopOnce = () => {
    try {
      turn();
    } catch (error) {
      if ((error as { status?: number }).status !== LONG_JUMP) {
        port.postMessage({ id: 0, failure: describe(error) } satisfies Answer);
        port.close();
      }
      throw error;
    }
  };
}

async function answer(request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'query': {
      const { text, values } = request;
      // Without parameters the simple protocol takes one round instead of five, and allows several statements as `pg` does.
      const results: Results[] =
        values.length === 0
          ? await engine.exec(text)
          : [
              await engine.query(
                text,
                values.map((value) => (value instanceof Uint8Array ? writeBytes(value) : value)),
              ),
            ];
      const [result] = results;
      if (results.length !== 1 || !result) return { id: request.id, rows: [], command: null, affected: 0 };
      return { id: request.id, rows: result.rows, command: result.command ?? null, affected: result.rowCount ?? 0 };
    }
    case 'close':
      await engine.close();
      return { id: request.id, rows: [], command: null, affected: 0 };
  }
}

function describe(error: unknown): Failure {
  const found = error as Record<string, unknown>;
  const fields = Object.fromEntries(
    failureFields.map((field) => [field, found[field]]).filter(([, value]) => value !== undefined),
  );
  return { message: String(found.message ?? error), fields };
}

port.on('message', (request: Request) => {
  answer(request).then(
    (done) => port.postMessage(done),
    (error) => port.postMessage({ id: request.id, failure: describe(error) } satisfies Answer),
  );
});
port.postMessage({ id: 0, rows: [], command: null, affected: 0 } satisfies Answer);
