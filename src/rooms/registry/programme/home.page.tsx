import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { BarChart, ButtonLink, Callout, Columns, DataTable, KeyFigures, Link, Section } from '#kit/web/ui/index.ts';
import type { ClusterRow } from '../cluster/cluster.ts';
import { ClusterMap } from '../cluster-map.tsx';
import { factsAddress } from '../list-address.ts';
import { SourceLine } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { type RegionVintage, regionVintageOn } from '../territory.rules.ts';
import { clustersByRegion } from './cluster-region.rules.ts';
import type { Figure } from './figure.page.tsx';
import type { KeyFigures as Figures } from './programme.ts';

interface Props {
  readonly figures: Figures;
  /** Labelled clusters, with their regions in the list of the figures' day. */
  readonly clusters: readonly ClusterRow[];
  /** This store was filled with demonstration data. */
  readonly demo: boolean;
}

/** What the programme is, in words, in figures and on the map: the first page of anyone. */
export function homePage({ figures, clusters, demo }: Props): Page {
  const words = t().home;
  return {
    title: words.title,
    lead: words.lead,
    action: <ButtonLink href="/poles">{words.action}</ButtonLink>,
    synthetic: figures.synthetic,
    wide: true,
    body: (
      <>
        <Section title={words.figures.title} id="chiffres" lead={words.figures.lead(formatDay(figures.on))}>
          <Headlines figures={figures} />
        </Section>
        <WhereClustersAre clusters={clusters} vintage={regionVintageOn(figures.on)} />
        <Section title={words.what.title} id="programme">
          <ol class="gr-lines">
            {Object.entries(words.what.lines).map(([key, line]) => (
              <li key={key}>{line}</li>
            ))}
          </ol>
          <h3>{words.what.duties}</h3>
          <Columns count={3}>
            {Object.entries(words.what.duty).map(([key, duty]) => (
              <div key={key}>
                <h4>{duty.title}</h4>
                <p>{duty.text}</p>
              </div>
            ))}
          </Columns>
          <SourceLine>{words.what.source}</SourceLine>
        </Section>
        <Callout title={words.honesty.title}>
          <p>{words.honesty.real}</p>
          <p>{demo || figures.synthetic ? words.honesty.synthetic : words.honesty.noneSynthetic}</p>
          <p>
            <Link href="/donnees">{words.honesty.data}</Link>
          </p>
        </Callout>
      </>
    ),
  };
}

const HEADLINES = [
  'clusters',
  'organisations',
  'memberships',
  'organisations-in-several-clusters',
  'firms',
  'regions',
] as const satisfies readonly Figure['key'][];
const SIZES = [
  'firms-micro',
  'firms-pme',
  'firms-eti',
  'firms-ge',
  'firms-size-unknown',
] as const satisfies readonly Figure['key'][];

const pick = (figures: Figures, keys: readonly Figure['key'][]): Figure[] =>
  keys.flatMap((key) => figures.figures.find((figure) => figure.key === key) ?? []);

function Headlines({ figures }: { figures: Figures }): VNode {
  const words = t().home.figures;
  const period = t().words.onDay(formatDay(figures.on));
  const sizes = pick(figures, SIZES);
  const firms = figures.figures.find((figure) => figure.key === 'firms')?.value ?? 0;
  return (
    <Columns>
      <div class="gr-figures-beside">
        <KeyFigures
          figures={pick(figures, HEADLINES).map((figure) => ({
            label: words.key[figure.key],
            value: figure.value,
            unit: words.unit[figure.unit](figure.value),
            period,
            source: t().words.registry,
            href: figureAddress(figure.key),
          }))}
        />
      </div>
      {firms > 0 ? (
        <BarChart
          title={words.sizesTitle(firms)}
          unit={words.sizesUnit}
          source={t().words.registry}
          date={formatDay(figures.on)}
          categoryLabel={t().cluster.page.size}
          bars={sizes.map((figure) => ({
            label: words.key[figure.key],
            value: figure.value,
            href: figureAddress(figure.key),
          }))}
        />
      ) : null}
    </Columns>
  );
}

/** Every figure opens onto its facts; the clusters stand on their own list. */
const figureAddress = (key: Figure['key']): string => (key === 'clusters' ? '/poles' : `/chiffres/${key}`);

const listOfRegion = (code: string): string => factsAddress('/poles', { region: code });

interface Where {
  readonly clusters: readonly ClusterRow[];
  /** The list of regions that the map and its table are of (R12). */
  readonly vintage: RegionVintage;
}

function WhereClustersAre({ clusters, vintage }: Where): VNode {
  const words = t().home.map;
  const regions = clustersByRegion(clusters);
  return (
    <Section title={words.title} id="carte" lead={words.lead(vintage)}>
      <div class="gr-map-beside">
        <ClusterMap
          vintage={vintage}
          points={clusters.flatMap((cluster) =>
            cluster.category && cluster.region
              ? [
                  {
                    slug: cluster.id,
                    name: cluster.name,
                    category: cluster.category,
                    departement: cluster.departement?.code ?? null,
                    region: cluster.region.code,
                    otherRegions: cluster.otherRegions.map((region) => region.code),
                    href: `/poles/${cluster.id}`,
                  },
                ]
              : [],
          )}
          regionHref={listOfRegion}
        />
        <DataTable
          caption={words.caption}
          columns={[
            {
              key: 'region',
              label: words.region,
              header: true,
              render: (line) => <a href={listOfRegion(line.code)}>{line.name}</a>,
            },
            {
              key: 'count',
              label: words.clusters,
              align: 'end',
              render: (line) => (
                <a href={listOfRegion(line.code)} aria-label={words.clustersIn(line.clusters.length, line.name)}>
                  {line.clusters.length}
                </a>
              ),
            },
          ]}
          rows={regions}
          rowKey={(line) => line.code}
          note={words.note}
        />
      </div>
    </Section>
  );
}
