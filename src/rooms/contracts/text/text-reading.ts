import type { ClauseContents, ClauseKind } from '../clause/clause.ts';
import { siblings } from '../clause/clause-order.rules.ts';
import { articleNumbers } from './articles.ts';
import type { FrozenText } from './frozen-text.ts';

/** A clause as a frozen text holds it. */
export interface FrozenClause<Kind extends ClauseKind = ClauseKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly parent: string | null;
  readonly position: number;
  readonly content: ClauseContents[Kind];
}

/** An objective with its number in the text: 2, or 2.1 below it. */
export interface ReadObjective {
  readonly clause: FrozenClause<'objective'>;
  readonly number: string;
  /** 1 at the top of the tree. */
  readonly level: number;
  readonly indicators: readonly FrozenClause<'indicator'>[];
}

/** A frozen text, sorted as it is read. */
export interface TextReading {
  readonly frozen: FrozenText;
  readonly years: readonly number[];
  readonly articles: readonly FrozenClause<'article'>[];
  readonly articleNumbers: ReadonlyMap<string, number>;
  readonly areas: readonly FrozenClause<'area'>[];
  readonly goals: readonly FrozenClause<'goal'>[];
  readonly markets: readonly FrozenClause<'market'>[];
  readonly diagnosis: readonly FrozenClause<'diagnosis'>[];
  readonly objectives: readonly ReadObjective[];
  readonly budgets: readonly ClauseContents['budget'][];
  readonly commitments: readonly ClauseContents['commitment'][];
  /** Name of a party, an area, a priority, a filière, a code, by its id; the id itself when the text does not know it. */
  readonly nameOf: (id: string) => string;
}

export function readText(frozen: FrozenText): TextReading {
  const clauses = frozen.clauses as readonly FrozenClause[];
  const of = <Kind extends ClauseKind>(kind: Kind, parent: string | null = null) =>
    siblings(clauses, kind, parent) as FrozenClause<Kind>[];
  const articles = of('article');
  const areas = of('area');
  const names: Record<string, string> = {
    ...frozen.names,
    ...Object.fromEntries(areas.map(({ id, content }) => [id, content.title])),
    ...Object.fromEntries(frozen.parties.map(({ id, name }) => [id, name])),
  };
  const objectivesBelow = (parent: string | null, prefix: string, level: number): ReadObjective[] =>
    of('objective', parent).flatMap((clause, index) => {
      const number = `${prefix}${index + 1}`;
      return [
        { clause, number, level, indicators: of('indicator', clause.id) },
        ...objectivesBelow(clause.id, `${number}.`, level + 1),
      ];
    });
  const [first, last] = [frozen.contract.startsOn, frozen.contract.endsOn].map((day) => Number(day.slice(0, 4)));
  return {
    frozen,
    years: Array.from({ length: last! - first! + 1 }, (_, index) => first! + index),
    articles,
    articleNumbers: articleNumbers(articles),
    areas,
    goals: of('goal'),
    markets: of('market'),
    diagnosis: of('diagnosis'),
    objectives: objectivesBelow(null, '', 1),
    budgets: of('budget').map(({ content }) => content),
    commitments: of('commitment').map(({ content }) => content),
    nameOf: (id) => names[id] ?? id,
  };
}
