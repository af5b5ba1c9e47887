import type { Day } from '#kit/period.ts';
import { type Decision, grants, type SubmissionState } from './labelling.ts';

/** May a project still come to this call? A call whose last day no document gives is let through, to be checked by whoever asks. */
export const callState = (closes: Day | null, on: Day): 'open' | 'closed' | 'to-check' =>
  closes === null ? 'to-check' : on > closes ? 'closed' : 'open';

export interface Asked {
  readonly lead: string;
  readonly coLabels: readonly string[];
}

export interface PresentLabel {
  readonly call: string;
  readonly cluster: string;
  readonly decision: Decision | null;
  readonly submission: SubmissionState;
}

export type AskFault =
  | { readonly code: 'LEAD_TWICE' }
  | { readonly code: 'CLUSTER_TWICE'; readonly cluster: string }
  | { readonly code: 'SUBMISSION_ALIVE' }
  | { readonly code: 'ALREADY_LABELLED'; readonly cluster: string };

/**
 * What is wrong with asking these clusters: one lead, each cluster once (R62), one submission at a time to a call, and no cluster that labels already
 * (R61). After a refusal, or after a submission that was withdrawn, the project may come again: those are new labels.
 */
export function askFault(asked: Asked, call: string, present: readonly PresentLabel[]): AskFault | null {
  if (asked.coLabels.includes(asked.lead)) return { code: 'LEAD_TWICE' };
  const twice = asked.coLabels.find((one, index) => asked.coLabels.indexOf(one) !== index);
  if (twice) return { code: 'CLUSTER_TWICE', cluster: twice };
  const same = present.filter((one) => one.call === call);
  if (same.some(({ submission }) => submission === 'draft' || submission === 'in-review'))
    return { code: 'SUBMISSION_ALIVE' };
  const held = same.find(
    ({ cluster, decision, submission }) =>
      submission === 'decided' && grants(decision) && [asked.lead, ...asked.coLabels].includes(cluster),
  );
  return held ? { code: 'ALREADY_LABELLED', cluster: held.cluster } : null;
}
