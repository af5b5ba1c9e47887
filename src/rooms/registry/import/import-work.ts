import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { openFile } from '#kit/files.ts';
import { newId } from '#kit/ids.ts';
import { dayInParis } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { countKnownHeaders } from './column-match.rules.ts';
import type { ImportTable } from './import.ts';
import {
  countDecisions,
  type ImportCounts,
  NO_COUNTS,
  type PlacedDecision,
  type RowDecision,
  stagedDecisions,
} from './import-decision.ts';
import { type FileReading, type FileTable, readImportFile } from './import-file.ts';
import { type PlanBatch, planMembers, planOrganisations, type Report } from './import-plan.ts';
import { type Writing, writeMembers, writeOrganisations } from './import-write.ts';
import { endSpells } from './members-import.store.ts';
import { sizeAgain } from './new-organisation.store.ts';
import { decideSirene, readSireneLine, SIRENE_FILES, type SireneKnown, type SirenePlan } from './sirene.rules.ts';
import { amendFromSirene, knownSirens, organisationsBySiren, sireneNomenclatures } from './sirene.store.ts';
import { readExtract } from './sirene-file.store.ts';

/** A file that cannot be read, with the sentence for the person. */
export class ImportUnreadable extends Error {
  readonly reason: Say;

  constructor(reason: Say) {
    super(reason.en);
    this.name = 'ImportUnreadable';
    this.reason = reason;
  }
}

/** What one import decides, batch after batch, and how a batch is written. The check stages the decisions; applying writes. */
export interface Batch {
  readonly decided: readonly PlacedDecision[];
  write(writing: Writing): Promise<void>;
}

export interface Work {
  /** Rows of the file, or organisations told by Sirene. */
  readonly total: number;
  /** Decides everything from what the registry says now. `hold` keeps what is read from other writers. */
  batches(sql: Sql, hold: boolean, report: Report): AsyncGenerator<Batch>;
  /** After the last batch was written. */
  finish(writing: Writing): Promise<void>;
  /** Counts that no decision tells. */
  readonly aside: () => Pick<ImportCounts, 'notFound' | 'withheld'>;
}

export const importSource = (importId: string): string => `import:${importId}`;

