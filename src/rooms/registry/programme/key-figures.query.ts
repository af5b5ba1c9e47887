import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { clustersOn } from '../cluster/cluster-list.query.ts';
import { filterClusters } from '../cluster/cluster-list.rules.ts';
import { organisationPage } from '../organisation/organisation-list.store.ts';
import { onDay } from '../registry.schemas.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { SIZE_FILTERS } from '../vocabulary.ts';
import { speakingDay } from './programme.store.ts';
import { keyFigures } from './programme.ts';

const NO_REACH = { everything: false, clusters: [], regions: [], metropoles: [], organisations: [] };
const ONE_ROW = { sort: 'name', order: 'asc', limit: 1, offset: 0 } as const;

/**
 * What the programme gathers on a day. Each figure is counted by the very reading that lists its facts, with the filter to give that
 * list. A firm in two clusters counts once among organisations and twice among memberships: both are given (R111).
 */
export const getKeyFigures = defineQuery({
  name: 'registry.getKeyFigures',
  title: { fr: 'Lire les chiffres clés', en: 'Read the key figures' },
  path: '/key-figures',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({ on: onDay }),
  output: keyFigures,
  async run({ sql, today }, { on: asked }) {
    const on = await speakingDay(sql, asked, today);
    const labelled = filterClusters(await clustersOn(sql, on), { label: 'labelled' });
    const regions = new Set(labelled.flatMap((row) => [row.region, ...row.otherRegions].map((region) => region?.code)));
    regions.delete(undefined);
    const page = (member: 'active' | 'several') =>
      organisationPage(sql, { on, vintage: regionVintageOn(on), member }, NO_REACH, ONE_ROW);
    const members = await page('active');
    const several = await page('several');
    const firms = members.kinds.find((kind) => kind.value === 'firm')?.count ?? 0;
    const clusters = (filter: Record<string, string>) => ({
      list: 'registry.listClusters' as const,
      filter: { on, ...filter },
    });
    const organisations = (filter: Record<string, string>) => ({
      list: 'registry.listOrganisations' as const,
      filter: { on, ...filter },
    });
    return {
      on,
      figures: [
        {
          key: 'clusters' as const,
          value: labelled.length,
          unit: 'clusters' as const,
          facts: clusters({ label: 'labelled' }),
        },
        {
          key: 'regions' as const,
          value: regions.size,
          unit: 'regions' as const,
          facts: clusters({ label: 'labelled', sort: 'region' }),
        },
        {
          key: 'organisations' as const,
          value: members.total,
          unit: 'organisations' as const,
          facts: organisations({ member: 'active' }),
        },
        {
          key: 'memberships' as const,
          value: members.memberships,
          unit: 'memberships' as const,
          facts: organisations({ member: 'active', sort: 'clusters', order: 'desc' }),
        },
        {
          key: 'organisations-in-several-clusters' as const,
          value: several.total,
          unit: 'organisations' as const,
          facts: organisations({ member: 'several' }),
        },
        {
          key: 'firms' as const,
          value: firms,
          unit: 'firms' as const,
          facts: organisations({ member: 'active', kind: 'firm' }),
        },
        ...SIZE_FILTERS.map((size) => ({
          key: size === 'unknown' ? ('firms-size-unknown' as const) : (`firms-${size}` as const),
          value: members.sizes.find((one) => one.value === size)?.count ?? 0,
          unit: 'firms' as const,
          facts: organisations({ member: 'active', kind: 'firm', size }),
        })),
      ],
      synthetic: members.synthetic || labelled.some((row) => row.synthetic),
    };
  },
});
