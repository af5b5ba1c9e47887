import { addDays, type Day } from '#kit/period.ts';
import { type Chance, chance } from './chance.ts';
import { HOME, weekday } from './contracts-story.ts';

/** Years whose figures were collected; the campaign on the last of them is under way on the reference day. */
export const CAMPAIGN_YEARS = [2013, 2014, 2015, 2016, 2017] as const;
export const LAST_CAMPAIGN = 2017;

/** How far a return has come. */
export type Course =
  | 'validated'
  | 'with-region'
  | 'with-state'
  | 'sent-back'
  | 'draft'
  | 'not-started'
  | 'closed-without-return';

/** The days of one return, and what happens to it. Days that its course does not reach mean nothing. */
export interface Fate {
  readonly course: Course;
  readonly luck: Chance;
  readonly openedOn: Day;
  readonly submittedOn: Day;
  /** The State sends it back; submitted again on `againOn`, null when it never was sent back, or still is. */
  readonly sentBackOn: Day;
  readonly againOn: Day | null;
  readonly stateOn: Day;
  readonly regionOn: Day;
  /** The region says nothing in its days. */
  readonly isSilent: boolean;
  /** The cluster maintains a figure that facts contradict. */
  readonly isDisputed: boolean;
  /** Other authorities of the contract give their opinion. */
  readonly hasOpinion: boolean;
}

/** Returned after the deadline, three a year; `novalog` two years running. The first was late twice before it was watched more closely. */
const LATE: Readonly<Record<number, readonly string[]>> = {
  2013: ['elastopole', 'cap-digital', 'lyonbiopole'],
  2014: ['elastopole', 'plastipolis', 'scs'],
  2015: ['novalog', 'axelera', 'capenergies'],
  2016: ['novalog', 'cap-digital', 'plastipolis'],
};

/** Answered by no return, for a reason that was named. */
const CLOSED: Readonly<Record<number, string>> = { 2014: 'axelera' };

const MENDED: Readonly<Record<number, readonly string[]>> = {
  2013: ['capenergies'],
  2014: ['lyonbiopole'],
  2015: ['cap-digital'],
  2016: ['axelera'],
};

/** The campaign under way: every situation between the few clusters that a light demonstration writes. */
const UNDER_WAY: Readonly<Record<string, Course>> = {
  [HOME]: 'with-state',
  lyonbiopole: 'validated',
  elastopole: 'validated',
  scs: 'with-region',
  capenergies: 'with-region',
  axelera: 'sent-back',
  plastipolis: 'with-state',
  'cap-digital': 'draft',
  novalog: 'not-started',
};

/** Days from the deadline on which those that the State still has were submitted: one is late. */
const WITH_STATE: Readonly<Record<string, number>> = { [HOME]: -4, plastipolis: 4 };

/** Of the others, in a hundred. */
const UNDER_WAY_ELSEWHERE: readonly (readonly [Course, number])[] = [
  ['validated', 48],
  ['with-region', 64],
  ['with-state', 82],
  ['sent-back', 88],
  ['draft', 94],
  ['not-started', 100],
];

/** The region whose officers answered nothing in one campaign, and not in the next either. */
export const SILENT_REGION = '93';
export const SILENT_YEAR = 2016;

/** Days of an authority, as the campaigns of the demonstration set them. */
export const ANSWER_DAYS = 30;

export const seeded = (seed: string): Chance =>
  chance([...seed].reduce((sum, letter) => (sum * 37 + letter.charCodeAt(0)) >>> 0, 11));

/** What becomes of the return of a cluster for a year. `region`: where it is coordinated, by the list of 2013. */
export function fateOf(cluster: string, region: string | null, year: number): Fate {
  const luck = seeded(`déclaration ${cluster} ${year}`);
  const course = courseOf(cluster, year, luck);
  const due = `${year + 1}-03-31` as Day;
  const isLate = LATE[year]?.includes(cluster) ?? false;
  const isSilent = region === SILENT_REGION && year >= SILENT_YEAR;
  // What is settled by mid-April, or waits for a region whose days have passed, began in January.
  const isEarly = year === LAST_CAMPAIGN && (course === 'validated' || (course === 'with-region' && isSilent));
  const [from, to] = isEarly ? [3, 8] : year === LAST_CAMPAIGN && course === 'with-region' ? [35, 48] : [4, 55];
  const openedOn = weekday(
    isLate ? addDays(due, -luck.whole(3, 20)) : addDays(`${year + 1}-01-15` as Day, luck.whole(from, to)),
  );
  const submittedOn = isLate
    ? addDays(due, luck.whole(4, 22))
    : course === 'with-state'
      ? addDays(due, WITH_STATE[cluster] ?? -2)
      : addDays(openedOn, luck.whole(4, 14));
  const sentBackOn = addDays(submittedOn, luck.whole(8, 14));
  const againOn = addDays(sentBackOn, luck.whole(4, 9));
  const isMended =
    cluster !== HOME && course === 'validated' && !isLate && (MENDED[year]?.includes(cluster) || luck.hit(0.05));
  const stateOn = addDays(isMended ? againOn : submittedOn, luck.whole(6, isEarly ? 14 : 24));
  return {
    course,
    luck,
    openedOn,
    submittedOn,
    sentBackOn,
    againOn: isMended ? againOn : null,
    stateOn,
    regionOn: addDays(stateOn, isSilent ? ANSWER_DAYS + 1 : luck.whole(5, isEarly ? 16 : 24)),
    isSilent,
    isDisputed: cluster === HOME && year === LAST_CAMPAIGN,
    hasOpinion: (cluster === HOME && year === LAST_CAMPAIGN) || luck.hit(0.35),
  };
}

function courseOf(cluster: string, year: number, luck: Chance): Course {
  if (CLOSED[year] === cluster) return 'closed-without-return';
  if (year !== LAST_CAMPAIGN) return 'validated';
  const drawn = luck.next() * 100;
  return UNDER_WAY[cluster] ?? UNDER_WAY_ELSEWHERE.find(([, below]) => drawn < below)![0];
}
