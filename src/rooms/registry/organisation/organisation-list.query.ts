import * as z from 'zod';
import { defineQuery } from '#kit/action.ts';
import { holds } from '#kit/actor.ts';
import { clusterId } from '../cluster/cluster.ts';
import { reachOf } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { DIRECTORY_READERS, ORGANISATION_READERS } from '../registry.roles.ts';
import { onDay, paging, searchWords } from '../registry.schemas.ts';
import { nearestOrganisations } from '../search/search.store.ts';
import { regionVintageOn } from '../territory.rules.ts';
import { ORGANISATION_KINDS, SIZE_FILTERS } from '../vocabulary.ts';
import { organisationList } from './organisation.ts';
import { MEMBER_FILTERS, ORGANISATION_SORTS, organisationPage } from './organisation-list.store.ts';

/**
 * Organisations by name, SIREN, kind, size and region. Everyone sees the members of the day, each once however many clusters it is in
 * (R111); those who keep clusters also find the others.
 */
export const listOrganisations = defineQuery({
  name: 'registry.listOrganisations',
  title: { fr: 'Lister les organisations', en: 'List organisations' },
  path: '/organisations',
  permission: { who: 'public' },
  kept: 'for-strangers',
  input: z.object({
    on: onDay,
    q: searchWords,
    member: z.enum(MEMBER_FILTERS).default('active'),
    cluster: clusterId.optional(),
    kind: z.enum(ORGANISATION_KINDS).optional(),
    size: z.enum(SIZE_FILTERS).optional(),
    /** Code of a region in the list of the day: `82`, or `82@2013`. */
    region: z.string().max(20).optional(),
    sort: z.enum(ORGANISATION_SORTS).default('name'),
    ...paging,
  }),
  output: organisationList,
  async run({ sql, actor, today }, { on: asked, sort, order, page, pageSize, ...input }) {
    const on = await speakingDay(sql, asked, today);
    const vintage = regionVintageOn(on);
    const directory = holds(actor, DIRECTORY_READERS);
    const member = directory || input.member === 'several' ? input.member : ('active' as const);
    const filter = { ...input, on, vintage, member, region: input.region?.split('@')[0] };
    const reach = reachOf(actor, ORGANISATION_READERS);
    const asking = { sort, order, limit: pageSize, offset: (page - 1) * pageSize };
    let found = await organisationPage(sql, filter, reach, asking);
    const ids = found.total === 0 && input.q ? await nearestOrganisations(sql, input.q) : [];
    if (ids.length > 0) found = await organisationPage(sql, { ...filter, ids }, reach, asking);
    const { kinds, sizes, regions, ...counts } = found;
    return {
      on,
      regionVintage: vintage,
      ...counts,
      page,
      pageSize,
      facets: { kinds, sizes, regions },
      approximate: ids.length > 0 && found.total > 0,
    };
  },
});
