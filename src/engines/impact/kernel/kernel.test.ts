import { describe, expect, it } from 'vitest';
import { doublesOf, Room } from './workspace.ts';

describe('the kernel', () => {
  it('gives the probabilities of logits to the last digits, however large, and caps them', () => {
    const logits = [0, -0, 1e-9, 0.3, -0.3, 1, -1, 5.5, -13.7, 13.8, 36, -36, -250, -699.9, -745, -1e300, 1e300];
    for (let k = 0; k < 4_000; k++) logits.push((k - 2_000) * 0.0171);
    while (logits.length % 4 > 0) logits.push(0);
    const work = new Room().workspace(2 * doublesOf(logits.length, 4));
    const [p, curvature] = [work.block(logits.length / 4, 4), work.block(logits.length / 4, 4)];
    p.values.set(logits);
    work.logistic(p, curvature, logits.length / 4);
    for (const [k, x] of logits.entries()) {
      const expected = Math.min(1 / (1 + Math.exp(-Math.max(-700, x))), 1 - 1e-6);
      expect(Math.abs(p.values[k]! / expected - 1)).toBeLessThan(5e-16);
      expect(curvature.values[k]).toBe(p.values[k]! * (1 - p.values[k]!));
    }
  });

  it('makes them without a cap as well', () => {
    const work = new Room().workspace(2 * doublesOf(1, 4));
    const [p, curvature] = [work.block(1, 4), work.block(1, 4)];
    p.values.set([14, 40, -14, 0]);
    work.uncappedLogistic(p, curvature, 1);
    for (const [k, x] of [14, 40, -14, 0].entries())
      expect(Math.abs(p.values[k]! * (1 + Math.exp(-x)) - 1)).toBeLessThan(5e-16);
  });

  it('says that the probability of no number is no number', () => {
    const work = new Room().workspace(2 * doublesOf(1, 4));
    const [p, curvature] = [work.block(1, 4), work.block(1, 4)];
    p.values.set([Number.NaN, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    work.logistic(p, curvature, 1);
    expect([...p.values].map(Number.isNaN)).toEqual([true, false, false, false]);
  });

  it('lends the same memory to one workspace after another, empty each time', () => {
    const room = new Room();
    room.workspace(16).block(4, 4).values.fill(7);
    const second = room.workspace(1_000_000).block(1_000, 1_000);
    expect(second.values.length).toBe(1_000_000);
    expect(second.values.every((value) => value === 0)).toBe(true);
  });

  it('writes a product into some columns of a wider block, whole tiles of it, and leaves the columns before', () => {
    const work = new Room().workspace(doublesOf(3, 4) + doublesOf(3, 8) + doublesOf(4, 16));
    const [a, b, c] = [work.block(3, 4), work.block(3, 6), work.block(4, 14)];
    for (let row = 0; row < 3; row++) {
      for (let k = 0; k < 4; k++) a.values[row * a.stride + k] = row + k;
      for (let k = 0; k < 6; k++) b.values[row * b.stride + k] = row - k;
    }
    c.values.fill(1);
    work.assign(c, 5, a, b, 3, 4, 6);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 14; j++) {
        const product = [0, 1, 2].reduce((sum, row) => sum + (row + i) * (row - (j - 5)), 0);
        const padding = j === 11 || j === 12;
        expect(c.values[i * c.stride + j]).toBe(j < 5 || j > 12 ? 1 : padding ? 0 : product);
      }
    }
  });

  it('adds a product to what a block holds, above the diagonal alone when asked', () => {
    const work = new Room().workspace(doublesOf(3, 8) + doublesOf(8, 8));
    const [a, c] = [work.block(3, 8), work.block(8, 8)];
    for (let row = 0; row < 3; row++) for (let k = 0; k < 8; k++) a.values[row * a.stride + k] = row * k + 1;
    c.values.fill(1);
    work.accumulate(c, a, a, 3, 8, 8, true);
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++) {
        const product = [0, 1, 2].reduce((sum, row) => sum + (row * i + 1) * (row * j + 1), 0);
        expect(c.values[i * c.stride + j]).toBe(i >= 4 && j < 4 ? 1 : 1 + product);
      }
  });
});
