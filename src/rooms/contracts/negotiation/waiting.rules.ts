import type { Say } from '#kit/say.ts';
import type { ContractState } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import type { Side } from './negotiation.ts';
import type {
  ClockRow,
  ConditionRow,
  PresentationRow,
  ProcedureAct,
  ProposalRow,
  ThreadRow,
  WaitingRow,
} from './negotiation-reading.ts';

export interface TableFacts {
  readonly contract: string;
  readonly state: ContractState;
  readonly on: string;
  readonly side: Side;
  readonly clocks: readonly ClockRow[];
  readonly acts: readonly ProcedureAct[];
  readonly presentation: PresentationRow | null;
  readonly conditions: readonly ConditionRow[];
  readonly threads: readonly ThreadRow[];
  readonly proposals: readonly ProposalRow[];
  /** Missing passages of the project; 0 when it is complete. */
  readonly missing: number;
  readonly may: { readonly decide: boolean; readonly completeConditions: boolean };
}

/** What waits for this reader on this contract, the late first, then by day, then in the order of the procedure. */
export function waitingFor(facts: TableFacts): WaitingRow[] {
  return [...answers(facts), ...procedure(facts), ...conditions(facts), ...words(facts)].toSorted(
    (one, other) => Number(other.late) - Number(one.late) || (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999'),
  );
}

function answers({ contract, clocks, acts, side, on }: TableFacts): WaitingRow[] {
  const here = (rest = '') => contractAddress(contract, 'negotiation', rest);
  const own = clocks
    .filter((clock) => clock.mine && side !== 'programme' && clock.mayAnswer)
    .map((clock) => ({
      kind: 'answer' as const,
      sentence: {
        fr: `Répondre au projet au nom de «\u202f${clock.name}\u202f»`,
        en: `Answer the draft in the name of “${clock.name}”`,
      },
      href: here(`/reponses/${clock.party}`),
      dueOn: clock.received!.dueOn,
      late: clock.received!.dueOn < on,
    }));
  const conducting = side === 'state' && acts.some(({ act }) => act === 'presentProject' || act === 'recordOpinion');
  const escalated = clocks
    .filter((clock) => conducting && clock.outcome?.kind === 'escalated' && clock.answer === null)
    .map((clock) => ({
      kind: 'escalated' as const,
      sentence: {
        fr: `Obtenir la réponse de «\u202f${clock.name}\u202f», dont le délai est dépassé`,
        en: `Obtain the answer of “${clock.name}”, whose period has passed`,
      },
      href: here('#delais'),
      dueOn: clock.received!.dueOn,
      late: true,
    }));
  return [...own, ...escalated];
}

/** Acts that move the contract on; the administrator could do all of them, and is asked for none. */
function procedure({ contract, state, side, acts, presentation, missing }: TableFacts): WaitingRow[] {
  const open = (act: ProcedureAct['act']) => acts.some((one) => one.act === act && one.open);
  const row = (kind: WaitingRow['kind'], sentence: Say, href: string, dueOn: string | null = null): WaitingRow => ({
    kind,
    sentence: { ...sentence },
    href,
    dueOn: dueOn as WaitingRow['dueOn'],
    late: false,
  });
  const here = (rest: string) => contractAddress(contract, 'negotiation', rest);
  const rows: WaitingRow[] = [];
  const underDiscussion = state === 'draft' || state === 'discussion';
  if (side === 'cluster' && underDiscussion && missing > 0)
    rows.push(
      row(
        'complete',
        { fr: 'Compléter le projet avant sa présentation au CNI', en: 'Complete the project before the CNI hears it' },
        contractAddress(contract, 'completeness'),
      ),
    );
  if (side === 'cluster' && open('openDiscussion') && missing === 0)
    rows.push(
      row(
        'open-discussion',
        { fr: 'Envoyer le projet aux parties et ouvrir la discussion', en: 'Send the draft and open the discussion' },
        here('/ouverture'),
      ),
    );
  if (side === 'state' && open('presentProject'))
    rows.push(
      row(
        'present',
        { fr: 'Présenter le projet au CNI, ou l’en dispenser', en: 'Present the project to the CNI, or waive it' },
        here('#cni'),
        presentation?.plannedOn ?? null,
      ),
    );
  if (side === 'state' && open('recordOpinion'))
    rows.push(
      row(
        'opinion',
        { fr: 'Enregistrer l’avis du CNI', en: 'Record the opinion of the CNI' },
        here('/avis'),
        presentation?.opinionDueOn ?? null,
      ),
    );
  return rows;
}

function conditions({ contract, conditions: rows, may, side, on }: TableFacts): WaitingRow[] {
  if (!may.completeConditions || side === 'programme') return [];
  return rows
    .filter(({ done }) => done === null)
    .map((condition) => ({
      kind: 'condition' as const,
      sentence: {
        fr: `Lever une condition du CNI\u202f: ${condition.text}`,
        en: `Meet a condition of the CNI: ${condition.text}`,
      },
      href: contractAddress(contract, 'negotiation', `/conditions/${condition.id}`),
      dueOn: condition.dueOn,
      late: condition.dueOn < on,
    }));
}

/** Proposals for whoever decides; comments whose last word comes from another side of the table. */
function words({ contract, proposals, threads, may, side }: TableFacts): WaitingRow[] {
  if (side === 'programme') return [];
  const quiet = { dueOn: null, late: false };
  const decide = (may.decide ? proposals : [])
    .filter(({ state, mine }) => state === 'open' && !mine)
    .map((proposal) => ({
      kind: 'proposal' as const,
      sentence: {
        fr: `Examiner la proposition de ${proposal.author}\u202f: ${proposal.passage.title}`,
        en: `Examine the proposal of ${proposal.author}: ${proposal.passage.title}`,
      },
      href: contractAddress(contract, 'negotiation', `/propositions/${proposal.id}`),
      ...quiet,
    }));
  const answer = threads
    .filter((thread) => thread.resolved === null)
    .flatMap((thread) => {
      const spoken = [thread, ...thread.replies].filter(({ body }) => body !== null);
      const last = spoken.at(-1);
      // The cluster's team answers everybody; an authority those who answered it.
      const concerned = side === 'cluster' || spoken.some((one) => one.side === side);
      return last && last.side !== side && concerned ? [{ thread, last }] : [];
    })
    .map(({ thread, last }) => ({
      kind: 'comment' as const,
      sentence: {
        fr: `Répondre à ${last.author}\u202f: «\u202f${shortened(last.body!)}\u202f»`,
        en: `Reply to ${last.author}: “${shortened(last.body!)}”`,
      },
      href: contractAddress(contract, 'negotiation', `#${thread.id}`),
      ...quiet,
    }));
  return [...decide, ...answer];
}

const QUOTED = 90;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= QUOTED ? line : `${line.slice(0, QUOTED).replace(/\s+\S*$/, '')}…`;
}
