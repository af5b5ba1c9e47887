import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import { formatNumber, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../place.ts';
import { findProject, lockProject } from '../project.store.ts';
import { CONCERNED, WRITERS } from '../projects.roles.ts';
import { longText, projectKey } from '../projects.schemas.ts';
import {
  decideLedger,
  type HeldShare,
  type Ledger,
  type LedgerAct,
  type LedgerFault,
  type Share,
} from './attribution.rules.ts';
import { t } from './attribution.sentences.ts';
import {
  attributionOf,
  findAttribution,
  idsUnknown,
  insertAttribution,
  regionExists,
  replaceShares,
  sharesOf,
  updateAttribution,
} from './attribution.store.ts';
import { attributionLife } from './attribution.workflow.ts';
import { attributionPlace, regionOf, speaksFor } from './attribution-party.ts';
import { refusing } from './delivery.refusals.ts';
import type { AttributionTable } from './delivery.tables.ts';
import { ATTRIBUTION_STATES, PARTY_KINDS, type PartyKind, SUBJECTS, type Subject } from './delivery.ts';
import { lineKey } from './outcome.actions.ts';
import { countedLine } from './outcome.store.ts';

const sharesInput = z
  .array(
    z.object({
      kind: z.enum(PARTY_KINDS),
      /** Short name of a cluster or a project; `state`, `bpifrance`, `anr`, `ademe`, `europe` or `region-82`. */
      party: z.string().trim().min(1).max(80),
      /** Hundredths of a per cent: 10,000 is the whole. */
      share: z.int().min(0).max(10_000),
    }),
  )
  .min(1)
  .max(60);
const party = { kind: z.enum(PARTY_KINDS), party: z.string().min(1).max(80) };
const output = z.object({ project: z.string(), attribution: z.string(), state: z.enum(ATTRIBUTION_STATES) });

const FUNDERS = ['state', 'bpifrance', 'anr', 'ademe', 'europe'];

type ActCode =
  | 'ATTRIBUTION_UNKNOWN'
  | 'ATTRIBUTION_STATE'
  | 'SHARES_NOT_WHOLE'
  | 'PARTY_TWICE'
  | 'PARTY_UNKNOWN'
  | 'LAST_PARTY';
const ACT_REFUSALS = refusing(
  'ATTRIBUTION_UNKNOWN',
  'ATTRIBUTION_STATE',
  'SHARES_NOT_WHOLE',
  'PARTY_TWICE',
  'PARTY_UNKNOWN',
  'LAST_PARTY',
);

/** Says in words what the rule found wrong, beside the first part of the kind when there is one. */
function refuse(
  ctx: ActionContext<ActCode>,
  fault: LedgerFault,
  state: AttributionTable['state'] | null,
  act: LedgerAct,
): never {
  switch (fault.code) {
    case 'SHARES_NOT_WHOLE':
      return ctx.refuse('SHARES_NOT_WHOLE', {
        field: 'shares',
        with: { kind: t().ofKind[fault.kind], total: formatNumber(fault.total / 100, 2) },
      });
    case 'PARTY_TWICE':
      return ctx.refuse('PARTY_TWICE', { field: 'shares', with: { party: fault.party } });
    case 'PARTY_UNKNOWN':
      return ctx.refuse('PARTY_UNKNOWN', { with: { party: 'party' in act ? act.party.party : '' } });
    case 'LAST_PARTY':
      return ctx.refuse('LAST_PARTY');
    case 'NOT_NOW': {
      const decision = decideTransition(attributionLife, state ?? 'proposed', act.act, {});
      const reason = decision.ok ? '' : decision.reasons.map(say).join(' ');
      return ctx.refuse('ATTRIBUTION_STATE', { with: { reason } });
    }
  }
}

/** Every party of the shares exists: clusters of the register, projects of the programme, funders that it knows. */
async function knownParties(ctx: ActionContext<ActCode>, shares: readonly Share[]): Promise<void> {
  const of = (kind: PartyKind) => shares.flatMap((one) => (one.kind === kind ? [one.party] : []));
  const unknown = [
    ...(await idsUnknown(ctx.sql, 'cluster', of('cluster'))),
    ...(await idsUnknown(ctx.sql, 'project', of('project'))),
  ];
  for (const funder of of('funder')) {
    const region = regionOf(funder);
    if (region ? !(await regionExists(ctx.sql, region)) : !FUNDERS.includes(funder)) unknown.push(funder);
  }
  if (unknown.length > 0)
    ctx.refuse('PARTY_UNKNOWN', {
      field: 'shares',
      with: { party: unknown.map((id) => `«\u202f${id}\u202f»`).join(', ') },
    });
}

/** Those whose part the person already speaks for agree by proposing; the programme’s administrator agrees for nobody. */
async function withOwnAgreement(
  ctx: ActionContext<ActCode>,
  project: string,
  ledger: Ledger,
  on: string,
): Promise<Ledger> {
  if (ctx.actor.grants.some(({ scope }) => scope.kind === 'programme')) return ledger;
  let present = ledger;
  for (const { kind, party } of ledger.shares) {
    if (!(await speaksFor(ctx.sql, ctx.actor, project, { kind, party }))) continue;
    const act = { act: 'accept', party: { kind, party }, by: ctx.actor.name, on } as const;
    const decision = decideLedger(present, act);
    if (decision.ok) present = decision.ledger;
  }
  return present;
}

const closedOn = (state: Ledger['state'], on: string): string | null =>
  state === 'agreed' || state === 'settled' ? on : null;

const plain = (shares: readonly HeldShare[]) =>
  shares.map(({ kind, party, share, acceptedOn }) => ({ kind, party, share, acceptedOn }));

/** Proposes whose a result is: shares of clusters, of projects and of funders, each adding up to 100 % (R112). A new proposal asks every party again. */
export const proposeAttribution = defineAction({
  name: 'projects.proposeAttribution',
  title: { fr: 'Proposer un partage', en: 'Propose a sharing' },
  path: '/projects/{project}/attributions',
  permission: { who: WRITERS, where: projectPlace },
  input: z.object({
    project: projectKey,
    subject: z.enum(SUBJECTS),
    /** The line’s id; the project’s when the sharing is of the whole project. */
    subjectId: z.string().min(1).max(80),
    shares: sharesInput,
  }),
  output,
  refusals: { ...ACT_REFUSALS, ...refusing('LINE_UNKNOWN') },
  async run(ctx, { project, subject, subjectId, shares }) {
    await lockProject(ctx.sql, project);
    if (!(await isSubject(ctx, project, subject, subjectId))) ctx.refuse('LINE_UNKNOWN');
    await knownParties(ctx, shares);
    const present = await attributionOf(ctx.sql, subject, subjectId);
    const before = present ? await ledgerOf(ctx, present) : null;
    const act = { act: 'propose', shares } as const;
    const decision = decideLedger(before, act);
    if (!decision.ok) return refuse(ctx, decision.fault, present?.state ?? null, act);
    const on = await actingDay(ctx.sql, ctx.today);
    const ledger = await withOwnAgreement(ctx, project, decision.ledger, on);
    const id = present?.id ?? ctx.newId('att');
    const row = { state: ledger.state, closed_on: closedOn(ledger.state, on), dispute: null, disputed_by: null };
    if (present) await updateAttribution(ctx.sql, id, row);
    else
      await insertAttribution(ctx.sql, {
        id,
        project_id: project,
        subject,
        subject_id: subjectId,
        opened_on: on,
        ...row,
      });
    await replaceShares(ctx.sql, id, ledger.shares);
    ctx.record({
      object: { kind: 'project', id: project },
      before: before && { attribution: id, state: before.state, shares: plain(before.shares) },
      after: { attribution: id, subject, subjectId, state: ledger.state, shares: plain(ledger.shares) },
    });
    return { project, attribution: id, state: ledger.state };
  },
});

const isSubject = async (ctx: ActionContext, project: string, subject: Subject, id: string): Promise<boolean> =>
  subject === 'project'
    ? id === project && (await findProject(ctx.sql, id)) !== undefined
    : (await countedLine(ctx.sql, project, subject, id)) !== undefined;

const ledgerOf = async (ctx: ActionContext, row: AttributionTable): Promise<Ledger> => ({
  state: row.state,
  shares: await sharesOf(ctx.sql, row.id),
});

/** Loads, decides, saves and records one act on a sharing. */
async function actOn(
  ctx: ActionContext<ActCode>,
  line: { project: string; attribution: string },
  act: LedgerAct,
  change: Partial<AttributionTable> = {},
  reason: string | null = null,
) {
  const present = (await findAttribution(ctx.sql, line.project, line.attribution))!;
  const before = await ledgerOf(ctx, present);
  const decision = decideLedger(before, act);
  if (!decision.ok) return refuse(ctx, decision.fault, before.state, act);
  const { state, shares } = decision.ledger;
  const on = await actingDay(ctx.sql, ctx.today);
  await updateAttribution(ctx.sql, present.id, { ...change, state, closed_on: closedOn(state, on) });
  await replaceShares(ctx.sql, present.id, shares);
  ctx.record({
    object: { kind: 'project', id: line.project },
    reason,
    before: { attribution: present.id, state: before.state, shares: plain(before.shares) },
    after: { attribution: present.id, state, shares: plain(shares) },
  });
  return { project: line.project, attribution: present.id, state };
}

/** Held before anything is decided, so that two parties who answer at once take turns; unknown when it is not of this project. */
async function lockAttribution(ctx: ActionContext<ActCode>, project: string, attribution: string): Promise<void> {
  await lockProject(ctx.sql, project);
  if (!(await findAttribution(ctx.sql, project, attribution))) ctx.refuse('ATTRIBUTION_UNKNOWN');
}

const partyAct = {
  permission: { who: CONCERNED, where: attributionPlace },
  refusals: { ...ACT_REFUSALS, ...refusing('NOT_YOUR_SHARE', 'ATTRIBUTION_MOVED') },
} as const;

/** A party accepts its part; the sharing is agreed once all have. The part that was read is given: if it moved since, nothing is accepted. */
export const acceptShare = defineAction({
  ...partyAct,
  name: 'projects.acceptShare',
  title: { fr: 'Accepter une part', en: 'Accept a part' },
  path: '/projects/{project}/attributions/{attribution}/acceptance',
  input: z.object({ project: projectKey, attribution: lineKey, ...party, share: z.int().min(0).max(10_000) }),
  output,
  async run(ctx, { project, attribution, share, ...own }) {
    await lockAttribution(ctx, project, attribution);
    if (!(await speaksFor(ctx.sql, ctx.actor, project, own))) ctx.refuse('NOT_YOUR_SHARE');
    const present = (await sharesOf(ctx.sql, attribution)).find(
      (one) => one.kind === own.kind && one.party === own.party,
    );
    if (present && present.share !== share) ctx.refuse('ATTRIBUTION_MOVED');
    const on = await actingDay(ctx.sql, ctx.today);
    return actOn(ctx, { project, attribution }, { act: 'accept', party: own, by: ctx.actor.name, on });
  },
});

/** A party contests the sharing, in words; figures go back to the default until it is agreed or settled. */
export const disputeAttribution = defineAction({
  ...partyAct,
  name: 'projects.disputeAttribution',
  title: { fr: 'Contester un partage', en: 'Dispute a sharing' },
  path: '/projects/{project}/attributions/{attribution}/dispute',
  input: z.object({ project: projectKey, attribution: lineKey, ...party, reason: longText }),
  output,
  async run(ctx, { project, attribution, reason, ...own }) {
    await lockAttribution(ctx, project, attribution);
    if (!(await speaksFor(ctx.sql, ctx.actor, project, own))) ctx.refuse('NOT_YOUR_SHARE');
    const words = { dispute: reason, disputed_by: ctx.actor.name };
    return actOn(ctx, { project, attribution }, { act: 'dispute' }, words, reason);
  },
});

/** Takes back a dispute: the parts are again those proposed, for each party to accept. */
export const withdrawDispute = defineAction({
  ...partyAct,
  name: 'projects.withdrawDispute',
  title: { fr: 'Retirer une contestation', en: 'Withdraw a dispute' },
  path: '/projects/{project}/attributions/{attribution}/dispute-withdrawal',
  input: z.object({ project: projectKey, attribution: lineKey, ...party, reason: longText }),
  output,
  async run(ctx, { project, attribution, reason, ...own }) {
    await lockAttribution(ctx, project, attribution);
    if (!(await speaksFor(ctx.sql, ctx.actor, project, own))) ctx.refuse('NOT_YOUR_SHARE');
    return actOn(
      ctx,
      { project, attribution },
      { act: 'withdrawDispute' },
      { dispute: null, disputed_by: null },
      reason,
    );
  },
});

/** A party claims nothing any more: its part goes to the others of its kind in proportion, and they are asked again. */
export const renounceShare = defineAction({
  ...partyAct,
  name: 'projects.renounceShare',
  title: { fr: 'Renoncer à une part', en: 'Renounce a part' },
  path: '/projects/{project}/attributions/{attribution}/renunciation',
  input: z.object({ project: projectKey, attribution: lineKey, ...party, reason: longText }),
  output,
  async run(ctx, { project, attribution, reason, ...own }) {
    await lockAttribution(ctx, project, attribution);
    if (!(await speaksFor(ctx.sql, ctx.actor, project, own))) ctx.refuse('NOT_YOUR_SHARE');
    const cleared = { dispute: null, disputed_by: null };
    return actOn(ctx, { project, attribution }, { act: 'renounce', party: own }, cleared, reason);
  },
});

/** The State settles a dispute, with the shares and its reasons; what is settled stays. */
export const settleAttribution = defineAction({
  name: 'projects.settleAttribution',
  title: { fr: 'Trancher un partage contesté', en: 'Settle a disputed sharing' },
  path: '/projects/{project}/attributions/{attribution}/settlement',
  permission: { who: ['administrator', 'state-officer'], where: attributionPlace },
  input: z.object({ project: projectKey, attribution: lineKey, shares: sharesInput, reason: longText }),
  output,
  refusals: ACT_REFUSALS,
  async run(ctx, { project, attribution, shares, reason }) {
    await lockAttribution(ctx, project, attribution);
    await knownParties(ctx, shares);
    const on = await actingDay(ctx.sql, ctx.today);
    const settled = { settlement: reason, settled_by: ctx.actor.name };
    return actOn(ctx, { project, attribution }, { act: 'settle', shares, by: ctx.actor.name, on }, settled, reason);
  },
});
