import type { DocumentLayout } from './document.ts';
import { prepare } from './prepare.ts';
import { Press } from './press.ts';
import type { Typesetting } from './typst.ts';

const press = new Press<Typesetting>(new URL('./typst.worker.ts', import.meta.url));

/**
 * Sets a document as PDF/UA-1: tagged, titled, with bookmarks, repeated table headers and « Page 1 sur 5 ». The same document gives the same
 * bytes on any day, on any machine. Runs on a thread of its own.
 *
 * @throws UnprintableCharacters when the text holds signs that the bundled typefaces do not draw.
 * @throws Error when the tree is not well formed (see `prepare`).
 */
export async function toPdf(document: DocumentLayout): Promise<Uint8Array> {
  const prepared = prepare(document);
  const missing = new Set<string>();
  // Typst names one piece of text at a time; the others are looked for without it, so that a person corrects everything at once.
  for (let attempt = 0; attempt < MOST_NAMED; attempt++) {
    const typesetting = await press.set(missing.size > 0 ? without(prepared, missing) : prepared);
    if ('pdf' in typesetting) {
      if (missing.size === 0) return typesetting.pdf;
      break;
    }
    const before = missing.size;
    for (const text of typesetting.missing) for (const character of text) missing.add(character);
    if (missing.size === before) break;
  }
  throw new UnprintableCharacters([...missing]);
}

/** Starts the thread and reads the typefaces before anyone waits for a document: half a second that a start of the server can spend. */
export async function warmUpPdf(): Promise<void> {
  await toPdf({ title: 'Grappe', language: 'fr', reference: '', date: '2013-01-01', blocks: [] });
}

/** Ends the thread; the next document starts another. For the end of a process and for tests. */
export const stopPdf = (): Promise<void> => press.stop();

const MOST_NAMED = 20;

/** Text that no bundled typeface draws (an emoji, Chinese). It is refused rather than left out: the text is what people sign. */
export class UnprintableCharacters extends Error {
  /** The first twenty at most, each once. */
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    super(`The document holds characters that its typefaces do not draw: ${characters.map(named).join(', ')}.`);
    this.name = 'UnprintableCharacters';
    this.characters = characters;
  }
}

/** « 😀 (U+1F600) » */
function named(character: string): string {
  return `${character} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`;
}

function without<Value>(value: Value, characters: ReadonlySet<string>): Value {
  const strip = (text: string): string => [...text].filter((character) => !characters.has(character)).join('');
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? strip(part) : part)),
  ) as Value;
}
