import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { openText, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { findContract, partiesOf, updateContract } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { sendDraft } from '../text/sent-draft.store.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { authoritiesOf, sendToParties } from './send-to-parties.ts';

/** Opens the discussion of a project (R34): every authority receives the draft, and its clock starts. */
export const openDiscussion = defineAction({
  name: 'contracts.openDiscussion',
  title: contractLife.transitions.openDiscussion.title,
  path: '/contracts/{contract}/discussion',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Day on which the authorities receive it; today when left out. */
    receivedOn: daySchema.nullish(),
  }),
  output: z.object({ contract: z.string(), receivedOn: daySchema }),
  refusals: { ...refusing(...TEXT_REFUSALS, 'CONTRACT_STATE'), ...negotiationRefusing('DAY_IN_FUTURE') },
  async run(ctx, { contract: id, ...input }) {
    const edition = await openText(ctx, id);
    const contract = (await findContract(ctx.sql, id))!;
    const parties = await partiesOf(ctx.sql, edition.id);
    const decided = decideTransition(contractLife, contract.state, 'openDiscussion', {
      partiesAreNamed: partiesAreNamed(parties),
    });
    if (!decided.ok) return ctx.refuse('CONTRACT_STATE', { with: { reason: decided.reasons.map(say).join(' ') } });
    const today = await actingDay(ctx.sql, ctx.today);
    const receivedOn = input.receivedOn ?? today;
    if (receivedOn > today) ctx.refuse('DAY_IN_FUTURE', { field: 'receivedOn', with: { day: formatDay(today) } });
    await updateContract(ctx.sql, id, { state: decided.to });
    await sendDraft(ctx, edition);
    const { rules } = await rulesOf(ctx.sql);
    await sendToParties(ctx, {
      edition,
      cluster: contract.cluster_id,
      parties: authoritiesOf(parties),
      receivedOn,
      rules,
    });
    ctx.record({
      object: { kind: 'contract', id },
      before: { state: contract.state },
      after: { state: decided.to, receivedOn, parties: authoritiesOf(parties).map((party) => party.id) },
    });
    return { contract: id, receivedOn };
  },
});

/** R22: the State, a region and the association at least. */
export const partiesAreNamed = (parties: readonly { readonly kind: string }[]): boolean =>
  ['state', 'region', 'cluster'].every((kind) => parties.some((party) => party.kind === kind));
