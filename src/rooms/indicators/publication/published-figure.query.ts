import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { actingDay, listRegions, regionVintageOn } from '#rooms/registry';
import { clusterNames } from '../counting/counted-cluster.store.ts';
import { indicatorInShort } from '../figures/figure.ts';
import { commonIndicators } from '../indicator.store.ts';
import { PROGRAMME_PLACE } from './publication.rules.ts';
import { lastPublication } from './published.store.ts';
import { publishedCell } from './published.ts';
import { publishedCells } from './published-cells.ts';

const placed = publishedCell.extend({ name: z.string() });

/** One figure as it is published: for the programme, by region and by cluster, under statistical secrecy (R113). */
export const getPublishedFigure = defineQuery({
  name: 'indicators.getPublishedFigure',
  title: {
    fr: 'Lire un chiffre publié, par région et par pôle',
    en: 'Read a published figure, by region and by cluster',
  },
  path: '/published-figures/{indicator}/{year}',
  permission: { who: 'public' },
  input: z.object({ indicator: z.string().max(20), year: z.int().min(1990).max(2100) }),
  output: z.object({
    indicator: indicatorInShort,
    year: z.int(),
    publishedOn: z.string().nullable(),
    programme: publishedCell.nullable(),
    regions: z.array(placed),
    clusters: z.array(placed),
  }),
  async run({ sql, today, services }, { indicator: code, year }) {
    const acting = await actingDay(sql, today);
    const indicator = (await commonIndicators(sql, acting)).find((one) => one.code === code);
    if (!indicator || year > Number(acting.slice(0, 4))) throw notFound();
    const cells = (await publishedCells(services, [code], acting)).get(code)!.filter((one) => one.year === year);
    const vintage = regionVintageOn(acting);
    const regions = await listRegions(sql, acting);
    const regionOf = new Map(regions.map((region) => [`${region.code}@${vintage}`, region.name]));
    const names = await clusterNames(sql);
    const named = (nameOf: (place: string) => string | undefined) =>
      cells
        .flatMap((cell) => {
          const name = nameOf(cell.place);
          return name === undefined ? [] : [{ ...cell, name }];
        })
        .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
    const { family, label, unit, measure } = indicator;
    return {
      indicator: { code, family, label, unit, measure },
      year,
      publishedOn: await lastPublication(sql),
      programme: cells.find(({ place }) => place === PROGRAMME_PLACE) ?? null,
      regions: named((place) => regionOf.get(place)),
      clusters: named((place) => names[place]),
    };
  },
});
