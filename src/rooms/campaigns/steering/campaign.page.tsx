import type { ComponentChildren, VNode } from 'preact';
import { dayInParis } from '#kit/period.ts';
import { formatDay, formatNumber, say } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  Badge,
  BarChart,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  DescriptionList,
  DueDate,
  ExportMenu,
  FilterChips,
  PostButton,
  Section,
  StatusBadge,
  Tabs,
  type Tone,
} from '#kit/web/ui/index.ts';
import { campaignLife } from '../campaign.workflow.ts';
import type { getCampaign, Standing } from './campaign.query.ts';
import { CAMPAIGN_TONES, campaignAddress, campaignCrumbs, campaignTabs, stateInWords } from './campaign-frame.ts';
import type { YearException } from './exception.store.ts';
import { t } from './steering.sentences.ts';

type CampaignView = OutputOf<typeof getCampaign>;
type Row = CampaignView['rows'][number];

const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  'not-started': 'neutral',
  draft: 'progress',
  returned: 'warning',
  submitted: 'info',
  'state-accepted': 'info',
  validated: 'success',
  'closed-without-return': 'neutral',
};

const dayOf = (at: Date): string => formatDay(dayInParis(at));

/** One campaign: what may be done now, where each cluster stands, and by which rules it runs. */
export function campaignPage({ data, standing }: { data: CampaignView; standing: string | null }): Page {
  const words = t().overview;
  return {
    title: t().campaign(data.year),
    lead: words.lead(formatDay(data.opensOn), formatDay(data.dueOn)),
    crumbs: campaignCrumbs(data.year),
    action:
      data.state === 'published' ? (
        <ButtonLink kind="secondary" href={campaignAddress(data.year, '/resultats')}>
          {t().tabs.results}
        </ButtonLink>
      ) : undefined,
    status: <StatusBadge tone={CAMPAIGN_TONES[data.state]} label={stateInWords(data.state)} />,
    synthetic: data.synthetic || data.rows.some((row) => row.synthetic),
    wide: true,
    body: (
      <>
        <Tabs {...campaignTabs(data.year, 'overview')} />
        {data.closedByItself && data.closedAt ? (
          <Alert kind="info">{words.closedByItself(dayOf(data.closedAt))}</Alert>
        ) : null}
        {data.open.length > 0 ? <Acts data={data} /> : null}
        <Section title={words.progress}>
          <Progress data={data} />
        </Section>
        <Columns>
          <Section title={words.dates} level={2}>
            <Dates data={data} />
          </Section>
          <Section
            title={words.rules}
            level={2}
            action={
              data.maySteer && data.frozenAt === null ? (
                <ButtonLink kind="tertiary" small href={campaignAddress(data.year, '/reglages')} icon="pencil">
                  {words.settings}
                </ButtonLink>
              ) : undefined
            }
          >
            <Rules data={data} />
          </Section>
        </Columns>
        {data.frozenAt ? (
          <Section title={words.exceptionsTitle} id="exceptions">
            <Exceptions exceptions={data.exceptions} />
          </Section>
        ) : null}
        <Standings data={data} standing={standing} />
      </>
    ),
  };
}

const CONFIRM = {
  open: () => t().acts.confirmOpen,
  close: () => t().acts.confirmClose,
  validate: () => t().acts.confirmValidate,
} as const;
const ACT_ADDRESS = {
  open: '/ouverture',
  close: '/cloture',
  validate: '/validation',
  publish: '/publication',
} as const;

function Acts({ data }: { data: CampaignView }): VNode {
  const words = t().overview;
  return (
    <Section title={words.acts}>
      {data.open.map(({ act, reasons }) => {
        const title = say(campaignLife.transitions[act].title);
        const address = campaignAddress(data.year, ACT_ADDRESS[act]);
        if (reasons.length > 0)
          return (
            <Alert key={act} kind="info" title={words.closedAct(title)} level={3}>
              {reasons.map((reason) => (
                <p key={reason}>{reason}</p>
              ))}
            </Alert>
          );
        return act === 'publish' ? (
          <ButtonLink key={act} href={address}>
            {title}
          </ButtonLink>
        ) : (
          <PostButton key={act} action={address} confirm={CONFIRM[act]()}>
            {title}
          </PostButton>
        );
      })}
    </Section>
  );
}

