import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  Alert,
  CheckboxesField,
  Diff,
  type DiffEntry,
  FieldRow,
  FieldSet,
  Form,
  HiddenField,
  Link,
  MoneyField,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { WORLD_REGIONS } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { Figures } from './diagnosis.parts.tsx';
import { t } from './strategy.sentences.ts';
import type { StrategyDetail } from './strategy.ts';

/** A passage as it stands, for the form that changes it. */
export interface Passage {
  readonly id: string;
  readonly revision: number;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a form of the strategy works on. */
export interface PassageCase {
  readonly strategy: StrategyDetail;
  /** Null for a new passage, or when it was removed while its form was open. */
  readonly passage: Passage | null;
  /** The passage as the fields of its form write it. */
  readonly fields: Values;
  /** The address of this form. */
  readonly action: string;
  readonly isNew: boolean;
}

const words = () => t().strategy;

/** The label of each field, in the order of the comparison, with how its value is written. */
type Labels = Readonly<Record<string, { readonly label: string; readonly write?: (value: unknown) => string }>>;

const plainly = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value);

/** What saving would change in the text as it now stands, when somebody changed it since the form was opened. */
function Conflict({ data, values, labels }: { data: PassageCase; values: Values; labels: Labels }): VNode | null {
  const { passage } = data;
  const read = Number(values.revision ?? passage?.revision);
  if (!passage || read === passage.revision) return null;
  const entries: DiffEntry[] = Object.entries(labels).map(([name, { label, write = plainly }]) => ({
    label,
    before: write(data.fields[`content.${name}`]) || null,
    after: write(values[`content.${name}`]) || null,
  }));
  return (
    <Alert kind="warning" title={words().conflict.title} live>
      <p>{words().conflict.lead}</p>
      <p>{words().changedBy(passage.changedBy, formatInstant(passage.changedAt))}</p>
      <Diff caption={words().conflict.caption} entries={entries} />
    </Alert>
  );
}

/** The revision that goes with what is typed: the one now shown beside it, so that saving again is a choice and not an accident. */
const Read = ({ data }: { data: PassageCase }): VNode | null =>
  data.passage ? <HiddenField name="revision" value={String(data.passage.revision)} /> : null;

interface FormOf {
  readonly filled: Filled<PassageCase>;
  readonly title: string;
  readonly labels: Labels;
  readonly submit: string;
  readonly anchor: string;
  readonly lead?: string;
  readonly children: VNode;
  readonly beside?: VNode;
}

function passagePage({ filled, title, labels, submit, anchor, lead, children, beside }: FormOf): Page {
  const { data, values, errors } = filled;
  const { contract } = data.strategy;
  const gone = !data.isNew && data.passage === null;
  return {
    title,
    lead,
    crumbs: contractCrumbs(contract, 'strategy', title),
    side: contractSide(contract, 'strategy'),
    synthetic: contract.synthetic,
    body: (
      <>
        {gone ? <Alert kind="warning">{words().gone}</Alert> : null}
        {errors.length > 0 ? <Conflict data={data} values={values} labels={labels} /> : null}
        <div class={beside ? 'gr-strategy-beside' : undefined}>
          <Form
            action={gone ? contractAddress(contract.id, 'strategy', `/${anchor}/nouveau`) : data.action}
            values={values}
            errors={errors}
            submit={{ label: submit }}
            cancel={{ href: contractAddress(contract.id, 'strategy', `#${anchor}`), label: words().cancel }}
            consequence={words().consequence}
            autosave={data.passage !== null && errors.length === 0}
          >
            <Read data={data} />
            {children}
            {data.passage ? (
              <TextareaField name="reason" label={words().reason} hint={words().reasonHint} rows={2} required={false} />
            ) : null}
          </Form>
          {beside}
        </div>
      </>
    ),
  };
}

export function areaPage(filled: Filled<PassageCase>): Page {
  const { areas } = words();
  return passagePage({
    filled,
    title: filled.data.isNew ? areas.new : words().editNamed(String(filled.data.passage?.content.title ?? areas.name)),
    anchor: 'domaines',
    submit: areas.submit,
    labels: {
      title: { label: areas.name },
      technology: { label: areas.technology },
      market: { label: areas.market },
      summary: { label: areas.summary },
    },
    children: (
      <>
        <TextField name="content.title" label={areas.name} width="full" maxlength={300} />
        <FieldRow>
          <TextField name="content.technology" label={areas.technology} hint={areas.technologyHint} maxlength={300} />
          <TextField name="content.market" label={areas.market} hint={areas.marketHint} maxlength={300} />
        </FieldRow>
        <TextareaField
          name="content.summary"
          label={areas.summary}
          hint={areas.summaryHint}
          required={false}
          maxlength={8000}
        />
      </>
    ),
  });
}

