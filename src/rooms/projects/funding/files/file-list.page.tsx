import type { VNode } from 'preact';
import { formatCents, formatDay, formatShare, say } from '#kit/say.ts';
import { tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { Badge, ButtonLink, type Column, DataTable, EmptyState, KeyFigures, Section } from '#kit/web/ui/index.ts';
import { type Filter, facetChoices, ListFrame, type Listing, listAddress, Name } from '#rooms/registry';
import { projectAddress } from '../../project-address.ts';
import { APPLICATION_STATES, FUNDERS } from './application.ts';
import { applicationLife } from './application.workflow.ts';
import { FileMark, funderName, Money } from './file.marks.tsx';
import { type FileList, type FileRow, MONEY_STAGES } from './file-list.ts';
import { t } from './files.sentences.ts';

interface Props {
  readonly list: FileList;
  readonly listing: Listing;
  /** Names of the calls, by id. */
  readonly calls: Readonly<Record<string, string>>;
}

/** The files within the reader's reach: where they stand, who is waited for, and the money of each stage. */
export function fileListPage({ list, listing, calls }: Props): Page {
  const words = t().list;
  return {
    title: words.title,
    lead: words.lead(list.total, formatDay(list.on)),
    crumbs: [{ label: t().home, href: '/' }, { label: t().projects, href: '/projets' }, { label: words.title }],
    synthetic: list.synthetic,
    wide: true,
    body: (
      <>
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={filters(list, listing, calls)}
          columns={columns()}
          rows={list.rows}
          rowKey={(row) => row.id}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          sortedBy="since"
          empty={
            <EmptyState
              icon="search"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/projets/dossiers">{words.emptyNext}</ButtonLink>}
            />
          }
        />
        {list.total > 0 ? (
          <>
            <Totals list={list} listing={listing} />
            <Delays list={list} />
          </>
        ) : null}
      </>
    ),
  };
}

function filters(list: FileList, { criteria }: Listing, calls: Readonly<Record<string, string>>): Filter[] {
  const words = t().list;
  const states = Object.fromEntries(APPLICATION_STATES.map((state) => [state, say(applicationLife.states[state])]));
  const funders = Object.fromEntries(FUNDERS.map((funder) => [funder, t().funders[funder]]));
  return [
    { name: 'q', label: words.search },
    {
      name: 'state',
      label: words.state,
      choices: facetChoices(list.facets.states, states, criteria.state),
      blank: words.allStates,
    },
    {
      name: 'call',
      label: words.call,
      choices: facetChoices(list.facets.calls, calls, criteria.call),
      blank: words.allCalls,
    },
    {
      name: 'funder',
      label: words.funder,
      choices: facetChoices(list.facets.funders, funders, criteria.funder),
      blank: words.allFunders,
    },
    {
      name: 'cluster',
      label: words.cluster,
      choices: facetChoices(list.facets.clusters, {}, criteria.cluster),
      blank: words.allClusters,
    },
    {
      name: 'money',
      label: words.money,
      choices: MONEY_STAGES.map((value) => ({ value, label: words.stages[value] })),
      blank: words.allMoney,
    },
    {
      name: 'late',
      label: words.late,
      choices: [
        { value: 'true', label: words.lateOnly(list.totals.late) },
        { value: 'false', label: words.inTime },
      ],
      blank: words.allLate,
    },
  ];
}

function columns(): Column<FileRow>[] {
  const words = t().list;
  return [
    {
      key: 'project',
      label: words.project,
      header: true,
      sortable: true,
      render: (row) => (
        <>
          <Name
            name={row.project.acronym}
            href={`${projectAddress(row.project.id, 'funding')}#${row.id}`}
            synthetic={row.synthetic}
          />
          <span class="gr-quiet gr-second">{funderName(row)}</span>
        </>
      ),
    },
    { key: 'call', label: words.call, sortable: true, render: (row) => say(row.call) },
    { key: 'cluster', label: words.cluster, sortable: true, render: (row) => row.cluster.name },
    {
      key: 'state',
      label: words.state,
      sortable: true,
      render: (row) => (
        <>
          <FileMark state={row.state} />
          {row.late ? (
            <div>
              <Badge tone="warning">{words.lateMark}</Badge>
            </div>
          ) : row.state === 'selected' && row.lapsesAfter ? (
            <span class="gr-quiet gr-second">{`${words.lapses} ${formatDay(row.lapsesAfter)}`}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'submitted',
      label: words.submitted,
      sortable: true,
      render: (row) => (row.submittedOn ? formatDay(row.submittedOn) : t().none),
    },
    {
      key: 'since',
      label: words.since,
      sortable: true,
      render: ({ waiting }) =>
        waiting ? (
          <>
            {t().days(waiting.days)}
            <span class="gr-quiet gr-second">{t().awaited[waiting.who]}</span>
          </>
        ) : (
          t().none
        ),
    },
    {
      key: 'asked',
      label: words.asked,
      align: 'end',
      sortable: true,
      render: (row) => <Money cents={row.askedCents} />,
    },
    {
      key: 'granted',
      label: words.granted,
      align: 'end',
      sortable: true,
      render: (row) => (row.grantedCents === null ? t().none : formatCents(row.grantedCents)),
    },
    {
      key: 'paid',
      label: words.paid,
      align: 'end',
      render: (row) => (
        <>
          {row.paidCents === null ? t().none : formatCents(row.paidCents)}
          {row.requestedCents > 0 ? (
            <span class="gr-quiet gr-second">{words.toPay(formatCents(row.requestedCents))}</span>
          ) : null}
        </>
      ),
    },
  ];
}

function Totals({ list, listing }: { list: FileList; listing: Listing }): VNode {
  const words = t().list;
  const { totals, stateShare } = list;
  const period = words.totalsPeriod(formatDay(list.on));
  const figure = (label: string, cents: number, hrefLabel: string, change: Record<string, string | null>) => ({
    label,
    value: formatCents(cents, true),
    period,
    source: words.totalsSource,
    href: listAddress(listing, change),
    hrefLabel,
  });
  return (
    <Section title={words.totals}>
      <KeyFigures
        figures={[
          figure(words.asked, totals.askedCents, words.seeAsked, { sort: 'asked', order: 'desc' }),
          figure(words.granted, totals.grantedCents, words.seeGranted, { money: 'granted' }),
          figure(words.signed, totals.signedCents, words.seeSigned, { money: 'signed' }),
          figure(words.paid, totals.paidCents, words.seePaid, { money: 'paid' }),
        ]}
      />
      {totals.unknown > 0 ? <p class="gr-quiet">{words.unknownAmounts(totals.unknown)}</p> : null}
      <p>
        {stateShare.totalCents > 0
          ? words.share(formatShare(stateShare.stateCents / stateShare.totalCents, 1))
          : words.shareUnknown}
      </p>
    </Section>
  );
}

function Delays({ list }: { list: FileList }): VNode {
  const words = t().list;
  const known = ({ days, files }: FileList['delays'][number]['decision']) =>
    days === null ? <span class="gr-quiet">{words.noDelay}</span> : words.medianOf(days, files);
  return (
    <Section title={words.delays}>
      <DataTable
        caption={words.delaysCaption}
        columns={[
          { key: 'funder', label: words.funder, header: true, render: (one) => t().funders[one.funder] },
          { key: 'decision', label: words.decision, align: 'end', render: (one) => known(one.decision) },
          { key: 'agreement', label: words.toAgreement, align: 'end', render: (one) => known(one.agreement) },
          { key: 'payment', label: words.toPayment, align: 'end', render: (one) => known(one.payment) },
        ]}
        rows={list.delays}
        rowKey={(one) => one.funder}
      />
    </Section>
  );
}

/** The list as a file: amounts in euros, days as they are stored. */
export const fileSheet = (rows: readonly FileRow[]) => {
  const words = t().list;
  const euros = (cents: number | null) => (cents === null ? null : cents / 100);
  return tableSheet<FileRow>(words.file, rows, [
    ['id', words.id, (row) => row.id],
    ['projet', words.project, (row) => row.project.acronym],
    ['pole', words.cluster, (row) => row.cluster.name],
    ['appel', words.call, (row) => say(row.call)],
    ['financeur', words.funder, (row) => funderName(row)],
    ['etat', words.state, (row) => say(applicationLife.states[row.state])],
    ['depose-le', words.submitted, (row) => row.submittedOn],
    ['retenu-le', words.selected, (row) => row.selectedOn],
    ['caduc-apres', words.lapses, (row) => row.lapsesAfter],
    ['retard', words.lateMark, (row) => row.late],
    ['convention-le', words.agreement, (row) => row.agreementOn],
    ['attendu', words.waitingFor, (row) => (row.waiting ? t().awaited[row.waiting.who] : null)],
    ['jours-d-attente', words.daysWaiting, (row) => row.waiting?.days ?? null],
    ['demande', words.asked, (row) => euros(row.askedCents)],
    ['accorde', words.granted, (row) => euros(row.grantedCents)],
    ['verse', words.paid, (row) => euros(row.paidCents)],
  ]);
};
