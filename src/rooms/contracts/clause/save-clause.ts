import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext, Refusal } from '#kit/context.ts';
import type { Say } from '#kit/say.ts';
import type { EditionTable } from '../contract.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { clauseKey, contractKey, optionalText, revisionRead } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { openText, TEXT_REFUSALS, type TextRefusal, writeClause } from './change-clause.ts';
import type { ClauseContents, ClauseKind } from './clause.ts';

/** What every action that saves a clause takes beside its content, and what it gives. */
export const clauseInput = {
  contract: contractKey,
  /** The clause to change, with the revision that was read; without both, a new one. */
  clause: clauseKey.optional(),
  revision: revisionRead.optional(),
  reason: optionalText,
};
export const clauseOutput = z.object({ contract: z.string(), clause: z.string(), revision: z.int() });

/**
 * The action that adds or changes a clause of one kind, for kinds whose content needs no other rule than its schema. Kinds with rules of
 * their own (targets, commitments) have their action written out.
 */
export function defineSaveClause<
  const Kind extends ClauseKind,
  Content extends z.ZodType<ClauseContents[Kind]>,
  const Code extends string = never,
>(spec: {
  readonly kind: Kind;
  /** Its schema, from `CLAUSE_CONTENTS`. */
  readonly content: Content;
  /** `contracts.saveArea` */
  readonly name: string;
  readonly title: Say;
  /** `areas`: the address is `/contracts/{contract}/areas`. */
  readonly plural: string;
  /** The refusals of `check`. */
  readonly refusals?: Record<Code, Refusal>;
  /** What the schema cannot see: refuses, or gives the content as it is to be written. */
  readonly check?: (
    ctx: ActionContext<Code>,
    edition: EditionTable,
    edit: { readonly kind: Kind; readonly clause?: string | undefined; readonly content: ClauseContents[Kind] },
  ) => Promise<ClauseContents[Kind]>;
}) {
  return defineAction({
    name: spec.name,
    title: spec.title,
    path: `/contracts/{contract}/${spec.plural}`,
    permission: { who: WRITERS, where: contractPlace },
    input: z.object({ ...clauseInput, content: spec.content }),
    output: clauseOutput,
    refusals: { ...refusing(...TEXT_REFUSALS), ...spec.refusals } as Record<TextRefusal | Code, Refusal>,
    async run(ctx, input) {
      const { contract, clause, revision, reason } = input;
      // A schema known only by its bound: the compiler loses the field's name.
      const given = (input as unknown as { content: ClauseContents[Kind] }).content;
      const edition = await openText(ctx, contract);
      const content = spec.check
        ? await spec.check(ctx as unknown as ActionContext<Code>, edition, { kind: spec.kind, clause, content: given })
        : given;
      const written = await writeClause(ctx, edition.id, { kind: spec.kind, clause, revision, reason, content });
      ctx.record({
        object: { kind: 'contract', id: contract },
        reason,
        before: written.before && { clause: written.id, content: written.before.content },
        after: { clause: written.id, content },
      });
      return { contract, clause: written.id, revision: written.revision };
    },
  });
}
