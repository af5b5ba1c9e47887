import type { VNode } from 'preact';
import { locale, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  Alert,
  type Choice,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  NumberField,
  RadioField,
  Section,
  SelectField,
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
        {data.headers.map((header, column) => (
          <ColumnChoice key={columnField(column)} data={data} kind={kind} column={column} header={header} />
        ))}
        {FIELDS[kind].some(({ yearly }) => yearly) ? (
          <NumberField name="figuresYear" label={words.figuresYear} hint={words.figuresYearHint} required={false} />
        ) : null}
        {kind === 'members' ? <AbsentFields /> : null}
      </Form>
    </Section>
  );
}

function ColumnChoice(props: { data: ImportDetail; kind: TableKind; column: number; header: string }): VNode {
  const { data, kind, column, header } = props;
  const words = t().match;
  const match = data.columns.find((one) => one.column === column);
  const samples = data.samples[column] ?? [];
  const hint = [
    samples.length > 0 ? words.samples(samples.join(locale() === 'fr' ? '\u202f; ' : '; ')) : words.noSample,
    match ? readFromHeader(kind, match) : '',
  ];
  const letter = columnLetter(column);
  return (
    <SelectField
      name={columnField(column)}
      label={header === letter ? letter : words.column(letter, header)}
      hint={hint.filter(Boolean).join('. ')}
      choices={choicesOf(kind)}
      blank={words.unread}
      required={false}
    />
  );
}

const choicesOf = (kind: TableKind): Choice[] =>
  FIELDS[kind].map(({ name, title }) => ({ value: name, label: say(title) }));

/** The year and the unit that the header tells: what the person cannot see from the choice alone. */
function readFromHeader(kind: TableKind, { field, year, unit }: ColumnMatch): string {
  if (!fieldOf(kind, field)?.yearly) return '';
  const words = t().match;
  return [year === null ? '' : words.year(year), words.unit[unit] ?? ''].filter(Boolean).join(', ');
}

function AbsentFields(): VNode {
  const words = t().match;
  return (
    <FieldSet legend={words.absent}>
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
    </FieldSet>
  );
}
