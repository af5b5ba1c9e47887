import { dayInParis } from '#kit/period.ts';
import { formatDay, formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  ButtonLink,
  CheckboxField,
  type Column,
  DataTable,
  FieldRow,
  Form,
  NumberField,
  RadioField,
  SelectField,
  Tabs,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { QUARTERS } from '../campaign.ts';
import { campaignAddress, campaignCrumbs, campaignTabs } from './campaign-frame.ts';
import type { listQuestions } from './questions.query.ts';
import { t } from './steering.sentences.ts';

export type QuestionsView = OutputOf<typeof listQuestions>;
type Row = QuestionsView['rows'][number];

export const questionsAddress = (year: number, rest = ''): string => campaignAddress(year, `/questions${rest}`);

export function questionsPage({ data }: { data: QuestionsView }): Page {
  const words = t().questions;
  const { burden } = data;
  return {
    title: words.title(data.year),
    lead: words.lead,
    crumbs: campaignCrumbs(data.year, t().tabs.questions),
    action: data.mayEdit ? (
      <ButtonLink href={questionsAddress(data.year, '/ajout')} icon="plus">
        {words.add}
      </ButtonLink>
    ) : undefined,
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        <Tabs {...campaignTabs(data.year, 'questions')} />
        <Alert kind={burden.above ? 'warning' : 'info'}>
          <p>
            {words.burden(burden.perQuarter, burden.ceiling)} {burden.above ? <strong>{words.above}</strong> : null}
          </p>
          <p class="gr-quiet">{words.burdenDetail(burden.questions, burden.contract)}</p>
        </Alert>
        <DataTable
          caption={words.caption}
          rows={data.rows}
          rowKey={({ id }) => id}
          empty={words.none}
          columns={columns(data)}
        />
      </>
    ),
  };
}

function columns(data: QuestionsView): Column<Row>[] {
  const words = t().questions;
  return [
    {
      key: 'question',
      label: words.question,
      header: true,
      width: 'wide',
      render: (row) => (
        <>
          {row.withdrawnAt ? <del>{row.label[locale()]}</del> : row.label[locale()]}
          <span class="gr-quiet gr-second">
            {words.kinds[row.kind]}
            {row.indicator ? ` ${row.indicator}` : ''}
          </span>
          {row.withdrawnAt ? (
            <span class="gr-quiet gr-second">
              {words.withdrawnOn(formatDay(dayInParis(row.withdrawnAt)), row.withdrawnReason ?? '')}
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'basis', label: words.basis, render: ({ basis }) => basis },
    { key: 'reader', label: words.reader, render: ({ reader }) => reader },
    { key: 'until', label: words.until, render: ({ lastYear }) => String(lastYear) },
    { key: 'expected', label: words.expected, align: 'end', render: ({ minutes }) => formatNumber(minutes, 1) },
    {
      key: 'spent',
      label: words.spent,
      align: 'end',
      render: ({ spent, returns }) =>
        spent === null ? (
          <span class="gr-quiet">{words.notMeasured}</span>
        ) : (
          <>
            {formatNumber(spent, 1)}
            <span class="gr-quiet gr-second">{words.overReturns(returns)}</span>
          </>
        ),
    },
    ...(data.mayEdit
      ? [
          {
            key: 'acts',
            label: words.withdraw,
            render: (row: Row) =>
              row.withdrawnAt ? null : (
                <a
                  href={questionsAddress(data.year, `/${row.id}/retrait`)}
                  aria-label={words.withdrawNamed(row.label[locale()])}
                >
                  {words.withdraw}
                </a>
              ),
          },
        ]
      : []),
  ];
}

export function addQuestionPage({ data, values, errors, visit }: Filled<QuestionsView>): Page {
  const words = t().questions;
  const { perQuarter, ceiling } = data.burden;
  const passes = errors.some(({ field }) => field === 'minutes') || values.beyondCeiling !== undefined;
  return {
    title: words.addTitle,
    lead: words.addLead(perQuarter, ceiling, (ceiling - perQuarter) * QUARTERS),
    crumbs: [...campaignCrumbs(data.year, words.addTitle)],
    synthetic: data.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: words.addSubmit }}
        cancel={{ href: questionsAddress(data.year), label: words.cancel }}
      >
        <RadioField
          name="kind"
          label={words.kind}
          choices={[
            { value: 'indicator', label: words.kindIndicator },
            { value: 'text', label: words.kindText },
            { value: 'yes-no', label: words.kindYesNo },
          ]}
        />
        <SelectField
          name="indicator"
          label={words.indicator}
          hint={words.indicatorHint}
          required={false}
          blank="—"
          choices={data.catalogue.map(({ code, label }) => ({ value: code, label: `${code} · ${label}` }))}
        />
        <TextField name="labelFr" label={words.labelFr} />
        <TextField name="labelEn" label={words.labelEn} />
        <TextField name="basis" label={words.basis} hint={words.basisHint} />
        <TextField name="reader" label={words.reader} hint={words.readerHint} />
        <FieldRow>
          <NumberField name="lastYear" label={words.lastYear} />
          <NumberField name="minutes" label={words.minutes} unit={words.minutesUnit} decimals />
        </FieldRow>
        {passes || data.burden.above ? (
          <CheckboxField name="beyondCeiling" label={words.beyond} required={false} />
        ) : null}
      </Form>
    ),
  };
}

export function withdrawQuestionPage({
  data,
  values,
  errors,
  visit,
}: Filled<{ readonly view: QuestionsView; readonly row: Row }>): Page {
  const words = t().questions;
  const { year, synthetic } = data.view;
  return {
    title: words.withdrawTitle,
    lead: words.withdrawLead(data.row.label[locale()]),
    crumbs: campaignCrumbs(year, words.withdrawTitle),
    synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: words.withdrawSubmit, kind: 'danger' }}
        cancel={{ href: questionsAddress(year), label: words.cancel }}
      >
        <TextareaField name="reason" label={words.withdrawReason} rows={3} />
      </Form>
    ),
  };
}
