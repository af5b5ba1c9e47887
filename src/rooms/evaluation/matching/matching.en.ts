import type { Widen } from '#kit/say.ts';
import type { fr } from './matching.fr.ts';

/** What the screens say of matching in English. */
export const en: Widen<typeof fr> = {
  title: 'Match before estimating',
  lead: 'Each treated unit is then compared only with never treated ones that were like it before. Matching reads no outcome after treatment.',
  method: 'Matching',
  methods: {
    none: 'None',
    nearest: 'To the nearest',
    cem: 'By classes (CEM)',
    subclass: 'By subclasses of score',
    exact: 'On equal values',
  },
  methodHints: {
    none: 'All units are compared, with the covariates chosen above.',
    nearest:
      'To each treated unit, the control or controls with the nearest propensity score: the usual choice when controls are many.',
    cem: 'Numbers are cut into classes, and units are compared within the same classes: without a model, for a few covariates.',
    subclass:
      'Six subclasses of propensity score, in which controls are weighted as the treated: keeps almost everybody.',
    exact: 'The same values in all the columns chosen: for texts and codes, not for amounts.',
  },
  columns: 'On what units are alike',
  column: 'Column',
  likeness: 'Matching',
  likenessOf: (column) => `Matching on ${column}`,
  likenesses: { no: 'no', alike: 'alike', equal: 'equal in each pair' },
  columnsHint:
    'An outcome is taken in the period of matching. “Equal” is for matching to the nearest only, and for a column that is no outcome. A computed outcome joins the list once it is asked for.',
  derived: (place) => `Computation ${place}`,
  at: 'Period of matching',
  atHint: 'Before any treatment, usually the last; by default, the first of the file.',
  periods: 'Periods of outcomes',
  periodsHint: 'Back from that one: 2 or 3 for trends to be alike too.',
  nearestOnly: 'To the nearest only',
  ratio: 'Controls for each treated',
  caliper: 'Largest distance of scores',
  caliperHint: 'In standard deviations; 0.2 is usual. Empty: no limit.',
  replace: 'With replacement',
  replaceHint: 'One control may serve several times: more alike, less precise.',
  errors: 'Standard errors are by pair, by unit with replacement or by classes, or by the cluster chosen above.',
  section: 'Are treated and controls alike?',
  notYet: 'Balance is read before registration: change the method as long as it does not suit.',
  none: 'None: units are compared as they are',
  said: {
    on: (method, columns, period) => `${method}, on ${columns}, in ${period}`,
    outcome: (outcome, period) => `${outcome} of ${period}`,
    exact: (columns) => `equal values of ${columns}`,
    ratio: (count) => `${count} for each treated`,
    ratioOne: 'one control for each treated',
    replace: 'with replacement',
    noReplace: 'without replacement',
    caliper: (width) => `scores at most ${width} standard deviations apart`,
    noCaliper: 'no limit of distance',
  },
  sizes: 'Numbers of units',
  group: 'Group',
  treated: 'Treated',
  controls: 'Never treated',
  all: 'To be matched',
  matched: 'Matched',
  effective: 'Worth, of equal weight',
  unmatched: 'Without a match',
  effectiveNote:
    'Controls of unequal weights are worth less than their number: the worth is the number of units of equal weight that would be as precise.',
  support: (from, to) =>
    `The scores of both groups overlap from ${from} to ${to}: each treated unit has controls of a comparable score.`,
  outsideTitle: 'Outside common support',
  outside: (count, from, to) =>
    count === 1
      ? `Scores overlap from ${from} to ${to}: one treated unit is outside, where no control is like it.`
      : `Scores overlap from ${from} to ${to}: ${count} treated units are outside, where no control is like them.`,
  chart: {
    balanced: (limit) => `After matching, no difference is over ${limit} standard deviations`,
    unbalanced: (count, of, limit) =>
      `After matching, ${count} ${count === 1 ? 'difference' : 'differences'} of ${of} ${count === 1 ? 'is' : 'are'} still over ${limit} standard deviations`,
    unit: 'Difference of means between treated and controls, in standard deviations of the treated, in absolute value',
    legend: (limit) => `Hollow squares: before matching; discs: after. Dashed line: ${limit}.`,
    point: (name, before, after) => `${name}: ${before} before, ${after} after`,
  },
  variable: 'Variable',
  score: 'Propensity score',
  level: (variable, level) => `${variable}: ${level}`,
  before: 'Difference before',
  after: 'Difference after',
  meanTreated: 'Matched treated',
  meanControl: 'Matched controls',
  varianceRatio: 'Ratio of variances',
  table: (period) => `Means and differences in ${period}`,
  secret: 'Statistical secrecy: fewer than three units of a group are matched, their means are not shown.',
};
