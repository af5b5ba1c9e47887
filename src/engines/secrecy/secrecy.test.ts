import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../impact/linear-algebra.ts';
import {
  type Contribution,
  cellId,
  crossTable,
  DOMINANT_SHARE,
  FEWEST_FIRMS,
  isSecret,
  published,
  type SecretTable,
  TOTAL,
  withheldCells,
} from './secrecy.ts';

/** `firms` equal firms in a cell. */
const equalFirms = (row: string, column: string, firms: number): Contribution[] =>
  Array.from({ length: firms }, (_, k) => ({ firm: `${row}-${column}-${k}`, row, column, amount: 10 }));

/** Cells that someone who knows the published ones and all sums can compute: those that no change of the others leaves free. */
function computable({ sums }: SecretTable, hidden: ReadonlySet<string>): string[] {
  const unknown = [...hidden];
  const size = unknown.length;
  const gram = new Float64Array(size * size);
  for (const { total, parts } of sums) {
    const row = unknown.map((id) => (id === total ? -1 : parts.includes(id) ? 1 : 0));
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) gram[a * size + b] = gram[a * size + b]! + row[a]! * row[b]!;
  }
  const { values, vectors } = symmetricEigen(gram, size);
  return unknown.filter((_, k) =>
    values.every((value, at) => value > 1e-9 || Math.abs(vectors[k * size + at]!) < 1e-9),
  );
}

describe('statistical secrecy', () => {
  it(`withholds a figure on fewer than ${FEWEST_FIRMS} firms, and publishes one on as many`, () => {
    expect(isSecret({ firms: FEWEST_FIRMS - 1, amount: 100, largest: 50 })).toBe(true);
    expect(isSecret({ firms: FEWEST_FIRMS, amount: 100, largest: 50 })).toBe(false);
    expect(isSecret({ firms: 0, amount: 0, largest: 0 })).toBe(false);
  });

  it('withholds a figure in which one firm makes 85 % or more', () => {
    expect(isSecret({ firms: 10, amount: 100, largest: 100 * DOMINANT_SHARE })).toBe(true);
    expect(isSecret({ firms: 10, amount: 100, largest: 100 * DOMINANT_SHARE - 0.01 })).toBe(false);
  });

  it('withholds a second figure of the line when the total would betray the first', () => {
    const table: SecretTable = {
      cells: [
        { id: 'micro', firms: 2, amount: 20, largest: 10 },
        { id: 'pme', firms: 40, amount: 400, largest: 10 },
        { id: 'eti', firms: 12, amount: 120, largest: 10 },
        { id: 'total', firms: 54, amount: 540, largest: 10 },
      ],
      sums: [{ total: 'total', parts: ['micro', 'pme', 'eti'] }],
    };
    const withheld = withheldCells(table);
    expect([...withheld.primary]).toEqual(['micro']);
    expect([...withheld.complementary]).toEqual(['eti']);
    expect(published(table.cells, withheld).map((cell) => 'secret' in cell)).toEqual([true, false, true, false]);
  });

  it('withholds a third one when two secret figures together are still one of two firms', () => {
    const { primary, complementary } = withheldCells({
      cells: [
        { id: 'a', firms: 1, amount: 10, largest: 10 },
        { id: 'b', firms: 1, amount: 10, largest: 10 },
        { id: 'c', firms: 5, amount: 50, largest: 10 },
        { id: 'd', firms: 9, amount: 90, largest: 10 },
        { id: 'total', firms: 16, amount: 160, largest: 10 },
      ],
      sums: [{ total: 'total', parts: ['a', 'b', 'c', 'd'] }],
    });
    expect([...primary]).toEqual(['a', 'b']);
    expect([...complementary]).toEqual(['c']);
  });

  it('closes a rectangle in a two-way table, and leaves the margins', () => {
    const table = crossTable(
      ['micro', 'pme', 'eti'].flatMap((row, r) =>
        ['nord', 'sud', 'est'].flatMap((column, c) => equalFirms(row, column, r === 0 && c === 0 ? 1 : 5 + 3 * r + c)),
      ),
    );
    const { primary, complementary } = withheldCells(table);
    expect([...primary]).toEqual([cellId('micro', 'nord')]);
    expect(complementary.size).toBe(3);
    expect([...complementary].some((id) => id.includes(TOTAL))).toBe(false);
    expect(computable(table, primary)).toEqual([cellId('micro', 'nord')]);
    expect(computable(table, primary.union(complementary))).toEqual([]);
  });

  it('never lets an attacker compute a secret figure by differences, whatever the table', () => {
    const firms = fc.array(
      fc.record({ row: fc.nat(3), column: fc.nat(3), amount: fc.integer({ min: 1, max: 1000 }) }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(firms, (list) => {
        const table = crossTable(
          list.map(({ row, column, amount }, firm) => ({ firm, row: `r${row}`, column: `c${column}`, amount })),
        );
        const { primary, complementary } = withheldCells(table);
        const hidden = primary.union(complementary);
        const computed = computable(table, hidden).filter((id) => primary.has(id));
        expect(computed).toEqual([]);
        for (const { total, parts } of table.sums) {
          if (hidden.has(total)) continue;
          const together = table.cells.filter(({ id }) => parts.includes(id) && hidden.has(id));
          const group = {
            firms: together.reduce((sum, cell) => sum + cell.firms, 0),
            amount: together.reduce((sum, cell) => sum + cell.amount, 0),
            largest: Math.max(0, ...together.map((cell) => cell.largest)),
          };
          expect(isSecret(group)).toBe(false);
        }
      }),
      { numRuns: 80 },
    );
  });
});
