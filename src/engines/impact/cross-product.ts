/**
 * C += A'B for blocks of rows, the one heavy product of the engine: Gram matrices, covariances of influence functions, and (with A laid on
 * its side) products of rows with coefficients. Plain JavaScript does about one multiplication and addition per nanosecond; this does six,
 * by a WebAssembly function with two-lane arithmetic, written here instruction by instruction. Additions happen in the order of rows, with
 * no relaxed operation, so every machine gives the same bits.
 */

/** Rows and columns of C are computed in tiles of this side: A, B and C need that many columns allotted, the last ones zero or ignored. */
export const TILE = 4;

/** The number of columns to allot for so many. */
export const padded = (columns: number): number => Math.ceil(columns / TILE) * TILE;

const PAGE = 65_536;
const DOUBLE = 8;

/** A matrix in the kernel's memory, row-major; `stride` doubles from one row to the next. */
export interface Block {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly values: Float64Array;
}

interface Exports {
  readonly accumulate: (
    c: number,
    a: number,
    b: number,
    rows: number,
    m: number,
    n: number,
    strideC: number,
    strideA: number,
    strideB: number,
    upper: number,
  ) => void;
}

let module: WebAssembly.Module | undefined;

/** Compiled once for each thread, when first needed. */
function compiled(): WebAssembly.Module {
  module ??= new WebAssembly.Module(kernel());
  return module;
}

/** A workspace of blocks, and the product on them. Each thread has its own. */
export class CrossProduct {
  readonly #memory: WebAssembly.Memory;
  readonly #accumulate: Exports['accumulate'];
  #used = 0;

