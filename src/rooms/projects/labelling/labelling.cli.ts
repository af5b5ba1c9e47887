import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { os } from '@orpc/server';
import * as z from 'zod';
import type { HandedFile } from '#kit/handed-file.ts';
import { formatNumber } from '#kit/say.ts';
import type { Perform } from '#rooms/registry';
import { exportLabelLetter, exportMinutes } from './export-papers.query.ts';

const options = z.object({
  format: z.enum(['pdf', 'docx']).default('pdf'),
  to: z.string().optional().describe('Fichier à écrire\u202f; son nom usuel, ici, s’il n’est pas dit'),
});

async function write(file: HandedFile, to: string | undefined): Promise<string> {
  const path = resolve(to ?? file.name);
  await writeFile(path, Buffer.from(file.base64, 'base64'));
  return `${path}\u202f: ${formatNumber(file.bytes)} octets, empreinte SHA-256 ${file.sha256}`;
}

/**
 * The commands `grappe projects export-label-letter <label>` and `grappe projects export-minutes <meeting>`, which write the file where they are asked to.
 * @param through opens the way to the operations for one command.
 */
export function labellingCommands(through: <T>(work: (perform: Perform) => Promise<T>) => Promise<T>) {
  return {
    exportLabelLetter: os
      .$meta<{ description: string }>({ description: 'Écrit la lettre d’une décision de label, en PDF ou en DOCX' })
      .input(z.tuple([z.string().meta({ title: 'label', description: 'Identifiant du label' }), options]))
      .handler(({ input: [label, { format, to }] }) =>
        through(async (perform) => write(await perform(exportLabelLetter, { label, format }), to)),
      ),
    exportMinutes: os
      .$meta<{ description: string }>({ description: 'Écrit le procès-verbal d’une séance, en PDF ou en DOCX' })
      .input(z.tuple([z.string().meta({ title: 'séance', description: 'Identifiant de la séance' }), options]))
      .handler(({ input: [meeting, { format, to }] }) =>
        through(async (perform) => write(await perform(exportMinutes, { meeting, format }), to)),
      ),
  };
}
