import { addDays, addMonths, type Day } from '#kit/period.ts';
import type { Criterion, SupportDecision } from './support-decision.ts';

/** The last day on which the cluster may reply. */
export const replyDueOn = (notifiedOn: Day, replyDays: number): Day => addDays(notifiedOn, replyDays);

/** The cluster replied, or had the whole of its delay to do so (R35). */
export const replyWasPossible = (decision: Pick<SupportDecision, 'reply' | 'replyDueOn'>, today: Day): boolean =>
  decision.reply !== null || today > decision.replyDueOn;

/** A decision rests on its reasons and on criteria, each with its value (R35). */
export const decisionIsReasoned = (decision: Pick<SupportDecision, 'reasons' | 'criteria'>): boolean =>
  decision.reasons.trim() !== '' && decision.criteria.length > 0;

export type CriterionFault = 'PROJECTS_UNSAID' | 'CO_LABELLED_MISSING' | 'WINDOWS_MISSING' | 'DEFINITION_MISSING';

/**
 * What is wrong with a criterion (R36): one that counts projects counts the co-labelled ones, and other windows than the FUI, and says how.
 * One that speaks of projects counts them.
 */
export function criterionFault(criterion: Criterion): CriterionFault | null {
  if (!criterion.countsProjects) return /\bprojets?\b|\bprojects?\b/i.test(criterion.name) ? 'PROJECTS_UNSAID' : null;
  if (!criterion.coLabelled) return 'CO_LABELLED_MISSING';
  if (!criterion.windows.some((window) => window !== 'fui')) return 'WINDOWS_MISSING';
  return criterion.definition.trim() === '' ? 'DEFINITION_MISSING' : null;
}

/** Day by which the improvement axes of a contract are examined (R31). */
export const examinationDueOn = (signedOn: Day, months: number): Day => addMonths(signedOn, months);
