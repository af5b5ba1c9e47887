import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { QueryContext } from '#kit/context.ts';
import { DOCUMENT_TYPES, handed, handedFile } from '#kit/handed-file.ts';
import { say } from '#kit/say.ts';
import type { Sheet } from '#kit/web/export.ts';
import { clusterId, clusterPlace, speakingDay } from '#rooms/registry';
import { CLUSTER_READERS, PORTFOLIO_READERS } from '../monitoring.roles.ts';
import { t } from '../monitoring.sentences.ts';
import { clusterView } from '../objectives/cluster-watch.rules.ts';
import { filterRows, rowOf, sortRows } from '../portfolio/portfolio.rules.ts';
import { PORTFOLIO_SORTS, portfolioCriteria } from '../portfolio/portfolio.ts';
import { latestOpinions } from '../watch/watch.store.ts';
import { type WatchedCluster, watchAll, watchWithin } from '../watch/watch.ts';
import { type NotedCluster, noteDocument, noteSheet } from './note.document.ts';
import { printed } from './printed.ts';

const format = z.enum(['pdf', 'docx']).default('pdf');
/** Who publishes the note. */
const PROGRAMME = { fr: 'Pôles de compétitivité', en: 'Competitiveness clusters' };

async function noted(
  ctx: Pick<QueryContext, 'sql'>,
  clusters: readonly WatchedCluster[],
  on: WatchedDay,
): Promise<NotedCluster[]> {
  const opinions = Map.groupBy(
    await latestOpinions(
      ctx.sql,
      clusters.map(({ cluster }) => cluster.id),
    ),
    ({ cluster }) => cluster,
  );
  return clusters.map((one) => ({ watch: clusterView(one, on), opinions: opinions.get(one.cluster.id) ?? [] }));
}
type WatchedDay = Parameters<typeof clusterView>[1];

async function handedNote(
  ctx: Pick<QueryContext, 'services'>,
  clusters: readonly NotedCluster[],
  on: WatchedDay,
  asked: 'pdf' | 'docx',
) {
  const layout = noteDocument(clusters, on, say(PROGRAMME));
  const bytes = await printed(ctx, layout, asked);
  return handed(`${t().note.file}-${on}.${asked}`, DOCUMENT_TYPES[asked], bytes);
}

const oneOf = async (ctx: QueryContext, cluster: string) => {
  const on = await speakingDay(ctx.sql, undefined, ctx.today);
  const found = (await watchAll(ctx, on)).find((one) => one.cluster.id === cluster);
  if (!found) throw notFound();
  return { on, clusters: await noted(ctx, [found], on) };
};

const criteria = { ...portfolioCriteria, sort: z.enum(PORTFOLIO_SORTS).default('attention') };
type Asked = z.output<z.ZodObject<typeof criteria>>;

/** The clusters of a portfolio as it is filtered and ordered. */
async function selected(ctx: QueryContext, { sort, ...filter }: Asked) {
  const on = await speakingDay(ctx.sql, undefined, ctx.today);
  const found = await watchWithin(ctx, PORTFOLIO_READERS, on);
  const byId = new Map(found.map((one) => [one.cluster.id, one]));
  const rows = sortRows(
    filterRows(
      found.map((one) => rowOf(one, on)),
      filter,
    ),
    sort,
    'asc',
  );
  return {
    on,
    clusters: await noted(
      ctx,
      rows.map(({ cluster }) => byId.get(cluster.id)!),
      on,
    ),
  };
}

const clusterInput = z.object({ cluster: clusterId });
const where = (sql: Parameters<typeof clusterPlace>[0], { cluster }: { cluster: string }) => clusterPlace(sql, cluster);

/** A note on one cluster for a meeting: state, objectives, alerts, money, opinions, monitoring. */
export const exportClusterNote = defineQuery({
  name: 'monitoring.exportClusterNote',
  title: { fr: 'Exporter la note de réunion d’un pôle', en: 'Export the note for a meeting on a cluster' },
  path: '/clusters/{cluster}/watch/note',
  permission: { who: CLUSTER_READERS, where },
  input: clusterInput.extend({ format }),
  output: handedFile,
  async run(ctx, { cluster, format: asked }) {
    const { on, clusters } = await oneOf(ctx, cluster);
    return handedNote(ctx, clusters, on, asked);
  },
});

/** The same on the clusters of a portfolio as it is filtered, in its order. */
export const exportPortfolioNote = defineQuery({
  name: 'monitoring.exportPortfolioNote',
  title: { fr: 'Exporter la note de réunion sur des pôles', en: 'Export the note for a meeting on clusters' },
  path: '/monitoring/note',
  permission: { who: PORTFOLIO_READERS },
  input: z.object({ ...criteria, format }),
  output: handedFile,
  async run(ctx, { format: asked, ...filter }) {
    const { on, clusters } = await selected(ctx, filter);
    return handedNote(ctx, clusters, on, asked);
  },
});

const sheetOutput = z.object({
  name: z.string(),
  columns: z.array(z.object({ label: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean()]).nullable())),
});
const asOutput = ({ name, columns, rows }: Sheet) => ({
  name,
  columns: columns.map(({ label }) => ({ label })),
  rows: rows.map((row) => [...row]),
});

/** The note on one cluster as a table: a line per objective. */
export const tabulateClusterNote = defineQuery({
  name: 'monitoring.tabulateClusterNote',
  title: { fr: 'Lire la note d’un pôle en tableau', en: 'Read the note on a cluster as a table' },
  path: '/clusters/{cluster}/watch/table',
  permission: { who: CLUSTER_READERS, where },
  input: clusterInput,
  output: sheetOutput,
  async run(ctx, { cluster }) {
    const { on, clusters } = await oneOf(ctx, cluster);
    return asOutput(noteSheet(clusters, on));
  },
});

/** The note on the clusters of a portfolio as a table. */
export const tabulatePortfolioNote = defineQuery({
  name: 'monitoring.tabulatePortfolioNote',
  title: { fr: 'Lire la note sur des pôles en tableau', en: 'Read the note on clusters as a table' },
  path: '/monitoring/table',
  permission: { who: PORTFOLIO_READERS },
  input: z.object(criteria),
  output: sheetOutput,
  async run(ctx, filter) {
    const { on, clusters } = await selected(ctx, filter);
    return asOutput(noteSheet(clusters, on));
  },
});

export const NOTE_QUERIES = [
  exportClusterNote,
  exportPortfolioNote,
  tabulateClusterNote,
  tabulatePortfolioNote,
] as const;
