import type { Day } from '#kit/period.ts';
import type { CampaignState } from '../campaign.workflow.ts';
import { type Answer, type HeldCell, NO_ANSWER } from '../return.ts';
import type { AskedFigure } from './asked.rules.ts';
import { type ReadReturn, unwritten } from './return-reading.ts';

/** A return with a figure of every kind, without a store: for what reads and writes workbooks. */

const both = (text: string) => ({ fr: text, en: text });

const figure = (key: string, measure: AskedFigure['measure'], rest: Partial<AskedFigure> = {}): AskedFigure => ({
  key,
  code: null,
  label: both(`Chiffre ${key} (fictif)`),
  unit: both('unités'),
  measure,
  direction: 'up',
  cumulation: 'per-year',
  levels: [],
  numerator: both('Une part'),
  denominator: both('Le tout'),
  money: false,
  question: null,
  ...rest,
});

const FIGURES: readonly (readonly [AskedFigure, Partial<HeldCell>])[] = [
  [figure('PRJ-01', 'count'), { ...known(12), revision: 3 }],
  // Shared between two clusters: a part of a product, which nobody typed.
  [figure('RES-05', 'count'), { ...known(2.5), origin: 'counted', revision: 1 }],
  [figure('FIN-02', 'amount', { unit: both('€') }), { ...known(123_456_789), revision: 2 }],
  [
    figure('GOU-01', 'ratio', { money: true }),
    { ...known(47.09), numerator: 88_100_050, denominator: 187_100_000, revision: 1 },
  ],
  [figure('EXP-03', 'ratio'), { ...NO_ANSWER, state: 'not-known', notBefore: '2017-03-15' as Day, revision: 2 }],
  [figure('minalogic-2013/cla-1', 'yes-no'), { ...known(1), revision: 1 }],
  [
    figure('minalogic-2013/cla-2', 'scale', { levels: ['Idée', 'Essai, suivi', 'Usage'] }),
    { ...known(2), revision: 1 },
  ],
  [
    figure('SAT-02', 'count'),
    { ...NO_ANSWER, state: 'not-applicable', comment: 'Pas de «\u202fprogramme\u202f»', revision: 4 },
  ],
  [figure('question-1', 'text'), { ...NO_ANSWER, text: 'Deux lignes\nde texte', revision: 1 }],
  [figure('MEM-02', 'count'), { reasonCode: 'funding-late', reasonText: 'Convention signée en mai', revision: 1 }],
];

function known(value: number): Answer {
  return { ...NO_ANSWER, state: 'known', value };
}

export function fictitiousReturn(): ReadReturn {
  const figures = FIGURES.map(([one]) => one);
  return {
    cluster: { id: 'minalogic', name: 'Minalogic' },
    campaign: {
      year: 2016,
      state: 'open' as CampaignState,
      opensOn: '2017-01-15' as Day,
      dueOn: '2017-03-31' as Day,
      stateDays: 30,
      regionDays: 30,
      silence: 'accepts',
      reasonThreshold: 20,
      minutesPerQuarter: 30,
    } as ReadReturn['campaign'],
    held: { id: 'minalogic-2016' } as ReadReturn['held'],
    delay: null,
    asked: {
      contract: 'minalogic-2013',
      edition: null,
      synthetic: true,
      objectives: [
        {
          id: 'objectif',
          title: 'Objectif (fictif)',
          lines: figures.map(({ key }) => ({ key, targets: { 2016: 1 }, everyWindow: false })),
        },
      ],
      questions: [],
      figures: new Map(figures.map((one) => [one.key, one])),
    },
    cells: new Map(FIGURES.map(([{ key }, held]) => [key, { ...unwritten(key), ...held }])),
    values: new Map(),
    findings: [],
  };
}
