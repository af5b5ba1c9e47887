import { formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Badge, Callout, DataTable, ExportMenu } from '#kit/web/ui/index.ts';
import type { CommonIndicator } from './indicator.ts';
import { t } from './indicators.sentences.ts';

export function indicatorListPage({ rows }: { rows: readonly CommonIndicator[] }): Page {
  const words = t();
  const language = locale();
  const other = language === 'fr' ? 'en' : 'fr';
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
    wide: true,
    body: (
      <>
        <ExportMenu
          links={[
            { format: 'csv', href: '/indicateurs?format=csv' },
            { format: 'xlsx', href: '/indicateurs?format=xlsx' },
          ]}
        />
        <DataTable
          caption={words.caption(formatNumber(rows.length))}
          quickFilter
          columns={[
            { key: 'code', label: words.code, width: 'narrow', render: (one) => <code>{one.code}</code> },
            {
              key: 'label',
              label: words.label,
              header: true,
              render: (one) => (
                <>
                  {one.label[language]}
                  <span class="gr-second gr-quiet" lang={other}>
                    {one.label[other]}
                  </span>
                </>
              ),
            },
            { key: 'family', label: words.family, render: (one) => one.family },
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
            { key: 'aggregation', label: words.aggregation, render: (one) => one.aggregation },
            {
              key: 'evidence',
              label: words.evidence,
              render: (one) => (
                <Badge tone={one.evidence === 'background' ? 'warning' : 'neutral'}>
                  {words.evidences[one.evidence]}
                </Badge>
              ),
            },
          ]}
          rows={rows}
          rowKey={(one) => one.code}
        />
        <Callout title={words.explained}>
          <p>{words.explanation}</p>
          <p>{words.own}</p>
        </Callout>
      </>
    ),
  };
}
