import { dayInParis } from '#kit/period.ts';
import { formatDay, locale } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import { Callout, DataTable, ExportMenu, Section, Tags } from '#kit/web/ui/index.ts';
import { valueInWords } from '../checks/checks.sentences.ts';
import { Exceptions } from './campaign.page.tsx';
import { CAMPAIGNS, campaignAddress } from './campaign-frame.ts';
import type { getResults } from './results.query.ts';
import { t } from './steering.sentences.ts';

type ResultsView = OutputOf<typeof getResults>;
type Row = ResultsView['rows'][number];

/** What everybody may read of a published year. */
export function resultsPage({ data }: { data: ResultsView }): Page {
  const words = t().results;
  const here = campaignAddress(data.year, '/resultats');
  const inWords = (row: Row, value: number | null) =>
    value === null ? <span class="gr-quiet">{words.tooFew}</span> : valueInWords(row, value);
  const others = data.years.filter((year) => year !== data.year);
  return {
    title: words.title(data.year),
    lead: words.lead,
    crumbs: [{ label: words.title(data.year) }],
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        <p>
          {words.facts(data.returns, data.owing)}{' '}
          {data.publishedAt ? `${t().overview.publishedAt} ${formatDay(dayInParis(data.publishedAt))}.` : null}
        </p>
        <DataTable
          caption={words.caption}
          rows={data.rows}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'indicator',
              label: words.indicator,
              header: true,
              width: 'wide',
              render: (row) => (
                <>
                  {row.label[locale()]}
                  <span class="gr-quiet gr-second">{row.code}</span>
                </>
              ),
            },
            {
              key: 'clusters',
              label: words.clusters,
              align: 'end',
              render: (row) => (
                <>
                  {row.clusters}
                  {row.withheld > 0 ? <span class="gr-quiet gr-second">{words.withheld(row.withheld)}</span> : null}
                </>
              ),
            },
            { key: 'least', label: words.least, align: 'end', render: (row) => inWords(row, row.least) },
            { key: 'middle', label: words.middle, align: 'end', render: (row) => inWords(row, row.middle) },
            { key: 'most', label: words.most, align: 'end', render: (row) => inWords(row, row.most) },
          ]}
        />
        <ExportMenu table={here} />
        <Callout>{words.secrecy}</Callout>
        <Section title={words.exceptions} id="exceptions">
          <Exceptions exceptions={data.exceptions} />
        </Section>
        {others.length > 0 ? (
          <Section title={words.otherYears}>
            <Tags
              label={words.otherYears}
              tags={others.map((year) => ({ label: String(year), href: `${CAMPAIGNS}/${year}/resultats` }))}
            />
          </Section>
        ) : null}
      </>
    ),
  };
}

/** One line a cluster and indicator; what is withheld is empty. */
export function resultsSheet(data: ResultsView): TableSheet {
  const words = t().results;
  const lines = data.rows.flatMap(({ values, ...row }) => values.map((one) => ({ ...row, ...one })));
  return tableSheet(words.sheet(data.year), lines, [
    ['code', words.code, ({ code }) => code],
    ['indicateur', words.indicator, ({ label }) => label[locale()], 44],
    ['pole', t().overview.cluster, ({ name }) => name, 34],
    ['annee', t().year, () => data.year],
    // A file gives euros, as the screens do.
    ['valeur', words.value, ({ value, measure }) => (value !== null && measure === 'amount' ? value / 100 : value)],
    ['unite', words.unit, ({ unit }) => unit[locale()]],
  ]);
}
