import { parentPort, workerData } from 'node:worker_threads';
import { BalancedEngine } from './balanced-engine.ts';
import type { BalancedSample } from './balanced-sample.ts';
import type { Order, Reply } from './crew.ts';

const engine = new BalancedEngine(workerData as BalancedSample);

parentPort!.on('message', (order: Order) => {
  if (order.order === 'prepare') {
    engine.prepare(order.program);
    return;
  }
  let reply: Reply;
  try {
    reply = { answer: engine.do(order.kind, order.task) };
  } catch (error) {
    reply = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort!.postMessage(reply);
});
