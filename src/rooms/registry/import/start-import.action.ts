import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { storedFile } from '#kit/files.store.ts';
import { receiveFile, type StoredFile, saveFile } from '#kit/files.ts';
import { say } from '#kit/say.ts';
import { clusterId } from '../cluster/cluster.ts';
import { clusterPlace, nationwide } from '../place.ts';
import { suggestColumns } from './column-match.rules.ts';
import { MEMBERS_IMPORTERS, NATIONAL_IMPORTERS } from './import.place.ts';
import { importRefusing } from './import.refusals.ts';
import { startWork } from './import.runner.ts';
import { insertImport } from './import.store.ts';
import { type ImportTable, NO_OPTIONS } from './import.ts';
import type { TableKind } from './import-field.ts';
import { MAX_IMPORT_BYTES } from './import-file.ts';
import { fileOf, readTable } from './import-work.ts';
import { stockFolder } from './stock-upload.ts';

const REFUSALS = importRefusing(
  'NO_FILE',
  'UNKNOWN_FILE',
  'FILE_TOO_LARGE',
  'UNREADABLE',
  'PATH_RESERVED',
  'PATH_UNREADABLE',
);
type Starting = ActionContext<keyof typeof REFUSALS>;

const fileGiven = {
  /** A file sent beforehand by the same person. */
  file: z.string().max(40).optional(),
  /** At the command line only: a file of the server. */
  path: z.string().max(4_000).optional(),
};

const started = z.object({ import: z.string() });

/** First values shown beside each header, to recognise its column. */
const SAMPLES = 3;

async function storedUpload(
  ctx: Starting,
  given: { file?: string | undefined; path?: string | undefined },
): Promise<StoredFile> {
  if (given.path !== undefined) return storedFromPath(ctx, given.path);
  if (given.file === undefined) return ctx.refuse('NO_FILE', { field: 'file' });
  const file = await storedFile(ctx.sql, given.file);
  if (!file || file.createdBy !== ctx.actor.id) return ctx.refuse('UNKNOWN_FILE', { field: 'file' });
  return file;
}

async function storedFromPath(ctx: Starting, path: string): Promise<StoredFile> {
  if (ctx.actor.kind !== 'system') ctx.refuse('PATH_RESERVED', { field: 'path' });
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return ctx.refuse('PATH_UNREADABLE', { field: 'path', with: { path } });
  const reception = await receiveFile(ctx.services.config.dataDir, createReadStream(path), MAX_IMPORT_BYTES);
  if (!reception.ok) return ctx.refuse('UNREADABLE', { field: 'path', with: { reason: say(reception.reason) } });
  return saveFile(ctx.sql, reception.file, { name: basename(path), mediaType: 'application/octet-stream' }, ctx);
}

/** A new import, in its first state. */
const newImport = (ctx: Starting, kind: ImportTable['kind'], cluster: string | null): ImportTable => ({
  id: ctx.newId('imp'),
  kind,
  cluster_id: cluster,
  state: 'uploaded',
  file_id: null,
  file_name: '',
  bytes: 0,
  sha256: null,
  source_path: null,
  source_is_upload: false,
  format: null,
  headers: [],
  samples: [],
  columns: [],
  options: NO_OPTIONS,
  counts: null,
  plan_digest: null,
  problem: null,
  created_by: ctx.actor.id,
  created_by_name: ctx.actor.name,
  created_at: ctx.now,
  asked_by: null,
  checked_at: null,
  closed_at: null,
  attempt: 0,
  takeovers: 0,
  beat_at: null,
  done_rows: 0,
  total_rows: 0,
});

