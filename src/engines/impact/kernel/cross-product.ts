import { DOUBLE, forEach, type KernelFunction, op } from './instructions.ts';

/**
 * C += A'B or C = A'B, the one heavy product of the engine: Gram matrices, covariances of influence functions, and (with A laid on its side) products of
 * rows with coefficients. Plain JavaScript does about one multiplication and addition per nanosecond; this does six. Additions happen in the
 * order of rows.
 */

/** Rows and columns of C are computed in tiles of this side: A, B and C need that many columns allotted, the last ones zero or ignored. */
export const TILE = 4;

/** Parameters in order, then locals. */
const [C, A, B, ROWS, M, N, STRIDE_C, STRIDE_A, STRIDE_B, UPPER] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const [I, J, ROW, PLACE_A, PLACE_B, PLACE_C] = [10, 11, 12, 13, 14, 15] as const;
/** Two lanes of B's row, one splat of A's, then the tile: four rows of two pairs. */
const [LEFT, RIGHT, SPLAT] = [16, 17, 18] as const;
const sumAt = (row: number, pair: number): number => 19 + row * 2 + pair;
const ROWS_OF_TILE = [0, 1, 2, 3] as const;

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

function code(adds: boolean): number[] {
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
      ...(adds ? [...op.get(PLACE_C), ...op.load(pair * 2 * DOUBLE)] : []),
      ...op.get(sumAt(row, pair)),
      ...(adds ? op.addPairs : []),
      ...op.store(pair * 2 * DOUBLE),
    ]),
    ...advance(PLACE_C, STRIDE_C),
  ]);
  const tile = [
    ...ROWS_OF_TILE.flatMap((row) => [0, 1].flatMap((pair) => [...op.pair(0), ...op.set(sumAt(row, pair))])),
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

export const crossProduct = (name: string, adds: boolean): KernelFunction => ({
  name,
  parameters: 10,
  integers: 6,
  pairs: 11,
  code: code(adds),
});
