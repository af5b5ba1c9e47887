import type { VNode } from 'preact';
import { formatCents } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState } from '#kit/web/ui/index.ts';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import type { Listing } from '../list-address.ts';
import { ListFrame } from '../list-frame.tsx';
import { inWords } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { memberColumns, memberFilters } from './cluster-members.page.tsx';
import type { MemberList, MemberRow } from './membership.ts';

interface Props {
  readonly list: MemberList;
  readonly listing: Listing;
  /** The reader keeps this list: joining, correcting, ending. */
  readonly keeper: boolean;
}

/** The memberships of a cluster with what is reserved to its team and to the services. */
export function membershipListPage({ list, listing, keeper }: Props): Page {
  const words = t().membership.list;
  const { cluster } = list;
  const address = workspaceAddress(cluster.id, 'members');
  return {
    title: t().crumb.members,
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'members'),
    side: workspaceSide(cluster, 'members'),
    action: keeper ? <ButtonLink href={`${address}/nouveau`}>{words.join}</ButtonLink> : undefined,
    synthetic: list.synthetic,
    wide: true,
    body: (
      <ListFrame
        listing={listing}
        caption={words.caption}
        filters={[
          {
            name: 'status',
            label: words.status,
            standard: 'active',
            choices: [
              { value: 'active', label: words.active },
              { value: 'ended', label: words.ended },
              { value: 'all', label: words.all },
            ],
          },
          ...memberFilters(list, listing),
        ]}
        columns={columns(list, keeper)}
        rows={list.rows}
        rowKey={(row) => row.id}
        total={list.total}
        page={list.page}
        pageSize={list.pageSize}
        sortedBy="name"
        empty={
          <EmptyState
            icon="people"
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={words.emptyWhy}
            next={
              keeper ? (
                <ButtonLink href={workspaceAddress(cluster.id, 'import')}>{words.emptyNext}</ButtonLink>
              ) : undefined
            }
          />
        }
      />
    ),
  };
}

function columns(list: MemberList, keeper: boolean): Column<MemberRow>[] {
  const words = t().membership.list;
  const shown = memberColumns(true).filter((column) => !['kind', 'commune', 'from'].includes(column.key));
  return [
    ...shown,
    { key: 'from', label: words.period, sortable: true, render: (row) => inWords(row.from, row.to) },
    ...(list.status === 'active'
      ? []
      : [
          {
            key: 'reason',
            label: words.reason,
            render: (row: MemberRow) => row.reserved?.endReason ?? <span class="gr-quiet">—</span>,
          },
        ]),
    { key: 'fee', label: words.fee, render: (row) => <LatestFee row={row} /> },
    ...(keeper
      ? [
          {
            key: 'acts',
            label: words.acts,
            render: (row: MemberRow) => (
              <a href={`/adhesions/${row.id}`} aria-label={words.manageOf(row.organisation.name)}>
                {words.manage}
              </a>
            ),
          },
        ]
      : []),
  ];
}

function LatestFee({ row }: { row: MemberRow }): VNode {
  const words = t().membership.list;
  const fee = row.reserved?.fees.toSorted((one, other) => other.year - one.year)[0];
  if (!fee) return <span class="gr-quiet">{words.feeNone}</span>;
  return (
    <>
      {formatCents(fee.amountCents)}
      <span class="gr-quiet gr-second">{words.feeOf(fee.year, fee.paidOn !== null)}</span>
    </>
  );
}
