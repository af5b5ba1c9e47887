import * as z from 'zod';
import type { Operation } from '#kit/action.ts';
import { defineQuery, notFound } from '#kit/action.ts';
import { searchJournal } from '#kit/journal.ts';
import type { Day } from '#kit/period.ts';
import { type Say, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { reaches, speakingDay } from '#rooms/registry';
import { editionById, editionUnderWay } from '../contract.store.ts';
import { contractLife } from '../contract.workflow.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { abandonAmendment } from './abandon-amendment.action.ts';
import { amendedFrame, amendedPassages } from './amended-passages.ts';
import { contractLifeView } from './contract-life.ts';
import { isAlive, isInForce, termIsReached } from './contract-state.rules.ts';
import { endContract } from './end-contract.action.ts';
import { findImprovement } from './improvement.store.ts';
import { toImprovement } from './improvement.ts';
import { LIFE_ACTIONS } from './life.actions.ts';
import { t } from './life.sentences.ts';
import { openAmendment } from './open-amendment.action.ts';
import { originalHasNotMoved } from './put-in-force.ts';
import { recordExamination, recordImprovementAxes } from './record-improvement.action.ts';
import { recordSupportDecision } from './record-support-decision.action.ts';
import { comparedText, requiredParties } from './required-parties.store.ts';
import { setAmendedTerm } from './set-amended-term.action.ts';
import { examinationDueOn } from './support-decision.rules.ts';
import { decisionsOf } from './support-decision.store.ts';
import { textChain } from './text-chain.store.ts';

const HISTORY_LINES = 20;

/** Comments may be for some of the parties only: what was said, and by whom, is read where they stand. */
const isTold = (action: string): boolean => !/comment/i.test(action);

/** The life of a contract: its chain of texts, the amendment under way with what it changes, the decisions on its support, and its history. */
export const getContractLife = defineQuery({
  name: 'contracts.getContractLife',
  title: { fr: 'Lire la vie d’un contrat', en: 'Read the life of a contract' },
  path: '/contracts/{contract}/life',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, before: z.int().min(1).optional() }),
  output: contractLifeView,
  async run(ctx, { contract: id, before }) {
    const { sql } = ctx;
    const contract = await headOfContract(sql, id);
    if (!contract) throw notFound();
    const on = await speakingDay(sql, undefined, ctx.today);
    const { rules } = await rulesOf(sql);
    const improvement = await findImprovement(sql, id);
    const decisions = await decisionsOf(sql, id);
    const amendment = await amendmentOf(ctx.sql, id);
    const history = await searchJournal(sql, {
      objectKind: 'contract',
      objectId: id,
      limit: HISTORY_LINES,
      ...(before !== undefined && { beforeSeq: before }),
    });
    const titles = ctx.services.operationTitles;
    const place = (await contractPlace(sql, { contract: id }))!;
    const inForce = isInForce(contract.state);
    const nothingInForce = openAmendment.meta.refusals.NOTHING_IN_FORCE!;
    const ended = decideTransition(contractLife, contract.state, 'end', {
      termIsReached: termIsReached(contract.endsOn, on, ctx.today as Day),
    });
    const verdicts: readonly [Operation, boolean | Say][] = [
      [openAmendment, contract.inForce ? (contract.underWay ? underWayReason : true) : nothingInForce],
      [abandonAmendment, amendment !== null],
      [setAmendedTerm, amendment?.state === 'open' && amendment.subjects.includes('dates')],
      [recordSupportDecision, isAlive(contract.state)],
      [recordImprovementAxes, isAlive(contract.state) && !improvement?.examined_on],
      [recordExamination, improvement !== undefined && !improvement.examined_on && contract.signedOn !== null],
      [endContract, inForce && (ended.ok || ended.reasons[0]!)],
    ];
    const mine = [
      ...verdicts,
      ...LIFE_ACTIONS.filter((act) => !verdicts.some(([known]) => known === act)).map((act) => [act, true] as const),
    ].filter(([{ meta }]) => Array.isArray(meta.permission.who) && reaches(ctx.actor, meta.permission.who, place));
    return {
      contract,
      on,
      texts: await textChain(sql, id),
      amendment,
      decisions,
      replyDays: rules.replyDays,
      improvement: improvement
        ? toImprovement(
            improvement,
            contract.signedOn ? examinationDueOn(contract.signedOn as Day, rules.examinationMonths) : null,
          )
        : null,
      history: history.lines
        .filter(({ action }) => isTold(action))
        .map((line) => {
          const title = titles?.get(line.action) ?? LIFE_TITLES.get(line.action);
          return {
            seq: line.seq,
            at: line.at,
            who: line.actorName,
            onBehalfOf: line.onBehalfOf,
            act: title ? say(title) : line.action,
            reason: line.reason,
          };
        }),
      nextBefore: history.nextBefore,
      open: mine.filter(([, verdict]) => verdict === true).map(([{ meta }]) => meta.name),
      closed: mine.flatMap(([{ meta }, verdict]) =>
        typeof verdict === 'object' ? [{ act: meta.name, fr: verdict.fr, en: verdict.en }] : [],
      ),
    };
  },
});

const LIFE_TITLES = new Map(LIFE_ACTIONS.map(({ meta }) => [meta.name, meta.title]));

const underWayReason: Say = {
  fr: 'Un texte est déjà en cours\u202f: menez-le à son terme ou abandonnez-le d’abord.',
  en: 'A text is already under way: bring it to its end or abandon it first.',
};

async function amendmentOf(sql: Parameters<typeof comparedText>[0], contractId: string) {
  const edition = await editionUnderWay(sql, contractId);
  if (!edition?.base_edition_id) return null;
  const amended = await comparedText(sql, edition);
  const base = await comparedText(sql, await editionById(sql, edition.base_edition_id));
  const required = new Set((await requiredParties(sql, edition)).map(({ id }) => id));
  const names = (wanted: boolean) =>
    amended.parties.filter(({ id }) => required.has(id) === wanted).map(({ name }) => name);
  return {
    number: edition.number,
    state: edition.state,
    subjects: edition.subjects,
    reason: edition.reason,
    endsOn: edition.ends_on as Day | null,
    originalMoved: !(await originalHasNotMoved(sql, edition)),
    signatories: names(true),
    others: names(false),
    changes: amendedPassages(base, amended),
    parties: amendedFrame(base, amended, t().life.amendment.frame),
  };
}
