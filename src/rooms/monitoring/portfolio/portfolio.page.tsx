import type { VNode } from 'preact';
import { colon, formatShare, locale } from '#kit/say.ts';
import { tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState, Icon, Link, Sparkline, StatusBadge, Tags } from '#kit/web/ui/index.ts';
import { type Filter, facetChoices, ListFrame, type Listing, listAddress, Name } from '#rooms/registry';
import { ALERT_KINDS, type AlertKind } from '../attention/alert.rules.ts';
import type { SaidAlert } from '../attention/alert-words.ts';
import { t } from '../monitoring.sentences.ts';
import { StandingCounts } from '../trajectory/standing.marks.tsx';
import { indicatorRule } from '../trajectory/standing-words.ts';
import { STANDINGS, type Tally } from '../trajectory/trajectory.rules.ts';
import { LEVELS, type Portfolio, type PortfolioRow } from './portfolio.ts';

interface Props {
  readonly view: Portfolio;
  readonly listing: Listing;
}

/** The clusters within reach, a line each. */
export function portfolioPage({ view, listing }: Props): Page {
  const words = t().portfolio;
  const here = listAddress(listing);
  const query = here.includes('?') ? here.slice(here.indexOf('?')) : '';
  return {
    title: words.title,
    lead: words.lead(view.reach, view.attention, view.year),
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    synthetic: view.synthetic,
    wide: true,
    body: (
      <>
        <AlertCounts view={view} listing={listing} />
        <p class="gr-strategy-acts gr-views">
          <Link href="/suivi/renforce">{words.plans}</Link> <Link href="/suivi/comparaison">{words.compare}</Link>{' '}
          <Link href="/suivi/regles">{words.rules}</Link>{' '}
          {view.total > 0 ? (
            <>
              <a href={`/suivi/note.pdf${query}`}>{words.note} (PDF)</a> <a href={`/suivi/note.docx${query}`}>DOCX</a>{' '}
              <a href={`/suivi/note.xlsx${query}`}>XLSX</a>
            </>
          ) : null}
        </p>
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={filters(view, listing)}
          columns={columns()}
          rows={view.rows}
          rowKey={(row) => row.cluster.id}
          total={view.total}
          page={view.page}
          pageSize={view.pageSize}
          sortedBy="attention"
          empty={
            <EmptyState
              icon="search"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/suivi">{words.emptyNext}</ButtonLink>}
            />
          }
          note={
            <>
              {words.noRanking} {indicatorRule()} {t().objectiveRule}
            </>
          }
        />
      </>
    ),
  };
}

/** How many clusters each kind of alert names, each the way to them: what an officer sees first. */
function AlertCounts({ view, listing }: Props): VNode {
  const found = ALERT_KINDS.flatMap((kind) => view.facets.alerts.find(({ value }) => value === kind) ?? []);
  return (
    <Tags
      label={t().portfolio.attention}
      tags={found.map(({ value, count }) => ({
        label: `${t().alertKinds[value as AlertKind]}${colon()}${t().portfolio.clusters(count)}`,
        href: listAddress({ path: listing.path, criteria: {} }, { alert: value }),
      }))}
    />
  );
}

function filters({ facets }: Portfolio, { criteria }: Listing): Filter[] {
  const words = t().portfolio;
  const kept = <K extends string>(
    order: readonly K[],
    found: readonly { value: string; count: number; label: string | null }[],
  ) => found.toSorted((a, b) => order.indexOf(a.value as K) - order.indexOf(b.value as K));
  return [
    { name: 'q', label: words.search },
    {
      name: 'alert',
      label: words.alert,
      choices: facetChoices(kept(ALERT_KINDS, facets.alerts), t().alertKinds, criteria.alert),
      blank: words.allAlerts,
    },
    {
      name: 'standing',
      label: words.standing,
      choices: facetChoices(kept(STANDINGS, facets.standings), t().standings, criteria.standing),
      blank: words.allStandings,
    },
    {
      name: 'level',
      label: words.level,
      choices: facetChoices(kept(LEVELS, facets.levels), t().levels, criteria.level),
      blank: words.allLevels,
    },
    {
      name: 'region',
      label: words.region,
      choices: facetChoices(facets.regions, {}, criteria.region),
      blank: words.allRegions,
    },
    {
      name: 'category',
      label: words.category,
      choices: facetChoices(facets.categories, t().categories, criteria.category),
      blank: words.allCategories,
    },
    {
      name: 'sector',
      label: words.sector,
      choices: facetChoices(facets.sectors, {}, criteria.sector),
      blank: words.allSectors,
    },
  ];
}

const quiet = (text: string): VNode => <span class="gr-quiet">{text}</span>;

