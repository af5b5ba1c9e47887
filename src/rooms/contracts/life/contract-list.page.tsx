import type { VNode } from 'preact';
import { formatDay, formatNumber, locale, say } from '#kit/say.ts';
import { tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { Badge, ButtonLink, type Column, DataTable, EmptyState, Link, PostButton } from '#kit/web/ui/index.ts';
import { type Filter, facetChoices, ListFrame, type Listing, Name } from '#rooms/registry';
import { CONTRACT_STATES } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';
import { contractAddress } from '../contract-address.ts';
import { t as shared } from '../contracts.sentences.ts';
import { t as settings } from '../settings/settings.sentences.ts';
import { t as strategy } from '../strategy/strategy.sentences.ts';
import { ContractMark } from './contract.marks.tsx';
import type { ContractList, ContractRow } from './contract-list.ts';
import { t } from './life.sentences.ts';

interface Props {
  readonly list: ContractList;
  readonly listing: Listing;
  /** The reader may open contracts. */
  readonly open: boolean;
}

/** The contracts within the reader's reach, with what waits for them. */
export function contractListPage({ list, listing, open }: Props): Page {
  const words = t().list;
  return {
    title: words.title,
    lead: words.lead(list.total, formatDay(list.on)),
    crumbs: [{ label: t().home, href: '/' }, { label: shared().contracts }],
    action: open ? <ButtonLink href="/contrats/a-ouvrir">{words.open}</ButtonLink> : undefined,
    synthetic: list.synthetic,
    wide: true,
    body: (
      <>
        <p class="gr-strategy-acts">
          <Link href="/contrats/signatures" icon="seal">
            {words.board}
          </Link>{' '}
          <Link href="/contrats/priorites">{strategy().priority.title}</Link>{' '}
          <Link href="/programme/contrats">{settings().title}</Link>
        </p>
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={filters(list, listing)}
          columns={columns(list)}
          rows={list.rows}
          rowKey={(row) => row.id}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          sortedBy="cluster"
          empty={
            <EmptyState
              icon="search"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/contrats">{words.emptyNext}</ButtonLink>}
            />
          }
        />
      </>
    ),
  };
}

function filters(list: ContractList, { criteria }: Listing): Filter[] {
  const words = t().list;
  const states = Object.fromEntries(CONTRACT_STATES.map((state) => [state, say(contractLife.states[state])]));
  return [
    { name: 'q', label: words.search },
    {
      name: 'state',
      label: words.state,
      choices: facetChoices(list.facets.states, states, criteria.state),
      blank: words.allStates,
    },
    {
      name: 'region',
      label: words.region,
      choices: facetChoices(list.facets.regions, {}, criteria.region),
      blank: words.allRegions,
    },
    {
      name: 'late',
      label: words.late,
      choices: [
        { value: 'true', label: words.lateOnly(list.late) },
        { value: 'false', label: words.inTime },
      ],
      blank: words.allLate,
    },
    {
      name: 'waitingFor',
      label: words.waitingFor,
      choices: [{ value: 'me', label: words.waitingForMe(list.waiting) }],
      blank: words.everybody,
    },
  ];
}

function columns(list: ContractList): Column<ContractRow>[] {
  const words = t().list;
  const quiet = (text: string): VNode => <span class="gr-quiet">{text}</span>;
  return [
    {
      key: 'cluster',
      label: words.cluster,
      header: true,
      sortable: true,
      render: (row) => <Name name={row.cluster.name} href={contractAddress(row.id)} synthetic={row.synthetic} />,
    },
    { key: 'region', label: words.region, sortable: true, render: (row) => row.region?.name ?? quiet('—') },
    { key: 'state', label: words.state, sortable: true, render: (row) => <ContractMark state={row.state} /> },
    {
      key: 'waiting',
      label: words.waiting,
      sortable: true,
      render: (row) =>
        row.receivedOn ? (
          <div>
            {formatDay(row.receivedOn)}
            <span class="gr-quiet gr-second">{words.waitingDays(row.daysWaiting!)}</span>
          </div>
        ) : (
          quiet('—')
        ),
    },
    {
      key: 'earliest',
      label: words.earliest,
      sortable: true,
      render: (row) => (
        <div>
          {row.signedOn
            ? words.signedOn(formatDay(row.signedOn))
            : row.earliest
              ? words.earliestOn(formatDay(row.earliest))
              : row.underWay
                ? quiet(words.unknown)
                : quiet('—')}
          {row.late ? (
            <div>
              {' '}
              <Badge tone="warning">{words.lateMark}</Badge>
            </div>
          ) : null}
        </div>
      ),
    },
    {
      key: 'amendments',
      label: words.amendments,
      align: 'end',
      render: (row) => (
        <div>
          {formatNumber(row.amendments)}
          {row.underWay && row.underWay.number > 0 ? (
            <span class="gr-quiet gr-second">{words.amendmentUnderWay}</span>
          ) : null}
        </div>
      ),
    },
    ...(list.waiting > 0
      ? [
          {
            key: 'mine',
            label: words.mine,
            render: ({ mine }: ContractRow) => {
              const [first, ...others] = mine;
              if (!first) return quiet(words.nothing);
              return (
                <div>
                  <a href={first.href}>{t().steps[first.kind](first.count)}</a>
                  {others.length > 0 ? <span class="gr-quiet gr-second">{words.more(others.length)}</span> : null}
                </div>
              );
            },
          },
        ]
      : []),
  ];
}

export interface ClusterContracts {
  readonly cluster: { readonly id: string; readonly name: string };
  readonly rows: readonly {
    readonly id: string;
    readonly state: ContractRow['state'];
    readonly startsOn: string;
    readonly endsOn: string;
    readonly closedOn: string | null;
  }[];
  readonly open: boolean;
}

/** The contracts of one cluster, when it has none or several. */
export function clusterContractsPage({ cluster, rows, open }: ClusterContracts): Page {
  const words = t().ofCluster;
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: [
      { label: t().home, href: '/' },
      { label: t().public.clusters, href: '/poles' },
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: shared().contracts },
    ],
    body: (
      <>
        <DataTable
          caption={words.caption}
          columns={[
            {
              key: 'contract',
              label: words.contract,
              header: true,
              render: (row) => (
                <a href={contractAddress(row.id)}>
                  {t().overview.periodOf(formatDay(row.startsOn), formatDay(row.endsOn))}
                </a>
              ),
            },
            { key: 'state', label: t().list.state, render: (row) => <ContractMark state={row.state} /> },
            { key: 'closed', label: words.closed, render: (row) => (row.closedOn ? formatDay(row.closedOn) : '—') },
          ]}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon="document"
              title={words.noneTitle}
              what={words.noneWhat}
              why={words.noneWhy}
              next={open ? <OpenOne cluster={cluster} label={words.open} /> : undefined}
            />
          }
        />
      </>
    ),
  };
}

