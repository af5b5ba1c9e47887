import type { VNode } from 'preact';
import { formatDay, say } from '#kit/say.ts';
import { tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState, Link } from '#kit/web/ui/index.ts';
import { type Filter, facetChoices, ListFrame, type Listing, Name } from '#rooms/registry';
import { StageMark } from '../project/project.marks.tsx';
import { STAGES } from '../project.ts';
import { projectLife } from '../project.workflow.ts';
import { projectAddress } from '../project-address.ts';
import { t } from './overview.sentences.ts';
import type { ProjectList, ProjectRow } from './project-list.ts';

export interface OtherView {
  readonly label: string;
  readonly href: string;
}

interface Props {
  readonly list: ProjectList;
  readonly listing: Listing;
  readonly views: readonly OtherView[];
  /** The cluster in whose workspace the reader may open a project. */
  readonly opensIn: string | null;
  /** Reads what is public only. */
  readonly stranger: boolean;
}

/** The projects that are there for the reader. */
export function projectListPage({ list, listing, views, opensIn, stranger }: Props): Page {
  const words = t();
  const open = opensIn ? (
    <ButtonLink href={`/poles/${encodeURIComponent(opensIn)}/espace/projets/nouveau`} icon="plus">
      {words.open}
    </ButtonLink>
  ) : undefined;
  return {
    title: words.title,
    lead: stranger ? words.publicLead(list.total) : words.lead(list.total),
    crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
    synthetic: list.synthetic,
    wide: true,
    action: open,
    body: (
      <>
        <OtherViews views={views} />
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={filters(list, listing)}
          columns={columns()}
          rows={list.rows}
          rowKey={(row) => row.id}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          sortedBy="acronym"
          empty={
            Object.keys(listing.criteria).length > 0 ? (
              <EmptyState
                icon="search"
                title={words.emptyTitle}
                what={words.emptyWhat}
                why={words.emptyWhy}
                next={<ButtonLink href="/projets">{words.emptyNext}</ButtonLink>}
              />
            ) : (
              <EmptyState
                icon="search"
                title={words.noneTitle}
                what={words.emptyWhat}
                why={stranger ? words.noneForStranger : words.noneWhy}
                next={open}
              />
            )
          }
        />
      </>
    ),
  };
}

export const OtherViews = ({ views }: { views: readonly OtherView[] }): VNode | null =>
  views.length === 0 ? null : (
    <p class="gr-strategy-acts gr-views">
      {views.map(({ label, href }) => (
        <>
          <Link key={href} href={href}>
            {label}
          </Link>{' '}
        </>
      ))}
    </p>
  );

const stageWords = (): Record<string, string> =>
  Object.fromEntries(STAGES.map((stage) => [stage, say(projectLife.states[stage])]));

/** The filters that the list shares with the columns and the funnel. */
export function placeFilters(
  facets: Pick<ProjectList['facets'], 'clusters' | 'regions' | 'filieres'>,
  { criteria }: Listing,
): Filter[] {
  const words = t();
  return [
    {
      name: 'cluster',
      label: words.cluster,
      choices: facetChoices(facets.clusters, {}, criteria.cluster),
      blank: words.allClusters,
    },
    {
      name: 'region',
      label: words.region,
      choices: facetChoices(facets.regions, {}, criteria.region),
      blank: words.allRegions,
    },
    {
      name: 'filiere',
      label: words.filiere,
      choices: facetChoices(facets.filieres, {}, criteria.filiere),
      blank: words.allFilieres,
    },
  ];
}

function filters({ facets }: ProjectList, listing: Listing): Filter[] {
  const words = t();
  const { criteria } = listing;
  return [
    { name: 'q', label: words.search },
    {
      name: 'stage',
      label: words.stage,
      choices: facetChoices(facets.stages, stageWords(), criteria.stage),
      blank: words.allStages,
    },
    ...placeFilters(facets, listing),
    {
      name: 'year',
      label: words.year,
      choices: facetChoices(facets.years, {}, criteria.year),
      blank: words.allYears,
    },
  ];
}

function columns(): Column<ProjectRow>[] {
  const words = t();
  const quiet = (text: string): VNode => <span class="gr-quiet">{text}</span>;
  return [
    {
      key: 'acronym',
      label: words.project,
      header: true,
      sortable: true,
      render: (row) => (
        <div>
          <Name name={row.acronym} href={projectAddress(row.id)} synthetic={row.synthetic} />
          {row.title ? <span class="gr-quiet gr-second">{row.title}</span> : null}
        </div>
      ),
    },
    { key: 'cluster', label: words.cluster, sortable: true, render: (row) => row.cluster.name },
    { key: 'lead', label: words.leadPartner, render: (row) => row.lead ?? quiet(words.reserved) },
    { key: 'stage', label: words.stage, sortable: true, render: (row) => <StageMark stage={row.stage} /> },
    { key: 'since', label: words.since, sortable: true, render: (row) => formatDay(row.since) },
    { key: 'filiere', label: words.filiere, render: (row) => row.filiere ?? quiet('—') },
  ];
}

/** The same as a file. */
export const projectSheet = (rows: readonly ProjectRow[]) => {
  const words = t();
  return tableSheet<ProjectRow>(words.file, rows, [
    ['id', words.id, (row) => row.id],
    ['projet', words.project, (row) => row.acronym],
    ['titre', words.caption, (row) => row.title],
    ['pole', words.cluster, (row) => row.cluster.name],
    ['chef-de-file', words.leadPartner, (row) => row.lead],
    ['etape', words.stage, (row) => say(projectLife.states[row.stage])],
    ['depuis', words.since, (row) => row.since],
    ['cree-le', words.created, (row) => row.createdOn],
    ['trl', words.trl, (row) => row.trl],
    ['filiere', words.filiere, (row) => row.filiere],
  ]);
};
