import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { commonIndicators, retainedValues } from '#rooms/indicators';
import { findCampaign, publishedYears } from '../campaign.store.ts';
import { campaignYear, dayField } from '../campaign.ts';
import { exceptionsOfYear } from './exception.store.ts';
import { owingClusters } from './owing.ts';
import { summary, underSecrecy } from './results.rules.ts';
import { steeringRefusing } from './steering.refusals.ts';

const both = z.object({ fr: z.string(), en: z.string() });

/** The published results of a year, indicator by indicator, under statistical secrecy (R113); open to everybody. */
export const getResults = defineQuery({
  name: 'campaigns.getResults',
  title: { fr: 'Consulter les résultats d’une année', en: 'Read the results of a year' },
  path: '/campaigns/{year}/results',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({ year: campaignYear }),
  output: z.object({
    year: z.int(),
    publishedAt: z.date().nullable(),
    frozenAt: z.date().nullable(),
    returns: z.int(),
    owing: z.int(),
    rows: z.array(
      z.object({
        code: z.string(),
        label: both,
        unit: both,
        measure: z.enum(['count', 'amount', 'ratio', 'yes-no', 'scale']),
        clusters: z.int(),
        withheld: z.int(),
        least: z.number().nullable(),
        middle: z.number().nullable(),
        most: z.number().nullable(),
        values: z.array(z.object({ cluster: z.string(), name: z.string(), value: z.number().nullable() })),
      }),
    ),
    exceptions: z.array(
      z.object({
        id: z.string(),
        cluster: z.string(),
        key: z.string(),
        title: z.string(),
        authority: z.string(),
        decidedOn: dayField,
        reason: z.string(),
      }),
    ),
    years: z.array(z.int()),
    synthetic: z.boolean(),
  }),
  refusals: steeringRefusing('NOT_PUBLISHED'),
  async run({ sql, refuse }, { year }) {
    const campaign = await findCampaign(sql, year);
    if (campaign?.state !== 'published') return refuse('NOT_PUBLISHED', { with: { year: String(year) } });
    const owing = await owingClusters(sql, year);
    const validated = owing.filter(({ held }) => held?.state === 'validated');
    const names = new Map(validated.map(({ cluster }) => [cluster.id, cluster.name]));
    const catalogue = await commonIndicators(sql, `${year}-12-31` as Day);
    const values = await retainedValues(sql, {
      indicators: catalogue.map(({ code }) => code),
      clusters: [...names.keys()],
      fromYear: year,
      toYear: year,
      knownAt: null,
    });
    const known = values.flatMap(({ indicator, cluster, state, value }) =>
      state === 'known' && cluster && value !== null ? [{ indicator, cluster, value }] : [],
    );
    const byCode = Map.groupBy(underSecrecy(known), ({ indicator }) => indicator);
    return {
      year,
      publishedAt: campaign.publishedAt,
      frozenAt: campaign.frozenAt,
      returns: validated.length,
      owing: owing.length,
      rows: catalogue.flatMap(({ code, label, unit, measure }) => {
        const figures = byCode.get(code);
        if (!figures) return [];
        return [
          {
            ...{ code, label, unit, measure },
            ...summary(figures),
            values: figures.map(({ cluster, value }) => ({ cluster, name: names.get(cluster)!, value })),
          },
        ];
      }),
      exceptions: (await exceptionsOfYear(sql, year)).map(({ before: _, after: __, at: ___, ...one }) => one),
      years: await publishedYears(sql),
      synthetic: campaign.synthetic || values.some(({ synthetic }) => synthetic),
    };
  },
});
