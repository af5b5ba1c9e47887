import * as z from 'zod';
import { defineAction, notFound } from '#kit/action.ts';
import { type Actor, grantsFor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { partiesOf } from '#rooms/contracts';
import { clusterId, optionalText } from '#rooms/registry';
import { coordinatingRegions } from '../campaign.store.ts';
import { campaignYear } from '../campaign.ts';
import { OPINION_GIVERS } from '../campaigns.roles.ts';
import { OPINIONS } from '../campaigns.tables.ts';
import { lockReturn, type ReturnRow } from '../return.store.ts';
import { returnId } from '../return.ts';
import { approvalRefusing } from './approval.refusals.ts';
import { insertOpinion } from './approval.store.ts';
import { examinedPlace } from './examined-return.ts';

export interface CoAuthority {
  readonly id: string;
  readonly name: string;
  /** The scope that speaks for it; null when nobody here can. */
  readonly scope: { readonly kind: 'region' | 'metropole'; readonly id: string } | null;
}

/** The authorities that signed the contract and do not decide: other regions, métropoles, local authorities. */
export async function coAuthorities(
  sql: Sql,
  held: Pick<ReturnRow, 'edition_id' | 'cluster_id'>,
): Promise<CoAuthority[]> {
  if (!held.edition_id) return [];
  const deciding = await coordinatingRegions(sql, held.cluster_id);
  return (await partiesOf(sql, held.edition_id)).flatMap(({ id, name, kind, region, metropole }): CoAuthority[] => {
    if (kind === 'region' && !deciding.includes(`${region}@2013`))
      return [{ id, name, scope: { kind: 'region', id: `${region}@2013` } }];
    if (kind === 'authority') return [{ id, name, scope: metropole ? { kind: 'metropole', id: metropole } : null }];
    return [];
  });
}

/** The authorities for which a person speaks. */
export const spokenFor = (actor: Actor, parties: readonly CoAuthority[]): CoAuthority[] => {
  const scopes = grantsFor(actor, OPINION_GIVERS).map(({ scope }) => scope);
  return parties.filter(({ scope }) =>
    scopes.some((own) => own.kind === 'programme' || (scope && own.kind === scope.kind && own.id === scope.id)),
  );
};

/** Gives what another authority of the contract thinks of the return; nobody waits for it. Given again, the newer counts. */
export const giveReturnOpinion = defineAction({
  name: 'campaigns.giveOpinion',
  title: { fr: 'Donner un avis sur une déclaration', en: 'Give an opinion on a return' },
  path: '/clusters/{cluster}/returns/{year}/opinions',
  permission: { who: OPINION_GIVERS, where: examinedPlace },
  input: z.object({
    cluster: clusterId,
    year: campaignYear,
    party: z.string().min(1).max(80),
    opinion: z.enum(OPINIONS),
    text: optionalText,
  }),
  output: z.object({ opinion: z.string() }),
  refusals: approvalRefusing('NOT_YOUR_PARTY', 'OPINION_WITHOUT_WORDS'),
  async run(ctx, { cluster, year, party, opinion, text }) {
    const held = await lockReturn(ctx.sql, cluster, year);
    if (!held) throw notFound();
    const mine = spokenFor(ctx.actor, await coAuthorities(ctx.sql, held)).find(({ id }) => id === party);
    if (!mine) return ctx.refuse('NOT_YOUR_PARTY', { field: 'party' });
    const words = (text ?? '').trim();
    if (opinion !== 'favourable' && words === '') ctx.refuse('OPINION_WITHOUT_WORDS', { field: 'text' });
    const id = ctx.newId('opinion');
    await insertOpinion(ctx.sql, {
      ...{ id, returnId: held.id, party, name: mine.name, opinion, text: words, at: ctx.now },
      by: { id: ctx.actor.id, name: ctx.actor.name },
    });
    ctx.record({ object: { kind: 'return', id: returnId(cluster, year) }, after: { party, opinion, text: words } });
    return { opinion: id };
  },
});
