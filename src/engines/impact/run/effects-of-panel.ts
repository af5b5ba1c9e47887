import type { EffectsResult, ErrorKind } from '../fixed-effects/effects-result.ts';
import {
  eventStudyFromMoments,
  type MomentEffectsOptions,
  sunAbrahamFromMoments,
  totalSquares,
} from '../fixed-effects/moment-effects.ts';
import type { SunAbraham } from '../fixed-effects/sun-abraham.ts';
import { type Moments, readMoments } from '../moments/cohort-moments.ts';
import { type PanelStore, storedVariable } from '../panel-store/panel-store.ts';
import { ImpactError } from '../sentence.ts';
import { importedPanel, type StoredPanel, withMoments } from './panel-of-file.ts';
import type { RunFile } from './run-file.ts';

/** A regression on times since treatment alone, with effects of units and periods. */
export interface PanelEffects {
  readonly unit: string;
  readonly time: string;
  readonly cohort: string;
  readonly outcome: string;
  readonly errors: ErrorKind;
  /** The unit, a column that is the same for all rows of a unit, or the unit and the period. */
  readonly clusters: readonly string[];
  readonly alpha?: number;
}

/** What is estimated from moments: an event study, or Sun and Abraham's averages. */
export interface MomentEffects {
  readonly eventStudy: (reference: readonly number[]) => EffectsResult;
  readonly sunAbraham: () => SunAbraham;
}

/**
 * By cohort moments where they say all that rows would: a complete panel of one row by unit and period. Null elsewhere, and where the file is
 * no panel: whoever reads its rows then tells what is wrong with them, if anything.
 */
export async function effectsOfPanel(file: RunFile, asked: PanelEffects): Promise<MomentEffects | null> {
  const errors = momentErrors(asked);
  if (errors === null) return null;
  const cluster = asked.errors === 'cluster' && asked.clusters[0] !== asked.unit ? asked.clusters[0] : undefined;
  const stored = await importedIfPanel(file, asked, cluster);
  if (stored === null || !isAsAsked(stored.store, asked, cluster) || !isComplete(stored.store, asked.outcome))
    return null;
  const [moments, total] = await withMoments(
    stored,
    { outcomes: [asked.outcome], weighted: false, clustered: cluster !== undefined },
    async (source, run): Promise<[Moments, number]> => [
      await readMoments(source, run),
      await totalSquares(source, run),
    ],
  );
  const options: MomentEffectsOptions = { errors, total, ...(asked.alpha === undefined ? {} : { alpha: asked.alpha }) };
  return {
    eventStudy: (reference) => eventStudyFromMoments(moments, { ...options, reference }),
    sunAbraham: () => sunAbrahamFromMoments(moments, options),
  };
}

/** What moments call the errors asked for; null for clusters that they do not know. */
function momentErrors({ errors, clusters, unit, time }: PanelEffects): MomentEffectsOptions['errors'] | null {
  if (errors !== 'cluster') return errors;
  const [first, second, ...others] = clusters;
  if (second === undefined) return first === time ? null : 'cluster';
  return first === unit && second === time && others.length === 0 ? 'two-way' : null;
}

async function importedIfPanel(
  file: RunFile,
  { unit, time, cohort, outcome }: PanelEffects,
  cluster: string | undefined,
): Promise<StoredPanel | null> {
  try {
    const columns = { unit, time, cohort, outcomes: [outcome], ...(cluster ? { cluster } : {}) };
    return await importedPanel(file, columns, () => {});
  } catch (error) {
    if (error instanceof ImpactError) return null;
    throw error;
  }
}

/** Was the panel imported as it is asked for, if it was before? */
const isAsAsked = ({ columns, weights, cluster: own }: PanelStore, asked: PanelEffects, cluster?: string): boolean =>
  columns.unit === asked.unit &&
  columns.time === asked.time &&
  columns.cohort === asked.cohort &&
  weights === null &&
  (cluster === undefined || own?.name === cluster);

/** With a value in each period for each unit, and units and periods enough that none is alone. */
const isComplete = (store: PanelStore, outcome: string): boolean =>
  store.units > 1 &&
  store.periods.length > 1 &&
  store.rows === store.units * store.periods.length &&
  storedVariable(store, outcome).complete;
