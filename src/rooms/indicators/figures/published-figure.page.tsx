import type { VNode } from 'preact';
import { formatDay, locale } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
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
  readonly publishedOn: string | null;
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
    lead: words.publishedLead(data.publishedOn && formatDay(data.publishedOn)),
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
      <ExportMenu table={address} />
      {table(words.region, regions)}
      {table(words.cluster, clusters)}
    </Section>
  );
}

/** The published table as open data: one line a place. */
export function publishedFigureSheet({ indicator, year, programme, regions, clusters }: PublishedFigure): TableSheet {
  const words = t();
  const lines = [
    ...(programme ? [{ kind: words.programme, name: words.programme, cell: programme }] : []),
    ...regions.map((cell) => ({ kind: words.one.region, name: cell.name, cell })),
    ...clusters.map((cell) => ({ kind: words.one.cluster, name: cell.name, cell })),
  ];
  return tableSheet<{ kind: string; name: string; cell: PublishedCell }>(
    `${words.file}-${indicator.code}-${year}`,
    lines,
    [
      ['code', words.code, () => indicator.code],
      ['annee', words.one.period(year), () => year],
      ['echelon', words.one.place, ({ kind }) => kind],
      ['lieu', words.one.place, ({ name }) => name],
      ['etat', words.declare.state, ({ cell }) => words.stateNames[cell.state]],
      ['valeur', words.one.value, ({ cell }) => cell.value],
      ['numerateur', words.one.numerator, ({ cell }) => cell.numerator],
      ['denominateur', words.one.denominator, ({ cell }) => cell.denominator],
    ],
  );
}