function Progress({ data }: { data: CampaignView }): VNode {
  const words = t().overview;
  const shown = data.counts.filter(({ count }) => count > 0);
  return (
    <BarChart
      title={words.progressTitle(data.settled, data.owing)}
      unit={words.progressUnit}
      source={words.source}
      date={formatDay(data.on)}
      categoryLabel={words.standing}
      bars={[
        ...shown.map(({ standing, count }) => ({
          label: words.standings[standing],
          value: count,
          href: campaignAddress(data.year, `?standing=${standing}#poles`),
          marked: standing === 'not-started',
        })),
        ...(data.late > 0
          ? [
              {
                label: words.lateFilter,
                value: data.late,
                href: campaignAddress(data.year, '?standing=late#poles'),
                marked: true,
              },
            ]
          : []),
      ]}
    />
  );
}

function Standings({ data, standing }: { data: CampaignView; standing: string | null }): VNode {
  const words = t().overview;
  const chosen = standing === 'late' ? words.lateFilter : standing ? words.standings[standing as Standing] : null;
  const query = standing ? `?standing=${standing}` : '';
  return (
    <Section title={words.caption} id="poles">
      <FilterChips chips={chosen ? [{ label: chosen, removeHref: campaignAddress(data.year, '#poles') }] : []} />
      <DataTable
        caption={words.caption}
        captionHidden
        rows={data.rows}
        rowKey={({ cluster }) => cluster.id}
        empty={words.nobody}
        quickFilter
        columns={columns(data)}
      />
      <ExportMenu table={campaignAddress(data.year, query)} />
    </Section>
  );
}

const waitsFor = (row: Row): string => {
  const words = t().overview;
  return row.standing === 'submitted'
    ? words.waitsState
    : row.standing === 'state-accepted'
      ? words.waitsRegion
      : words.waitsCluster;
};

function columns(data: CampaignView): Column<Row>[] {
  const words = t().overview;
  const quiet = (text: ComponentChildren): VNode => <span class="gr-quiet gr-second">{text}</span>;
  return [
    {
      key: 'cluster',
      label: words.cluster,
      header: true,
      render: (row) => (
        <>
          <a href={`/poles/${row.cluster.id}/declarations/${data.year}`}>{row.cluster.name}</a>
          {row.region ? quiet(row.region) : null}
        </>
      ),
    },
    {
      key: 'standing',
      label: words.standing,
      render: (row) => (
        <>
          <StatusBadge tone={STANDING_TONES[row.standing]} label={words.standings[row.standing]} />
          {row.rounds > 1 ? quiet(words.round(row.rounds)) : null}
          {row.closedReason ? quiet(row.closedReason) : null}
          {row.delay ? quiet(words.delayed(formatDay(row.delay.untilOn), row.delay.reason)) : null}
          {row.exceptions > 0 ? quiet(words.exceptions(row.exceptions)) : null}
        </>
      ),
    },
    {
      key: 'since',
      label: words.since,
      render: (row) => (row.since ? dayOf(row.since) : <span class="gr-quiet">{words.none}</span>),
    },
    {
      key: 'waits',
      label: words.waits,
      render: (row) =>
        row.dueOn === null ? (
          <span class="gr-quiet">{words.none}</span>
        ) : (
          <>
            {waitsFor(row)}{' '}
            {row.standing === 'submitted' || row.standing === 'state-accepted' ? (
              <span class="gr-second">
                <DueDate day={row.dueOn} today={data.on} />
              </span>
            ) : null}
            {row.late ? <Badge tone="warning">{words.lateMark}</Badge> : null}
          </>
        ),
    },
    {
      key: 'filled',
      label: words.filled,
      align: 'end',
      render: (row) => (row.cells > 0 ? t().list.of(row.filled, row.cells) : words.none),
    },
    ...(data.maySteer && data.state !== 'prepared'
      ? [{ key: 'acts', label: words.rowActs, render: (row: Row) => <RowActs row={row} data={data} /> }]
      : []),
  ];
}

