import type { ActionContext, Refusal } from '#kit/context.ts';
import type { EditionTable } from '../contract.ts';
import { roadmapRefusing } from '../roadmap/roadmap.refusals.ts';
import { checkIndicator, checkObjective, ROADMAP_CLAUSE_REFUSALS } from '../roadmap/roadmap-clause.check.ts';
import { strategyRefusing } from '../strategy/strategy.refusals.ts';
import { checkStrategyClause, isStrategyKind, STRATEGY_CLAUSE_REFUSALS } from '../strategy/strategy-clause.check.ts';
import { ARTICLE_REFUSALS, checkArticle } from '../text/text.refusals.ts';
import type { ClauseContents, ClauseKind } from './clause.ts';

type CheckCode =
  | (typeof ROADMAP_CLAUSE_REFUSALS)[number]
  | (typeof STRATEGY_CLAUSE_REFUSALS)[number]
  | keyof typeof ARTICLE_REFUSALS;

/** What `checkClause` may refuse: whoever writes clauses of any kind takes them among its own. */
export const checkRefusals: Record<CheckCode, Refusal> = {
  ...roadmapRefusing(...ROADMAP_CLAUSE_REFUSALS),
  ...strategyRefusing(...STRATEGY_CLAUSE_REFUSALS),
  ...ARTICLE_REFUSALS,
};

export interface CheckedClause<Kind extends ClauseKind> {
  readonly kind: Kind;
  /** The clause that it changes, or puts back; absent for a new one. */
  readonly clause?: string | undefined;
  readonly parent: string | null;
  readonly content: ClauseContents[Kind];
}

/**
 * The programme's rules on what a clause of any kind says, beyond its schema: gives the content as it is to be written, refuses what may not stand in this
 * edition, which the caller holds. For those who write clauses whose kind they do not choose: proposals accepted, versions put back.
 */
export async function checkClause<Kind extends ClauseKind>(
  ctx: ActionContext<CheckCode>,
  edition: EditionTable,
  { kind, clause, parent, content }: CheckedClause<Kind>,
): Promise<ClauseContents[Kind]> {
  if (kind === 'objective') {
    await checkObjective(ctx, edition, { clause, parent }, content as ClauseContents['objective']);
    return content;
  }
  if (kind === 'indicator') {
    const checked = await checkIndicator(ctx, edition, { clause, parent }, content as ClauseContents['indicator']);
    return checked.content as ClauseContents[Kind];
  }
  if (kind === 'article') checkArticle(ctx, (content as ClauseContents['article']).body, 'content.body');
  if (!isStrategyKind(kind)) return content;
  return checkStrategyClause(ctx, edition, { kind, clause, content: content as never }) as Promise<
    ClauseContents[Kind]
  >;
}
