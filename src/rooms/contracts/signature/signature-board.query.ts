import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { grantsFor } from '#kit/actor.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { openTransitions } from '#kit/workflow.ts';
import { speakingDay } from '#rooms/registry';
import { editionById } from '../contract.store.ts';
import { editionLife } from '../contract.workflow.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CLUSTER_HEADS, CONDUCTORS, CONTRACT_READERS, STATE_KEEPERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { originalHasNotMoved } from '../life/put-in-force.ts';
import { contractPlace } from '../place.ts';
import { completenessOf } from '../roadmap/completeness.store.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { annexesOf } from '../text/annex.store.ts';
import { actsFor, dueDayOf, scheduleOf, stateOfParty } from './board.rules.ts';
import { type BoardContract, type BoardParty, boardOf, clearedOf } from './board.store.ts';
import { withExpectedSignatures } from './expected-signatures.ts';
import type { Schedule } from './schedule.rules.ts';
import { digestOfFile } from './signature.store.ts';
import { needsVote } from './signature.ts';
import { type BoardRow, type ScheduleShown, type SignatureBoard, signatureBoard } from './signature-board.ts';
import { engagingGrant, hasAllAnnexes } from './signing.rules.ts';

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

function rowOf(party: BoardParty, board: BoardContract, calendar: Schedule, acts: BoardRow['acts']): BoardRow {
  const own = calendar.parties.find((one) => one.party === party.id);
  const { signature } = party;
  return {
    ...party,
    needsVote: needsVote(party.kind),
    state: stateOfParty(party, board.edition.state !== 'open'),
    signatory: party.signatory as BoardRow['signatory'],
    assemblyOn: party.assemblyOn as Day | null,
    vote: party.vote as BoardRow['vote'],
    sentAt: instant(party.sentAt),
    linkExpiresAt: instant(party.linkExpiresAt),
    seenAt: instant(party.seenAt),
    remindedAt: instant(party.remindedAt),
    refusedAt: instant(party.refusedAt),
    signature: signature && { ...signature, on: signature.on as Day, at: new Date(signature.at) },
    earliest: own?.earliest ?? null,
    waits: [...(own?.waits ?? [])],
    critical: !calendar.complete && calendar.path.some((link) => link.party === party.id),
    acts,
  };
}

/** A schedule with the names of the parties, as the boards show it. */
export function shownSchedule(calendar: Schedule, parties: readonly BoardParty[], dueOn: Day | null): ScheduleShown {
  const nameOf = (id: string | null) => parties.find((party) => party.id === id)?.name ?? null;
  const { earliest, complete, late } = calendar;
  return {
    earliest,
    complete,
    late,
    dueOn,
    unknown: calendar.unknown.map((one) => ({ ...one, name: nameOf(one.party) })),
    path: calendar.path.map((link) => ({ ...link, name: nameOf(link.party) })),
  };
}

/** The board of one contract: what each party has done and must do, and when the last can sign (R21 to R23). */
export const getSignatureBoard = defineQuery({
  name: 'contracts.getSignatureBoard',
  title: { fr: 'Voir le tableau des signatures', en: 'See the signature board' },
  path: '/contracts/{contract}/signatures',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: signatureBoard,
  async run({ sql, actor, today }, { contract: id }): Promise<SignatureBoard> {
    const [head, found] = [await headOfContract(sql, id), await boardOf(sql, id)];
    if (!head || !found) throw notFound();
    const board = (await withExpectedSignatures(sql, [found]))[0]!;
    const on = (await speakingDay(sql, undefined, today)) as Day;
    const { rules } = await rulesOf(sql);
    const calendar = scheduleOf(board, rules, on);
    const holds = (roles: Parameters<typeof grantsFor>[1]) => grantsFor(actor, roles).length > 0;
    const conducts = holds(CONDUCTORS);
    const heads = holds([...CLUSTER_HEADS, ...STATE_KEEPERS]);
    const engages = (party: BoardParty) => engagingGrant(party, board.cluster, actor.grants) !== null;
    const { edition } = board;
    const parties = board.parties.map((party) =>
      rowOf(party, board, calendar, actsFor(board, party, { conducts, engages })),
    );
    const required = parties.filter((party) => party.required);
    const unsigned = ['draft', 'discussion', 'presented'].includes(board.state);
    const signedUnsealed = (edition.state === 'signed' || edition.state === 'superseded') && edition.sealed === null;
    return {
      contract: head,
      on,
      provisionalFrom: board.provisionalFrom as Day | null,
      text: {
        number: edition.number,
        state: edition.state,
        digest: edition.digest,
        frozenOn: edition.frozenOn as Day | null,
        signedOn: edition.signedOn as Day | null,
        pdf: edition.pdf,
        pdfDigest: edition.pdf && (await digestOfFile(sql, edition.pdf)),
        sealed: edition.sealed,
      },
      parties,
      signed: required.filter(({ signature }) => signature !== null).length,
      required: required.length,
      schedule: shownSchedule(calendar, board.parties, dueDayOf(board, rules)),
      cleared: await clearedOf(sql, edition.id),
      send: heads && edition.state === 'open' ? await sendingOf(sql, edition.id, board.state) : null,
      open: [
        ...(heads && edition.state === 'signing' ? (['withdraw'] as const) : []),
        ...(holds(CLUSTER_HEADS) && edition.state === 'signing' ? (['amend'] as const) : []),
        ...(conducts && edition.state === 'open' ? (['addParty'] as const) : []),
        ...(holds(STATE_KEEPERS) && unsigned ? (['provisional'] as const) : []),
        ...(holds(STATE_KEEPERS) && signedUnsealed ? (['seal'] as const) : []),
      ],
    };
  },
});

/** May the text be sent for signature now, and what is in the way: the answers of the workflow's guards. */
async function sendingOf(
  sql: Parameters<typeof completenessOf>[0],
  editionId: string,
  state: string,
): Promise<{ open: boolean; reasons: string[] }> {
  const edition = await editionById(sql, editionId);
  const { open, closed } = openTransitions(editionLife, 'open', {
    projectIsComplete: (await completenessOf(sql, editionId)).complete,
    contractIsPresented: edition.number > 0 || state === 'presented',
    annexesAreGiven: hasAllAnnexes(await annexesOf(sql, editionId)),
    originalHasNotMoved: await originalHasNotMoved(sql, edition),
  });
  const reasons = closed.find(({ transition }) => transition === 'sendForSignature')?.reasons ?? [];
  return { open: open.includes('sendForSignature'), reasons: reasons.map(say) };
}
