import { describe, expect, it } from 'vitest';
import { day } from '#kit/period.ts';
import { betterClusters, MOST_SUGGESTED } from './better-cluster.rules.ts';
import {
  type DecisionAsked,
  type DecisionFacts,
  type DecisionFault,
  decisionFault,
  proposedDecision,
  tally,
} from './decision.rules.ts';
import {
  DEFAULT_GRID,
  FULL_SCORE,
  gridFault,
  markFaults,
  SPREAD_TO_DISCUSS,
  summary,
  weightedScore,
} from './grid.rules.ts';
import { DAYS_LEFT_TO_CALL, DEFAULT_RULES, earliestDecision } from './incubation.rules.ts';
import { reviewerFault } from './interest.rules.ts';
import type { Decision, Vote } from './labelling.ts';
import { FEWEST_CASES, oddsOf, shareOf } from './odds.rules.ts';
import { askFault, callState, type PresentLabel } from './submission.rules.ts';

describe('Asking for a label', () => {
  it.each([
    ['the day before the closing', '2015-12-07', 'open'],
    ['the closing day itself', '2015-12-08', 'open'],
    ['the day after the closing', '2015-12-09', 'closed'],
  ] as const)('A call that closes on 8 December 2015 may be asked on %s: %s', (_, on, state) => {
    expect(callState(day('2015-12-08'), day(on))).toBe(state);
  });

  it('A call whose closing day no document gives is let through, to be checked', () => {
    expect(callState(null, day('2040-01-01'))).toBe('to-check');
  });

  const present = (given: Partial<PresentLabel>): PresentLabel => ({
    call: 'fui-21',
    cluster: 'minalogic',
    decision: null,
    submission: 'in-review',
    ...given,
  });
  const ask = (coLabels: string[], ...labels: PresentLabel[]) =>
    askFault({ lead: 'minalogic', coLabels }, 'fui-21', labels)?.code ?? null;

  it.each<[string, string | null, string[], PresentLabel[]]>([
    ['A lead cluster and two co-labels may be asked (R62)', null, ['systematic', 'axelera'], []],
    ['The lead cluster is not a co-label too (R62)', 'LEAD_TWICE', ['minalogic'], []],
    ['A cluster is asked once (R61)', 'CLUSTER_TWICE', ['axelera', 'axelera'], []],
    ['A project that waits for an answer to a call does not ask it again (R61)', 'SUBMISSION_ALIVE', [], [present({})]],
    ['The same project may go to another call at the same time (R61)', null, [], [present({ call: 'pspc' })]],
    [
      'A cluster that labels the project for a call does not label it twice (R61)',
      'ALREADY_LABELLED',
      [],
      [present({ decision: 'labelled', submission: 'decided' })],
    ],
    [
      'Reservations are a label: the cluster does not give another (R61)',
      'ALREADY_LABELLED',
      [],
      [present({ decision: 'reservations', submission: 'decided' })],
    ],
    [
      'After a refusal the project may come again, for a new label (R61)',
      null,
      [],
      [present({ decision: 'refused', submission: 'decided' })],
    ],
    [
      'After a support letter the project may come again, for a new label (R61)',
      null,
      [],
      [present({ decision: 'support-letter', submission: 'decided' })],
    ],
    [
      'A submission withdrawn because the project changed its form is labelled again (R61)',
      null,
      [],
      [present({ decision: 'labelled', submission: 'withdrawn' })],
    ],
  ])('%s', (_, code, coLabels, labels) => {
    expect(ask(coLabels, ...labels)).toBe(code);
  });
});

describe('The incubation (R64)', () => {
  const call = { window: 'regions', opens: day('2014-01-01'), closes: day('2014-04-01') };
  it.each([
    ['two months for the FUI, whose calls are regular', { ...call, window: 'fui' }, '2014-03-15', 'months', false],
    ['the length of the call less two weeks for an irregular window', call, '2014-04-01', 'call', false],
    [
      'two months, to check, when the opening of an irregular call is not known',
      { ...call, opens: null },
      '2014-03-15',
      'months',
      true,
    ],
    ['no day at all for a call of two weeks', { ...call, closes: day('2014-01-15') }, '2014-01-15', 'call', false],
    ['one day for a call of two weeks and a day', { ...call, closes: day('2014-01-16') }, '2014-01-16', 'call', false],
  ] as const)('lasts %s', (_, given, expected, basis, toCheck) => {
    expect(earliestDecision(DEFAULT_RULES, given, day('2014-01-15'))).toMatchObject({ day: expected, basis, toCheck });
    expect(DAYS_LEFT_TO_CALL).toBe(14);
  });

  it('A call that closes before the end of the incubation is told to the applicant, not one that closes that very day', () => {
    const closing = (closes: string) =>
      earliestDecision(DEFAULT_RULES, { window: 'fui', opens: null, closes: day(closes) }, day('2014-01-15'));
    expect(closing('2014-03-14').afterClosing).toBe(true);
    expect(closing('2014-03-15').afterClosing).toBe(false);
  });
});

