import type { Clause } from '../clause/clause.ts';
import type { Numbered } from './objective.rules.ts';

/** Something that an objective should answer to. */
export interface Column {
  readonly id: string;
  readonly kind: 'priority' | 'filiere' | 'area';
}

export interface Coverage {
  /** By objective, in the order of the tree: which columns it answers to. A tie of an objective holds for those above it too. */
  readonly rows: readonly {
    readonly objective: string;
    /** Written on the objective itself. */
    readonly own: string[];
    /** Written on one below it. */
    readonly below: string[];
  }[];
  /** Columns that no objective answers to. */
  readonly uncovered: string[];
  /** Objectives of the top that answer to no priority and no filière, neither themselves nor below. */
  readonly untied: string[];
}

const tiesOf = ({ content }: Clause<'objective'>): string[] => [
  ...content.priorities,
  ...content.filieres,
  ...content.areas,
];

/** Which priorities, filières and areas the objectives answer to (T5), and what is left on either side. */
export function coverageOf(tree: readonly Numbered[], columns: readonly Column[]): Coverage {
  const shown = new Set(columns.map(({ id }) => id));
  const outside = new Set(columns.filter(({ kind }) => kind !== 'area').map(({ id }) => id));
  const rows = tree.map(({ objective, number }) => {
    const own = tiesOf(objective).filter((id) => shown.has(id));
    const below = tree
      .filter((one) => one.number.startsWith(`${number}.`))
      .flatMap((one) => tiesOf(one.objective))
      .filter((id) => shown.has(id) && !own.includes(id));
    return { objective: objective.id, own, below: [...new Set(below)], depth: number.split('.').length };
  });
  const covered = new Set(rows.flatMap(({ own }) => own));
  return {
    rows: rows.map(({ objective, own, below }) => ({ objective, own, below })),
    uncovered: columns.map(({ id }) => id).filter((id) => !covered.has(id)),
    untied: rows
      .filter(({ depth, own, below }) => depth === 1 && ![...own, ...below].some((id) => outside.has(id)))
      .map(({ objective }) => objective),
  };
}
