import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { contractAddress } from '../contract-address.ts';
import { peopleOf, writeTo } from '../negotiation/party-people.ts';
import { t } from './life.sentences.ts';

/** Tells the directors of a cluster by message what was decided on their support. */
export async function tellCluster(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'today' | 'newId' | 'services'>,
  contract: { readonly id: string; readonly cluster_id: string },
  decision: { readonly decision: string; readonly about: 'notified' | 'confirmed' | 'withdrawn'; readonly day: Day },
): Promise<void> {
  const party = { kind: 'cluster', region: null, metropole: null } as const;
  const url = new URL(contractAddress(contract.id, 'life', `#${decision.decision}`), ctx.services.config.url).href;
  await writeTo(ctx, await peopleOf(ctx.sql, party, contract.cluster_id, ctx.today), (name) => {
    const words = t().mail;
    return {
      subject: words.subject(contract.id),
      lines: [words.hello(name), words[decision.about](formatDay(decision.day)), url],
    };
  });
}
