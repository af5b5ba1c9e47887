import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { yearOf } from '#kit/period.ts';
import { formatDay, say } from '#kit/say.ts';
import { decideTransition } from '#kit/workflow.ts';
import { nationwide } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { LABEL_AUTHORITIES } from '../registry.roles.ts';
import { daySchema, longText, optionalText, shortText } from '../registry.schemas.ts';
import { CERTAINTIES, LABEL_DECISIONS } from '../vocabulary.ts';
import { insertSuccession, successionLinks } from './attribute.store.ts';
import { runsInCircle } from './cluster.rules.ts';
import { findCluster, lockCluster } from './cluster.store.ts';
import { clusterId } from './cluster.ts';
import { labelOn } from './label.rules.ts';
import { insertLabelDecision, labelDecisions } from './label.store.ts';
import { labelLife, TRANSITION_OF } from './label.workflow.ts';

/**
 * Records a decision on a label: granted, renewed, withdrawn or ended by a merger (R08), for a term and under conditions when it has
 * some (R10). A merger names the cluster that comes out of it and links both (R09). Earlier decisions stay readable.
 */
export const decideLabel = defineAction({
  name: 'registry.decideLabel',
  title: { fr: 'Enregistrer une décision sur le label', en: 'Record a decision on the label' },
  path: '/clusters/{cluster}/label-decisions',
  permission: { who: LABEL_AUTHORITIES, where: nationwide },
  input: z.object({
    cluster: clusterId,
    decision: z.enum(LABEL_DECISIONS),
    decidedOn: daySchema,
    /** First day of effect; the day of the decision when left out. */
    validFrom: daySchema.optional(),
    /** Last day of the term, included. */
    validTo: daySchema.nullish(),
    authority: shortText,
    reference: optionalText,
    conditions: optionalText,
    /** For a merger: the cluster that comes out of it. */
    successor: clusterId.nullish(),
    certainty: z.enum(CERTAINTIES).default('official'),
    source: longText.optional(),
  }),
  output: z.object({ decision: z.string(), cluster: z.string() }),
  refusals: refusing(
    'UNKNOWN_CLUSTER',
    'LABEL_STATE',
    'LABEL_ORDER',
    'LABEL_BEFORE_DECISION',
    'TERM_NOT_ALLOWED',
    'ENDS_BEFORE_START',
    'MERGED_INTO_NOTHING',
    'SUCCESSION_CIRCLE',
  ),
  async run(ctx, input) {
    const cluster = await lockCluster(ctx.sql, input.cluster);
    if (!cluster) return ctx.refuse('UNKNOWN_CLUSTER', { field: 'cluster' });
    const validFrom = input.validFrom ?? input.decidedOn;
    const ends = input.decision === 'withdrawn' || input.decision === 'merged';
    if (ends && input.validTo) ctx.refuse('TERM_NOT_ALLOWED', { field: 'validTo' });
    if (ends && validFrom < input.decidedOn) ctx.refuse('LABEL_BEFORE_DECISION', { field: 'validFrom' });
    if (input.validTo && input.validTo < validFrom)
      ctx.refuse('ENDS_BEFORE_START', { field: 'validTo', with: { day: formatDay(validFrom) } });
    if (input.decision === 'merged' && !input.successor) ctx.refuse('MERGED_INTO_NOTHING', { field: 'successor' });
    if (input.successor && !(await findCluster(ctx.sql, input.successor)))
      ctx.refuse('UNKNOWN_CLUSTER', { field: 'successor' });

    const row = {
      id: ctx.newId('lbl'),
      cluster_id: cluster.id,
      decision: input.decision,
      decided_on: input.decidedOn,
      valid_from: validFrom,
      valid_to: input.validTo ?? null,
      authority: input.authority,
      reference: input.reference ?? null,
      conditions: input.conditions ?? null,
      certainty: input.certainty,
      source: input.source ?? TYPED,
    };
    const decision = { ...row, decidedOn: row.decided_on, validFrom, validTo: input.validTo ?? null };
    const others = await labelDecisions(ctx.sql, cluster.id);
    const earlier = others.filter((other) => other.validFrom <= validFrom);
    const decided = decideTransition(labelLife, labelOn(earlier, validFrom).state, TRANSITION_OF[input.decision], {
      successorIsNamed: Boolean(input.successor),
    });
    if (!decided.ok)
      ctx.refuse('LABEL_STATE', { field: 'decision', with: { reason: decided.reasons.map(say).join(' ') } });
    const next = others.find((other) => other.validFrom > validFrom);
    const follows =
      !next ||
      decideTransition(labelLife, labelOn([...earlier, decision], next.validFrom).state, TRANSITION_OF[next.decision], {
        successorIsNamed: true,
      }).ok;
    if (next && !follows) ctx.refuse('LABEL_ORDER', { field: 'validFrom', with: { day: formatDay(next.validFrom) } });

    await insertLabelDecision(ctx.sql, row);
    if (input.decision === 'merged' && input.successor) {
      const links = await successionLinks(ctx.sql);
      const known = links.some((link) => link.predecessor === cluster.id && link.successor === input.successor);
      if (!known && runsInCircle(links, cluster.id, input.successor))
        ctx.refuse('SUCCESSION_CIRCLE', { field: 'successor' });
      if (!known)
        await insertSuccession(ctx.sql, {
          predecessor_id: cluster.id,
          successor_id: input.successor,
          year: yearOf(validFrom),
          on_day: validFrom,
          nature: 'merger',
          certainty: input.certainty,
          source: row.source,
        });
    }
    ctx.record({ object: { kind: 'cluster', id: cluster.id }, reason: row.conditions, after: row });
    return { decision: row.id, cluster: cluster.id };
  },
});
