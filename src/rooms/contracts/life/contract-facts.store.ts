import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { clustersWithin, type reachOf, regionVintageOn } from '#rooms/registry';
import type { Visibility } from '../negotiation/negotiation.ts';
import type { ContractFacts } from './contract-facts.ts';

type Reach = ReturnType<typeof reachOf>;

/** One text of the contract `c`, as JSON. */
const text = (states: RawBuilder<unknown>) => fragment`(
  select json_build_object('id', e.id, 'number', e.number, 'state', e.state, 'subjects', e.subjects,
    'openedOn', to_char(e.opened_at at time zone 'Europe/Paris', 'YYYY-MM-DD'),
    'frozenOn', e.frozen ->> 'on')
  from contracts.edition e where e.contract_id = c.id and e.state in ${states})`;

/** The parties of the text `t`, each with its reception, its last vote and its standing signature. */
const parties = fragment`(
  select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'coordinating', p.coordinating,
      'region', p.region, 'metropole', p.metropole,
      'receivedOn', r.received_on, 'answerDueOn', r.due_on, 'answer', r.answer, 'answeredOn', r.answered_on,
      'deemedAgreed', r.outcome is not distinct from 'deemed-agreed',
      'required', s.required, 'assemblyOn', s.assembly_on,
      'vote', case when d.id is not null then json_build_object('heldOn', d.held_on, 'approves', d.approves) end,
      'sent', s.sent_at is not null, 'seen', s.seen_at is not null, 'signedOn', g.signed_on, 'refused', s.refused_at is not null)
    order by p.coordinating desc, p.position, p.id), '[]'::json)
  from contracts.party p
  left join contracts.standing s on s.edition_id = p.edition_id and s.party_id = p.id
  left join contracts.signature g on g.edition_id = p.edition_id and g.party_id = p.id and g.cleared_at is null
  left join lateral (select * from contracts.reception r where r.contract_id = c.id and r.party_id = p.id order by r.round desc limit 1) r on true
  left join lateral (select * from contracts.deliberation d where d.edition_id = p.edition_id and d.party_id = p.id
    order by d.recorded_at desc, d.id desc limit 1) d on true
  where p.edition_id = t.id)`;

/**
 * The facts of many contracts in one statement, in the order of the clusters' names. `visible`: the comments that the reader may count; `on`: the day of
 * the list of regions (R12).
 */
export async function contractFacts(
  sql: Sql,
  scope: { readonly contract: string } | { readonly reach: Reach },
  visible: readonly Visibility[],
  on: string,
): Promise<ContractFacts[]> {
  const within =
    'contract' in scope
      ? fragment`c.id = ${scope.contract}`
      : fragment`(${scope.reach.everything} or c.cluster_id in ${clustersWithin(scope.reach)})`;
  const { rows } = await fragment<ContractFacts>`
    select c.id, json_build_object('id', k.id, 'name', k.name) as cluster,
      (select json_build_object('code', n.code, 'name', n.name) from registry.cluster_region cr
        join registry.region n on n.vintage = cr.vintage and n.code = cr.region
        where cr.cluster_id = k.id and cr.vintage = ${regionVintageOn(on)} and cr.coordinating) as region,
      c.state, c.starts_on as "startsOn", c.ends_on as "endsOn", c.signed_on as "signedOn", c.closed_on as "closedOn",
      c.provisional_from as "provisionalFrom", to_char(c.opened_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as "openedOn", c.synthetic,
      ${text(fragment`('open', 'signing')`)} as "underWay", ${text(fragment`('signed')`)} as "inForce",
      (select count(*) from contracts.edition e where e.contract_id = c.id and e.number > 0 and e.state in ('signed', 'superseded')) as amendments,
      ${parties} as parties,
      (select json_build_object('plannedOn', q.planned_on, 'sessionOn', q.session_on, 'waived', q.waiver_reason is not null,
          'opinion', q.opinion, 'opinionDueOn', q.opinion_due_on)
        from contracts.presentation q where q.contract_id = c.id and q.closed_on is null) as presentation,
      (select count(*) from contracts.comment m where m.contract_id = c.id and m.thread_id is null and m.resolved_at is null
        and m.withdrawn_at is null and m.visibility = any (${[...visible]}::text[])) as "openComments",
      (select count(*) from contracts.proposal o where o.contract_id = c.id and o.state = 'open') as "openProposals",
      (select coalesce(json_agg(json_build_object('id', w.id, 'dueOn', w.due_on) order by w.due_on, w.id), '[]'::json)
        from contracts.condition w where w.contract_id = c.id and w.done_on is null) as conditions,
      (select count(*) from contracts.annex a where a.edition_id = t.id) as annexes,
      (select coalesce(json_agg(json_build_object('id', d.id, 'kind', d.kind, 'state', d.state, 'notifiedOn', d.notified_on, 'replyDueOn', d.reply_due_on) order by d.recorded_at), '[]'::json)
        from contracts.support_decision d where d.contract_id = c.id and d.state in ('notified', 'replied')) as decisions,
      (select json_build_object('examinedOn', i.examined_on) from contracts.improvement i where i.contract_id = c.id) as improvement
    from contracts.contract c
    join registry.cluster k on k.id = c.cluster_id
    join lateral (
      select e.id from contracts.edition e where e.contract_id = c.id
      order by e.state in ('open', 'signing') desc, e.state = 'signed' desc, e.number desc limit 1) t on true
    where ${within} order by k.name collate "und-x-icu", c.opened_at, c.id`.execute(sql);
  return rows;
}
