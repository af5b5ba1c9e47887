import * as z from 'zod';
import type { DesignLook } from '#engines/impact/index.ts';
import { defineQuery } from '#kit/action.ts';
import { canonicalJson } from '#kit/journal.hash.ts';
import { openTransitions } from '#kit/workflow.ts';
import { isOwner, readerOf, readPlace } from './evaluation.place.ts';
import { READERS } from './evaluation.roles.ts';
import { panelFileOf, registrationsOf, visibleEvaluation } from './evaluation.store.ts';
import {
  EVALUATION_STATES,
  evaluationKey,
  filePreview,
  mapping,
  panelFile,
  registration,
  runOptions,
  runSummary,
} from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { estimatesOf, findRun, runsBefore, runsUnderWay, summaryOf } from './run/run.store.ts';

/** What the look at a design found; its shape is the engine's. */
const designLook = z.custom<DesignLook>((value) => typeof value === 'object' && value !== null);

/** One evaluation: what is prepared, what was registered, what was run, and what may be done now. */
export const getEvaluation = defineQuery({
  name: 'evaluation.getEvaluation',
  title: { fr: 'Voir une évaluation', en: 'See an evaluation' },
  path: '/evaluations/{evaluation}',
  permission: { who: READERS, where: readPlace },
  input: z.object({ evaluation: evaluationKey }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    state: z.enum(EVALUATION_STATES),
    owner: z.string(),
    /** May the reader act on it, or only read? */
    own: z.boolean(),
    synthetic: z.boolean(),
    createdAt: z.date(),
    closedAt: z.date().nullable(),
    closeReason: z.string().nullable(),
    file: panelFile,
    preview: filePreview,
    mapping: mapping.nullable(),
    options: runOptions,
    /** The look at the design of what is prepared. */
    design: z.object({ run: runSummary, before: z.int(), look: designLook.nullable() }).nullable(),
    registrations: z.array(registration),
    /** The last registration as the text whose SHA-256 is its digest. */
    frozen: z.string().nullable(),
    runs: z.array(runSummary),
    open: z.array(z.string()),
    closed: z.array(
      z.object({ transition: z.string(), reasons: z.array(z.object({ fr: z.string(), en: z.string() })) }),
    ),
  }),
  async run({ sql, actor }, { evaluation: id }) {
    const row = (await visibleEvaluation(sql, id, readerOf(actor)))!;
    const registrations = await registrationsOf(sql, id);
    const look = row.design_run_id ? await findRun(sql, row.design_run_id) : undefined;
    const own = isOwner(actor, row.owner_id);
    const { open, closed } = openTransitions(evaluationLife, row.state, {
      columnsAreMapped: row.mapping !== null,
      designIsKnown: look?.state === 'done',
      questionIsRegistered: registrations.length > 0,
      // Asked for on its form.
      reasonIsGiven: true,
      noRunIsUnderWay: (await runsUnderWay(sql, id)).length === 0,
    });
    return {
      id,
      title: row.title,
      state: row.state,
      owner: row.owner_name,
      own,
      synthetic: row.synthetic,
      createdAt: row.created_at,
      closedAt: row.closed_at,
      closeReason: row.close_reason,
      file: await panelFileOf(sql, row.file_id),
      preview: row.preview,
      mapping: row.mapping,
      options: row.options,
      design: look
        ? {
            run: summaryOf(look),
            before: look.state === 'queued' ? await runsBefore(sql, look) : 0,
            look: look.state === 'done' ? (look.result as DesignLook) : null,
          }
        : null,
      registrations,
      frozen: registrations[0] ? canonicalJson(registrations[0].content) : null,
      runs: await estimatesOf(sql, id),
      open: own ? [...open] : [],
      closed: own ? closed.map(({ transition, reasons }) => ({ transition, reasons: [...reasons] })) : [],
    };
  },
});
