import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { Alert, ButtonLink, DataTable, EmptyState, Link, Section } from '#kit/web/ui/index.ts';
import { factsAddress } from '../list-address.ts';
import { Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { SearchForm } from '../search-form.tsx';
import { formatSiren } from '../siren.rules.ts';
import type { SearchHit, SearchResults } from './programme.ts';

interface Props {
  /** Null when too little was typed to search. */
  readonly results: SearchResults | null;
  readonly q: string;
  /** The reader may open the list of organisations. */
  readonly directory: boolean;
}

/** What answers the words typed at the top of every page. */
export function searchPage({ results, q, directory }: Props): Page {
  const words = t().week.search;
  const found = results !== null && results.clusters.length + results.organisations.length > 0;
  return {
    title: q ? words.titleOf(q) : words.title,
    lead: words.lead,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.search }],
    synthetic: results?.clusters.some(isSynthetic) || results?.organisations.some(isSynthetic),
    body: (
      <>
        <SearchForm action="/recherche" label={words.field} submit={words.submit} q={q} />
        {results === null ? (
          <EmptyState
            icon="search"
            title={words.startTitle}
            what={words.emptyWhat}
            why={words.startWhy}
            next={<ButtonLink href="/poles">{words.browse}</ButtonLink>}
          />
        ) : (
          <>
            <p>{directory ? words.searched(q) : words.searchedPublic(q)}</p>
            {found && results.approximate ? <Alert kind="info">{words.approximate}</Alert> : null}
            {found ? <Found results={results} directory={directory} /> : <NothingFound q={q} />}
          </>
        )}
      </>
    ),
  };
}

const isSynthetic = (hit: SearchHit): boolean => hit.synthetic;

function NothingFound({ q }: { q: string }): VNode {
  const words = t().week.search;
  return (
    <EmptyState
      icon="search"
      title={words.emptyTitle(q)}
      what={words.emptyWhat}
      why={words.emptyWhy}
      next={<ButtonLink href="/poles">{words.browse}</ButtonLink>}
    />
  );
}

function Found({ results, directory }: { results: SearchResults; directory: boolean }): VNode {
  const words = t().week.search;
  const { q } = results;
  return (
    <>
      {results.clusters.length > 0 ? (
        <Section title={words.clusters} id="poles">
          <Hits hits={results.clusters} caption={words.clusters} href={(hit) => `/poles/${hit.id}`} withSiren={false} />
          <p>
            <Link href={factsAddress('/poles', { q })}>{words.moreClusters}</Link>
          </p>
        </Section>
      ) : null}
      {results.organisations.length > 0 ? (
        <Section title={words.organisations} id="organisations">
          <Hits
            hits={results.organisations}
            caption={words.organisations}
            href={(hit) => (hit.reachable ? `/organisations/${hit.id}` : null)}
            withSiren
          />
          {directory ? (
            <p>
              <Link href={factsAddress('/organisations', { q })}>{words.moreOrganisations}</Link>
            </p>
          ) : null}
        </Section>
      ) : null}
    </>
  );
}

function Hits(props: {
  readonly hits: readonly SearchHit[];
  readonly caption: string;
  readonly href: (hit: SearchHit) => string | null;
  readonly withSiren: boolean;
}): VNode {
  const words = t().week.search;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  return (
    <DataTable
      caption={props.caption}
      captionHidden
      columns={[
        {
          key: 'name',
          label: words.name,
          header: true,
          render: (hit) => <Name name={hit.name} href={props.href(hit)} synthetic={hit.synthetic} />,
        },
        { key: 'detail', label: words.detail, render: (hit) => hit.detail ?? unknown },
        ...(props.withSiren
          ? [
              {
                key: 'siren',
                label: words.siren,
                render: (hit: SearchHit) => (hit.siren ? formatSiren(hit.siren) : unknown),
              },
            ]
          : []),
      ]}
      rows={props.hits}
      rowKey={(hit) => hit.id}
    />
  );
}
