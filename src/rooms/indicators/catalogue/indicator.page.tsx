import type { VNode } from 'preact';
import { formatDay, locale } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  BarChart,
  ButtonLink,
  DataTable,
  DateField,
  DescriptionList,
  Diff,
  EmptyState,
  FieldRow,
  Form,
  Section,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { figureAddress } from '../figures/figure-address.ts';
import { figureText } from '../figures/figure-text.tsx';
import type { CommonIndicator } from '../indicator.ts';
import { t as room } from '../indicators.sentences.ts';
import type { PublishedCell } from '../publication/published.ts';
import { t } from './catalogue.sentences.ts';
import type { DefinitionVersion, Obtained } from './definition.ts';

type Words = ReturnType<typeof t>;

export interface SheetOfIndicator {
  readonly indicator: CommonIndicator;
  readonly versions: readonly DefinitionVersion[];
  readonly inForce: DefinitionVersion | null;
  readonly counting: {
    readonly from: keyof Words['from'];
    readonly span: keyof Words['span'];
    readonly once: keyof Words['onceNames'];
    readonly measure: keyof Words['addsNames'];
  } | null;
  readonly series: readonly PublishedCell[];
  readonly open: readonly string[];
}

const crumbs = (last: string, code?: string) => [
  { label: room().home, href: '/' },
  { label: room().title, href: '/indicateurs' },
  ...(code ? [{ label: code, href: `/indicateurs/${code}` }] : []),
  { label: last },
];

/** Everything about one indicator. */
export function indicatorPage(data: SheetOfIndicator): Page {
  const words = t();
  const { indicator, inForce, open } = data;
  const language = locale();
  return {
    title: indicator.label[language],
    lead: inForce?.definition[language],
    crumbs: crumbs(indicator.code),
    synthetic: data.series.some(({ synthetic }) => synthetic),
    action: open.includes('indicators.reviseIndicator') ? (
      <ButtonLink href={`/indicateurs/${indicator.code}/reviser`} kind="secondary">
        {words.revise}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        <About data={data} />
        <Series data={data} />
        <Counting data={data} />
        <Versions data={data} />
      </>
    ),
  };
}

function About({ data: { indicator, inForce } }: { data: SheetOfIndicator }): VNode {
  const words = t();
  const names = room();
  const language = locale();
  const obtained = (of: Obtained) => words.obtainedNames[of];
  return (
    <Section title={words.about}>
      <DescriptionList
        items={[
          { term: names.code, description: indicator.code },
          { term: names.family, description: indicator.family },
          { term: names.unit, description: indicator.unit[language] },
          ...(indicator.measure === 'ratio'
            ? [
                {
                  term: names.measures.ratio,
                  description: names.over(indicator.numerator[language], indicator.denominator[language]),
                },
              ]
            : [{ term: names.measure, description: names.measures[indicator.measure] }]),
          { term: names.direction, description: names.directions[indicator.direction] },
          {
            term: names.aggregation,
            description: `${indicator.aggregation} · ${names.cumulations[indicator.cumulation]}`,
          },
          ...(inForce
            ? [
                { term: words.period, description: inForce.period[language] },
                { term: words.limits, description: inForce.limits[language] },
                { term: words.owner, description: inForce.owner[language] },
                { term: words.obtained, description: obtained(inForce.obtained) },
                ...(inForce.obstacle[language]
                  ? [{ term: words.obstacle, description: inForce.obstacle[language] }]
                  : []),
              ]
            : []),
          { term: names.evidence, description: names.evidences[indicator.evidence] },
          { term: names.source, description: indicator.source },
        ]}
      />
    </Section>
  );
}

function Series({ data: { indicator, series } }: { data: SheetOfIndicator }): VNode {
  const words = t();
  const language = locale();
  if (series.every(({ state }) => state !== 'known'))
    return <EmptyState title={words.seriesNone} what={words.seriesNoneWhat} why={words.seriesNoneWhy} />;
  const scale = indicator.measure === 'amount' ? 100 : 1;
  return (
    <Section title={words.series}>
      <BarChart
        title={words.seriesTitle(indicator.label[language])}
        unit={indicator.unit[language]}
        source={words.seriesSource}
        digits={indicator.measure === 'ratio' ? 1 : 0}
        categoryLabel={words.year}
        bars={series.map(({ year, state, value }) => ({
          label: String(year),
          value: state === 'known' && value !== null ? value / scale : null,
          href: figureAddress({ cluster: null, indicator: indicator.code, year }),
        }))}
      />
      <DataTable
        caption={words.series}
        captionHidden
        rows={series}
        rowKey={({ year }) => String(year)}
        columns={[
          { key: 'year', label: words.year, header: true, render: ({ year }) => year },
          {
            key: 'value',
            label: indicator.unit[language],
            align: 'end',
            render: (cell) => figureText(indicator.measure, cell),
          },
        ]}
      />
    </Section>
  );
}

