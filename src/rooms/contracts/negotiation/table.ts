import type { Actor, Place } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import { filieres } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, ofKind } from '../clause/clause.ts';
import { editionInForce, editionUnderWay } from '../contract.store.ts';
import type { EditionTable, PartyTable } from '../contract.ts';
import { contractPlace } from '../place.ts';
import { regionalPrioritiesFor } from '../strategy/priority.store.ts';
import type { Side, Visibility } from './negotiation.ts';
import type { Names } from './passage.ts';
import { sideOf, visibilitiesFor } from './table.rules.ts';

/** Where the reader sits at the table of a contract that they reach: `permission.where` has already asked. */
export interface Seat {
  readonly place: Place;
  readonly side: Side;
  readonly visible: readonly Visibility[];
}

export async function seatAt(ctx: { readonly sql: Sql; readonly actor: Actor }, contract: string): Promise<Seat> {
  const place = (await contractPlace(ctx.sql, { contract }))!;
  return { place, side: sideOf(ctx.actor, place), visible: visibilitiesFor(ctx.actor, place) };
}

/** The text that is discussed: the one being written, else the one in force. */
export async function discussedText(
  sql: Sql,
  contractId: string,
): Promise<{ readonly edition: EditionTable; readonly clauses: readonly Clause[] }> {
  const edition = (await editionUnderWay(sql, contractId)) ?? (await editionInForce(sql, contractId));
  if (!edition) throw new Error(`Contract ${contractId} has no text under way and none in force`);
  return { edition, clauses: await clausesOf(sql, edition.id) };
}

/** Names of what contents mention by id: the parties, the areas of the text, regional priorities and filières. */
export async function namesIn(
  sql: Sql,
  contractId: string,
  clauses: readonly Clause[],
  parties: readonly PartyTable[],
): Promise<Names> {
  return Object.fromEntries([
    ...(await filieres(sql)).map(({ slug, label }) => [slug, label]),
    ...(await regionalPrioritiesFor(sql, contractId)).map(({ id, title }) => [id, title]),
    ...ofKind(clauses, 'area').map(({ id, content }) => [id, content.title]),
    ...parties.map(({ id, name }) => [id, name]),
  ]);
}
