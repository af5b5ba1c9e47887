import { describe, expect, it } from 'vitest';
import { uniformAt } from '../random.ts';
import { FreePlaces } from './free-places.ts';

describe('free places', () => {
  it('are found on either side, as by looking at each, while they are taken one after another', () => {
    for (const [size, share] of [
      [1, 1],
      [33, 0.5],
      [1_100, 0.9],
      [40_000, 0.01],
    ] as const) {
      const free = Uint8Array.from({ length: size }, (_, at) => (uniformAt(1, at, size, 0) < share ? 1 : 0));
      const places = new FreePlaces(free);
      for (let turn = 0; turn < 300; turn++) {
        const place = Math.floor(uniformAt(2, turn, size, 0) * size);
        const before = free.lastIndexOf(1, place - 1);
        const after = free.indexOf(1, place + 1);
        expect(places.before(place)).toBe(place === 0 ? -1 : before);
        expect(places.after(place)).toBe(after === -1 ? size : after);
        const taken = places.after(Math.floor(uniformAt(3, turn, size, 0) * size) - 1);
        if (taken === size) continue;
        free[taken] = 0;
        places.remove(taken);
      }
    }
  });
});
