import { notFound } from '#kit/action.ts';
import type { TableSheet } from '#kit/web/export.ts';
import { type Filled, form, page, perform, type Route, type Values, type Visit } from '#kit/web/route.ts';
import { typedAmounts } from '#kit/web/typed-money.ts';
import { contractAddress } from '../contract-address.ts';
import { financingPage } from './financing.page.tsx';
import { getFinancing } from './financing.query.ts';
import { paymentPage, planPage, withdrawalPage } from './financing-form.page.tsx';
import { besideInputs, typedPlan } from './financing-grid.ts';
import { recordPayment, withdrawPayment } from './payment.actions.ts';
import { setCommitments } from './set-commitments.action.ts';
import { inBoth, t } from './strategy.sentences.ts';
import type { FinancingDetail } from './strategy.ts';
import { asLongAsOpen } from './strategy.web.tsx';

const financingOf = (visit: Visit): Promise<FinancingDetail> =>
  perform(getFinancing, { contract: visit.params.contract! }, visit.call);

const overview = page({
  path: '/contrats/:contract/financement',
  of: getFinancing,
  input: ({ params }) => ({ contract: params.contract! }),
  view: ({ data }) => financingPage({ data }),
  sheet: async (visit) => financingSheet(await financingOf(visit)),
});

/** The plan as a table to leave with: amounts in euros, what was paid below what was promised. */
function financingSheet(data: FinancingDetail): TableSheet {
  const words = t().financing;
  const euros = (cents: number | null): number | null => (cents === null ? null : cents / 100);
  const nameOf = (party: string) => data.parties.find(({ id }) => id === party)?.name ?? party;
  const ofYears = <Row extends { year: number }>(rows: readonly Row[], value: (row: Row) => number | null) =>
    data.years.map((year) => {
      const row = rows.find((one) => one.year === year);
      return row ? value(row) : null;
    });
  const paid = data.parties.filter(({ id }) => data.followed.some((one) => one.party === id && one.paidCents > 0));
  return {
    name: words.sheet.file(data.contract.id),
    columns: [
      { key: 'ligne', label: words.sheet.line, width: 34 },
      { key: 'partie', label: words.party, width: 44 },
      ...data.years.map((year) => ({ key: String(year), label: String(year) })),
      { key: 'total', label: words.total },
    ],
    rows: [
      ...data.natures.flatMap(({ nature, rows, totals, total }) => [
        ...rows
          .filter(({ amounts }) => amounts.some((amount) => amount !== null))
          .map((row) => [
            words.sheet.committed(words.natures[nature]),
            nameOf(row.party),
            ...row.amounts.map(euros),
            euros(row.total),
          ]),
        [words.sheet.committed(words.natures[nature]), words.total, ...totals.map(euros), euros(total)],
      ]),
      [words.sheet.budget, null, ...ofYears(data.shares, (one) => euros(one.runningCostsCents)), null],
      [
        words.sheet.share,
        null,
        ...ofYears(data.shares, ({ share }) => (share === null ? null : Math.round(share * 10_000) / 100)),
        null,
      ],
      [words.sheet.path, null, ...ofYears(data.shares, ({ pathPercent }) => pathPercent), null],
      ...paid.map(({ id, name }) => {
        const rows = data.followed.filter(({ party }) => party === id);
        const total = rows.reduce((sum, one) => sum + one.paidCents, 0);
        return [words.sheet.paid, name, ...ofYears(rows, (one) => euros(one.paidCents)), euros(total)];
      }),
    ],
  };
}

const plan = form({
  path: '/contrats/:contract/financement/plan',
  of: setCommitments,
  load: financingOf,
  body: (body, { params }) => ({ contract: params.contract, reason: body.reason, ...typedPlan(body) }),
  view: (filled: Filled<FinancingDetail>) => {
    asLongAsOpen(setCommitments, filled.data.text, filled.errors);
    return planPage({ ...filled, errors: besideInputs(filled.values, filled.errors) });
  },
  done: (_, { params }) => ({
    to: contractAddress(params.contract!, 'financing'),
    say: inBoth((words) => words.financing.form.done),
  }),
});

const payment = form({
  path: '/contrats/:contract/financement/versements/nouveau',
  of: recordPayment,
  load: financingOf,
  values: (financing, visit): Values => ({
    nature: 'running-costs',
    party: financing.parties.some(({ id }) => id === visit.search.get('partie')) ? visit.search.get('partie') : null,
  }),
  body: (body, { params }) => ({
    ...body,
    ...params,
    amountCents: amountText(body.amountCents),
  }),
  view: (filled: Filled<FinancingDetail>) => paymentPage(filled),
  done: (_, { params }) => ({
    to: contractAddress(params.contract!, 'financing', '#versements'),
    say: inBoth((words) => words.financing.payments.done),
  }),
});

/** Cents as the door reads numbers; an empty field stays one. */
const amountText = (typed: unknown): string => {
  const cents = typedAmounts({ amountCents: typed }).amountCents;
  return cents === null || cents === undefined ? '' : String(cents);
};

const withdrawal = form({
  path: '/contrats/:contract/financement/versements/:payment/retrait',
  of: withdrawPayment,
  load: async (visit) => {
    const financing = await financingOf(visit);
    const id = visit.params.payment!;
    return { financing, id, payment: financing.payments.find((one) => one.id === id) };
  },
  view: (filled) => {
    if (!filled.data.payment && filled.errors.length === 0) throw notFound();
    return withdrawalPage(filled);
  },
  done: (_, { params }) => ({
    to: contractAddress(params.contract!, 'financing', '#versements'),
    say: inBoth((words) => words.financing.payments.withdrawn),
  }),
});

export const financingRoutes: Route[] = [overview, plan, payment, withdrawal];
