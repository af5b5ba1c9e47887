import { PROBABILITY_CAP } from '../two-period/propensity.ts';
import { crossProduct, TILE } from './cross-product.ts';
import { DOUBLE, moduleOf } from './instructions.ts';
import { logistic } from './logistic.ts';

const PAGE = 65_536;

/** The number of columns to allot for so many. */
export const padded = (columns: number): number => Math.ceil(columns / TILE) * TILE;

/** How many doubles a block takes. */
export const doublesOf = (rows: number, columns: number): number => rows * padded(columns);

/** A matrix in the kernel's memory, row-major; `stride` doubles from one row to the next. */
export interface Block {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly values: Float64Array;
}

type Product = (
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

type Logistic = (x: number, curvature: number, bytes: number) => void;

interface Exports {
  readonly accumulate: Product;
  readonly assign: Product;
  readonly logistic: Logistic;
  readonly uncappedLogistic: Logistic;
}

let module: WebAssembly.Module | undefined;

/** Compiled once for each thread, when first needed. */
function compiled(): WebAssembly.Module {
  module ??= new WebAssembly.Module(
    moduleOf([
      crossProduct('accumulate', true),
      crossProduct('assign', false),
      logistic('logistic', PROBABILITY_CAP),
      logistic('uncappedLogistic', 1),
    ]),
  );
  return module;
}

/**
 * Memory that one workspace after another takes: memory never touched before costs more, to be given by the system, than most of what is done
 * with it. Each thread has its own.
 */
export class Room {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #kernel: Exports;

  constructor() {
    const instance = new WebAssembly.Instance(compiled(), { workspace: { memory: this.#memory } });
    this.#kernel = instance.exports as unknown as Exports;
  }

  /** A workspace where the one before was, whose blocks are lost. @param doubles how much all blocks together will need. */
  workspace(doubles: number): Workspace {
    const lacking = doubles * DOUBLE - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / PAGE));
    return new Workspace(this.#memory.buffer, this.#kernel);
  }
}

/** Blocks, and the heavy arithmetic on them. */
export class Workspace {
  readonly #memory: ArrayBuffer;
  readonly #kernel: Exports;
  #used = 0;

  constructor(memory: ArrayBuffer, kernel: Exports) {
    this.#memory = memory;
    this.#kernel = kernel;
  }

  /** Allots a block, filled with zeros. */
  block(rows: number, columns: number): Block {
    const stride = padded(columns);
    const address = this.#used;
    this.#used += rows * stride * DOUBLE;
    const values = new Float64Array(this.#memory, address, rows * stride).fill(0);
    return { address, rows, columns, stride, values };
  }

  /**
   * C += A'B over the first `rows` rows, for the first columns of each (m of A, n of B, rounded up to tiles).
   * @param upper leaves out the tiles below the diagonal: for C = A'A.
   */
  accumulate(c: Block, a: Block, b: Block, rows: number, m: number, n: number, upper = false): void {
    this.#product('accumulate', c, 0, a, b, rows, m, n, upper);
  }

  /**
   * C = A'B, whatever C held, into its columns from `column` on: whole tiles, so that up to three columns beyond the last are written too (zeros,
   * where the padding columns of B are zero).
   */
  assign(c: Block, column: number, a: Block, b: Block, rows: number, m: number, n: number): void {
    this.#product('assign', c, column, a, b, rows, m, n, false);
  }

  #product(
    kind: 'accumulate' | 'assign',
    c: Block,
    column: number,
    a: Block,
    b: Block,
    rows: number,
    m: number,
    n: number,
    upper: boolean,
  ): void {
    this.#kernel[kind](
      c.address + column * DOUBLE,
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

  /** Turns the first rows of logits into probabilities, at most PROBABILITY_CAP, and writes p (1 − p) in a block of the same shape. */
  logistic(logits: Block, curvature: Block, rows: number): void {
    this.#kernel.logistic(logits.address, curvature.address, rows * logits.stride * DOUBLE);
  }

  /** The same without a cap. */
  uncappedLogistic(logits: Block, curvature: Block, rows: number): void {
    this.#kernel.uncappedLogistic(logits.address, curvature.address, rows * logits.stride * DOUBLE);
  }
}
