/** What past decisions say of the chances of a project. */

/** Below this many cases a share is not shown: one decision more would change it by ten points or more. Grappe's choice. */
export const FEWEST_CASES = 10;

/** Counts of one cluster on one window. */
export interface Decided {
  readonly decided: number;
  readonly labelled: number;
  readonly refused: number;
  readonly supportLetters: number;
  /** Of those labelled: selected by a funder on the same call, and not lapsed since. */
  readonly funded: number;
  /** Of those labelled: refused, lapsed, withdrawn by the funder, and funded by none. */
  readonly notFunded: number;
  /** Of those labelled: no file, or one that still waits. */
  readonly waiting: number;
}

export interface Share {
  readonly of: number;
  readonly among: number;
  /** Between 0 and 1; null when there are too few cases to say. */
  readonly share: number | null;
}

export const shareOf = (of: number, among: number): Share => ({
  of,
  among,
  share: among < FEWEST_CASES ? null : of / among,
});

/** Share labelled among the decisions; share funded among the labelled projects whose fate is known: a file that waits counts for nothing yet. */
export const oddsOf = (counts: Decided): { readonly labelled: Share; readonly funded: Share } => ({
  labelled: shareOf(counts.labelled, counts.decided),
  funded: shareOf(counts.funded, counts.funded + counts.notFunded),
});
