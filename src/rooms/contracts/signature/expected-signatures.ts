import type { Sql } from '#kit/db/database.ts';
import { editionById } from '../contract.store.ts';
import { requiredParties } from '../life/required-parties.store.ts';
import type { BoardContract } from './board.store.ts';

/**
 * Boards whose text is an amendment still being written, with the parties that must sign it as it stands now. Once it is sent this is written
 * with the text; until then it follows what the amendment changes (R33). The other boards are given back as they are.
 */
export const withExpectedSignatures = (sql: Sql, boards: readonly BoardContract[]): Promise<BoardContract[]> =>
  Promise.all(
    boards.map(async (board) => {
      if (board.edition.number === 0 || board.edition.state !== 'open') return board;
      const expected = new Set(
        (await requiredParties(sql, await editionById(sql, board.edition.id))).map(({ id }) => id),
      );
      return { ...board, parties: board.parties.map((party) => ({ ...party, required: expected.has(party.id) })) };
    }),
  );
