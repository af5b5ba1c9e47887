import { formatNumber } from '#kit/say.ts';
import type { TableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  BarChart,
  DataTable,
  EmptyState,
  ExportMenu,
  KeyFigures,
  Section,
  StatusBadge,
  Tabs,
} from '#kit/web/ui/index.ts';
import { isOwnIndicator } from '../checks/check.ts';
import type { getBurden } from './burden.query.ts';
import { middle } from './burden.rules.ts';
import { campaignAddress, campaignCrumbs, campaignTabs } from './campaign-frame.ts';
import { t } from './steering.sentences.ts';

type BurdenView = OutputOf<typeof getBurden>;

/** Minutes really spent, by cluster and by figure, against the ceiling. */
export function burdenPage({ data }: { data: BurdenView }): Page {
  const words = t().burden;
  return {
    title: words.title(data.year),
    lead: words.lead(data.ceiling),
    crumbs: campaignCrumbs(data.year, t().tabs.burden),
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        <Tabs {...campaignTabs(data.year, 'burden')} />
        {data.measured === 0 ? (
          <EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} icon="clock" />
        ) : (
          <Measured data={data} />
        )}
      </>
    ),
  };
}

function Measured({ data }: { data: BurdenView }) {
  const words = t().burden;
  const here = campaignAddress(data.year, '/charge');
  const origin = { period: words.period(data.year), source: words.source, href: `${here}#poles` };
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: words.median,
            value: data.median,
            digits: 1,
            unit: words.minutesPerQuarter,
            hrefLabel: words.seeClusters,
            ...origin,
          },
          {
            label: words.above,
            value: data.above,
            unit: words.clustersUnit,
            hrefLabel: words.seeClusters,
            ...origin,
          },
        ]}
      />
      <p class="gr-quiet">{words.measured(data.measured, data.owing)}</p>
      <BarChart
        title={words.distributionTitle(data.above)}
        unit={words.distributionUnit}
        source={words.source}
        categoryLabel={words.rangeLabel}
        bars={data.distribution.map(({ from, to, count }) => ({
          label: words.range(from, to),
          value: count,
          marked: from >= data.ceiling,
        }))}
      />
      <Section title={words.clusters} id="poles">
        <DataTable
          caption={words.clustersCaption}
          captionHidden
          rows={data.clusters}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'cluster',
              label: words.cluster,
              header: true,
              render: ({ id, name }) => <a href={`/poles/${id}/declarations/${data.year}`}>{name}</a>,
            },
            { key: 'minutes', label: words.minutes, align: 'end', render: ({ minutes }) => formatNumber(minutes) },
            {
              key: 'quarter',
              label: words.perQuarter,
              align: 'end',
              render: ({ perQuarter }) => formatNumber(perQuarter, 1),
            },
            {
              key: 'above',
              label: words.above,
              render: ({ above }) => (
                <StatusBadge tone={above ? 'warning' : 'success'} label={above ? words.beyond : words.within} />
              ),
            },
            { key: 'people', label: words.people, align: 'end', render: ({ people }) => people },
            { key: 'figures', label: words.figures, align: 'end', render: ({ figures }) => figures },
          ]}
        />
      </Section>
      <Section title={words.questions} id="questions">
        <DataTable
          caption={words.questionsCaption}
          captionHidden
          rows={questionLines(data.questions)}
          rowKey={({ key }) => key}
          columns={[
            { key: 'question', label: words.question, header: true, width: 'wide', render: ({ label }) => label },
            { key: 'total', label: words.total, align: 'end', render: ({ minutes }) => formatNumber(minutes, 1) },
            { key: 'median', label: words.medianOf, align: 'end', render: ({ median }) => formatNumber(median, 1) },
            {
              key: 'basis',
              label: words.basis,
              render: ({ key, basis, reader, lastYear, expected }) =>
                basis === null ? (
                  <span class="gr-quiet">{key === OWN ? words.ownDetail : words.ofContract}</span>
                ) : (
                  <>
                    {basis}
                    <span class="gr-quiet gr-second">
                      {reader} · {words.until(lastYear!)} · {words.expected(expected!)}
                    </span>
                  </>
                ),
            },
          ]}
        />
      </Section>
      <ExportMenu table={here} />
    </>
  );
}

type Question = BurdenView['questions'][number];

/** The line that stands for all indicators that a cluster has for itself: each is asked of one cluster, and listed in the export. */
const OWN = 'own';

function questionLines(questions: readonly Question[]): readonly Question[] {
  const own = questions.filter(({ key }) => isOwnIndicator(key));
  if (own.length === 0) return questions;
  const line: Question = {
    key: OWN,
    label: t().burden.own(own.length),
    minutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
    median: middle(own.map(({ median }) => median)) ?? 0,
    returns: own.length,
    ...{ basis: null, reader: null, lastYear: null, expected: null },
  };
  return [...questions.filter(({ key }) => !isOwnIndicator(key)), line].toSorted(
    (one, other) => other.minutes - one.minutes,
  );
}

/** One line a cluster, then one a figure: both tables of the page, told apart by their first column. */
export function burdenSheet(data: BurdenView): TableSheet {
  const words = t().burden;
  return {
    name: words.sheet(data.year),
    columns: [
      { key: 'pole', label: words.cluster, width: 34 },
      { key: 'question', label: words.question, width: 44 },
      { key: 'minutes', label: words.minutes },
      { key: 'par-trimestre', label: words.perQuarter },
      { key: 'mediane', label: words.medianOf },
      { key: 'personnes', label: words.people },
      { key: 'seuil', label: words.above },
      { key: 'fondement', label: words.basis, width: 44 },
    ],
    rows: [
      ...data.clusters.map((one) => [
        one.name,
        null,
        one.minutes,
        one.perQuarter,
        null,
        one.people,
        one.above ? words.beyond : words.within,
        null,
      ]),
      ...data.questions.map((one) => [
        null,
        one.label,
        one.minutes,
        null,
        one.median,
        null,
        null,
        one.basis === null ? words.ofContract : [one.basis, one.reader, words.until(one.lastYear!)].join(' · '),
      ]),
    ],
  };
}
