import type { VNode } from 'preact';
import { formatDay, formatInstant, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { DataTable, DueDate, EmptyState, Section, Tabs } from '#kit/web/ui/index.ts';
import { listAddress } from '../list-address.ts';
import { t } from '../registry.sentences.ts';
import type { MyWeek } from './programme.ts';

interface Props {
  readonly week: MyWeek;
  /** The days that the reader may look back to, the chosen one among them. */
  readonly periods: readonly { readonly name: 'week' | 'month' | 'quarter'; readonly since: string }[];
  readonly journal: boolean;
}

/** What waits for the reader, started or not, and what moved around them. */
export function weekPage({ week, periods, journal }: Props): Page {
  const words = t().week;
  const { clusters } = week;
  return {
    title: words.title,
    lead: words.lead(formatDay(week.on)),
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: t().crumb.week }],
    synthetic: week.synthetic,
    body: (
      <>
        <p class="gr-quiet">
          {clusters === null
            ? words.scopeAll
            : clusters.length > 0
              ? words.scope(clusters.map((cluster) => cluster.name).join(', '))
              : null}
        </p>
        <Section title={words.tasks} id="taches">
          <Tasks week={week} />
        </Section>
        <Section title={words.moved} id="mouvements" lead={words.movedLead(formatDay(week.since))}>
          <Tabs
            label={words.period}
            tabs={periods.map((period) => ({
              label: words.periods[period.name],
              href: listAddress({ path: '/ma-semaine', criteria: {} }, { since: period.since }),
              current: period.since === week.since,
            }))}
          />
          <Moved week={week} />
          {journal ? (
            <p>
              <a class="fr-link" href="/journal">
                {words.journal}
              </a>
            </p>
          ) : null}
        </Section>
      </>
    ),
  };
}

function Tasks({ week }: { week: MyWeek }): VNode {
  const words = t().week;
  return (
    <DataTable
      caption={words.tasksCaption}
      captionHidden
      columns={[
        { key: 'task', label: words.task, header: true, render: (task) => <a href={task.href}>{say(task)}</a> },
        {
          key: 'where',
          label: words.where,
          render: (task) => task.cluster?.name ?? task.organisation?.name ?? <span class="gr-quiet">—</span>,
        },
        {
          key: 'since',
          label: words.since,
          render: (task) =>
            task.dueOn ? (
              <DueDate day={task.dueOn} today={week.on} />
            ) : task.since ? (
              formatDay(task.since)
            ) : (
              <span class="gr-quiet">{words.noDeadline}</span>
            ),
        },
        { key: 'minutes', label: words.minutes, align: 'end', render: (task) => words.minutesOf(task.minutes) },
      ]}
      rows={week.tasks}
      rowKey={(task) => `${task.kind} ${task.cluster?.id ?? ''} ${task.organisation?.id ?? ''} ${task.href}`}
      total={{
        task: words.tasksTotal(week.tasks.length),
        minutes: words.minutesOf(week.tasks.reduce((sum, task) => sum + task.minutes, 0)),
      }}
      empty={
        <EmptyState
          level={3}
          icon="check"
          title={words.emptyTitle}
          what={words.emptyWhat}
          why={week.clusters?.length === 0 ? words.noClusterWhy : words.emptyWhy}
        />
      }
    />
  );
}

function Moved({ week }: { week: MyWeek }): VNode {
  const words = t().week;
  return (
    <DataTable
      caption={words.movedCaption}
      captionHidden
      columns={[
        {
          key: 'object',
          label: words.object,
          header: true,
          render: (move) => {
            const name = move.object.name ?? move.object.id;
            return move.href ? <a href={move.href}>{name}</a> : name;
          },
        },
        {
          key: 'act',
          label: words.act,
          render: (move) => (
            <>
              {move.title}
              {move.reason ? <span class="gr-quiet gr-second">{move.reason}</span> : null}
            </>
          ),
        },
        { key: 'when', label: words.when, render: (move) => formatInstant(move.at) },
        { key: 'who', label: words.who, render: (move) => move.actorName },
      ]}
      rows={week.moved}
      rowKey={(move) => String(move.seq)}
      empty={words.movedEmpty}
    />
  );
}
