import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { fileOfSignature } from './signature.store.ts';

/** May this person have this file of a contract's signatures: a PDF that was signed, a deliberation, a delegation, a scan? */
export const getSignatureFile = defineQuery({
  name: 'contracts.getSignatureFile',
  title: { fr: 'Ouvrir une pièce du dossier de signature', en: 'Open a document of the signature file' },
  path: '/contracts/{contract}/signature-files/{file}',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  webOnly: true,
  input: z.object({ contract: contractKey, file: z.string().max(80) }),
  output: z.object({ file: z.string() }),
  refusals: signatureRefusing('PIECE_UNKNOWN'),
  async run({ sql, refuse }, { contract, file }) {
    if (!(await fileOfSignature(sql, contract, file))) refuse('PIECE_UNKNOWN');
    return { file };
  },
});
