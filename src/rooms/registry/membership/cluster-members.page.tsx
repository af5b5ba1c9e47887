import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState } from '#kit/web/ui/index.ts';
import type { Listing } from '../list-address.ts';
import { type Filter, ListFrame } from '../list-frame.tsx';
import { facetChoices, Name, nameOf, SizeWord } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren } from '../siren.rules.ts';
import type { MemberList, MemberRow } from './membership.ts';

interface Props {
  readonly list: MemberList;
  readonly listing: Listing;
  /** The reader may open the pages of organisations. */
  readonly openable: boolean;
}

/** The public list of a cluster's active members. */
export function clusterMembersPage({ list, listing, openable }: Props): Page {
  const words = t().cluster.members;
  const { cluster } = list;
  return {
    title: words.title(cluster.name),
    lead: words.lead(list.total, formatDay(list.on)),
    crumbs: [
      { label: t().crumb.home, href: '/' },
      { label: t().crumb.clusters, href: '/poles' },
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: t().crumb.members },
    ],
    synthetic: list.synthetic,
    wide: true,
    body: (
      <ListFrame
        listing={listing}
        caption={words.caption}
        filters={memberFilters(list, listing)}
        columns={memberColumns(openable)}
        rows={list.rows}
        rowKey={(row) => row.id}
        total={list.total}
        page={list.page}
        pageSize={list.pageSize}
        sortedBy="name"
        note={words.note}
        empty={
          <EmptyState
            icon="people"
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={words.emptyWhy}
            next={<ButtonLink href={listing.path}>{words.emptyNext}</ButtonLink>}
          />
        }
      />
    ),
  };
}

export function memberFilters({ facets }: MemberList, { criteria }: Listing): Filter[] {
  const words = t().cluster.members;
  return [
    { name: 'q', label: words.search },
    {
      name: 'college',
      label: words.college,
      choices: facetChoices(facets.colleges, t().college, criteria.college),
      blank: words.allColleges,
    },
    {
      name: 'kind',
      label: words.kind,
      choices: facetChoices(facets.kinds, t().kind, criteria.kind),
      blank: words.allKinds,
    },
    {
      name: 'size',
      label: words.size,
      choices: facetChoices(facets.sizes, t().size, criteria.size),
      blank: words.allSizes,
    },
  ];
}

/** What the public list and the workspace's both show of a member. */
export function memberColumns(openable: boolean): Column<MemberRow>[] {
  const words = t().cluster.members;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  return [
    {
      key: 'name',
      label: words.name,
      header: true,
      sortable: true,
      render: ({ organisation, synthetic }) => (
        <Name
          name={organisation.name}
          href={openable ? `/organisations/${organisation.id}` : null}
          synthetic={synthetic}
        />
      ),
    },
    {
      key: 'siren',
      label: words.siren,
      render: ({ organisation }) => (organisation.siren ? formatSiren(organisation.siren) : unknown),
    },
    { key: 'kind', label: words.kind, sortable: true, render: ({ organisation }) => t().kind[organisation.kind] },
    { key: 'college', label: words.college, sortable: true, render: (row) => t().college[row.college] },
    {
      key: 'size',
      label: words.size,
      sortable: true,
      render: (row) => <SizeWord size={row.size} kind={row.organisation.kind} />,
    },
    { key: 'commune', label: words.commune, render: ({ organisation }) => nameOf(organisation.commune) ?? unknown },
    { key: 'from', label: words.since, sortable: true, render: (row) => formatDay(row.from) },
  ];
}
