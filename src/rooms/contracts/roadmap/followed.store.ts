import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { ClauseContents } from '../clause/clause.ts';

/** One indicator of a contract that is followed, below its objective. */
export interface FollowedIndicator {
  readonly cluster: string;
  readonly contract: string;
  readonly edition: string;
  readonly objective: {
    readonly id: string;
    readonly title: string;
    readonly dimension: ClauseContents['objective']['dimension'];
    readonly position: number;
  };
  /** Its passage in the contract: the same through amendments. */
  readonly id: string;
  /** What values are filed under: the code of the common catalogue, or `contract/passage` for the cluster's own. */
  readonly key: string;
  readonly content: ClauseContents['indicator'];
  readonly synthetic: boolean;
}

/**
 * What the contracts promise on a day, in one statement: the indicators of the text in force that day, or of the text under way of a contract followed
 * provisionally (R21); those of ended and terminated contracts until they closed. In the order of the text. `clusters`: null for all.
 */
export async function followedIndicators(
  sql: Sql,
  on: Day,
  clusters: readonly string[] | null = null,
): Promise<FollowedIndicator[]> {
  const { rows } = await fragment<FollowedIndicator>`
    select c.cluster_id as cluster, c.id as contract, e.id as edition,
      json_build_object('id', o.id, 'title', o.content ->> 'title', 'dimension', o.content ->> 'dimension', 'position', o.position) as objective,
      i.id, coalesce(i.content ->> 'code', c.id || '/' || i.id) as key, i.content, c.synthetic
    from contracts.contract c
      join lateral (select e.id from contracts.edition e
        where e.contract_id = c.id and (
          (e.state in ('signed', 'superseded') and e.signed_on <= ${on} and (e.superseded_on is null or e.superseded_on > ${on}))
          or (e.state in ('open', 'signing') and e.number = 0 and c.provisional_from <= ${on}))
        order by e.number desc limit 1) e on true
      join contracts.clause i on i.edition_id = e.id and i.kind = 'indicator'
      join contracts.clause o on o.edition_id = e.id and o.id = i.parent_id
    where c.starts_on <= ${on} and (c.closed_on is null or c.closed_on >= ${on}) and c.state not in ('draft')
      ${clusters === null ? fragment`` : fragment`and c.cluster_id = any (${[...clusters]}::text[])`}
    order by c.cluster_id, o.position, o.id, i.position, i.id`.execute(sql);
  return rows;
}
