import type { Actor, Place } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { reachOf } from '#rooms/registry';
import { EVALUATORS, READERS } from './evaluation.roles.ts';
import { evaluationOfRun, type Reader, visibleEvaluation } from './evaluation.store.ts';

/** An evaluation is its author's affair, whatever the territory of their mission; the auditor reads all. */
export const readerOf = (actor: Actor): Reader => ({
  everything: actor.grants.some(({ role }) => role === 'auditor'),
  owner: actor.id,
});

/** Wherever the person's mission is: what is theirs is within their reach. */
function placeOf(actor: Actor): Place {
  const { clusters, regions } = reachOf(actor, READERS);
  return { clusters, regions };
}

type Where<Input> = (sql: Sql, input: Input, call: Call) => Promise<Place | null>;

/** To be read: one's own, or any for the auditor. */
export const readPlace: Where<{ evaluation: string }> = async (sql, { evaluation }, { actor }) =>
  (await visibleEvaluation(sql, evaluation, readerOf(actor))) ? placeOf(actor) : null;

/** To be changed: one's own only. */
export const workPlace: Where<{ evaluation: string }> = async (sql, { evaluation }, { actor }) =>
  (await visibleEvaluation(sql, evaluation, { everything: false, owner: actor.id })) ? placeOf(actor) : null;

export const readRunPlace: Where<{ run: string }> = async (sql, { run }, { actor }) =>
  (await evaluationOfRun(sql, run, readerOf(actor))) ? placeOf(actor) : null;

export const workRunPlace: Where<{ run: string }> = async (sql, { run }, { actor }) =>
  (await evaluationOfRun(sql, run, { everything: false, owner: actor.id })) ? placeOf(actor) : null;

/** May this person act on it, or only read? */
export const isOwner = (actor: Actor, owner: string): boolean =>
  actor.id === owner && actor.grants.some(({ role }) => (EVALUATORS as readonly string[]).includes(role));
