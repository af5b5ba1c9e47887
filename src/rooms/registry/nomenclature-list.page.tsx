import { locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Columns, DataTable, ExportMenu, Link, Section } from '#kit/web/ui/index.ts';
import { listAddress } from './list-address.ts';
import type { NomenclatureList } from './nomenclature-list.query.ts';
import { t } from './registry.sentences.ts';

/** Where the reference data comes from, for anyone who wants to check or to reuse it. */
export function nomenclatureListPage({ list, demo }: { list: NomenclatureList; demo: boolean }): Page {
  const words = t().home.data;
  const listing = { path: '/donnees', criteria: {} };
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.data }],
    wide: true,
    body: (
      <>
        <ExportMenu table={listAddress(listing)} />
        <DataTable
          caption={words.caption}
          columns={[
            {
              key: 'name',
              label: words.name,
              header: true,
              render: (one) => (locale() === 'fr' ? one.titleFr : one.titleEn),
            },
            { key: 'rows', label: words.rows, align: 'end', render: (one) => t().cluster.count(one.rows) },
            { key: 'source', label: words.source, render: (one) => one.source },
            { key: 'licence', label: words.licence, render: (one) => one.licence },
            { key: 'vintage', label: words.vintage, render: (one) => one.vintage },
            { key: 'file', label: words.file, render: (one) => <code>{one.file}</code> },
          ]}
          rows={list.rows}
          rowKey={(one) => one.name}
        />
        <Columns>
          <Section title={words.clustersTitle} id="poles">
            <p>{words.clusters}</p>
          </Section>
          <Section title={words.reuseTitle} id="reprendre">
            <p>
              {words.reuse} <Link href="/api/v1/docs">{words.api}</Link>
            </p>
          </Section>
        </Columns>
        {demo ? (
          <Section title={words.demoTitle} id="demonstration">
            <p>{words.demo}</p>
          </Section>
        ) : null}
      </>
    ),
  };
}
