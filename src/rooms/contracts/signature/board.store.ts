import { sql as fragment, type RawBuilder } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { clustersWithin, type reachOf } from '#rooms/registry';
import type { ContractState, EditionState, PartyKind } from '../contract.ts';
import type { SignatureManner } from './signature.ts';

/** A party as the boards read it: everything about it in one row. */
export interface BoardParty {
  id: string;
  kind: PartyKind;
  coordinating: boolean;
  name: string;
  region: string | null;
  metropole: string | null;
  required: boolean;
  signatory: {
    name: string;
    title: string;
    email: string | null;
    delegation: string | null;
    delegationOn: string | null;
    delegationFile: string | null;
  } | null;
  assemblyOn: string | null;
  vote: {
    number: string;
    heldOn: string;
    approves: boolean;
    reason: string | null;
    file: string | null;
    recordedBy: string;
  } | null;
  sentAt: string | null;
  linkExpiresAt: string | null;
  seenAt: string | null;
  remindedAt: string | null;
  reminders: number;
  refusedAt: string | null;
  refusal: string | null;
  signature: {
    id: string;
    name: string;
    title: string;
    delegation: string | null;
    how: SignatureManner;
    at: string;
    on: string;
    pdfDigest: string;
    scan: string | null;
  } | null;
}

export interface BoardContract {
  id: string;
  cluster: string;
  clusterName: string;
  state: ContractState;
  synthetic: boolean;
  signedOn: string | null;
  provisionalFrom: string | null;
  regions: string[];
  edition: {
    id: string;
    number: number;
    state: EditionState;
    digest: string | null;
    frozenOn: string | null;
    pdf: string | null;
    sealed: string | null;
    signedOn: string | null;
  };
  sessionOn: string | null;
  sessionPlannedOn: string | null;
  waived: boolean;
  parties: BoardParty[];
}

/**
 * Each contract with the text that matters now (the one under way, else the one in force, else the last), its parties, votes and signatures:
 * one statement, whatever the number of contracts.
 */
async function boards(sql: Sql, condition: RawBuilder<unknown>): Promise<BoardContract[]> {
  const { rows } = await fragment<BoardContract>`
    select c.id, c.cluster_id as cluster, k.name as "clusterName", c.state, c.synthetic, c.signed_on as "signedOn",
      c.provisional_from as "provisionalFrom",
      array(select p.region from contracts.party p where p.edition_id = e.id and p.kind = 'state' order by p.position) as regions,
      json_build_object('id', e.id, 'number', e.number, 'state', e.state, 'digest', e.frozen_digest, 'frozenOn', e.frozen_on,
        'pdf', e.pdf_file_id, 'sealed', e.sealed_file_id, 'signedOn', e.signed_on) as edition,
      s.session_on as "sessionOn", s.planned_on as "sessionPlannedOn", s.waiver_reason is not null as waived,
      coalesce((
        select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'coordinating', p.coordinating, 'name', p.name,
          'region', p.region, 'metropole', p.metropole, 'required', coalesce(st.required, true),
          'signatory', case when g.name is not null then json_build_object('name', g.name, 'title', g.title, 'email', g.email,
            'delegation', g.delegation, 'delegationOn', g.delegation_on, 'delegationFile', g.delegation_file_id) end,
          'assemblyOn', st.assembly_on,
          'vote', (select json_build_object('number', d.number, 'heldOn', d.held_on, 'approves', d.approves, 'reason', d.reason,
              'file', d.file_id, 'recordedBy', d.recorded_by)
            from contracts.deliberation d where d.edition_id = p.edition_id and d.party_id = p.id
            order by d.recorded_at desc, d.id desc limit 1),
          'sentAt', st.sent_at, 'linkExpiresAt', st.link_expires_at, 'seenAt', st.seen_at, 'remindedAt', st.reminded_at,
          'reminders', coalesce(st.reminders, 0), 'refusedAt', st.refused_at, 'refusal', st.refusal,
          'signature', case when x.id is not null then json_build_object('id', x.id, 'name', x.signer_name, 'title', x.signer_title,
            'delegation', x.delegation, 'how', x.how, 'at', x.signed_at, 'on', x.signed_on, 'pdfDigest', x.pdf_digest,
            'scan', x.scan_file_id) end)
          order by p.coordinating desc, p.position, p.id)
        from contracts.party p
          left join contracts.standing st on st.edition_id = p.edition_id and st.party_id = p.id
          left join contracts.signatory g on g.edition_id = p.edition_id and g.party_id = p.id
          left join contracts.signature x on x.edition_id = p.edition_id and x.party_id = p.id and x.cleared_at is null
        where p.edition_id = e.id), '[]'::json) as parties
    from contracts.contract c
      join registry.cluster k on k.id = c.cluster_id
      join lateral (
        select t.id, t.number, t.state, t.frozen_digest, t.frozen ->> 'on' as frozen_on, t.pdf_file_id, t.sealed_file_id, t.signed_on
        from contracts.edition t where t.contract_id = c.id
        order by t.state in ('open', 'signing') desc, t.state = 'signed' desc, t.number desc limit 1) e on true
      left join contracts.presentation s on s.contract_id = c.id and s.closed_on is null
    where ${condition}
    order by k.name collate "und-x-icu", c.id`.execute(sql);
  return rows;
}

