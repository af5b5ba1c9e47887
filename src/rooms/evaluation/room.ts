import type { Room } from '#kit/room.ts';
import { closeEvaluation, giveUpRevision, removeEvaluation, reviseEvaluation } from './change-evaluation.actions.ts';
import { getEvaluation } from './evaluation.query.ts';
import { evaluationLife, runLife } from './evaluation.workflow.ts';
import { listEvaluations } from './evaluation-list.query.ts';
import { mapColumns } from './map-columns.action.ts';
import { openEvaluation } from './open-evaluation.action.ts';
import { registerQuestion } from './register-question.action.ts';
import { evaluationJobs } from './run/work.job.ts';
import { cancelRun, repeatRun, requestRun } from './run.actions.ts';
import { exportRun, getRun, getRunProgress } from './run.queries.ts';

/** What the clusters caused: effects estimated on a panel, the question registered before the run (T7, principle 12). */
export const evaluation: Room = {
  name: 'evaluation',
  title: { fr: 'Évaluation', en: 'Evaluation' },
  enters: ['registry'],
  operations: [
    openEvaluation,
    mapColumns,
    registerQuestion,
    reviseEvaluation,
    giveUpRevision,
    closeEvaluation,
    removeEvaluation,
    requestRun,
    repeatRun,
    cancelRun,
    listEvaluations,
    getEvaluation,
    getRun,
    getRunProgress,
    exportRun,
  ],
  web: () => import('./evaluation.web.tsx'),
  workflows: [evaluationLife, runLife],
  jobs: evaluationJobs,
  migrations: { room: 'evaluation', dir: new URL('./migrations/', import.meta.url) },
};
