import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { editionUnderWay, partiesOf } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CLUSTER_HEADS } from '../contracts.roles.ts';
import { clauseKey, contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import type { FrozenEdition } from './being-signed.ts';
import { signatureRefusing } from './signature.refusals.ts';
import { checkedContent, partiesLosing } from './text-change.ts';

/** Before a change of the text being signed: which signatures it would clear. */
export const previewTextChange = defineQuery({
  name: 'contracts.previewTextChange',
  title: {
    fr: 'Voir quelles signatures une modification ferait tomber',
    en: 'See which signatures a change would clear',
  },
  method: 'POST',
  path: '/contracts/{contract}/signing-text/{clause}/preview',
  permission: { who: CLUSTER_HEADS, where: contractPlace },
  input: z.object({ contract: contractKey, clause: clauseKey, content: z.record(z.string(), z.unknown()) }),
  output: z.object({ falling: z.array(z.object({ id: z.string(), name: z.string() })) }),
  refusals: {
    ...refusing('CLAUSE_GONE'),
    ...signatureRefusing('NOT_BEING_SIGNED', 'CONTENT_WRONG', 'STRUCTURE_FIXED', 'NOTHING_CHANGES'),
  },
  async run(ctx, { contract, clause, content: given }) {
    const edition = await editionUnderWay(ctx.sql, contract);
    if (edition?.state !== 'signing') return ctx.refuse('NOT_BEING_SIGNED');
    const { content } = await checkedContent(ctx, edition, clause, given);
    const parties = await partiesOf(ctx.sql, edition.id);
    const losing = await partiesLosing(ctx.sql, edition as FrozenEdition, parties, clause, content);
    return { falling: losing.map(({ id, name }) => ({ id, name })) };
  },
});
