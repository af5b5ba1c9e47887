import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns, WaitedTooLong } from './turns.ts';

test('turns are served one at a time, in the order of asking', async () => {
  const turns = new Turns(1_000);
  const seen: string[] = [];
  await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      turns.run(async () => {
        seen.push(`${name} begins`);
        await pause(5);
        seen.push(`${name} ends`);
      }),
    ),
  );
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('whoever waits too long is refused, and the others are still served', async () => {
  const turns = new Turns(30);
  const end = await turns.take();
  const refused = turns.take();
  await expect(refused).rejects.toThrow(WaitedTooLong);
  const served = turns.run(async () => 'served');
  end();
  end();
  expect(await served).toBe('served');
  expect(await turns.run(async () => 'again')).toBe('again');
});
