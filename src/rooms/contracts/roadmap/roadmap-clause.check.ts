import type { ActionContext } from '#kit/context.ts';
import { commonIndicators } from '#rooms/indicators';
import { filieres } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, type ClauseContents, ofKind } from '../clause/clause.ts';
import { parentFault } from '../clause/clause-order.rules.ts';
import { findContract } from '../contract.store.ts';
import type { ContractTable, EditionTable } from '../contract.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';
import { everyYear } from '../strategy/strategy-clause.rules.ts';
import { completed, type IndicatorDraft, indicatorFaults } from './indicator.rules.ts';
import { objectiveFaults } from './objective.rules.ts';
import { type Fault, faultFields } from './roadmap.refusals.ts';

/** What the checks below may refuse; whoever calls them takes `roadmapRefusing(...ROADMAP_CLAUSE_REFUSALS)`. */
export const ROADMAP_CLAUSE_REFUSALS = [
  'PARENT_GONE',
  'PARENT_IN_CIRCLE',
  'TREE_TOO_DEEP',
  'BEARER_REQUIRED',
  'UNKNOWN_TIE',
  'UNKNOWN_INDICATOR',
  'FIELD_REQUIRED',
  'RATIO_WITHOUT_PARTS',
  'SCALE_WITHOUT_LEVELS',
  'BASELINE_AFTER_TARGET',
  'BASELINE_AFTER_START',
  'BASELINE_NOT_RATIO',
  'YEAR_OUTSIDE_PHASE',
  'NOT_A_NUMBER',
  'NOT_AN_AMOUNT',
  'NOT_WHOLE',
  'NEGATIVE',
  'NOT_YES_NO',
  'NOT_A_LEVEL',
] as const;
type CheckRefusal = (typeof ROADMAP_CLAUSE_REFUSALS)[number];
export type CheckContext = ActionContext<CheckRefusal>;

/** Where a passage is to stand, and the one that it changes or puts back. */
export interface Place {
  readonly clause?: string | undefined;
  readonly parent: string | null;
}

/** What an objective alone may be refused for. */
export const OBJECTIVE_REFUSALS = [
  'PARENT_GONE',
  'PARENT_IN_CIRCLE',
  'TREE_TOO_DEEP',
  'BEARER_REQUIRED',
  'UNKNOWN_TIE',
] as const satisfies readonly CheckRefusal[];

const refuseAll = <Code extends CheckRefusal>(ctx: ActionContext<Code>, faults: readonly Fault[]): void => {
  const [first] = faults;
  if (first) ctx.refuse(first.code as Code, { ...(first.with && { with: first.with }), fields: faultFields(faults) });
};

/** The day on which the catalogue is read for a contract: today, kept within its term. */
export const catalogueDay = ({ starts_on, ends_on }: Pick<ContractTable, 'starts_on' | 'ends_on'>, today: string) =>
  today < starts_on ? starts_on : today > ends_on ? ends_on : today;

/** Refuses an objective that may not stand there in this edition, which the caller holds; every fault at once. */
export async function checkObjective(
  ctx: ActionContext<(typeof OBJECTIVE_REFUSALS)[number]>,
  edition: EditionTable,
  { clause, parent }: Place,
  content: ClauseContents['objective'],
): Promise<void> {
  const clauses = await clausesOf(ctx.sql, edition.id);
  const present = ofKind(clauses, 'objective').find(({ id }) => id === clause)?.content;
  const priorities = await regionalPrioritiesFor(ctx.sql, edition.contract_id);
  const known = await filieres(ctx.sql);
  refuseAll(
    ctx,
    objectiveFaults(
      clauses,
      { id: clause, parent, content },
      {
        // A priority withdrawn since stays tied until somebody unties it.
        priorities: new Set([...priorities.map(({ id }) => id), ...(present?.priorities ?? [])]),
        filieres: new Set([...known.map(({ slug }) => slug), ...(present?.filieres ?? [])]),
        areas: new Set([...ofKind(clauses, 'area').map(({ id }) => id), ...(present?.areas ?? [])]),
      },
    ),
  );
}

/** Gives an indicator as it is to be written, completed from the catalogue; refuses every fault at once. */
export async function checkIndicator(
  ctx: CheckContext,
  edition: EditionTable,
  { clause, parent }: Place,
  draft: IndicatorDraft,
): Promise<{ readonly content: ClauseContents['indicator']; readonly present: Clause<'indicator'> | null }> {
  const contract = (await findContract(ctx.sql, edition.contract_id))!;
  const years = everyYear({ ...contract, ends_on: edition.ends_on ?? contract.ends_on });
  const clauses = await clausesOf(ctx.sql, edition.id);
  const present = ofKind(clauses, 'indicator').find(({ id }) => id === clause) ?? null;
  const catalogue = await commonIndicators(ctx.sql, catalogueDay(contract, ctx.today));
  const fault = parentFault(clauses, { id: clause, kind: 'indicator' }, parent);
  const misplaced: Fault[] = fault ? [{ code: fault, field: 'parent' }] : [];
  const done = completed(draft, catalogue, present?.content ?? null);
  refuseAll(ctx, [...misplaced, ...(done.ok ? indicatorFaults(done.content, years) : done.faults)]);
  if (!done.ok) throw new Error('An indicator with faults was let through');
  return { content: done.content, present };
}
