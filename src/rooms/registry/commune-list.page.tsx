import type { Page } from '#kit/web/page.ts';
import { DataTable, EmptyState } from '#kit/web/ui/index.ts';
import type { CommuneList } from './commune-list.query.ts';
import { t } from './registry.sentences.ts';
import { SearchForm } from './search-form.tsx';

/** The code of a commune, found by its name: what forms ask for without script. */
export function communeListPage({ list }: { list: CommuneList }): Page {
  const words = t().organisation.communes;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: words.title }],
    body: (
      <>
        <SearchForm action="/communes" label={words.field} submit={words.submit} q={list.q} />
        {list.q === '' ? null : (
          <DataTable
            caption={words.caption}
            columns={[
              { key: 'code', label: words.code, header: true, render: (commune) => <code>{commune.code}</code> },
              { key: 'name', label: words.name, render: (commune) => commune.name },
              { key: 'departement', label: words.departement, render: (commune) => commune.departementName ?? unknown },
              {
                key: 'population',
                label: words.population,
                align: 'end',
                render: (commune) => (commune.population === null ? unknown : t().cluster.count(commune.population)),
              },
            ]}
            rows={list.rows}
            rowKey={(commune) => commune.code}
            empty={<EmptyState icon="search" title={words.emptyTitle} what={words.lead} why={words.emptyWhy} />}
          />
        )}
      </>
    ),
  };
}
