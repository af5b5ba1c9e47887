import { type Actor, holds } from '#kit/actor.ts';

// The journal belongs to a room above this one: only its address is known here, and who reads it.
const JOURNAL_READERS = ['administrator', 'auditor'] as const;

export const readsJournal = (actor: Actor): boolean => holds(actor, JOURNAL_READERS);

/** The acts done on one object. */
export const journalOf = (kind: string, id: string): string => `/journal?${new URLSearchParams({ objet: kind, id })}`;
