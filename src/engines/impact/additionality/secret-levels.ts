import { TOTAL, withheldCells } from '../../secrecy/secrecy.ts';

/** The treated firms of a level, and what each contributes to the figures that are published of it: its R&D, the aid it received. */
export interface LevelFirms {
  readonly level: string;
  /** By figure, one contribution for each treated firm, without sign. */
  readonly contributions: readonly (readonly number[])[];
}

/**
 * Levels that may not leave the house: those on fewer than three treated firms, or whose R&D or aid one firm dominates, and those that would
 * betray them, since totals over levels add up. All figures of a level go together: own-financed R&D is a difference of the two.
 */
export function secretLevels(levels: readonly LevelFirms[]): ReadonlySet<string> {
  const figures = levels[0]?.contributions.length ?? 0;
  let hidden: ReadonlySet<string> = new Set();
  for (let figure = 0; figure < figures; figure++) {
    const cell = (id: string, contributions: readonly number[]) => ({
      id,
      firms: contributions.length,
      amount: contributions.reduce((sum, amount) => sum + amount, 0),
      largest: contributions.reduce((most, amount) => Math.max(most, amount), 0),
    });
    const { primary, complementary } = withheldCells(
      {
        cells: [
          ...levels.map(({ level, contributions }) => cell(idOf(level), contributions[figure]!)),
          cell(
            TOTAL,
            levels.flatMap(({ contributions }) => contributions[figure]!),
          ),
        ],
        sums: [{ total: TOTAL, parts: levels.map(({ level }) => idOf(level)) }],
      },
      hidden,
    );
    hidden = new Set([...primary, ...complementary]);
  }
  return new Set(levels.map(({ level }) => level).filter((level) => hidden.has(idOf(level))));
}

/** A level may be called like the total. */
const idOf = (level: string): string => `level ${level}`;
