import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { os } from '@orpc/server';
import * as z from 'zod';
import type { Operation } from '#kit/action.ts';
import type { InputOf, OutputOf } from '#kit/web/route.ts';
import { applyImport } from './apply-import.action.ts';
import { getImport, getImportProgress } from './import.query.ts';
import type { ImportDetail, ImportProgress } from './import.ts';
import { matchImport } from './match-import.action.ts';
import { startMembersImport, startOrganisationsImport, startSireneImport } from './start-import.action.ts';

/** Calls an operation as the operator, through a running server or on the store that the command opened. */
export type Perform = <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

export interface ImportFromPath {
  readonly kind: 'members' | 'organisations' | 'sirene';
  /** The cluster of the members. */
  readonly cluster?: string | undefined;
  readonly path: string;
  /** Decides and tells, and writes nothing. */
  readonly dryRun: boolean;
  readonly figuresYear?: number | undefined;
  readonly absentOn?: string | undefined;
  readonly absentReason?: string | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
}

const POLL_MS = 200;
const SHOWN_ROWS = 20;

/** Takes a file of this machine through every step of an import. Resolves with what became of it; rows in error are in it. */
export async function runImportFromPath(perform: Perform, given: ImportFromPath): Promise<ImportDetail> {
  const id = await start(perform, given);
  const settled = async (): Promise<ImportDetail> => {
    for (;;) {
      const { finished, progress } = await perform(getImportProgress, { import: id });
      if (progress) given.onProgress?.(progress);
      if (finished) return perform(getImport, { import: id, pageSize: SHOWN_ROWS });
      await pause(POLL_MS);
    }
  };
  const checked = await settled();
  if (given.dryRun || checked.state !== 'checked' || !checked.open.includes('apply')) return checked;
  await perform(applyImport, { import: id });
  return settled();
}

async function start(perform: Perform, given: ImportFromPath): Promise<string> {
  const path = resolve(given.path);
  if (given.kind === 'sirene') return (await perform(startSireneImport, { path })).import;
  const { import: id } =
    given.kind === 'members'
      ? await perform(startMembersImport, { cluster: given.cluster ?? '', path })
      : await perform(startOrganisationsImport, { path });
  const absent = given.absentOn === undefined ? 'keep' : 'end';
  const { figuresYear, absentOn, absentReason } = given;
  await perform(matchImport, { import: id, figuresYear, absent, absentOn, absentReason, check: true });
  return id;
}

const number = new Intl.NumberFormat('fr-FR');

/** What became of an import, for a terminal. Throws when rows are in error or the file could not be read, so that the command fails. */
export function toldImport(result: ImportDetail, dryRun: boolean): string {
  if (!result.counts) throw new Error(result.problem?.fr ?? `L’import ${result.id} n’a pas abouti.`);
  const { create, update, end, unchanged, error, warnings } = result.counts;
  const counts = `${number.format(create)} à créer, ${number.format(update)} à modifier, ${number.format(end)} à terminer, ${number.format(unchanged)} inchangés`;
  if (error > 0) {
    const rows = result.rows
      .filter(({ outcome }) => outcome === 'error')
      .map(
        ({ row, name, problems }) =>
          `  ligne ${row} ${name}\u202f: ${problems.map(({ fr, value }) => (value ? `[${value}] ${fr}` : fr)).join(' ')}`,
      );
    throw new Error([`${number.format(error)} lignes en erreur, rien n’est inscrit (${counts}).`, ...rows].join('\n'));
  }
  const noted = warnings > 0 ? ` ${number.format(warnings)} lignes avec une remarque.` : '';
  if (result.state === 'applied') {
    const done = `${number.format(create)} créés, ${number.format(update)} modifiés, ${number.format(end)} terminés, ${number.format(unchanged)} inchangés`;
    return `Inscrit au registre\u202f: ${done}.${noted} Import ${result.id}, empreinte du fichier ${result.sha256}.`;
  }
  if (result.state !== 'checked') throw new Error(result.problem?.fr ?? `L’import ${result.id} n’a pas abouti.`);
  if (!result.open.includes('apply'))
    return `Le registre dit déjà tout cela\u202f: rien à inscrire (${counts}).${noted}`;
  return `Vérifié, rien n’est inscrit\u202f: ${counts}.${noted}${dryRun ? ' Ajoutez --apply pour l’inscrire.' : ''}`;
}

const PHASES: Record<ImportProgress['phase'], string> = {
  reading: 'Lecture',
  recognising: 'Reconnaissance',
  deciding: 'Décision',
  writing: 'Inscription',
};

/** One line that rewrites itself on a terminal; nothing where the output is read by a program. */
function showProgress({ phase, done, total }: ImportProgress): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${PHASES[phase]} ${number.format(done)} / ${number.format(total)}\u001b[K`);
}

const described = (fr: string) => os.$meta<{ description: string }>({ description: fr });

const file = z.string().meta({ title: 'fichier', description: 'CSV ou XLSX\u202f; pour Sirene, CSV ou Parquet' });
const whether = {
  dryRun: z
    .boolean()
    .optional()
    .describe('Vérifie et montre, sans rien inscrire (ce que fait aussi la commande sans --apply)'),
  apply: z.boolean().optional().describe('Inscrit au registre si aucune ligne n’est en erreur'),
};
const figuresYear = z.number().optional().describe('Année des chiffres dont l’en-tête ne dit pas l’année');

/**
 * The commands `grappe import members|organisations|sirene`.
 * @param through opens the way to the operations for one command, which polls until the work is done: it must stay open meanwhile.
 */
export function importCommands(through: <T>(work: (perform: Perform) => Promise<T>) => Promise<T>) {
  const run = (
    given: Omit<ImportFromPath, 'dryRun'> & { dryRun?: boolean | undefined; apply?: boolean | undefined },
  ) => {
    if (given.dryRun && given.apply)
      throw new Error('--dry-run et --apply se contredisent\u202f: gardez l’un des deux.');
    const dryRun = !given.apply;
    return through(async (perform) => {
      const result = await runImportFromPath(perform, { ...given, dryRun, onProgress: showProgress });
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      return toldImport(result, dryRun);
    });
  };
  return {
    members: described('Importe les membres d’un pôle depuis un fichier CSV ou XLSX')
      .input(
        z.tuple([
          file,
          z.object({
            cluster: z.string().describe('Identifiant du pôle, par exemple minalogic'),
            ...whether,
            figuresYear,
            absentOn: z.string().optional().describe('Met fin ce jour-là aux adhésions que le fichier ne nomme pas'),
            absentReason: z.string().optional().describe('Motif de ces départs'),
          }),
        ]),
      )
      .handler(({ input: [path, options] }) => run({ kind: 'members', path, ...options })),
    organisations: described('Importe des organisations et leurs comptes depuis un fichier CSV ou XLSX')
      .input(z.tuple([file, z.object({ ...whether, figuresYear })]))
      .handler(({ input: [path, options] }) => run({ kind: 'organisations', path, ...options })),
    sirene: described('Enrichit les organisations par un fichier stock de Sirene, CSV ou Parquet')
      .input(z.tuple([file, z.object(whether)]))
      .handler(({ input: [path, options] }) => run({ kind: 'sirene', path, ...options })),
  };
}
