import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { shownText } from '../strategy/shown-text.store.ts';
import { completenessOf } from './completeness.store.ts';
import { shownGap, whyClosed } from './objectives.query.ts';
import { gap } from './objectives.ts';

export const shownCompleteness = z.object({
  contract: contractHead,
  edition: z.object({ number: z.int(), state: z.string() }),
  complete: z.boolean(),
  missing: z.int(),
  advice: z.int(),
  /** What is missing first. */
  gaps: z.array(gap),
  /** Why the text is not written any more; null while it is. */
  closed: z.string().nullable(),
});
export type ShownCompleteness = z.infer<typeof shownCompleteness>;

/** What the project still lacks before it is presented (R22, R25, R26, R28, R30), each line with the address of its field. */
export const getCompleteness = defineQuery({
  name: 'contracts.getCompleteness',
  title: { fr: 'Contrôler la complétude d’un contrat', en: 'Check the completeness of a contract' },
  path: '/contracts/{contract}/completeness',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: shownCompleteness,
  async run({ sql }, { contract }) {
    const edition = await shownText(sql, contract);
    if (!edition) throw notFound();
    const { gaps, complete, missing, advice } = await completenessOf(sql, edition.id);
    return {
      contract: (await headOfContract(sql, contract))!,
      edition: { number: edition.number, state: edition.state },
      ...{ complete, missing, advice },
      gaps: gaps.map(shownGap),
      closed: whyClosed(edition),
    };
  },
});
