import { published, type SecretCell, TOTAL, withheldCells } from '../../secrecy/secrecy.ts';
import type { Additionality, AdditionalityByLevel } from './additionality.ts';

/** What the treated firms of a level contribute: their R&D, say, and that of the largest among them. */
export interface LevelWeight {
  readonly amount: number;
  readonly largest: number;
}

export interface PublishedLevels {
  /** A withheld level says nothing but its name: not even how many firms it has. */
  readonly levels: readonly (
    | (Additionality & { readonly id: string })
    | { readonly id: string; readonly secret: true }
  )[];
  /** Null when the total itself is secret. */
  readonly total: AdditionalityByLevel['total'] | null;
  /** Levels withheld for themselves, and with them, so that the total betrays none. For the evaluator's eyes. */
  readonly withheld: { readonly primary: readonly string[]; readonly complementary: readonly string[] };
}

/**
 * The table of additionality by level as it may leave: totals over levels add up, so a level on fewer than three firms, or that one
 * firm dominates, takes another one with it. All figures of a level go together, since own-financed R&D is a difference of them.
 *
 * @param weightOf contributions of the treated firms of each level
 */
export function publishedLevels(
  { levels, total }: AdditionalityByLevel,
  weightOf: (level: string) => LevelWeight,
): PublishedLevels {
  const cells = levels.map(({ level, treated }): SecretCell => ({ id: level, firms: treated, ...weightOf(level) }));
  const all: SecretCell = {
    id: TOTAL,
    firms: cells.reduce((sum, { firms }) => sum + firms, 0),
    amount: cells.reduce((sum, { amount }) => sum + amount, 0),
    largest: cells.reduce((most, { largest }) => Math.max(most, largest), 0),
  };
  const withheld = withheldCells({
    cells: [...cells, all],
    sums: [{ total: TOTAL, parts: cells.map(({ id }) => id) }],
  });
  const { primary, complementary } = withheld;
  return {
    levels: published(
      levels.map(({ level, ...effects }) => ({ id: level, ...effects })),
      withheld,
    ),
    total: primary.has(TOTAL) || complementary.has(TOTAL) ? null : total,
    withheld: { primary: [...primary], complementary: [...complementary] },
  };
}
