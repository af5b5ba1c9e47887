import type { Effect } from './absorb.ts';

/** Rows in the order of their groups, and where each group that has rows ends in it. */
export interface RowGroups {
  readonly order: Int32Array;
  readonly ends: Int32Array;
}

/** Rows with the same levels of all effects together, by counting. */
export function rowsByLevel(effects: readonly [Effect, ...Effect[]]): RowGroups {
  const order = [...effects].reverse().reduce<Int32Array | null>((before, effect) => sortedBy(effect, before), null)!;
  const ends = new Int32Array(order.length);
  let count = 0;
  for (let at = 1; at <= order.length; at++) {
    let isEnd = at === order.length;
    for (const { index } of effects) if (!isEnd && index[order[at]!] !== index[order[at - 1]!]) isEnd = true;
    if (isEnd) ends[count++] = at;
  }
  return { order, ends: ends.subarray(0, count) };
}

export function eachRowAlone(count: number): RowGroups {
  const order = new Int32Array(count);
  const ends = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    order[row] = row;
    ends[row] = row + 1;
  }
  return { order, ends };
}

/** @param before an order that is kept within levels; that of rows when null */
function sortedBy({ index, count }: Effect, before: Int32Array | null): Int32Array {
  const next = new Int32Array(count + 1);
  for (let row = 0; row < index.length; row++) next[index[row]! + 1] = next[index[row]! + 1]! + 1;
  for (let level = 0; level < count; level++) next[level + 1] = next[level + 1]! + next[level]!;
  const order = new Int32Array(index.length);
  for (let at = 0; at < index.length; at++) {
    const row = before ? before[at]! : at;
    const level = index[row]!;
    order[next[level]!] = row;
    next[level] = next[level]! + 1;
  }
  return order;
}