function RowActs({ row, data }: { row: Row; data: CampaignView }): VNode | null {
  const words = t().overview;
  const { id, name } = row.cluster;
  if (row.standing === 'validated' && data.frozenAt)
    return (
      <a href={campaignAddress(data.year, `/poles/${id}/exception`)} aria-label={words.recordExceptionNamed(name)}>
        {words.recordException}
      </a>
    );
  if (row.standing === 'submitted' || row.standing === 'state-accepted')
    return (
      <a href={`/poles/${id}/declarations/${data.year}/examen`} aria-label={words.examineNamed(name)}>
        {words.examine}
      </a>
    );
  const collecting = data.state === 'open' || data.state === 'checking';
  if (!collecting || !['not-started', 'draft', 'returned'].includes(row.standing)) return null;
  return (
    <>
      <a href={campaignAddress(data.year, `/poles/${id}/delai`)} aria-label={words.delayNamed(name)}>
        {words.delay}
      </a>
      {row.late ? (
        <a
          class="gr-second"
          href={campaignAddress(data.year, `/poles/${id}/cloture`)}
          aria-label={words.closeWithoutNamed(name)}
        >
          {words.closeWithout}
        </a>
      ) : null}
    </>
  );
}

function Dates({ data }: { data: CampaignView }): VNode {
  const words = t().overview;
  const when = (at: Date | null) => (at ? dayOf(at) : <span class="gr-quiet">{words.notYet}</span>);
  return (
    <DescriptionList
      items={[
        { term: words.openedAt, description: when(data.openedAt) },
        { term: words.dueOn, description: <DueDate day={data.dueOn} today={data.on} done={data.closedAt !== null} /> },
        { term: words.closedAt, description: when(data.closedAt) },
        { term: words.frozenAt, description: when(data.frozenAt) },
        { term: words.publishedAt, description: when(data.publishedAt) },
      ]}
    />
  );
}

function Rules({ data }: { data: CampaignView }): VNode {
  const words = t().overview;
  return (
    <DescriptionList
      items={[
        { term: words.stateDays, description: words.days(data.stateDays) },
        { term: words.regionDays, description: words.days(data.regionDays) },
        { term: words.silence, description: words.silences[data.silence] },
        { term: words.threshold, description: words.percent(data.reasonThreshold) },
        { term: words.ceiling, description: words.perQuarter(data.minutesPerQuarter) },
      ]}
    />
  );
}

/** Exceptions to a frozen year: named, dated, with who decided. */
export function Exceptions({
  exceptions,
}: {
  exceptions: readonly Pick<YearException, 'id' | 'cluster' | 'key' | 'title' | 'authority' | 'decidedOn' | 'reason'>[];
}): VNode {
  const words = t().results;
  return (
    <DataTable
      caption={words.exceptionsCaption}
      captionHidden
      rows={exceptions}
      rowKey={({ id }) => id}
      empty={t().overview.noException}
      columns={[
        { key: 'title', label: words.exceptionTitle, header: true, render: ({ title }) => title },
        { key: 'cluster', label: t().overview.cluster, render: ({ cluster, key }) => `${cluster} · ${key}` },
        { key: 'authority', label: words.authority, render: ({ authority }) => authority },
        { key: 'on', label: words.on, render: ({ decidedOn }) => formatDay(decidedOn) },
        { key: 'reason', label: words.reason, render: ({ reason }) => reason },
      ]}
    />
  );
}

export function campaignSheet(data: CampaignView): TableSheet {
  const words = t().overview;
  return tableSheet(words.sheet(data.year), data.rows, [
    ['pole', words.cluster, (row) => row.cluster.name, 34],
    ['region', words.region, (row) => row.region, 24],
    ['etat', words.standing, (row) => words.standings[row.standing], 30],
    ['retard', words.lateFilter, (row) => row.late],
    ['depuis', words.since, (row) => (row.since ? dayInParis(row.since) : null)],
    ['echeance', words.due, (row) => row.dueOn],
    [
      'cellules',
      words.filled,
      (row) => (row.cells > 0 ? `${formatNumber(row.filled)}/${formatNumber(row.cells)}` : null),
    ],
  ]);
}