export const boardOf = async (sql: Sql, contractId: string): Promise<BoardContract | null> =>
  (await boards(sql, fragment`c.id = ${contractId}`))[0] ?? null;

/** Contracts that are still to be signed, or were: those that ended otherwise have no board. */
export const boardsWithin = (sql: Sql, reach: ReturnType<typeof reachOf>): Promise<BoardContract[]> =>
  boards(sql, fragment`(${reach.everything} or c.cluster_id in ${clustersWithin(reach)}) and c.state <> 'terminated'`);

/** Names of the regions of 2013, by code. */
export async function regionNames(sql: Sql): Promise<Record<string, string>> {
  const { rows } = await fragment<{ code: string; name: string }>`
    select code, name from registry.region where vintage = '2013'`.execute(sql);
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
}

/** Signatures of a text that were cleared, the latest first. */
export interface ClearedSignature {
  party: string;
  name: string;
  signedAt: Date;
  clearedAt: Date;
  clearedBy: string;
  reason: string;
}

export async function clearedOf(sql: Sql, editionId: string): Promise<ClearedSignature[]> {
  const { rows } = await fragment<ClearedSignature>`
    select p.name as party, s.signer_name as name, s.signed_at as "signedAt", s.cleared_at as "clearedAt",
      s.cleared_by as "clearedBy", s.cleared_reason as reason
    from contracts.signature s join contracts.party p on p.edition_id = s.edition_id and p.id = s.party_id
    where s.edition_id = ${editionId} and s.cleared_at is not null
    order by s.cleared_at desc, s.signed_at desc`.execute(sql);
  return rows;
}

/** Texts being signed in which a party is still awaited and was not written to since that instant. */
export async function textsToRemind(sql: Sql, before: Date): Promise<{ contract: string; party: string }[]> {
  const { rows } = await fragment<{ contract: string; party: string }>`
    select e.contract_id as contract, st.party_id as party
    from contracts.standing st
      join contracts.edition e on e.id = st.edition_id and e.state = 'signing'
      join contracts.contract c on c.id = e.contract_id and c.state in ('presented', 'signed', 'amended')
    where st.required and st.refused_at is null and coalesce(st.reminded_at, st.sent_at) <= ${before}
      and not exists (select 1 from contracts.signature s
        where s.edition_id = st.edition_id and s.party_id = st.party_id and s.cleared_at is null)
    order by e.contract_id, st.party_id`.execute(sql);
  return rows;
}
