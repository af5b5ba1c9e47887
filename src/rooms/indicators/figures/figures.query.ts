import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, clusterId, clusterPlace } from '#rooms/registry';
import { clusterNames, programmeStart } from '../counting/counted-cluster.store.ts';
import { countingOf } from '../counting/definition.ts';
import { firstCountedYear } from '../counting/recount.ts';
import { isBehind } from '../facts/ledger.store.ts';
import { commonIndicators } from '../indicator.store.ts';
import type { CommonIndicator } from '../indicator.ts';
import { FIGURE_READERS } from '../indicators.roles.ts';
import { PROGRAMME_PLACE } from '../publication/publication.rules.ts';
import { lastPublication } from '../publication/published.store.ts';
import { publishedCells } from '../publication/published-cells.ts';
import { rollUp } from '../values/roll-up.rules.ts';
import { retainedValues } from '../values/value.store.ts';
import type { RetainedValue } from '../values/value.ts';
import { type FigureCell, figureTable } from './figure.ts';
import { countedUntil, endOf } from './known-on.ts';

const day = z.iso.date() as unknown as z.ZodType<Day, string>;
const family = z.string().max(80).optional();

/** What every table of figures begins with: the catalogue, the years, the cluster's name. */
async function frameOf(sql: Sql, today: string, asked: { cluster?: string; family?: string }) {
  const acting = await actingDay(sql, today);
  const first = firstCountedYear(await programmeStart(sql));
  const all = await commonIndicators(sql, acting);
  const names = await clusterNames(sql);
  const { cluster } = asked;
  return {
    acting,
    years: Array.from({ length: Number(acting.slice(0, 4)) - first + 1 }, (_, k) => first + k),
    indicators: all.filter((one) => !asked.family || one.family === asked.family),
    families: [...new Set(all.map((one) => one.family))],
    cluster: cluster === undefined ? null : { id: cluster, name: names[cluster] ?? cluster },
  };
}

const inShort = ({ code, family, label, unit, measure }: CommonIndicator) => ({ code, family, label, unit, measure });

const UNKNOWN: Omit<FigureCell, 'year'> = {
  state: 'not-known',
  value: null,
  numerator: null,
  denominator: null,
  source: null,
  missing: 0,
  notBefore: null,
  differs: false,
  mayDoubleCount: false,
  synthetic: false,
};

const cellOf = ({
  year,
  state,
  value,
  numerator,
  denominator,
  source,
  missing,
  notBefore,
  differs,
  synthetic,
}: RetainedValue): FigureCell => ({
  ...{ year, state, value, numerator, denominator, source, missing, notBefore, differs, synthetic },
  mayDoubleCount: false,
});

/** Every figure of a cluster, or of the programme, for those who may read the facts behind them; as they are known now or as they were on a past day. */
export const getFigures = defineQuery({
  name: 'indicators.getFigures',
  title: { fr: 'Lire les chiffres d’un pôle ou du programme', en: 'Read the figures of a cluster or of the programme' },
  path: '/figures',
  permission: {
    who: FIGURE_READERS,
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({ cluster: clusterId.optional(), family, knownOn: day.optional() }),
  output: figureTable,
  async run({ sql, today }, { cluster, family, knownOn }) {
    const frame = await frameOf(sql, today, { cluster, family });
    const until = countedUntil(frame.acting, knownOn ?? null);
    const years = frame.years.filter((year) => year <= Number(until.slice(0, 4)));
    const scope = {
      indicators: frame.indicators.map(({ code }) => code),
      fromYear: years[0] ?? frame.years[0]!,
      toYear: years.at(-1) ?? frame.years[0]!,
      knownAt: knownOn === undefined ? null : endOf(knownOn),
    };
    const values = await retainedValues(sql, { ...scope, clusters: cluster === undefined ? 'programme' : [cluster] });
    const stated = frame.indicators.filter(({ code }) => !countingOf(code)).map(({ code }) => code);
    const parts =
      cluster === undefined ? await retainedValues(sql, { ...scope, clusters: null, indicators: stated }) : [];
    const at = new Map(values.map((one) => [`${one.indicator} ${one.year}`, one]));
    const partsAt = Map.groupBy(parts, (one) => `${one.indicator} ${one.year}`);
    return {
      cluster: frame.cluster,
      knownOn: knownOn ?? null,
      published: false,
      publishedOn: null,
      families: frame.families,
      years,
      rows: frame.indicators.map((indicator) => ({
        indicator: inShort(indicator),
        cells: years.map((year): FigureCell => {
          const own = at.get(`${indicator.code} ${year}`);
          if (own) return cellOf(own);
          const some = partsAt.get(`${indicator.code} ${year}`);
          if (!some || indicator.measure === 'yes-no' || indicator.measure === 'scale') return { ...UNKNOWN, year };
          const { state, value, numerator, denominator, mayDoubleCount } = rollUp(indicator.measure, some);
          const synthetic = some.some((one) => one.synthetic);
          return {
            ...UNKNOWN,
            year,
            state,
            value,
            numerator,
            denominator,
            mayDoubleCount,
            synthetic,
            source: 'declared',
          };
        }),
      })),
      behind: knownOn === undefined && (await isBehind(sql, frame.acting, cluster ?? null)),
    };
  },
});

/** The same as everybody may read it: published, under statistical secrecy (R113). */
export const getPublishedFigures = defineQuery({
  name: 'indicators.getPublishedFigures',
  title: { fr: 'Lire les chiffres publiés', en: 'Read the published figures' },
  path: '/published-figures',
  permission: {
    who: 'public',
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({ cluster: clusterId.optional(), family }),
  output: figureTable,
  async run({ sql, today, services }, { cluster, family }) {
    const frame = await frameOf(sql, today, { cluster, family });
    const codes = frame.indicators.map(({ code }) => code);
    const published = await publishedCells(services, codes, frame.acting);
    const rows = frame.indicators.map((indicator) => {
      const cells = published.get(indicator.code)!;
      const here = new Map(
        cells.filter(({ place }) => place === (cluster ?? PROGRAMME_PLACE)).map((one) => [one.year, one]),
      );
      return {
        indicator: inShort(indicator),
        cells: frame.years.map((year): FigureCell => {
          const { indicator: _, place: __, ...cell } = here.get(year) ?? { indicator: '', place: '' };
          return { ...UNKNOWN, year, ...cell };
        }),
      };
    });
    return {
      cluster: frame.cluster,
      knownOn: null,
      published: true,
      publishedOn: await lastPublication(sql),
      families: frame.families,
      years: frame.years,
      rows,
      behind: false,
    };
  },
});
