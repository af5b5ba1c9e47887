import { notFound } from '#kit/action.ts';
import type { Place } from '#kit/actor.ts';
import type { QueryContext } from '#kit/context.ts';
import { standingOf, visibleBlocks } from '../project/audience.rules.ts';
import { audiencesOf, noteOpening, readingFacts } from '../project/audience.store.ts';
import { findProject } from '../project.store.ts';
import type { Block } from '../project.ts';

/** A project as its reader may see it: of these blocks, those opened to them, whose reading is noted unless they are public. */
export async function readProject(
  ctx: Pick<QueryContext, 'sql' | 'actor' | 'today' | 'now'>,
  id: string,
  asked: readonly Block[],
): Promise<{
  project: { id: string; acronym: string; synthetic: boolean };
  row: NonNullable<Awaited<ReturnType<typeof findProject>>>;
  place: Place;
  sees: (block: Block) => boolean;
}> {
  const { sql, actor } = ctx;
  const facts = await readingFacts(sql, id, actor);
  const row = await findProject(sql, id);
  if (!facts || !row) throw notFound();
  const audiences = await audiencesOf(sql, id);
  const blocks = visibleBlocks(standingOf(actor, facts), audiences).filter((block) => asked.includes(block));
  await noteOpening(ctx, id, blocks, audiences);
  return {
    project: { id, acronym: row.acronym, synthetic: row.synthetic },
    row,
    place: facts.place,
    sees: (block) => blocks.includes(block),
  };
}
