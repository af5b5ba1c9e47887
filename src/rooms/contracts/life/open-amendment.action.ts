import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { editionInForce, editionsOf, editionUnderWay, insertEdition, lockContract } from '../contract.store.ts';
import { AMENDMENT_SUBJECTS } from '../contract.ts';
import { editionLife } from '../contract.workflow.ts';
import { CLUSTER_HEADS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey, longText } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { copyText } from './edition-copy.store.ts';
import { lifeRefusing } from './life.refusals.ts';

/**
 * Opens an amendment: a guarded copy of the text in force, with the same clauses and parties under the same ids (R33). Its subjects say what may
 * change of it; one text is under way at a time.
 */
export const openAmendment = defineAction({
  name: 'contracts.openAmendment',
  title: { fr: 'Ouvrir un avenant', en: 'Open an amendment' },
  path: '/contracts/{contract}/amendments',
  permission: { who: [...new Set([...STATE_KEEPERS, ...CLUSTER_HEADS])], where: contractPlace },
  input: z.object({
    contract: contractKey,
    subjects: z.array(z.enum(AMENDMENT_SUBJECTS)).min(1).max(AMENDMENT_SUBJECTS.length),
    reason: longText,
  }),
  output: z.object({ contract: z.string(), edition: z.string(), number: z.int() }),
  refusals: lifeRefusing('AMENDMENT_UNDER_WAY', 'NOTHING_IN_FORCE'),
  async run(ctx, { contract, subjects, reason }) {
    await lockContract(ctx.sql, contract);
    const base = await editionInForce(ctx.sql, contract);
    if (!base) ctx.refuse('NOTHING_IN_FORCE');
    const underWay = await editionUnderWay(ctx.sql, contract);
    if (underWay) ctx.refuse('AMENDMENT_UNDER_WAY', { with: { text: say(editionLife.states[underWay.state]) } });
    const number = (await editionsOf(ctx.sql, contract))[0]!.number + 1;
    const announced = AMENDMENT_SUBJECTS.filter((subject) => subjects.includes(subject));
    const edition = ctx.newId('edition');
    await insertEdition(ctx.sql, {
      id: edition,
      contract_id: contract,
      number,
      state: 'open',
      subjects: announced,
      reason,
      base_edition_id: base!.id,
      opened_at: ctx.now,
    });
    await copyText(ctx.sql, base!.id, edition);
    ctx.record({
      object: { kind: 'contract', id: contract },
      reason,
      after: { amendment: number, subjects: announced },
    });
    return { contract, edition, number };
  },
});
