import type { ComponentChildren, VNode } from 'preact';
import { formatCents, formatDay, formatNumber, formatShare } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  type Column,
  DataTable,
  KeyFigures,
  Link,
  PostButton,
  Section,
  StackedYears,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { AttributionSection } from './attribution.page.tsx';
import { STANDING_TONES } from './campaign.marks.ts';
import { countryName } from './country.ts';
import { Exports } from './delivery.page.tsx';
import { t } from './delivery.sentences.ts';
import type { LineSubject } from './delivery.ts';
import { t as followUp } from './follow-up.sentences.ts';
import type { ResultsView } from './results.query.ts';

export const resultsAddress = (project: string, rest = ''): string => projectAddress(project, 'results', rest);

type Market = NonNullable<ResultsView['market']>;

/** What came of a project, in the order in which it happens: results, plants, first sales, years; then whom it counts for. */
export function resultsPage({ data }: { data: ResultsView }): Page {
  const words = t().results;
  const { project } = data;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: projectCrumbs(project, 'results'),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    wide: true,
    action: data.open.includes('projects.recordFirstSale') ? (
      <ButtonLink href={resultsAddress(project.id, '/ventes/nouveau')} icon="plus">
        {words.addSale}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        {isGateOpen(data) ? (
          <Alert kind="success">
            <p>
              {t().gateOpen} <Link href={projectAddress(project.id)}>{t().toThread}</Link>
            </p>
          </Alert>
        ) : null}
        <Exports address={resultsAddress(project.id)} />
        {data.market ? <Totals data={data} market={data.market} /> : null}
        {data.results ? <Results data={data} results={data.results} /> : <Alert kind="info">{words.hidden}</Alert>}
        {data.market ? (
          <>
            <Plants data={data} market={data.market} />
            <Sales data={data} market={data.market} />
            <Years data={data} market={data.market} />
            <FollowUps data={data} market={data.market} />
          </>
        ) : (
          <Alert kind="info">{words.hidden}</Alert>
        )}
        <AttributionSection data={data} />
      </>
    ),
  };
}

/** A fact of this page opens the gate that the project stands before: its thread records the stage. */
function isGateOpen({ stage, market }: ResultsView): boolean {
  if (!market) return false;
  if (stage === 'completed') return market.totals.investments + market.totals.firstSales > 0;
  return stage === 'industrialisation' && market.totals.firstSales > 0;
}

/** Euros or « non connu »: unknown is not zero. */
const Euros = ({ cents }: { cents: number | null }): VNode =>
  cents === null ? <span class="gr-quiet">{t().unknown}</span> : <>{formatCents(cents)}</>;

const Count = ({ value, digits = 0 }: { value: number | null; digits?: number }): VNode =>
  value === null ? <span class="gr-quiet">{t().unknown}</span> : <>{formatNumber(value, digits)}</>;

export const sourceWords = (source: string): string => t().sources[source] ?? source;

function Totals({ data, market: { totals } }: { data: ResultsView; market: Market }): VNode {
  const words = t().results;
  const common = { period: words.period, source: words.countedIn };
  const money = (cents: number | null) => (cents === null ? null : formatCents(cents, true));
  return (
    <KeyFigures
      figures={[
        {
          ...common,
          label: words.totals.investmentsAmount,
          value: money(totals.investmentCents),
          href: '#investissements',
        },
        { ...common, label: words.totals.sales, value: totals.firstSales, href: '#ventes' },
        { ...common, label: words.totals.revenue, value: money(totals.revenueCents), href: '#annees' },
      ].map((figure) => ({ ...figure, href: `${resultsAddress(data.project.id)}${figure.href}` }))}
    />
  );
}

interface Line {
  readonly id: string;
  readonly source: string;
  readonly withdrawnOn?: string | null;
  readonly withdrawnReason?: string | null;
}

/** Where a line comes from, and that it counts no more when it was withdrawn. */
const Origin = ({ line }: { line: Line }): VNode => (
  <>
    {sourceWords(line.source)}
    {line.withdrawnOn ? (
      <span class="gr-quiet gr-second">
        {t().results.withdrawn(formatDay(line.withdrawnOn), line.withdrawnReason ?? '')}
      </span>
    ) : null}
  </>
);

const PATHS: Readonly<Record<LineSubject, string>> = {
  result: 'resultats',
  industrialisation: 'investissements',
  'first-sale': 'ventes',
  'market-year': 'annees',
};

