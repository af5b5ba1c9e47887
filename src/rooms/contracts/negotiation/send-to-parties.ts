import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import type { EditionTable, PartyTable } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { headOfContract } from '../contract-head.store.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { deadlineOf } from './clock.rules.ts';
import { t } from './negotiation.sentences.ts';
import { peopleOf, writeTo } from './party-people.ts';
import { insertReceptions, latestReceptions } from './reception.store.ts';

/** The authorities among the parties: those that answer the draft. */
export const authoritiesOf = (parties: readonly PartyTable[]): PartyTable[] =>
  parties.filter(({ kind }) => kind !== 'cluster');

/**
 * Writes the day on which each of these parties received the draft, which starts its clock with the rules of that day, and tells its people by
 * mail until when they answer and what their silence would mean.
 */
export async function sendToParties(
  ctx: ActionContext,
  {
    edition,
    cluster,
    parties,
    receivedOn,
    rules,
  }: {
    readonly edition: EditionTable;
    readonly cluster: string;
    readonly parties: readonly PartyTable[];
    readonly receivedOn: Day;
    readonly rules: ContractRules;
  },
): Promise<void> {
  const contract = edition.contract_id;
  const before = new Map((await latestReceptions(ctx.sql, contract)).map((row) => [row.party_id, row.round]));
  const dueOn = deadlineOf(receivedOn, rules.answerDays);
  await insertReceptions(
    ctx.sql,
    parties.map(({ id }) => ({
      contract_id: contract,
      party_id: id,
      round: (before.get(id) ?? 0) + 1,
      received_on: receivedOn,
      due_on: dueOn,
      silence: rules.silence,
    })),
  );
  const { name } = (await headOfContract(ctx.sql, contract))!.cluster;
  const url = new URL(contractAddress(contract, 'negotiation'), ctx.services.config.url).href;
  for (const party of parties)
    await writeTo(ctx, await peopleOf(ctx.sql, party, cluster, ctx.today), (reader) => ({
      subject: t().mail.draftSubject(name),
      lines: [
        t().mail.hello(reader),
        t().mail.draftSent(name, party.name),
        t().mail.answerBy(formatDay(dueOn)),
        t().silence[rules.silence],
        url,
      ],
    }));
}
