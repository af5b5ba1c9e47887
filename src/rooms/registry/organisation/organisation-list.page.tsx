import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, ButtonLink, type Column, EmptyState, Link } from '#kit/web/ui/index.ts';
import type { Listing } from '../list-address.ts';
import { type Filter, ListFrame } from '../list-frame.tsx';
import { facetChoices, Name, nameOf, SizeWord } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren } from '../siren.rules.ts';
import type { OrganisationList, OrganisationRow } from './organisation.ts';

interface Props {
  readonly list: OrganisationList;
  readonly listing: Listing;
  /** The reader may record an organisation. */
  readonly create: boolean;
  /** The reader also finds the organisations that are members of no cluster. */
  readonly directory: boolean;
  /** The reader may import organisations, and complete them from Sirene. */
  readonly imports: boolean;
  /** Names of the regions of the day, by code. */
  readonly regionNames: Readonly<Record<string, string>>;
}

/** The organisations on record, for those who work with them. */
export function organisationListPage(props: Props): Page {
  const { list, listing, create } = props;
  const words = t().organisation.list;
  return {
    title: words.title,
    lead: words.lead(list.total, words.memberships(list.memberships), formatDay(list.on)),
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.organisations }],
    action: create ? <ButtonLink href="/organisations/nouvelle">{words.create}</ButtonLink> : undefined,
    synthetic: list.synthetic,
    wide: true,
    body: (
      <>
        {props.imports ? (
          <ul class="gr-acts">
            <li>
              <Link href="/organisations/import">{words.import}</Link>
            </li>
            <li>
              <Link href="/sirene">{words.sirene}</Link>
            </li>
          </ul>
        ) : null}
        {list.approximate ? <Alert kind="info">{t().week.search.approximate}</Alert> : null}
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
              icon="building"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/organisations">{words.emptyNext}</ButtonLink>}
            />
          }
        />
      </>
    ),
  };
}

function filters({ list: { facets }, listing: { criteria }, directory, regionNames }: Props): Filter[] {
  const words = t().organisation.list;
  return [
    { name: 'q', label: words.search },
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
    {
      name: 'region',
      label: words.region,
      choices: facetChoices(facets.regions, regionNames, criteria.region),
      blank: words.allRegions,
    },
    {
      name: 'member',
      label: words.member,
      standard: 'active',
      choices: [
        { value: 'active', label: words.membersOnly },
        { value: 'several', label: words.severalClusters },
        ...(directory
          ? [
              { value: 'none', label: words.membersOfNone },
              { value: 'any', label: words.allMembers },
            ]
          : []),
      ],
    },
  ];
}

function columns(): Column<OrganisationRow>[] {
  const words = t().organisation.list;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  return [
    {
      key: 'name',
      label: words.name,
      header: true,
      sortable: true,
      render: (row) => (
        <Name name={row.name} href={row.reachable ? `/organisations/${row.id}` : null} synthetic={row.synthetic} />
      ),
    },
    { key: 'siren', label: words.siren, render: (row) => (row.siren ? formatSiren(row.siren) : unknown) },
    { key: 'kind', label: words.kind, sortable: true, render: (row) => t().kind[row.kind] },
    {
      key: 'size',
      label: words.size,
      sortable: true,
      render: (row) => <SizeWord size={row.size} kind={row.kind} />,
    },
    { key: 'commune', label: words.commune, render: (row) => nameOf(row.commune) ?? unknown },
    { key: 'region', label: words.region, sortable: true, render: (row) => nameOf(row.region) ?? unknown },
    {
      key: 'clusters',
      label: words.clusters,
      sortable: true,
      render: (row) =>
        row.clusters.length === 0 ? (
          <span class="gr-quiet">{t().words.none}</span>
        ) : (
          row.clusters.map((cluster, index) => (
            <span key={cluster.id}>
              {index > 0 ? ', ' : null}
              <a href={`/poles/${cluster.id}`}>{cluster.name}</a>
            </span>
          ))
        ),
    },
  ];
}
