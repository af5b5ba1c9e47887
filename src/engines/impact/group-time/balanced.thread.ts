import { parentPort } from 'node:worker_threads';
import { BalancedEngine } from './balanced-engine.ts';
import type { Order, Reply } from './crew.ts';

let engine: BalancedEngine | null = null;

parentPort!.on('message', (order: Order) => {
  if (order.order === 'begin') engine = new BalancedEngine(order.sample);
  else if (order.order === 'prepare') engine!.prepare(order.program);
  if (order.order !== 'do') return;
  let reply: Reply;
  try {
    reply = { answer: engine!.do(order.kind, order.task) };
  } catch (error) {
    reply = { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort!.postMessage(reply);
});
