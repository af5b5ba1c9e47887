import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Actor } from '#kit/actor.ts';
import { dayInParis } from '#kit/period.ts';
import { openTransitions } from '#kit/workflow.ts';
import { reaches, speakingDay } from '#rooms/registry';
import { findContract, partiesOf } from '../contract.store.ts';
import type { ContractTable, EditionTable, PartyTable } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONDUCTORS, CONTRACT_READERS, NEGOTIATORS, STATE_KEEPERS, WRITERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { type Completeness, completenessOf } from '../roadmap/completeness.store.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { byUrgency, clockOn, factsOf } from './clock.rules.ts';
import { commentsOf } from './comment.store.ts';
import { isOpenThread, passageOf, proposalRow, threadsOf } from './comment-list.ts';
import type { ConditionTable, PresentationTable, ReceptionTable } from './negotiation.ts';
import {
  type ClockRow,
  type ConditionRow,
  type NegotiationReading,
  negotiationReading,
  type PresentationRow,
  type ProcedureAct,
} from './negotiation-reading.ts';
import { partiesAreNamed } from './open-discussion.action.ts';
import { opinionOn } from './presentation.rules.ts';
import { conditionsOf, presentationsOf } from './presentation.store.ts';
import { proposalsOf } from './proposal.store.ts';
import { receptionsOf } from './reception.store.ts';
import { mayAnswerFor, represents } from './table.rules.ts';
import { discussedText, namesIn, seatAt } from './table.ts';
import { waitingFor } from './waiting.rules.ts';

/**
 * Where the discussion of a contract stands for whoever asks: what waits for them, each authority's clock, the presentation to the CNI and its
 * conditions, the comments that they may read, the proposals, and which acts are open or why not.
 */
export const getNegotiation = defineQuery({
  name: 'contracts.getNegotiation',
  title: { fr: 'Négociation d’un contrat', en: 'Negotiation of a contract' },
  path: '/contracts/{contract}/negotiation',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** Threads to give: those open when left out. */
    comments: z.enum(['open', 'resolved', 'all']).default('open'),
    /** Only what is said of this passage. */
    passage: z.string().max(80).optional(),
  }),
  output: negotiationReading,
  async run(ctx, { contract: id, comments, passage }) {
    const { sql, actor } = ctx;
    const on = await speakingDay(sql, undefined, ctx.today);
    const [contract, head, seat, text, { rules }] = [
      (await findContract(sql, id))!,
      (await headOfContract(sql, id))!,
      await seatAt(ctx, id),
      await discussedText(sql, id),
      await rulesOf(sql),
    ];
    const { edition, clauses } = text;
    const parties = await partiesOf(sql, edition.id);
    const names = await namesIn(sql, id, clauses, parties);
    const clocks = clocksOf(parties, await receptionsOf(sql, id), { contract, on, actor });
    const presentations = (await presentationsOf(sql, id)).map((row) => presentationOn(row, on));
    const presentation = presentations.find(({ closedOn }) => closedOn === null) ?? null;
    const conditions = (await conditionsOf(sql, id)).map((row) => conditionOn(row, on));
    const completeness = edition.number === 0 ? await completenessOf(sql, edition.id) : null;
    const reach = (roles: Parameters<typeof reaches>[1]) => reaches(actor, roles, seat.place);
    const acts = procedureActs({ contract, edition, parties, presentation, presentations, completeness, reach });
    const threads = threadsOf(await commentsOf(sql, id, seat.visible, passage), { clauses, names, actor });
    const proposals = (await proposalsOf(sql, id, passage)).map((row) => proposalRow(row, { clauses, names, actor }));
    const may: NegotiationReading['may'] = {
      comment: reach(NEGOTIATORS),
      propose: reach(NEGOTIATORS) && edition.state === 'open',
      decide: reach(WRITERS) && edition.state === 'open',
      completeConditions: reach(CONDUCTORS),
      reopenConditions: reach(STATE_KEEPERS),
    };
    const open = threads.filter(isOpenThread);
    return {
      contract: head,
      on,
      openedOn: dayInParis(contract.opened_at),
      mine: waitingFor({
        contract: id,
        state: contract.state,
        on,
        side: seat.side,
        clocks,
        acts,
        presentation,
        conditions,
        threads,
        proposals,
        missing: completeness?.missing ?? 0,
        may,
      }),
      clocks,
      rules: { answerDays: rules.answerDays, silence: rules.silence, cniDays: rules.cniDays },
      presentation,
      formerPresentations: presentations.filter(({ closedOn }) => closedOn !== null),
      completeness: completeness && {
        complete: completeness.complete,
        missing: completeness.missing,
        advice: completeness.advice,
      },
      conditions,
      acts,
      threads: comments === 'all' ? threads : comments === 'open' ? open : threads.filter((one) => !open.includes(one)),
      passage: passage === undefined ? null : passageOf(clauses, names, passage, null),
      counts: { open: open.length, resolved: threads.length - open.length },
      proposals,
      may,
    };
  },
});

