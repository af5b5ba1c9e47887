import { ColumnFile } from '../panel-store/column-files.ts';
import type { BalancedSample, OutcomeInStore } from './balanced-sample.ts';
import type { Chunk } from './balanced-tasks.ts';

/** Outcomes of some units of the sample: unit `u` in the t-th period of the o-th outcome stands at `values[o][t * stride + u - first]`. */
export interface OutcomeWindow {
  readonly values: readonly Float64Array[];
  readonly stride: number;
  readonly first: number;
}

interface Opened {
  readonly file: ColumnFile;
  readonly outcome: OutcomeInStore;
  /** As long as the longest chunk so far: memory that serves again costs nothing. */
  room: Float64Array;
}

/** Gives a thread the outcomes of the units it works on, from memory or from the files of a panel store. */
export class OutcomeReader {
  readonly #sample: BalancedSample;
  readonly #opened = new Map<OutcomeInStore, Promise<Opened>>();

  constructor(sample: BalancedSample) {
    this.#sample = sample;
  }

  /** @param chunk null for all units, where outcomes stand in memory */
  async show(chunk: Chunk | null): Promise<OutcomeWindow> {
    const { outcomes, periods, units } = this.#sample;
    const inMemory = outcomes.flatMap(({ values }) => (values instanceof Float64Array ? [values] : []));
    if (inMemory.length === outcomes.length) return { values: inMemory, stride: units, first: 0 };
    const { from, to } = chunk!;
    const values = await Promise.all(
      outcomes.map(async ({ values: outcome }) => {
        const opened = await this.#open(outcome as OutcomeInStore);
        if (opened.room.length < (to - from) * periods) opened.room = new Float64Array((to - from) * periods);
        return readChunk(opened, chunk!);
      }),
    );
    return { values, stride: to - from, first: from };
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.values()) await (await opened).file.close();
  }

  #open(outcome: OutcomeInStore): Promise<Opened> {
    const open = async () => ({ file: await ColumnFile.open(outcome.path), outcome, room: new Float64Array(0) });
    const opened = this.#opened.get(outcome) ?? open();
    this.#opened.set(outcome, opened);
    return opened;
  }
}

async function readChunk({ file, outcome, room }: Opened, { cohort, from, to }: Chunk): Promise<Float64Array> {
  const first = from + outcome.shifts[cohort]!;
  const units = to - from;
  await Promise.all(
    outcome.columns.map((column, t) => file.readRows(column, first, room.subarray(t * units, (t + 1) * units))),
  );
  return room;
}
