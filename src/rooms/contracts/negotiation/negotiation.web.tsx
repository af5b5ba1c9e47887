import { notFound } from '#kit/action.ts';
import { act, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { CLAUSE_KINDS, type ClauseKind } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { acceptProposal } from './accept-proposal.action.ts';
import { addComment } from './add-comment.action.ts';
import { commentPage, replyPage } from './comment-forms.page.tsx';
import { listComments } from './comment-list.query.ts';
import { addCondition, completeCondition, reopenCondition } from './condition.actions.ts';
import { negotiationPage } from './negotiation.page.tsx';
import { getNegotiation } from './negotiation.query.ts';
import { formBoth } from './negotiation.sentences.ts';
import type { NegotiationReading } from './negotiation-reading.ts';
import { openDiscussion } from './open-discussion.action.ts';
import { passageContent, passageValues } from './passage-form.ts';
import { listPassages } from './passage-list.query.ts';
import { planPresentation } from './plan-presentation.action.ts';
import { presentProject } from './present-project.action.ts';
import {
  answerPage,
  CONDITION_ROWS,
  completeConditionPage,
  newConditionPage,
  openDiscussionPage,
  opinionPage,
  planPage,
  presentPage,
  reopenConditionPage,
  resendPage,
  resumePage,
  waivePage,
} from './procedure-forms.page.tsx';
import { proposalPage } from './proposal.page.tsx';
import { type ProposalFormData, proposePage } from './proposal-forms.page.tsx';
import { getProposal } from './proposal-list.query.ts';
import { proposeChange } from './propose-change.action.ts';
import { recordAnswer } from './record-answer.action.ts';
import { recordOpinion } from './record-opinion.action.ts';
import { refuseProposal } from './refuse-proposal.action.ts';
import { resendDraft } from './resend-draft.action.ts';
import { resolveComment } from './resolve-comment.action.ts';
import { resumeDiscussion } from './resume-discussion.action.ts';
import { waivePresentation } from './waive-presentation.action.ts';
import { withdrawComment } from './withdraw-comment.action.ts';
import { withdrawProposal } from './withdraw-proposal.action.ts';

const HERE = '/contrats/:contract/negociation';
type Words = Parameters<typeof formBoth>[0];

const negotiationOf = (visit: Visit): Promise<NegotiationReading> =>
  perform(getNegotiation, { contract: visit.params.contract!, comments: 'all' }, visit.call);

/** Back to where the discussion stands, at this part of the page. */
const back =
  (say: Words, part = '') =>
  (output: { contract: string }) => ({
    to: contractAddress(output.contract, 'negotiation', part),
    say: formBoth(say),
  });

const commentsIn = (visit: Visit): 'open' | 'resolved' | 'all' => {
  const asked = visit.search.get('comments');
  return asked === 'resolved' || asked === 'all' ? asked : 'open';
};

const overview = page({
  path: HERE,
  of: getNegotiation,
  input: (visit) => ({
    contract: visit.params.contract!,
    comments: commentsIn(visit),
    passage: visit.search.get('passage') ?? undefined,
  }),
  view: ({ data, visit }) =>
    negotiationPage({ data, comments: commentsIn(visit), passage: visit.search.get('passage') }),
});

const opening = form({
  path: `${HERE}/ouverture`,
  of: openDiscussion,
  load: negotiationOf,
  values: ({ on }): Values => ({ receivedOn: on }),
  view: openDiscussionPage,
  done: back((words) => words.open.done, '#delais'),
});

const resending = form({
  path: `${HERE}/envoi`,
  of: resendDraft,
  load: negotiationOf,
  values: ({ on }): Values => ({ receivedOn: on }),
  view: resendPage,
  done: back((words) => words.resend.done, '#delais'),
});

const planning = form({
  path: `${HERE}/seance`,
  of: planPresentation,
  load: negotiationOf,
  values: ({ presentation }): Values => ({ plannedOn: presentation?.plannedOn ?? undefined }),
  view: planPage,
  done: back((words) => words.plan.done, '#cni'),
});

const presenting = form({
  path: `${HERE}/presentation`,
  of: presentProject,
  load: negotiationOf,
  values: ({ presentation, on }): Values => ({
    sessionOn: presentation?.plannedOn && presentation.plannedOn <= on ? presentation.plannedOn : on,
  }),
  view: presentPage,
  done: back((words) => words.present.done, '#cni'),
});

const waiving = form({
  path: `${HERE}/dispense`,
  of: waivePresentation,
  load: negotiationOf,
  values: ({ on }): Values => ({ waivedOn: on }),
  view: waivePage,
  done: back((words) => words.waive.done, '#cni'),
});

/** The rows of conditions that were filled, even in part: the schema says what is missing in them. */
const conditionsTyped = (body: Values) =>
  CONDITION_ROWS.map((row) =>
    Object.fromEntries(
      (['text', 'dueOn', 'responsible'] as const).map((field) => {
        const typed = String(body[`conditions.${row}.${field}`] ?? '').trim();
        return [field, typed === '' ? undefined : typed];
      }),
    ),
  );

const opinion = form({
  path: `${HERE}/avis`,
  of: recordOpinion,
  load: negotiationOf,
  values: ({ on }): Values => ({ opinionOn: on }),
  body: (body, { params }) => {
    const rows = conditionsTyped(body);
    const last = rows.findLastIndex((row) => Object.values(row).some((value) => value !== undefined));
    const { opinion: given, opinionOn, text } = body;
    return { ...params, opinion: given, opinionOn, text, conditions: rows.slice(0, last + 1) };
  },
  view: opinionPage,
  done: ({ contract, resumed }) =>
    back((words) => (resumed ? words.opinion.resumed : words.opinion.done), '#cni')({ contract }),
});

const resuming = form({
  path: `${HERE}/reprise`,
  of: resumeDiscussion,
  load: negotiationOf,
  view: resumePage,
  done: back((words) => words.resume.done, '#delais'),
});

const newCondition = form({
  path: `${HERE}/conditions/nouvelle`,
  of: addCondition,
  load: negotiationOf,
  view: newConditionPage,
  done: back((words) => words.condition.added, '#conditions'),
});

async function conditionOf(visit: Visit) {
  const negotiation = await negotiationOf(visit);
  const condition = negotiation.conditions.find(({ id }) => id === visit.params.condition);
  if (!condition) throw notFound();
  return { negotiation, condition };
}

const completing = form({
  path: `${HERE}/conditions/:condition`,
  of: completeCondition,
  load: conditionOf,
  view: completeConditionPage,
  done: back((words) => words.condition.done, '#conditions'),
});

const reopening = form({
  path: `${HERE}/conditions/:condition/reouverture`,
  of: reopenCondition,
  load: conditionOf,
  view: reopenConditionPage,
  done: back((words) => words.condition.reopened, '#conditions'),
});

const answering = form({
  path: `${HERE}/reponses/:party`,
  of: recordAnswer,
  load: async (visit) => {
    const negotiation = await negotiationOf(visit);
    const party = visit.params.party!;
    if (!negotiation.clocks.some((clock) => clock.party === party)) throw notFound();
    return { negotiation, party };
  },
  values: ({ negotiation }): Values => ({ answeredOn: negotiation.on }),
  view: answerPage,
  done: back((words) => words.answer.done, '#delais'),
});

const commenting = form({
  path: `${HERE}/commentaires/nouveau`,
  of: addComment,
  load: async (visit) => {
    const contract = visit.params.contract!;
    const clause = visit.search.get('passage') ?? undefined;
    const passages = await perform(listPassages, { contract, clause }, visit.call);
    const said = clause ? await perform(listComments, { contract, clause, state: 'open' }, visit.call) : null;
    return { passages, threads: said?.threads ?? [] };
  },
  values: ({ passages }): Values => ({ clause: passages.chosen?.id, visibility: 'all' }),
  view: commentPage,
  done: ({ contract, thread }) => back((words) => words.comment.done, `#${thread}`)({ contract }),
});

const replying = form({
  path: `${HERE}/commentaires/:comment/reponse`,
  of: addComment,
  load: async (visit) => {
    const { contract, threads } = await perform(listComments, { contract: visit.params.contract! }, visit.call);
    const thread = threads.find(({ id }) => id === visit.params.comment);
    if (!thread) throw notFound();
    return { contract, thread };
  },
  body: ({ body }, { params }) => ({ contract: params.contract, thread: params.comment, body }),
  view: replyPage,
  done: ({ contract, thread }) => back((words) => words.comment.replied, `#${thread}`)({ contract }),
});

const resolving = act({
  path: `${HERE}/commentaires/:comment/resolution`,
  of: resolveComment,
  body: (_, { params }) => ({ ...params, resolved: true }),
  done: back((words) => words.comment.resolved, '#commentaires'),
});

const unresolving = act({
  path: `${HERE}/commentaires/:comment/reouverture`,
  of: resolveComment,
  body: (_, { params }) => ({ ...params, resolved: false }),
  done: ({ contract, comment }) => back((words) => words.comment.reopened, `#${comment}`)({ contract }),
});

const withdrawing = act({
  path: `${HERE}/commentaires/:comment/retrait`,
  of: withdrawComment,
  done: back((words) => words.comment.withdrawn, '#commentaires'),
});

const isKind = (name: string | null): name is ClauseKind => CLAUSE_KINDS.includes(name as ClauseKind);

const proposing = form({
  path: `${HERE}/propositions/nouvelle`,
  of: proposeChange,
  load: async (visit): Promise<ProposalFormData> => {
    const clause = visit.search.get('passage') ?? undefined;
    const passages = await perform(listPassages, { contract: visit.params.contract!, clause }, visit.call);
    const asked = visit.search.get('genre');
    return {
      passages,
      act: !passages.chosen ? 'add' : visit.search.get('acte') === 'retrait' ? 'remove' : 'change',
      kind: passages.chosen?.kind ?? (isKind(asked) ? asked : null),
    };
  },
  values: ({ passages }): Values =>
    passages.chosen
      ? passageValues(passages.chosen.kind, passages.chosen.content as Record<string, unknown>)
      : { parent: undefined },
  body: (body, { params, search }) => {
    const clause = search.get('passage');
    const removing = search.get('acte') === 'retrait';
    const kind = search.get('genre') ?? String(body.kind ?? '');
    return {
      contract: params.contract,
      act: !clause ? 'add' : removing ? 'remove' : 'change',
      kind,
      clause,
      revision: body.revision,
      parent: body.parent,
      reason: body.reason,
      ...(!removing && isKind(kind) && { content: passageContent(kind, body) }),
    };
  },
  view: proposePage,
  done: ({ contract, proposal }) => back((words) => words.propose.done, `/propositions/${proposal}`)({ contract }),
});

const proposalOf = (visit: Visit) =>
  perform(getProposal, { contract: visit.params.contract!, proposal: visit.params.proposal! }, visit.call);

const oneProposal = page({
  path: `${HERE}/propositions/:proposal`,
  of: getProposal,
  input: ({ params }) => ({ contract: params.contract!, proposal: params.proposal! }),
  view: ({ data }) => proposalPage({ data }),
});

const accepting = form({
  path: `${HERE}/propositions/:proposal/acceptation`,
  of: acceptProposal,
  load: proposalOf,
  view: ({ data, values, errors }) => proposalPage({ data, filled: { act: 'accept', values, errors } }),
  done: back((words) => words.decide.accepted, '#propositions'),
});

const refusing = form({
  path: `${HERE}/propositions/:proposal/refus`,
  of: refuseProposal,
  load: proposalOf,
  view: ({ data, values, errors }) => proposalPage({ data, filled: { act: 'refuse', values, errors } }),
  done: back((words) => words.decide.refused, '#propositions'),
});

const retracting = act({
  path: `${HERE}/propositions/:proposal/retrait`,
  of: withdrawProposal,
  done: back((words) => words.decide.withdrawn, '#propositions'),
});

export const negotiationRoutes: readonly Route[] = [
  overview,
  opening,
  resending,
  planning,
  presenting,
  waiving,
  opinion,
  resuming,
  newCondition,
  completing,
  reopening,
  answering,
  commenting,
  replying,
  resolving,
  unresolving,
  withdrawing,
  proposing,
  oneProposal,
  accepting,
  refusing,
  retracting,
];
