import type { VNode } from 'preact';
import { colon, formatCents, formatNumber, locale, unitFor } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { BarChart, ButtonLink, DataTable, DescriptionList } from '#kit/web/ui/index.ts';
import { t } from '../monitoring.sentences.ts';
import { clusterCrumbs, clusterSide } from '../objectives/objectives.page.tsx';
import { collegeInWords, countInWords, describe } from './dashboard.document.ts';
import type { Dashboard } from './dashboard.query.ts';

/** One cluster and one year, on one page to print. */
export function dashboardPage(view: Dashboard): Page {
  const words = t().dashboard;
  const { cluster, year } = view;
  const to = (of: number): string => `/poles/${cluster.id}/tableau-de-bord/${of}`;
  return {
    title: words.title(cluster.name, year),
    lead: words.lead(view.sector),
    crumbs: clusterCrumbs(cluster, t().objectives.dashboard),
    side: clusterSide(cluster, year, 'dashboard'),
    synthetic: view.synthetic,
    wide: true,
    action: (
      <ButtonLink href={`${to(year)}/pdf`} kind="secondary" icon="download">
        {words.pdf}
      </ButtonLink>
    ),
    body: (
      <div class="gr-dashboard">
        <p class="gr-views gr-dashboard__years">
          {words.years}
          {colon()}
          {view.years.map((of) => (
            <>
              <a key={of} href={to(of)} aria-current={of === year ? 'page' : undefined}>
                {of}
              </a>{' '}
            </>
          ))}
        </p>
        <DescriptionList
          items={[
            {
              term: words.president,
              description: view.president ? `${view.president.name}, ${view.president.title}` : words.noPresident,
            },
            { term: words.description, description: describe(view) },
          ]}
        />
        <div class="gr-multiples">
          <Members title={words.newMembers} rows={view.joined} label={collegeInWords} view={view} />
          <Members title={words.distribution} rows={view.present} label={collegeInWords} view={view} />
          <Members title={words.areas} rows={view.departements} view={view} />
          <Members title={words.activities} rows={view.activities} view={view} />
        </div>
        <p class="gr-chart__title">{words.fui}</p>
        <DataTable
          caption={words.fui}
          captionHidden
          columns={[
            { key: 'year', label: t().objectives.year, header: true, render: (row) => row.year },
            { key: 'count', label: words.count, align: 'end', render: (row) => formatNumber(row.projects) },
            { key: 'amount', label: words.amount, align: 'end', render: (row) => formatCents(row.cents, true) },
          ]}
          rows={view.fui}
          rowKey={(row) => String(row.year)}
        />
        <div class="gr-multiples">
          <Values caption={words.results} rows={view.intellectual} />
          <Values caption={words.operational} rows={view.operational} />
        </div>
        <p class="gr-quiet">{words.secrecy}</p>
      </div>
    ),
  };
}

function Members(props: {
  readonly title: string;
  readonly rows: Dashboard['present'];
  readonly label?: (text: string) => string;
  readonly view: Dashboard;
}): VNode {
  const words = t().dashboard;
  const hidden = props.rows.filter(({ count }) => count === null);
  if (props.rows.length === 0)
    return (
      <div>
        <p class="gr-chart__title">{props.title}</p>
        <p class="gr-quiet">{words.noMembers}</p>
      </div>
    );
  return (
    <div>
      <BarChart
        title={props.title}
        unit={words.members}
        source={words.source(props.view.year)}
        categoryLabel={words.category}
        bars={props.rows
          .filter(({ count }) => count !== null)
          .map(({ label, count }) => ({ label: props.label?.(label) ?? label, value: count }))}
      />
      {hidden.length > 0 ? (
        <p class="gr-quiet">
          {hidden
            .map(({ label, count }) => `${props.label?.(label) ?? label}${colon()}${countInWords(count).toLowerCase()}`)
            .join(', ')}
        </p>
      ) : null}
    </div>
  );
}

const Values = ({ caption, rows }: { caption: string; rows: Dashboard['intellectual'] }): VNode => (
  <div>
    <p class="gr-chart__title">{caption}</p>
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'label', label: t().dashboard.indicator, header: true, render: (row) => row.label[locale()] },
        {
          key: 'value',
          label: t().dashboard.value,
          align: 'end',
          render: (row) =>
            row.value === null
              ? t().unknown
              : `${formatNumber(row.value, 1)} ${unitFor(row.value, row.unit[locale()])}`,
        },
      ]}
      rows={rows}
      rowKey={(row) => row.code}
    />
  </div>
);
