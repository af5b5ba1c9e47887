import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOVES, movedTo, type Placed, siblings } from './clause-order.rules.ts';

const objective = (id: string, parent: string | null, position: number): Placed => ({
  id,
  kind: 'objective',
  parent,
  position,
});

const applied = (all: readonly Placed[], id: string, moved: NonNullable<ReturnType<typeof movedTo>>): Placed[] =>
  all.map((one) => ({
    ...one,
    position: moved.places.find((place) => place.id === one.id)?.position ?? one.position,
    parent: one.id === id ? moved.parent : one.parent,
  }));

const ids = (all: readonly Placed[], parent: string | null) => siblings(all, 'objective', parent).map(({ id }) => id);

describe('Moving a passage', () => {
  const three = [objective('a', null, 1), objective('b', null, 2), objective('c', null, 3)];

  it('goes up, down, before another and last under another; nowhere beyond the ends', () => {
    expect(ids(applied(three, 'c', movedTo(three, 'c', 'up', null)!), null)).toEqual(['a', 'c', 'b']);
    expect(ids(applied(three, 'a', movedTo(three, 'a', 'down', null)!), null)).toEqual(['b', 'a', 'c']);
    expect(ids(applied(three, 'c', movedTo(three, 'c', 'before', 'a')!), null)).toEqual(['c', 'a', 'b']);
    const under = applied(three, 'c', movedTo(three, 'c', 'under', 'a')!);
    expect([ids(under, null), ids(under, 'a')]).toEqual([['a', 'b'], ['c']]);
    expect(movedTo(three, 'a', 'up', null)).toBeNull();
    expect(movedTo(three, 'c', 'down', null)).toBeNull();
    expect(movedTo(three, 'a', 'before', 'gone')).toBeNull();
  });

  it('loses and doubles none, keeps the order of the others, and tells equal ranks apart', () => {
    const tree = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -1, max: 5 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(tree, fc.nat(), fc.constantFrom(...MOVES), fc.nat(), (shape, which, move, where) => {
        const all = shape.map(([position, above], index) =>
          objective(`o${index}`, above >= 0 && above < index ? `o${above}` : null, position),
        );
        const id = `o${which % all.length}`;
        const target = move === 'before' || move === 'under' ? `o${where % all.length}` : null;
        if (target === id) return;
        const moved = movedTo(all, id, move, target);
        if (!moved) return;
        const after = applied(all, id, moved);
        const others = (list: readonly Placed[]) => ids(list, moved.parent).filter((one) => one !== id);
        expect(others(after)).toEqual(others(all));
        expect(ids(after, moved.parent)).toContain(id);
        const ranks = siblings(after, 'objective', moved.parent).map(({ position }) => position);
        expect(new Set(ranks).size).toBe(ranks.length);
      }),
    );
  });
});
