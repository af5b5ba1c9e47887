import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { actingDay } from '#rooms/registry';
import { editionsOf } from '../contract.store.ts';
import type { EditionTable } from '../contract.ts';
import type { CopyState } from './contract.document.ts';
import { freezeText } from './freeze-text.ts';
import { digestOf, type FrozenText } from './frozen-text.ts';
import { findSentDraft, sentDraftsOf } from './sent-draft.store.ts';
import type { TextVersion } from './text.ts';

/** What the text being written is asked by. */
export const CURRENT = 'current';

const isFrozen = ({ state, frozen }: Pick<EditionTable, 'state' | 'frozen'>): boolean =>
  state !== 'open' && frozen !== null;

const editionVersion = (edition: EditionTable): TextVersion => ({
  key: edition.state === 'open' ? CURRENT : String(edition.number),
  kind: edition.state === 'open' ? 'current' : 'edition',
  number: edition.number,
  state: edition.state,
  at: isFrozen(edition) ? edition.frozen_at : null,
  signedOn: edition.signed_on as Day | null,
  digest: isFrozen(edition) ? edition.frozen_digest : null,
});

/** Every version of a contract's text that can be read, the newest first: the one being written, those frozen, and the drafts sent to the parties. */
export async function versionsOf(sql: Sql, contractId: string): Promise<TextVersion[]> {
  const editions = await editionsOf(sql, contractId);
  const sent = await sentDraftsOf(sql, contractId);
  return editions.flatMap((edition) => [
    editionVersion(edition),
    ...sent
      .filter(({ edition_id }) => edition_id === edition.id)
      .map(
        (draft): TextVersion => ({
          key: draft.id,
          kind: 'sent',
          number: edition.number,
          state: edition.state,
          at: draft.sent_at,
          signedOn: null,
          digest: draft.digest,
        }),
      ),
  ]);
}

/** One version with its text. */
export interface ReadVersion {
  readonly version: TextVersion;
  readonly edition: string;
  readonly frozen: FrozenText;
  readonly copy: CopyState;
  /** The PDF that the parties sign or signed, sealed once it is; null while there is none. */
  readonly pdf: string | null;
}

/**
 * The version of a key: `current`, the number of a text, or the id of a draft that was sent. Without a key, the text being written or signed, else
 * the one in force, else the last one. Null when there is none.
 */
export async function readVersion(
  sql: Sql,
  contractId: string,
  key: string | undefined,
  today: string,
): Promise<ReadVersion | null> {
  const editions = await editionsOf(sql, contractId);
  const underWay = editions.find(({ state }) => state === 'open' || state === 'signing');
  if (key !== undefined && key !== CURRENT && !/^\d+$/.test(key)) {
    const draft = await findSentDraft(sql, contractId, key);
    const edition = draft && editions.find(({ id }) => id === draft.edition_id);
    if (!draft || !edition) return null;
    const version: TextVersion = {
      key,
      kind: 'sent',
      number: draft.number,
      state: edition.state,
      at: draft.sent_at,
      signedOn: null,
      digest: draft.digest,
    };
    return { version, edition: edition.id, frozen: draft.frozen, copy: 'draft', pdf: null };
  }
  const edition =
    key === CURRENT
      ? underWay
      : key === undefined
        ? (underWay ??
          editions.find(({ state }) => state === 'signed') ??
          editions.find(({ state }) => state !== 'abandoned') ??
          editions[0])
        : editions.find(({ number }) => number === Number(key));
  if (!edition) return null;
  if (!isFrozen(edition)) {
    const frozen = await freezeText(sql, edition, await actingDay(sql, today));
    const version = { ...editionVersion(edition), digest: digestOf(frozen) };
    return { version, edition: edition.id, frozen, copy: 'draft', pdf: null };
  }
  return {
    version: editionVersion(edition),
    edition: edition.id,
    frozen: edition.frozen!,
    copy: edition.state === 'abandoned' ? 'draft' : 'for-signature',
    pdf: edition.sealed_file_id ?? edition.pdf_file_id,
  };
}
