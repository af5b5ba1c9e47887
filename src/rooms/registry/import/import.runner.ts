import { rm, stat } from 'node:fs/promises';
import type { Place } from '#kit/actor.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import { appendJournal } from '#kit/journal.ts';
import type { Say } from '#kit/say.ts';
import {
  beat,
  clearRows,
  findImport,
  forgetRows,
  insertRows,
  letGo,
  lockImport,
  takeOver,
  updateImport,
  wantedStocks,
} from './import.store.ts';
import type { ImportProgress, ImportTable } from './import.ts';
import type { ImportState } from './import.workflow.ts';
import type { Report } from './import-plan.ts';
import { extractPath, ImportUnreadable, openWork, runWork, writingOf } from './import-work.ts';
import { knownSirens } from './sirene.store.ts';
import { extractSirene, SireneUnreadable } from './sirene-file.store.ts';
import { clearStockUploads } from './stock-upload.ts';

/*
 * Checks and applications run in the background of the process that was asked for them. The embedded store has one session, which an
 * application holds for its whole transaction: how far it has come is therefore known from memory, without asking the store.
 *
 * A killed process leaves either everything or nothing: rows are staged beside the registry, and the transaction that writes to the registry
 * also marks the import as applied. The next process takes the unfinished work over (`resumeImports`).
 */

