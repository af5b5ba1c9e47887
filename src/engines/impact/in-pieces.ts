const PIECE = 4_096;

/** Calls a loop on one piece of `size` rows after another: a short loop called often is compiled sooner than a long one called once. */
export function inPieces(size: number, loop: (from: number, to: number) => void): void {
  for (let from = 0; from < size; from += PIECE) loop(from, Math.min(from + PIECE, size));
}
