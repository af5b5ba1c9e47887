import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import type { ChainedText } from './contract-life.ts';

/** Every text of a contract, the newest first, with the digest of its PDF. */
export async function textChain(sql: Sql, contractId: string): Promise<ChainedText[]> {
  const { rows } = await fragment<ChainedText>`
    select e.number, e.state, e.subjects, e.reason, to_char(e.opened_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as "openedOn",
      e.signed_on as "signedOn", e.superseded_on as "supersededOn", e.ends_on as "endsOn",
      coalesce(s.sha256, f.sha256) as digest, s.id is not null as sealed
    from contracts.edition e
    left join kit.file f on f.id = e.pdf_file_id
    left join kit.file s on s.id = e.sealed_file_id
    where e.contract_id = ${contractId} order by e.number desc`.execute(sql);
  return rows;
}