interface RunningWork {
  progress: ImportProgress;
  /** Whom it concerns, so that its progress is told without asking the store; null for a work taken over. */
  readonly standing: ImportStanding | null;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Where an import stands, for permissions. */
export interface ImportStanding {
  readonly kind: ImportTable['kind'];
  readonly place: Place;
}

const running = new WeakMap<Store, Map<string, RunningWork>>();

const worksOf = (services: Services): Map<string, RunningWork> => {
  const works = running.get(services.store) ?? new Map<string, RunningWork>();
  running.set(services.store, works);
  return works;
};

/** How far a work of this process has come; null when it runs elsewhere or not at all. */
export const progressOf = (services: Services, importId: string): ImportProgress | null =>
  worksOf(services).get(importId)?.progress ?? null;

/** Where an import that runs in this process stands; null when the store must be asked. */
export const standingOf = (services: Services, importId: string): ImportStanding | null =>
  worksOf(services).get(importId)?.standing ?? null;

/** Resolves when this process has no work left on an import. */
export async function importSettled(services: Services, importId: string): Promise<void> {
  await worksOf(services).get(importId)?.done;
}

/**
 * Ends the works of this process at their next step, for a stop in good order. They are not lost: the store says that they are under way, and
 * the next process takes them over.
 */
export async function stopImports(services: Services): Promise<void> {
  const works = [...worksOf(services)];
  for (const [, { stop }] of works) stop.abort();
  await Promise.all(works.map(([, { done }]) => done));
  await letGo(
    services.store.sql,
    works.map(([id]) => id),
  );
}

/** Resolves when no import is under way in this process. */
export async function allImportsSettled(services: Services): Promise<void> {
  await Promise.all([...worksOf(services).values()].map(({ done }) => done));
}

/** Ends a work of this process at its next step; the store already says that it is over. */
export const stopWork = (services: Services, importId: string): void => {
  worksOf(services).get(importId)?.stop.abort();
};

/** Starts the check or the application of an import, and returns at once. The state was already set by the action, with its attempt. */
export function startWork(
  services: Services,
  row: Pick<ImportTable, 'id' | 'state' | 'attempt'> & { readonly total_rows?: number },
  standing: ImportStanding | null = null,
): void {
  const works = worksOf(services);
  works.get(row.id)?.stop.abort();
  const stop = new AbortController();
  const work: RunningWork = {
    progress: { phase: 'reading', done: 0, total: row.total_rows ?? 0 },
    standing,
    stop,
    done: Promise.resolve()
      .then(() => runOne(services, row, stop.signal, (progress) => (work.progress = progress)))
      .catch((error) => services.log.error({ err: error, import: row.id }, 'an import stopped'))
      .finally(() => {
        if (works.get(row.id) === work) works.delete(row.id);
      }),
  };
  works.set(row.id, work);
}

/** Thrown inside a work that is no longer wanted. */
class Unwanted extends Error {}

/** Thrown when deciding again, inside the transaction that writes, does not give what the check gave. */
class RegistryChanged extends Error {}

interface Run {
  readonly services: Services;
  readonly row: ImportTable;
  readonly signal: AbortSignal;
  readonly show: (progress: ImportProgress) => void;
}

async function runOne(
  services: Services,
  { id, state, attempt }: Pick<ImportTable, 'id' | 'state' | 'attempt'>,
  signal: AbortSignal,
  show: Run['show'],
): Promise<void> {
  const row = await findImport(services.store.sql, id);
  if (!row || row.state !== state || row.attempt !== attempt) return;
  const run: Run = { services, row, signal, show };
  try {
    if (row.takeovers > MOST_TAKEOVERS) throw new ImportUnreadable(TOO_OFTEN);
    if (state === 'checking') await check(run);
    else await apply(run);
  } catch (error) {
    if (!(error instanceof Unwanted)) await settleFailure(run, error);
  }
}

/** A file that ends its process each time must not do so for ever. */
const MOST_TAKEOVERS = 3;

const BEAT_EVERY_MS = 1_000;

/** Shows progress at each step, and tells the store at most once a second, unless a transaction holds it. */
function reporter({ services, row, signal, show }: Run, state: ImportState, tellStore: boolean): Report {
  let told = Number.NEGATIVE_INFINITY;
  return async (progress) => {
    show(progress);
    if (signal.aborted) throw new Unwanted();
    const now = services.clock.now();
    if (!tellStore || performance.now() - told < BEAT_EVERY_MS) return;
    told = performance.now();
    const wanted = await beat(
      services.store.sql,
      { importId: row.id, attempt: row.attempt, state },
      { done_rows: progress.done, total_rows: progress.total, beat_at: now },
    );
    if (!wanted) throw new Unwanted();
  };
}

async function check(run: Run): Promise<void> {
  const { services, row } = run;
  const { sql } = services.store;
  const report = reporter(run, 'checking', true);
  await report({ phase: 'reading', done: 0, total: row.total_rows });
  const read = row.kind === 'sirene' ? await readStock(run, report) : row;
  const work = await openWork(services, read);
  await report({ phase: 'reading', done: 0, total: work.total });
  await sql.transaction().execute((trx) => clearRows(trx, row.id));
  const { counts, planDigest } = await runWork(work, { sql, hold: false, report }, (_, staged) =>
    sql.transaction().execute((trx) => insertRows(trx, row.id, staged)),
  );
  await sql.transaction().execute(async (trx) => {
    const held = await lockImport(trx, row.id);
    if (held?.state !== 'checking' || held.attempt !== row.attempt) throw new Unwanted();
    await updateImport(trx, row.id, {
      state: 'checked',
      counts,
      plan_digest: planDigest,
      problem: null,
      checked_at: services.clock.now(),
      beat_at: null,
      done_rows: work.total,
      total_rows: work.total,
    });
  });
}

/** Reduces the stock file to its extract, once; an upload is then removed, for it holds the names of natural persons (R59). */
async function readStock({ services, row }: Run, report: Report): Promise<ImportTable> {
  const extract = extractPath(services, row.id);
  const made = await stat(extract).catch(() => null);
  if (made && row.sha256 !== null) return row;
  if (row.source_path === null) throw new SireneUnreadable(STOCK_GONE);
  const { file, sha256, bytes } = await extractSirene({
    path: row.source_path,
    sirens: await knownSirens(services.store.sql),
    extract,
    onProgress: (percent) => report({ phase: 'reading', done: Math.round(percent), total: 100 }),
  });
  const known = { sha256, bytes, headers: [file] };
  await updateImport(services.store.sql, row.id, { ...known, ...(row.source_is_upload && { source_path: null }) });
  if (row.source_is_upload) await rm(row.source_path, { force: true });
  return { ...row, ...known };
}

async function apply(run: Run): Promise<void> {
  const { services, row } = run;
  const work = await openWork(services, row);
  const report = reporter(run, 'applying', false);
  const hold = services.store.kind === 'server';
  await services.store.sql.transaction().execute(async (trx) => {
    const held = await lockImport(trx, row.id);
    if (held?.state !== 'applying' || held.attempt !== row.attempt) throw new Unwanted();
    const writing = writingOf(services, trx, row.id);
    const { counts, planDigest } = await runWork(work, { sql: trx, hold, report }, async (batch) => {
      if (batch.decided.some(({ decision }) => decision.outcome === 'error')) throw new RegistryChanged();
      await batch.write(writing);
    });
    if (planDigest !== row.plan_digest) throw new RegistryChanged();
    await report({ phase: 'writing', done: work.total, total: work.total });
    await work.finish(writing);
    await updateImport(trx, row.id, { state: 'applied', counts, problem: null, closed_at: writing.now, beat_at: null });
    await appendJournal(trx, {
      at: writing.now,
      actorId: row.asked_by?.actorId ?? row.created_by,
      actorName: row.asked_by?.actorName ?? row.created_by_name,
      onBehalfOf: row.asked_by?.onBehalfOf ?? null,
      action: 'registry.completeImport',
      objectKind: 'import',
      objectId: row.id,
      reason: null,
      before: null,
      after: { kind: row.kind, cluster: row.cluster_id, file: row.file_name, sha256: row.sha256, counts },
      requestId: row.asked_by?.requestId ?? null,
    });
  });
  await dropExtract(services, row.id);
}

/** What Sirene's extract told is in the registry, or no longer wanted. */
export const dropExtract = (services: Services, importId: string): Promise<void> =>
  rm(extractPath(services, importId), { force: true });

/** What two writers at once end in: another unique row, an overlapping spell, a circle of locks. */
const CONFLICTS = new Set(['23505', '23P01', '40P01', '40001']);

const isConflict = (error: unknown): boolean =>
  error instanceof RegistryChanged ||
  (error instanceof Error && CONFLICTS.has((error as Error & { code?: string }).code ?? ''));

/** Leaves the import in a state from which the person can go on, with a sentence. */
async function settleFailure({ services, row }: Run, error: unknown): Promise<void> {
  const known = error instanceof ImportUnreadable || error instanceof SireneUnreadable;
  const conflict = row.state === 'applying' && isConflict(error);
  if (!known && !conflict) services.log.error({ err: error, import: row.id }, 'an import failed');
  const reason = known
    ? error.reason
    : conflict
      ? REGISTRY_CHANGED
      : row.state === 'applying'
        ? NOT_APPLIED
        : NOT_CHECKED;
  // A stock file that was sent does not stay, even unread: it holds the names of natural persons (R59).
  const upload = row.source_is_upload ? row.source_path : null;
  if (upload) await rm(upload, { force: true });
  await services.store.sql.transaction().execute(async (trx) => {
    const held = await lockImport(trx, row.id);
    if (held?.state !== row.state || held.attempt !== row.attempt) return;
    const state: ImportState = row.state === 'checking' ? 'failed' : conflict || known ? 'matched' : 'checked';
    if (state !== 'checked') await clearRows(trx, row.id);
    await updateImport(trx, row.id, {
      state,
      problem: reason,
      beat_at: null,
      ...(upload && { source_path: null }),
      ...(state !== 'checked' && { counts: null, plan_digest: null }),
    });
  });
}

const REGISTRY_CHANGED: Say = {
  fr: 'Le registre a changé depuis la vérification, et l’import ne ferait plus exactement ce que vous avez vu. Rien n’a été inscrit\u202f: vérifiez le fichier de nouveau, puis appliquez-le.',
  en: 'The registry has changed since the check, and the import would no longer do exactly what you saw. Nothing was written: check the file again, then apply it.',
};

const NOT_APPLIED: Say = {
  fr: 'L’application s’est interrompue, et rien n’a été inscrit. Recommencez\u202f; si cela se répète, prévenez l’administrateur du programme.',
  en: 'The application was interrupted, and nothing was written. Try again; if it happens again, tell the programme administrator.',
};

const NOT_CHECKED: Say = {
  fr: 'La vérification s’est interrompue, et rien n’a été inscrit. Recommencez\u202f; si cela se répète, prévenez l’administrateur du programme.',
  en: 'The check was interrupted, and nothing was written. Try again; if it happens again, tell the programme administrator.',
};

const TOO_OFTEN: Say = {
  fr: 'Ce fichier a interrompu le serveur plusieurs fois, et rien n’a été inscrit. Prévenez l’administrateur du programme.',
  en: 'This file interrupted the server several times, and nothing was written. Tell the programme administrator.',
};

const STOCK_GONE: Say = {
  fr: 'Le fichier stock n’est plus là\u202f: il est effacé sitôt lu. Abandonnez cet import et donnez le fichier de nouveau.',
  en: 'The stock file is gone: it is removed as soon as it is read. Abandon this import and give the file again.',
};

/** A work that gives no sign of life for so long, on a server, lost its process. */
const SILENT_MS = 60_000;

/**
 * Takes over the works that a killed process left unfinished. On the embedded store only this process can have any; on a server, those
 * silent for a minute. Returns how many were started again.
 */
export async function resumeImports(services: Services): Promise<number> {
  const silent = services.store.kind === 'embedded' ? 0 : SILENT_MS;
  const before = new Date(services.clock.now().getTime() - silent);
  for (let resumed = 0; ; resumed++) {
    const own = [...worksOf(services).keys()];
    const row = await services.store.sql.transaction().execute((trx) => takeOver(trx, before, own));
    if (!row) return resumed;
    startWork(services, row);
  }
}

const ROWS_KEPT_MS = 90 * 86_400_000;

export const importJobs: readonly JobDefinition[] = [
  {
    name: 'registry.resumeImports',
    title: { fr: 'Reprendre les imports interrompus', en: 'Resume interrupted imports' },
    cron: '*/5 * * * *',
    run: async ({ services }) => {
      await resumeImports(services);
      await clearStockUploads(services, await wantedStocks(services.store.sql));
    },
  },
  {
    name: 'registry.forgetImportRows',
    title: {
      fr: 'Oublier le détail des imports clos depuis trois mois',
      en: 'Forget the rows of imports closed for three months',
    },
    cron: '40 3 * * *',
    run: async ({ services, now }) => {
      await services.store.sql.transaction().execute((trx) => forgetRows(trx, new Date(now.getTime() - ROWS_KEPT_MS)));
    },
  },
];