/** Correct, withdraw or share one line, each link saying which. */
function acts<Row extends Line>(data: ResultsView, subject: LineSubject, name: (row: Row) => string): Column<Row>[] {
  const words = t().results;
  const { open, project } = data;
  if (!open.includes('projects.withdrawOutcome')) return [];
  return [
    {
      key: 'acts',
      label: words.acts,
      render: (row) =>
        row.withdrawnOn ? null : (
          <>
            {subject === 'market-year' ? null : (
              <>
                <a
                  href={resultsAddress(project.id, `/${PATHS[subject]}/nouveau?corrige=${row.id}`)}
                  aria-label={words.correctNamed(name(row))}
                >
                  {words.correct}
                </a>
                {' · '}
              </>
            )}
            <a
              href={resultsAddress(project.id, `/lignes/${subject}/${row.id}/retrait`)}
              aria-label={words.withdrawNamed(name(row))}
            >
              {words.withdraw}
            </a>
            {' · '}
            <a
              href={resultsAddress(project.id, `/partages/nouveau?objet=${subject}&ligne=${row.id}`)}
              aria-label={words.shareNamed(name(row))}
            >
              {words.share}
            </a>
          </>
        ),
    },
  ];
}

interface PartProps {
  readonly data: ResultsView;
  readonly subject: LineSubject;
  readonly title: string;
  readonly add: string;
  readonly operation: string;
  readonly children: ComponentChildren;
}

const Part = ({ data, subject, title, add, operation, children }: PartProps): VNode => (
  <Section
    title={title}
    id={PATHS[subject]}
    action={
      data.open.includes(operation) ? (
        <ButtonLink href={resultsAddress(data.project.id, `/${PATHS[subject]}/nouveau`)} kind="secondary" icon="plus">
          {add}
        </ButtonLink>
      ) : undefined
    }
  >
    {children}
  </Section>
);

function Results({ data, results }: { data: ResultsView; results: NonNullable<ResultsView['results']> }): VNode {
  const words = t().results;
  return (
    <Part data={data} subject="result" title={words.results} add={words.addResult} operation="projects.recordResult">
      <DataTable
        caption={words.results}
        captionHidden
        rows={results}
        rowKey={({ id }) => id}
        empty={words.noResults}
        columns={[
          { key: 'title', label: words.what, header: true, render: (one) => <span id={one.id}>{one.title}</span> },
          { key: 'kind', label: words.kind, render: (one) => words.kinds[one.kind] },
          { key: 'on', label: words.obtainedOn, render: (one) => formatDay(one.obtainedOn) },
          { key: 'reference', label: words.reference, render: (one) => one.reference ?? t().none },
          { key: 'partner', label: t().partner, render: (one) => one.partner ?? t().allPartners },
          { key: 'source', label: t().source, render: (one) => <Origin line={one} /> },
          ...acts<(typeof results)[number]>(data, 'result', ({ title }) => title),
        ]}
      />
    </Part>
  );
}

function Plants({ data, market }: { data: ResultsView; market: Market }): VNode {
  const words = t().results;
  return (
    <Part
      data={data}
      subject="industrialisation"
      title={words.plants}
      add={words.addPlant}
      operation="projects.recordIndustrialisation"
    >
      <DataTable
        caption={words.plants}
        captionHidden
        rows={market.industrialisations}
        rowKey={({ id }) => id}
        empty={words.noPlants}
        columns={[
          { key: 'partner', label: t().partner, header: true, render: (one) => <span id={one.id}>{one.partner}</span> },
          { key: 'site', label: words.site, render: (one) => one.commune?.name ?? t().unknown },
          { key: 'on', label: words.decidedOn, render: (one) => formatDay(one.decidedOn) },
          {
            key: 'investment',
            label: words.investment,
            align: 'end',
            render: (one) => <Euros cents={one.investmentCents} />,
          },
          { key: 'jobs', label: words.jobs, align: 'end', render: (one) => <Count value={one.jobs} /> },
          {
            key: 'production',
            label: words.productionStartsOn,
            render: (one) => (one.productionStartsOn ? formatDay(one.productionStartsOn) : t().unknown),
          },
          { key: 'loan', label: words.loan, render: (one) => one.window?.toUpperCase() ?? t().none },
          { key: 'source', label: t().source, render: (one) => <Origin line={one} /> },
          ...acts<Market['industrialisations'][number]>(
            data,
            'industrialisation',
            (one) => `${one.partner}, ${formatDay(one.decidedOn)}`,
          ),
        ]}
      />
    </Part>
  );
}

function Sales({ data, market }: { data: ResultsView; market: Market }): VNode {
  const words = t().results;
  return (
    <Part data={data} subject="first-sale" title={words.sales} add={words.addSale} operation="projects.recordFirstSale">
      <DataTable
        caption={words.sales}
        captionHidden
        rows={market.firstSales}
        rowKey={({ id }) => id}
        empty={words.noSales}
        columns={[
          { key: 'partner', label: t().partner, header: true, render: (one) => <span id={one.id}>{one.partner}</span> },
          { key: 'on', label: words.soldOn, render: (one) => formatDay(one.soldOn) },
          { key: 'country', label: words.country, render: (one) => countryName(one.country) },
          { key: 'amount', label: words.amount, align: 'end', render: (one) => <Euros cents={one.amountCents} /> },
          { key: 'result', label: words.ofResult, render: (one) => one.result ?? t().none },
          { key: 'source', label: t().source, render: (one) => <Origin line={one} /> },
          ...acts<Market['firstSales'][number]>(
            data,
            'first-sale',
            (one) => `${one.partner}, ${formatDay(one.soldOn)}`,
          ),
        ]}
      />
    </Part>
  );
}

