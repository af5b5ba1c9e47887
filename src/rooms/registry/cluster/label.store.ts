import type { Sql } from '#kit/db/database.ts';
import type { LabelDecisionTable } from './cluster.ts';
import type { Decision } from './label.rules.ts';

/** Every decision on the label of a cluster, in the order of their effect. */
export const labelDecisions = (sql: Sql, clusterId: string): Promise<(Decision & LabelDecisionTable)[]> =>
  sql
    .selectFrom('registry.label_decision')
    .selectAll()
    .select(['decided_on as decidedOn', 'valid_from as validFrom', 'valid_to as validTo'])
    .where('cluster_id', '=', clusterId)
    .orderBy('valid_from')
    .orderBy('decided_on')
    .orderBy('id')
    .execute();

export const insertLabelDecision = async (trx: Sql, decision: LabelDecisionTable): Promise<void> => {
  await trx.insertInto('registry.label_decision').values(decision).execute();
};
