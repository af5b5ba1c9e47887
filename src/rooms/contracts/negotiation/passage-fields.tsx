import type { VNode } from 'preact';
import {
  CheckboxesField,
  FieldRow,
  FieldSet,
  HiddenField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { ClauseKind } from '../clause/clause.ts';
import { fieldWord, PASSAGE_FIELDS, type PassageField, passageWords } from './passage.ts';
import type { PassageList } from './passage-list.query.ts';

/** The fields of a passage of one kind, as whoever proposes other words fills them. */
export function PassageFields({ kind, data }: { kind: ClauseKind; data: PassageList }): VNode {
  return (
    <>
      {PASSAGE_FIELDS[kind].map((field) => (
        <PassageInput key={field.name} field={field} data={data} />
      ))}
    </>
  );
}

function PassageInput({ field, data }: { field: PassageField; data: PassageList }): VNode | null {
  const { name, shape } = field;
  const words = passageWords();
  const props = { name, label: fieldWord(name), required: !field.optional };
  const table = words.choice as unknown as Record<string, Record<string, string>>;
  switch (shape) {
    case 'line':
      return <TextField {...props} width="full" maxlength={300} />;
    case 'words':
      return (
        <TextareaField
          {...props}
          rows={name === 'body' ? 14 : 5}
          hint={name === 'body' ? words.hint.body : undefined}
        />
      );
    case 'lines':
      return <TextareaField {...props} rows={3} hint={name === 'levels' ? words.hint.levels : words.hint.lines} />;
    case 'money':
      return <MoneyField {...props} hint={words.hint.money} />;
    case 'year':
      return <NumberField {...props} />;
    case 'choice':
      return (
        <SelectField
          {...props}
          choices={field.choices!.map((value) => ({ value, label: table[name]?.[value] ?? value }))}
        />
      );
    case 'party':
      return <SelectField {...props} choices={data.parties.map(({ id, name: label }) => ({ value: id, label }))} />;
    case 'areas': {
      const areas = data.passages.filter((passage) => passage.kind === 'area');
      return areas.length === 0 ? null : (
        <CheckboxesField {...props} choices={areas.map(({ id }) => ({ value: id, label: data.names[id] ?? id }))} />
      );
    }
    case 'baseline':
      return (
        <FieldSet legend={words.baseline.title}>
          <FieldRow>
            <NumberField name="baseline.value" label={words.baseline.value} decimals required={false} />
            <NumberField name="baseline.year" label={words.baseline.year} required={false} />
          </FieldRow>
          <FieldRow>
            <NumberField name="baseline.numerator" label={words.baseline.numerator} decimals required={false} />
            <NumberField name="baseline.denominator" label={words.baseline.denominator} decimals required={false} />
          </FieldRow>
          <TextField name="baseline.source" label={words.baseline.source} required={false} />
        </FieldSet>
      );
    case 'targets':
      return (
        <FieldSet legend={words.targets}>
          <div class="gr-years">
            {data.years.map((year) => (
              <NumberField
                key={year}
                name={`targets.${year}`}
                label={words.target(String(year))}
                decimals
                required={false}
              />
            ))}
          </div>
        </FieldSet>
      );
    case 'kept':
      // Chosen on another screen: sent back as it is.
      return (
        <>
          {[(data.chosen?.content as Record<string, unknown> | undefined)?.[name] ?? []].flat().map((one) => (
            <HiddenField key={String(one)} name={name} value={String(one)} />
          ))}
        </>
      );
  }
}
