import type { VNode } from 'preact';
import { formatDay, formatNumber, plural } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState, Icon, StatusBadge } from '#kit/web/ui/index.ts';
import { ListFrame, type Listing } from '#rooms/registry';
import { ContractMark } from '../life/contract.marks.tsx';
import { t } from './signature.sentences.ts';
import { boardAddress } from './signature-address.ts';
import { BOARD_SITUATIONS, type BoardList, type BoardListRow } from './signature-board.ts';

/** Names of the parties waited for that stand in a row; the others are counted. */
const SHOWN = 2;

/** The signatures of all contracts: when each can be complete, who is waited for, who is late. */
export function boardListPage({ list, listing }: { list: BoardList; listing: Listing }): Page {
  const words = t().list;
  const { count } = list;
  return {
    title: words.title,
    lead: words.lead(
      plural(count.all, words.contracts),
      plural(count.signed, words.signedContracts),
      formatDay(list.dueOn),
    ),
    crumbs: [{ label: t().crumb, href: '/contrats' }, { label: words.title }],
    synthetic: list.rows.some((row) => row.synthetic),
    wide: true,
    body: (
      <>
        <ul class="gr-board-counts">
          {(['signed', 'signing', 'late', 'unknown'] as const).map((key) => (
            <li key={key}>
              <strong>{formatNumber(count[key])}</strong> {words.figures[key]}
            </li>
          ))}
        </ul>
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={[
            { name: 'q', label: words.search },
            {
              name: 'region',
              label: words.region,
              blank: words.allRegions,
              choices: list.regions.map(({ code, name }) => ({ value: code, label: name })),
            },
            {
              name: 'state',
              label: words.situation,
              blank: words.allStates,
              choices: BOARD_SITUATIONS.map((value) => ({ value, label: words.situations[value] })),
            },
            {
              name: 'late',
              label: words.late,
              blank: words.anyLate,
              choices: [
                { value: 'true', label: words.isLate },
                { value: 'false', label: words.inTime },
              ],
            },
          ]}
          columns={columns()}
          rows={list.rows}
          rowKey={(row) => row.contract}
          total={list.total}
          page={1}
          pageSize={Math.max(1, list.total)}
          sortedBy="cluster"
          note={words.note}
          empty={
            <EmptyState
              icon="seal"
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/contrats/signatures">{words.emptyNext}</ButtonLink>}
            />
          }
        />
      </>
    ),
  };
}

function columns(): Column<BoardListRow>[] {
  const words = t().list;
  return [
    {
      key: 'cluster',
      label: words.cluster,
      header: true,
      sortable: true,
      render: (row) => (
        <span>
          <a href={boardAddress(row.contract)}>{row.cluster.name}</a>
          {row.number > 0 ? <span class="gr-cell-note">{words.amendment(row.number)}</span> : null}
        </span>
      ),
    },
    { key: 'region', label: words.region, render: (row) => row.regions.map(({ name }) => name).join(', ') },
    { key: 'state', label: words.state, render: (row) => <ContractMark state={row.state} /> },
    {
      key: 'signed',
      label: words.signatures,
      sortable: true,
      render: (row) => words.of(formatNumber(row.signed), formatNumber(row.required)),
    },
    { key: 'earliest', label: words.earliest, sortable: true, render: (row) => <When row={row} /> },
    { key: 'waitedFor', label: words.waitedFor, width: 'wide', render: (row) => <WaitedFor row={row} /> },
    {
      key: 'late',
      label: words.late,
      render: (row) =>
        row.late ? (
          <StatusBadge tone="error" icon="warning" label={words.isLate} />
        ) : (
          <span class="gr-quiet">{words.inTime}</span>
        ),
    },
  ];
}

function When({ row }: { row: BoardListRow }): VNode {
  const words = t().list;
  if (row.signedOn)
    return (
      <span>
        <Icon name="check" small /> {t().board.signedOn(formatDay(row.signedOn))}
      </span>
    );
  if (!row.earliest) return <span class="gr-quiet">{words.unknown}</span>;
  return <>{words.notBefore(formatDay(row.earliest))}</>;
}

const inWords = ({ name, wait }: BoardListRow['waitedFor'][number]): string =>
  name ? t().list.waits(name, t().wait[wait]) : t().wait[wait];

function WaitedFor({ row }: { row: BoardListRow }): VNode {
  const words = t().list;
  if (row.waitedFor.length === 0) return <span class="gr-quiet">{words.nobody}</span>;
  const others = row.waitedFor.length - SHOWN;
  return (
    <div>
      {row.waitedFor.slice(0, SHOWN).map((one) => (
        <span key={`${one.party}-${one.wait}`} class="gr-cell-line">
          {inWords(one)}
        </span>
      ))}
      {others > 0 ? <span class="gr-cell-note">{plural(others, words.andOthers)}</span> : null}
    </div>
  );
}

export function boardSheet({ rows, on }: BoardList): TableSheet {
  const words = t().list;
  return tableSheet(`signatures-${on}`, rows, [
    ['id', 'id', (row) => row.contract],
    ['pole', words.cluster, (row) => row.cluster.name],
    ['region', words.region, (row) => row.regions.map(({ name }) => name).join(', ')],
    ['etat', words.state, (row) => row.state],
    ['signatures', words.figures.signed, (row) => row.signed],
    ['requises', words.signatures, (row) => row.required],
    ['au-plus-tot', words.earliest, (row) => row.signedOn ?? row.earliest],
    ['attendu', words.waitedFor, (row) => row.waitedFor.map(inWords).join(' ; ')],
    ['retard', words.late, (row) => row.late],
  ]);
}