describe('Who may judge a project (R65)', () => {
  const expert = { active: true, confidentialitySignedOn: '2014-01-02', organisations: ['org-a'], declared: false };
  it.each([
    ['An expert of another organisation, who signed confidentiality', expert, null],
    ['One whose organisation is a partner', { ...expert, organisations: ['org-x', 'org-p'] }, 'PARTNER_INTEREST'],
    ['One who declared an interest', { ...expert, declared: true }, 'DECLARED_INTEREST'],
    ['One who has not signed confidentiality', { ...expert, confidentialitySignedOn: null }, 'NOT_SIGNED'],
    ['One who left the committee', { ...expert, active: false }, 'EXPERT_GONE'],
    ['One whose organisation is not known', { ...expert, organisations: [] }, null],
  ])('%s: %s', (_, given, fault) => {
    expect(reviewerFault(given, ['org-p', 'org-q'])).toBe(fault);
  });
});

describe('The grid of criteria', () => {
  const grid = [
    { id: 'a', fr: 'A', en: 'A', weight: 3, most: 5 },
    { id: 'b', fr: 'B', en: 'B', weight: 1, most: 10 },
  ];

  it('The score is weighted and brought to 100: 4 of 5 with weight 3 and 5 of 10 with weight 1 give 72.5', () => {
    expect(weightedScore(grid, { a: 4, b: 5 })).toBeCloseTo(72.5, 10);
    expect(weightedScore(grid, { a: 5, b: 10 })).toBe(FULL_SCORE);
    expect(weightedScore(grid, { a: 0, b: 0 })).toBe(0);
    expect(() => weightedScore(grid, { a: 4 })).toThrow(RangeError);
  });

  it('A mark stands from 0 to the highest of its criterion, and none is missing', () => {
    expect(markFaults(grid, { a: 0, b: 10 })).toEqual([]);
    expect(markFaults(grid, { a: 6, b: 11 }).map(({ code }) => code)).toEqual([
      'MARK_OUT_OF_RANGE',
      'MARK_OUT_OF_RANGE',
    ]);
    expect(markFaults(grid, { a: -1, b: 2.5 }).map(({ criterion }) => criterion)).toEqual(['a', 'b']);
    expect(markFaults(grid, { b: 3 })).toEqual([{ criterion: 'a', code: 'MARK_MISSING', most: 5 }]);
  });

  it('Reviewers who stand twenty points apart or more are told to discuss', () => {
    expect(summary([50, 50 + SPREAD_TO_DISCUSS - 0.1]).toDiscuss).toBe(false);
    expect(summary([50, 50 + SPREAD_TO_DISCUSS, 60])).toEqual({ count: 3, mean: 60, spread: 20, toDiscuss: true });
    expect(summary([80])).toEqual({ count: 1, mean: 80, spread: null, toDiscuss: false });
    expect(summary([])).toEqual({ count: 0, mean: null, spread: null, toDiscuss: false });
  });

  it('A grid has a criterion at least, each once; the one that Grappe starts with is sound', () => {
    expect(gridFault([])).toEqual({ code: 'GRID_EMPTY' });
    expect(gridFault([...grid, grid[0]!])).toEqual({ code: 'CRITERION_TWICE', name: 'A' });
    expect(gridFault(DEFAULT_GRID)).toBeNull();
  });
});

const votes = (inFavour: number, against: number, abstains = 0, left = 0): Vote[] => [
  ...Array<Vote>(inFavour).fill('for'),
  ...Array<Vote>(against).fill('against'),
  ...Array<Vote>(abstains).fill('abstains'),
  ...Array<Vote>(left).fill('left'),
];

