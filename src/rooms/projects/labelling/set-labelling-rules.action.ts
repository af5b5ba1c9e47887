import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { clusterPlace } from '#rooms/registry';
import { TEAM } from '../projects.roles.ts';
import { knownCalls } from './calls.ts';
import { labellingRefusing } from './labelling.refusals.ts';
import { lockLabelling, settingOf, writeSetting } from './labelling-rules.store.ts';

/** Sets how a cluster labels: length of the incubation (R64), reviews, quorum. Files under way follow the new rules. */
export const setLabellingRules = defineAction({
  name: 'projects.setLabellingRules',
  title: { fr: 'Régler la labellisation du pôle', en: 'Set the labelling rules of the cluster' },
  path: '/clusters/{cluster}/labelling-rules',
  permission: { who: TEAM, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: z.string().min(1).max(80),
    /** Revision that was read; 0 for the rules that Grappe starts with. */
    revision: z.int().min(0),
    incubationMonths: z.int().min(0).max(24),
    /** Windows where the incubation lasts as long as the call, less two weeks. */
    irregularWindows: z.array(z.string().max(80)).max(50).default([]),
    reviewsNeeded: z.int().min(0).max(20),
    quorum: z.int().min(0).max(100),
  }),
  output: z.object({ cluster: z.string(), revision: z.int() }),
  refusals: labellingRefusing('RULES_CHANGED', 'UNKNOWN_WINDOW'),
  async run(ctx, { cluster, revision: read, ...rules }) {
    await lockLabelling(ctx.sql, cluster);
    const present = await settingOf(ctx.sql, cluster);
    if (present.revision !== read) ctx.refuse('RULES_CHANGED');
    const { windows } = await knownCalls(ctx.sql);
    const unknown = rules.irregularWindows.find((one) => !windows.some(({ id }) => id === one));
    if (unknown !== undefined) ctx.refuse('UNKNOWN_WINDOW', { field: 'irregularWindows', with: { window: unknown } });
    const revision = read + 1;
    await writeSetting(ctx.sql, cluster, { rules, revision });
    ctx.record({ object: { kind: 'cluster', id: cluster }, before: { ...present.rules }, after: rules });
    return { cluster, revision };
  },
});
