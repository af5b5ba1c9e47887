import { sql as fragment, type RawBuilder } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { QueryContext } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { reachOf } from '#rooms/registry';
import { placesOf } from '../place.ts';
import type { Audience, Block } from '../project.ts';
import { FUNDERS, TEAM } from '../projects.roles.ts';
import type { Audiences, ReadingFacts } from './audience.rules.ts';

const organisationsOf = (actor: Actor): readonly string[] => reachOf(actor, ['organisation-member']).organisations;

/** Null when there is no such project. */
export async function readingFacts(sql: Sql, project: string, actor: Actor): Promise<ReadingFacts | null> {
  const places = await placesOf(sql, project);
  if (!places) return null;
  const { place, partners } = places;
  const own = organisationsOf(actor);
  const { rows } = await fragment<{ member: boolean }>`
    select exists (select 1 from registry.membership m
      where m.organisation_id = any (${own}::text[]) and m.cluster_id = any (${place.clusters ?? []}::text[]) and m.to_day is null) as member`.execute(
    sql,
  );
  return {
    place,
    partnerOrganisations: partners,
    memberOfItsClusters: own.length > 0 && (rows[0]?.member ?? false),
  };
}

export async function audiencesOf(sql: Sql, project: string): Promise<Audiences> {
  const rows = await sql
    .selectFrom('projects.block_audience')
    .select(['block', 'audience'])
    .where('project_id', '=', project)
    .orderBy('block')
    .orderBy('audience')
    .execute();
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ block }) => block)].map(([block, all]) => [block, all.map(({ audience }) => audience)]),
  );
}

export async function replaceAudiences(trx: Sql, project: string, audiences: Audiences): Promise<void> {
  await trx.deleteFrom('projects.block_audience').where('project_id', '=', project).execute();
  const rows = (Object.entries(audiences) as [Block, readonly Audience[]][]).flatMap(([block, readers]) =>
    readers.map((audience) => ({ project_id: project, block, audience })),
  );
  if (rows.length > 0) await trx.insertInto('projects.block_audience').values(rows).execute();
}

/**
 * Who opened what: one line a person, block and day, for the blocks that are not public. The only thing that reading writes: it is a log of readings, no
 * act, and it must stay when the reading is all that happened.
 */
export async function noteOpening(
  { sql, actor, today, now }: Pick<QueryContext, 'sql' | 'actor' | 'today' | 'now'>,
  project: string,
  blocks: readonly Block[],
  audiences: Audiences,
): Promise<void> {
  const reserved = blocks.filter((block) => !audiences[block]?.includes('public'));
  if (actor.kind === 'system' || reserved.length === 0) return;
  await sql
    .insertInto('projects.opening')
    .values(
      reserved.map((block) => ({
        project_id: project,
        block,
        actor_id: actor.id,
        actor_name: actor.name,
        on_day: today,
        first_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const openingsOf = (sql: Sql, project: string, limit: number) =>
  sql
    .selectFrom('projects.opening')
    .selectAll()
    .where('project_id', '=', project)
    .orderBy('first_at', 'desc')
    .orderBy('block')
    .limit(limit)
    .execute();

/**
 * The condition that a project, under the alias given, is there for this person: what lists of projects put in their WHERE. With a block, that this block
 * is open to them. The same answers as `visibleBlocks`; a test compares them.
 */
export function isThereFor(actor: Actor, p = 'p', block: Block | null = null): RawBuilder<boolean> {
  const team = reachOf(actor, [...TEAM, 'auditor']);
  if (team.everything) return fragment<boolean>`true`;
  const funders = reachOf(actor, [...FUNDERS, 'evaluator']);
  const own = organisationsOf(actor);
  const id = fragment.ref(`${p}.id`);
  const opened = (audience: Audience) =>
    block === null
      ? fragment`${audience} = any (${fragment.ref(`${p}.open_to`)})`
      : fragment`exists (select 1 from projects.block_audience b where b.project_id = ${id} and b.block = ${block} and b.audience = ${audience})`;
  // Lists of clusters do not depend on the project: the store reads them once for all rows.
  const followedIn = (clusters: RawBuilder<unknown>) =>
    fragment`(${fragment.ref(`${p}.cluster_id`)} = any (${clusters})
      or exists (select 1 from projects.label l where l.project_id = ${id} and l.cluster_id = any (${clusters})))`;
  const ofFunders = fragment`array(
    select r.cluster_id from registry.cluster_region r where r.region || '@' || r.vintage = any (${funders.regions}::text[])
    union select c.id from registry.cluster c join registry.commune k on k.code = c.commune where k.epci = any (${funders.metropoles}::text[]))`;
  const ofMembers = fragment`array(
    select m.cluster_id from registry.membership m where m.organisation_id = any (${own}::text[]) and m.to_day is null)`;
  const conditions = [
    opened('public'),
    ...(team.clusters.length > 0 ? [followedIn(fragment`${team.clusters}::text[]`)] : []),
    ...(funders.everything ? [opened('funders')] : []),
    ...(funders.regions.length + funders.metropoles.length > 0
      ? [
          fragment`(${opened('funders')} and (${followedIn(ofFunders)}
            or exists (select 1 from projects.application a where a.project_id = ${id} and a.region || '@2013' = any (${funders.regions}::text[]))))`,
        ]
      : []),
    ...(own.length > 0
      ? [
          fragment`exists (select 1 from projects.partner r where r.project_id = ${id} and r.left_on is null
            and r.organisation_id = any (${own}::text[]) and (r.lead or ${opened('partners')}))`,
          fragment`(${opened('members')} and ${followedIn(ofMembers)})`,
        ]
      : []),
  ];
  return fragment<boolean>`(${fragment.join(conditions, fragment` or `)})`;
}
