import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { os } from '@orpc/server';
import * as z from 'zod';
import type { Config } from '#kit/config.ts';
import { startJobs } from '#kit/jobs.ts';
import { JOURNAL_COLUMNS, journalJson } from '#kit/journal.ts';
import type { Log } from '#kit/log.ts';
import { toCsv } from '#kit/web/export.ts';
import { exportJournalLines, EXPORT_LIMIT, verifyJournalNow } from '#rooms/administration';
import { importCommands } from '#rooms/registry';
import type { Gate } from './gate.ts';
import { openHouse } from './house.ts';
import { rooms } from './rooms.ts';

const described = (fr: string) => os.$meta<{ description: string }>({ description: fr });

/** Commands that read or write files, or that stay: the rest are the operations themselves. */
export function specialCommands(entered: () => Promise<Gate>, config: Config, log: Log) {
  const verify = described('Recalcule la chaîne et les condensés ; sort avec 1 si une ligne a été altérée')
    .input(z.object({}))
    .handler(async () => {
      const verdict = (await (await entered()).perform(verifyJournalNow, {})) as z.infer<(typeof verifyJournalNow)['definition']['output']>;
      if (verdict.ok) return `Journal intact : ${verdict.lines} lignes, ${verdict.digests} condensés, dernière empreinte ${verdict.headHash}`;
      process.exitCode = 1;
      return `Journal altéré, ligne ${verdict.first?.seq} : ${verdict.first?.sentence}\n  attendu ${verdict.first?.expected}\n  trouvé  ${verdict.first?.found}`;
    });

  const exportAll = described('Écrit le journal, ligne à ligne, sur la sortie ou dans un fichier')
    .input(z.object({ format: z.enum(['jsonl', 'csv']).default('jsonl'), output: z.string().optional().describe('Fichier à écrire') }))
    .handler(async ({ input }) => {
      const gate = await entered();
      const target = input.output ? createWriteStream(input.output) : process.stdout;
      let afterSeq = 0;
      for (;;) {
        const { lines } = (await gate.perform(exportJournalLines, { afterSeq })) as z.infer<(typeof exportJournalLines)['definition']['output']>;
        if (input.format === 'jsonl') for (const line of lines) target.write(`${journalJson(line)}\n`);
        else {
          const cell = (value: unknown) => (value instanceof Date ? value.toISOString() : typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null));
          const csv = toCsv({ name: 'journal', columns: JOURNAL_COLUMNS.map((label) => ({ label })), rows: lines.map((line) => JOURNAL_COLUMNS.map((column) => cell(line[column]))) });
          target.write(afterSeq === 0 ? csv : csv.slice(csv.indexOf('\n') + 1));
        }
        afterSeq = lines.at(-1)?.seq ?? afterSeq;
        if (lines.length < EXPORT_LIMIT) break;
      }
      if (target !== process.stdout) {
        target.end();
        await finished(target);
      }
      return input.output ? `${afterSeq} lignes écrites dans ${input.output}` : undefined;
    });

  const run = described('Exécute les travaux (condensés, messages, imports) jusqu’à l’arrêt ; pour un serveur PostgreSQL')
    .input(z.object({}))
    .handler(async () => {
      if (!config.databaseUrl) throw new Error('Avec le dépôt embarqué, les travaux s’exécutent dans le serveur. Indiquez DATABASE_URL pour un ouvrier à part.');
      const { services, store } = await openHouse(config, log);
      const jobs = await startJobs(services, rooms.flatMap((room) => room.jobs ?? []));
      await new Promise<void>((stop) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
      });
      await jobs.stop();
      await store.close();
    });

  return {
    journal: { verify, export: exportAll },
    worker: { run },
    import: importCommands(async (operation, input) => (await entered()).perform(operation, input)),
  };
}
