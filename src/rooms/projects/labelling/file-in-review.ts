import type { ActionContext } from '#kit/context.ts';
import { lockProject } from '../project.store.ts';
import { t } from './labelling.sentences.ts';
import type { LabelTable, SubmissionTable } from './labelling.tables.ts';
import { findLabel, findSubmission } from './submission.store.ts';

export interface FileInReview {
  readonly label: LabelTable;
  readonly submission: SubmissionTable;
}

/** A file that the cluster still works on, its project held; refuses when it is decided, or no longer before the cluster. */
export async function fileInReview(
  ctx: ActionContext<'FILE_DECIDED' | 'FILE_NOT_IN_REVIEW'>,
  id: string,
): Promise<FileInReview> {
  const { project_id: project } = (await findLabel(ctx.sql, id))!;
  await lockProject(ctx.sql, project);
  const label = (await findLabel(ctx.sql, id))!;
  const submission = (await findSubmission(ctx.sql, label.submission_id))!;
  if (label.decision !== null) ctx.refuse('FILE_DECIDED');
  if (submission.state !== 'in-review')
    ctx.refuse('FILE_NOT_IN_REVIEW', { with: { state: t().submissionStates[submission.state].toLowerCase() } });
  return { label, submission };
}
