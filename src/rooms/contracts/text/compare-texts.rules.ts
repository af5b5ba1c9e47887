import type { ClauseKind } from '../clause/clause.ts';
import { canonicalJson, type FrozenText } from './frozen-text.ts';

type Held = FrozenText['clauses'][number];
type Party = FrozenText['parties'][number];

/** One thing that differs between two texts; null on the side where it is not. */
export interface Changed<Thing> {
  readonly id: string;
  readonly before: Thing | null;
  readonly after: Thing | null;
}

/** What differs between two texts of one contract; each thing that differs stands in it once. */
export interface TextComparison {
  /** Passages by kind, in the order of the later text, those removed after them. */
  readonly clauses: readonly { readonly kind: ClauseKind; readonly changed: readonly Changed<Held>[] }[];
  /** Kinds whose passages stand in another order, among those that both texts hold. */
  readonly reordered: readonly ClauseKind[];
  readonly parties: readonly Changed<Party>[];
  readonly annexes: readonly Changed<FrozenText['annexes'][number]>[];
  /** Members listed in one and not in the other. */
  readonly members: readonly Changed<FrozenText['members'][number]>[];
  readonly endsOn: { readonly before: string; readonly after: string } | null;
}

/** The order in which a text is read. */
const KINDS: readonly ClauseKind[] = [
  'article',
  'area',
  'goal',
  'market',
  'diagnosis',
  'objective',
  'indicator',
  'budget',
  'commitment',
];

function changedAmong<Thing>(
  before: readonly Thing[],
  after: readonly Thing[],
  idOf: (thing: Thing) => string,
  said: (thing: Thing) => unknown,
): Changed<Thing>[] {
  const earlier = new Map(before.map((thing) => [idOf(thing), thing]));
  const later = new Map(after.map((thing) => [idOf(thing), thing]));
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((id) => {
    const [was, is] = [earlier.get(id) ?? null, later.get(id) ?? null];
    if (was && is && canonicalJson(said(was)) === canonicalJson(said(is))) return [];
    return [{ id, before: was, after: is }];
  });
}

/** Those that both hold, in each one's order. */
function isReordered(before: readonly Held[], after: readonly Held[]): boolean {
  const order = (of: readonly Held[], others: readonly Held[]) =>
    of.filter(({ id }) => others.some((other) => other.id === id)).map(({ id }) => id);
  return order(before, after).join('\n') !== order(after, before).join('\n');
}

/** Compares two texts passage by passage: pure, and nothing when they are the same. */
export function compareTexts(before: FrozenText, after: FrozenText): TextComparison {
  const of = ({ clauses }: FrozenText, kind: ClauseKind) =>
    clauses
      .filter((clause) => clause.kind === kind)
      .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const clauses = KINDS.map((kind) => ({
    kind,
    changed: changedAmong(
      of(before, kind),
      of(after, kind),
      ({ id }) => id,
      ({ parent, content }) => ({ parent, content }),
    ),
  })).filter(({ changed }) => changed.length > 0);
  return {
    clauses,
    reordered: KINDS.filter((kind) => isReordered(of(before, kind), of(after, kind))),
    parties: changedAmong(
      before.parties,
      after.parties,
      ({ id }) => id,
      ({ name, kind, coordinating }) => ({ name, kind, coordinating }),
    ),
    annexes: changedAmong(
      before.annexes,
      after.annexes,
      ({ kind }) => kind,
      ({ sha256, name }) => ({ sha256, name }),
    ),
    members: changedAmong(
      before.members,
      after.members,
      ({ siren, name }) => siren ?? name,
      // A member under another name or college is the same member: the list is that of the day.
      () => null,
    ),
    endsOn:
      before.contract.endsOn === after.contract.endsOn
        ? null
        : { before: before.contract.endsOn, after: after.contract.endsOn },
  };
}
