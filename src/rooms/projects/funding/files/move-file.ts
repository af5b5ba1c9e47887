import { notFound } from '#kit/action.ts';
import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { type Answers, decideTransition, type GuardOf, type StateOf, type TransitionOf } from '#kit/workflow.ts';
import { actingDay } from '#rooms/registry';
import { projectPlace } from '../../place.ts';
import { lockProject } from '../../project.store.ts';
import type { ApplicationTable } from '../funding.tables.ts';
import { findApplication, insertApplicationStep, regionScopes, updateApplication } from './application.store.ts';
import { applicationLife } from './application.workflow.ts';
import { t } from './files.sentences.ts';
import { decidesFor } from './funder.rules.ts';

type Life = typeof applicationLife;

export interface FileNamed {
  readonly project: string;
  readonly fundingApplication: string;
}

export interface HeldFile {
  readonly application: ApplicationTable;
  /** Day that the act falls on. */
  readonly on: Day;
}

/** The file, held with its project until the transaction ends: acts on one project take turns. */
export async function holdFile(ctx: ActionContext<never>, named: FileNamed): Promise<HeldFile> {
  if (!(await lockProject(ctx.sql, named.project))) throw notFound();
  const application = await findApplication(ctx.sql, named);
  if (!application) throw notFound();
  return { application, on: await actingDay(ctx.sql, ctx.today) };
}

/** Refuses whoever does not decide in the name of the funder that the file is addressed to. */
export async function requireDecider(
  ctx: ActionContext<'NOT_YOUR_FILE'>,
  application: ApplicationTable,
): Promise<void> {
  const { funder, region, project_id } = application;
  const place = (await projectPlace(ctx.sql, { project: project_id })) ?? {};
  if (!decidesFor(ctx.actor, { funder, regions: await regionScopes(ctx.sql, region) }, place))
    ctx.refuse('NOT_YOUR_FILE', { with: { funder: t().funders[funder] } });
}

/** Where this transition leads now; refuses with every reason when it does not leave the file's state, or when a guard is closed. */
export function stateAfter(
  ctx: ActionContext<'FILE_STATE'>,
  application: ApplicationTable,
  transition: TransitionOf<Life>,
  answers: Answers<GuardOf<Life>> = {},
): StateOf<Life> {
  const decision = decideTransition(applicationLife, application.state, transition, answers);
  if (!decision.ok) return ctx.refuse('FILE_STATE', { with: { reason: decision.reasons.map(say).join(' ') } });
  return decision.to;
}

/** Writes the state that a file enters, and the step with its day. */
export async function enterState(
  ctx: ActionContext<never>,
  application: ApplicationTable,
  state: StateOf<Life>,
  entered: { readonly on: string; readonly reason?: string | null; readonly change?: Partial<ApplicationTable> },
): Promise<void> {
  await updateApplication(ctx.sql, application.id, { state, ...entered.change });
  await insertApplicationStep(ctx.sql, {
    id: ctx.newId('step'),
    application_id: application.id,
    state,
    on_day: entered.on,
    reason: entered.reason ?? null,
    recorded_at: ctx.now,
    recorded_by: ctx.actor.name,
  });
}
