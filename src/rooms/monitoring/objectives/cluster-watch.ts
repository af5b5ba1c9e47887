import * as z from 'zod';
import { CLUSTER_CATEGORIES } from '#rooms/registry';
import { saidAlert } from '../attention/alert-words.ts';
import { STANDINGS } from '../trajectory/trajectory.rules.ts';

const figure = z.number().nullable();
const tally = z.record(z.enum(STANDINGS), z.int());

/** An indicator of a cluster by year: what was promised, what came, what may come with its interval at 80 %. */
export const watchedIndicator = z.object({
  id: z.string(),
  key: z.string(),
  code: z.string().nullable(),
  title: z.string(),
  unit: z.string(),
  measure: z.enum(['count', 'amount', 'ratio', 'yes-no', 'scale']),
  levels: z.array(z.string()),
  direction: z.enum(['up', 'down', 'keep']),
  standing: z.enum(STANDINGS),
  years: z.array(
    z.object({ year: z.int(), expected: figure, value: figure, low: figure, middle: figure, high: figure }),
  ),
  projection: z.enum(['projected', 'too-short', 'no-quantity', 'over']),
  /** Years known, when they are too few. */
  known: z.int(),
  lastTargetYear: z.int().nullable(),
  chance: figure,
});
export type WatchedIndicatorView = z.infer<typeof watchedIndicator>;

export const clusterWatch = z.object({
  on: z.string(),
  year: z.int(),
  cluster: z.object({ id: z.string(), name: z.string() }),
  category: z.enum(CLUSTER_CATEGORIES).nullable(),
  sector: z.string(),
  region: z.string().nullable(),
  members: z.int(),
  strategic: z.boolean(),
  rating: z.string().nullable(),
  contract: z.string().nullable(),
  alerts: z.array(saidAlert),
  objectives: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      standing: z.enum(STANDINGS),
      tally,
      indicators: z.array(watchedIndicator),
    }),
  ),
  history: z.array(z.object({ year: z.int(), tally, share: figure })),
  record: z.object({ year: z.int(), kept: z.string(), state: z.string(), daysLate: z.int() }).nullable(),
  money: z.array(z.object({ year: z.int(), promisedCents: z.number(), paidCents: z.number() })),
  level: z.enum(['normal', 'proposed', 'running']),
  step: z.int().nullable(),
  lighter: z.object({ earned: z.boolean(), campaigns: z.int(), onTrack: figure, monitored: z.boolean() }),
  synthetic: z.boolean(),
});
export type ClusterWatch = z.infer<typeof clusterWatch>;

export const calibrationView = z.object({
  made: z.int(),
  held: z.int(),
  byYears: z.array(z.object({ ahead: z.int(), made: z.int(), held: z.int() })),
});
