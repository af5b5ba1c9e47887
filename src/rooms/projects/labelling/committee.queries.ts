import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, clusterPlace } from '#rooms/registry';
import { knownCalls } from './calls.ts';
import { expertsOf } from './expert.store.ts';
import { COMMITTEE_READERS } from './labelling.place.ts';
import { gridOf, settingOf } from './labelling-rules.store.ts';
import { expertList, meetingList, rulesView } from './labelling-views.ts';
import { meetingsOf } from './meeting.store.ts';
import { clusterNamed, conducts, windowNamed } from './readings.ts';

const ofCluster = z.object({ cluster: z.string().min(1).max(80) });

/** The experts of a cluster, with their commitments and what they have to do. */
export const listExperts = defineQuery({
  name: 'projects.listExperts',
  title: { fr: 'Lister les experts d’un pôle', en: 'List the experts of a cluster' },
  path: '/clusters/{cluster}/experts',
  permission: { who: COMMITTEE_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: ofCluster,
  output: expertList,
  async run({ sql, actor }, { cluster }) {
    return {
      cluster: await clusterNamed(sql, cluster),
      rows: (await expertsOf(sql, cluster)).map((row) => ({
        ...row,
        confidentialitySignedOn: row.confidentialitySignedOn as Day | null,
      })),
      conducts: await conducts(sql, actor, cluster),
    };
  },
});

/** The meetings of a cluster's committee, the latest first. */
export const listMeetings = defineQuery({
  name: 'projects.listMeetings',
  title: { fr: 'Lister les séances de labellisation', en: 'List the labelling meetings' },
  path: '/clusters/{cluster}/labelling-meetings',
  permission: { who: COMMITTEE_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: ofCluster,
  output: meetingList,
  async run({ sql, actor, today }, { cluster }) {
    return {
      on: await actingDay(sql, today),
      cluster: await clusterNamed(sql, cluster),
      rows: (await meetingsOf(sql, cluster)).map((row) => ({ ...row, heldOn: row.heldOn as Day })),
      conducts: await conducts(sql, actor, cluster),
    };
  },
});

/** How a cluster labels, as it publishes it: incubation, reviews, quorum, criteria (domain 2.6). */
export const getLabellingRules = defineQuery({
  name: 'projects.getLabellingRules',
  title: { fr: 'Lire les règles de labellisation d’un pôle', en: 'Read the labelling rules of a cluster' },
  path: '/clusters/{cluster}/labelling-rules',
  permission: { who: 'public' },
  input: ofCluster,
  output: rulesView,
  async run({ sql, actor }, { cluster }) {
    const windows = await knownCalls(sql);
    const { rules, revision } = await settingOf(sql, cluster);
    const grid = await gridOf(sql, cluster);
    return {
      cluster: await clusterNamed(sql, cluster),
      rules: { ...rules, irregularWindows: [...rules.irregularWindows] },
      rulesRevision: revision,
      criteria: [...grid.criteria],
      gridRevision: grid.revision,
      gridSavedAt: grid.savedAt,
      windows: windows.windows.map(({ id }) => windowNamed(windows, id)),
      conducts: await conducts(sql, actor, cluster),
    };
  },
});
