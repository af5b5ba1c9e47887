import { toDocx } from '#engines/documents/docx.ts';
import { toPdf } from '#engines/documents/pdf.ts';
import { type CopyState, contractDocument } from './contract.document.ts';
import { digestOf, type FrozenText } from './frozen-text.ts';

export type { CopyState } from './contract.document.ts';

/** Documents kept in memory: what several people open on the same day is set once. A contract of forty pages weighs half a megabyte. */
const MOST_KEPT = 16;

const kept = new Map<string, Promise<Uint8Array>>();

/** By the digest of what is printed: a text that changed is another one. A document that could not be set is not kept. */
function keptOr(
  format: string,
  frozen: FrozenText,
  state: CopyState,
  set: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const key = `${format} ${state} ${digestOf(frozen)}`;
  const known = kept.get(key);
  // Put again at the end: what is asked most goes last.
  kept.delete(key);
  const work = known ?? set();
  kept.set(key, work);
  work.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return work;
}

/** The PDF of a text: the same text and state always give the same bytes. Set on a thread of its own. */
export const renderContract = (frozen: FrozenText, state: CopyState): Promise<Uint8Array> =>
  keptOr('pdf', frozen, state, () => toPdf(contractDocument(frozen, state)));

/** The same as a document to edit. */
export const renderContractDocx = (frozen: FrozenText, state: CopyState): Promise<Uint8Array> =>
  keptOr('docx', frozen, state, () => toDocx(contractDocument(frozen, state)));