/** The lead cluster, in a meeting on the day after the incubation, two reviews done and three votes for: it may label. */
const facts = (given: Partial<DecisionFacts> = {}): DecisionFacts => ({
  lead: true,
  cluster: 'minalogic',
  decided: false,
  submission: 'in-review',
  on: day('2014-03-16'),
  today: day('2014-03-20'),
  clusterLabelled: true,
  askedOn: day('2014-01-15'),
  earliest: day('2014-03-15'),
  reviewsDone: 2,
  reviewsNeeded: 2,
  meeting: { closed: false, onAgenda: true },
  votes: tally(votes(3, 0)),
  quorum: 3,
  interestedVoters: [],
  leadDecision: null,
  ...given,
});
const asked = (given: Partial<DecisionAsked> = {}): DecisionAsked => ({
  decision: 'labelled',
  procedure: 'meeting',
  reservations: null,
  offStrategy: false,
  betterCluster: null,
  earlyReason: null,
  ...given,
});
const written = { procedure: 'written' } as const;
const coLabel = { lead: false, meeting: null, votes: tally([]), reviewsDone: 0 };
const offStrategy = { decision: 'refused', offStrategy: true, betterCluster: 'axelera' } as const;

describe('A cluster’s decision', () => {
  it.each<[string, DecisionFault | null, Partial<DecisionFacts>, Partial<DecisionAsked>]>([
    ['A labelled cluster labels a project that its committee voted for (R60, R63)', null, {}, {}],
    [
      'A cluster without label of the programme that day labels nothing (R60)',
      'CLUSTER_NOT_LABELLED',
      { clusterLabelled: false },
      {},
    ],
    ['A label that is decided stays (R61)', 'ALREADY_DECIDED', { decided: true }, {}],
    ['A draft, or a request withdrawn, is not decided on', 'NOT_IN_REVIEW', { submission: 'withdrawn' }, {}],
    ['The lead cluster decides in a meeting', 'LEAD_NEEDS_MEETING', { meeting: null }, written],
    ['A co-label may follow the lead’s label in writing', null, { ...coLabel, leadDecision: 'labelled' }, written],
    [
      'A co-label may follow a label with reservations in writing',
      null,
      { ...coLabel, leadDecision: 'reservations' },
      written,
    ],
    ['A co-label does not precede the lead in writing', 'LEAD_FIRST', coLabel, written],
    ['A co-label does not follow a refusal in writing', 'LEAD_FIRST', { ...coLabel, leadDecision: 'refused' }, written],
    [
      'A file that is not on the agenda is not decided there',
      'NOT_ON_AGENDA',
      { meeting: { closed: false, onAgenda: false } },
      {},
    ],
    ['A closed meeting decides nothing more', 'MEETING_CLOSED', { meeting: { closed: true, onAgenda: true } }, {}],
    ['A meeting decides on its own day', null, { today: day('2014-03-16') }, {}],
    ['A file received on the day of the meeting is decided there', null, { askedOn: day('2014-03-16') }, {}],
    ['A file received the day after is not', 'RECEIVED_AFTER', { askedOn: day('2014-03-17') }, {}],
    ['A meeting does not decide the day before it is held', 'MEETING_AHEAD', { today: day('2014-03-15') }, {}],
    ['A label on the last day of the incubation’s wait is given (R64)', null, { on: day('2014-03-15') }, {}],
    ['A label the day before is too early (R64)', 'TOO_EARLY', { on: day('2014-03-14') }, {}],
    ['A label given early says why (R64)', null, { on: day('2014-03-14') }, { earlyReason: 'Appel avancé' }],
    ['A blank reason is none (R64)', 'TOO_EARLY', { on: day('2014-03-14') }, { earlyReason: '  ' }],
    [
      'A refusal waits for the incubation too (R64)',
      'TOO_EARLY',
      { on: day('2014-03-14'), votes: tally(votes(0, 3)) },
      { decision: 'refused' },
    ],
    [
      'A support letter may come before the end of the incubation',
      null,
      { on: day('2014-03-14') },
      { decision: 'support-letter' },
    ],
    [
      'A project off the strategy is told at once (R109)',
      null,
      { on: day('2014-03-14'), votes: tally(votes(0, 3)) },
      offStrategy,
    ],
    [
      'An off-strategy refusal names a better cluster (R109)',
      'BETTER_CLUSTER_MISSING',
      {},
      { ...offStrategy, betterCluster: null },
    ],
    [
      'The better cluster is another one (R109)',
      'BETTER_CLUSTER_ITSELF',
      {},
      { ...offStrategy, betterCluster: 'minalogic' },
    ],
    [
      'Off-strategy goes with a refusal only (R109)',
      'OFF_STRATEGY_REFUSES',
      {},
      { ...offStrategy, decision: 'labelled' },
    ],
    ['Reservations are written (R63)', 'RESERVATIONS_MISSING', {}, { decision: 'reservations' }],
    [
      'A label with its reservations is given (R63)',
      null,
      {},
      { decision: 'reservations', reservations: 'Préciser le marché' },
    ],
    ['One review too few: no label', 'REVIEWS_MISSING', { reviewsDone: 1 }, {}],
    ['One review too few: a support letter all the same', null, { reviewsDone: 1 }, { decision: 'support-letter' }],
    ['One vote under the quorum', 'NO_QUORUM', { votes: tally(votes(2, 0)) }, {}],
    ['Those who left the room make no quorum (R65)', 'NO_QUORUM', { votes: tally(votes(2, 0, 0, 4)) }, {}],
    ['Abstentions make the quorum', null, { votes: tally(votes(1, 0, 2)) }, {}],
    ['A quorum of zero still needs a vote', 'NO_QUORUM', { votes: tally([]), quorum: 0 }, {}],
    ['As many against as for: no label', 'VOTE_AGAINST', { votes: tally(votes(2, 2)) }, {}],
    ['As many against as for: a refusal', null, { votes: tally(votes(2, 2)) }, { decision: 'refused' }],
    ['One more for than against: no refusal', 'VOTE_FOR', { votes: tally(votes(2, 1)) }, { decision: 'refused' }],
    ['A voter turns out to have an interest (R65)', 'VOTES_INTERESTED', { interestedVoters: ['Camille'] }, {}],
  ])('%s', (_, fault, given, wanted) => {
    expect(decisionFault(facts(given), asked(wanted))).toBe(fault);
  });

  it.each<[string, Decision | null, Partial<DecisionFacts>]>([
    ['more votes for than against lead to the label', 'labelled', { votes: tally(votes(3, 2)) }],
    ['more against lead to a refusal', 'refused', { votes: tally(votes(2, 3)) }],
    ['even votes lead to nothing', null, { votes: tally(votes(2, 2)) }],
    ['without quorum, to nothing', null, { votes: tally(votes(2, 0)) }],
    ['for, but before the end of the incubation: a support letter (R63)', 'support-letter', { on: day('2014-03-14') }],
    ['for, but with too few reviews: a support letter (R63)', 'support-letter', { reviewsDone: 1 }],
  ])('The votes propose: %s', (_, decision, given) => {
    expect(proposedDecision(facts(given))).toBe(decision);
  });
});

