import { type Day, daysBetween } from '#kit/period.ts';
import type { ApplicationState } from './application.ts';

/** Who is waited for. `partner`: the beneficiaries, whose work is to be shown before the next payment. */
export type Awaited = 'applicant' | 'cluster' | 'funder' | 'partner';

export interface Step {
  readonly state: ApplicationState;
  readonly on: Day;
}

export interface FileSituation {
  readonly state: ApplicationState;
  /** Oldest first; the first is the draft. */
  readonly steps: readonly Step[];
  /** Day since which a payment request waits for the funder; null when none does. */
  readonly paymentSince: Day | null;
  /** Day of the last payment or refusal of one. */
  readonly lastSettled: Day | null;
  /** Day since which a label that the window requires is asked and undecided; null when none is. */
  readonly labelSince: Day | null;
}

export interface Waiting {
  readonly who: Awaited;
  readonly since: Day;
  readonly days: number;
}

const latest = (days: readonly (Day | null)[]): Day =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1)!;

/** Who holds a file, since when; null once it is over. */
export function waitingOf(file: FileSituation, on: Day): Waiting | null {
  const last = file.steps.at(-1)!.on;
  const since = (who: Awaited, day: Day): Waiting => ({ who, since: day, days: Math.max(0, daysBetween(day, on)) });
  switch (file.state) {
    case 'draft':
      return since('applicant', last);
    case 'submitted':
      return file.labelSince ? since('cluster', latest([last, file.labelSince])) : since('funder', last);
    case 'eligible':
      return since('funder', last);
    case 'selected':
      // The file is completed by those who asked; the six months run against them (R76).
      return since('applicant', last);
    case 'agreement':
      return file.paymentSince
        ? since('funder', file.paymentSince)
        : since('partner', latest([last, file.lastSettled]));
    default:
      return null;
  }
}

/** A step with the days that led to it; null for the first. */
export interface TimedStep extends Step {
  readonly days: number | null;
}

export const timed = <Of extends Step>(steps: readonly Of[]): (Of & { readonly days: number | null })[] =>
  steps.map((step, index) => ({ ...step, days: index === 0 ? null : daysBetween(steps[index - 1]!.on, step.on) }));

/** Days before the end of a selection from which its team is warned: the time to gather signatures. */
export const LAPSE_WARNING_DAYS = 60;

/** A selection is late once its last day has passed (R76); that day itself still serves. */
export const hasLapsed = (lapsesAfter: Day | null, on: Day): boolean => lapsesAfter !== null && on > lapsesAfter;

export const lapsesSoon = (lapsesAfter: Day | null, on: Day): boolean =>
  lapsesAfter !== null && !hasLapsed(lapsesAfter, on) && daysBetween(on, lapsesAfter) <= LAPSE_WARNING_DAYS;
