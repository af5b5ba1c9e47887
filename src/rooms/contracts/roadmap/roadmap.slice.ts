import type { Operation } from '#kit/action.ts';
import { getClauseHistory } from '../clause/clause-history.query.ts';
import { moveClause } from '../clause/move-clause.action.ts';
import { removeClause } from '../clause/remove-clause.action.ts';
import { restoreClause } from '../clause/restore-clause.action.ts';
import { getCompleteness } from './completeness.query.ts';
import { getCoverage } from './coverage.query.ts';
import { getObjectives } from './objectives.query.ts';
import { previewTargets } from './preview-targets.query.ts';
import { saveIndicator } from './save-indicator.action.ts';
import { saveObjective } from './save-objective.action.ts';
import { setTargets } from './set-targets.action.ts';
import { getTieChoices } from './tie-choices.query.ts';

/** What this slice adds to the room. */
export const roadmapOperations: readonly Operation[] = [
  getObjectives,
  saveObjective,
  saveIndicator,
  setTargets,
  previewTargets,
  getCompleteness,
  getCoverage,
  getTieChoices,
  removeClause,
  moveClause,
  restoreClause,
  getClauseHistory,
];
