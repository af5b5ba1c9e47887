import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { nationwide, reaches } from '#rooms/registry';
import { RULE_KEEPERS } from '../contracts.roles.ts';
import { contractRules, PHASE } from './contract-rules.ts';
import { rulesOf } from './settings.store.ts';

export const rulesDetail = z.object({
  phase: z.string(),
  rules: contractRules,
  /** 0 while they are those that the programme starts with. */
  revision: z.int(),
  /** May the reader change them? */
  open: z.boolean(),
});
export type RulesDetail = z.infer<typeof rulesDetail>;

/** The programme's rules on contracts, open to all: they bind the administration as well as the clusters. */
export const getRules = defineQuery({
  name: 'contracts.getRules',
  title: { fr: 'Lire les règles des contrats', en: 'Read the rules of the contracts' },
  path: '/contract-rules',
  permission: { who: 'public' },
  input: z.object({}),
  output: rulesDetail,
  async run({ sql, actor }) {
    return { phase: PHASE, ...(await rulesOf(sql)), open: reaches(actor, RULE_KEEPERS, await nationwide()) };
  },
});
