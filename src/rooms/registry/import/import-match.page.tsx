import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { fieldId } from '#kit/web/ui/form.tsx';
import {
  Alert,
  DataTable,
  DateField,
  FieldRow,
  Form,
  NumberField,
  RadioField,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import type { ColumnMatch } from './column-match.rules.ts';
import { importAddress } from './import.address.ts';
import { importFrame } from './import.page.tsx';
import { t } from './import.sentences.ts';
import type { ImportDetail } from './import.ts';
import { FIELDS, fieldOf, type TableKind } from './import-field.ts';
import { columnLetter } from './import-file.ts';

/** The name of the choice that says what a column holds. */
export const columnField = (column: number | string): string => `colonne-${column}`;

/** What the form holds before anyone has touched it. */
export const matchValues = (data: ImportDetail): Record<string, unknown> => ({
  figuresYear: data.figuresYear === null ? '' : String(data.figuresYear),
  absent: data.absent,
  absentOn: data.absentOn ?? '',
  absentReason: data.absentReason ?? '',
  ...Object.fromEntries(data.columns.map(({ column, field }) => [columnField(column), field])),
});

/** What the columns of a file hold: recognised by their headers, corrected by the person. */
export function matchPage(props: {
  readonly data: ImportDetail;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}): Page {
  const { data, errors } = props;
  return importFrame(
    data,
    'columns',
    <>
      <MatchForm {...props} />
      {errors.length === 0 && data.missing.length > 0 ? (
        <Alert kind="info" title={t().match.missing}>
          <ul>
            {data.missing.map((sentence) => (
              <li key={sentence.fr}>{say(sentence)}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </>,
  );
}

export function MatchForm(props: {
  readonly data: ImportDetail;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}): VNode {
  const { data, values, errors } = props;
  const words = t().match;
  const kind = data.kind as TableKind;
  return (
    <Section title={words.title} lead={words.lead}>
      <Form
        action={importAddress(data.id, 'colonnes')}
        values={values}
        // The columns are several fields: the first of them carries what is said of all.
        errors={errors.map((error) => (error.field === 'columns' ? { ...error, field: columnField(0) } : error))}
        submit={{ label: words.submit }}
        consequence={words.consequence}
        guard={false}
      >
        <ColumnTable data={data} kind={kind} values={values} />
        {FIELDS[kind].some(({ yearly }) => yearly) ? (
          <NumberField name="figuresYear" label={words.figuresYear} hint={words.figuresYearHint} required={false} />
        ) : null}
        {kind === 'members' ? <AbsentFields /> : null}
      </Form>
    </Section>
  );
}

/** One line for each column: its letter and header, what it holds, and the choice of what that is. */
function ColumnTable(props: { data: ImportDetail; kind: TableKind; values: Readonly<Record<string, unknown>> }): VNode {
  const { data, kind, values } = props;
  const words = t().match;
  const choices = FIELDS[kind].map(({ name, title }) => ({ value: name as string, label: say(title) }));
  const rows = data.headers.map((header, column) => ({ header, column, letter: columnLetter(column) }));
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      rows={rows}
      rowKey={({ letter }) => letter}
      columns={[
        {
          key: 'header',
          label: words.header,
          header: true,
          render: ({ header, letter }) => (header === letter ? letter : words.column(letter, header)),
        },
        {
          key: 'samples',
          label: words.samples,
          render: ({ column }) => <Samples values={data.samples[column] ?? []} />,
        },
        {
          key: 'field',
          label: words.field,
          render: ({ header, column }) => {
            const match = data.columns.find((one) => one.column === column);
            const told = match ? readFromHeader(kind, match) : '';
            const name = columnField(column);
            return (
              <div>
                <select class="fr-select" id={fieldId('champ', name)} name={name} aria-label={words.fieldOf(header)}>
                  <option value="">{words.unread}</option>
                  {choices.map((choice) => (
                    <option key={choice.value} value={choice.value} selected={values[name] === choice.value}>
                      {choice.label}
                    </option>
                  ))}
                </select>
                {told ? <span class="gr-quiet">{told}</span> : null}
              </div>
            );
          },
        },
      ]}
    />
  );
}

function Samples({ values }: { values: readonly string[] }): VNode {
  if (values.length === 0) return <span class="gr-quiet">{t().match.noSample}</span>;
  return (
    <span>
      {values.map((value, place) => (
        <span key={value}>
          {place > 0 ? <br /> : null}
          {value}
        </span>
      ))}
    </span>
  );
}

/** The year and the unit that the header tells: what the person cannot see from the choice alone. */
function readFromHeader(kind: TableKind, { field, year, unit }: ColumnMatch): string {
  if (!fieldOf(kind, field)?.yearly) return '';
  const words = t().match;
  return [year === null ? '' : words.year(year), words.unit[unit] ?? ''].filter(Boolean).join(', ');
}

function AbsentFields(): VNode {
  const words = t().match;
  return (
    <>
      <RadioField
        name="absent"
        label={words.absent}
        choices={[
          { value: 'keep', label: words.absentKeep, hint: words.absentKeepHint },
          { value: 'end', label: words.absentEnd, hint: words.absentEndHint },
        ]}
      />
      <FieldRow>
        <DateField name="absentOn" label={words.absentOn} required={false} />
        <TextField name="absentReason" label={words.absentReason} required={false} />
      </FieldRow>
    </>
  );
}
