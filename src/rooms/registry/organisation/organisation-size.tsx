import type { VNode } from 'preact';
import { formatCents, formatDay, formatNumber, say } from '#kit/say.ts';
import { DataTable, Section } from '#kit/web/ui/index.ts';
import { inWords } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import {
  ETI_BALANCE_SHEET_LIMIT,
  ETI_HEADCOUNT_LIMIT,
  ETI_REVENUE_LIMIT,
  MICRO_BALANCE_SHEET_LIMIT,
  MICRO_HEADCOUNT_LIMIT,
  MICRO_REVENUE_LIMIT,
  SME_BALANCE_SHEET_LIMIT,
  SME_HEADCOUNT_LIMIT,
  SME_REVENUE_LIMIT,
} from '../size-category.rules.ts';
import type { OrganisationDetail } from './organisation.ts';

/** The size of the enterprise, the accounts that explain it, how it changed, and the limits of the décret beside. */
export function SizeSection({ organisation }: { organisation: OrganisationDetail }): VNode {
  const words = t().organisation.page;
  const { size } = organisation;
  return (
    <Section title={words.sizeTitle} id="taille" lead={words.sizeLead}>
      <div class="gr-attribute">
        <p class="gr-attribute__name">{words.sizeOnDay(formatDay(organisation.on))}</p>
        <p class="gr-attribute__value">
          {size.onDay ? t().size[size.onDay.category] : t().size.unknown}
          {size.onDay ? <span class="gr-quiet"> {words.sizeYear(size.onDay.year)}</span> : null}
        </p>
        <p>{say(size.explanation)}</p>
        {organisation.enterpriseHead ? (
          <p>
            {words.head} —{' '}
            <a href={`/organisations/${organisation.enterpriseHead.id}`}>{organisation.enterpriseHead.name}</a>
          </p>
        ) : null}
      </div>
      {organisation.accounts === null ? <p class="gr-quiet">{words.accountsReserved}</p> : <Years size={size} />}
      <History size={size} />
      <details>
        <summary>{words.thresholds}</summary>
        <Thresholds />
      </details>
    </Section>
  );
}

type Size = OrganisationDetail['size'];

const figure = (of: number | null, write: (known: number) => string): VNode | string =>
  of === null ? <span class="gr-quiet">{t().words.unknown}</span> : write(of);

function Years({ size }: { size: Size }): VNode {
  const words = t().organisation.page;
  return (
    <DataTable
      caption={words.yearsCaption}
      columns={[
        { key: 'year', label: words.year, header: true, render: (one) => one.year },
        { key: 'closedOn', label: words.closedOn, render: (one) => formatDay(one.closedOn) },
        { key: 'unit', label: words.unit, render: (one) => one.organisation.name },
        {
          key: 'consolidated',
          label: words.consolidated,
          render: (one) => (one.consolidated ? words.consolidatedYes : words.consolidatedNo),
        },
        {
          key: 'headcount',
          label: words.headcount,
          align: 'end',
          render: (one) => figure(one.headcount, (known) => formatNumber(known, 2)),
        },
        {
          key: 'revenue',
          label: words.revenue,
          align: 'end',
          render: (one) => figure(one.revenueCents, (known) => formatCents(known)),
        },
        {
          key: 'balance',
          label: words.balance,
          align: 'end',
          render: (one) => figure(one.balanceCents, (known) => formatCents(known)),
        },
        { key: 'source', label: words.source, render: (one) => one.source },
      ]}
      rows={size.years}
      rowKey={(one) => `${one.organisation.id} ${one.year} ${one.consolidated}`}
      empty={words.yearsNone}
    />
  );
}

function History({ size }: { size: Size }): VNode | null {
  const words = t().organisation.page;
  if (size.history.length === 0) return null;
  return (
    <DataTable
      caption={words.historyCaption}
      columns={[
        { key: 'period', label: words.period, header: true, render: (spell) => inWords(spell.from, spell.to) },
        {
          key: 'category',
          label: words.category,
          render: (spell) => (
            <>
              {t().size[spell.category]}
              {spell.approximate ? <span class="gr-quiet gr-second">{words.approximate}</span> : null}
            </>
          ),
        },
        { key: 'year', label: words.decidedBy, render: (spell) => spell.year },
      ]}
      rows={size.history}
      rowKey={(spell) => spell.from}
    />
  );
}

function Thresholds(): VNode {
  const words = t().organisation.page;
  const money = (revenue: number, balance: number) =>
    words.thresholdMoney(formatCents(revenue, true), formatCents(balance, true));
  const staff = (limit: number) => words.thresholdHeadcount(formatNumber(limit));
  const lines = [
    {
      name: t().size.micro,
      staff: staff(MICRO_HEADCOUNT_LIMIT),
      money: money(MICRO_REVENUE_LIMIT, MICRO_BALANCE_SHEET_LIMIT),
    },
    { name: t().size.pme, staff: staff(SME_HEADCOUNT_LIMIT), money: money(SME_REVENUE_LIMIT, SME_BALANCE_SHEET_LIMIT) },
    { name: t().size.eti, staff: staff(ETI_HEADCOUNT_LIMIT), money: money(ETI_REVENUE_LIMIT, ETI_BALANCE_SHEET_LIMIT) },
    { name: t().size.ge, staff: words.thresholdAbove, money: words.thresholdAbove },
  ];
  return (
    <DataTable
      caption={words.thresholdsCaption}
      columns={[
        { key: 'name', label: words.category, header: true, render: (line) => line.name },
        { key: 'staff', label: words.thresholdStaff, render: (line) => line.staff },
        { key: 'money', label: words.thresholdAmounts, render: (line) => line.money },
      ]}
      rows={lines}
      rowKey={(line) => line.name}
    />
  );
}
