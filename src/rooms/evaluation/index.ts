/** The door of the room: what the house and its tests may use. */
export { inventedColumns, inventedPanel, inventedQuestion } from './evaluation.fixture.ts';
export { getEvaluation } from './evaluation.query.ts';
export { listEvaluations } from './evaluation-list.query.ts';
export { mapColumns } from './map-columns.action.ts';
export { receivePanel } from './receive-panel.ts';
export { registerQuestion } from './register-question.action.ts';
export { evaluation } from './room.ts';
export { requestRun } from './run.actions.ts';
export { getRun } from './run.queries.ts';
