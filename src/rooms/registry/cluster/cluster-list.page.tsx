import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState, Link } from '#kit/web/ui/index.ts';
import { type Listing, listAddress } from '../list-address.ts';
import { type Filter, ListFrame } from '../list-frame.tsx';
import { facetChoices, LabelMark, Name, nameOf, seatOf, sectorName } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import type { ClusterList, ClusterRow } from './cluster.ts';

interface Props {
  readonly list: ClusterList;
  readonly listing: Listing;
  /** The reader may create a cluster. */
  readonly create: boolean;
  /** Names of the regions of the day, by code. */
  readonly regionNames: Readonly<Record<string, string>>;
}

/** All the clusters, with what narrows the list. */
export function clusterListPage(props: Props): Page {
  const words = t().cluster.list;
  const { list, listing, create } = props;
  return {
    title: words.title,
    lead: words.lead(list.total, formatDay(list.on)),
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.clusters }],
    action: create ? <ButtonLink href="/poles/nouveau">{t().workspace.create.title}</ButtonLink> : undefined,
    synthetic: list.synthetic,
    wide: true,
    body: (
      <>
        <p>
          <Link href="/#carte" icon="pin">
            {words.map}
          </Link>
        </p>
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={filters(props)}
          columns={columns()}
          rows={list.rows}
          rowKey={(row) => row.id}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          sortedBy="name"
          note={words.note}
          empty={
            <EmptyState
              icon="search"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/poles">{words.emptyNext}</ButtonLink>}
            />
          }
        />
      </>
    ),
  };
}

function filters({ list: { facets }, listing: { criteria }, regionNames }: Props): Filter[] {
  const words = t().cluster.list;
  const sectors = Object.fromEntries(facets.sectors.map((facet) => [facet.value, sectorName(facet.value)]));
  return [
    { name: 'q', label: words.search },
    {
      name: 'region',
      label: words.region,
      choices: facetChoices(facets.regions, regionNames, criteria.region),
      blank: words.allRegions,
    },
    {
      name: 'sector',
      label: words.sector,
      choices: facetChoices(facets.sectors, sectors, criteria.sector),
      blank: words.allSectors,
    },
    {
      name: 'category',
      label: words.category,
      choices: facetChoices(facets.categories, t().category, criteria.category),
      blank: words.allCategories,
    },
    {
      name: 'label',
      label: words.label,
      standard: 'labelled',
      choices: [
        { value: 'labelled', label: words.labelled },
        { value: 'all', label: words.allLabels },
      ],
    },
    {
      name: 'rating',
      label: words.rating,
      choices: facetChoices(facets.ratings, t().rating, criteria.rating),
      blank: words.allRatings,
    },
  ];
}

function columns(): Column<ClusterRow>[] {
  const words = t().cluster.list;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  return [
    {
      key: 'name',
      label: words.name,
      header: true,
      sortable: true,
      render: (row) => (
        <>
          <Name name={row.name} href={`/poles/${row.id}`} synthetic={row.synthetic} />
          {row.label === 'labelled' ? null : (
            <>
              {' '}
              <LabelMark state={row.label} />
            </>
          )}
        </>
      ),
    },
    { key: 'seat', label: words.seat, render: (row) => seatOf(row) ?? unknown },
    { key: 'region', label: words.region, sortable: true, render: (row) => <Regions row={row} /> },
    { key: 'sector', label: words.sector, sortable: true, render: (row) => sectorName(row.sector) },
    {
      key: 'category',
      label: words.category,
      sortable: true,
      render: (row) => (row.category ? t().category[row.category] : unknown),
    },
    { key: 'rating', label: words.rating, render: (row) => (row.rating ? t().rating[row.rating.rating] : unknown) },
    { key: 'strategic', label: words.strategic, render: (row) => (row.strategic ? t().words.yes : t().words.no) },
    {
      key: 'members',
      label: words.members,
      align: 'end',
      sortable: true,
      render: (row) => <a href={`/poles/${row.id}/membres`}>{t().cluster.count(row.members)}</a>,
    },
  ];
}

function Regions({ row }: { row: ClusterRow }): VNode {
  return (
    <>
      {nameOf(row.region) ?? <span class="gr-quiet">{t().words.unknown}</span>}
      {row.otherRegions.length > 0 ? (
        <span class="gr-quiet gr-second">{t().cluster.list.otherRegions(row.otherRegions.map(nameOf).join(', '))}</span>
      ) : null}
    </>
  );
}

/** The list narrowed to one region: where the map and its table lead. */
export const clustersOfRegion = (region: string): string => listAddress({ path: '/poles', criteria: {} }, { region });
