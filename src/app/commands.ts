import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { os } from '@orpc/server';
import * as z from 'zod';
import type { Operation } from '#kit/action.ts';
import type { Config } from '#kit/config.ts';
import { startJobs } from '#kit/jobs.ts';
import { type JournalLine, journalJson } from '#kit/journal.ts';
import type { Log } from '#kit/log.ts';
import { toCsv } from '#kit/web/export.ts';
import type { InputOf, OutputOf } from '#kit/web/route.ts';
import { EXPORT_LIMIT, exportJournalLines, journalSheet, verifyJournalNow } from '#rooms/administration';
import { textCommands } from '#rooms/contracts';
import { labellingCommands } from '#rooms/projects';
import { importCommands } from '#rooms/registry';
import type { Gate } from './gate.ts';
import { openHouse } from './house.ts';
import { jobsOf } from './jobs.ts';

const described = (fr: string) => os.$meta<{ description: string }>({ description: fr });

/** Commands that read or write files, or that stay: the rest are the operations themselves. */
export function specialCommands(
  throughGate: <T>(work: (gate: Gate) => Promise<T>) => Promise<T>,
  config: Config,
  log: Log,
) {
  const verify = described('Recalcule la chaîne et les condensés ; sort avec 1 si une ligne a été altérée')
    .input(z.object({}))
    .handler(() =>
      throughGate(async (gate) => {
        const verdict = (await gate.perform(verifyJournalNow, {})) as OutputOf<typeof verifyJournalNow>;
        const { first } = verdict;
        if (first) {
          throw new Error(
            `Journal altéré, ligne ${first.seq} : ${first.sentence}\n  attendu ${first.expected}\n  trouvé  ${first.found}`,
          );
        }
        return `Journal intact : ${verdict.lines} lignes, ${verdict.digests} condensés, dernière empreinte ${verdict.headHash}`;
      }),
    );

  const exportAll = described('Écrit le journal, ligne à ligne, sur la sortie ou dans un fichier')
    .input(
      z.object({
        format: z.enum(['jsonl', 'csv']).default('jsonl'),
        output: z.string().optional().describe('Fichier à écrire'),
      }),
    )
    .handler(({ input }) =>
      throughGate(async (gate) => {
        const target = input.output ? createWriteStream(input.output) : process.stdout;
        const write = input.format === 'jsonl' ? jsonLines : csvLines;
        let afterSeq = 0;
        for (let batch: Lines = []; afterSeq === 0 || batch.length === EXPORT_LIMIT; ) {
          batch = ((await gate.perform(exportJournalLines, { afterSeq })) as OutputOf<typeof exportJournalLines>).lines;
          target.write(write(batch, afterSeq === 0));
          if (batch.length === 0) break;
          afterSeq = batch.at(-1)!.seq;
        }
        if (!input.output) return undefined;
        target.end();
        await finished(target);
        return `${afterSeq} lignes écrites dans ${input.output}`;
      }),
    );

  const run = described(
    'Exécute les travaux (condensés, messages, imports) jusqu’à l’arrêt ; pour un serveur PostgreSQL',
  )
    .input(z.object({}))
    .handler(async () => {
      if (!config.databaseUrl)
        throw new Error(
          'Avec le dépôt embarqué, les travaux s’exécutent dans le serveur. Indiquez DATABASE_URL pour un ouvrier à part.',
        );
      const { services, store } = await openHouse(config, log);
      const jobs = await startJobs(services, jobsOf(config));
      await new Promise<void>((stop) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
      });
      await jobs.stop();
      await store.close();
    });

  const performing = <T>(
    work: (perform: <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>) => Promise<T>,
  ): Promise<T> => throughGate((gate) => work((operation, input) => gate.perform(operation, input) as Promise<never>));

  return {
    journal: { verify, export: exportAll },
    worker: { run },
    import: importCommands(performing),
    contracts: textCommands(performing),
    projects: labellingCommands(performing),
  };
}

type Lines = OutputOf<typeof exportJournalLines>['lines'];

const jsonLines = (lines: Lines): string => lines.map((line) => `${journalJson(line as JournalLine)}\n`).join('');

function csvLines(lines: Lines, withHeader: boolean): string {
  const csv = toCsv(journalSheet(lines));
  return withHeader ? csv : csv.slice(csv.indexOf('\n') + 1);
}
