import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { nationwide } from '#rooms/registry';
import { RULE_KEEPERS } from '../contracts.roles.ts';
import { longText } from '../contracts.schemas.ts';
import { canonicalJson } from '../text/frozen-text.ts';
import { type ContractRules, contractRules, PHASE } from './contract-rules.ts';
import { settingsRefusing } from './settings.refusals.ts';
import { lockRules, rulesOf, saveRules } from './settings.store.ts';

/**
 * Changes the programme's rules on contracts. They apply from now on: a contract keeps the days that it was opened with, and a deadline that
 * runs keeps the one that it was given.
 */
export const updateRules = defineAction({
  name: 'contracts.updateRules',
  title: { fr: 'Changer les règles des contrats', en: 'Change the rules of the contracts' },
  method: 'PUT',
  path: '/contract-rules',
  permission: { who: RULE_KEEPERS, where: nationwide },
  input: z.object({
    rules: contractRules,
    /** The revision that was read. */
    revision: z.int().min(0),
    reason: longText,
  }),
  output: z.object({ phase: z.string(), revision: z.int() }),
  refusals: settingsRefusing(
    'RULES_CHANGED',
    'TERM_BEFORE_START',
    'DUE_OUTSIDE_TERM',
    'PATH_OUTSIDE_TERM',
    'NOTHING_CHANGED',
  ),
  async run(ctx, { rules, revision, reason }) {
    await lockRules(ctx.sql);
    const present = await rulesOf(ctx.sql);
    if (rules.endsOn < rules.startsOn) ctx.refuse('TERM_BEFORE_START', { field: 'rules.endsOn' });
    if (rules.signatureDueOn < rules.startsOn || rules.signatureDueOn > rules.endsOn)
      ctx.refuse('DUE_OUTSIDE_TERM', { field: 'rules.signatureDueOn' });
    const stray = Object.entries(rules.publicSharePath).find(
      ([year, share]) => share !== null && (year < rules.startsOn.slice(0, 4) || year > rules.endsOn.slice(0, 4)),
    );
    if (stray)
      ctx.refuse('PATH_OUTSIDE_TERM', { field: `rules.publicSharePath.${stray[0]}`, with: { year: stray[0] } });
    if (present.revision !== revision) ctx.refuse('RULES_CHANGED');
    const { before, after } = changed(present.rules, rules);
    if (Object.keys(after).length === 0) ctx.refuse('NOTHING_CHANGED');
    await saveRules(ctx.sql, rules, revision + 1);
    ctx.record({ object: { kind: 'contract-rules', id: PHASE }, reason, before, after });
    return { phase: PHASE, revision: revision + 1 };
  },
});

/** The rules that differ, as they were and as they become. */
function changed(was: ContractRules, is: ContractRules) {
  const names = (Object.keys(is) as (keyof ContractRules)[]).filter(
    (name) => canonicalJson(was[name]) !== canonicalJson(is[name]),
  );
  const only = (rules: ContractRules) => Object.fromEntries(names.map((name) => [name, rules[name]]));
  return { before: only(was), after: only(is) };
}
