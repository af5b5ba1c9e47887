import type { EditionTable } from '../contract.ts';
import { type ClauseChange, isAmendable } from './amendment.rules.ts';

type Amended = Pick<EditionTable, 'number' | 'subjects'>;

/** May this change be made in this text? Always in the original; in an amendment, when one of its subjects allows it (R33). */
export const clauseIsAmendable = ({ number, subjects }: Amended, change: ClauseChange): boolean =>
  number === 0 || isAmendable(subjects, change);

/** The list of parties changes in the original, or by an amendment of the parties. */
export const partiesAreAmendable = ({ number, subjects }: Amended): boolean =>
  number === 0 || subjects.includes('parties');
