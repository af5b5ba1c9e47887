import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { findCluster } from '../cluster/cluster.store.ts';
import { clusterId } from '../cluster/cluster.ts';
import { clusterPlace, membershipPlace, openHere, reaches } from '../place.ts';
import { speakingDay } from '../programme/programme.store.ts';
import { CLUSTER_READERS } from '../registry.roles.ts';
import { onDay, paging, searchWords } from '../registry.schemas.ts';
import { COLLEGES, ORGANISATION_KINDS, SIZE_FILTERS } from '../vocabulary.ts';
import { amendMembership } from './amend-membership.action.ts';
import { endMembership } from './end-membership.action.ts';
import { countMemberRows, memberRows, yearsOfMembers } from './member-list.store.ts';
import { membershipFile } from './membership.store.ts';
import { MEMBER_STATUSES, memberList, membershipDetail, membersOverTime } from './membership.ts';
import { recordFee } from './record-fee.action.ts';

/**
 * The members of a cluster on a day. Their names are public; spells that are over, fees and reasons for leaving are shown to those who
 * work on the cluster, and the public gets the active members whatever it asks.
 */
export const listMembers = defineQuery({
  name: 'registry.listMembers',
  title: { fr: 'Lister les membres d’un pôle', en: 'List the members of a cluster' },
  path: '/clusters/{cluster}/members',
  permission: { who: 'public' },
  kept: 'for-strangers',
  input: z.object({
    cluster: clusterId,
    on: onDay,
    status: z.enum(MEMBER_STATUSES).default('active'),
    q: searchWords,
    college: z.enum(COLLEGES).optional(),
    kind: z.enum(ORGANISATION_KINDS).optional(),
    size: z.enum(SIZE_FILTERS).optional(),
    sort: z.enum(['name', 'college', 'kind', 'size', 'from', 'to']).default('name'),
    ...paging,
  }),
  output: memberList,
  async run({ sql, actor, today }, { on: asked, sort, order, page, pageSize, ...input }) {
    const cluster = await findCluster(sql, input.cluster);
    if (!cluster) throw notFound();
    const place = actor.kind === 'stranger' ? null : await clusterPlace(sql, cluster.id);
    const reserved = place !== null && reaches(actor, CLUSTER_READERS, place);
    const on = await speakingDay(sql, asked, today);
    const filter = { ...input, on, status: reserved ? input.status : ('active' as const) };
    const { total, synthetic, ...facets } = await countMemberRows(sql, filter);
    const rows = await memberRows(sql, filter, {
      sort,
      order,
      limit: pageSize,
      offset: (page - 1) * pageSize,
      reserved,
    });
    return {
      on,
      cluster: { id: cluster.id, name: cluster.name },
      status: filter.status,
      total,
      page,
      pageSize,
      rows,
      facets,
      synthetic,
    };
  },
});

/** How many members a cluster had at the end of each year, by college, and how many came and went. */
export const getMembersOverTime = defineQuery({
  name: 'registry.getMembersOverTime',
  title: { fr: 'Suivre les membres d’un pôle au fil des ans', en: 'Follow the members of a cluster over the years' },
  path: '/clusters/{cluster}/members-over-time',
  permission: { who: 'public' },
  kept: 'for-all',
  input: z.object({ cluster: clusterId, on: onDay }),
  output: membersOverTime,
  async run({ sql, today }, { cluster: id, on: asked }) {
    const cluster = await findCluster(sql, id);
    if (!cluster) throw notFound();
    const years = await yearsOfMembers(sql, id, await speakingDay(sql, asked, today));
    return {
      cluster: { id, name: cluster.name },
      years: years.map(({ synthetic: _, ...year }) => ({
        ...year,
        colleges: COLLEGES.map((college) => ({
          college,
          count: year.colleges.find((one) => one.college === college)?.count ?? 0,
        })),
      })),
      synthetic: years.some((year) => year.synthetic),
    };
  },
});

/** One membership spell: its dates, fees and origin. */
export const getMembership = defineQuery({
  name: 'registry.getMembership',
  title: { fr: 'Lire une adhésion', en: 'Read a membership' },
  path: '/memberships/{membership}',
  permission: {
    who: [...CLUSTER_READERS, 'organisation-member'],
    where: (sql, { membership }) => membershipPlace(sql, membership),
  },
  input: z.object({ membership: z.string().min(1).max(80) }),
  output: membershipDetail,
  async run({ sql, actor }, { membership: id }) {
    const file = await membershipFile(sql, id);
    const place = await membershipPlace(sql, id);
    if (!file || !place) throw notFound();
    const acts = openHere(actor, [amendMembership, endMembership, recordFee], place);
    return {
      id,
      cluster: { id: file.cluster_id, name: file.clusterName },
      organisation: { id: file.organisation_id, name: file.organisationName },
      college: file.college,
      from: file.from_day,
      to: file.to_day,
      endReason: file.end_reason,
      siret: file.siret,
      fees: [...file.fees],
      synthetic: file.synthetic,
      source: file.source,
      open: acts.filter((action) => action !== 'registry.endMembership' || file.to_day === null),
    };
  },
});