/** Each authority with its clock, the late ones first; whoever has received nothing comes last. */
function clocksOf(
  parties: readonly PartyTable[],
  receptions: readonly ReceptionTable[],
  { contract, on, actor }: { contract: ContractTable; on: string; actor: Actor },
): ClockRow[] {
  const answering = contract.state === 'discussion' || contract.state === 'presented';
  return parties
    .filter(({ kind }) => kind !== 'cluster')
    .map((party) => {
      const [last, ...before] = receptions.filter((row) => row.party_id === party.id);
      const clock = last && clockOn(factsOf(last), on as never);
      return {
        party: party.id,
        name: party.name,
        kind: party.kind,
        coordinating: party.coordinating,
        received:
          last && clock
            ? { on: last.received_on, dueOn: last.due_on, round: last.round, silence: last.silence, ...clock }
            : null,
        answer: last?.answer
          ? { given: last.answer, on: last.answered_on!, text: last.answer_text, by: last.answered_by }
          : null,
        outcome: last?.outcome ? { kind: last.outcome, on: last.outcome_on! } : null,
        earlier: before.map((row) => ({
          receivedOn: row.received_on,
          answer: row.answer,
          on: row.answered_on,
          text: row.answer_text,
        })),
        mayAnswer: answering && last !== undefined && last.answer === null && mayAnswerFor(actor, party),
        mine: represents(actor, party),
      } as ClockRow;
    })
    .toSorted((one, other) =>
      one.received && other.received
        ? byUrgency(one.received, other.received)
        : Number(other.received !== null) - Number(one.received !== null),
    );
}

const presentationOn = (row: PresentationTable, on: string): PresentationRow =>
  ({
    id: row.id,
    plannedOn: row.planned_on,
    sessionOn: row.session_on,
    reference: row.reference,
    waiver: row.waiver_reason === null ? null : { reason: row.waiver_reason, on: row.waived_on },
    opinionDueOn: row.opinion_due_on,
    opinion: opinionOn({ opinion: row.opinion, opinionDueOn: row.opinion_due_on as never }, on as never),
    opinionOn: row.opinion_on,
    opinionText: row.opinion_text,
    closedOn: row.closed_on,
  }) as PresentationRow;

const conditionOn = (row: ConditionTable, on: string): ConditionRow =>
  ({
    id: row.id,
    text: row.text,
    dueOn: row.due_on,
    responsible: row.responsible,
    late: row.done_on === null && row.due_on < on,
    done: row.done_on === null ? null : { on: row.done_on, word: row.done_word ?? '', by: row.done_by ?? '' },
  }) as ConditionRow;

interface ActFacts {
  readonly contract: ContractTable;
  readonly edition: EditionTable;
  readonly parties: readonly PartyTable[];
  readonly presentation: PresentationRow | null;
  readonly presentations: readonly PresentationRow[];
  readonly completeness: Completeness | null;
  readonly reach: (roles: Parameters<typeof reaches>[1]) => boolean;
}

/** What the reader's functions may do now, from the contract's life; each closed act keeps the reasons of the workflow. */
function procedureActs(facts: ActFacts): ProcedureAct[] {
  const { contract, edition, presentation, presentations, reach } = facts;
  const original = edition.number === 0 && (edition.state === 'open' || edition.state === 'signing');
  if (!original) return [];
  const { open, closed } = openTransitions(contractLife, contract.state, {
    partiesAreNamed: partiesAreNamed(facts.parties),
    projectIsComplete: facts.completeness?.complete ?? false,
    presentationIsRecorded: true,
    nothingIsBeingSigned: edition.state !== 'signing',
  });
  const transition = (act: ProcedureAct['act'], name: 'openDiscussion' | 'present' | 'resumeDiscussion') => {
    if (open.includes(name)) return [{ act, open: true, reasons: [] }];
    const shut = closed.find((one) => one.transition === name);
    return shut ? [{ act, open: false, reasons: shut.reasons.map(({ fr, en }) => ({ fr, en })) }] : [];
  };
  const when = (condition: boolean, act: ProcedureAct['act']) => (condition ? [{ act, open: true, reasons: [] }] : []);
  const { state } = contract;
  const heard = presentation !== null && (presentation.sessionOn !== null || presentation.waiver !== null);
  const conducts = reach(CONDUCTORS);
  const keeps = reach(STATE_KEEPERS);
  return [
    ...(conducts ? transition('openDiscussion', 'openDiscussion') : []),
    ...(keeps ? [...transition('presentProject', 'present'), ...transition('waivePresentation', 'present')] : []),
    ...when(conducts && (state === 'draft' || state === 'discussion') && !heard, 'planPresentation'),
    ...when(
      keeps &&
        presentation !== null &&
        presentation.sessionOn !== null &&
        (presentation.opinion === null || presentation.opinion === 'none'),
      'recordOpinion',
    ),
    ...when(keeps && presentations.some(({ opinionOn: day }) => day !== null), 'addCondition'),
    ...when(conducts && edition.state === 'open' && (state === 'discussion' || state === 'presented'), 'resendDraft'),
    ...(conducts ? transition('resumeDiscussion', 'resumeDiscussion') : []),
  ];
}
