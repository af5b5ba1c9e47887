/**
 * Statistical secrecy on tables about firms (Insee): no figure that rests on fewer than three firms, none in which one firm makes
 * 85 % or more. A withheld figure must not come back as a difference of published ones, so others are withheld with it.
 */

export const FEWEST_FIRMS = 3;
export const DOMINANT_SHARE = 0.85;

/** One figure of a table. */
export interface SecretCell {
  readonly id: string;
  /** Firms that the figure rests on. */
  readonly firms: number;
  /** Sum of the firms' contributions, without sign, and the largest of them. */
  readonly amount: number;
  readonly largest: number;
}

/** A published total and its parts: total = sum of parts. */
export interface SecretSum {
  readonly total: string;
  readonly parts: readonly string[];
}

export interface SecretTable {
  readonly cells: readonly SecretCell[];
  readonly sums: readonly SecretSum[];
}

type Group = Pick<SecretCell, 'firms' | 'amount' | 'largest'>;

/** A figure on no firm at all says nothing about any. */
export const isSecret = ({ firms, amount, largest }: Group): boolean =>
  firms > 0 && (firms < FEWEST_FIRMS || (amount > 0 && largest >= DOMINANT_SHARE * amount));

export interface Withheld {
  /** Withheld because of the figure itself. */
  readonly primary: ReadonlySet<string>;
  /** Withheld because it would betray another. */
  readonly complementary: ReadonlySet<string>;
}

/**
 * What must not be published. After the secret figures themselves, figures are withheld until (1) what is withheld in each sum,
 * which its total betrays as a whole, is not secret itself, (2) no sum has a single withheld figure, and (3) no secret figure follows
 * from any combination of the sums. Of the figures that would help, the one that closes most sums goes first, then the one on
 * the fewest firms, so that little is lost. Parts of a sum are taken to share no firm.
 *
 * @param besides figures withheld for a reason outside this table: the other term of a ratio
 */
export function withheldCells({ cells, sums }: SecretTable, besides: ReadonlySet<string> = new Set()): Withheld {
  const cellOf = new Map(cells.map((cell) => [cell.id, cell]));
  const primary = new Set(cells.filter(isSecret).map(({ id }) => id));
  const hidden = new Set([...primary, ...besides]);
  for (;;) {
    const open = openSums(sums, hidden, cellOf);
    const betrayed = open.length > 0 ? open : sumsOfBetrayed(sums, hidden, primary);
    if (betrayed.length === 0) break;
    const next = bestToWithhold(betrayed, hidden, cellOf) ?? bestToWithhold(sums, hidden, cellOf);
    // Everything is withheld: nothing is left to compute with.
    if (!next) break;
    hidden.add(next);
  }
  return { primary, complementary: new Set([...hidden].filter((id) => !primary.has(id))) };
}

const figuresOf = ({ total, parts }: SecretSum): readonly string[] => [...parts, total];

/** Sums that betray a single withheld figure, or a secret group of them. */
function openSums(
  sums: readonly SecretSum[],
  hidden: ReadonlySet<string>,
  cellOf: ReadonlyMap<string, SecretCell>,
): SecretSum[] {
  return sums.filter((sum) => {
    if (figuresOf(sum).filter((id) => hidden.has(id)).length === 1) return true;
    // The withheld parts of a sum whose total is published are known together.
    if (hidden.has(sum.total)) return false;
    const together = { firms: 0, amount: 0, largest: 0 };
    for (const { firms, amount, largest } of sum.parts.filter((id) => hidden.has(id)).map((id) => cellOf.get(id)!)) {
      together.firms += firms;
      together.amount += amount;
      together.largest = Math.max(together.largest, largest);
    }
    return isSecret(together);
  });
}

function bestToWithhold(
  open: readonly SecretSum[],
  hidden: ReadonlySet<string>,
  cellOf: ReadonlyMap<string, SecretCell>,
): string | undefined {
  const closes = new Map<string, number>();
  for (const sum of open)
    for (const id of figuresOf(sum))
      if (!hidden.has(id) && cellOf.get(id)!.firms > 0) closes.set(id, (closes.get(id) ?? 0) + 1);
  return [...closes.keys()].sort((a, b) => {
    const [one, other] = [cellOf.get(a)!, cellOf.get(b)!];
    return closes.get(b)! - closes.get(a)! || one.firms - other.firms || one.amount - other.amount || (a < b ? -1 : 1);
  })[0];
}

