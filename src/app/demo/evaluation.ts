import { Readable } from 'node:stream';
import type { Call } from '#kit/context.ts';
import { perform } from '#kit/web/route.ts';
import { actorOf } from '#rooms/access';
import { inventedColumns, inventedPanel, listEvaluations, mapColumns, receivePanel } from '#rooms/evaluation';

/** The evaluator of the demonstration; see src/rooms/access/demo-people.ts. */
const EVALUATOR = 'evaluateur@demo.grappe.example';

/**
 * One evaluation on invented firms for the evaluator of the demonstration, up to the point where the question is theirs to register: its sample and
 * detectable effect are computed as soon as jobs run. A store that has one already is left alone.
 */
export async function writeEvaluation(call: Call): Promise<void> {
  const evaluator: Call = { ...call, actor: await actorOf(call.services, EVALUATOR) };
  const { total } = await perform(listEvaluations, { pageSize: 1 }, evaluator);
  if (total > 0) return;
  const received = await receivePanel(evaluator, { synthetic: true })(Readable.from([Buffer.from(inventedPanel())]), {
    name: 'entreprises-inventees.csv',
    mediaType: 'text/csv',
  });
  if (!received.ok) throw new Error(received.reason);
  await perform(mapColumns, inventedColumns(received.evaluation), evaluator);
}