function columns(): Column<PortfolioRow>[] {
  const words = t().portfolio;
  return [
    {
      key: 'cluster',
      label: words.cluster,
      header: true,
      sortable: true,
      render: (row) => (
        <div class="gr-portfolio-name">
          <Name name={row.cluster.name} href={`/poles/${row.cluster.id}/objectifs`} synthetic={false} />
          <span class="gr-quiet gr-second">
            {t().categories[row.category ?? 'unknown']} · {words.members(row.members)}
          </span>
          <span class="gr-quiet gr-second">
            {row.sector} · {row.region?.name ?? t().unknown}
          </span>
        </div>
      ),
    },
    { key: 'attention', label: words.attention, sortable: true, width: 'wide', render: (row) => <Alerts row={row} /> },
    {
      key: 'objectives',
      label: words.objectives,
      render: (row) => (row.contract ? <StandingCounts tally={row.objectives as Tally} /> : quiet(words.noObjectives)),
    },
    {
      key: 'trend',
      label: words.trend,
      sortable: true,
      render: (row) => {
        const [first, last] = [row.trend[0], row.trend.at(-1)];
        if (!first || !last) return quiet(t().none);
        return (
          <span class="gr-trend">
            {formatShare(last.share)}{' '}
            {row.trend.length > 1 ? (
              <Sparkline
                points={row.trend.map(({ share }) => share)}
                label={words.trendOf(formatShare(first.share), formatShare(last.share))}
              />
            ) : null}
          </span>
        );
      },
    },
    {
      key: 'return',
      label: words.return,
      sortable: true,
      render: (row) =>
        row.record ? (
          <div>
            {row.record.year}
            {colon()}
            {t().returnStates[row.record.state as keyof ReturnType<typeof t>['returnStates']]}
            <span class="gr-quiet gr-second">
              {row.record.daysLate > 0 ? t().daysLate(row.record.daysLate) : t().kept[row.record.kept]}
            </span>
          </div>
        ) : (
          quiet(words.noCampaign)
        ),
    },
    {
      key: 'money',
      label: words.money,
      sortable: true,
      render: (row) => (row.money ? words.paid(row.money.paidCents, row.money.promisedCents) : quiet(words.noMoney)),
    },
    {
      key: 'level',
      label: words.level,
      render: (row) => (
        <div>
          <a href={`/poles/${row.cluster.id}/suivi`}>{t().levels[row.level]}</a>
          {row.levelSince ? (
            <span class="gr-quiet gr-second">
              {t().steps[row.step as 1 | 2 | 3]}, {words.since(row.levelSince)}
            </span>
          ) : null}
          {row.lighter ? <StatusBadge tone="success" label={words.lighter} /> : null}
        </div>
      ),
    },
  ];
}

/** Reasons, those about the cluster first; what authorities owe it is set apart. */
function Alerts({ row }: { row: PortfolioRow }): VNode {
  const words = t().portfolio;
  if (row.alerts.length === 0)
    return row.triggersMet > 0 ? <a href={`/poles/${row.cluster.id}/suivi`}>{words.plans}</a> : quiet(words.quiet);
  const of = (about: SaidAlert['about']) => row.alerts.filter((alert) => alert.about === about);
  return (
    <div>
      <AlertList alerts={of('cluster')} />
      {of('authority').length > 0 ? (
        <div class="gr-owed">
          <span class="gr-quiet gr-second">{words.forAuthorities}</span>
          <AlertList alerts={of('authority')} />
        </div>
      ) : null}
    </div>
  );
}

/** Alerts with their kind, their reason and the place to act. */
export const AlertList = ({ alerts }: { alerts: readonly SaidAlert[] }): VNode => (
  <ul class="gr-alerts">
    {alerts.map((alert) => (
      <li key={`${alert.kind} ${alert.fr}`} class={`gr-alerts__one gr-alerts__one--${alert.about}`}>
        <Icon name={alert.about === 'cluster' ? 'warning' : 'clock'} small />{' '}
        <strong>{t().alertKinds[alert.kind]}.</strong> <a href={alert.href}>{alert[locale()]}</a>
      </li>
    ))}
  </ul>
);

/** The same as a file, every context variable beside the figures. */
export const portfolioSheet = (rows: readonly PortfolioRow[]) => {
  const words = t().portfolio;
  const { columns: names } = words;
  const notJudged = (row: PortfolioRow): number =>
    row.objectives['not-known'] + row.objectives['not-applicable'] + row.objectives['no-target'];
  return tableSheet<PortfolioRow>(words.file, rows, [
    ['pole', words.cluster, (row) => row.cluster.name],
    ['categorie', words.category, (row) => t().categories[row.category ?? 'unknown']],
    ['secteur', words.sector, (row) => row.sector],
    ['region', words.region, (row) => row.region?.name ?? null],
    ['membres', names.members, (row) => row.members],
    ['strategique', names.strategic, (row) => (row.strategic ? words.yes : words.no)],
    ['annee', names.year, (row) => row.year],
    ['atteints', names.reached, (row) => row.objectives.reached],
    ['en-voie', names.onTrack, (row) => row.objectives['on-track']],
    ['en-retard', names.behind, (row) => row.objectives.behind],
    ['menaces', names.atRisk, (row) => row.objectives['at-risk']],
    ['non-juges', names.notJudged, notJudged],
    ['part-tenue', words.trend, (row) => row.trend.at(-1)?.share ?? null],
    [
      'declaration',
      words.return,
      (row) =>
        row.record &&
        `${row.record.year} ${t().returnStates[row.record.state as 'draft']} (${t().kept[row.record.kept]})`,
    ],
    ['alertes', names.alerts, (row) => row.alerts.length],
    ['raisons', names.reasons, (row) => row.alerts.map((alert) => alert[locale()]).join(' ')],
    ['promis', names.promised, (row) => row.money && row.money.promisedCents / 100],
    ['verse', names.paid, (row) => row.money && row.money.paidCents / 100],
    ['niveau', words.level, (row) => t().levels[row.level]],
  ]);
};
