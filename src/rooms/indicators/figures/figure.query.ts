import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, clusterId, clusterPlace, openHere } from '#rooms/registry';
import { definitionsOn } from '../catalogue/definition.store.ts';
import { clusterNames, programmeStart } from '../counting/counted-cluster.store.ts';
import { toValue } from '../counting/counted-value.rules.ts';
import { listCounted } from '../counting/counting.store.ts';
import { countingOf } from '../counting/definition.ts';
import { recountIndicators } from '../counting/recount.action.ts';
import { isBehind } from '../facts/ledger.store.ts';
import { commonIndicators } from '../indicator.store.ts';
import { FIGURE_READERS } from '../indicators.roles.ts';
import { rollUp } from '../values/roll-up.rules.ts';
import { retainedValues, sourcesOf } from '../values/value.store.ts';
import { declareValue } from './declare-value.action.ts';
import { figure } from './figure.ts';
import { countedUntil, endOf } from './known-on.ts';
import { retainSource } from './retain-source.action.ts';

const day = z.iso.date() as unknown as z.ZodType<Day, string>;
const NOTHING = { fr: '', en: '' };

/** One figure opened (principle 2): the value and the list behind it come from the same rows of facts, as they are known now or as they were on a past day. */
export const getFigure = defineQuery({
  name: 'indicators.getFigure',
  title: { fr: 'Ouvrir un chiffre', en: 'Open a figure' },
  path: '/figures/{indicator}/{year}',
  permission: {
    who: FIGURE_READERS,
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({
    indicator: z.string().max(20),
    cluster: clusterId.optional(),
    year: z.int().min(1990).max(2100),
    knownOn: day.optional(),
    page: z.int().min(1).max(100_000).default(1),
    pageSize: z.int().min(1).max(500).default(50),
  }),
  output: figure,
  async run({ sql, today, actor }, { indicator: code, cluster, year, knownOn, page, pageSize }) {
    const acting = await actingDay(sql, today);
    const until = countedUntil(acting, knownOn ?? null);
    const indicator = (await commonIndicators(sql, acting)).find((one) => one.code === code);
    if (!indicator || year > Number(acting.slice(0, 4))) throw notFound();
    const knownAt = knownOn === undefined ? null : endOf(knownOn);
    const scope = { indicators: [code], fromYear: year, toYear: year, knownAt };
    const [retained = null] = await retainedValues(sql, {
      ...scope,
      clusters: cluster === undefined ? 'programme' : [cluster],
    });
    const vintages = await sourcesOf(sql, { indicator: code, cluster: cluster ?? null, year, vintages: true });
    const holds = (one: (typeof vintages)[number]) =>
      knownAt === null
        ? one.knownTo === null
        : one.knownFrom <= knownAt && (one.knownTo === null || one.knownTo > knownAt);
    const sources = vintages.filter(holds);
    // Facts that were never read give no zero: nobody has counted yet, or had on that day.
    const counting = sources.some(({ source }) => source === 'counted') ? countingOf(code) : undefined;
    const since = await programmeStart(sql);
    const listed =
      counting && year <= Number(until.slice(0, 4))
        ? await listCounted(
            sql,
            counting,
            { clusters: cluster === undefined ? null : [cluster], firstYear: year, today: until, knownAt, since },
            { year, limit: pageSize, offset: (page - 1) * pageSize },
          )
        : null;
    const stated =
      !countingOf(code) && cluster === undefined && indicator.measure !== 'yes-no' && indicator.measure !== 'scale'
        ? rollUp(indicator.measure, await retainedValues(sql, { ...scope, clusters: null }))
        : null;
    const definition = (await definitionsOn(sql, until)).get(code);
    const names = await clusterNames(sql);
    const place = cluster === undefined ? {} : ((await clusterPlace(sql, cluster)) ?? {});
    const { family, label, unit, measure } = indicator;
    return {
      indicator: { code, family, label, unit, measure },
      definition: definition?.definition ?? NOTHING,
      limits: definition?.limits ?? NOTHING,
      owner: definition?.owner ?? NOTHING,
      cluster: cluster === undefined ? null : { id: cluster, name: names[cluster] ?? cluster },
      year,
      knownOn: knownOn ?? null,
      retained,
      sources,
      vintages: vintages.filter((one) => knownAt === null || one.knownFrom <= knownAt),
      counted:
        counting && listed
          ? {
              ...toValue(counting, listed.total),
              rows: listed.total.rows,
              missing: listed.total.missing,
              page,
              pageSize,
              list: listed.rows.map(({ nature: _, detail: __, ...row }) => row),
            }
          : null,
      rollUp: stated,
      clusterNames: cluster === undefined ? names : {},
      behind: knownAt === null && (await isBehind(sql, acting, cluster ?? null)),
      open: openHere(actor, [declareValue, retainSource, recountIndicators], place),
    };
  },
});
