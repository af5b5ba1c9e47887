/**
 * WebAssembly written instruction by instruction: the few that the kernel needs, with two-lane arithmetic and no relaxed operation, so that
 * every machine gives the same bits. Byte values are those of the WebAssembly specification (core, section 5).
 */

export const DOUBLE = 8;

export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  branch: (depth: number) => [0x0c, depth],
  branchIf: (depth: number) => [0x0d, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  constant: (value: number) => [0x41, ...signed(value)],
  atLeast: [0x4e],
  add: [0x6a],
  multiply: [0x6c],
  select: [0x1b],
  load: (offset: number) => [0xfd, 0x00, 0x03, ...unsigned(offset)],
  loadSplat: (offset: number) => [0xfd, 0x0a, 0x03, ...unsigned(offset)],
  store: (offset: number) => [0xfd, 0x0b, 0x03, ...unsigned(offset)],
  /** The same double in both lanes. */
  pair: (value: number) => [0xfd, 0x0c, ...bytesOf(value), ...bytesOf(value)],
  addPairs: [0xfd, 0xf0, 0x01],
  subtractPairs: [0xfd, 0xf1, 0x01],
  multiplyPairs: [0xfd, 0xf2, 0x01],
  dividePairs: [0xfd, 0xf3, 0x01],
  /** The second where it is less (or more) than the first, else the first, were it no number. */
  leastPairs: [0xfd, 0xf6, 0x01],
  mostPairs: [0xfd, 0xf7, 0x01],
  shiftBitsOfPairs: [0xfd, 0xcb, 0x01],
  addBitsOfPairs: [0xfd, 0xce, 0x01],
};

const bytesOf = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];

/** for (local = from; local < limit; local += step) body. */
export const forEach = (local: number, from: number[], limit: number, step: number, inner: number[]): number[] => [
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

/** A function of integers that answers nothing. */
export interface KernelFunction {
  readonly name: string;
  readonly parameters: number;
  /** Locals after the parameters: integers first, then pairs of doubles. */
  readonly integers: number;
  readonly pairs: number;
  readonly code: number[];
}

/** A module of functions on a memory that it imports as workspace.memory. */
export function moduleOf(functions: readonly KernelFunction[]): Uint8Array<ArrayBuffer> {
  const type = ({ parameters }: KernelFunction) => [0x60, ...vector(new Array(parameters).fill([I32])), ...vector([])];
  const body = ({ integers, pairs, code }: KernelFunction) => {
    const whole = [
      ...vector([
        [...unsigned(integers), I32],
        [...unsigned(pairs), V128],
      ]),
      ...code,
      ...op.end,
    ];
    return [...unsigned(whole.length), ...whole];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(functions.map(type))),
    ...section(2, vector([[...text('workspace'), ...text('memory'), 0x02, 0x00, 0x00]])),
    ...section(3, vector(functions.map((_, k) => [k]))),
    ...section(7, vector(functions.map(({ name }, k) => [...text(name), 0x00, k]))),
    ...section(10, vector(functions.map(body))),
  ]);
}

const I32 = 0x7f;
const V128 = 0x7b;

const section = (id: number, body: number[]): number[] => [id, ...unsigned(body.length), ...body];
const vector = (items: number[][]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => [...unsigned(value.length), ...new TextEncoder().encode(value)];

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
