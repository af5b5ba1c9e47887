import type { VNode } from 'preact';
import { formatDay, formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  type Column,
  DataTable,
  DescriptionList,
  EmptyState,
  Link,
  Section,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { committeeCrumbs, committeeSide } from './committee-frame.tsx';
import { Act, DecisionMark, DecisionWords, EarliestDay, LetterLinks, roleWord } from './labelling.marks.tsx';
import { t } from './labelling.sentences.ts';
import { fileAddress, meetingAddress, requestsAddress } from './labelling-address.ts';
import type { AgendaItem, MeetingList, MeetingView } from './labelling-views.ts';

type MeetingRow = MeetingList['rows'][number];

const StateMark = ({ meeting, on }: { meeting: { state: MeetingRow['state']; heldOn: string }; on: string }): VNode => {
  const words = t().meetings;
  if (meeting.state === 'closed') return <StatusBadge tone="success" label={words.states.closed} />;
  return meeting.heldOn <= on ? (
    <StatusBadge tone="warning" label={words.toClose} />
  ) : (
    <StatusBadge tone="progress" label={words.states.planned} />
  );
};

export function meetingListPage({ cluster, rows, on, conducts }: MeetingList): Page {
  const words = t().meetings;
  const plan = conducts ? (
    <ButtonLink href={requestsAddress(cluster.id, '/seances/nouvelle')} icon="plus">
      {words.plan}
    </ButtonLink>
  ) : undefined;
  const counted = (key: 'files' | 'decided' | 'present'): Column<MeetingRow> => ({
    key,
    label: words[key],
    align: 'end',
    render: (row) => formatNumber(row[key]),
  });
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: committeeCrumbs(cluster, 'meetings'),
    side: committeeSide(cluster, 'meetings'),
    action: rows.length > 0 ? plan : undefined,
    body: (
      <DataTable
        caption={words.caption(rows.length)}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="calendar" title={words.none} what={words.noneWhat} why={words.noneWhy} next={plan} />}
        columns={[
          {
            key: 'day',
            label: words.day,
            header: true,
            render: ({ id, heldOn }) => <a href={meetingAddress(cluster.id, id)}>{formatDay(heldOn)}</a>,
          },
          { key: 'place', label: words.place, render: ({ place }) => place || '—' },
          { key: 'state', label: words.state, render: (row) => <StateMark meeting={row} on={on} /> },
          counted('files'),
          counted('decided'),
          counted('present'),
        ]}
      />
    ),
  };
}

/** The committee at work: who is there, the files side by side, then each of them with its votes and its decision, and the minutes. */
export function meetingPage(meeting: MeetingView): Page {
  const words = t().meeting;
  const { cluster, items } = meeting;
  const here = (rest: string) => meetingAddress(cluster.id, meeting.id, rest);
  const open = meeting.conducts && meeting.state === 'planned';
  const held = open && meeting.heldOn <= meeting.on;
  const present = meeting.experts.filter((expert) => expert.present);
  return {
    title: words.title(formatDay(meeting.heldOn)),
    lead: cluster.name,
    crumbs: committeeCrumbs(cluster, 'meetings', { label: formatDay(meeting.heldOn) }),
    side: committeeSide(cluster, 'meetings'),
    synthetic: meeting.synthetic,
    status: <StateMark meeting={meeting} on={meeting.on} />,
    action: held && present.length > 0 ? <ButtonLink href={here('/cloture')}>{words.closeAct}</ButtonLink> : undefined,
    body: (
      <>
        <DescriptionList
          items={[
            { term: words.place, description: meeting.place },
            { term: words.quorum, description: words.votes(meeting.quorum) },
            { term: words.present, description: present.map(({ name }) => name).join(', ') || words.nobody },
          ]}
        />
        {open ? (
          <ButtonGroup>
            <Act href={here('/ordre-du-jour')}>{words.agendaAct}</Act>
            {held ? <Act href={here('/presents')}>{words.attendance}</Act> : null}
          </ButtonGroup>
        ) : null}
        {items.length > 1 ? (
          <Section title={words.compare} id="comparer">
            <SideBySide items={items} />
          </Section>
        ) : null}
        <Section title={words.agenda} id="ordre-du-jour">
          {items.length === 0 ? (
            <EmptyState
              icon="calendar"
              level={3}
              title={words.agendaEmpty}
              what={words.agendaEmptyWhat}
              why={words.agendaEmptyWhy(meeting.waiting.length)}
            />
          ) : (
            items.map((item, index) => (
              <Item key={item.request.label} item={item} index={index} meeting={meeting} held={held} />
            ))
          )}
        </Section>
        <Section title={words.minutes} id="proces-verbal" lead={words.minutesLead}>
          {meeting.minutes ? (
            <>
              <h3>{words.notes}</h3>
              <p class="gr-told">{meeting.minutes}</p>
            </>
          ) : null}
          <ButtonGroup>
            {(['pdf', 'docx'] as const).map((format) => (
              <ButtonLink key={format} kind="secondary" icon="download" href={here(`/proces-verbal.${format}`)}>
                {words.minutesAs(format.toUpperCase())}
              </ButtonLink>
            ))}
          </ButtonGroup>
        </Section>
      </>
    ),
  };
}

