import * as z from 'zod';
import { DERIVATIONS } from '#engines/impact/run/derived-columns.ts';
import { defineAction } from '#kit/action.ts';
import { say } from '#kit/say.ts';
import { shortText } from '#rooms/registry';
import { workPlace } from './evaluation.place.ts';
import { refusing } from './evaluation.refusals.ts';
import { EVALUATORS } from './evaluation.roles.ts';
import { inBoth } from './evaluation.sentences.ts';
import { lockOwnEvaluation, panelFileOf, updateEvaluation } from './evaluation.store.ts';
import { COLUMN_ROLES, evaluationKey, MOST_DERIVED, runOptions } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { readMapping } from './mapping.rules.ts';
import { DEFAULT_OPTIONS } from './plan.rules.ts';
import { queueRun } from './request-run.ts';
import { cancelLooks } from './run/run.store.ts';

/** Says what the columns are and how the effect will be estimated; the sample and the detectable effect of this design are then computed. */
export const mapColumns = defineAction({
  name: 'evaluation.mapColumns',
  title: { fr: 'Dire ce que sont les colonnes d’un panel', en: 'Say what the columns of a panel are' },
  path: '/evaluations/{evaluation}/columns',
  permission: { who: EVALUATORS, where: workPlace },
  input: z.object({
    evaluation: evaluationKey,
    title: shortText,
    columns: z.array(z.object({ name: z.string().max(200), role: z.enum(COLUMN_ROLES) })).max(2_000),
    weights: z.string().max(200).nullish(),
    cluster: z.string().max(200).nullish(),
    derived: z
      .array(z.object({ kind: z.enum(DERIVATIONS), of: z.string().max(200), by: z.string().max(200).nullish() }))
      .max(MOST_DERIVED)
      .optional(),
    rd: z.string().max(200).nullish(),
    aid: z.string().max(200).nullish(),
    by: z.string().max(200).nullish(),
    ...runOptions.partial().shape,
  }),
  output: z.object({ evaluation: z.string(), run: z.string() }),
  refusals: refusing(
    'NOT_NOW',
    'COLUMN_WANTED',
    'COLUMN_TWICE',
    'COLUMN_UNKNOWN',
    'COLUMN_NOT_NUMBERS',
    'COLUMN_NAME_COMMA',
    'SECOND_COLUMN_WANTED',
    'ADDITIONALITY_PAIR',
  ),
  async run(ctx, { evaluation: id, title, columns, weights, cluster, derived, rd, aid, by, ...given }) {
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    if (row.state !== 'draft' && row.state !== 'revising')
      return ctx.refuse('NOT_NOW', { with: { reason: say(inBoth((words) => words.columns.frozen)) } });
    const options = { ...DEFAULT_OPTIONS, ...given };
    const read = readMapping(
      {
        columns,
        weights: weights ?? null,
        cluster: cluster ?? null,
        derived: (derived ?? []).map((one) => ({ ...one, by: one.by ?? null })),
        additionality: { rd: rd ?? null, aid: aid ?? null, by: by ?? null },
      },
      row.preview,
      options.panel,
    );
    if (!read.ok) {
      const role = 'role' in read ? say(inBoth((words) => words.columns.roles[read.role])) : '';
      return ctx.refuse(read.code, { field: 'role', with: { role, columns: 'columns' in read ? read.columns : '' } });
    }
    const { mapping } = read;
    await cancelLooks(ctx.sql, id, ctx.now);
    const plan = { title, file: await panelFileOf(ctx.sql, row.file_id), mapping, options };
    const run = await queueRun(ctx, { evaluation: id, kind: 'design', registration: null, plan });
    await updateEvaluation(ctx.sql, id, { title, mapping, options, design_run_id: run, changed_at: ctx.now });
    ctx.record({
      object: { kind: 'evaluation', id },
      before: {
        title: row.title,
        mapping: row.mapping,
        options: row.options,
        state: evaluationLife.states[row.state].fr,
      },
      after: { title, mapping, options },
    });
    return { evaluation: id, run };
  },
});
