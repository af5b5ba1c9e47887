import type { VNode } from 'preact';
import { formatCents, formatDay, formatShare } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  type Column,
  DataTable,
  EmptyState,
  ExportMenu,
  Link,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ClosedText, TextMark } from './strategy.page.tsx';
import { t } from './strategy.sentences.ts';
import type { FinancingDetail } from './strategy.ts';

const words = () => t().financing;

const address = ({ contract }: FinancingDetail, rest = ''): string => contractAddress(contract.id, 'financing', rest);

/** Who pays what, public money against the path, what was paid. */
export function financingPage({ data }: { data: FinancingDetail }): Page {
  const { contract, text } = data;
  const planned = data.cells.length > 0 || data.budgets.length > 0;
  return {
    title: words().title,
    lead: words().lead,
    crumbs: contractCrumbs(contract, 'financing'),
    side: contractSide(contract, 'financing'),
    status: <TextMark text={text} />,
    action:
      text.writable && planned ? (
        <ButtonLink href={address(data, '/plan')} icon="pencil">
          {words().form.open}
        </ButtonLink>
      ) : undefined,
    synthetic: contract.synthetic,
    wide: true,
    body: (
      <>
        <ClosedText closed={text.closed} />
        {planned ? (
          <>
            <Warnings data={data} />
            {data.natures.map((nature) => (
              <NaturePart key={nature.nature} data={data} nature={nature} />
            ))}
            <Shares data={data} />
          </>
        ) : (
          <EmptyState
            title={words().empty.title}
            what={words().empty.what}
            why={words().empty.why}
            next={
              text.writable ? <ButtonLink href={address(data, '/plan')}>{words().form.open}</ButtonLink> : undefined
            }
          />
        )}
        <Payments data={data} />
        <ExportMenu table={address(data)} />
      </>
    ),
  };
}

