import type { VNode } from 'preact';
import { formatNumber, formatShare } from '#kit/say.ts';
import type { Page, SideNavigation } from '#kit/web/page.ts';
import { ButtonLink, DataTable, EmptyState, Link, Section } from '#kit/web/ui/index.ts';
import { figureInWords } from '../attention/alert-words.ts';
import { t } from '../monitoring.sentences.ts';
import { AlertList } from '../portfolio/portfolio.page.tsx';
import type { Calibration } from '../projection/calibration.rules.ts';
import { StandingCounts, StandingMark } from '../trajectory/standing.marks.tsx';
import { indicatorRule, whyObjective } from '../trajectory/standing-words.ts';
import type { Tally } from '../trajectory/trajectory.rules.ts';
import { TrajectoryChart } from '../trajectory/trajectory-chart.tsx';
import type { ClusterWatch, WatchedIndicatorView } from './cluster-watch.ts';
import { outlookInWords } from './outlook-words.ts';

type View = 'objectives' | 'plan' | 'dashboard';

/** The pages of one cluster in this room. */
export const clusterSide = (cluster: { id: string; name: string }, year: number, current: View): SideNavigation => ({
  label: cluster.name,
  about: { kind: 'cluster', id: cluster.id },
  entries: [
    { label: t().objectives.side, href: `/poles/${cluster.id}/objectifs`, current: current === 'objectives' },
    { label: t().plan.short, href: `/poles/${cluster.id}/suivi`, current: current === 'plan' },
    {
      label: t().objectives.dashboard,
      href: `/poles/${cluster.id}/tableau-de-bord/${year}`,
      current: current === 'dashboard',
    },
  ],
});

export const clusterCrumbs = (cluster: { id: string; name: string }, last: string) => [
  { label: t().home, href: '/' },
  { label: cluster.name, href: `/poles/${cluster.id}` },
  { label: last },
];

/** One cluster: what calls for attention, then each objective with its indicators drawn from baseline to projection. */
export function objectivesPage({ view, calibration }: { view: ClusterWatch; calibration: Calibration }): Page {
  const words = t().objectives;
  const { cluster } = view;
  return {
    title: words.title(cluster.name),
    lead: words.lead(view.year, view.on),
    crumbs: clusterCrumbs(cluster, words.tab),
    side: clusterSide(cluster, view.year, 'objectives'),
    synthetic: view.synthetic,
    wide: true,
    body: (
      <>
        <p class="gr-strategy-acts gr-views">
          <a href={`/poles/${cluster.id}/note.pdf`}>{t().note.title} (PDF)</a>{' '}
          <a href={`/poles/${cluster.id}/note.docx`}>DOCX</a> <a href={`/poles/${cluster.id}/note.xlsx`}>XLSX</a>{' '}
          <Link href={`/suivi/comparaison?a=${cluster.id}`}>{words.compareClass}</Link>
          {view.contract ? (
            <>
              {' '}
              <Link href={`/contrats/${view.contract}`}>{words.contract}</Link>
            </>
          ) : null}
        </p>
        <Section title={words.attention} id="alertes">
          {view.alerts.length === 0 ? <p>{words.nothing}</p> : <AlertList alerts={view.alerts} />}
          <p class="gr-quiet">
            {view.lighter.earned
              ? words.lighterEarned
              : words.lighterNot(
                  view.lighter.campaigns,
                  view.lighter.onTrack === null ? t().none : formatShare(view.lighter.onTrack),
                )}
          </p>
        </Section>
        {view.objectives.length === 0 ? (
          <EmptyState
            icon="circle-dashed"
            title={words.none}
            what={words.noneWhat}
            why={words.noneWhy}
            next={<ButtonLink href={`/poles/${cluster.id}`}>{cluster.name}</ButtonLink>}
          />
        ) : (
          <>
            <History view={view} />
            <Section title={words.byObjective} id="objectifs" lead={`${t().objectiveRule} ${indicatorRule()}`}>
              {view.objectives.map((objective) => (
                <article key={objective.id} class="gr-objective" id={objective.id}>
                  <h3>{objective.title}</h3>
                  <p>
                    <StandingMark standing={objective.standing} rule={t().objectiveRule} />{' '}
                    {whyObjective(objective.tally as Tally, view.year)}
                  </p>
                  {objective.indicators.map((one) => (
                    <Indicator key={one.id} one={one} year={view.year} />
                  ))}
                </article>
              ))}
            </Section>
            <CalibrationNote calibration={calibration} />
          </>
        )}
      </>
    ),
  };
}

function Indicator({ one, year }: { one: WatchedIndicatorView; year: number }): VNode {
  return (
    <div class="gr-watched">
      <p class="gr-watched__state">
        <StandingMark standing={one.standing} rule={indicatorRule()} /> {outlookInWords(one)}
      </p>
      <TrajectoryChart
        title={t().objectives.finding[one.standing](one.title, year)}
        unit={one.unit}
        years={one.years}
        say={(value) => figureInWords(one, value)}
      />
    </div>
  );
}

function History({ view }: { view: ClusterWatch }): VNode {
  const words = t().objectives;
  return (
    <Section title={words.history} id="annees">
      <DataTable
        caption={words.history}
        captionHidden
        columns={[
          { key: 'year', label: words.year, header: true, render: (row) => row.year },
          {
            key: 'share',
            label: words.judged,
            align: 'end',
            render: (row) => (row.share === null ? t().none : formatShare(row.share)),
          },
          {
            key: 'tally',
            label: t().portfolio.objectives,
            render: (row) => <StandingCounts tally={row.tally as Tally} />,
          },
        ]}
        rows={view.history}
        rowKey={(row) => String(row.year)}
      />
    </Section>
  );
}

export function CalibrationNote({ calibration }: { calibration: Calibration }): VNode {
  const words = t().objectives;
  return (
    <Section title={words.calibration} id="calibration">
      <p>{calibration.made === 0 ? words.notCalibrated : words.calibrated(calibration.held, calibration.made)}</p>
      {calibration.made === 0 ? null : (
        <DataTable
          caption={words.calibration}
          captionHidden
          columns={[
            { key: 'ahead', label: words.aheadColumn, header: true, render: (row) => row.ahead },
            { key: 'made', label: words.madeColumn, align: 'end', render: (row) => formatNumber(row.made) },
            { key: 'held', label: words.heldColumn, align: 'end', render: (row) => formatShare(row.held / row.made) },
          ]}
          rows={calibration.byYears}
          rowKey={(row) => String(row.ahead)}
          note={words.method}
        />
      )}
    </Section>
  );
}
