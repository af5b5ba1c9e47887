import { parentPort } from 'node:worker_threads';
import type { Prepared } from './prepare.ts';
import type { Delivery, Order } from './press.protocol.ts';

/**
 * The other side of a press: sets what it is sent, in turn, until its thread is ended.
 * @param bytesOf the bytes to hand over rather than copy, null when there are none.
 */
export function serve<Result>(
  set: (document: Prepared) => Result | Promise<Result>,
  bytesOf: (result: Result) => Uint8Array | null,
): void {
  parentPort!.on('message', async ({ number, document }: Order) => {
    try {
      const result = await set(document);
      const bytes = bytesOf(result);
      const handed = bytes ? [bytes.buffer as ArrayBuffer] : [];
      parentPort!.postMessage({ number, result } satisfies Delivery<Result>, handed);
    } catch (error) {
      parentPort!.postMessage({ number, fault: (error as Error).message } satisfies Delivery<Result>);
    }
  });
}
