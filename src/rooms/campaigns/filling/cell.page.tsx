import type { VNode } from 'preact';
import { colon, formatDay, formatInstant, formatNumber, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import {
  DataTable,
  DateField,
  DescriptionList,
  FieldRow,
  Form,
  HiddenField,
  Icon,
  Link,
  PostButton,
  RadioField,
  Section,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { Figure } from '#rooms/indicators';
import { REASON_CODES, REASONS } from '../checks/reason-codes.ts';
import { CELL_STATES } from '../return.ts';
import { cellAddress, cellAnchor, returnAddress } from '../return-address.ts';
import type { ReturnCell } from './cell.query.ts';
import { t } from './filling.sentences.ts';
import { frame } from './return-frame.tsx';
import { OriginMark } from './return-table.tsx';

export interface CellGiven {
  readonly data: ReturnCell;
  /** The same figure opened on its facts; null for what is not of the common catalogue. */
  readonly figure: Figure | null;
  readonly factsHref: string | null;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** One figure and all that is known around it; the script shows the same beside the grid. */
export function cellPage({ data, figure, factsHref, values, errors }: CellGiven): Page {
  const words = t().cell;
  const { cell, cluster, year } = data;
  const back = `${returnAddress({ cluster: cluster.id, year })}#${cellAnchor(cell.key)}`;
  return {
    title: cell.label,
    lead: words.lead(cluster.name, year),
    ...frame(data, cell.label),
    status: <OriginMark origin={cell.origin} />,
    body: (
      <div data-panel-content data-key={cell.key} class="gr-cell-detail">
        <p class="gr-cell-detail__back">
          <Link href={back} icon="arrow-left">
            {words.back}
          </Link>
        </p>
        <Now data={data} />
        <Facts figure={figure} href={factsHref} isQuestion={cell.code === null} />
        {figure ? <Sources figure={figure} /> : null}
        <Periods data={data} />
        {data.open ? <CellForm data={data} values={values} errors={errors} /> : null}
        <Limits data={data} figure={figure} />
        <History data={data} />
      </div>
    ),
  };
}

function Now({ data }: { data: ReturnCell }): VNode {
  const words = t().cell;
  const { cell } = data;
  return (
    <div class="gr-cell-detail__now">
      <p>
        <strong class="gr-cell-detail__value">{cell.words === '—' ? words.nothing : cell.words}</strong>{' '}
        {data.target ? (
          <span class="gr-quiet">
            {words.target}
            {colon()}
            {data.target}
          </span>
        ) : null}
      </p>
      {data.findings.map(({ code, severity, sentence }) => (
        <p key={code} class={`gr-note gr-note--${severity}`}>
          <Icon name={severity === 'error' ? 'error' : 'warning'} small title={t().grid[severity]} />
          <span>{sentence}</span>
        </p>
      ))}
      {cell.askedAgain ? (
        <p class="gr-note gr-note--asked">
          <Icon name="mail" small />
          <span>
            <strong>{t().grid.asked[cell.askedAgain.verdict]}</strong>{' '}
            {t().grid.askedBy(cell.askedAgain.by, cell.askedAgain.reason)}
          </span>
        </p>
      ) : null}
      {data.open && data.counted && cell.prefilled ? (
        <PostButton
          action={`${cellAddress({ cluster: data.cluster.id, year: data.year }, cell.key)}/modifier`}
          kind="secondary"
          small
          values={{
            revision: String(cell.revision),
            state: 'known',
            exact: JSON.stringify([data.counted.value, data.counted.numerator, data.counted.denominator]),
          }}
        >
          {words.take(data.counted.words)}
        </PostButton>
      ) : null}
    </div>
  );
}

/** Typed as numbers are read in the grid; the state is chosen in words. */
function CellForm({ data, values, errors }: Pick<CellGiven, 'data' | 'values' | 'errors'>): VNode {
  const words = t().cell;
  const { cell } = data;
  const { answer, text } = cell;
  const filled: Values =
    Object.keys(values).length > 0
      ? values
      : {
          state: answer.state ?? (cell.measure === 'text' ? 'known' : 'none'),
          value: answer.state === 'known' || cell.measure === 'text' ? text.value : '',
          numerator: answer.state === 'known' ? text.numerator : '',
          denominator: answer.state === 'known' ? text.denominator : '',
          notBefore: answer.notBefore ?? '',
          reasonCode: cell.reasonCode ?? '',
          reasonText: cell.reasonText,
          comment: cell.comment,
        };
  return (
    <Form
      id="detail"
      action={`${cellAddress({ cluster: data.cluster.id, year: data.year }, cell.key)}/modifier`}
      values={filled}
      errors={errors}
      submit={{ label: words.save }}
    >
      <HiddenField name="revision" value={String(cell.revision)} />
      {cell.measure === 'text' ? (
        <>
          <HiddenField name="state" value="known" />
          <TextareaField name="value" label={cell.label} rows={6} required={false} />
        </>
      ) : (
        <>
          <RadioField
            name="state"
            label={words.kind}
            choices={[...CELL_STATES, 'none' as const].map((state) => ({
              value: state,
              label: words.kinds[state],
              ...(state !== 'none' && { hint: words.kindHints[state] }),
            }))}
          />
          {cell.measure === 'ratio' ? (
            <FieldRow>
              <TextField
                name="numerator"
                label={words.numerator}
                hint={cell.numerator}
                inputmode="decimal"
                required={false}
              />
              <TextField
                name="denominator"
                label={words.denominator}
                hint={`${cell.denominator}. ${words.computed}`}
                inputmode="decimal"
                required={false}
              />
            </FieldRow>
          ) : (
            <TextField name="value" label={words.value} hint={cell.unit} inputmode="decimal" required={false} />
          )}
          <DateField name="notBefore" label={words.notBefore} required={false} />
          <SelectField
            name="reasonCode"
            label={words.reason}
            hint={words.reasonHint(data.reasonThreshold)}
            blank={t().grid.noReason}
            width="full"
            required={false}
            choices={REASON_CODES.map((code) => ({ value: code, label: say(REASONS[code]) }))}
          />
          <TextField name="reasonText" label={words.reasonText} required={false} />
        </>
      )}
      <TextareaField name="comment" label={words.comment} hint={words.commentHint} rows={3} required={false} />
    </Form>
  );
}

function Facts({
  figure,
  href,
  isQuestion,
}: {
  figure: Figure | null;
  href: string | null;
  isQuestion: boolean;
}): VNode | null {
  const words = t().cell;
  if (!figure && isQuestion) return null;
  const counted = figure?.counted ?? null;
  return (
    <Section title={words.facts} level={2}>
      {counted === null ? (
        <p class="gr-quiet">{words.notCounted}</p>
      ) : (
        <>
          {counted.list.length > 0 ? (
            <DataTable
              caption={words.factsLead(counted.rows)}
              rows={counted.list}
              rowKey={({ factId, cluster }) => `${factId} ${cluster}`}
              columns={[
                { key: 'fact', label: words.fact, header: true, render: (row) => <a href={row.href}>{row.title}</a> },
                { key: 'on', label: words.on, render: ({ onDay }) => formatDay(onDay) },
                {
                  key: 'counts',
                  label: words.counts,
                  align: 'end',
                  render: ({ numerator }) => (numerator === null ? '—' : formatNumber(numerator, 2)),
                },
              ]}
            />
          ) : (
            <p class="gr-quiet">{words.noFacts}</p>
          )}
          {counted.missing > 0 ? <p class="gr-note gr-note--warning">{words.missing(counted.missing)}</p> : null}
        </>
      )}
      {href ? (
        <p>
          <Link href={href}>{words.allFacts}</Link>
        </p>
      ) : null}
    </Section>
  );
}

function Sources({ figure }: { figure: Figure }): VNode {
  const words = t().cell;
  return (
    <Section title={words.sources} level={2}>
      <DataTable
        caption={words.sources}
        captionHidden
        empty={words.noSource}
        rows={figure.sources}
        rowKey={({ source, producer }) => `${source} ${producer}`}
        columns={[
          { key: 'source', label: words.source, header: true, render: ({ source }) => words.sourceNames[source] },
          { key: 'producer', label: words.producer, render: ({ producer }) => producer },
          { key: 'vintage', label: words.vintage, render: ({ vintage }) => formatDay(vintage) },
          {
            key: 'value',
            label: words.value,
            align: 'end',
            render: ({ value }) => (value === null ? '—' : formatNumber(value, 2)),
          },
        ]}
      />
    </Section>
  );
}

function Periods({ data }: { data: ReturnCell }): VNode | null {
  const words = t().cell;
  if (data.cell.measure === 'text') return null;
  return (
    <Section title={words.periods} level={2}>
      <DataTable
        caption={words.periods}
        captionHidden
        rows={data.cell.history}
        rowKey={({ year }) => String(year)}
        columns={[
          { key: 'year', label: words.year, header: true, render: ({ year }) => year },
          { key: 'value', label: words.value, align: 'end', render: (one) => one.words },
        ]}
      />
    </Section>
  );
}

/** What the figure means, and what it does not say. */
function Limits({ data, figure }: { data: ReturnCell; figure: Figure | null }): VNode {
  const words = t().cell;
  const { cell } = data;
  const definition = figure ? say(figure.definition) : '';
  const limits = figure ? say(figure.limits) : '';
  const items = [
    ...(definition ? [{ term: words.definition, description: definition }] : []),
    ...(limits ? [{ term: words.doesNotSay, description: limits }] : []),
    ...(cell.measure === 'text' ? [] : [{ term: words.measured, description: words.cumulations[data.cumulation] }]),
    ...(cell.measure === 'ratio'
      ? [{ term: words.terms, description: `${cell.numerator} ${words.of} ${cell.denominator}` }]
      : cell.unit
        ? [{ term: words.unit, description: cell.unit }]
        : []),
    ...(cell.question
      ? [
          { term: words.basis, description: cell.question.basis },
          { term: words.reader, description: cell.question.reader },
          { term: words.minutes, description: `${formatNumber(cell.question.minutes, 1)} min` },
        ]
      : []),
  ];
  return (
    <Section title={words.limits} level={2}>
      <DescriptionList items={items} />
      {cell.code ? (
        <p>
          <Link href={`/indicateurs/${cell.code}`}>{cell.code}</Link>
        </p>
      ) : null}
    </Section>
  );
}

function History({ data }: { data: ReturnCell }): VNode {
  const words = t().cell;
  const { cell, history } = data;
  const nothing = <span class="gr-quiet">{t().preview.nothing}</span>;
  return (
    <Section title={words.history} level={2}>
      {history.length === 0 ? (
        <p class="gr-quiet">{words.noHistory}</p>
      ) : (
        <ul class="gr-plain">
          {history.map(({ revision, at, by, changes, before }) => (
            <li key={revision}>
              <span class="gr-quiet">{t().grid.changedBy(by, formatInstant(at))}</span>
              {changes.map((change) => (
                <div key={change.what}>
                  {words.what[change.what]}
                  {colon()}
                  {change.before === null ? nothing : <del>{change.before}</del>} →{' '}
                  {change.after === null ? nothing : <ins>{change.after}</ins>}
                </div>
              ))}
              {data.open && before && changes.some(({ what }) => what === 'value') ? (
                <PostButton
                  action={`${cellAddress({ cluster: data.cluster.id, year: data.year }, cell.key)}/modifier`}
                  kind="tertiary"
                  small
                  values={{
                    revision: String(cell.revision),
                    state: before.state ?? 'none',
                    exact: JSON.stringify([before.value, before.numerator, before.denominator]),
                    notBefore: before.notBefore ?? '',
                    value: before.text ?? '',
                  }}
                >
                  {words.restore}
                </PostButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