async function startTable(
  ctx: Starting,
  kind: TableKind,
  cluster: string | null,
  given: { file?: string | undefined; path?: string | undefined },
) {
  const file = await storedUpload(ctx, given);
  if (file.bytes > MAX_IMPORT_BYTES) {
    ctx.refuse('FILE_TOO_LARGE', { field: 'file', with: { limit: MAX_IMPORT_BYTES / 1024 / 1024 } });
  }
  const head = await readTable(await fileOf(ctx.services, ctx.sql, { file_id: file.id }), kind, 'head');
  if (!head.ok) return ctx.refuse('UNREADABLE', { field: 'file', with: { reason: say(head.reason) } });
  const { format, headers, rows } = head.table;
  const row: ImportTable = {
    ...newImport(ctx, kind, cluster),
    file_id: file.id,
    file_name: file.name,
    bytes: file.bytes,
    sha256: file.sha256,
    format,
    headers,
    samples: headers.map((_, column) => firstValues(rows.map(({ cells }) => cells[column] ?? ''))),
    columns: suggestColumns(kind, headers),
  };
  await insertImport(ctx.sql, row);
  record(ctx, row);
  return { import: row.id };
}

const firstValues = (cells: readonly string[]): string[] =>
  [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))]
    .slice(0, SAMPLES)
    .map((cell) => cell.slice(0, 80));

const record = (ctx: Starting, row: ImportTable): void =>
  ctx.record({
    object: { kind: 'import', id: row.id },
    after: { kind: row.kind, cluster: row.cluster_id, file: row.file_name, bytes: row.bytes, sha256: row.sha256 },
  });

/** Takes a list of members of one cluster. Nothing is read but its first rows, to recognise the columns. */
export const startMembersImport = defineAction({
  name: 'registry.startMembersImport',
  title: { fr: 'Importer les membres d’un pôle', en: 'Import the members of a cluster' },
  path: '/clusters/{cluster}/imports',
  permission: { who: MEMBERS_IMPORTERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId, ...fileGiven }),
  output: started,
  refusals: REFUSALS,
  run: (ctx, { cluster, ...given }) => startTable(ctx, 'members', cluster, given),
});

/** Takes a list of organisations with their identity and accounts, for the whole programme. */
export const startOrganisationsImport = defineAction({
  name: 'registry.startOrganisationsImport',
  title: { fr: 'Importer des organisations', en: 'Import organisations' },
  path: '/imports/organisations',
  permission: { who: NATIONAL_IMPORTERS, where: nationwide },
  input: z.object(fileGiven),
  output: started,
  refusals: REFUSALS,
  run: (ctx, given) => startTable(ctx, 'organisations', null, given),
});

/**
 * Takes a stock file of Sirene and checks it at once: it has no columns to match. The file is read where it stands and not kept, for it
 * holds the names of natural persons (R59).
 */
export const startSireneImport = defineAction({
  name: 'registry.startSireneImport',
  title: { fr: 'Enrichir les organisations par Sirene', en: 'Enrich organisations from Sirene' },
  path: '/imports/sirene',
  permission: { who: NATIONAL_IMPORTERS, where: nationwide },
  input: z.object({
    /** At the command line only: a file of the server. */
    path: z.string().max(4_000).optional(),
    /** What the upload of the stock file answered. */
    upload: z.uuid().optional(),
    name: z.string().trim().max(200).optional(),
  }),
  output: started,
  refusals: REFUSALS,
  async run(ctx, { path, upload, name }) {
    if (path !== undefined && ctx.actor.kind !== 'system') ctx.refuse('PATH_RESERVED', { field: 'path' });
    const source = path ?? (upload === undefined ? undefined : join(stockFolder(ctx.services), upload));
    if (source === undefined) return ctx.refuse('NO_FILE', { field: 'file' });
    const found = await stat(source).catch(() => null);
    if (!found?.isFile()) return ctx.refuse('PATH_UNREADABLE', { field: 'path', with: { path: path ?? '' } });
    const row: ImportTable = {
      ...newImport(ctx, 'sirene', null),
      state: 'checking',
      file_name: path === undefined ? (name ?? '') : basename(path),
      bytes: found.size,
      source_path: source,
      source_is_upload: path === undefined,
      attempt: 1,
    };
    await insertImport(ctx.sql, row);
    record(ctx, row);
    ctx.afterCommit(() => startWork(ctx.services, row, { kind: 'sirene', place: {} }));
    return { import: row.id };
  },
});
