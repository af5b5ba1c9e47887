import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay, type Say, say } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { openText, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import { refusing } from '../contracts.refusals.ts';
import { CONDUCTORS } from '../contracts.roles.ts';
import { contractKey, daySchema } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { sendDraft } from '../text/sent-draft.store.ts';
import { mustBe } from './contract-state.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { latestReceptions } from './reception.store.ts';
import { authoritiesOf, sendToParties } from './send-to-parties.ts';

/** Sends the changed draft: whoever did not agree, or everybody when a new agreement is asked, receives it and has a new clock. */
export const resendDraft = defineAction({
  name: 'contracts.resendDraft',
  title: { fr: 'Envoyer le projet modifié aux parties', en: 'Send the changed draft to the parties' },
  path: '/contracts/{contract}/drafts',
  permission: { who: CONDUCTORS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    receivedOn: daySchema.nullish(),
    /** Also to those that agreed to the draft before. */
    askAgain: z.boolean().default(false),
  }),
  output: z.object({ contract: z.string(), parties: z.array(z.string()) }),
  refusals: {
    ...refusing(...TEXT_REFUSALS, 'CONTRACT_STATE'),
    ...negotiationRefusing('NOBODY_TO_SEND_TO', 'DAY_IN_FUTURE', 'DAY_TOO_EARLY'),
  },
  async run(ctx, { contract: id, askAgain, ...input }) {
    const edition = await openText(ctx, id);
    const contract = (await findContract(ctx.sql, id))!;
    mustBe(ctx, contract, ['discussion', 'presented']);
    const today = await actingDay(ctx.sql, ctx.today);
    const receivedOn = input.receivedOn ?? today;
    if (receivedOn > today) ctx.refuse('DAY_IN_FUTURE', { field: 'receivedOn', with: { day: formatDay(today) } });
    const held = new Map((await latestReceptions(ctx.sql, id)).map((row) => [row.party_id, row]));
    const parties = authoritiesOf(await partiesOf(ctx.sql, edition.id)).filter((party) => {
      const last = held.get(party.id);
      return (
        askAgain || !last || (last.answer !== 'agrees' && (last.answer !== null || last.outcome !== 'deemed-agreed'))
      );
    });
    if (parties.length === 0) ctx.refuse('NOBODY_TO_SEND_TO', { field: 'askAgain' });
    const last = [...held.values()]
      .map((row) => row.received_on)
      .toSorted()
      .at(-1);
    if (last && receivedOn < last)
      ctx.refuse('DAY_TOO_EARLY', {
        field: 'receivedOn',
        with: { what: say(PREVIOUS_SENDING), day: formatDay(last) },
      });
    const { rules } = await rulesOf(ctx.sql);
    await sendDraft(ctx, edition);
    await sendToParties(ctx, { edition, cluster: contract.cluster_id, parties, receivedOn, rules });
    ctx.record({
      object: { kind: 'contract', id },
      after: { draftSentOn: receivedOn, parties: parties.map((party) => party.id) },
    });
    return { contract: id, parties: parties.map((party) => party.id) };
  },
});

const PREVIOUS_SENDING: Say = { fr: 'l’envoi précédent', en: 'the sending before' };
