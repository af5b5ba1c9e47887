import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { actingDay, clusterPlace } from '#rooms/registry';
import { knownCalls } from './calls.ts';
import { requestRows } from './label-request.store.ts';
import { COMMITTEE_READERS } from './labelling.place.ts';
import { DECISIONS } from './labelling.ts';
import { settingOf } from './labelling-rules.store.ts';
import { REQUEST_STATES, requestList } from './labelling-views.ts';
import { clusterNamed, conducts, isWaiting, requestOf, windowNamed } from './readings.ts';

/** The files that a cluster was given: those that wait, those decided, and the lists behind the odds. */
export const listLabelRequests = defineQuery({
  name: 'projects.listLabelRequests',
  title: { fr: 'Lister les demandes de label d’un pôle', en: 'List the requests for a cluster’s label' },
  path: '/clusters/{cluster}/label-requests',
  permission: { who: COMMITTEE_READERS, where: (sql, { cluster }) => clusterPlace(sql, cluster) },
  input: z.object({
    cluster: z.string().min(1).max(80),
    state: z.enum(REQUEST_STATES).default('waiting'),
    window: z.string().max(80).optional(),
    /** `granted`: labelled, with or without reservations. */
    decision: z.enum([...DECISIONS, 'granted']).optional(),
    /** What funders made of the labelled ones. */
    fate: z.enum(['funded', 'not-funded', 'waiting']).optional(),
  }),
  output: requestList,
  async run({ sql, actor, today }, { cluster, state, window, decision, fate }) {
    const all = await requestRows(sql, { cluster });
    const { rules } = await settingOf(sql, cluster);
    const windows = await knownCalls(sql);
    const of = {
      waiting: all.filter(isWaiting),
      // As the odds count them: a decision stays one when the project withdraws later.
      decided: all.filter((row) => row.decision !== null),
      withdrawn: all.filter((row) => row.state === 'withdrawn'),
      all,
    };
    const rows = of[state].filter(
      (row) =>
        (!window || row.window === window) &&
        (!decision || (decision === 'granted' ? row.fate !== null : row.decision === decision)) &&
        (!fate || row.fate === fate),
    );
    return {
      on: await actingDay(sql, today),
      cluster: await clusterNamed(sql, cluster),
      counts: {
        waiting: of.waiting.length,
        decided: of.decided.length,
        withdrawn: of.withdrawn.length,
        all: all.length,
      },
      windows: [...new Set(all.map((row) => row.window))].map((id) => windowNamed(windows, id)),
      rows: rows.map((row) => requestOf(row, windows, rules)),
      reviewsNeeded: rules.reviewsNeeded,
      conducts: await conducts(sql, actor, cluster),
      synthetic: rows.some(({ synthetic }) => synthetic),
    };
  },
});
