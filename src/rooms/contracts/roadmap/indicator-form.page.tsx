import type { VNode } from 'preact';
import { locale, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  type Choice,
  type ChoiceGroup,
  DescriptionList,
  FieldRow,
  FieldSet,
  Form,
  HiddenField,
  Link,
  NumberField,
  SelectField,
  Tabs,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { CommonIndicator } from '#rooms/indicators';
import { CUMULATIONS, DIRECTIONS, MEASURES } from '../clause/clause.ts';
import { contractAddress } from '../contract-address.ts';
import { fieldWord, passageWords } from '../negotiation/passage.ts';
import { PlaceActs } from './objective-form.page.tsx';
import { choicesOf } from './objective-grid.tsx';
import type { IndicatorRow, ObjectiveRow, ObjectiveTree } from './objectives.ts';
import { Conflict, Gone, gone, ReadRevision } from './passage-form.tsx';
import { t } from './roadmap.sentences.ts';
import { changed, frame } from './roadmap-frame.tsx';
import { writtenTarget } from './target-value.rules.ts';

/** What the form of an indicator works on. */
export interface IndicatorCase {
  readonly tree: ObjectiveTree;
  /** The objective that it measures; null when that has gone. */
  readonly objective: ObjectiveRow | null;
  /** Null for a new one, or when it was removed while its form was open. */
  readonly indicator: IndicatorRow | null;
  readonly isNew: boolean;
  /** Taken from the catalogue, or the cluster's own. */
  readonly common: boolean;
  readonly catalogue: readonly CommonIndicator[];
}

type Content = IndicatorRow['content'];

const plainNumber = (value: number | null): string =>
  value === null ? '' : String(value).replace('.', locale() === 'fr' ? ',' : '.');

/** The fields of an indicator, as its form writes them. */
export function indicatorFields(content: Content, years: readonly number[]): Values {
  const { baseline } = content;
  return {
    'content.code': content.code ?? '',
    'content.title': content.title,
    'content.unit': content.unit,
    'content.direction': content.direction,
    'content.measure': content.measure,
    'content.cumulation': content.cumulation,
    'content.levels': content.levels.join('\n'),
    'content.numerator': content.numerator,
    'content.denominator': content.denominator,
    'content.baseline.value': baseline ? writtenTarget(baseline.value, content) : '',
    'content.baseline.year': baseline ? String(baseline.year) : '',
    'content.baseline.source': baseline?.source ?? '',
    'content.baseline.numerator': plainNumber(baseline?.numerator ?? null),
    'content.baseline.denominator': plainNumber(baseline?.denominator ?? null),
    ...Object.fromEntries(
      years.map((year) => [`content.targets.${year}`, writtenTarget(content.targets[year] ?? null, content)]),
    ),
    'content.verification': content.verification,
    'content.responsible': content.responsible,
  };
}

export function indicatorPage({ data, values, errors }: Filled<IndicatorCase>): Page {
  const words = t().indicator;
  const { tree, indicator, isNew, common } = data;
  const at = (rest = '') => contractAddress(tree.contract.id, 'objectives', rest);
  const lost = gone(isNew, indicator);
  const title = isNew || lost ? words.newTitle : indicator!.content.title;
  const newAddress = at(`/${data.objective?.id ?? ''}/indicateurs/nouveau`);
  const kind = common ? 'commun' : 'propre';
  return {
    ...frame(tree.contract, title, title),
    lead: data.objective ? words.of(data.objective.content.title) : undefined,
    editor: true,
    body: (
      <>
        {lost ? <Gone /> : null}
        <Conflict
          present={indicator}
          values={values}
          fields={indicator ? presentFields(data, indicator.content) : []}
          inWords={choiceWords}
        />
        {isNew ? (
          <Tabs
            label={words.kinds}
            tabs={[
              { label: words.common, href: `${newAddress}?sorte=commun`, current: common },
              { label: words.own, href: `${newAddress}?sorte=propre`, current: !common },
            ]}
          />
        ) : null}
        <p class="gr-lead">
          {common ? words.commonLead : words.ownLead}{' '}
          {common ? <Link href="/indicateurs">{words.catalogue}</Link> : null}
        </p>
        <Form
          action={isNew || lost ? `${newAddress}?sorte=${kind}` : at(`/indicateurs/${indicator!.id}`)}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: at(indicator ? `#indicateur-${indicator.id}` : `#objectif-${data.objective?.id ?? ''}`) }}
          consequence={isNew ? undefined : words.consequence}
          autosave={!isNew && !lost && errors.length === 0}
        >
          <ReadRevision present={indicator} />
          {common ? <CommonFields data={data} /> : <OwnFields />}
          <Baseline ratio={isRatio(data, values)} />
          <Targets data={data} />
          <TextareaField
            name="content.verification"
            label={words.verification}
            hint={words.verificationHint}
            rows={2}
            required={false}
          />
          <TextField name="content.responsible" label={words.responsible} required={false} />
          {isNew || lost ? null : (
            <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} required={false} />
          )}
        </Form>
        {indicator && !lost ? <Place data={data} indicator={indicator} /> : null}
      </>
    ),
  };
}

const isRatio = ({ indicator, isNew }: IndicatorCase, values: Values): boolean =>
  isNew || indicator?.content.measure === 'ratio' || values['content.measure'] === 'ratio';

