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
import { COLUMN_ROLES, evaluationKey, type Mapping, MOST_DERIVED, runOptions } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { readMapping } from './mapping.rules.ts';
import {
  LIKENESSES,
  type Likeness,
  MATCH_CHOICES,
  MOST_CONTROLS,
  readMatching,
  USUAL_CALIPER,
  usualControls,
} from './matching/matching.rules.ts';
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
    columns: z
      .array(
        z.object({
          name: z.string().max(200),
          role: z.enum(COLUMN_ROLES),
          /** What the column is for in matching. */
          match: z.enum(LIKENESSES).optional(),
        }),
      )
      .max(2_000),
    weights: z.string().max(200).nullish(),
    cluster: z.string().max(200).nullish(),
    derived: z
      .array(
        z.object({
          kind: z.enum(DERIVATIONS),
          of: z.string().max(200),
          by: z.string().max(200).nullish(),
          match: z.enum(LIKENESSES).optional(),
        }),
      )
      .max(MOST_DERIVED)
      .optional(),
    rd: z.string().max(200).nullish(),
    aid: z.string().max(200).nullish(),
    by: z.string().max(200).nullish(),
    matchMethod: z.enum(MATCH_CHOICES).optional(),
    matchAt: z.int().nullish(),
    matchPeriods: z.int().min(1).max(50).optional(),
    matchRatio: z.int().min(1).max(MOST_CONTROLS).optional(),
    matchReplace: z.boolean().optional(),
    matchCaliper: z.number().positive().max(10).nullish(),
    ...runOptions.omit({ matching: true }).partial().shape,
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
    'MATCH_METHOD_WANTED',
    'MATCH_COLUMN_WANTED',
    'MATCH_NEEDS_UNITS',
    'MATCH_COLUMN_ROLE',
    'MATCH_EQUAL_NEAREST',
    'MATCH_EQUAL_OUTCOME',
    'MATCH_COLUMN_NAME',
    'MATCH_PERIOD',
  ),
  async run(ctx, { evaluation: id, title, columns, weights, cluster, derived, rd, aid, by, ...asked }) {
    const { matchMethod, matchAt, matchPeriods, matchRatio, matchReplace, matchCaliper, ...given } = asked;
    const row = await lockOwnEvaluation(ctx.sql, id, ctx.actor.id);
    if (row.state !== 'draft' && row.state !== 'revising')
      return ctx.refuse('NOT_NOW', { with: { reason: say(inBoth((words) => words.columns.frozen)) } });
    const panel = given.panel ?? DEFAULT_OPTIONS.panel;
    const read = readMapping(
      {
        columns,
        weights: weights ?? null,
        cluster: cluster ?? null,
        derived: (derived ?? []).map((one) => ({ ...one, by: one.by ?? null })),
        additionality: { rd: rd ?? null, aid: aid ?? null, by: by ?? null },
      },
      row.preview,
      panel,
    );
    if (!read.ok) {
      const role = 'role' in read ? say(inBoth((words) => words.columns.roles[read.role])) : '';
      return ctx.refuse(read.code, { field: 'role', with: { role, columns: 'columns' in read ? read.columns : '' } });
    }
    const { mapping } = read;
    const matched = readMatching(
      {
        method: matchMethod ?? 'none',
        columns: [...columns, ...computed(mapping, derived ?? [])].map(({ name, match }) => ({
          name,
          likeness: match ?? 'no',
        })),
        at: matchAt ?? null,
        periods: matchPeriods ?? 1,
        ratio: matchRatio ?? 1,
        replace: matchReplace ?? false,
        caliper: matchCaliper === undefined ? USUAL_CALIPER : matchCaliper,
      },
      { mapping, panel, file: row.preview },
    );
    if (!matched.ok) {
      const { code, ok: _, ...said } = matched;
      const words = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)]));
      return ctx.refuse(code, { field: 'matchMethod', with: words });
    }
    const { matching } = matched;
    const options = { ...DEFAULT_OPTIONS, ...given, controls: given.controls ?? usualControls(matching), matching };
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

/** Computed outcomes under their names, in the order in which they were asked for. */
const computed = (
  { derived }: Mapping,
  asked: readonly { readonly match?: Likeness | undefined }[],
): { name: string; match?: Likeness | undefined }[] =>
  derived.map(({ name }, place) => ({ name, match: asked[place]?.match }));
