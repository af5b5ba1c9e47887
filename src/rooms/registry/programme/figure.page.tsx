import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { DataTable, DescriptionList, EmptyState, ExportMenu, Link, Pagination, Section } from '#kit/web/ui/index.ts';
import type { ClusterRow } from '../cluster/cluster.ts';
import { factsAddress, type Listing, listAddress } from '../list-address.ts';
import type { OrganisationRow } from '../organisation/organisation.ts';
import { Name, nameOf, SizeWord, sectorName } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren } from '../siren.rules.ts';
import type { RegionLine } from './cluster-region.rules.ts';
import type { KeyFigures } from './programme.ts';

export type Figure = KeyFigures['figures'][number];

/** The facts behind a figure, as the list that counted them gives them. */
export type Facts =
  | { readonly of: 'clusters'; readonly rows: readonly ClusterRow[]; readonly total: number; readonly page: number }
  | {
      readonly of: 'organisations';
      readonly rows: readonly OrganisationRow[];
      readonly total: number;
      readonly memberships: number;
      readonly page: number;
    }
  | { readonly of: 'regions'; readonly rows: readonly RegionLine[]; readonly total: number; readonly page: number };

interface Props {
  readonly figures: KeyFigures;
  readonly figure: Figure;
  readonly facts: Facts;
  readonly listing: Listing;
  readonly pageSize: number;
}

/** One figure: what it counts, on which day, from which source, and every fact that makes it up. */
export function figurePage({ figures, figure, facts, listing, pageSize }: Props): Page {
  const words = t().home.figure;
  const title = t().home.figures.key[figure.key];
  const unit = t().home.figures.unit[figure.unit](figure.value);
  return {
    title,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.figures, href: '/#chiffres' }, { label: title }],
    synthetic: figures.synthetic && facts.rows.some(isSynthetic),
    wide: true,
    body: (
      <>
        <DescriptionList
          items={[
            {
              term: words.value,
              description: (
                <strong>
                  {t().cluster.count(figure.value)} {unit}
                </strong>
              ),
            },
            { term: words.meaning, description: t().home.figures.meaning[figure.key] },
            { term: words.period, description: t().words.onDay(formatDay(figures.on)) },
            { term: words.source, description: t().words.registry },
          ]}
        />
        <Section title={words.caption} id="faits" lead={sumOf(figure, facts)}>
          {facts.rows.length > 0 ? <ExportMenu table={listAddress(listing)} /> : null}
          <FactTable facts={facts} />
          <Pagination
            page={facts.page}
            size={facts.of === 'regions' ? Math.max(1, facts.total) : pageSize}
            total={facts.total}
            href={(page) => listAddress(listing, { page })}
          />
        </Section>
        <OtherFigures figures={figures} current={figure} />
      </>
    ),
  };
}

const isSynthetic = (row: ClusterRow | OrganisationRow | RegionLine): boolean =>
  'syntheticMembers' in row
    ? row.synthetic || row.syntheticMembers > 0
    : 'synthetic' in row
      ? row.synthetic
      : row.clusters.some((cluster) => cluster.synthetic);

/** How the list adds up to the figure, when its lines are not what is counted. */
function sumOf(figure: Figure, facts: Facts): string {
  const words = t().home.figure;
  return figure.key === 'memberships' && facts.of === 'organisations'
    ? words.sumOfMemberships(facts.total, facts.memberships)
    : words.total(facts.total);
}

function FactTable({ facts }: { facts: Facts }): VNode {
  const words = t().home.figure;
  const unknown = <span class="gr-quiet">{t().words.unknown}</span>;
  const empty = <EmptyState level={3} title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />;
  const shared = { caption: words.caption, captionHidden: true, empty };
  switch (facts.of) {
    case 'clusters':
      return (
        <DataTable
          {...shared}
          columns={[
            {
              key: 'name',
              label: words.cluster,
              header: true,
              render: (row) => <Name name={row.name} href={`/poles/${row.id}`} synthetic={row.synthetic} />,
            },
            { key: 'region', label: words.region, render: (row) => nameOf(row.region) ?? unknown },
            { key: 'sector', label: words.sector, render: (row) => sectorName(row.sector) },
          ]}
          rows={facts.rows}
          rowKey={(row) => row.id}
        />
      );
    case 'regions':
      return (
        <DataTable
          {...shared}
          columns={[
            {
              key: 'name',
              label: words.region,
              header: true,
              render: (row) => <a href={factsAddress('/poles', { region: row.code })}>{row.name}</a>,
            },
            { key: 'count', label: words.count, align: 'end', render: (row) => row.clusters.length },
          ]}
          rows={facts.rows}
          rowKey={(row) => row.code}
        />
      );
    case 'organisations':
      return (
        <DataTable
          {...shared}
          columns={[
            {
              key: 'name',
              label: words.name,
              header: true,
              render: (row) => (
                <Name
                  name={row.name}
                  href={row.reachable ? `/organisations/${row.id}` : null}
                  synthetic={row.synthetic}
                />
              ),
            },
            { key: 'siren', label: words.siren, render: (row) => (row.siren ? formatSiren(row.siren) : unknown) },
            { key: 'kind', label: words.kind, render: (row) => t().kind[row.kind] },
            { key: 'size', label: words.size, render: (row) => <SizeWord size={row.size} kind={row.kind} /> },
            {
              key: 'clusters',
              label: words.clusters,
              render: (row) => row.clusters.map((cluster) => cluster.name).join(', '),
            },
            { key: 'count', label: words.count, align: 'end', render: (row) => row.clusters.length },
          ]}
          rows={facts.rows}
          rowKey={(row) => row.id}
        />
      );
  }
}

function OtherFigures({ figures, current }: { figures: KeyFigures; current: Figure }): VNode {
  return (
    <Section title={t().home.figure.other} id="autres">
      <ul class="gr-acts">
        {figures.figures
          .filter((figure) => figure !== current)
          .map((figure) => (
            <li key={figure.key}>
              <Link href={`/chiffres/${figure.key}`}>{t().home.figures.key[figure.key]}</Link>
            </li>
          ))}
      </ul>
    </Section>
  );
}