const OpenOne = (props: { cluster: { id: string; name: string }; label: string; small?: boolean }): VNode => (
  <PostButton
    action={`/poles/${props.cluster.id}/contrats`}
    kind={props.small ? 'secondary' : undefined}
    small={props.small}
  >
    {props.label}
    {props.small ? <span class="fr-sr-only"> ({props.cluster.name})</span> : null}
  </PostButton>
);

export interface ToOpen {
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string | null;
  }[];
  /** The reader may open all of them in one act. */
  readonly all: boolean;
}

/** The clusters without contract, each with its button, and one for all. */
export function contractsToOpenPage({ rows, all }: ToOpen): Page {
  const words = t().opening;
  const possible = rows.filter(({ region }) => region !== null).length;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: shared().contracts, href: '/contrats' }, { label: words.title }],
    action:
      all && possible > 0 ? (
        <PostButton action="/contrats/ouvrir" confirm={words.allConfirm(possible)}>
          {words.all(possible)}
        </PostButton>
      ) : undefined,
    body: (
      <DataTable
        caption={words.caption}
        columns={[
          {
            key: 'cluster',
            label: t().list.cluster,
            header: true,
            render: (row) => <a href={`/poles/${row.id}`}>{row.name}</a>,
          },
          { key: 'region', label: t().list.region, render: (row) => row.region ?? '—' },
          {
            key: 'act',
            label: words.act,
            render: (row) =>
              row.region === null ? (
                <span class="gr-quiet">{words.noRegion}</span>
              ) : (
                <OpenOne cluster={row} label={words.one} small />
              ),
          },
        ]}
        rows={rows}
        rowKey={(row) => row.id}
        quickFilter={rows.length > 10}
        empty={
          <EmptyState
            icon="check"
            title={words.noneTitle}
            what={words.noneWhat}
            why={words.noneWhy}
            next={<ButtonLink href="/contrats">{words.noneNext}</ButtonLink>}
          />
        }
      />
    ),
  };
}

/** « 12 jours » stays a number in files; dates stay as they are stored. */
export const contractSheet = (rows: readonly ContractRow[]) => {
  const words = t().list;
  return tableSheet<ContractRow>(words.file, rows, [
    ['id', words.id, (row) => row.id],
    ['pole', words.cluster, (row) => row.cluster.name],
    ['region', words.region, (row) => row.region?.name ?? null],
    ['etat', words.state, (row) => say(contractLife.states[row.state])],
    ['attend-depuis', words.waiting, (row) => row.receivedOn],
    ['jours-d-attente', words.days, (row) => row.daysWaiting],
    ['signe-le', words.signed, (row) => row.signedOn],
    ['au-plus-tot', t().overview.earliest, (row) => row.earliest],
    ['retard', words.late, (row) => row.late],
    ['avenants', words.amendments, (row) => row.amendments],
    [
      'a-faire',
      words.mine,
      (row) => row.mine.map((step) => t().steps[step.kind](step.count)).join(locale() === 'fr' ? '\u202f; ' : '; '),
    ],
  ]);
};
