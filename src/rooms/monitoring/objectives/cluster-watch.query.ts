import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { clusterId, clusterPlace, speakingDay } from '#rooms/registry';
import { CLUSTER_READERS } from '../monitoring.roles.ts';
import { calibration, watchAll } from '../watch/watch.ts';
import { clusterView } from './cluster-watch.rules.ts';
import { calibrationView, clusterWatch } from './cluster-watch.ts';

/** One cluster: its objectives with what was promised, what came and what may come, its alerts, its returns and its money. */
export const getClusterWatch = defineQuery({
  name: 'monitoring.getClusterWatch',
  title: { fr: 'Lire les objectifs et alertes d’un pôle', en: 'Read the objectives and alerts of a cluster' },
  path: '/clusters/{cluster}/watch',
  permission: { who: CLUSTER_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({ cluster: clusterId }),
  output: clusterWatch,
  async run(ctx, { cluster }) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const found = (await watchAll(ctx, on)).find((one) => one.cluster.id === cluster);
    if (!found) throw notFound();
    return clusterView(found, on);
  },
});

/** Of projections made from past years, how many held what came: of all clusters together, so that it names nobody. */
export const getCalibration = defineQuery({
  name: 'monitoring.getCalibration',
  title: { fr: 'Lire ce que valaient les projections passées', en: 'Read what past projections were worth' },
  path: '/monitoring/calibration',
  permission: { who: 'public' },
  input: z.object({}),
  output: calibrationView,
  kept: 'for-all',
  async run(ctx) {
    const { byYears, made, held } = await calibration(ctx, await speakingDay(ctx.sql, undefined, ctx.today));
    return { made, held, byYears: byYears.map((one) => ({ ...one })) };
  },
});
