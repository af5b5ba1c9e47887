import type { DocumentLayout } from './document.ts';
import { prepare } from './prepare.ts';
import { Press } from './press.ts';

const press = new Press<Uint8Array>(new URL('./docx.worker.ts', import.meta.url));

/**
 * Sets a document for word processors: real headings, a table of contents with its pages, tables whose headers repeat, « Page 1 sur 5 ». The
 * same document gives the same bytes on any day, on any machine. Runs on a thread of its own.
 *
 * @throws Error when the tree is not well formed (see `prepare`).
 */
export async function toDocx(document: DocumentLayout): Promise<Uint8Array> {
  return press.set(prepare(document));
}

/** Ends the thread; the next document starts another. For the end of a process and for tests. */
export const stopDocx = (): Promise<void> => press.stop();
