import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { openText, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { findContract, updateEdition } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CLUSTER_HEADS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { otherContractRunsOver } from './contract-list.store.ts';
import { lifeRefusing } from './life.refusals.ts';

/** Writes the new term that an amendment of dates proposes; the contract keeps its own until the amendment is in force. */
export const setAmendedTerm = defineAction({
  name: 'contracts.setAmendedTerm',
  title: { fr: 'Fixer le nouveau terme du contrat', en: 'Set the new term of the contract' },
  path: '/contracts/{contract}/amendments/term',
  permission: { who: [...new Set([...STATE_KEEPERS, ...CLUSTER_HEADS])], where: contractPlace },
  input: z.object({ contract: contractKey, endsOn: daySchema }),
  output: z.object({ contract: z.string(), endsOn: daySchema }),
  refusals: { ...refusing(...TEXT_REFUSALS), ...lifeRefusing('NOT_ABOUT_DATES', 'TERM_TOO_EARLY', 'TERM_OVERLAPS') },
  async run(ctx, { contract, endsOn }) {
    const edition = await openText(ctx, contract);
    if (!edition.subjects.includes('dates')) ctx.refuse('NOT_ABOUT_DATES');
    const present = (await findContract(ctx.sql, contract))!;
    if (endsOn <= present.starts_on || endsOn < (await actingDay(ctx.sql, ctx.today)))
      ctx.refuse('TERM_TOO_EARLY', { field: 'endsOn', with: { start: formatDay(present.starts_on) } });
    if (await otherContractRunsOver(ctx.sql, { ...present, ends_on: endsOn }))
      ctx.refuse('TERM_OVERLAPS', { field: 'endsOn' });
    await updateEdition(ctx.sql, edition.id, { ends_on: endsOn });
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: { endsOn: edition.ends_on ?? present.ends_on },
      after: { amendment: edition.number, endsOn },
    });
    return { contract, endsOn };
  },
});
