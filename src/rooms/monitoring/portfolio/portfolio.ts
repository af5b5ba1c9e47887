import * as z from 'zod';
import { CLUSTER_CATEGORIES, facet, paged, paging, searchWords } from '#rooms/registry';
import { ALERT_KINDS } from '../attention/alert.rules.ts';
import { saidAlert } from '../attention/alert-words.ts';
import { RECORDS } from '../attention/return-record.rules.ts';
import { STANDINGS } from '../trajectory/trajectory.rules.ts';

export const PORTFOLIO_SORTS = ['attention', 'cluster', 'members', 'trend', 'return', 'money'] as const;
export const LEVELS = ['normal', 'proposed', 'running'] as const;
export type Level = (typeof LEVELS)[number];

export const portfolioCriteria = {
  q: searchWords,
  /** Code of the coordinating region, in the list of the day. */
  region: z.string().max(20).optional(),
  sector: z.string().max(200).optional(),
  category: z.enum(CLUSTER_CATEGORIES).optional(),
  alert: z.enum(ALERT_KINDS).optional(),
  level: z.enum(LEVELS).optional(),
  /** At least one objective stands there. */
  standing: z.enum(STANDINGS).optional(),
};

export const portfolioInput = z.object({
  ...portfolioCriteria,
  sort: z.enum(PORTFOLIO_SORTS).default('attention'),
  ...paging,
});

const day = z.string();

export const portfolioRow = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  category: z.enum(CLUSTER_CATEGORIES).nullable(),
  sector: z.string(),
  region: z.object({ code: z.string(), name: z.string().nullable() }).nullable(),
  members: z.int(),
  strategic: z.boolean(),
  contract: z.string().nullable(),
  year: z.int(),
  /** Objectives by standing, on `year`. */
  objectives: z.record(z.enum(STANDINGS), z.int()),
  /** Part of the judged objectives reached or on track, by year, oldest first. */
  trend: z.array(z.object({ year: z.int(), share: z.number() })),
  /** The latest campaign that opened. */
  record: z
    .object({ year: z.int(), kept: z.enum(RECORDS), state: z.string(), dueOn: day, daysLate: z.int() })
    .nullable(),
  alerts: z.array(saidAlert),
  /** Years whose money was due by today, together; null when nothing is promised. */
  money: z.object({ promisedCents: z.number(), paidCents: z.number() }).nullable(),
  level: z.enum(LEVELS),
  step: z.int().nullable(),
  levelSince: day.nullable(),
  /** Public triggers met today. */
  triggersMet: z.int(),
  lighter: z.boolean(),
  synthetic: z.boolean(),
});
export type PortfolioRow = z.infer<typeof portfolioRow>;

export const portfolio = z.object({
  on: day,
  year: z.int(),
  ...paged,
  /** Of those in reach, how many have something said about them. */
  reach: z.int(),
  attention: z.int(),
  rows: z.array(portfolioRow),
  facets: z.object({
    regions: z.array(facet),
    sectors: z.array(facet),
    categories: z.array(facet),
    alerts: z.array(facet),
    levels: z.array(facet),
    standings: z.array(facet),
  }),
  synthetic: z.boolean(),
});
export type Portfolio = z.infer<typeof portfolio>;
