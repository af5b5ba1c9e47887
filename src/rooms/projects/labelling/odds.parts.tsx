import type { VNode } from 'preact';
import { formatDay, formatNumber, formatShare } from '#kit/say.ts';
import { DataTable } from '#kit/web/ui/index.ts';
import { t } from './labelling.sentences.ts';
import { requestsAddress } from './labelling-address.ts';
import type { OddsView } from './labelling-views.ts';

type Row = OddsView['windows'][number];

/** A share with its cases; too few of them, and only the cases are said. */
function shareWords({ of, among, share }: Row['odds']['labelled'], fewest: number): string {
  const words = t().odds;
  return share === null ? words.tooFew(of, among, fewest) : words.share(formatShare(share), of, among);
}

/** What a cluster decided and what funders made of it, by window; each figure leads to its list for whoever may open it. */
export function Odds({ odds }: { odds: OddsView }): VNode {
  const words = t().odds;
  const link = (row: Row, query: string, text: string) =>
    odds.opens ? (
      <a href={`${requestsAddress(odds.cluster.id)}?etat=decided&guichet=${row.window.id}${query}`}>{text}</a>
    ) : (
      text
    );
  return (
    <DataTable
      caption={words.caption(odds.cluster.name)}
      rows={odds.windows}
      rowKey={({ window }) => window.id}
      empty={words.none(odds.cluster.name)}
      note={`${words.until(formatDay(odds.until))} ${words.note}`}
      columns={[
        { key: 'window', label: words.window, header: true, render: ({ window }) => window.name },
        {
          key: 'decided',
          label: words.decided,
          align: 'end',
          render: (row) => link(row, '', formatNumber(row.decided)),
        },
        {
          key: 'labelled',
          label: words.labelled,
          render: (row) => link(row, '&decision=granted', shareWords(row.odds.labelled, odds.fewest)),
        },
        {
          key: 'funded',
          label: words.funded,
          render: (row) => (
            <>
              {link(row, '&suite=funded', shareWords(row.odds.funded, odds.fewest))}{' '}
              {row.waiting > 0 ? <span class="gr-quiet">{words.waiting(row.waiting)}</span> : null}
            </>
          ),
        },
      ]}
    />
  );
}
