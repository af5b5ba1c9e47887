import { addDays, type Day } from '#kit/period.ts';
import type { LabelDecision, LabelState } from '../vocabulary.ts';

/** What a decision says, whatever else is recorded with it. */
export interface Decision {
  readonly id: string;
  readonly decision: LabelDecision;
  readonly decidedOn: string;
  readonly validFrom: string;
  /** Last day of the term (R10); null when none was set. */
  readonly validTo: string | null;
  readonly conditions: string | null;
}

export interface LabelOnDay {
  readonly state: LabelState;
  /** First day of the present unbroken state. */
  readonly since: Day | null;
  /** Held already before `since`: the first decision known is a renewal. */
  readonly sinceAtLeast: boolean;
  /** Last day of the term; null when none was set. */
  readonly until: Day | null;
  readonly conditions: string | null;
}

const inOrder = (decisions: readonly Decision[]): Decision[] =>
  decisions.toSorted(
    (a, b) =>
      a.validFrom.localeCompare(b.validFrom) || a.decidedOn.localeCompare(b.decidedOn) || a.id.localeCompare(b.id),
  );

const ENDED: Partial<Record<LabelDecision, LabelState>> = { withdrawn: 'withdrawn', merged: 'merged' };

function after(label: LabelOnDay, { decision, validFrom, validTo, conditions }: Decision): LabelOnDay {
  const from = validFrom as Day;
  const ended = ENDED[decision];
  if (ended) return { state: ended, since: from, sinceAtLeast: false, until: null, conditions: null };
  const unbroken = label.state === 'labelled' && (label.until === null || addDays(label.until, 1) >= from);
  return {
    state: 'labelled',
    since: unbroken ? label.since : from,
    sinceAtLeast: unbroken ? label.sinceAtLeast : decision === 'renewed' && label.state === 'candidate',
    until: validTo as Day | null,
    conditions,
  };
}

/** The label that the decisions taken so far give on a day (R08, R10): a term that ran out without renewal is expired, not withdrawn. */
export function labelOn(decisions: readonly Decision[], on: string): LabelOnDay {
  const none: LabelOnDay = { state: 'candidate', since: null, sinceAtLeast: false, until: null, conditions: null };
  const label = inOrder(decisions.filter((one) => one.validFrom <= on)).reduce(after, none);
  if (label.state !== 'labelled' || label.until === null || label.until >= on) return label;
  return { ...label, state: 'expired', since: addDays(label.until, 1), sinceAtLeast: false };
}