  /** @param doubles how much all blocks together will need. */
  constructor(doubles: number) {
    const pages = Math.ceil((doubles * DOUBLE) / PAGE) + 1;
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const instance = new WebAssembly.Instance(compiled(), {
      workspace: { memory: this.#memory },
    });
    this.#accumulate = (instance.exports as unknown as Exports).accumulate;
  }

  /** Allots a block, filled with zeros. */
  block(rows: number, columns: number): Block {
    const stride = padded(columns);
    const address = this.#used;
    this.#used += rows * stride * DOUBLE;
    return { address, rows, columns, stride, values: new Float64Array(this.#memory.buffer, address, rows * stride) };
  }

  /**
   * C += A'B over the first `rows` rows, for the first columns of each (m of A, n of B, rounded up to tiles).
   * @param upper leaves out the tiles below the diagonal: for C = A'A.
   */
  accumulate(c: Block, a: Block, b: Block, rows: number, m: number, n: number, upper = false): void {
    this.#accumulate(
      c.address,
      a.address,
      b.address,
      rows,
      padded(m),
      padded(n),
      c.stride * DOUBLE,
      a.stride * DOUBLE,
      b.stride * DOUBLE,
      upper ? 1 : 0,
    );
  }
}

/** How many doubles a block takes. */
export const doublesOf = (rows: number, columns: number): number => rows * padded(columns);

// The module: one memory in, one function out. Byte values are those of the WebAssembly specification (core, section 5).

const I32 = 0x7f;
const V128 = 0x7b;
const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  branch: (depth: number) => [0x0c, depth],
  branchIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  constant: (value: number) => [0x41, ...signed(value)],
  isZero: [0x45],
  atLeast: [0x4e],
  add: [0x6a],
  multiply: [0x6c],
  select: [0x1b],
  load: (offset: number) => [0xfd, 0x00, 0x03, ...unsigned(offset)],
  loadSplat: (offset: number) => [0xfd, 0x0a, 0x03, ...unsigned(offset)],
  store: (offset: number) => [0xfd, 0x0b, 0x03, ...unsigned(offset)],
  zeros: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
  addPairs: [0xfd, 0xf0, 0x01],
  multiplyPairs: [0xfd, 0xf2, 0x01],
};

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const section = (id: number, body: number[]): number[] => [id, ...unsigned(body.length), ...body];
const vector = (items: number[][]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => [...unsigned(value.length), ...Buffer.from(value)];

/** Parameters in order, then locals. */
const [C, A, B, ROWS, M, N, STRIDE_C, STRIDE_A, STRIDE_B, UPPER] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const [I, J, ROW, PLACE_A, PLACE_B, PLACE_C] = [10, 11, 12, 13, 14, 15] as const;
/** Two lanes of B's row, one splat of A's, then the tile: four rows of two pairs. */
const [LEFT, RIGHT, SPLAT] = [16, 17, 18] as const;
const sumAt = (row: number, pair: number): number => 19 + row * 2 + pair;
const ROWS_OF_TILE = [0, 1, 2, 3] as const;

function kernel(): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...vector(new Array(10).fill([I32])), ...vector([])];
  const memory = [...text('workspace'), ...text('memory'), 0x02, 0x00, 0x00];
  const code = [
    ...vector([
      [...unsigned(6), I32],
      [...unsigned(11), V128],
    ]),
    ...body(),
    ...op.end,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector([type])),
    ...section(2, vector([memory])),
    ...section(3, vector([[0x00]])),
    ...section(7, vector([[...text('accumulate'), 0x00, 0x00]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}

/** for (local = from; local < limit; local += step) body. */
const forEach = (local: number, from: number[], limit: number, step: number, inner: number[]): number[] => [
  ...from,
  ...op.set(local),
  ...op.block,
  ...op.loop,
  ...op.get(local),
  ...op.get(limit),
  ...op.atLeast,
  ...op.branchIf(1),
  ...inner,
  ...op.get(local),
  ...op.constant(step),
  ...op.add,
  ...op.set(local),
  ...op.branch(0),
  ...op.end,
  ...op.end,
];

/** base + local * bytes: the address of a column. */
const columnOf = (base: number, local: number): number[] => [
  ...op.get(base),
  ...op.get(local),
  ...op.constant(DOUBLE),
  ...op.multiply,
  ...op.add,
];

const advance = (place: number, stride: number): number[] => [
  ...op.get(place),
  ...op.get(stride),
  ...op.add,
  ...op.set(place),
];

function body(): number[] {
  const addRow = ROWS_OF_TILE.flatMap((row) => [
    ...op.get(PLACE_A),
    ...op.loadSplat(row * DOUBLE),
    ...op.set(SPLAT),
    ...[LEFT, RIGHT].flatMap((pair, k) => [
      ...op.get(sumAt(row, k)),
      ...op.get(SPLAT),
      ...op.get(pair),
      ...op.multiplyPairs,
      ...op.addPairs,
      ...op.set(sumAt(row, k)),
    ]),
  ]);
  const overRows = forEach(ROW, op.constant(0), ROWS, 1, [
    ...op.get(PLACE_B),
    ...op.load(0),
    ...op.set(LEFT),
    ...op.get(PLACE_B),
    ...op.load(2 * DOUBLE),
    ...op.set(RIGHT),
    ...addRow,
    ...advance(PLACE_A, STRIDE_A),
    ...advance(PLACE_B, STRIDE_B),
  ]);
  const keepTile = ROWS_OF_TILE.flatMap((row) => [
    ...[0, 1].flatMap((pair) => [
      ...op.get(PLACE_C),
      ...op.get(PLACE_C),
      ...op.load(pair * 2 * DOUBLE),
      ...op.get(sumAt(row, pair)),
      ...op.addPairs,
      ...op.store(pair * 2 * DOUBLE),
    ]),
    ...advance(PLACE_C, STRIDE_C),
  ]);
  const tile = [
    ...ROWS_OF_TILE.flatMap((row) => [0, 1].flatMap((pair) => [...op.zeros, ...op.set(sumAt(row, pair))])),
    ...columnOf(A, I),
    ...op.set(PLACE_A),
    ...columnOf(B, J),
    ...op.set(PLACE_B),
    ...columnOf(C, J),
    ...op.get(I),
    ...op.get(STRIDE_C),
    ...op.multiply,
    ...op.add,
    ...op.set(PLACE_C),
    ...overRows,
    ...keepTile,
  ];
  const firstColumn = [...op.get(I), ...op.constant(0), ...op.get(UPPER), ...op.select];
  return forEach(I, op.constant(0), M, TILE, forEach(J, firstColumn, N, TILE, tile));
}
