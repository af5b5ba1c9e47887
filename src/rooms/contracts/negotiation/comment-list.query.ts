import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { partiesOf } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractHead } from '../contract-head.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { commentsOf } from './comment.store.ts';
import { isOpenThread, threadsOf } from './comment-list.ts';
import { threadRow } from './negotiation-reading.ts';
import { discussedText, namesIn, seatAt } from './table.ts';

/** The comments on a contract that the reader may see, thread by thread. */
export const listComments = defineQuery({
  name: 'contracts.listComments',
  title: { fr: 'Commentaires sur un contrat', en: 'Comments on a contract' },
  path: '/contracts/{contract}/comments',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    clause: z.string().max(80).optional(),
    state: z.enum(['open', 'resolved', 'all']).default('all'),
  }),
  output: z.object({ contract: contractHead, threads: z.array(threadRow) }),
  async run(ctx, { contract, clause, state }) {
    const { sql, actor } = ctx;
    const { visible } = await seatAt(ctx, contract);
    const { edition, clauses } = await discussedText(sql, contract);
    const names = await namesIn(sql, contract, clauses, await partiesOf(sql, edition.id));
    const threads = threadsOf(await commentsOf(sql, contract, visible, clause), { clauses, names, actor });
    return {
      contract: (await headOfContract(sql, contract))!,
      threads: state === 'all' ? threads : threads.filter((one) => isOpenThread(one) === (state === 'open')),
    };
  },
});
