import { boundOf } from '#engines/secrecy/bounds.ts';
import {
  DOMINANT_SHARE,
  type SecretCell,
  type SecretSum,
  type SecretTable,
  withheldCells,
} from '#engines/secrecy/secrecy.ts';

/**
 * What a figure tells of single firms. `frequency`: how many firms there are, or how many of them are such; `magnitude`: amounts of theirs, of which one may make the
 * most. Without it: a figure on projects or on public money, which is nobody's.
 */
export type Protection = 'frequency' | 'magnitude' | null;

const PROTECTIONS: Readonly<Record<string, Protection>> = {
  'MEM-01': 'frequency',
  'MEM-02': 'frequency',
  'MEM-03': 'frequency',
  'MEM-04': 'frequency',
  'MEM-06': 'frequency',
  'MEM-07': 'frequency',
  'MEM-08': 'frequency',
  'MEM-09': 'frequency',
  'EMP-01': 'magnitude',
  'EMP-02': 'magnitude',
  'EMP-03': 'magnitude',
  'EXP-01': 'magnitude',
  'EXP-03': 'frequency',
  'PRJ-04': 'magnitude',
  'RES-05': 'frequency',
  'RES-06': 'magnitude',
  'FIN-01': 'frequency',
  'FIN-02': 'magnitude',
  'SAT-01': 'frequency',
  'SAT-02': 'frequency',
};

/** What of an indicator is under statistical secrecy (R113). */
export const protectionOf = (code: string): Protection => PROTECTIONS[code] ?? null;

/** The whole programme, among the places of a published table. */
export const PROGRAMME_PLACE = '';

/** What the firms of one place contribute to the two terms of a figure: without sign, those of the largest among them, and how many firms there are. */
export interface PlaceWeight {
  /** A cluster, a region with its list (`82@2013`), or {@link PROGRAMME_PLACE}. */
  readonly place: string;
  readonly firms: number;
  readonly numerator: { readonly amount: number; readonly largest: number };
  readonly denominator: { readonly amount: number; readonly largest: number };
}

/** In which region of each list a cluster is counted: `minalogic` in `82@2013` and in `84@2016`. */
export interface PlaceLink {
  readonly cluster: string;
  readonly region: string;
}

/** Every total that a reader can set against its parts: each region its clusters, in each list of regions, and the programme its regions. */
export function publishedSums(links: readonly PlaceLink[]): SecretSum[] {
  const lists = Map.groupBy(links, ({ region }) => region.split('@')[1]!);
  return [...lists.values()].flatMap((list) => {
    const regions = Map.groupBy(list, ({ region }) => region);
    return [
      ...[...regions].map(([region, clusters]) => ({ total: region, parts: clusters.map(({ cluster }) => cluster) })),
      { total: PROGRAMME_PLACE, parts: [...regions.keys()] },
    ];
  });
}

/** A reader who comes nearer to a secret figure than this, on both sides, has found it. */
export const CLOSE = 0.15;

/**
 * The places whose figure of one indicator and year must not be published (R113). Both terms of a ratio go together, since either gives the other. Both lists of
 * regions are published, so both are set against each other. Totals over clusters count a shared firm once; here they are taken for plain sums, which gives a reader
 * more than there is.
 *
 * What holds afterwards, for a reader who has all the published figures and knows that none is negative: no published figure is secret; no secret figure follows
 * from any combination of differences; an amount is not known to within 15 % on both sides; and the largest firm behind it is not known to be less than 1 / 0.85 of
 * what it is.
 */
export function withheldPlaces(
  weights: readonly PlaceWeight[],
  links: readonly PlaceLink[],
  protection: Protection,
): ReadonlySet<string> {
  if (protection === null) return new Set();
  const terms = (['numerator', 'denominator'] as const).map((term) => tableOf(weights, links, protection, term));
  let hidden: ReadonlySet<string> = new Set();
  for (;;) {
    const before = hidden.size;
    for (const table of terms) hidden = withhold(table, hidden, protection);
    if (hidden.size === before) return hidden;
  }
}

type Term = 'numerator' | 'denominator';

function tableOf(weights: readonly PlaceWeight[], links: readonly PlaceLink[], protection: Protection, term: Term) {
  const known = new Map(weights.map((one) => [one.place, one]));
  const places = [...new Set([...links.flatMap(({ cluster, region }) => [cluster, region]), PROGRAMME_PLACE])];
  const cells = places.map((id): SecretCell => {
    const one = known.get(id);
    // A firm that counts for one dominates nothing: three of them are enough.
    const { amount, largest } = protection === 'magnitude' && one ? one[term] : { amount: 0, largest: 0 };
    return { id, firms: one?.firms ?? 0, amount, largest };
  });
  return { cells, sums: publishedSums(links) };
}

/** Withholds what the sums betray, then one more figure as long as a secret amount can be told too closely. */
function withhold(table: SecretTable, besides: ReadonlySet<string>, protection: Protection): ReadonlySet<string> {
  const amounts = new Map(table.cells.map(({ id, amount }) => [id, amount]));
  for (const { total, parts } of table.sums)
    amounts.set(
      total,
      parts.reduce((sum, part) => sum + amounts.get(part)!, 0),
    );
  const amountOf = (id: string): number => amounts.get(id)!;
  let hidden = besides;
  for (;;) {
    const { primary, complementary } = withheldCells(table, hidden);
    hidden = new Set([...primary, ...complementary]);
    if (protection !== 'magnitude') return hidden;
    const told = table.cells.find((cell) => primary.has(cell.id) && isTold(cell, table, hidden, amountOf));
    if (!told) return hidden;
    const around = table.sums.filter(({ total, parts }) => total === told.id || parts.includes(told.id));
    const next = smallest(table, around, hidden) ?? smallest(table, table.sums, hidden);
    if (!next) return hidden;
    hidden = new Set([...hidden, next]);
  }
}

function isTold(
  { id, amount, largest }: SecretCell,
  { sums }: SecretTable,
  hidden: ReadonlySet<string>,
  amountOf: (id: string) => number,
): boolean {
  if (amount === 0) return false;
  const { least, most } = boundOf(id, sums, hidden, amountOf);
  return most < largest / DOMINANT_SHARE || (least >= (1 - CLOSE) * amount && most <= (1 + CLOSE) * amount);
}

/** The published figure on the fewest firms among these sums: the least is lost by withholding it. */
function smallest({ cells }: SecretTable, sums: readonly SecretSum[], hidden: ReadonlySet<string>): string | undefined {
  const there = new Set(sums.flatMap(({ total, parts }) => [total, ...parts]));
  return cells
    .filter(({ id, firms }) => there.has(id) && firms > 0 && !hidden.has(id))
    .sort((a, b) => a.firms - b.firms || a.amount - b.amount)[0]?.id;
}
