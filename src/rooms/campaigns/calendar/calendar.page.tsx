import type { VNode } from 'preact';
import { type Day, daysBetween } from '#kit/period.ts';
import { formatDay, formatInstant, sentences } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { type Column, DataTable, DueDate, EmptyState, ExportMenu, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { returnAddress } from '../return-address.ts';
import { en } from './calendar.en.ts';
import { fr } from './calendar.fr.ts';
import { type DueReturn, type DueState, measuredBy } from './due-return.ts';

const t = sentences({ fr, en });

const TONES: Record<DueState, Tone> = {
  'not-started': 'neutral',
  draft: 'info',
  returned: 'warning',
  submitted: 'progress',
  'state-accepted': 'progress',
  validated: 'success',
  'closed-without-return': 'error',
};

interface Calendar {
  readonly year: number;
  readonly on: string;
  readonly rows: readonly DueReturn[];
  readonly synthetic: boolean;
}

/** Who owes what for a year, and when. */
export function calendarPage(data: Calendar): Page {
  const words = t();
  const { rows, year } = data;
  const href = `/campagnes/${year}/calendrier`;
  const late = rows.filter((row) => row.late).length;
  const notStarted = rows.filter(({ state }) => state === 'not-started').length;
  return {
    title: words.title(year),
    lead: words.lead,
    crumbs: [
      { label: words.campaigns, href: '/campagnes' },
      { label: words.campaign(year), href: `/campagnes/${year}` },
      { label: words.title(year) },
    ],
    synthetic: data.synthetic,
    body: (
      <>
        <p>
          {late > 0 ? <StatusBadge tone="error" label={words.late(late)} /> : null}{' '}
          {notStarted > 0 ? <StatusBadge tone="neutral" label={words.notStarted(notStarted)} /> : null}
        </p>
        {rows.length > 0 ? <ExportMenu table={href} /> : null}
        <DataTable
          caption={words.caption(rows.length)}
          rows={rows}
          rowKey={({ cluster }) => cluster.id}
          empty={words.none}
          quickFilter
          columns={[
            {
              key: 'cluster',
              label: words.cluster,
              header: true,
              render: ({ cluster }) => <a href={returnAddress({ cluster: cluster.id, year })}>{cluster.name}</a>,
            },
            ...columns(data.on),
          ]}
        />
      </>
    ),
  };
}

const columns = (on: string): Column<DueReturn>[] => {
  const words = t();
  return [
    {
      key: 'asked',
      label: words.asked,
      render: ({ indicators, questions, filled }) => (
        <>
          {words.askedWords(indicators, questions)}
          {filled === null ? null : <span class="gr-second">{words.filled(filled)}</span>}
        </>
      ),
    },
    {
      key: 'state',
      label: words.state,
      render: ({ state }) => (
        <StatusBadge
          tone={TONES[state]}
          icon={state === 'not-started' ? 'circle-dashed' : undefined}
          label={words.states[state]}
        />
      ),
    },
    {
      key: 'due',
      label: words.due,
      render: (row): VNode => (
        <DueDate day={measuredBy(row)} today={on} waits={words.waits[row.waits]} done={row.waits === 'nobody'} />
      ),
    },
  ];
};

/** The calendar as a file. */
export function calendarSheet({ year, on, rows }: Calendar): TableSheet {
  const words = t();
  const daysLeft = (row: Calendar['rows'][number]): number => daysBetween(on as Day, measuredBy(row) as Day);
  return tableSheet(`calendrier-${year}`, rows, [
    ['pole', words.cluster, (row) => row.cluster.name],
    ['demande', words.asked, (row) => words.askedWords(row.indicators, row.questions)],
    ['etat', words.state, (row) => words.states[row.state]],
    ['echeance', words.due, (row) => measuredBy(row)],
    ['jours', words.days, (row) => (row.waits === 'nobody' ? null : daysLeft(row))],
    ['attendu', words.who, (row) => words.waits[row.waits]],
    ['soumise-le', words.submitted, (row) => (row.submittedAt ? formatInstant(row.submittedAt) : null)],
  ]);
}

interface ClusterReturns extends Omit<Calendar, 'year'> {
  readonly cluster: { readonly id: string; readonly name: string };
  readonly announced: readonly number[];
}

/** Every return of one cluster. */
export function clusterReturnsPage({ cluster, rows, on, announced, synthetic }: ClusterReturns): Page {
  const words = t();
  return {
    title: words.ofCluster(cluster.name),
    lead: words.ofClusterLead,
    crumbs: [{ label: cluster.name, href: `/poles/${cluster.id}` }, { label: words.returns }],
    synthetic,
    body: (
      <>
        {rows.length === 0 ? (
          <EmptyState {...words.ofClusterEmpty} />
        ) : (
          <DataTable
            caption={words.returns}
            captionHidden
            rows={rows}
            rowKey={({ year }) => String(year)}
            columns={[
              {
                key: 'year',
                label: words.year,
                header: true,
                render: ({ year }) => <a href={returnAddress({ cluster: cluster.id, year })}>{year}</a>,
              },
              ...columns(on),
              {
                key: 'submitted',
                label: words.submitted,
                render: ({ submittedAt }) =>
                  submittedAt ? formatDay(submittedAt.toISOString().slice(0, 10)) : <span class="gr-quiet">—</span>,
              },
            ]}
          />
        )}
        {announced.length > 0 ? <p class="gr-quiet">{words.announced(announced.join(', '))}</p> : null}
      </>
    ),
  };
}
