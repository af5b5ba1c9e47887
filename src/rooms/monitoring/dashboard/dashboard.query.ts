import * as z from 'zod';
import { isSecret } from '#engines/secrecy/secrecy.ts';
import { defineQuery, notFound } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import { DOCUMENT_TYPES, handed, handedFile } from '#kit/handed-file.ts';
import { type Day, day } from '#kit/period.ts';
import { commonIndicators, retainedSeries } from '#rooms/indicators';
import { clusterId, clusterPlace, contractingCluster, speakingDay } from '#rooms/registry';
import { CLUSTER_READERS } from '../monitoring.roles.ts';
import { printed } from '../note/printed.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { dashboardDocument } from './dashboard.document.ts';
import {
  type Counted,
  fuiByYear,
  membersByActivity,
  membersByCollege,
  membersByDepartement,
} from './dashboard.store.ts';

/** Null when secrecy keeps it back (R113). */
const line = z.object({ label: z.string(), count: z.int().nullable() });
const value = z.object({
  code: z.string(),
  label: z.object({ fr: z.string(), en: z.string() }),
  unit: z.object({ fr: z.string(), en: z.string() }),
  value: z.number().nullable(),
});

export const dashboard = z.object({
  cluster: z.object({ id: z.string(), name: z.string() }),
  sector: z.string(),
  city: z.string().nullable(),
  regions: z.array(z.string()),
  association: z.string().nullable(),
  president: z.object({ name: z.string(), title: z.string() }).nullable(),
  year: z.int(),
  years: z.array(z.int()),
  joined: z.array(line),
  present: z.array(line),
  departements: z.array(line),
  activities: z.array(line),
  fui: z.array(z.object({ year: z.int(), projects: z.int(), cents: z.number() })),
  /** Patents, publications; then launches, jobs, innovations: the « résultats intellectuels » and « opérationnels » of the former ones. */
  intellectual: z.array(value),
  operational: z.array(value),
  synthetic: z.boolean(),
});
export type Dashboard = z.infer<typeof dashboard>;

const INTELLECTUAL = ['RES-01', 'RES-02'];
const OPERATIONAL = ['RES-03', 'RES-04', 'RES-05', 'RES-06'];

/** A line that rests on one or two firms would name them. */
const shown = ({ label, count, firms }: Counted) => ({
  label,
  count: isSecret({ firms, amount: 0, largest: 0 }) ? null : count,
});

async function read(ctx: QueryContext, id: string, year: number): Promise<Dashboard> {
  const { sql } = ctx;
  const today = await speakingDay(sql, undefined, ctx.today);
  const end = `${year}-12-31` < today ? day(`${year}-12-31`) : (today as Day);
  const cluster = await contractingCluster(sql, id, end);
  if (!cluster) throw notFound();
  const { joined, present } = await membersByCollege(sql, id, year);
  const codes = [...INTELLECTUAL, ...OPERATIONAL];
  const series = await retainedSeries(sql, {
    indicators: codes,
    clusters: [id],
    fromYear: year,
    toYear: year,
    knownAt: null,
  });
  const catalogue = new Map((await commonIndicators(sql, end)).map((one) => [one.code, one]));
  const valuesOf = (wanted: readonly string[]) =>
    wanted.flatMap((code) => {
      const known = catalogue.get(code);
      if (!known) return [];
      const found = series.find(({ indicator }) => indicator === code)?.values[0]?.value ?? null;
      return [{ code, label: known.label, unit: known.unit, value: found }];
    });
  const last = Math.min(Number(today.slice(0, 4)), THRESHOLDS.lastYear);
  return {
    cluster: { id, name: cluster.name },
    sector: cluster.sector,
    city: cluster.city,
    regions: cluster.regions.map(({ name }) => name),
    association: cluster.association?.name ?? null,
    president: cluster.president,
    year,
    years: Array.from({ length: Math.max(1, last - THRESHOLDS.firstYear + 1) }, (_, n) => THRESHOLDS.firstYear + n),
    joined: joined.map(shown),
    present: present.map(shown),
    departements: (await membersByDepartement(sql, id, year)).map(shown),
    activities: (await membersByActivity(sql, id, year)).map(shown),
    fui: await fuiByYear(sql, id, year),
    intellectual: valuesOf(INTELLECTUAL),
    operational: valuesOf(OPERATIONAL),
    synthetic: cluster.synthetic || series.some(({ values }) => values.some((one) => one.synthetic)),
  };
}

const input = z.object({ cluster: clusterId, year: z.coerce.number().int().min(2013).max(2018) });
const where = (sql: Parameters<typeof clusterPlace>[0], { cluster }: { cluster: string }) => clusterPlace(sql, cluster);

/** One page on a cluster and a year, in the manner of the former « tableau de bord » of the clusters. */
export const getDashboard = defineQuery({
  name: 'monitoring.getDashboard',
  title: { fr: 'Lire le tableau de bord d’un pôle', en: 'Read the dashboard of a cluster' },
  path: '/clusters/{cluster}/dashboards/{year}',
  permission: { who: CLUSTER_READERS, where },
  input,
  output: dashboard,
  run: (ctx, { cluster, year }) => read(ctx, cluster, year),
});

/** The same as a PDF to hand out. */
export const exportDashboard = defineQuery({
  name: 'monitoring.exportDashboard',
  title: { fr: 'Exporter le tableau de bord d’un pôle', en: 'Export the dashboard of a cluster' },
  path: '/clusters/{cluster}/dashboards/{year}/file',
  permission: { who: CLUSTER_READERS, where },
  input,
  output: handedFile,
  async run(ctx, { cluster, year }) {
    const bytes = await printed(ctx, dashboardDocument(await read(ctx, cluster, year)), 'pdf');
    return handed(`tableau-de-bord-${cluster}-${year}.pdf`, DOCUMENT_TYPES.pdf, bytes);
  },
});