describe('Where a refused project may go (R109)', () => {
  const cluster = (id: string, sector: string, region: string, labelled = true) => ({
    id,
    name: id,
    sector,
    region,
    labelled,
  });
  const clusters = [
    cluster('lyonbiopole', 'Biotechnologies et santé', '82'),
    cluster('medicen', 'Biotechnologies et santé', '11'),
    cluster('ancien', 'Biotechnologies et santé', '82', false),
    cluster('minalogic', 'Microélectronique et logiciel', '82'),
  ];
  it('Labelled clusters of the project’s sector, those of the same region first, never the one that refuses', () => {
    expect(betterClusters(clusters, 'minalogic', 'sante', '11').map(({ id }) => id)).toEqual([
      'medicen',
      'lyonbiopole',
    ]);
    expect(betterClusters(clusters, 'medicen', 'sante', '82').map(({ id }) => id)).toEqual(['lyonbiopole']);
  });
  it('Nothing is suggested for a project of unknown sector, and never more than a handful', () => {
    expect(betterClusters(clusters, 'minalogic', null, '82')).toEqual([]);
    const many = Array.from({ length: 20 }, (_, n) => cluster(`sante-${n}`, 'Biotechnologies et santé', '11'));
    expect(betterClusters(many, 'minalogic', 'sante', null)).toHaveLength(MOST_SUGGESTED);
  });
});

describe('The odds that applicants see', () => {
  it('Below ten cases there are too few to say; with ten the share is shown', () => {
    expect(shareOf(7, FEWEST_CASES - 1)).toEqual({ of: 7, among: 9, share: null });
    expect(shareOf(8, FEWEST_CASES)).toEqual({ of: 8, among: 10, share: 0.8 });
  });
  it('Files that still wait for a funder count neither for nor against', () => {
    const counts = { decided: 50, labelled: 40, refused: 8, supportLetters: 2, funded: 15, notFunded: 15, waiting: 10 };
    expect(oddsOf(counts)).toEqual({
      labelled: { of: 40, among: 50, share: 0.8 },
      funded: { of: 15, among: 30, share: 0.5 },
    });
  });
});
