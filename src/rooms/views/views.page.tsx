import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { fileIn } from '#kit/web/table-address.ts';
import { Badge, ButtonLink, DataTable, EmptyState, PostButton, Section } from '#kit/web/ui/index.ts';
import type { SavedView } from './saved-view.ts';
import { t } from './views.sentences.ts';

/** All that a person keeps of tables, one table after the other. */
export function viewsPage({ rows }: { rows: readonly SavedView[] }): Page {
  const words = t();
  return {
    title: words.mine,
    lead: words.mineLead,
    crumbs: [{ label: words.home, href: '/' }, { label: words.mine }],
    body:
      rows.length === 0 ? (
        <EmptyState
          icon="document"
          title={words.emptyTitle}
          what={words.emptyWhat}
          why={words.emptyWhy}
          next={<ButtonLink href="/poles">{words.emptyNext}</ButtonLink>}
        />
      ) : (
        [...Map.groupBy(rows, ({ path }) => path)].map(([path, views]) => (
          <Section key={path} title={views.at(-1)!.tableTitle} action={<a href={path}>{words.openTable}</a>}>
            <OfTable views={views} />
          </Section>
        ))
      ),
  };
}

function OfTable({ views }: { views: readonly SavedView[] }): VNode {
  const words = t();
  return (
    <DataTable
      caption={views.at(-1)!.tableTitle}
      captionHidden
      rows={views}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: words.view,
          header: true,
          width: 'wide',
          render: ({ name, address }) => <a href={address}>{name}</a>,
        },
        {
          key: 'kind',
          label: words.kind,
          render: ({ address }) => words.kindOf(fileIn(address)?.toUpperCase() ?? null),
        },
        {
          key: 'shared',
          label: words.sharing,
          render: (view) =>
            view.shared ? <Badge tone="info">{words.isShared}</Badge> : <span class="gr-quiet">{words.isPrivate}</span>,
        },
        { key: 'acts', label: words.acts, render: (view) => <Acts view={view} /> },
      ]}
    />
  );
}

function Acts({ view: { id, name } }: { view: SavedView }): VNode {
  const words = t();
  const named = <span class="fr-sr-only"> {name}</span>;
  return (
    <div class="gr-kept__acts">
      <a href={`/vues/${id}/modifier`}>
        {words.amend}
        {named}
      </a>
      <PostButton action={`/vues/${id}/oublier?retour=/vues`} kind="quiet" small>
        {words.forget}
        {named}
      </PostButton>
    </div>
  );
}
