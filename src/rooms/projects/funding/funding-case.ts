import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import type { Say } from '#kit/say.ts';
import { enterprisesOn } from '#rooms/registry';
import { fundingReferenceOf } from './calls/call-addition.store.ts';
import type { ProjectFacts } from './funding-facts.ts';
import type { FundingReference } from './funding-reference.load.ts';
import type { FundingCall } from './funding-window.ts';
import { type ApplicationRow, type ProjectRow, projectRow } from './project-facts.store.ts';
import { factsCaveats, projectFacts } from './project-facts.ts';

/** A project before a call: what the rules are asked about. */
export interface FundingCase {
  readonly reference: FundingReference;
  readonly call: FundingCall;
  readonly project: ProjectRow;
  readonly application: ApplicationRow | null;
  readonly facts: ProjectFacts;
  readonly caveats: readonly Say[];
}

/**
 * Reads a project before a call, or before the call of one of its files; when neither is named, before that of its newest file, or the first of the
 * calendar. Null when what is named does not exist. A file already decided is looked at on the day of its decision, anything else on `on`.
 */
export async function fundingCase(
  sql: Sql,
  asked: {
    readonly project: string;
    readonly call?: string | undefined;
    readonly application?: string | undefined;
    readonly on: Day;
  },
): Promise<FundingCase | null> {
  const project = await projectRow(sql, asked.project);
  const application = project?.applications.find(({ id }) => id === asked.application) ?? null;
  if (!project || (asked.application !== undefined && !application)) return null;
  const reference = await fundingReferenceOf(sql);
  const wanted = asked.call ?? application?.call ?? project.applications.at(-1)?.call ?? reference.calls[0]?.id;
  const call = reference.calls.find(({ id }) => id === wanted);
  if (!call) return null;
  const decisionOn = application?.selectedOn ?? asked.on;
  const organisations = project.partners.map(({ organisation }) => organisation);
  const enterprises = await enterprisesOn(sql, decisionOn, organisations);
  const facts = projectFacts(project, { call, application, decisionOn, enterprises });
  return { reference, call, project, application, facts, caveats: factsCaveats(facts) };
}
