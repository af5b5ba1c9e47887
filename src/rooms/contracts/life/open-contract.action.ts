import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { clusterPlace, contractingCluster } from '#rooms/registry';
import { insertContract, insertEdition, insertParties } from '../contract.store.ts';
import { STATE_KEEPERS } from '../contracts.roles.ts';
import { PHASE } from '../settings/contract-rules.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { contractsOf } from './contract-list.store.ts';
import { lifeRefusing } from './life.refusals.ts';
import { startingParties } from './starting-parties.rules.ts';

/**
 * Opens the contract of a cluster for the phase (R20), with an empty text and the parties that the registry tells: the State in each region,
 * the coordinating prefect first, each region, the association (R22). Other funders are added on the signature board.
 */
export const openContract = defineAction({
  name: 'contracts.openContract',
  title: { fr: 'Ouvrir un contrat', en: 'Open a contract' },
  path: '/clusters/{cluster}/contracts',
  permission: { who: STATE_KEEPERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: z.string().min(1).max(80), synthetic: z.boolean().default(false) }),
  output: z.object({ contract: z.string() }),
  refusals: lifeRefusing('CONTRACT_EXISTS', 'NO_REGION_RECORDED', 'SYNTHETIC_RESERVED'),
  async run(ctx, { cluster, synthetic }) {
    if (synthetic && ctx.actor.kind !== 'system') ctx.refuse('SYNTHETIC_RESERVED', { field: 'synthetic' });
    const { rules } = await rulesOf(ctx.sql);
    const held = await contractsOf(ctx.sql, cluster);
    const alive = held.find(({ state }) => state !== 'ended' && state !== 'terminated');
    if (alive) ctx.refuse('CONTRACT_EXISTS', { with: { contract: alive.id } });
    const party = (await contractingCluster(ctx.sql, cluster, ctx.today as Day))!;
    if (party.regions.length === 0) ctx.refuse('NO_REGION_RECORDED');
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
    ctx.record({
      object: { kind: 'contract', id: contract },
      after: { cluster, parties: parties.map(({ id }) => id) },
    });
    return { contract };
  },
});
