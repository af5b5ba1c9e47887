import { type BlockMark, isBlockMark, isMark, type LineMark } from './marks.ts';

/** A piece of a line of an article: words, or a mark to be replaced by the contract's data. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string; readonly bold: boolean }
  | { readonly kind: 'mark'; readonly name: LineMark; readonly bold: boolean };

export type BodyBlock =
  | { readonly kind: 'paragraph'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Piece[])[] }
  /** A mark alone on its line, which becomes several blocks: a table, a list. */
  | { readonly kind: 'block'; readonly name: BlockMark };

/** What cannot be laid out in an article, with the mark that it is about as it was typed. */
export interface BodyFault {
  readonly code: 'UNKNOWN_MARK' | 'MARK_NOT_ALONE';
  readonly mark: string;
}

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/g;
const BULLET = /^\s*[-•–]\s+/;

const marksIn = (line: string): string[] => [...line.matchAll(MARK)].map(([, name]) => name!);

/** One mark and nothing else on the line. */
const isAlone = (line: string): boolean => marksIn(line).length === 1 && line.trim().replace(MARK, '') === '';

/** Why an article could not be laid out: a mark that does not exist, or one that makes a table in the middle of a sentence. Each once. */
export function bodyFaults(body: string): BodyFault[] {
  const faults = body.split('\n').flatMap((line) =>
    marksIn(line).flatMap((mark): BodyFault[] => {
      if (!isMark(mark)) return [{ code: 'UNKNOWN_MARK', mark }];
      return isBlockMark(mark) && !isAlone(line) ? [{ code: 'MARK_NOT_ALONE', mark }] : [];
    }),
  );
  return faults.filter((fault, index) => faults.findIndex(({ mark }) => mark === fault.mark) === index);
}

/**
 * The blocks of an article: paragraphs, bullets « - », bold `**…**`, marks. Nothing else is read as anything but words. A mark that does not exist stays
 * as it was typed, to be seen and corrected: writing one is refused, but a text may be older than the list of marks.
 */
export function readBody(body: string): BodyBlock[] {
  const blocks: BodyBlock[] = [];
  let list: Piece[][] | null = null;
  for (const raw of body.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trim();
    if (line === '') {
      list = null;
      continue;
    }
    if (BULLET.test(raw)) {
      const item = readPieces(line.replace(BULLET, ''));
      if (list) list.push(item);
      else {
        list = [item];
        blocks.push({ kind: 'list', items: list });
      }
      continue;
    }
    list = null;
    const [only] = marksIn(line);
    if (only !== undefined && isMark(only) && isBlockMark(only) && isAlone(line))
      blocks.push({ kind: 'block', name: only });
    else blocks.push({ kind: 'paragraph', pieces: readPieces(line) });
  }
  return blocks;
}

function readPieces(line: string): Piece[] {
  // An odd mark of emphasis closes nothing: it stays a pair of asterisks.
  const parts = line.split('**');
  const closed = parts.length % 2 === 1;
  const texts = closed ? parts : [...parts.slice(0, -2), `${parts.at(-2)}**${parts.at(-1)}`];
  return texts.flatMap((text, index) => piecesOf(text, index % 2 === 1));
}

function piecesOf(text: string, bold: boolean): Piece[] {
  const pieces: Piece[] = [];
  const words = (part: string) => part !== '' && pieces.push({ kind: 'words', text: part, bold });
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    const name = match[1]!;
    // A table has no place in a sentence: its mark stays as it was typed.
    if (!isMark(name) || isBlockMark(name)) continue;
    words(text.slice(from, match.index));
    pieces.push({ kind: 'mark', name, bold });
    from = match.index + match[0].length;
  }
  words(text.slice(from));
  return pieces;
}