interface Line {
  readonly id: string;
  readonly name: string;
  readonly cell: (item: AgendaItem) => string;
}

/** Criteria in rows, files in columns. Files judged on different grids have their own criteria. */
function SideBySide({ items }: { items: readonly AgendaItem[] }): VNode {
  const words = t().meeting;
  const criteria = new Map(items.flatMap(({ marks }) => marks.map((mark) => [mark.criterion, mark] as const)));
  const lines: Line[] = [
    ...[...criteria.values()].map((mark) => ({
      id: mark.criterion,
      name: mark[locale()],
      cell: ({ marks }: AgendaItem) => {
        const found = marks.find(({ criterion }) => criterion === mark.criterion);
        return found ? words.outOf(formatNumber(found.mean, 1), found.most) : '—';
      },
    })),
    {
      id: 'spread',
      name: words.spread,
      cell: ({ scores }) => (scores.spread === null ? '—' : formatNumber(scores.spread, 1)),
    },
  ];
  return (
    <DataTable
      caption={words.compareCaption}
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        { key: 'criterion', label: words.criterion, header: true, render: ({ name }) => name },
        ...items.map(
          (item): Column<Line> => ({
            key: item.request.label,
            label: item.request.project.acronym,
            align: 'end',
            render: (line) => line.cell(item),
          }),
        ),
      ]}
      total={{
        criterion: words.mean,
        ...Object.fromEntries(
          items.map(({ request, scores }) => [
            request.label,
            scores.mean === null ? '—' : formatNumber(scores.mean, 1),
          ]),
        ),
      }}
    />
  );
}

function Item(props: { item: AgendaItem; index: number; meeting: MeetingView; held: boolean }): VNode {
  const words = t().meeting;
  const { item, meeting, held } = props;
  const { request, votes, decided } = item;
  const present = meeting.experts.filter((expert) => expert.present).map(({ id }) => id);
  // Once it is known who is there, those who are not have no room to leave.
  const interests = item.interests.filter(({ expert }) => present.length === 0 || present.includes(expert.id));
  const cluster = meeting.cluster.id;
  return (
    <section class="gr-decision" id={request.label}>
      <h3>
        {props.index + 1}. {request.project.acronym} <span class="gr-quiet">{roleWord(request.lead)}</span>
      </h3>
      <p>{request.project.title}</p>
      <DescriptionList
        items={[
          { term: t().files.call, description: request.call.name },
          {
            term: words.papers,
            description: (
              <>
                <Link href={fileAddress(cluster, request.label)}>{words.paperFile}</Link>{' '}
                <Link href={projectAddress(request.project.id)}>{words.paperThread}</Link>
              </>
            ),
          },
          {
            term: words.reviews,
            description:
              item.reviews.length === 0
                ? words.noReview
                : item.reviews.map(({ expert, score }) => words.reviewOf(expert, formatNumber(score, 1))).join(', '),
          },
          ...(interests.length > 0
            ? [
                {
                  term: words.interests,
                  description: interests.map(({ expert, why }) => `${expert.name} (${t().file.why[why]})`).join(', '),
                },
              ]
            : []),
          { term: words.vote, description: votes.length === 0 ? words.notVoted : <Votes item={item} /> },
          decided
            ? {
                term: words.decided,
                description: (
                  <>
                    <DecisionMark decision={decided.decision} /> <DecisionWords decided={decided} />
                    <LetterLinks
                      project={request.project.id}
                      label={request.label}
                      cluster={meeting.cluster.name}
                      reference={decided.reference}
                    />
                  </>
                ),
              }
            : {
                term: words.proposed,
                description:
                  meeting.state === 'closed' ? (
                    words.postponed
                  ) : item.proposed ? (
                    <DecisionMark decision={item.proposed} />
                  ) : (
                    <>
                      {words.noProposal} <EarliestDay earliest={request.earliest} />
                    </>
                  ),
              },
        ]}
      />
      {held && !decided && request.state === 'in-review' ? (
        <ButtonGroup>
          <ButtonLink
            kind={votes.length === 0 ? 'primary' : 'secondary'}
            href={meetingAddress(cluster, meeting.id, `/votes/${request.label}`)}
          >
            {words.voteActOf(request.project.acronym)}
          </ButtonLink>
          {votes.length > 0 ? (
            <ButtonLink href={fileAddress(cluster, request.label, '/decision')}>
              {words.decideActOf(request.project.acronym)}
            </ButtonLink>
          ) : null}
        </ButtonGroup>
      ) : null}
    </section>
  );
}

function Votes({ item: { votes, tally, quorum } }: { item: AgendaItem }): VNode {
  const words = t().meeting;
  return (
    <>
      {t().decide.votes(tally.for, tally.against, tally.abstains, tally.left)}{' '}
      {quorum ? null : <StatusBadge tone="warning" label={words.noQuorum} />}
      <ul>
        {votes.map(({ expert, vote }) => (
          <li key={expert.id}>
            {expert.name} <span class="gr-quiet">{words.votesOf[vote]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
