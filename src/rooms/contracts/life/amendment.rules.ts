import type { Clause, ClauseKind } from '../clause/clause.ts';
import { AMENDMENT_SUBJECTS, type AmendmentSubject, type PartyKind } from '../contract.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { canonicalJson } from '../text/frozen-text.ts';

/** What an amendment is compared on: the parties, the clauses and the term of a text. */
export interface ComparedText {
  readonly parties: readonly { readonly id: string; readonly kind: PartyKind; readonly name: string }[];
  readonly clauses: readonly Pick<Clause, 'id' | 'kind' | 'parent' | 'content'>[];
  readonly endsOn: string;
}

export type AmendmentRules = Pick<
  ContractRules,
  'amendmentSignatories' | 'moneyThresholdPercent' | 'targetThresholdPercent'
>;

/** A clause before and after; null when it is added, or removed. */
export interface ClauseChange {
  readonly kind: ClauseKind;
  readonly before: unknown;
  readonly after: unknown;
}

/** The subject under which a clause of a kind changes in substance: what the roadmap aims at, or who pays what. */
const SUBSTANCE: Readonly<Record<ClauseKind, readonly AmendmentSubject[]>> = {
  area: ['targets'],
  goal: ['targets'],
  market: ['targets'],
  diagnosis: ['targets'],
  objective: ['targets'],
  indicator: ['targets'],
  budget: ['money'],
  commitment: ['money'],
  // The words of an article follow whatever the amendment changes.
  article: AMENDMENT_SUBJECTS.filter((subject) => subject !== 'correction'),
};

/** What a correction never touches, by kind: the figures and who is bound by them. */
const FIGURES: Partial<Record<ClauseKind, readonly string[]>> = {
  market: ['sizeCents', 'sizeYear'],
  objective: ['dimension', 'scope'],
  indicator: ['code', 'unit', 'direction', 'measure', 'levels', 'cumulation', 'baseline', 'targets'],
  budget: ['year', 'runningCostsCents'],
  commitment: ['party', 'year', 'nature', 'amountCents'],
};

const field = (content: unknown, name: string): unknown => (content as Record<string, unknown> | null)?.[name] ?? null;
const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** Only words change: nothing is added, nothing removed, no figure moves. */
export const isCorrection = ({ kind, before, after }: ClauseChange): boolean =>
  before !== null &&
  after !== null &&
  (FIGURES[kind] ?? []).every((name) => same(field(before, name), field(after, name)));

/** The subjects of which one at least must be that of the amendment for this change to be made (R33). */
export const subjectsAllowing = (change: ClauseChange): AmendmentSubject[] => [
  ...(isCorrection(change) ? (['correction'] as const) : []),
  ...SUBSTANCE[change.kind],
];

export const isAmendable = (subjects: readonly AmendmentSubject[], change: ClauseChange): boolean =>
  subjectsAllowing(change).some((subject) => subjects.includes(subject));

/** Every clause that two texts do not share as it is. */
export function changedClauses(base: ComparedText, amended: ComparedText): (ClauseChange & { readonly id: string })[] {
  const earlier = new Map(base.clauses.map((clause) => [clause.id, clause]));
  const later = new Map(amended.clauses.map((clause) => [clause.id, clause]));
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((id) => {
    const before = earlier.get(id);
    const after = later.get(id);
    if (before && after && before.parent === after.parent && same(before.content, after.content)) return [];
    return [{ id, kind: (after ?? before)!.kind, before: before?.content ?? null, after: after?.content ?? null }];
  });
}

/** A change in per cent of what it changes; null when there is nothing to compare with. */
const changePercent = (before: number, after: number): number | null =>
  before === after ? 0 : before === 0 ? null : (Math.abs(after - before) / Math.abs(before)) * 100;

const beyond = (percent: number | null, threshold: number): boolean => percent === null || percent > threshold;

const committed = (text: ComparedText): number =>
  text.clauses
    .filter(({ kind }) => kind === 'commitment')
    .reduce((sum, { content }) => sum + Number(field(content, 'amountCents') ?? 0), 0);

/** The sum that the parties commit moves by more than the threshold. */
export const moneyBeyondThreshold = (base: ComparedText, amended: ComparedText, thresholdPercent: number): boolean =>
  beyond(changePercent(committed(base), committed(amended)), thresholdPercent);

const targetsOf = (content: unknown): Record<string, number | null> =>
  (field(content, 'targets') ?? {}) as Record<string, number | null>;

/** A target moves by more than the threshold, or one is given up. A target where there was none has nothing to be compared with: it counts too. */
export const targetBeyondThreshold = (base: ComparedText, amended: ComparedText, thresholdPercent: number): boolean =>
  changedClauses(base, amended)
    .filter(({ kind }) => kind === 'indicator')
    .some(({ before, after }) => {
      const [earlier, later] = [targetsOf(before), targetsOf(after)];
      return [...new Set([...Object.keys(earlier), ...Object.keys(later)])].some((year) => {
        const [old, now] = [earlier[year] ?? null, later[year] ?? null];
        if (old === now) return false;
        return old === null || now === null || beyond(changePercent(old, now), thresholdPercent);
      });
    });

/** The parties that two texts do not share as they are. */
const changedParties = (base: ComparedText, amended: ComparedText): boolean =>
  !same(
    base.parties.map(({ id, kind, name }) => ({ id, kind, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    amended.parties.map(({ id, kind, name }) => ({ id, kind, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );

/**
 * Who must sign an amendment, by what it changes and by how much (R33, programme data): ids of parties of the amended text, in its order.
 * The State and the association always sign. An article that changes otherwise than by a correction binds everybody, and so does whatever
 * changed although the amendment never announced it.
 */
export function requiredSignatories(
  base: ComparedText,
  amended: ComparedText & { readonly subjects: readonly AmendmentSubject[] },
  rules: AmendmentRules,
): string[] {
  const everyone = amended.parties.map(({ id }) => id);
  const changes = changedClauses(base, amended);
  const unannounced =
    changes.some((change) => !isAmendable(amended.subjects, change)) ||
    (changedParties(base, amended) && !amended.subjects.includes('parties')) ||
    (base.endsOn !== amended.endsOn && !amended.subjects.includes('dates'));
  const articleRewritten = !amended.subjects.includes('correction') && changes.some(({ kind }) => kind === 'article');
  if (unannounced || articleRewritten) return everyone;
  const breadths = amended.subjects.map((subject) => {
    if (subject === 'money' && moneyBeyondThreshold(base, amended, rules.moneyThresholdPercent)) return 'all';
    if (subject === 'targets' && targetBeyondThreshold(base, amended, rules.targetThresholdPercent)) return 'all';
    return rules.amendmentSignatories[subject];
  });
  if (breadths.includes('all')) return everyone;
  const concerned = new Set(
    breadths.includes('concerned')
      ? changes.flatMap(({ before, after }) => [field(before, 'party'), field(after, 'party')])
      : [],
  );
  return amended.parties
    .filter(({ id, kind }) => kind === 'state' || kind === 'cluster' || concerned.has(id))
    .map(({ id }) => id);
}
