import type { Actor, Place } from '#kit/actor.ts';
import { say } from '#kit/say.ts';
import { reaches } from '#rooms/registry';
import type { EditionTable } from '../contract.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';

const { TEXT_BEING_SIGNED, NO_TEXT_UNDER_WAY } = refusing('TEXT_BEING_SIGNED', 'NO_TEXT_UNDER_WAY');

/** Whether this person may write in the text that is shown, and if it is closed to everyone, why. */
export function textAccess(actor: Actor, place: Place, { number, state }: EditionTable) {
  const writer = reaches(actor, WRITERS, place);
  const why = state === 'open' ? null : state === 'signing' ? TEXT_BEING_SIGNED : NO_TEXT_UNDER_WAY;
  return { number, state, writable: writer && why === null, closed: writer && why ? say(why) : null };
}
