import { locale } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  DateField,
  FieldRow,
  Form,
  MoneyField,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { VALUE_STATES } from '../values/value.ts';
import type { Figure } from './figure.ts';
import { figureAddress } from './figure-address.ts';
import { t } from './figures.sentences.ts';

interface Props {
  readonly data: Figure;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

const frame = ({ data }: Props, title: string): Pick<Page, 'title' | 'crumbs'> => {
  const words = t();
  const at = { cluster: data.cluster?.id ?? null, indicator: data.indicator.code, year: data.year };
  return {
    title,
    crumbs: [
      { label: words.home, href: '/' },
      ...(data.cluster ? [{ label: data.cluster.name, href: `/poles/${encodeURIComponent(data.cluster.id)}` }] : []),
      { label: words.one.title(data.indicator.label[locale()], data.year), href: figureAddress(at) },
      { label: title },
    ],
  };
};

const addressOf = ({ data }: Props, step = '') =>
  figureAddress({ cluster: data.cluster?.id ?? null, indicator: data.indicator.code, year: data.year }, { step });

/** States a value: a number, its two terms for a ratio, or that there is none. */
export function declarePage(props: Props): Page {
  const words = t();
  const { measure, label, unit } = props.data.indicator;
  return {
    ...frame(props, words.declare.title(label[locale()], props.data.year)),
    lead: words.declare.lead,
    body: (
      <Form
        action={addressOf(props, '/declarer')}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.declare.submit }}
        cancel={{ href: addressOf(props) }}
        consequence={words.declare.consequence}
      >
        <RadioField
          name="state"
          label={words.declare.state}
          choices={VALUE_STATES.map((state) => ({ value: state, label: words.stateNames[state] }))}
        />
        {measure === 'ratio' ? (
          <FieldRow>
            <NumberField name="numerator" label={words.declare.numerator} required={false} decimals />
            <NumberField name="denominator" label={words.declare.denominator} required={false} decimals />
          </FieldRow>
        ) : measure === 'amount' ? (
          <MoneyField name="value" label={words.declare.value} required={false} />
        ) : (
          <NumberField name="value" label={words.declare.value} unit={unit[locale()]} required={false} decimals />
        )}
        <DateField
          name="notBefore"
          label={words.declare.notBefore}
          hint={words.declare.notBeforeHint}
          required={false}
        />
        <TextField name="method" label={words.declare.method} required={false} maxlength={500} />
        <TextareaField name="comment" label={words.declare.comment} required={false} rows={3} maxlength={2000} />
      </Form>
    ),
  };
}

/** Chooses between the sources that have a value. */
export function retainPage(props: Props): Page {
  const words = t();
  const { indicator, year, sources } = props.data;
  const there = [...new Set(sources.map(({ source }) => source))];
  return {
    ...frame(props, words.retain.title(indicator.label[locale()], year)),
    lead: words.retain.lead,
    body: (
      <Form
        action={addressOf(props, '/retenir')}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.retain.submit }}
        cancel={{ href: addressOf(props) }}
      >
        <SelectField
          name="source"
          label={words.retain.source}
          choices={there.map((source) => ({ value: source, label: words.sources[source] }))}
        />
        <TextareaField name="reason" label={words.retain.reason} rows={3} maxlength={1000} />
      </Form>
    ),
  };
}
