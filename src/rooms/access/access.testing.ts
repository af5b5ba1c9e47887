import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '#kit/config.ts';
import type { Services } from '#kit/context.ts';
import type { Store } from '#kit/db/database.ts';
import { silentLog } from '#kit/log.ts';

/** A clock that a test moves by hand. */
export interface MovingClock {
  now(): Date;
  set(at: string): void;
  advance(milliseconds: number): void;
}

export function movingClock(at: string): MovingClock {
  let instant = new Date(at).getTime();
  return {
    now: () => new Date(instant),
    set: (to) => {
      instant = new Date(to).getTime();
    },
    advance: (milliseconds) => {
      instant += milliseconds;
    },
  };
}

/** Services around a test's store: a data folder of its own, a clock to move, ids that are the same at each run. */
export function testServices(
  store: Store,
  { env = {}, at = '2014-09-15T10:00:00Z' }: { env?: Record<string, string>; at?: string } = {},
): Services & { clock: MovingClock } {
  let seed = 0.5;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647 || 0.5;
    return (Math.floor(seed * 1e6) % 1e6) / 1e6;
  };
  const dataDir = mkdtempSync(join(tmpdir(), 'grappe-access-'));
  const config = parseConfig({ NODE_ENV: 'test', GRAPPE_DATA: dataDir, GRAPPE_DEMO: 'off', ...env });
  return { config, store, clock: movingClock(at), random, log: silentLog };
}