function Counting({ data: { counting } }: { data: SheetOfIndicator }): VNode | null {
  const words = t();
  if (!counting) return null;
  return (
    <Section title={words.counted} lead={words.countedLead}>
      <DescriptionList
        items={[
          { term: words.rows, description: words.from[counting.from] },
          { term: words.years, description: words.span[counting.span] },
          { term: words.once, description: words.onceNames[counting.once] },
          { term: words.adds, description: words.addsNames[counting.measure] },
        ]}
      />
    </Section>
  );
}

/** The texts that differ from one version to the next. */
function differences(version: DefinitionVersion, before: DefinitionVersion | undefined) {
  const words = t();
  const language = locale();
  if (!before) return [];
  return (['definition', 'limits', 'owner'] as const)
    .filter((part) => version[part].fr !== before[part].fr || version[part].en !== before[part].en)
    .map((part) => ({ label: words[part], before: before[part][language], after: version[part][language] }));
}

function Versions({ data: { versions, inForce } }: { data: SheetOfIndicator }): VNode {
  const words = t();
  return (
    <Section title={words.versions}>
      {versions.map((version, place) => {
        const changes = differences(version, versions[place + 1]);
        const state =
          version.validFrom === inForce?.validFrom
            ? words.inForce
            : inForce && version.validFrom > inForce.validFrom
              ? words.announced
              : '';
        return (
          <article key={version.validFrom}>
            <DescriptionList
              items={[
                {
                  term: words.since,
                  description: [formatDay(version.validFrom), state].filter(Boolean).join(' – '),
                },
                ...(version.validTo ? [{ term: words.until, description: formatDay(version.validTo) }] : []),
                { term: words.by, description: version.revisedBy ?? words.reference },
                { term: words.reason, description: version.reason || words.first },
              ]}
            />
            {changes.length > 0 ? <Diff caption={words.changed} entries={changes} /> : null}
          </article>
        );
      })}
    </Section>
  );
}

/** What a new version begins from. */
export const versionFields = ({ inForce, versions }: SheetOfIndicator): Readonly<Record<string, unknown>> => {
  const from = versions[0] ?? inForce;
  if (!from) return {};
  return {
    definitionFr: from.definition.fr,
    definitionEn: from.definition.en,
    limitsFr: from.limits.fr,
    limitsEn: from.limits.en,
    ownerFr: from.owner.fr,
    ownerEn: from.owner.en,
  };
};

/** Opens a new version of the definition. */
export function revisePage(props: {
  readonly data: SheetOfIndicator;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}): Page {
  const words = t().form;
  const { code } = props.data.indicator;
  return {
    title: words.title(code),
    lead: words.lead,
    crumbs: crumbs(words.title(code), code),
    body: (
      <Form
        action={`/indicateurs/${code}/reviser`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.submit }}
        cancel={{ href: `/indicateurs/${code}` }}
      >
        <DateField name="validFrom" label={words.validFrom} />
        <TextareaField name="definitionFr" label={words.definitionFr} rows={4} maxlength={2000} />
        <TextareaField name="definitionEn" label={words.definitionEn} rows={4} maxlength={2000} />
        <TextareaField name="limitsFr" label={words.limitsFr} rows={3} maxlength={2000} required={false} />
        <TextareaField name="limitsEn" label={words.limitsEn} rows={3} maxlength={2000} required={false} />
        <FieldRow>
          <TextField name="ownerFr" label={words.ownerFr} maxlength={200} />
          <TextField name="ownerEn" label={words.ownerEn} maxlength={200} />
        </FieldRow>
        <TextareaField name="reason" label={words.reason} rows={3} maxlength={2000} />
      </Form>
    ),
  };
}
