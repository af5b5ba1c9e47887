import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { editionUnderWay, lockContract, updateEdition } from '../contract.store.ts';
import { CLUSTER_HEADS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { lifeRefusing } from './life.refusals.ts';

/** Gives up the amendment under way: its text stays to be read, and the text in force stays as it is. */
export const abandonAmendment = defineAction({
  name: 'contracts.abandonAmendment',
  title: { fr: 'Abandonner l’avenant', en: 'Abandon the amendment' },
  path: '/contracts/{contract}/amendments/abandon',
  permission: { who: [...new Set([...STATE_KEEPERS, ...CLUSTER_HEADS])], where: contractPlace },
  input: z.object({ contract: contractKey, reason: longText }),
  output: z.object({ contract: z.string(), number: z.int() }),
  refusals: lifeRefusing('NO_AMENDMENT'),
  async run(ctx, { contract, reason }) {
    await lockContract(ctx.sql, contract);
    const edition = await editionUnderWay(ctx.sql, contract);
    if (!edition || edition.number === 0) ctx.refuse('NO_AMENDMENT');
    await updateEdition(ctx.sql, edition!.id, { state: 'abandoned' });
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      before: { amendment: edition!.number, state: edition!.state },
      after: { amendment: edition!.number, state: 'abandoned' },
    });
    return { contract, number: edition!.number };
  },
});
