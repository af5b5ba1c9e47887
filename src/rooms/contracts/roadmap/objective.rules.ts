import type { Clause, ClauseContents } from '../clause/clause.ts';
import { depthBelow, type Placed, parentFault, siblings } from '../clause/clause-order.rules.ts';
import type { Fault } from './roadmap.refusals.ts';

type Objective = ClauseContents['objective'];

/** What an objective may be tied to. */
export interface KnownTies {
  readonly priorities: ReadonlySet<string>;
  readonly filieres: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
}

/** What is wrong with an objective at its place in the text; nothing when it may be written. */
export function objectiveFaults(
  clauses: readonly Placed[],
  objective: { readonly id?: string | undefined; readonly parent: string | null; readonly content: Objective },
  known: KnownTies,
): Fault[] {
  const { content, id, parent } = objective;
  const faults: Fault[] = [];
  const fault = parentFault(clauses, { id, kind: 'objective' }, parent);
  if (fault) faults.push({ code: fault, field: 'parent' });
  if (content.scope === 'individual' && content.bearers.length === 0)
    faults.push({ code: 'BEARER_REQUIRED', field: 'content.bearers' });
  for (const tie of ['priorities', 'filieres', 'areas'] as const) {
    const unknown = content[tie].filter((one) => !known[tie].has(one));
    if (unknown.length > 0)
      faults.push({ code: 'UNKNOWN_TIE', field: `content.${tie}`, with: { what: unknown.join(', ') } });
  }
  return faults;
}

export interface Numbered {
  readonly objective: Clause<'objective'>;
  /** « 2.1 »: its rank among those of the same objective, from the top. */
  readonly number: string;
  /** 1 at the top. */
  readonly depth: number;
}

/** Every objective in the order of reading, a parent before those below it. One whose parent is gone stands at the top. */
export function numbered(objectives: readonly Clause<'objective'>[]): Numbered[] {
  const known = new Set(objectives.map(({ id }) => id));
  const rooted = objectives.map((one) =>
    one.parent !== null && (!known.has(one.parent) || depthBelow(objectives, one.parent) === Number.POSITIVE_INFINITY)
      ? { ...one, parent: null }
      : one,
  );
  const below = (parent: string | null, prefix: string, depth: number): Numbered[] =>
    siblings(rooted, 'objective', parent).flatMap((objective, index) => {
      const number = `${prefix}${index + 1}`;
      return [{ objective, number, depth }, ...below(objective.id, `${number}.`, depth + 1)];
    });
  return below(null, '', 1);
}
