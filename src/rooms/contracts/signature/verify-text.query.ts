import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { daySchema } from '../contracts.schemas.ts';
import { textOfDigest } from './signature.store.ts';

export const VERDICTS = ['in-force', 'former', 'not-in-force', 'altered', 'extended', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a PDF is, for anyone who holds one. */
export const verification = z.object({
  verdict: z.enum(VERDICTS),
  text: z
    .object({
      contract: z.string(),
      cluster: z.object({ id: z.string(), name: z.string() }),
      number: z.int(),
      signedOn: daySchema.nullable(),
      supersededOn: daySchema.nullable(),
      /** The file is the sealed one, with its evidence; otherwise the PDF that the parties read before it was sealed. */
      sealed: z.boolean(),
      synthetic: z.boolean(),
    })
    .nullable(),
});
export type Verification = z.output<typeof verification>;

/**
 * Whether the bytes with this SHA-256 are the contract in force, a former text, one that binds nobody, or nothing known here. Public: whoever asks
 * has the file. Whether an unknown file was altered after it was sealed is read in the file itself, on the page « Vérifier un contrat ».
 */
export const verifyText = defineQuery({
  name: 'contracts.verifyText',
  title: { fr: 'Vérifier un contrat par son empreinte', en: 'Verify a contract by its digest' },
  path: '/contract-verification/{sha256}',
  permission: { who: 'public' },
  input: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: verification,
  async run({ sql }, { sha256 }): Promise<Verification> {
    const found = await textOfDigest(sql, sha256);
    if (!found) return { verdict: 'unknown', text: null };
    const inForce = found.state === 'signed' && found.current && !['ended', 'terminated'].includes(found.contractState);
    const signed = found.state === 'signed' || found.state === 'superseded';
    return {
      verdict: inForce ? 'in-force' : signed && found.current ? 'former' : 'not-in-force',
      text: {
        contract: found.contract,
        cluster: { id: found.cluster, name: found.clusterName },
        number: found.number,
        signedOn: found.signedOn as never,
        supersededOn: found.supersededOn as never,
        sealed: found.sealed,
        synthetic: found.synthetic,
      },
    };
  },
});
