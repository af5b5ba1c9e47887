import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, contractingCluster } from '#rooms/registry';
import { insertContract, insertEdition, insertParties } from '../contract.store.ts';
import { PHASE } from '../settings/contract-rules.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { copyArticles } from '../text/copy-articles.ts';
import { contractsOf } from './contract-list.store.ts';
import { isAlive } from './contract-state.rules.ts';
import { startingParties } from './starting-parties.rules.ts';

export type Started =
  | { readonly ok: true; readonly contract: string; readonly parties: readonly string[] }
  | { readonly ok: false; readonly why: 'CONTRACT_EXISTS'; readonly contract: string }
  | { readonly ok: false; readonly why: 'NO_REGION_RECORDED' };

/** Opens a contract with the articles of the programme’s models and the parties that the registry tells, within the caller's transaction. */
export async function startContract(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'today' | 'actor' | 'newId'>,
  { cluster, synthetic }: { readonly cluster: string; readonly synthetic: boolean },
): Promise<Started> {
  const { rules } = await rulesOf(ctx.sql);
  const held = await contractsOf(ctx.sql, cluster);
  const alive = held.find(({ state }) => isAlive(state));
  if (alive) return { ok: false, why: 'CONTRACT_EXISTS', contract: alive.id };
  const party = (await contractingCluster(ctx.sql, cluster, ctx.today as Day))!;
  if (party.regions.length === 0) return { ok: false, why: 'NO_REGION_RECORDED' };
  const base = `${cluster}-${rules.startsOn.slice(0, 4)}`;
  const contract = held.length === 0 ? base : `${base}-${held.length + 1}`;
  const edition = ctx.newId('edition');
  await insertContract(ctx.sql, {
    id: contract,
    cluster_id: cluster,
    phase: PHASE,
    starts_on: rules.startsOn,
    ends_on: rules.endsOn,
    state: 'draft',
    provisional_from: null,
    signed_on: null,
    closed_on: null,
    synthetic,
    opened_at: ctx.now,
  });
  await insertEdition(ctx.sql, {
    id: edition,
    contract_id: contract,
    number: 0,
    state: 'open',
    subjects: [],
    reason: null,
    base_edition_id: null,
    opened_at: ctx.now,
  });
  const parties = startingParties(party);
  await insertParties(
    ctx.sql,
    parties.map((one) => ({ ...one, edition_id: edition })),
  );
  await copyArticles(ctx, edition, await actingDay(ctx.sql, ctx.today));
  return { ok: true, contract, parties: parties.map(({ id }) => id) };
}
