import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, DataTable, EmptyState, FilterBar, Section, SelectField } from '#kit/web/ui/index.ts';
import { committeeCrumbs, committeeSide } from './committee-frame.tsx';
import { DecisionMark, EarliestDay, roleWord } from './labelling.marks.tsx';
import { t } from './labelling.sentences.ts';
import { DECISIONS } from './labelling.ts';
import { fileAddress, meetingAddress, requestsAddress } from './labelling-address.ts';
import { type OddsView, REQUEST_STATES, type RequestList, type RequestView } from './labelling-views.ts';
import { Odds } from './odds.parts.tsx';

export interface RequestListPage {
  readonly list: RequestList;
  readonly odds: OddsView;
  /** As the address says them. */
  readonly criteria: Readonly<Record<'state' | 'window' | 'decision' | 'fate', string>>;
}

/** The files of a cluster: what waits for it first, the rest by its filters. */
export function requestListPage({ list, odds, criteria }: RequestListPage): Page {
  const words = t().files;
  const { cluster } = list;
  const filtered = criteria.window !== '' || criteria.decision !== '' || criteria.fate !== '';
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: committeeCrumbs(cluster, 'files'),
    side: committeeSide(cluster, 'files'),
    synthetic: list.synthetic,
    action: list.conducts ? (
      <ButtonLink href={requestsAddress(cluster.id, '/seances/nouvelle')} icon="plus">
        {words.meeting}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        <FilterBar
          action={requestsAddress(cluster.id)}
          clearHref={filtered || criteria.state !== 'waiting' ? requestsAddress(cluster.id) : undefined}
        >
          <SelectField
            name="etat"
            label={words.state}
            value={criteria.state}
            choices={REQUEST_STATES.map((state) => ({
              value: state,
              label: words.withCount(words.states[state], list.counts[state]),
            }))}
          />
          <SelectField
            name="guichet"
            label={words.window}
            blank={words.everyWindow}
            value={criteria.window}
            choices={list.windows.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="decision"
            label={words.decision}
            blank={words.everyDecision}
            value={criteria.decision}
            choices={[
              { value: 'granted', label: words.granted },
              ...DECISIONS.map((value) => ({ value, label: t().decisions[value] })),
            ]}
          />
          <SelectField
            name="suite"
            label={words.fate}
            blank={words.everyFate}
            value={criteria.fate}
            choices={(['funded', 'not-funded', 'waiting'] as const).map((value) => ({
              value,
              label: words.fates[value],
            }))}
          />
        </FilterBar>
        {list.rows.length === 0 ? (
          <EmptyState title={words.none} what={words.noneWhat} why={words.noneWhy} />
        ) : (
          <Requests list={list} />
        )}
        <Section title={words.odds} id="chances">
          <Odds odds={odds} />
        </Section>
      </>
    ),
  };
}

const Requests = ({ list }: { list: RequestList }): VNode => {
  const words = t().files;
  return (
    <DataTable
      caption={words.caption(list.rows.length)}
      rows={list.rows}
      rowKey={({ label }) => label}
      quickFilter={list.rows.length > 15}
      columns={[
        {
          key: 'project',
          label: words.project,
          header: true,
          width: 'wide',
          render: ({ project, label }) => (
            <>
              <a href={fileAddress(list.cluster.id, label)}>{project.acronym}</a>{' '}
              <span class="gr-quiet">{project.title}</span>
            </>
          ),
        },
        { key: 'call', label: words.call, render: ({ call }) => call.name },
        { key: 'role', label: words.role, render: ({ lead }) => roleWord(lead) },
        {
          key: 'reviews',
          label: words.reviews,
          align: 'end',
          render: ({ reviewsDone }) => words.reviewsOf(reviewsDone, list.reviewsNeeded),
        },
        { key: 'asked', label: words.asked, render: ({ askedOn }) => (askedOn ? formatDay(askedOn) : '—') },
        { key: 'next', label: words.next, render: (row) => <Next row={row} cluster={list.cluster.id} /> },
      ]}
    />
  );
};

function Next({ row, cluster }: { row: RequestView; cluster: string }): VNode {
  const words = t().files;
  if (row.decision !== null)
    return (
      <span>
        <DecisionMark decision={row.decision} /> {formatDay(row.decidedOn!)}{' '}
        {row.fate ? <span class="gr-quiet">{words.fates[row.fate]}</span> : null}
      </span>
    );
  return (
    <span>
      {row.meeting ? (
        <a href={meetingAddress(cluster, row.meeting.id)}>{words.onAgenda(formatDay(row.meeting.heldOn))}</a>
      ) : (
        <EarliestDay earliest={row.earliest} />
      )}
    </span>
  );
}
