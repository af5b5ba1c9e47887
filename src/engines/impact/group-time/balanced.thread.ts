import { parentPort } from 'node:worker_threads';
import { BalancedEngine } from './balanced-engine.ts';
import { type Order, type Reply, takeTasks } from './crew.ts';

let engine: BalancedEngine | null = null;
const reply = (told: Reply) => parentPort!.postMessage(told);

parentPort!.on('message', (order: Order) => {
  if (order.order === 'begin') engine = new BalancedEngine(order.sample);
  else if (order.order === 'prepare') engine!.prepare(order.program);
  else
    takeTasks(engine!, order.kind, order.tasks, order.next, (at, answer) => reply({ at, answer })).catch(
      (error: unknown) => reply({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