/** What the path says, in words before any table. */
function Warnings({ data }: { data: FinancingDetail }): VNode {
  const { share } = words();
  const above = data.shares.filter(({ verdict }) => verdict === 'above');
  const missing = data.shares.filter(({ verdict, publicCents }) => verdict === 'unknown-budget' && publicCents > 0);
  return (
    <>
      {above.length > 0 ? (
        <Alert kind="warning">
          <p>{share.above(above.length)}</p>
          <ul>
            {above.map((one) => (
              <li key={one.year}>{share.aboveYear(one.year, formatShare(one.share!, 1), percent(one.pathPercent!))}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {missing.length > 0 ? (
        <Alert kind="info">{share.missing(missing.map(({ year }) => year).join(', '))}</Alert>
      ) : null}
    </>
  );
}

const percent = (value: number): string => formatShare(value / 100, 2);

type Nature = FinancingDetail['natures'][number];

const nameOf = (data: FinancingDetail, party: string): string =>
  data.parties.find(({ id }) => id === party)?.name ?? party;

function NaturePart({ data, nature }: { data: FinancingDetail; nature: Nature }): VNode {
  const title = words().natures[nature.nature];
  const rows = nature.rows.filter(({ amounts }) => amounts.some((amount) => amount !== null));
  const ofYear = data.years.map(
    (year, index): Column<Nature['rows'][number]> => ({
      key: String(year),
      label: String(year),
      align: 'end',
      render: ({ amounts }) => <Amount cents={amounts[index] ?? null} />,
    }),
  );
  return (
    <Section title={title} id={nature.nature} lead={`${words().natureWhat[nature.nature]} ${words().inEuros}`}>
      <DataTable
        caption={title}
        captionHidden
        rows={rows}
        rowKey={({ party }) => party}
        empty={words().nothing}
        columns={[
          { key: 'party', label: words().party, header: true, render: ({ party }) => nameOf(data, party) },
          ...ofYear,
          { key: 'total', label: words().total, align: 'end', render: ({ total }) => <Amount cents={total} /> },
        ]}
        total={{
          party: words().total,
          ...Object.fromEntries(
            data.years.map((year, index) => [year, <Amount key={year} cents={nature.totals[index]!} />]),
          ),
          total: <Amount cents={nature.total} />,
        }}
      />
    </Section>
  );
}

/** In euros, the unit being said above each table. */
const Amount = ({ cents }: { cents: number | null }): VNode =>
  cents === null ? <span class="gr-quiet">–</span> : <span>{formatCents(cents).replace(/\s?€\s?/, '')}</span>;

const VERDICT_TONES: Readonly<Record<FinancingDetail['shares'][number]['verdict'], Tone>> = {
  within: 'success',
  above: 'warning',
  'no-path': 'neutral',
  'unknown-budget': 'neutral',
  'no-costs': 'neutral',
};

function Shares({ data }: { data: FinancingDetail }): VNode {
  const { share } = words();
  return (
    <Section title={share.title} id="part-publique" lead={`${share.lead} ${words().inEuros}`}>
      <DataTable
        caption={share.title}
        captionHidden
        rows={data.shares}
        rowKey={({ year }) => String(year)}
        columns={[
          { key: 'year', label: words().year, header: true, render: ({ year }) => year },
          { key: 'public', label: share.public, align: 'end', render: (one) => <Amount cents={one.publicCents} /> },
          {
            key: 'budget',
            label: share.budget,
            align: 'end',
            render: (one) =>
              one.runningCostsCents === null ? (
                <span class="gr-quiet">{share.unknown}</span>
              ) : (
                <Amount cents={one.runningCostsCents} />
              ),
          },
          {
            key: 'share',
            label: share.share,
            align: 'end',
            render: (one) =>
              one.share === null ? <span class="gr-quiet">{share.unknown}</span> : formatShare(one.share, 1),
          },
          {
            key: 'path',
            label: share.path,
            align: 'end',
            render: (one) =>
              one.pathPercent === null ? <span class="gr-quiet">–</span> : share.pathValue(percent(one.pathPercent)),
          },
          {
            key: 'verdict',
            label: share.verdict,
            render: ({ verdict }) => <StatusBadge tone={VERDICT_TONES[verdict]} label={share.verdicts[verdict]} />,
          },
        ]}
        note={
          <>
            {share.pathSource(data.pathSource)} <Link href="/programme/contrats">{share.rules}</Link>
          </>
        }
      />
    </Section>
  );
}

function Payments({ data }: { data: FinancingDetail }): VNode {
  const { payments } = words();
  // The years to come owe nothing yet.
  const thisYear = Number(data.on.slice(0, 4));
  const add = data.payable ? (
    <ButtonLink href={address(data, '/versements/nouveau')} kind="secondary" icon="plus">
      {payments.add}
    </ButtonLink>
  ) : undefined;
  return (
    <Section title={payments.title} id="versements" lead={`${payments.lead} ${words().inEuros}`} action={add}>
      <DataTable
        caption={payments.followed}
        rows={data.followed.filter(({ year, paidCents }) => year <= thisYear || paidCents > 0)}
        rowKey={({ party, year }) => `${party} ${year}`}
        empty={payments.none}
        note={payments.until(formatDay(data.on))}
        columns={[
          { key: 'party', label: words().party, header: true, render: ({ party }) => nameOf(data, party) },
          { key: 'year', label: words().year, align: 'end', render: ({ year }) => year },
          {
            key: 'committed',
            label: payments.committed,
            align: 'end',
            render: (one) => <Amount cents={one.committedCents} />,
          },
          { key: 'paid', label: payments.paid, align: 'end', render: (one) => <Amount cents={one.paidCents} /> },
          {
            key: 'left',
            label: payments.left,
            align: 'end',
            render: ({ leftCents }) =>
              leftCents > 0 ? (
                <Amount cents={leftCents} />
              ) : leftCents === 0 ? (
                payments.settled
              ) : (
                payments.over(formatCents(-leftCents))
              ),
          },
        ]}
      />
      {data.payments.length > 0 ? (
        <DataTable
          caption={payments.list}
          rows={data.payments}
          rowKey={({ id }) => id}
          columns={[
            { key: 'paidOn', label: payments.paidOn, header: true, render: ({ paidOn }) => formatDay(paidOn) },
            { key: 'party', label: words().party, render: ({ party }) => nameOf(data, party) },
            {
              key: 'amount',
              label: payments.amount,
              align: 'end',
              render: (one) => <Amount cents={one.amountCents} />,
            },
            { key: 'nature', label: payments.nature, render: ({ nature }) => words().natures[nature] },
            { key: 'of', label: payments.of, align: 'end', render: ({ year }) => year },
            { key: 'reference', label: payments.reference, render: ({ reference }) => reference || '–' },
            { key: 'recordedBy', label: payments.recordedBy, render: ({ recordedBy }) => recordedBy },
            ...(data.payable
              ? [
                  {
                    key: 'act',
                    label: payments.withdraw,
                    render: (one: FinancingDetail['payments'][number]) => (
                      <a
                        href={address(data, `/versements/${one.id}/retrait`)}
                        aria-label={payments.withdrawNamed(formatCents(one.amountCents), formatDay(one.paidOn))}
                      >
                        {payments.withdraw}
                      </a>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
    </Section>
  );
}
