import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { clusterPlace, paging, searchWords, speakingDay } from '#rooms/registry';
import { CONTRACT_STATES } from '../contract.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { daySchema } from '../contracts.schemas.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { contractFacets, contractRowOf, filterContracts, sortContracts } from './contract-list.rules.ts';
import { contractsOf } from './contract-list.store.ts';
import { CONTRACT_SORTS, contractList } from './contract-list.ts';
import { factsInReach, missingOf } from './visible-facts.ts';

/** The contracts within the reader's reach, with what waits for them. */
export const listContracts = defineQuery({
  name: 'contracts.listContracts',
  title: { fr: 'Lister les contrats', en: 'List contracts' },
  path: '/contracts',
  permission: { who: CONTRACT_READERS },
  input: z.object({
    q: searchWords,
    state: z.enum(CONTRACT_STATES).optional(),
    /** Code of the coordinating region, in the list of the day. */
    region: z.string().max(20).optional(),
    late: z.boolean().optional(),
    /** `me`: those in which the reader has something to do. */
    waitingFor: z.enum(['me']).optional(),
    sort: z.enum(CONTRACT_SORTS).default('cluster'),
    ...paging,
    // All of them stand on one page: there are 71.
    pageSize: paging.pageSize.default(100),
  }),
  output: contractList,
  async run({ sql, actor, today }, { sort, order, page, pageSize, ...filter }) {
    const on = await speakingDay(sql, undefined, today);
    const { rules } = await rulesOf(sql);
    const contracts = await factsInReach(sql, actor, on);
    const missing = await missingOf(sql, actor, contracts);
    const all = contracts.map((contract) =>
      contractRowOf(contract, { actor, rules, on, missing: missing.get(contract.id) ?? null }),
    );
    const rows = sortContracts(filterContracts(all, filter), sort, order);
    return {
      on,
      total: rows.length,
      page,
      pageSize,
      rows: rows.slice((page - 1) * pageSize, page * pageSize),
      facets: contractFacets(filterContracts(all, { ...filter, state: undefined, region: undefined })),
      late: all.filter((row) => row.late).length,
      waiting: all.filter((row) => row.mine.length > 0).length,
      synthetic: rows.some((row) => row.synthetic),
    };
  },
});

/** The contracts of one cluster, the oldest first: one, unless a former one was ended or terminated. */
export const listClusterContracts = defineQuery({
  name: 'contracts.listClusterContracts',
  title: { fr: 'Lister les contrats d’un pôle', en: 'List the contracts of a cluster' },
  path: '/clusters/{cluster}/contracts',
  permission: { who: CONTRACT_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: z.string().min(1).max(80) }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        state: z.enum(CONTRACT_STATES),
        startsOn: daySchema,
        endsOn: daySchema,
        signedOn: daySchema.nullable(),
        closedOn: daySchema.nullable(),
      }),
    ),
  }),
  async run({ sql }, { cluster }) {
    return {
      rows: (await contractsOf(sql, cluster)).map((one) => ({
        id: one.id,
        state: one.state,
        startsOn: one.starts_on,
        endsOn: one.ends_on,
        signedOn: one.signed_on,
        closedOn: one.closed_on,
      })),
    };
  },
});
