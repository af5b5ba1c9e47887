import { formatDay, formatNumber, type Say, type Widen } from '#kit/say.ts';
import type { fr } from './checks.fr.ts';

const number = (value: number): string => formatNumber(value, 2);
const percent = (value: number): string => (Number.isFinite(value) ? `${formatNumber(value)}%` : 'more than 100%');

export const en: Widen<typeof fr> = {
  unanswered: 'Nothing was answered: give a value (zero included), or say “not applicable” or “not known before…”.',
  unansweredText: 'This question waits for an answer in a few words.',
  notKnownWithoutDay: 'The value is not known yet: say from which day it will be.',
  notKnownInPast: (day) =>
    `The value was to be known on ${formatDay(day)}, which has passed: give it, or name a day to come.`,
  promisedNotApplicable: (target, year) =>
    `The contract promises ${target} for ${year}, and the indicator is said not to apply: explain why in a comment.`,
  notYesNo: (value) => `${number(value)} is neither yes nor no: choose one of the two.`,
  notALevel: (value) => `${number(value)} is no level of the scale: choose one of the list.`,
  negative: (value) => `${value}: this value cannot be negative. Write zero or more.`,
  notWhole: (value, unit: Say) =>
    `${number(value)} is not a whole number of ${unit.en}: round it, or correct what was typed.`,
  numeratorMissing: 'The numerator is missing: a ratio is given with its two terms.',
  denominatorMissing: 'The denominator is missing: a ratio is given with its two terms.',
  denominatorZero: 'The denominator is zero: there is no ratio, choose “not applicable”.',
  negativeTerm: (value) => `${number(value)}: a term cannot be negative. Write zero or more.`,
  partAboveWhole: (part, whole) =>
    `The numerator (${number(part)}) is above the denominator (${number(whole)}), of which it is a part: check whether they are swapped.`,
  shareOutOfRange: (value) => `${number(value)}% is no share: it goes from 0 to 100%.`,
  notItsTerms: (value, computed) =>
    `${number(value)}% is given, but the two terms make ${number(computed)}%: correct one of the three.`,
  ownRatioBeyond: (value) =>
    `${number(value)}% is beyond 100%: check that the indicator measures a change and not a share.`,
  unknownReason: 'This reason is not in the list: choose another.',
  otherWithoutWords: 'The reason is “other”: say which in a few words.',
  gapToTarget: (value, target, gap, threshold) =>
    `${value} for a target of ${target}, a gap of ${percent(gap)}, beyond the threshold of ${percent(threshold)}: choose a reason.`,
  gapToCounted: (value, counted, gap, threshold) =>
    `${value} is given while ${counted} was counted, a gap of ${percent(gap)}, beyond the threshold of ${percent(threshold)}: choose a reason, or complete the facts.`,
  countedSetAside: (counted) =>
    `${counted} was counted, and the value is said not to apply or not to be known yet: choose a reason, or take the counted value.`,
  cumulatedFalls: (value, before, year) =>
    `${value}, after ${before} in ${year}: a running total does not fall. Check that you give the total since the start and not the year alone.`,
  unusualChange: (value, before, year) =>
    `${value}, after ${before} in ${year}: the change is far from those of the years before. Check the unit and what was typed, or explain it in a comment.`,
  outsideHistory: (value, least, most, from, to) =>
    `${value}: from ${from} to ${to}, values went from ${least} to ${most}. Check the unit and what was typed, or explain it in a comment.`,
  sameAsLastYear: (value, year) => `${value}, exactly as in ${year}: check that the value was not copied.`,
  partExceeds: (part: Say, value, whole: Say, most) =>
    `${number(value)} for “${part.en}”, but ${number(most)} for “${whole.en}”, which should contain them: check which is to be corrected.`,
  publicShareAbove: (value, limit, year) =>
    `${number(value)}% of public funding, above the ${number(limit)}% planned for ${year}: say in a comment how the cluster comes back to it.`,
  budgetsDiffer: (whole, sum) =>
    `The budget in the denominator (${whole}) is not that of indicator GOU-02 (${sum}): give the same in both places.`,
};
