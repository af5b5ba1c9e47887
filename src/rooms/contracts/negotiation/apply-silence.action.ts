import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay, lockContract, partiesOf } from '../contract.store.ts';
import type { PartyTable } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { headOfContract } from '../contract-head.store.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { clockOn, factsOf, silenceDue } from './clock.rules.ts';
import { negotiationRefusing } from './negotiation.refusals.ts';
import { t } from './negotiation.sentences.ts';
import { peopleOf, writeTo } from './party-people.ts';
import { latestReceptions, updateReception } from './reception.store.ts';

/** Name of the check that a reminder carries: is the answer still awaited right before it leaves? */
export const ANSWER_AWAITED = 'contracts.isAnswerAwaited';

/**
 * Applies what the programme's rules say of the silence of an authority whose deadline has passed: a reminder, an agreement by silence, or the
 * matter in the hands of the coordinating prefect. Once for each, however often it is asked.
 */
export const applySilence = defineAction({
  name: 'contracts.applySilence',
  title: { fr: 'Tirer les suites du silence', en: 'Apply the consequences of silence' },
  path: '/contracts/{contract}/silence',
  permission: { who: ['administrator'], where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: z.object({
    contract: z.string(),
    applied: z.array(z.object({ party: z.string(), outcome: z.enum(['reminder', 'deemed-agreed', 'escalated']) })),
  }),
  refusals: negotiationRefusing('NO_SILENCE_DUE'),
  async run(ctx, { contract: id }) {
    const contract = (await lockContract(ctx.sql, id))!;
    const on = await actingDay(ctx.sql, ctx.today);
    const { rules } = await rulesOf(ctx.sql);
    const edition = await editionUnderWay(ctx.sql, id);
    const parties = edition ? await partiesOf(ctx.sql, edition.id) : [];
    const waits = contract.state === 'discussion' || contract.state === 'presented';
    const due = (waits ? await latestReceptions(ctx.sql, id) : []).flatMap((row) => {
      const outcome = silenceDue(factsOf(row), on, rules.reminderDays);
      const party = parties.find((one) => one.id === row.party_id);
      return outcome && party ? [{ row, outcome, party }] : [];
    });
    if (due.length === 0) return ctx.refuse('NO_SILENCE_DUE');

    const { name } = (await headOfContract(ctx.sql, id))!.cluster;
    const url = new URL(contractAddress(id, 'negotiation'), ctx.services.config.url).href;
    for (const { row, outcome, party } of due) {
      await updateReception(ctx.sql, row, {
        outcome,
        // The first time stays the one that counts; only reminders come again.
        outcome_on: row.outcome_on ?? on,
        ...(outcome === 'reminder' && { reminded_on: on }),
      });
      const { days } = clockOn(factsOf(row), on);
      const told: PartyTable = outcome === 'escalated' ? (parties.find((one) => one.coordinating) ?? party) : party;
      await writeTo(
        ctx,
        await peopleOf(ctx.sql, told, contract.cluster_id, ctx.today),
        (reader) => ({
          subject: t().mail.silenceSubject(name),
          lines: [
            t().mail.hello(reader),
            t().mail.silence[outcome](party.name, formatDay(row.received_on), String(days), formatDay(row.due_on)),
            url,
          ],
        }),
        outcome === 'deemed-agreed'
          ? undefined
          : { check: ANSWER_AWAITED, about: { contract: id, party: party.id, round: row.round } },
      );
    }
    const applied = due.map(({ outcome, party }) => ({ party: party.id, outcome }));
    ctx.record({ object: { kind: 'contract', id }, after: { on, applied } });
    return { contract: id, applied };
  },
});