export function goalPage(filled: Filled<PassageCase>): Page {
  const { goals } = words();
  const { areas } = filled.data.strategy;
  const titles = (value: unknown): string =>
    (Array.isArray(value) ? value : [value])
      .map((id) => areas.find((area) => area.id === id)?.content.title ?? '')
      .filter(Boolean)
      .join(', ');
  return passagePage({
    filled,
    title: filled.data.isNew ? goals.new : words().editNamed(String(filled.data.passage?.content.title ?? goals.name)),
    anchor: 'buts',
    submit: goals.submit,
    labels: {
      title: { label: goals.name },
      nature: { label: goals.nature, write: (value) => goals.natures[value as 'technology'] ?? '' },
      areas: { label: goals.areas, write: titles },
      detail: { label: goals.detail },
    },
    children: (
      <>
        <TextField name="content.title" label={goals.name} width="full" maxlength={300} />
        <RadioField
          name="content.nature"
          label={goals.nature}
          choices={(['technology', 'innovation'] as const).map((nature) => ({
            value: nature,
            label: goals.natures[nature],
            hint: goals.natureHints[nature],
          }))}
        />
        {areas.length > 0 ? (
          <CheckboxesField
            name="content.areas"
            label={goals.areas}
            hint={goals.areasHint}
            choices={areas.map((area) => ({ value: area.id, label: area.content.title }))}
          />
        ) : null}
        <TextareaField name="content.detail" label={goals.detail} required={false} maxlength={8000} />
      </>
    ),
  });
}

export function marketPage(filled: Filled<PassageCase>): Page {
  const { markets } = words();
  const regionName = (value: unknown) => markets.regions[value as 'europe'] ?? plainly(value);
  return passagePage({
    filled,
    title: filled.data.isNew
      ? markets.new
      : words().editNamed(String(filled.data.passage?.content.title ?? markets.name)),
    anchor: 'marches',
    submit: markets.submit,
    labels: {
      title: { label: markets.name },
      worldRegion: { label: markets.region, write: regionName },
      sizeCents: { label: markets.size },
      sizeYear: { label: markets.sizeYear },
      source: { label: markets.source },
      naf: { label: markets.naf },
      cpv: { label: markets.cpv },
      detail: { label: markets.detail },
    },
    children: (
      <>
        <TextField name="content.title" label={markets.name} width="full" maxlength={300} />
        <SelectField
          name="content.worldRegion"
          label={markets.region}
          choices={WORLD_REGIONS.map((region) => ({ value: region, label: markets.regions[region] }))}
        />
        <FieldSet legend={markets.sizeSet} hint={markets.sizeSetHint}>
          <FieldRow>
            <MoneyField name="content.sizeCents" label={markets.size} hint={markets.sizeHint} required={false} />
            <NumberField name="content.sizeYear" label={markets.sizeYear} required={false} />
          </FieldRow>
          <TextareaField
            name="content.source"
            label={markets.source}
            hint={markets.sourceHint}
            rows={2}
            required={false}
          />
        </FieldSet>
        <FieldSet legend={markets.codesSet} hint={markets.codesHint}>
          <TextField name="content.naf" label={markets.naf} hint={markets.nafHint} required={false} width="full" />
          <TextField name="content.cpv" label={markets.cpv} hint={markets.cpvHint} required={false} width="full" />
          <p>
            <Link href="/contrats/codes" icon="search">
              {markets.findCode}
            </Link>
          </p>
        </FieldSet>
        <TextareaField
          name="content.detail"
          label={markets.detail}
          hint={markets.detailHint}
          required={false}
          maxlength={8000}
        />
      </>
    ),
  });
}

export type Section = StrategyDetail['diagnosis'][number]['section'];

export function diagnosisPage(filled: Filled<PassageCase>, section: Section): Page {
  const { diagnosis } = words();
  return passagePage({
    filled,
    title: diagnosis.sections[section],
    lead: diagnosis.hints[section],
    anchor: 'diagnostic',
    submit: diagnosis.submit,
    labels: { text: { label: diagnosis.text } },
    beside: (
      <aside class="gr-strategy-beside__figures">
        <Figures data={filled.data.strategy} level="beside" />
      </aside>
    ),
    children: <TextareaField name="content.text" label={diagnosis.text} rows={14} maxlength={8000} />,
  });
}
