import * as z from 'zod';
import { AMENDMENT_SUBJECTS, CONTRACT_STATES, EDITION_STATES } from './contract.ts';
import { daySchema } from './contracts.schemas.ts';

const editionHead = z.object({
  number: z.int(),
  state: z.enum(EDITION_STATES),
  subjects: z.array(z.enum(AMENDMENT_SUBJECTS)),
});

/** What stands at the top of every page of a contract, and in every answer about one. */
export const contractHead = z.object({
  id: z.string(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(CONTRACT_STATES),
  startsOn: daySchema,
  endsOn: daySchema,
  signedOn: daySchema.nullable(),
  synthetic: z.boolean(),
  /** The text being written or signed. */
  underWay: editionHead.nullable(),
  /** The text in force. */
  inForce: editionHead.nullable(),
});
export type ContractHead = z.infer<typeof contractHead>;
