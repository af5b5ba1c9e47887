import type { VNode } from 'preact';
import { formatCents, formatDay } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import { typedEuros } from '#kit/web/typed-money.ts';
import {
  DateField,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  RadioField,
  Section,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { COST_NATURES } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { budgetField, type CostNature, cellField } from './financing-grid.ts';
import { t } from './strategy.sentences.ts';
import type { FinancingDetail } from './strategy.ts';

const words = () => t().financing;
const FORM = 'plan';

/** A cell of the grid: what stands, and how it is called. */
interface Cell {
  readonly field: string;
  readonly label: string;
  readonly present: { readonly amountCents: number; readonly revision: number; readonly changedBy: string } | undefined;
}

interface Typed {
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** The whole plan in one form: running costs with their budget, then actions. */
export function planPage({ data, values, errors: refused }: Filled<FinancingDetail>): Page {
  const { form } = words();
  const { contract } = data;
  const errors = [...refused, ...movedMeanwhile(data, values, refused)];
  return {
    title: form.title,
    lead: form.lead,
    crumbs: contractCrumbs(contract, 'financing', form.title),
    side: contractSide(contract, 'financing'),
    synthetic: contract.synthetic,
    wide: true,
    body: (
      <div class="gr-money-grid">
        <Form
          id={FORM}
          action={contractAddress(contract.id, 'financing', '/plan')}
          values={values}
          errors={errors}
          submit={{ label: form.submit }}
          cancel={{ href: contractAddress(contract.id, 'financing'), label: form.cancel }}
          consequence={form.consequence}
        >
          <p class="gr-quiet">{form.hint}</p>
          {COST_NATURES.map((nature) => (
            <NatureGrid key={nature} data={data} nature={nature} typed={{ values, errors }} />
          ))}
          <TextareaField name="reason" label={form.reason} hint={form.reasonHint} rows={2} required={false} />
        </Form>
      </div>
    ),
  };
}

/** Cells that somebody changed since the grid was opened and that no refusal names yet: the summary tells them too. */
function movedMeanwhile(data: FinancingDetail, values: Values, refused: readonly FieldError[]): FieldError[] {
  const { form } = words();
  return [
    ...data.cells.map((one) => ({ ...one, field: cellField(one.party, one.year, one.nature) })),
    ...data.budgets.map((one) => ({ ...one, field: budgetField(one.year) })),
  ].flatMap(({ field, revision, amountCents, changedBy }) => {
    const read = values[`${field}.revision`];
    if (read === undefined || Number(read) === revision || refused.some((one) => one.field === field)) return [];
    return [{ field, message: form.present(formatCents(amountCents), changedBy) }];
  });
}

interface Line {
  readonly key: string;
  readonly label: string;
  readonly cells: readonly Cell[];
}

function NatureGrid(props: { data: FinancingDetail; nature: CostNature; typed: Typed }): VNode {
  const { data, nature, typed } = props;
  const { form, natures } = words();
  const lines: Line[] = data.parties.map(({ id, name }) => ({
    key: id,
    label: name,
    cells: data.years.map((year) => ({
      field: cellField(id, year, nature),
      label: form.cell(name, natures[nature], year),
      present: data.cells.find((one) => one.party === id && one.year === year && one.nature === nature),
    })),
  }));
  if (nature === 'running-costs')
    lines.push({
      key: 'budget',
      label: form.budget,
      cells: data.years.map((year) => ({
        field: budgetField(year),
        label: form.budgetCell(year),
        present: data.budgets.find((one) => one.year === year),
      })),
    });
  return (
    <Section title={natures[nature]} level={2}>
      <div class="fr-table gr-table" data-grid="">
        <table>
          <caption class="fr-sr-only">{natures[nature]}</caption>
          <thead>
            <tr>
              <th scope="col">{words().party}</th>
              {data.years.map((year) => (
                <th key={year} scope="col">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key} data-grid-line="">
                <th scope="row">{line.label}</th>
                {line.cells.map((cell, index) => (
                  <td key={cell.field} data-label={String(data.years[index])}>
                    <AmountCell cell={cell} typed={typed} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** An amount to type. When somebody changed it meanwhile, their amount stands beside what was typed. */
function AmountCell({ cell, typed: { values, errors } }: { cell: Cell; typed: Typed }): VNode {
  const { form } = words();
  const { field, present } = cell;
  const id = `${FORM}-${field}`;
  const error = errors.find((one) => one.field === field)?.message;
  const revision = present?.revision ?? 0;
  const read = values[`${field}.revision`];
  const moved = read !== undefined && Number(read) !== revision;
  const typed = values[field];
  const standing = typedEuros(present?.amountCents ?? null);
  const described = [error ? `${id}-erreur` : '', moved ? `${id}-actuel` : ''].filter(Boolean).join(' ');
  return (
    <span class="gr-money-cell">
      <input type="hidden" name={`${field}.revision`} value={String(revision)} />
      <input
        class={`fr-input gr-money-cell__input${error ? ' fr-input--error' : ''}`}
        type="text"
        inputmode="decimal"
        id={id}
        name={field}
        aria-label={cell.label}
        value={typeof typed === 'string' ? typed : standing}
        data-cell=""
        data-saved={standing}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
        autocomplete="off"
      />
      {moved ? (
        <span class="gr-money-cell__note" id={`${id}-actuel`}>
          {present ? form.present(formatCents(present.amountCents), present.changedBy) : form.presentNothing}
        </span>
      ) : null}
      {error ? (
        <span class="fr-error-text gr-money-cell__error" id={`${id}-erreur`}>
          {error}
        </span>
      ) : null}
    </span>
  );
}

/** A payment, once it is a fact. */
export function paymentPage({ data, values, errors }: Filled<FinancingDetail>): Page {
  const { payments, natures } = words();
  const { contract } = data;
  return {
    title: payments.add,
    lead: payments.lead,
    crumbs: contractCrumbs(contract, 'financing', payments.add),
    side: contractSide(contract, 'financing'),
    synthetic: contract.synthetic,
    body: (
      <Form
        action={contractAddress(contract.id, 'financing', '/versements/nouveau')}
        values={values}
        errors={errors}
        submit={{ label: payments.submit }}
        cancel={{ href: contractAddress(contract.id, 'financing', '#versements'), label: words().form.cancel }}
        consequence={payments.consequence}
      >
        <SelectField
          name="party"
          label={words().party}
          choices={data.parties.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FieldRow>
          <MoneyField name="amountCents" label={payments.amount} hint={payments.amountHint} />
          <DateField name="paidOn" label={payments.paidOn} hint={payments.paidOnHint} />
        </FieldRow>
        <SelectField
          name="year"
          label={payments.of}
          hint={payments.yearHint}
          width="short"
          choices={data.years.map((year) => ({ value: String(year), label: String(year) }))}
        />
        <RadioField
          name="nature"
          label={payments.nature}
          inline
          choices={COST_NATURES.map((nature) => ({ value: nature, label: natures[nature] }))}
        />
        <TextField name="reference" label={payments.reference} hint={payments.referenceHint} required={false} />
      </Form>
    ),
  };
}

/** Asked before a payment counts no more. */
export function withdrawalPage({
  data,
  values,
  errors,
}: Filled<{
  readonly financing: FinancingDetail;
  readonly payment: FinancingDetail['payments'][number] | undefined;
  readonly id: string;
}>): Page {
  const { payments } = words();
  const { contract, parties } = data.financing;
  const { payment } = data;
  const party = parties.find(({ id }) => id === payment?.party)?.name ?? '';
  return {
    title: payments.withdrawTitle,
    lead: payment
      ? payments.withdrawLead(formatCents(payment.amountCents), party, formatDay(payment.paidOn))
      : undefined,
    crumbs: contractCrumbs(contract, 'financing', payments.withdrawTitle),
    side: contractSide(contract, 'financing'),
    synthetic: contract.synthetic,
    body: (
      <Form
        action={contractAddress(contract.id, 'financing', `/versements/${data.id}/retrait`)}
        values={values}
        errors={errors}
        submit={{ label: payments.withdrawSubmit, kind: 'danger' }}
        cancel={{ href: contractAddress(contract.id, 'financing', '#versements'), label: words().form.cancel }}
        consequence={payments.withdrawConsequence}
      >
        <HiddenField name="payment" value={data.id} />
        <TextareaField name="reason" label={payments.reason} rows={3} />
      </Form>
    ),
  };
}
