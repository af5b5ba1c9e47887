import { sql as fragment, type Insertable, type Updateable } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { storedFile } from '#kit/files.store.ts';
import type { PartyTable } from '../contract.ts';
import type { DeliberationTable, SignatoryTable, SignatureTable, StandingTable } from './signature.ts';

export const findParty = (sql: Sql, editionId: string, partyId: string): Promise<PartyTable | undefined> =>
  sql
    .selectFrom('contracts.party')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('id', '=', partyId)
    .executeTakeFirst();

export const insertParty = async (trx: Sql, party: Insertable<PartyTable>): Promise<void> => {
  await trx.insertInto('contracts.party').values(party).execute();
};

export const updateParty = async (
  trx: Sql,
  editionId: string,
  partyId: string,
  change: Updateable<PartyTable>,
): Promise<void> => {
  await trx
    .updateTable('contracts.party')
    .set(change)
    .where('edition_id', '=', editionId)
    .where('id', '=', partyId)
    .execute();
};

export const deleteParty = async (trx: Sql, editionId: string, partyId: string): Promise<void> => {
  await trx.deleteFrom('contracts.party').where('edition_id', '=', editionId).where('id', '=', partyId).execute();
};

/** A party is not taken away while the text says that it pays. */
export const hasCommitments = async (sql: Sql, editionId: string, partyId: string): Promise<boolean> =>
  (await sql
    .selectFrom('contracts.clause')
    .select('id')
    .where('edition_id', '=', editionId)
    .where('kind', '=', 'commitment')
    .where(fragment`content ->> 'party'`, '=', partyId)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Numbers that local authorities ever took in this contract, so that an id is never used for two. */
export const nextAuthorityNumber = async (sql: Sql, contractId: string): Promise<number> => {
  const { rows } = await fragment<{ last: number | null }>`
    select max(substring(p.id from '^authority-(\\d+)$')::int) as last
    from contracts.party p join contracts.edition e on e.id = p.edition_id where e.contract_id = ${contractId}`.execute(
    sql,
  );
  return (rows[0]?.last ?? 0) + 1;
};

export const metropoleName = async (sql: Sql, siren: string): Promise<string | null> => {
  const { rows } = await fragment<{ name: string }>`
    select name from registry.metropole where siren = ${siren}`.execute(sql);
  return rows[0]?.name ?? null;
};

/** Every métropole that the registry knows, for a list of choices. */
export const metropoles = async (sql: Sql): Promise<{ siren: string; name: string }[]> =>
  (
    await fragment<{ siren: string; name: string }>`select siren, name from registry.metropole order by name`.execute(
      sql,
    )
  ).rows;

export const signatoriesOf = (sql: Sql, editionId: string): Promise<SignatoryTable[]> =>
  sql.selectFrom('contracts.signatory').selectAll().where('edition_id', '=', editionId).execute();

export const findSignatory = (sql: Sql, editionId: string, partyId: string): Promise<SignatoryTable | undefined> =>
  sql
    .selectFrom('contracts.signatory')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('party_id', '=', partyId)
    .executeTakeFirst();

export const saveSignatoryRow = async (trx: Sql, row: Insertable<SignatoryTable>): Promise<void> => {
  await trx
    .insertInto('contracts.signatory')
    .values(row)
    .onConflict((conflict) => conflict.columns(['edition_id', 'party_id']).doUpdateSet(row))
    .execute();
};

/** An amendment starts with the signatories of the text that it changes; votes and signatures are its own. */
export const copySignatories = async (trx: Sql, fromEdition: string, toEdition: string): Promise<void> => {
  await fragment`
    insert into contracts.signatory (edition_id, party_id, name, title, email, delegation, delegation_on, delegation_file_id)
    select ${toEdition}, s.party_id, s.name, s.title, s.email, s.delegation, s.delegation_on, s.delegation_file_id
    from contracts.signatory s join contracts.party p on p.edition_id = ${toEdition} and p.id = s.party_id
    where s.edition_id = ${fromEdition}
    on conflict do nothing`.execute(trx);
};

export const findStanding = (sql: Sql, editionId: string, partyId: string): Promise<StandingTable | undefined> =>
  sql
    .selectFrom('contracts.standing')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('party_id', '=', partyId)
    .executeTakeFirst();

export const standingsOf = (sql: Sql, editionId: string): Promise<StandingTable[]> =>
  sql.selectFrom('contracts.standing').selectAll().where('edition_id', '=', editionId).execute();

/** Changes where a party stands with a text; the row is made at the first change. */
export const saveStanding = async (
  trx: Sql,
  editionId: string,
  partyId: string,
  change: Partial<Omit<StandingTable, 'edition_id' | 'party_id'>>,
): Promise<void> => {
  await trx
    .insertInto('contracts.standing')
    .values({ edition_id: editionId, party_id: partyId, required: true, reminders: 0, ...change } as StandingTable)
    .onConflict((conflict) => conflict.columns(['edition_id', 'party_id']).doUpdateSet(change))
    .execute();
};

export const insertDeliberation = async (trx: Sql, row: Insertable<DeliberationTable>): Promise<void> => {
  await trx.insertInto('contracts.deliberation').values(row).execute();
};

/** The last vote of a party on a text: the one that counts. */
export const lastDeliberation = (
  sql: Sql,
  editionId: string,
  partyId: string,
): Promise<DeliberationTable | undefined> =>
  sql
    .selectFrom('contracts.deliberation')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('party_id', '=', partyId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const deliberationsOf = (sql: Sql, editionId: string): Promise<DeliberationTable[]> =>
  sql
    .selectFrom('contracts.deliberation')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const insertSignature = async (trx: Sql, row: Insertable<SignatureTable>): Promise<void> => {
  await trx.insertInto('contracts.signature').values(row).execute();
};

/** Every signature of a text, those that were cleared too, in the order of the acts. */
export const signaturesOf = (sql: Sql, editionId: string): Promise<SignatureTable[]> =>
  sql
    .selectFrom('contracts.signature')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('signed_at')
    .orderBy('id')
    .execute();

export const standingSignature = (sql: Sql, editionId: string, partyId: string): Promise<SignatureTable | undefined> =>
  sql
    .selectFrom('contracts.signature')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('party_id', '=', partyId)
    .where('cleared_at', 'is', null)
    .executeTakeFirst();

/** Clears the standing signatures of these parties; they stay readable, with who cleared them and why. */
export const clearSignatures = async (
  trx: Sql,
  editionId: string,
  parties: readonly string[],
  cleared: { readonly at: Date; readonly by: string; readonly reason: string },
): Promise<void> => {
  if (parties.length === 0) return;
  await trx
    .updateTable('contracts.signature')
    .set({ cleared_at: cleared.at, cleared_by: cleared.by, cleared_reason: cleared.reason })
    .where('edition_id', '=', editionId)
    .where('party_id', 'in', [...parties])
    .where('cleared_at', 'is', null)
    .execute();
};

/** Which of these files belongs to a text's signature: its PDF, sealed or not, a PDF signed before a change, an act, a scan. */
export const fileOfSignature = async (sql: Sql, contractId: string, fileId: string): Promise<boolean> => {
  const { rows } = await fragment<{ known: boolean }>`
    select exists (
      select 1 from contracts.edition e where e.contract_id = ${contractId} and (
        ${fileId} in (e.pdf_file_id, e.sealed_file_id)
        or exists (select 1 from contracts.signature s where s.edition_id = e.id and ${fileId} in (s.pdf_file_id, s.scan_file_id))
        or exists (select 1 from contracts.deliberation d where d.edition_id = e.id and d.file_id = ${fileId})
        or exists (select 1 from contracts.signatory g where g.edition_id = e.id and g.delegation_file_id = ${fileId}))
    ) as known`.execute(sql);
  return rows[0]?.known ?? false;
};

/** SHA-256 of a stored file. */
export const digestOfFile = async (sql: Sql, fileId: string): Promise<string> => {
  const file = await storedFile(sql, fileId);
  if (!file) throw new Error(`File ${fileId} is not known`);
  return file.sha256;
};

/** What the bytes with this SHA-256 are, among the PDFs of contracts. */
export interface KnownText {
  contract: string;
  cluster: string;
  clusterName: string;
  number: number;
  state: 'open' | 'signing' | 'signed' | 'superseded' | 'abandoned';
  contractState: string;
  sealed: boolean;
  signedOn: string | null;
  supersededOn: string | null;
  synthetic: boolean;
}

/**
 * The text whose PDF has this SHA-256. Of a text that was signed while it changed, each PDF that somebody signed is known too: it is a
 * former state of the text when another was made since.
 */
export async function textOfDigest(sql: Sql, sha256: string): Promise<(KnownText & { current: boolean }) | null> {
  const { rows } = await fragment<KnownText & { current: boolean }>`
    select c.id as contract, k.id as cluster, k.name as "clusterName", e.number, e.state, c.state as "contractState",
      f.id = e.sealed_file_id as sealed, e.signed_on as "signedOn", e.superseded_on as "supersededOn", c.synthetic,
      f.id in (e.pdf_file_id, e.sealed_file_id) as current
    from kit.file f
      join contracts.edition e on f.id in (e.pdf_file_id, e.sealed_file_id)
        or exists (select 1 from contracts.signature s where s.edition_id = e.id and s.pdf_file_id = f.id)
      join contracts.contract c on c.id = e.contract_id
      join registry.cluster k on k.id = c.cluster_id
    where f.sha256 = ${sha256}
    order by (f.id = e.sealed_file_id) is true desc, (f.id in (e.pdf_file_id, e.sealed_file_id)) is true desc,
      e.state = 'signed' desc, e.number desc
    limit 1`.execute(sql);
  const found = rows[0];
  return found ? { ...found, sealed: found.sealed ?? false, current: found.current ?? false } : null;
}
