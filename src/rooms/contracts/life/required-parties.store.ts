import type { Sql } from '#kit/db/database.ts';
import { clausesOf } from '../clause/clause.store.ts';
import { findContract, partiesOf } from '../contract.store.ts';
import type { EditionTable, PartyTable } from '../contract.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { type ComparedText, requiredSignatories } from './amendment.rules.ts';

/** A text as an amendment is compared on it. The term of an amendment of dates is written on its edition until it is in force. */
export async function comparedText(
  sql: Sql,
  edition: Pick<EditionTable, 'id' | 'contract_id' | 'ends_on'>,
): Promise<ComparedText> {
  const [parties, clauses, contract] = [
    await partiesOf(sql, edition.id),
    await clausesOf(sql, edition.id),
    await findContract(sql, edition.contract_id),
  ];
  return { parties, clauses, endsOn: edition.ends_on ?? contract!.ends_on };
}

/** The parties that must sign a text before it is in force: all of them for the original (R22), those that the programme's rules tell for an amendment (R33). */
export async function requiredParties(
  sql: Sql,
  edition: Pick<EditionTable, 'id' | 'contract_id' | 'base_edition_id' | 'subjects' | 'ends_on'>,
): Promise<PartyTable[]> {
  const parties = await partiesOf(sql, edition.id);
  if (edition.base_edition_id === null) return parties;
  const contract = await findContract(sql, edition.contract_id);
  const base: ComparedText = {
    parties: await partiesOf(sql, edition.base_edition_id),
    clauses: await clausesOf(sql, edition.base_edition_id),
    endsOn: contract!.ends_on,
  };
  const amended = {
    parties,
    clauses: await clausesOf(sql, edition.id),
    endsOn: edition.ends_on ?? contract!.ends_on,
    subjects: edition.subjects,
  };
  const required = new Set(requiredSignatories(base, amended, (await rulesOf(sql)).rules));
  return parties.filter(({ id }) => required.has(id));
}