/** A new common one is chosen from the catalogue; what the catalogue says of it is shown, not typed. */
function CommonFields({ data }: { data: IndicatorCase }): VNode {
  const words = t().indicator;
  const { choice } = passageWords();
  const { indicator, catalogue } = data;
  if (!indicator)
    return (
      <>
        <SelectField name="content.code" label={words.code} choices={catalogueChoices(catalogue)} width="full" />
        <TextField
          name="content.title"
          label={words.title}
          hint={words.titleCommonHint}
          width="full"
          maxlength={300}
          required={false}
        />
      </>
    );
  const { code, unit, direction, measure, cumulation, numerator, denominator } = indicator.content;
  const held = catalogue.find((one) => one.code === code);
  return (
    <>
      <HiddenField name="content.code" value={code ?? ''} />
      <TextField name="content.title" label={words.title} hint={words.titleCommonHint} width="full" maxlength={300} />
      <FieldSet legend={words.fromCatalogue}>
        <DescriptionList
          items={[
            { term: words.term.code, description: held ? `${code} — ${say(held.label)}` : code },
            { term: words.term.unit, description: unit },
            { term: words.term.direction, description: choice.direction[direction] },
            { term: words.term.measure, description: choice.measure[measure] },
            { term: words.term.cumulation, description: choice.cumulation[cumulation] },
            ...(measure === 'ratio'
              ? [
                  { term: words.numerator, description: numerator },
                  { term: words.denominator, description: denominator },
                ]
              : []),
          ]}
        />
      </FieldSet>
      <HiddenField name="content.numerator" value={numerator} />
      <HiddenField name="content.denominator" value={denominator} />
    </>
  );
}

function catalogueChoices(catalogue: readonly CommonIndicator[]): ChoiceGroup[] {
  return [...Map.groupBy(catalogue, ({ family }) => family)].map(([label, rows]) => ({
    label,
    choices: rows.map((one) => ({ value: one.code, label: `${one.code} — ${say(one.label)}` })),
  }));
}

function OwnFields(): VNode {
  const words = t().indicator;
  const { choice } = passageWords();
  const choices = <Key extends string>(keys: readonly Key[], labels: Readonly<Record<Key, string>>): Choice[] =>
    keys.map((value) => ({ value, label: labels[value] }));
  return (
    <>
      <TextField name="content.title" label={words.title} width="full" maxlength={300} />
      <FieldRow>
        <TextField name="content.unit" label={words.unit} hint={words.unitHint} maxlength={60} />
        <SelectField name="content.measure" label={words.measure} choices={choices(MEASURES, choice.measure)} />
      </FieldRow>
      <FieldRow>
        <SelectField name="content.direction" label={words.direction} choices={choices(DIRECTIONS, choice.direction)} />
        <SelectField
          name="content.cumulation"
          label={words.cumulation}
          choices={choices(CUMULATIONS, choice.cumulation)}
        />
      </FieldRow>
      <FieldRow>
        <TextField name="content.numerator" label={words.numerator} hint={words.numeratorHint} required={false} />
        <TextField name="content.denominator" label={words.denominator} hint={words.denominatorHint} required={false} />
      </FieldRow>
      <TextareaField name="content.levels" label={words.levels} hint={words.levelsHint} rows={3} required={false} />
    </>
  );
}

function Baseline({ ratio }: { ratio: boolean }): VNode {
  const words = t().indicator;
  return (
    <FieldSet legend={words.baseline} hint={words.baselineHint}>
      <FieldRow>
        <NumberField name="content.baseline.value" label={words.value} decimals required={false} />
        <NumberField name="content.baseline.year" label={words.year} required={false} />
      </FieldRow>
      <TextField
        name="content.baseline.source"
        label={words.source}
        hint={words.sourceHint}
        width="full"
        required={false}
      />
      {ratio ? (
        <FieldRow>
          <NumberField name="content.baseline.numerator" label={words.numerator} decimals required={false} />
          <NumberField name="content.baseline.denominator" label={words.denominator} decimals required={false} />
        </FieldRow>
      ) : null}
    </FieldSet>
  );
}

function Targets({ data }: { data: IndicatorCase }): VNode {
  const words = t().indicator;
  const content = data.indicator?.content ?? null;
  const choices = content && choicesOf(content);
  const unit = content && content.measure !== 'yes-no' && content.measure !== 'scale' ? content.unit : undefined;
  return (
    <FieldSet legend={words.targets} hint={words.targetsHint}>
      <div class="gr-targets">
        {data.tree.years.map((year) => {
          const field = { name: `content.targets.${year}`, label: words.target(year), required: false } as const;
          return choices ? (
            <SelectField key={year} {...field} blank="—" choices={choices} />
          ) : (
            <NumberField key={year} {...field} decimals unit={unit} />
          );
        })}
      </div>
    </FieldSet>
  );
}

function Place({ data, indicator }: { data: IndicatorCase; indicator: IndicatorRow }): VNode {
  const rows = data.objective?.indicators ?? [];
  const rank = rows.findIndex(({ id }) => id === indicator.id);
  return (
    <PlaceActs
      contract={data.tree.contract.id}
      clause={indicator.id}
      revision={indicator.revision}
      first={rank <= 0}
      last={rank === rows.length - 1}
      lead={changed(indicator)}
      title={t().objective.place}
    />
  );
}

function presentFields({ tree }: IndicatorCase, content: Content) {
  const words = t().indicator;
  return Object.entries(indicatorFields(content, tree.years)).map(([name, value]) => {
    const [, part = '', inner = ''] = name.split('.');
    const label =
      part === 'targets'
        ? words.target(Number(inner))
        : part === 'baseline'
          ? `${words.baseline}, ${fieldWord(inner).toLowerCase()}`
          : fieldWord(part);
    return { name, label, value: choiceWords(name, String(value)) };
  });
}

function choiceWords(name: string, typed: string): string {
  const { choice } = passageWords();
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'content.direction': choice.direction,
    'content.measure': choice.measure,
    'content.cumulation': choice.cumulation,
  };
  return tables[name]?.[typed] ?? typed.split('\n').join(', ');
}
