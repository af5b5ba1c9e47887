import type { Sql } from '#kit/db/database.ts';
import { newId } from '#kit/ids.ts';
import type { Day } from '#kit/period.ts';
import { readFacts } from '../facts/ledger.store.ts';
import { writeValues } from '../values/value.store.ts';
import type { NewValue } from '../values/value.ts';
import { countedClusters, programmeStart } from './counted-cluster.store.ts';
import { toValue } from './counted-value.rules.ts';
import { countAll } from './counting.store.ts';
import { COUNTINGS } from './definition.ts';

/** Years before the programme that are counted too: the baseline of its objectives. */
const BASELINE_YEARS = 1;

/** First year that is counted, of a programme that begins in `since`. */
export const firstCountedYear = (since: number): number => since - BASELINE_YEARS;

export interface Recounting {
  readonly at: Date;
  readonly today: Day;
  /** Null: every cluster, and the programme's totals. */
  readonly cluster: string | null;
  readonly random: () => number;
}

/** What a recount changed. */
export interface Recount {
  readonly added: number;
  readonly ended: number;
  /** Values that are new or different. */
  readonly values: number;
}

/**
 * Reads the rooms' facts into the ledger and counts every indicator that they feed, in the caller's transaction. A value that did not change keeps its vintage. The totals of the programme are only
 * counted with all clusters.
 */
export async function recount(trx: Sql, recounting: Recounting): Promise<Recount> {
  const { added, ended } = await readFacts(trx, recounting);
  return { added, ended, values: await countAndWrite(trx, recounting) };
}

/** Counts what the ledger holds and keeps what changed; gives how many values did. */
export async function countAndWrite(trx: Sql, { at, today, cluster, random }: Recounting): Promise<number> {
  const values = await countValues(trx, { today, cluster, knownAt: null });
  return writeValues(trx, values, { at, id: () => newId('value', at, random) });
}

/** The values that facts give, as they were known at a moment (null: now), without writing any. */
export async function countValues(
  trx: Sql,
  { today, cluster, knownAt }: { readonly today: Day; readonly cluster: string | null; readonly knownAt: Date | null },
): Promise<NewValue[]> {
  const since = await programmeStart(trx);
  const scope = {
    clusters: cluster === null ? null : [cluster],
    firstYear: firstCountedYear(since),
    today,
    knownAt,
    since,
  };
  const counted = new Map(
    (await countAll(trx, scope)).map((one) => [`${one.code} ${one.cluster ?? ''} ${one.year}`, one]),
  );
  const clusters = cluster === null ? [null, ...(await countedClusters(trx))] : [cluster];
  const years = Array.from({ length: Number(today.slice(0, 4)) - scope.firstYear + 1 }, (_, i) => scope.firstYear + i);
  return COUNTINGS.flatMap((counting) =>
    clusters.flatMap((of) =>
      years.map((year) => {
        const found = counted.get(`${counting.code} ${of ?? ''} ${year}`);
        return {
          indicator: counting.code,
          cluster: of,
          year,
          source: 'counted' as const,
          ...toValue(counting, found),
          missing: found?.missing ?? 0,
          producer: PRODUCER,
          vintage: today,
          synthetic: found?.synthetic ?? false,
        };
      }),
    ),
  );
}

/** Who counts. */
export const PRODUCER = 'Grappe';
