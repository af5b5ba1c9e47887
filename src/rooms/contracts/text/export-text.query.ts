import * as z from 'zod';
import { UnprintableCharacters } from '#engines/documents/pdf.ts';
import { defineQuery } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import { openFile } from '#kit/files.ts';
import { DOCUMENT_TYPES, type HandedFile, handed, handedFile } from '#kit/handed-file.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { annexesOf } from './annex.store.ts';
import { ANNEX_KINDS } from './annexes.ts';
import { renderContract, renderContractDocx } from './render-contract.ts';
import { textRefusing } from './text.refusals.ts';
import { type ReadVersion, readVersion } from './version.store.ts';

const version = z.string().max(80).optional();

/**
 * A version of a contract's text as a file. The PDF of a text sent for signature or signed is the stored one, byte for byte; another is
 * set now, with its draft mark, and the same data gives the same bytes. The document to edit of a signed text says that it is a copy.
 */
export const exportText = defineQuery({
  name: 'contracts.exportText',
  title: { fr: 'Exporter le texte d’un contrat', en: 'Export the text of a contract' },
  path: '/contracts/{contract}/text/file',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, format: z.enum(['pdf', 'docx']).default('pdf'), version }),
  output: handedFile,
  refusals: textRefusing('NO_VERSION', 'TEXT_UNPRINTABLE'),
  async run(ctx, { contract, format, version: key }) {
    const read = await readVersion(ctx.sql, contract, key, ctx.today);
    if (!read) return ctx.refuse('NO_VERSION', { field: 'version', with: { version: key ?? '' } });
    const name = `${fileName(contract, read)}.${format}`;
    if (format === 'pdf' && read.pdf) return { ...(await storedBytes(ctx, read.pdf)), name };
    const set =
      format === 'pdf'
        ? renderContract(read.frozen, read.copy)
        : renderContractDocx(read.frozen, read.copy === 'draft' ? 'draft' : 'copy');
    const bytes = await set.catch((error: unknown) => {
      if (error instanceof UnprintableCharacters)
        return ctx.refuse('TEXT_UNPRINTABLE', { with: { characters: error.characters.join(' ') } });
      throw error;
    });
    return handed(name, DOCUMENT_TYPES[format], bytes);
  },
});

/** A document joined to a version of the text; reserved to those who read the contract. */
export const getAnnex = defineQuery({
  name: 'contracts.getAnnex',
  title: { fr: 'Obtenir une annexe', en: 'Get an annex' },
  path: '/contracts/{contract}/annexes/{kind}',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, kind: z.enum(ANNEX_KINDS), version }),
  output: handedFile,
  refusals: textRefusing('NO_VERSION', 'NO_ANNEX'),
  async run(ctx, { contract, kind, version: key }) {
    const read = await readVersion(ctx.sql, contract, key, ctx.today);
    if (!read) return ctx.refuse('NO_VERSION', { field: 'version', with: { version: key ?? '' } });
    const joined =
      read.copy === 'draft' && read.version.kind !== 'sent'
        ? await annexesOf(ctx.sql, read.edition)
        : read.frozen.annexes;
    const annex = joined.find((one) => one.kind === kind);
    return annex ? storedBytes(ctx, annex.file) : ctx.refuse('NO_ANNEX');
  },
});

/** `contrat-minalogic-2013-projet`, `contrat-minalogic-2013`, `contrat-minalogic-2013-avenant-1`. */
function fileName(contract: string, { version: read }: ReadVersion): string {
  const amendment = read.number === 0 ? '' : `-avenant-${read.number}`;
  const draft = read.kind === 'sent' ? '-projet-envoye' : read.kind === 'current' ? '-projet' : '';
  return `contrat-${contract}${amendment}${draft}`;
}

async function storedBytes(ctx: QueryContext, id: string): Promise<HandedFile> {
  const opened = await openFile(ctx.sql, ctx.services.config.dataDir, id);
  if (!opened) throw new Error(`File ${id} of a contract is not known`);
  const parts: Uint8Array[] = [];
  for await (const part of opened.stream) parts.push(part);
  return handed(opened.file.name, opened.file.mediaType, Buffer.concat(parts));
}
