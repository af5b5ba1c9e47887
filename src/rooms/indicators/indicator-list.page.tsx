import { formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Badge, ButtonLink, Callout, type Column, EmptyState } from '#kit/web/ui/index.ts';
import { ListFrame, type Listing } from '#rooms/registry';
import { t as catalogue } from './catalogue/catalogue.sentences.ts';
import { OBTAINED, type Obtained } from './catalogue/definition.ts';
import type { CommonIndicator } from './indicator.ts';
import { t } from './indicators.sentences.ts';

type Row = CommonIndicator & { readonly obtained: Obtained | null };

export function indicatorListPage(props: {
  readonly rows: readonly Row[];
  readonly families: readonly string[];
  readonly listing: Listing;
}): Page {
  const { rows, families, listing } = props;
  const words = t();
  const more = catalogue();
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
    wide: true,
    body: (
      <>
        <ListFrame
          listing={listing}
          caption={words.caption(formatNumber(rows.length))}
          filters={[
            { name: 'q', label: more.search },
            {
              name: 'family',
              label: words.family,
              blank: more.allFamilies,
              choices: families.map((family) => ({ value: family, label: family })),
            },
            {
              name: 'obtained',
              label: more.obtained,
              blank: more.allObtained,
              choices: OBTAINED.map((one) => ({ value: one, label: more.obtainedNames[one] })),
            },
          ]}
          columns={columns()}
          rows={rows}
          rowKey={(one) => one.code}
          total={rows.length}
          page={1}
          pageSize={Math.max(1, rows.length)}
          sortedBy=""
          empty={
            <EmptyState
              icon="search"
              title={more.noneTitle}
              what={more.noneWhat}
              why={more.noneWhy}
              next={<ButtonLink href="/indicateurs">{more.noneNext}</ButtonLink>}
            />
          }
        />
        <Callout title={words.explained}>
          <p>{words.explanation}</p>
          <p>{words.own}</p>
        </Callout>
      </>
    ),
  };
}

function columns(): Column<Row>[] {
  const words = t();
  const more = catalogue();
  const language = locale();
  const other = language === 'fr' ? 'en' : 'fr';
  return [
    { key: 'code', label: words.code, width: 'narrow', sortable: true, render: (one) => <code>{one.code}</code> },
    {
      key: 'label',
      label: words.label,
      header: true,
      sortable: true,
      render: (one) => (
        <>
          <a href={`/indicateurs/${one.code}`}>{one.label[language]}</a>
          <span class="gr-second gr-quiet" lang={other}>
            {one.label[other]}
          </span>
        </>
      ),
    },
    { key: 'family', label: words.family, sortable: true, render: (one) => one.family },
    {
      key: 'unit',
      label: words.unit,
      render: (one) => (
        <>
          {one.unit[language]}
          <span class="gr-second gr-quiet">
            {[words.measures[one.measure], words.cumulations[one.cumulation]].join(' · ')}
          </span>
        </>
      ),
    },
    { key: 'direction', label: words.direction, render: (one) => words.directions[one.direction] },
    {
      key: 'obtained',
      label: more.obtained,
      render: (one) => (one.obtained ? more.obtainedNames[one.obtained] : ''),
    },
    {
      key: 'evidence',
      label: words.evidence,
      render: (one) => (
        <Badge tone={one.evidence === 'background' ? 'warning' : 'neutral'}>{words.evidences[one.evidence]}</Badge>
      ),
    },
  ];
}
