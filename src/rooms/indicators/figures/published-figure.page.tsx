import type { VNode } from 'preact';
import { locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { DataTable, ExportMenu, KeyFigure, Section } from '#kit/web/ui/index.ts';
import type { PublishedCell } from '../publication/published.ts';
import type { IndicatorInShort } from './figure.ts';
import { figureAddress, figuresAddress } from './figure-address.ts';
import { figureText } from './figure-text.tsx';
import { t } from './figures.sentences.ts';

type Placed = PublishedCell & { readonly name: string };

export interface PublishedFigure {
  readonly indicator: IndicatorInShort;
  readonly year: number;
  readonly programme: PublishedCell | null;
  readonly regions: readonly Placed[];
  readonly clusters: readonly Placed[];
}

/** A figure of the programme as everybody reads it. */
export function publishedFigurePage(data: PublishedFigure): Page {
  const words = t();
  const { indicator, year, programme } = data;
  const title = words.one.title(indicator.label[locale()], year);
  return {
    title,
    lead: words.publishedLead,
    crumbs: [{ label: words.home, href: '/' }, { label: words.figures, href: figuresAddress(null) }, { label: title }],
    synthetic: programme?.synthetic,
    body: (
      <>
        <KeyFigure
          label={words.programme}
          value={
            programme === null
              ? null
              : programme.state === 'known'
                ? figureText(indicator.measure, programme)
                : words.stateNames[programme.state]
          }
          unit={indicator.measure === 'count' && programme?.state === 'known' ? indicator.unit[locale()] : undefined}
          period={words.one.period(year)}
          source={words.sources[programme?.source ?? 'counted']}
          href={`/indicateurs/${indicator.code}`}
          hrefLabel={words.one.definition}
        />
        <PublishedPlaces data={data} />
      </>
    ),
  };
}

/** What was published of every region and cluster, withheld cells as such. */
export function PublishedPlaces({ data }: { data: PublishedFigure }): VNode | null {
  const words = t().one;
  const { indicator, year, regions, clusters } = data;
  if (regions.length + clusters.length === 0) return null;
  const address = figureAddress({ cluster: null, indicator: indicator.code, year });
  const table = (caption: string, rows: readonly Placed[]) => (
    <DataTable
      caption={caption}
      quickFilter
      rows={rows}
      rowKey={({ place }) => place}
      columns={[
        { key: 'place', label: caption, header: true, render: ({ name }) => name },
        { key: 'value', label: words.value, align: 'end', render: (cell) => figureText(indicator.measure, cell) },
      ]}
      note={t().legend}
    />
  );
  return (
    <Section title={words.regions} lead={words.regionsLead}>
      <ExportMenu
        links={(['csv', 'xlsx'] as const).map((format) => ({ format, href: `${address}?format=${format}` }))}
      />
      {table(words.region, regions)}
      {table(words.cluster, clusters)}
    </Section>
  );
}

/** The published table as open data: one line a place. */
export function publishedFigureSheet({ indicator, year, programme, regions, clusters }: PublishedFigure) {
  const words = t();
  const line = (kind: string, name: string, cell: PublishedCell) => [
    indicator.code,
    year,
    kind,
    name,
    words.stateNames[cell.state],
    cell.value,
    cell.numerator,
    cell.denominator,
  ];
  return {
    name: `${words.file}-${indicator.code}-${year}`,
    columns: [
      words.code,
      words.one.period(year),
      words.one.place,
      words.one.place,
      words.declare.state,
      words.one.value,
      words.one.numerator,
      words.one.denominator,
    ].map((label) => ({ label })),
    rows: [
      ...(programme ? [line(words.programme, words.programme, programme)] : []),
      ...regions.map((cell) => line(words.one.region, cell.name, cell)),
      ...clusters.map((cell) => line(words.one.cluster, cell.name, cell)),
    ],
  };
}
