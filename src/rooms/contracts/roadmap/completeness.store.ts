import { sql as fragment } from 'kysely';
import type { Sql } from '#kit/db/database.ts';
import { commonIndicators } from '#rooms/indicators';
import { clausesOf } from '../clause/clause.store.ts';
import type { Clause } from '../clause/clause.ts';
import { partiesOf } from '../contract.store.ts';
import { everyYear } from '../strategy/strategy-clause.rules.ts';
import { gapsOf } from './completeness.rules.ts';
import type { Gap } from './gap.ts';

/** What a text still lacks, as the screens and the guards read it. */
export interface Completeness {
  /** Nothing is missing: advice does not close the door. */
  readonly complete: boolean;
  readonly missing: number;
  readonly advice: number;
  /** What is missing first; each sentence in both languages. */
  readonly gaps: readonly Gap[];
}

/** A series of targets shared with this many other contracts looks copied from a default (R28). */
export const COPIED_CONTRACTS = 3;

/**
 * What the text of an edition lacks before it is presented or sent for signature (R22, R25, R26, R28, R30). Reads within the caller's
 * transaction. The annexes have their own guard (R24).
 */
export const completenessOf = async (sql: Sql, editionId: string): Promise<Completeness> =>
  completenessOfText(sql, editionId, await clausesOf(sql, editionId));

/** The same for whoever has read the clauses already, with the years of the phase. */
export async function completenessOfText(
  sql: Sql,
  editionId: string,
  clauses: readonly Clause[],
): Promise<Completeness & { readonly years: readonly number[] }> {
  const parties = await partiesOf(sql, editionId);
  const { startsOn, ...phase } = await phaseOf(sql, editionId);
  const catalogue = await commonIndicators(sql, startsOn);
  const sameElsewhere = await sameTargetsElsewhere(sql, editionId);
  const commonCodes = catalogue.map(({ code }) => code);
  const gaps = gapsOf({ ...phase, clauses, parties, commonCodes, sameElsewhere });
  const missing = gaps.filter(({ severity }) => severity === 'missing').length;
  return { complete: missing === 0, missing, advice: gaps.length - missing, gaps, years: phase.years };
}

/** The contract of an edition and the years of its phase. */
export async function phaseOf(
  sql: Sql,
  editionId: string,
): Promise<{ readonly contract: string; readonly startsOn: string; readonly years: number[] }> {
  const { id, starts_on, ends_on, moved } = await sql
    .selectFrom('contracts.edition as e')
    .innerJoin('contracts.contract as c', 'c.id', 'e.contract_id')
    .select(['c.id', 'c.starts_on', 'c.ends_on', 'e.ends_on as moved'])
    .where('e.id', '=', editionId)
    .executeTakeFirstOrThrow();
  const years = everyYear({ starts_on, ends_on: moved ?? ends_on });
  return { contract: id, startsOn: starts_on, years };
}

/**
 * Indicators of an edition, common ones, whose targets are those of several other contracts. A contract counts by the text under way or in
 * force, once.
 */
async function sameTargetsElsewhere(sql: Sql, editionId: string): Promise<Set<string>> {
  const { rows } = await fragment<{ id: string }>`
    select mine.id
    from contracts.clause mine
      join contracts.edition here on here.id = mine.edition_id
      join contracts.clause other on other.kind = 'indicator' and other.content ->> 'code' = mine.content ->> 'code'
        and other.content -> 'targets' = mine.content -> 'targets'
      join contracts.edition there on there.id = other.edition_id and there.state in ('open', 'signing', 'signed')
        and there.contract_id <> here.contract_id
    where mine.edition_id = ${editionId} and mine.kind = 'indicator'
      and (select count(*) from jsonb_each(mine.content -> 'targets') t where t.value <> 'null') >= 2
    group by mine.id
    having count(distinct there.contract_id) >= ${COPIED_CONTRACTS}`.execute(sql);
  return new Set(rows.map(({ id }) => id));
}
