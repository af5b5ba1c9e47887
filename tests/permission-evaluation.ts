import { Readable } from 'node:stream';
import { mapColumns, receivePanel } from '#rooms/evaluation';
import type { Call } from '../src/kit/context.ts';
import type { Caller } from '../src/kit/permission-table.ts';
import { perform } from '../src/kit/web/route.ts';

/** An evaluation of somebody else, with a look at its design that waits. */
export interface EvaluationWorld {
  readonly evaluation: string;
  readonly run: string;
}

const COLUMNS = [
  { name: 'unite', role: 'unit' },
  { name: 'annee', role: 'time' },
  { name: 'entree', role: 'cohort' },
  { name: 'resultat', role: 'outcome' },
] as const;
const PANEL = 'unite,annee,entree,resultat\n1,2010,0,1\n';

/** Nothing is computed in this world: the look waits for a worker that does not come. */
export async function buildEvaluationWorld(builder: Call): Promise<EvaluationWorld> {
  const received = await receivePanel(builder)(Readable.from([Buffer.from(PANEL)]), {
    name: 'essai.csv',
    mediaType: 'text/csv',
  });
  if (!received.ok) throw new Error(received.reason);
  const { evaluation } = received;
  const { run } = await perform(
    mapColumns,
    { evaluation, title: 'Essai', columns: COLUMNS.map((column) => ({ ...column })) },
    builder,
  );
  return { evaluation, run };
}

/** A valid input for every operation of the room, on the objects of its world. */
export function evaluationInputs({ evaluation, run }: EvaluationWorld): Record<string, Record<string, unknown>> {
  const one = { evaluation };
  return {
    'evaluation.listEvaluations': {},
    'evaluation.getEvaluation': one,
    'evaluation.openEvaluation': {},
    'evaluation.mapColumns': {
      ...one,
      title: 'Essai',
      columns: COLUMNS,
    },
    'evaluation.registerQuestion': {
      ...one,
      effect: 'Essai',
      population: 'Essai',
      primaryOutcome: 'resultat',
      expectedSign: 'unknown',
      use: 'Essai',
    },
    'evaluation.reviseEvaluation': one,
    'evaluation.giveUpRevision': one,
    'evaluation.closeEvaluation': { ...one, reason: 'Essai' },
    'evaluation.deleteEvaluation': one,
    'evaluation.requestRun': one,
    'evaluation.repeatRun': { run },
    'evaluation.cancelRun': { run },
    'evaluation.getRun': { run },
    'evaluation.getRunProgress': { run },
    'evaluation.exportRun': { run, kind: 'json' },
  };
}

/** An evaluation is its author's: to any other person it does not exist, but to the auditor, who reads. */
export const isOfAnotherAuthor = (operation: string, caller: Caller): boolean =>
  operation.startsWith('evaluation.') &&
  !['evaluation.listEvaluations', 'evaluation.openEvaluation'].includes(operation) &&
  caller !== 'auditor';