/** A pivot this small is rounding: the coefficients are 1 and -1. */
const ROUNDING = 1e-9;

/**
 * The sums around secret figures that all sums together determine: the published figures being known, each sum is an equation in the
 * withheld ones, and a figure is determined when it stands alone in a row of the reduced system.
 */
function sumsOfBetrayed(
  sums: readonly SecretSum[],
  hidden: ReadonlySet<string>,
  primary: ReadonlySet<string>,
): SecretSum[] {
  const unknown = [...hidden];
  const place = new Map(unknown.map((id, k) => [id, k]));
  const rows = sums
    .map(({ total, parts }) => {
      const row = new Float64Array(unknown.length);
      for (const id of parts) if (hidden.has(id)) row[place.get(id)!] = 1;
      if (hidden.has(total)) row[place.get(total)!] = -1;
      return row;
    })
    .filter((row) => row.some((value) => value !== 0));
  reduce(rows, unknown.length);
  for (const row of rows) {
    const alone = unknown.filter((_, k) => Math.abs(row[k]!) > ROUNDING);
    if (alone.length === 1 && primary.has(alone[0]!)) return sums.filter((sum) => figuresOf(sum).includes(alone[0]!));
  }
  return [];
}

/** Gauss–Jordan elimination in place. */
function reduce(rows: Float64Array[], width: number): void {
  let rank = 0;
  for (let column = 0; column < width && rank < rows.length; column++) {
    let pivot = rank;
    for (let r = rank + 1; r < rows.length; r++)
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    const head = rows[pivot]![column]!;
    if (Math.abs(head) <= ROUNDING) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    const top = rows[rank]!.map((value) => value / head);
    rows[rank] = top;
    for (let r = 0; r < rows.length; r++) {
      if (r === rank) continue;
      const factor = rows[r]![column]!;
      if (factor !== 0) rows[r] = rows[r]!.map((value, k) => value - factor * top[k]!);
    }
    rank++;
  }
}

/** One firm's contribution to a cell of a table crossed by two classifications. */
export interface Contribution {
  readonly firm: string | number;
  readonly row: string;
  readonly column: string;
  readonly amount: number;
}

export const TOTAL = 'total';
export const cellId = (row: string, column: string): string => `${row} × ${column}`;

/** A two-way table of firms with its margins, ready for {@link withheldCells}; margins are called {@link TOTAL}. */
export function crossTable(contributions: readonly Contribution[]): SecretTable {
  const rows = [...new Set(contributions.map(({ row }) => row))].sort();
  const columns = [...new Set(contributions.map(({ column }) => column))].sort();
  const firms = new Map<string, Map<string | number, number>>();
  for (const { firm, row, column, amount } of contributions)
    for (const id of [cellId(row, column), cellId(row, TOTAL), cellId(TOTAL, column), cellId(TOTAL, TOTAL)]) {
      const own = firms.get(id) ?? new Map<string | number, number>();
      firms.set(id, own.set(firm, (own.get(firm) ?? 0) + Math.abs(amount)));
    }
  const ids = [...rows, TOTAL].flatMap((row) => [...columns, TOTAL].map((column) => cellId(row, column)));
  return {
    cells: ids.map((id) => {
      const amounts = [...(firms.get(id)?.values() ?? [])];
      return {
        id,
        firms: amounts.length,
        amount: amounts.reduce((sum, amount) => sum + amount, 0),
        largest: amounts.reduce((most, amount) => Math.max(most, amount), 0),
      };
    }),
    sums: [
      ...[...rows, TOTAL].map((row) => ({
        total: cellId(row, TOTAL),
        parts: columns.map((column) => cellId(row, column)),
      })),
      ...[...columns, TOTAL].map((column) => ({
        total: cellId(TOTAL, column),
        parts: rows.map((row) => cellId(row, column)),
      })),
    ],
  };
}

/** A table as it may leave: withheld figures are null, whatever the reason, since the reason is a hint. */
export function published<Figure extends { readonly id: string }>(
  figures: readonly Figure[],
  { primary, complementary }: Withheld,
): (Figure | { readonly id: string; readonly secret: true })[] {
  return figures.map((figure) =>
    primary.has(figure.id) || complementary.has(figure.id) ? { id: figure.id, secret: true } : figure,
  );
}
