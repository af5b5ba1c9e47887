import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { os } from '@orpc/server';
import * as z from 'zod';
import type { Operation } from '#kit/action.ts';
import type { InputOf, OutputOf } from '#kit/web/route.ts';
import { exportText } from './export-text.query.ts';

/** Calls an operation as the operator, through a running server or on the store that the command opened. */
type Perform = <O extends Operation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

const number = new Intl.NumberFormat('fr-FR');

/**
 * The command `grappe contracts export-text <contract>`, which writes the file where it is asked to.
 * @param through opens the way to the operations for one command.
 */
export function textCommands(through: <T>(work: (perform: Perform) => Promise<T>) => Promise<T>) {
  return {
    exportText: os
      .$meta<{ description: string }>({ description: 'Écrit le texte d’un contrat dans un fichier, en PDF ou en DOCX' })
      .input(
        z.tuple([
          z.string().meta({ title: 'contrat', description: 'Identifiant du contrat, par exemple minalogic-2013' }),
          z.object({
            format: z.enum(['pdf', 'docx']).default('pdf'),
            version: z
              .string()
              .optional()
              .describe('« current », le numéro d’un texte (0\u202f: le texte d’origine) ou un projet envoyé'),
            to: z.string().optional().describe('Fichier à écrire\u202f; son nom usuel, ici, s’il n’est pas dit'),
          }),
        ]),
      )
      .handler(({ input: [contract, { format, version, to }] }) =>
        through(async (perform) => {
          const file = await perform(exportText, { contract, format, version });
          const path = resolve(to ?? file.name);
          await writeFile(path, Buffer.from(file.base64, 'base64'));
          return `${path}\u202f: ${number.format(file.bytes)} octets, empreinte SHA-256 ${file.sha256}`;
        }),
      ),
  };
}
