import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { DataTable, FilterBar, SearchField, Section } from '#kit/web/ui/index.ts';
import { t } from './strategy.sentences.ts';
import type { CodeList } from './strategy.ts';

const MOST_CODES = 50;

/** Codes of activities and purchases by a word of their label. */
export function codeListPage({ list }: { list: CodeList }): Page {
  const words = t().strategy.codes;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().priority.home, href: '/' }, { label: words.title }],
    body: (
      <>
        <FilterBar action="/contrats/codes">
          <SearchField name="q" label={words.search} value={list.q} />
        </FilterBar>
        {list.q === '' ? (
          <p>{words.ask}</p>
        ) : (
          <>
            <Codes title={words.naf} codes={list.naf} />
            <Codes title={words.cpv} codes={list.cpv} />
          </>
        )}
        <p class="gr-quiet">{words.sources}</p>
      </>
    ),
  };
}

function Codes({ title, codes }: { title: string; codes: CodeList['naf'] }): VNode {
  const words = t().strategy.codes;
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        captionHidden
        rows={codes}
        rowKey={({ code }) => code}
        empty={words.none}
        columns={[
          { key: 'code', label: words.code, header: true, width: 'narrow', render: ({ code }) => <code>{code}</code> },
          { key: 'label', label: words.label, render: ({ label }) => label },
        ]}
        note={codes.length === MOST_CODES ? words.first(MOST_CODES) : undefined}
      />
    </Section>
  );
}