const THOUSAND_EUROS = 100_000;

function Years({ data, market }: { data: ResultsView; market: Market }): VNode {
  const words = t().results;
  const current = market.years.filter(({ replacedOn }) => replacedOn === null);
  const replaced = market.years.filter(({ replacedOn }) => replacedOn !== null);
  const charted = market.byYear.filter(({ revenueCents }) => revenueCents !== null);
  const figures: Column<Market['years'][number]>[] = [
    { key: 'year', label: words.year, header: true, render: (one) => <span id={one.id}>{one.year}</span> },
    { key: 'partner', label: t().partner, render: (one) => one.partner },
    { key: 'revenue', label: words.revenue, align: 'end', render: (one) => <Euros cents={one.revenueCents} /> },
    {
      key: 'export',
      label: words.exportPercent,
      align: 'end',
      render: (one) => (one.exportPercent === null ? t().unknown : formatShare(one.exportPercent / 100, 1)),
    },
    {
      key: 'created',
      label: words.jobsCreated,
      align: 'end',
      render: (one) => <Count value={one.jobsCreated} digits={1} />,
    },
    { key: 'kept', label: words.jobsKept, align: 'end', render: (one) => <Count value={one.jobsKept} digits={1} /> },
  ];
  return (
    <Part
      data={data}
      subject="market-year"
      title={words.years}
      add={words.addYear}
      operation="projects.recordMarketYear"
    >
      {charted.length > 1 ? (
        <StackedYears
          title={words.chart(charted[0]!.year, charted.at(-1)!.year)}
          unit={words.chartUnit}
          source={words.chartSource}
          years={charted.map(({ year }) => year)}
          series={[
            {
              label: words.inFrance,
              values: charted.map((one) => Math.round((one.revenueCents! - (one.exportCents ?? 0)) / THOUSAND_EUROS)),
            },
            { label: words.abroad, values: charted.map((one) => Math.round((one.exportCents ?? 0) / THOUSAND_EUROS)) },
          ]}
        />
      ) : null}
      <DataTable
        caption={words.years}
        captionHidden
        rows={current}
        rowKey={({ id }) => id}
        empty={words.noYears}
        columns={[
          ...figures,
          { key: 'source', label: t().source, render: (one) => sourceWords(one.source) },
          ...acts<Market['years'][number]>(data, 'market-year', (one) => `${one.partner}, ${one.year}`),
        ]}
      />
      {replaced.length > 0 ? (
        <details>
          <summary>{words.history}</summary>
          <DataTable
            caption={words.history}
            captionHidden
            rows={replaced}
            rowKey={({ id }) => id}
            columns={[
              ...figures,
              {
                key: 'replaced',
                label: t().source,
                render: (one) => (
                  <>
                    {sourceWords(one.source)}
                    <span class="gr-quiet gr-second">
                      {one.replacedReason
                        ? words.withdrawn(formatDay(one.replacedOn!), one.replacedReason)
                        : words.replaced(formatDay(one.replacedOn!))}
                    </span>
                  </>
                ),
              },
            ]}
          />
        </details>
      ) : null}
    </Part>
  );
}

function FollowUps({ data, market }: { data: ResultsView; market: Market }): VNode {
  const words = t().results;
  const { campaign } = followUp();
  return (
    <Section
      title={words.followUps}
      id="suivis"
      action={
        data.open.includes('projects.planFollowUps') ? (
          <ButtonLink href="/projets/suivi-des-resultats" kind="secondary">
            {words.campaign}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.followUps}
        captionHidden
        rows={market.followUps}
        rowKey={({ id }) => id}
        empty={words.noFollowUps}
        columns={[
          { key: 'partner', label: t().partner, header: true, render: (one) => <span id={one.id}>{one.partner}</span> },
          {
            key: 'months',
            label: campaign.due,
            render: (one) => `${campaign.months(one.months)}, ${formatDay(one.dueOn)}`,
          },
          {
            key: 'standing',
            label: campaign.standing,
            render: (one) => (
              <StatusBadge tone={STANDING_TONES[one.standing]} label={campaign.standings[one.standing]} />
            ),
          },
          {
            key: 'answered',
            label: campaign.standings.answered,
            render: (one) => (one.answeredOn ? formatDay(one.answeredOn) : t().none),
          },
        ]}
      />
      {market.followUps.length === 0 && data.open.includes('projects.planFollowUps') && isOver(data) ? (
        <PostButton action={resultsAddress(data.project.id, '/suivis')} kind="secondary">
          {words.planFollowUps}
        </PostButton>
      ) : null}
    </Section>
  );
}

const isOver = ({ stage }: ResultsView): boolean =>
  stage === 'completed' || stage === 'industrialisation' || stage === 'market' || stage === 'diffused';
