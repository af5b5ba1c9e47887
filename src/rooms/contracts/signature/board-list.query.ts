import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { reachOf, searchWords, speakingDay } from '#rooms/registry';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import type { ContractRules } from '../settings/contract-rules.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { dueDayOf, scheduleOf } from './board.rules.ts';
import { type BoardContract, boardsWithin, regionNames } from './board.store.ts';
import { withExpectedSignatures } from './expected-signatures.ts';
import { shownSchedule } from './signature-board.query.ts';
import { BOARD_SITUATIONS, type BoardList, type BoardListRow, boardList } from './signature-board.ts';

function rowOf(
  board: BoardContract,
  rules: ContractRules,
  on: Day,
  names: Readonly<Record<string, string>>,
): BoardListRow {
  const calendar = scheduleOf(board, rules, on);
  const shown = shownSchedule(calendar, board.parties, dueDayOf(board, rules));
  const required = board.parties.filter((party) => party.required);
  const onPath = new Set(calendar.path.map(({ party }) => party));
  const waitedFor = calendar.complete
    ? []
    : shown.unknown.length > 0
      ? shown.unknown
      : calendar.parties
          .filter(({ party, waits }) => waits.length > 0 && onPath.has(party))
          .map(({ party, waits }) => ({
            party,
            name: required.find(({ id }) => id === party)?.name ?? null,
            wait: waits[0]!,
          }));
  return {
    contract: board.id,
    cluster: { id: board.cluster, name: board.clusterName },
    regions: board.regions.map((code) => ({ code, name: names[code] ?? code })),
    state: board.state,
    number: board.edition.number,
    textState: board.edition.state,
    synthetic: board.synthetic,
    required: required.length,
    signed: required.filter(({ signature }) => signature !== null).length,
    earliest: calendar.earliest,
    signedOn: (board.edition.signedOn ?? null) as Day | null,
    // An amendment has no due day: the contract was late or not when it was signed.
    late: board.signedOn === null ? calendar.late : board.signedOn > rules.signatureDueOn,
    waitedFor,
  };
}

type Situation = (typeof BOARD_SITUATIONS)[number];

function situationOf(row: BoardListRow): Situation {
  if (row.textState === 'signed' || row.textState === 'superseded') return 'signed';
  if (row.waitedFor.some(({ wait }) => wait === 'refused' || wait === 'vote-refused')) return 'refused';
  return row.textState === 'signing' ? 'signing' : 'preparing';
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every contract within the reader's reach with its calendar of signatures: two statements, whatever their number. */
export const listSignatureBoards = defineQuery({
  name: 'contracts.listSignatureBoards',
  title: { fr: 'Voir les signatures de tous les contrats', en: 'See the signatures of all contracts' },
  path: '/contract-signatures',
  permission: { who: CONTRACT_READERS },
  input: z.object({
    q: searchWords,
    state: z.enum(BOARD_SITUATIONS).optional(),
    /** Code of a region of 2013. */
    region: z.string().max(20).optional(),
    late: z.boolean().optional(),
    sort: z.enum(['cluster', 'earliest', 'signed']).default('cluster'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  output: boardList,
  async run({ sql, actor, today }, { q, state, region, late, sort, order }): Promise<BoardList> {
    const on = (await speakingDay(sql, undefined, today)) as Day;
    const { rules } = await rulesOf(sql);
    const boards = await withExpectedSignatures(sql, await boardsWithin(sql, reachOf(actor, CONTRACT_READERS)));
    const names = await regionNames(sql);
    const all = boards.map((board) => rowOf(board, rules, on, names));
    const rows = all.filter(
      (row) =>
        (!q || plain(row.cluster.name).includes(plain(q))) &&
        (!state || situationOf(row) === state) &&
        (!region || row.regions.some(({ code }) => code === region)) &&
        (late === undefined || row.late === late),
    );
    const direction = order === 'asc' ? 1 : -1;
    const keyOf = (row: BoardListRow): string | number =>
      sort === 'earliest' ? (row.earliest ?? '9999') : sort === 'signed' ? row.signed / Math.max(1, row.required) : '';
    if (sort !== 'cluster' || order === 'desc')
      rows.sort((a, b) =>
        sort === 'cluster'
          ? -a.cluster.name.localeCompare(b.cluster.name, 'fr')
          : direction * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0),
      );
    const count = (kept: (row: BoardListRow) => boolean) => all.filter(kept).length;
    const present = new Set(all.flatMap((row) => row.regions.map(({ code }) => code)));
    return {
      on,
      dueOn: rules.signatureDueOn,
      rows,
      total: rows.length,
      count: {
        all: all.length,
        signed: count((row) => situationOf(row) === 'signed'),
        signing: count((row) => row.textState === 'signing'),
        late: count((row) => row.late),
        unknown: count((row) => row.earliest === null),
      },
      regions: [...present]
        .map((code) => ({ code, name: names[code] ?? code }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    };
  },
});
