import type { Day } from '#kit/period.ts';

/** A campaign as the calendar knows it. */
export interface Campaign {
  readonly year: number;
  readonly opensOn: Day;
  readonly dueOn: Day;
}

/** What one cluster returned for it; the row begins when somebody opens the return. */
export interface ReturnRow {
  readonly year: number;
  readonly state: 'draft' | 'submitted' | 'returned' | 'state-accepted' | 'validated' | 'closed-without-return';
  readonly dueOn: Day;
  /** Day of the first submission. */
  readonly submittedOn: Day | null;
  /** An authority sent it back at least once. */
  readonly sentBack: boolean;
  /** Until when the authority whose turn it is must answer. */
  readonly answerDueOn: Day | null;
}

/** How a cluster kept one campaign. `waiting`: not submitted, and not due yet. */
export const RECORDS = ['on-time', 'late', 'overdue', 'missing', 'waiting'] as const;
export interface ReturnRecord {
  readonly year: number;
  readonly kept: (typeof RECORDS)[number];
  readonly state: ReturnRow['state'] | 'not-started';
  readonly dueOn: Day;
  readonly submittedOn: Day | null;
  /** Late by: until the submission, or until today while there is none. */
  readonly daysLate: number;
  readonly sentBack: boolean;
  /** The authority that answers now, and by how many days its clock has passed. */
  readonly answerBy: 'state' | 'region' | null;
  readonly answerDueOn: Day | null;
  readonly daysSilent: number;
}

const DAY_MS = 86_400_000;
export const daysFrom = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const ANSWERED_BY = { submitted: 'state', 'state-accepted': 'region' } as const;

/** How a cluster kept a campaign, seen on a day; a return that nobody opened is counted like one that was (principle 7). Null before it opens. */
export function recordOf(campaign: Campaign, row: ReturnRow | null, on: Day): ReturnRecord | null {
  if (on < campaign.opensOn) return null;
  const dueOn = row?.dueOn ?? campaign.dueOn;
  const submittedOn = row?.submittedOn ?? null;
  const daysLate = Math.max(0, daysFrom(dueOn, submittedOn ?? on));
  const answerBy = row && row.state in ANSWERED_BY ? ANSWERED_BY[row.state as keyof typeof ANSWERED_BY] : null;
  const answerDueOn = answerBy ? row!.answerDueOn : null;
  return {
    year: campaign.year,
    kept: keptBy(row, submittedOn, daysLate),
    state: row?.state ?? 'not-started',
    dueOn,
    submittedOn,
    daysLate,
    sentBack: row?.sentBack ?? false,
    answerBy,
    answerDueOn,
    daysSilent: answerDueOn ? Math.max(0, daysFrom(answerDueOn, on)) : 0,
  };
}

function keptBy(row: ReturnRow | null, submittedOn: Day | null, daysLate: number): ReturnRecord['kept'] {
  if (row?.state === 'closed-without-return') return 'missing';
  if (submittedOn) return daysLate > 0 ? 'late' : 'on-time';
  return daysLate > 0 ? 'overdue' : 'waiting';
}

/** Campaigns whose day has passed for this cluster, the latest first: those that a habit is read from. */
export const settled = (records: readonly ReturnRecord[]): ReturnRecord[] =>
  records.filter(({ kept }) => kept !== 'waiting').toSorted((a, b) => b.year - a.year);

/** How many of the latest campaigns, in a row, answer a question. */
export function inARow(records: readonly ReturnRecord[], is: (record: ReturnRecord) => boolean): number {
  const all = settled(records);
  const broken = all.findIndex((record) => !is(record));
  return broken === -1 ? all.length : broken;
}