/** The bytes of an import's file, its digest checked. */
export async function fileOf(services: Services, sql: Sql, row: Pick<ImportTable, 'file_id'>): Promise<Uint8Array> {
  const opened = row.file_id === null ? null : await openFile(sql, services.config.dataDir, row.file_id);
  if (!opened) throw new Error(`No file ${row.file_id}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function readTable(
  bytes: Uint8Array,
  kind: 'members' | 'organisations',
  part: 'whole' | 'head',
): Promise<FileReading> {
  return readImportFile(bytes, (cells) => countKnownHeaders(kind, cells), part);
}

export const extractPath = (services: Services, importId: string): string =>
  join(services.config.dataDir, 'imports', `${importId}.parquet`);

/** Opens what an import reads: its table whole in memory, or its extract of Sirene. */
export async function openWork(services: Services, row: ImportTable): Promise<Work> {
  if (row.kind === 'sirene') return sireneWork(services, row);
  const reading = await readTable(await fileOf(services, services.store.sql, row), row.kind, 'whole');
  if (!reading.ok) throw new ImportUnreadable(reading.reason);
  return tableWork(services, row, reading.table);
}

function tableWork(services: Services, row: ImportTable, table: FileTable): Work {
  const { columns, options } = row;
  const { demo } = services.config;
  const today = dayInParis(services.clock.now());
  const resized = new Set<string>();
  const planning = (sql: Sql, hold: boolean, report: Report) => ({
    sql,
    table,
    columns,
    options,
    today,
    demo,
    hold,
    report,
  });

  async function* members(sql: Sql, hold: boolean, report: Report, cluster: string): AsyncGenerator<Batch> {
    const { absentOn, absentReason } = options;
    for await (const batch of planMembers(planning(sql, hold, report), cluster)) {
      yield batchOf(batch, async (writing) => {
        for (const id of await writeMembers(batch, cluster, writing)) resized.add(id);
        if (absentOn && absentReason) await endSpells(writing.trx, batch.absent, absentOn, absentReason);
      });
    }
  }
  async function* organisations(sql: Sql, hold: boolean, report: Report): AsyncGenerator<Batch> {
    for await (const batch of planOrganisations(planning(sql, hold, report))) {
      yield batchOf(batch, async (writing) => {
        for (const id of await writeOrganisations(batch, writing)) resized.add(id);
      });
    }
  }
  return {
    total: table.rows.length,
    batches: (sql, hold, report) =>
      row.cluster_id === null ? organisations(sql, hold, report) : members(sql, hold, report, row.cluster_id),
    finish: ({ trx }) => sizeAgain(trx, [...resized]),
    aside: () => ({}),
  };
}

const batchOf = (batch: Pick<PlanBatch<never>, 'decided'>, write: Batch['write']): Batch => ({
  decided: batch.decided,
  write,
});

const SIRENE_LINES_AT_ONCE = 2_000;

async function sireneWork(services: Services, row: ImportTable): Promise<Work> {
  const { sql } = services.store;
  const known = await sireneNomenclatures(sql);
  const total = (await knownSirens(sql)).length;
  const file = SIRENE_FILES.find((one) => one === row.headers[0]) ?? 'units';
  let withheld = 0;
  let met = 0;

  async function* batches(from: Sql, hold: boolean, report: Report): AsyncGenerator<Batch> {
    let place = 0;
    withheld = 0;
    met = 0;
    for await (const read of readExtract(extractPath(services, row.id), SIRENE_LINES_AT_ONCE)) {
      withheld += read.withheld;
      met += read.withheld + read.lines.length;
      const facts = read.lines.map((line) => readSireneLine(file, line, known));
      const sirens = facts.map(({ siren }) => siren);
      const organisations = await organisationsBySiren(from, sirens, hold);
      const plans: SirenePlan[] = [];
      const decided: PlacedDecision[] = [];
      for (const told of facts) {
        const organisation = organisations.get(told.siren);
        if (!organisation) continue;
        const plan = decideSirene(organisation, told);
        if (plan) plans.push(plan);
        decided.push({ place: place++, decision: plan?.decision ?? untouched(organisation) });
      }
      yield { decided, write: ({ trx, source, now }) => amendFromSirene(trx, plans, source, now) };
      await report({ phase: 'deciding', done: Math.min(met, total), total });
    }
  }
  return {
    total,
    batches,
    finish: async () => {},
    aside: () => ({ withheld, notFound: Math.max(0, total - met) }),
  };
}

const untouched = ({ id, name, siren }: SireneKnown): RowDecision => ({
  row: null,
  organisation: id,
  name,
  siren,
  outcome: 'unchanged',
  problems: [],
  changes: [],
});

/**
 * Runs a work to its end, giving each batch to `take`, with its decisions ready to be staged. The digest of all decisions tells whether two runs
 * decided alike.
 */
export async function runWork(
  work: Work,
  from: { readonly sql: Sql; readonly hold: boolean; readonly report: Report },
  take: (batch: Batch, staged: string) => Promise<void>,
): Promise<{ counts: ImportCounts; planDigest: string }> {
  const hash = createHash('sha256');
  let counts: ImportCounts = NO_COUNTS;
  for await (const batch of work.batches(from.sql, from.hold, from.report)) {
    const staged = stagedDecisions(batch.decided);
    hash.update(staged);
    counts = countDecisions(
      counts,
      batch.decided.map(({ decision }) => decision),
    );
    await take(batch, staged);
  }
  return { counts: { ...counts, ...work.aside() }, planDigest: hash.digest('hex') };
}

export const writingOf = (services: Services, trx: Sql, importId: string): Writing => {
  const now = services.clock.now();
  return { trx, source: importSource(importId), now, newId: (prefix) => newId(prefix, now, services.random) };
};
