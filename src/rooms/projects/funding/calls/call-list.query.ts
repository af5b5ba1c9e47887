import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { CERTAINTIES, speakingDay } from '#rooms/registry';
import { daySchema } from '../../projects.schemas.ts';
import { saying, spoken } from '../calculator/funding-answer.ts';
import type { FundingReference } from '../funding-reference.load.ts';
import { type FundingCall, LABEL_RULES } from '../funding-window.ts';
import { addedEntries, fundingReferenceOf } from './call-addition.store.ts';
import { CALL_STATES, callStateOn, daysLeft, fuiCallsByYear } from './call-calendar.rules.ts';
import { callRuleLines } from './call-in-words.ts';

const callRow = saying.extend({
  id: z.string(),
  window: saying.extend({ id: z.string(), label: z.enum(LABEL_RULES) }),
  opens: daySchema.nullable(),
  closes: daySchema.nullable(),
  /** What is known of the dates when a day is not. */
  dates: saying.nullable(),
  state: z.enum(CALL_STATES),
  daysLeft: z.int().nullable(),
  source: z.string(),
  certainty: z.enum(CERTAINTIES),
  /** Added by the programme to those of the reference. */
  added: z.boolean(),
  rules: z.array(saying.extend({ rule: z.string().nullable(), source: z.string(), certainty: z.enum(CERTAINTIES) })),
  rates: z.array(
    z.object({
      of: z.enum(['sme', 'eti', 'large', 'laboratory']),
      when: z.enum(['inside', 'outside', 'anywhere', 'full', 'additional', 'labelled', 'unlabelled']),
      percent: z.number(),
      source: z.string(),
    }),
  ),
});
export type CallRow = z.output<typeof callRow>;

export const callList = z.object({
  on: daySchema,
  /** By closing day, the latest first; then those whose closing day nobody knows. */
  rows: z.array(callRow),
  windows: z.array(saying.extend({ id: z.string() })),
  /** R117, year by year. */
  fuiYears: z.array(
    z.object({ year: z.int(), calls: z.array(z.string()), finding: z.enum(['met', 'not-met', 'to-check']) }),
  ),
  /** What a new call may take over. */
  ruleSets: z.array(z.string()),
  schemes: z.array(z.string()),
});
export type CallList = z.output<typeof callList>;

/** Funding windows and their calls, with their rules and where these come from. */
export const listCalls = defineQuery({
  name: 'projects.listCalls',
  title: { fr: 'Lister les appels à projets', en: 'List calls for projects' },
  path: '/funding-calls',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({
    window: z.string().max(80).optional(),
    state: z.enum(CALL_STATES).optional(),
  }),
  output: callList,
  async run({ sql, today }, { window, state }) {
    const on = await speakingDay(sql, undefined, today);
    const reference = await fundingReferenceOf(sql);
    const added = await addedEntries(sql);
    const rows = reference.calls
      .filter((call) => window === undefined || call.window.id === window)
      .map((call) => callRowOf(reference, call, { on, added: added.has(call.id) }))
      .filter((row) => state === undefined || row.state === state)
      .toSorted((one, other) => (other.closes ?? '').localeCompare(one.closes ?? ''));
    return {
      on,
      rows,
      windows: reference.windows.map(({ id, name }) => ({ id, ...spoken(name) })),
      fuiYears: fuiCallsByYear(reference.calls).map((one) => ({ ...one, calls: [...one.calls] })),
      ruleSets: [...reference.ruleSets],
      schemes: [...reference.schemes],
    };
  },
});

const callRowOf = (
  reference: FundingReference,
  call: FundingCall,
  { on, added }: { readonly on: Parameters<typeof callStateOn>[1]; readonly added: boolean },
): CallRow => ({
  id: call.id,
  ...spoken(call.name),
  window: { id: call.window.id, label: call.window.label, ...spoken(call.window.name) },
  opens: call.opens,
  closes: call.closes,
  dates: call.dates && spoken(call.dates),
  state: callStateOn(call, on),
  daysLeft: daysLeft(call, on),
  source: call.source,
  certainty: call.certainty,
  added,
  rules: callRuleLines(reference, call),
  rates: call.rates.map((rate) => ({ ...rate })),
});
