import { sql as fragment, type RawBuilder } from 'kysely';
import type { Actor } from '#kit/actor.ts';
import type { RegionVintage } from '#rooms/registry';
import { isThereFor } from '../project/audience.store.ts';
import type { Stage } from '../project.ts';

/** What a list of projects, its columns and its funnel are asked for. */
export interface ProjectFilter {
  readonly q?: string;
  readonly cluster?: string;
  readonly stage?: Stage;
  /** A region where a cluster that follows or labels the project stands, in one of the two lists (R12). */
  readonly region?: { readonly code: string; readonly vintage: RegionVintage };
  readonly filiere?: string;
  /** Country where one of its partners works. */
  readonly country?: string;
  /** Window that a file was submitted to. */
  readonly window?: string;
  /** Year in which it was opened. */
  readonly year?: number;
}

/** The condition that `projects.project p` is there for this person and answers the filter. A title is searched only where it may be read. */
export function answering(actor: Actor, filter: ProjectFilter): RawBuilder<boolean> {
  const { q, cluster, stage, region, filiere, country, window, year } = filter;
  // A list of clusters that does not depend on the project, so that the store reads it once for all rows.
  const followedIn = (clusters: RawBuilder<unknown>) =>
    fragment`(p.cluster_id = any (${clusters}) or exists (select 1 from projects.label l
      where l.project_id = p.id and l.cluster_id = any (${clusters}) and l.decision is distinct from 'refused'))`;
  const conditions = [
    isThereFor(actor),
    q
      ? fragment`(p.sort_name like searched.like or (registry.plain(p.title) like searched.like and ${isThereFor(actor, 'p', 'summary')}))`
      : null,
    cluster ? followedIn(fragment`${[cluster]}::text[]`) : null,
    stage ? fragment`p.stage = ${stage}` : null,
    region
      ? followedIn(
          fragment`array(select r.cluster_id from registry.cluster_region r where r.vintage = ${region.vintage} and r.region = ${region.code})`,
        )
      : null,
    filiere ? fragment`p.filiere = ${filiere}` : null,
    country
      ? fragment`exists (select 1 from projects.partner r where r.project_id = p.id and r.left_on is null and r.country = ${country})`
      : null,
    window
      ? fragment`exists (select 1 from projects.application a where a.project_id = p.id and a.window_id = ${window} and a.submitted_on is not null)`
      : null,
    year ? fragment`p.created_on between ${`${year}-01-01`} and ${`${year}-12-31`}` : null,
  ].filter((condition) => condition !== null);
  return fragment<boolean>`(${fragment.join(conditions, fragment` and `)})`;
}

/** Joined beside `projects.project p` when words are searched: the pattern, made plain once (no sign of its own is left in it). */
export const wordsSearched = (q: string | undefined): RawBuilder<unknown> =>
  q ? fragment`cross join (select '%' || registry.plain(${q}) || '%' as like) as searched` : fragment``;
