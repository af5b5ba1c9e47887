import { notFound } from '#kit/action.ts';
import type { Actor } from '#kit/actor.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { say } from '#kit/say.ts';
import { clusterPlace, reaches } from '#rooms/registry';
import type { FundingWindows } from '../funding/funding-window.ts';
import { TEAM } from '../projects.roles.ts';
import { daysOfCall } from './calls.ts';
import { earliestDecision, type LabellingRules } from './incubation.rules.ts';
import type { RequestRow } from './label-request.store.ts';
import type { LabelTable } from './labelling.tables.ts';
import type { NamedThing } from './labelling.ts';
import type { DecisionView, RequestView } from './labelling-views.ts';
import { knownClusters } from './submission.store.ts';

/** From rows to what the screens of this slice show, in the language of the request. */

export const windowNamed = ({ windows }: FundingWindows, id: string): NamedThing => {
  const found = windows.find((one) => one.id === id);
  return { id, name: found ? say(found.name) : id };
};

export const callNamed = ({ calls }: FundingWindows, id: string): NamedThing => {
  const found = calls.find((one) => one.id === id);
  return { id, name: found ? say(found.name) : id };
};

export async function clusterNamed(sql: Sql, id: string): Promise<NamedThing> {
  const name = (await knownClusters(sql, [id])).get(id);
  if (name === undefined) throw notFound();
  return { id, name };
}

/** Does the reader conduct the labelling of this cluster? */
export const conducts = async (sql: Sql, actor: Actor, cluster: string): Promise<boolean> =>
  reaches(actor, TEAM, (await clusterPlace(sql, cluster)) ?? {});

/** Names of the clusters that these decisions name as better ones. */
export const betterNames = (sql: Sql, labels: readonly LabelTable[]): Promise<ReadonlyMap<string, string>> =>
  knownClusters(
    sql,
    labels.flatMap(({ better_cluster_id }) => better_cluster_id ?? []),
  );

export const decisionOf = (label: LabelTable, names: ReadonlyMap<string, string>): DecisionView | null =>
  label.decision === null
    ? null
    : {
        decision: label.decision,
        decidedOn: label.decided_on as Day,
        procedure: label.procedure!,
        reasons: label.reasons!,
        reservations: label.reservations,
        earlyReason: label.early_reason,
        offStrategy: label.off_strategy,
        betterCluster:
          (label.better_cluster_id && {
            id: label.better_cluster_id,
            name: names.get(label.better_cluster_id)!,
          }) ||
          null,
        reference: label.letter_reference!,
      };

export const requestOf = (row: RequestRow, windows: FundingWindows, rules: LabellingRules): RequestView => ({
  label: row.label,
  project: { id: row.project.id, acronym: row.project.acronym, title: row.project.title },
  window: windowNamed(windows, row.window),
  call: callNamed(windows, row.call),
  lead: row.lead,
  state: row.state,
  askedOn: row.askedOn as Day | null,
  earliest: earliestDecision(rules, daysOfCall(windows, row.call, row.window), row.incubationFrom as Day),
  decision: row.decision,
  decidedOn: row.decidedOn as Day | null,
  leadDecision: row.leadDecision,
  reviewsAsked: row.reviewsAsked,
  reviewsDone: row.reviewsDone,
  meeting: row.meeting && { id: row.meeting.id, heldOn: row.meeting.heldOn as Day },
  fate: row.fate,
});

/** A file waits when the cluster has not decided and the project is still before it. */
export const isWaiting = (row: { readonly decision: unknown; readonly state: string }): boolean =>
  row.decision === null && row.state === 'in-review';
