import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonLink,
  Columns,
  DataTable,
  DescriptionList,
  EmptyState,
  KeyFigures,
  Link,
  Section,
} from '#kit/web/ui/index.ts';
import { factsAddress } from '../list-address.ts';
import type { MemberList, MembersOverTime } from '../membership/membership.ts';
import { inWords, LabelMark, Name, Warnings } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import type { ClusterDetail } from './cluster.ts';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from './workspace-navigation.ts';

interface Props {
  readonly cluster: ClusterDetail;
  /** Applications without an answer. */
  readonly waiting: number;
  readonly overTime: MembersOverTime;
  /** The latest to join. */
  readonly recent: MemberList;
}

/** Where the team of a cluster begins: what waits, what is known, what moved. */
export function workspacePage({ cluster, waiting, overTime, recent }: Props): Page {
  const words = t().workspace;
  return {
    title: words.title(cluster.name),
    lead: words.lead(formatDay(cluster.on)),
    crumbs: workspaceCrumbs(cluster, 'overview'),
    side: workspaceSide(cluster, 'overview'),
    status: <LabelMark state={cluster.label.state} explained />,
    action:
      waiting > 0 ? (
        <ButtonLink href={factsAddress(workspaceAddress(cluster.id, 'applications'), { state: 'submitted' })}>
          {words.overview.answer}
        </ButtonLink>
      ) : undefined,
    synthetic: cluster.synthetic || cluster.members.synthetic > 0,
    body: (
      <>
        <Warnings warnings={cluster.warnings} />
        <Section title={words.overview.todo} id="a-faire">
          <Todo cluster={cluster} waiting={waiting} />
        </Section>
        <Section title={words.overview.figures} id="en-bref">
          <Figures cluster={cluster} overTime={overTime} />
        </Section>
        <Columns>
          <Section title={words.overview.recent} id="mouvements">
            <Recent recent={recent} />
          </Section>
          <Section title={words.overview.attributes} id="label">
            <Attributes cluster={cluster} />
          </Section>
        </Columns>
        <p>
          <Link href={`/poles/${cluster.id}`}>{words.publicPage}</Link>
        </p>
      </>
    ),
  };
}

interface Task {
  readonly what: string;
  readonly href: string;
  readonly act: string;
}

function tasksOf(cluster: ClusterDetail, waiting: number): Task[] {
  const words = t().workspace.overview;
  const at = (place: Parameters<typeof workspaceAddress>[1]) => workspaceAddress(cluster.id, place);
  const may = (act: string) => cluster.open.includes(`registry.${act}`);
  const complete = (what: string, href: string): Task => ({ what, href, act: words.go });
  return [
    ...(waiting > 0
      ? [
          {
            what: words.applications(waiting),
            href: factsAddress(at('applications'), { state: 'submitted' }),
            act: words.answer,
          },
        ]
      : []),
    ...(cluster.members.total === 0 ? [complete(words.membersMissing, at('import'))] : []),
    ...(cluster.governanceBody === null && may('setGovernanceBody')
      ? [complete(words.bodyMissing, `${at('identity')}/structure`)]
      : []),
    ...(cluster.governanceBody !== null && cluster.representative === null && may('appointRepresentative')
      ? [complete(words.representativeMissing, `${at('identity')}/representant`)]
      : []),
    ...(cluster.commune === null && may('amendCluster') ? [complete(words.commune, `${at('identity')}/modifier`)] : []),
    ...(cluster.website === null && may('amendCluster')
      ? [complete(words.websiteMissing, `${at('identity')}/modifier`)]
      : []),
  ];
}

function Todo({ cluster, waiting }: { cluster: ClusterDetail; waiting: number }): VNode {
  const words = t().workspace.overview;
  const tasks = tasksOf(cluster, waiting);
  if (tasks.length === 0) return <p>{words.todoNone}</p>;
  return (
    <ul class="gr-todo">
      {tasks.map((task) => (
        <li key={task.what}>
          <span>{task.what}</span>
          <a href={task.href} aria-label={`${task.act} — ${task.what}`}>
            {task.act}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Figures({ cluster, overTime }: { cluster: ClusterDetail; overTime: MembersOverTime }): VNode {
  const words = t().workspace.overview;
  const list = workspaceAddress(cluster.id, 'members');
  const year = overTime.years.at(-1);
  const shared = { source: t().words.registry, hrefLabel: words.membersFacts };
  return (
    <KeyFigures
      figures={[
        {
          ...shared,
          label: words.members,
          value: cluster.members.total,
          period: t().words.onDay(formatDay(cluster.on)),
          href: list,
          trend: overTime.years.map((one) => one.total),
        },
        ...(year
          ? [
              {
                ...shared,
                label: words.joined,
                value: year.joined,
                period: words.year(year.year),
                href: factsAddress(list, { status: 'all', sort: 'from', order: 'desc' }),
              },
              {
                ...shared,
                label: words.left,
                value: year.left,
                period: words.year(year.year),
                href: factsAddress(list, { status: 'ended', sort: 'to', order: 'desc' }),
              },
            ]
          : []),
      ]}
    />
  );
}

function Recent({ recent }: { recent: MemberList }): VNode {
  const words = t().workspace.overview;
  return (
    <DataTable
      caption={words.recentCaption}
      captionHidden
      columns={[
        {
          key: 'name',
          label: t().cluster.members.name,
          header: true,
          render: (row) => (
            <Name
              name={row.organisation.name}
              href={`/organisations/${row.organisation.id}`}
              synthetic={row.synthetic}
            />
          ),
        },
        { key: 'period', label: t().membership.list.period, render: (row) => inWords(row.from, row.to) },
      ]}
      rows={recent.rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState
          level={3}
          icon="people"
          title={t().cluster.page.membersNone}
          what={t().cluster.page.membersNoneWhat}
          why={t().cluster.page.membersNoneWhy}
          next={
            <ButtonLink href={workspaceAddress(recent.cluster.id, 'import')}>
              {t().membership.list.emptyNext}
            </ButtonLink>
          }
        />
      }
    />
  );
}

/** Each on its line: none follows from another (R06). */
function Attributes({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  const [rating] = cluster.ratings;
  return (
    <>
      <DescriptionList
        items={[
          {
            term: t().crumb.label,
            description: (
              <>
                <LabelMark state={cluster.label.state} />{' '}
                {cluster.label.since ? inWords(cluster.label.since, cluster.label.until) : null}
              </>
            ),
          },
          { term: words.category, description: cluster.category ? t().category[cluster.category] : null },
          {
            term: rating ? words.rating(rating.year) : words.ratingNone,
            description: rating ? t().rating[rating.rating] : null,
          },
          { term: words.strategic, description: cluster.strategic ? words.strategicYes : words.strategicNo },
        ]}
      />
      <p>
        <Link href={workspaceAddress(cluster.id, 'label')}>{t().workspace.overview.seeLabel}</Link>
      </p>
    </>
  );
}
