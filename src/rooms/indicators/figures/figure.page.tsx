import type { VNode } from 'preact';
import { formatDay, formatInstant, formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  EmptyState,
  KeyFigure,
  Pagination,
  PostButton,
  Section,
} from '#kit/web/ui/index.ts';
import type { SourcedValue } from '../values/value.ts';
import type { Figure } from './figure.ts';
import { figureAddress, figuresAddress } from './figure-address.ts';
import { figureText, formatTerm } from './figure-text.tsx';
import { t } from './figures.sentences.ts';

interface Props {
  readonly data: Figure;
  /** What was published of the places of the programme; nothing for a cluster. */
  readonly places: VNode | null;
}

const placeOf = ({ cluster, indicator, year }: Figure) => ({
  cluster: cluster?.id ?? null,
  indicator: indicator.code,
  year,
});

/** One figure opened: value, facts, sources, revisions. */
export function figurePage({ data, places }: Props): Page {
  const words = t();
  const { cluster, indicator, year, knownOn } = data;
  const label = indicator.label[locale()];
  const name = cluster?.name ?? words.programme;
  return {
    title: words.one.title(label, year),
    lead: name,
    crumbs: [
      { label: words.home, href: '/' },
      ...(cluster ? [{ label: name, href: `/poles/${encodeURIComponent(cluster.id)}` }] : []),
      { label: words.figures, href: figuresAddress(cluster?.id ?? null) },
      { label: words.one.title(label, year) },
    ],
    wide: true,
    synthetic: data.retained?.synthetic || data.counted?.list.some(({ synthetic }) => synthetic),
    body: (
      <>
        {knownOn ? (
          <Alert kind="info" title={words.asKnown(formatDay(knownOn))}>
            {words.asKnownText}
          </Alert>
        ) : null}
        <Value data={data} />
        <Acts data={data} />
        <Facts data={data} />
        <Sources data={data} />
        <Vintages data={data} />
        {places}
      </>
    ),
  };
}

/** What is shown as the value: what facts give when they are retained, counted on the spot; otherwise the retained source, otherwise the sum of the clusters. */
function shown({ retained, counted, rollUp }: Figure) {
  if (counted && retained?.source === 'counted') return counted;
  return retained ?? rollUp;
}

function Value({ data }: { data: Figure }): VNode {
  const words = t();
  const { indicator, retained, counted, rollUp, year } = data;
  const value = shown(data);
  const source = retained?.source ?? 'declared';
  return (
    <>
      <KeyFigure
        label={words.one.value}
        value={
          value?.state === 'known' ? figureText(indicator.measure, value) : value ? words.stateNames[value.state] : null
        }
        unit={indicator.measure === 'count' ? indicator.unit[locale()] : undefined}
        period={words.one.period(year)}
        source={words.sources[source]}
        href={counted ? '#faits' : '#sources'}
        hrefLabel={counted ? words.one.facts : words.one.sideBySide}
      />
      <DescriptionList
        items={[
          ...(value && value.numerator !== null && value.denominator !== null
            ? [
                { term: words.one.numerator, description: formatTerm(indicator.code, value.numerator) },
                { term: words.one.denominator, description: formatTerm(indicator.code, value.denominator) },
              ]
            : []),
          ...(counted && counted.rows > 0
            ? [
                {
                  term: words.one.coverage,
                  description:
                    counted.missing > 0
                      ? words.one.partly(formatNumber(counted.rows), formatNumber(counted.missing))
                      : words.one.covered(formatNumber(counted.rows)),
                },
              ]
            : []),
          ...(rollUp
            ? [
                {
                  term: words.one.coverage,
                  description: words.one.rolledUp(
                    formatNumber(rollUp.known),
                    formatNumber(rollUp.notApplicable),
                    formatNumber(rollUp.notKnown),
                  ),
                },
              ]
            : []),
          {
            term: words.one.definition,
            description: <a href={`/indicateurs/${indicator.code}`}>{data.definition[locale()] || indicator.code}</a>,
          },
          ...(data.limits[locale()] ? [{ term: t().one.limits, description: data.limits[locale()] }] : []),
          { term: words.one.owner, description: data.owner[locale()] },
          { term: words.one.why, description: retained?.reason ?? words.one.usual },
        ]}
      />
    </>
  );
}

function Acts({ data }: { data: Figure }): VNode | null {
  const words = t();
  const open = data.knownOn ? [] : data.open;
  const at = placeOf(data);
  const retains = open.includes('indicators.retainSource') && data.sources.length > 1;
  if (open.length === 0) return null;
  return (
    <ButtonGroup>
      {open.includes('indicators.declareValue') ? (
        <ButtonLink href={figureAddress(at, { step: '/declarer' })} kind="secondary">
          {words.one.declare}
        </ButtonLink>
      ) : null}
      {retains ? (
        <ButtonLink href={figureAddress(at, { step: '/retenir' })} kind="tertiary">
          {words.one.retain}
        </ButtonLink>
      ) : null}
      {open.includes('indicators.recount') && data.counted ? (
        <PostButton action={`${figuresAddress(at.cluster)}/recompter`} kind="tertiary">
          {words.recount}
        </PostButton>
      ) : null}
    </ButtonGroup>
  );
}

function Facts({ data }: { data: Figure }): VNode | null {
  const words = t().one;
  const { counted, indicator, cluster, clusterNames } = data;
  if (!counted) return null;
  if (counted.rows === 0)
    return (
      <section id="faits">
        <EmptyState title={words.facts} what={words.noFacts} why={words.noFactsWhy} />
      </section>
    );
  const ratio = indicator.measure === 'ratio';
  const term = (value: number | null) => (value === null ? words.unknown : formatTerm(indicator.code, value));
  const first = (counted.page - 1) * counted.pageSize + 1;
  const total = counted.state === 'known' && ratio ? counted.numerator : counted.value;
  return (
    <Section title={words.facts} id="faits" lead={words.factsLead}>
      <DataTable
        caption={words.facts}
        captionHidden
        rows={counted.list}
        rowKey={(row) => `${row.factId} ${row.cluster}`}
        columns={[
          { key: 'fact', label: words.fact, header: true, render: (row) => <a href={row.href}>{row.title}</a> },
          ...(cluster
            ? []
            : [
                {
                  key: 'cluster',
                  label: words.cluster,
                  render: (row: (typeof counted.list)[number]) => clusterNames[row.cluster] ?? row.cluster,
                },
              ]),
          { key: 'day', label: words.day, render: (row) => formatDay(row.onDay) },
          { key: 'source', label: words.origin, render: (row) => row.source },
          {
            key: 'adds',
            label: words.adds,
            align: 'end',
            render: (row) => (row.missing ? words.unknown : term(row.numerator)),
          },
          ...(ratio
            ? [
                {
                  key: 'base',
                  label: words.base,
                  align: 'end' as const,
                  render: (row: (typeof counted.list)[number]) => (row.missing ? words.unknown : term(row.denominator)),
                },
              ]
            : []),
        ]}
        total={{
          fact: words.total,
          adds: total === null ? '' : formatTerm(indicator.code, total),
          base: ratio && counted.denominator !== null ? formatTerm(indicator.code, counted.denominator) : '',
        }}
        note={words.page(
          formatNumber(first),
          formatNumber(first + counted.list.length - 1),
          formatNumber(counted.rows),
        )}
      />
      <Pagination
        page={counted.page}
        size={counted.pageSize}
        total={counted.rows}
        href={(page) => {
          const address = figureAddress(placeOf(data), { knownOn: data.knownOn });
          return `${address}${address.includes('?') ? '&' : '?'}page=${page}#faits`;
        }}
      />
    </Section>
  );
}

function Sources({ data }: { data: Figure }): VNode {
  const words = t();
  const { sources, retained, indicator } = data;
  if (sources.length === 0)
    return (
      <section id="sources">
        <EmptyState title={words.one.noSource} what={words.one.noSourceWhat} why={words.one.noSourceWhy} />
      </section>
    );
  const isRetained = (one: SourcedValue) =>
    retained !== null && one.source === retained.source && one.producer === retained.producer;
  return (
    <Section title={words.one.sideBySide} id="sources">
      <DataTable
        caption={words.one.sideBySide}
        captionHidden
        rows={sources}
        rowKey={(one) => `${one.source} ${one.producer}`}
        columns={[
          { key: 'source', label: words.one.source, header: true, render: (one) => words.sources[one.source] },
          { key: 'value', label: words.one.value, align: 'end', render: (one) => figureText(indicator.measure, one) },
          { key: 'producer', label: words.one.producer, render: (one) => one.producer },
          { key: 'vintage', label: words.one.vintage, render: (one) => formatDay(one.vintage) },
          { key: 'method', label: words.one.method, render: (one) => one.method || '—' },
          {
            key: 'comment',
            label: words.one.comment,
            render: (one) =>
              [one.comment, one.notBefore ? words.notBefore(formatDay(one.notBefore)) : '']
                .filter(Boolean)
                .join(' · ') || '—',
          },
          { key: 'retained', label: words.one.retained, render: (one) => (isRetained(one) ? '✓' : '') },
        ]}
      />
    </Section>
  );
}

/** The difference with the vintage before of the same source and producer; null for the first. */
function changeFrom(vintages: readonly SourcedValue[], place: number): number | null {
  const one = vintages[place]!;
  const before = vintages
    .slice(place + 1)
    .find(({ source, producer }) => source === one.source && producer === one.producer);
  return before && before.value !== null && one.value !== null ? one.value - before.value : null;
}

function Vintages({ data }: { data: Figure }): VNode | null {
  const words = t();
  const { vintages, indicator } = data;
  if (vintages.length < 2) return null;
  return (
    <Section title={words.one.vintages} lead={words.one.vintagesLead}>
      <DataTable
        caption={words.one.vintages}
        captionHidden
        rows={vintages.map((one, place) => ({ ...one, change: changeFrom(vintages, place) }))}
        rowKey={(one) => `${one.source} ${one.producer} ${one.knownFrom.getTime()}`}
        columns={[
          { key: 'since', label: words.one.since, header: true, render: (one) => formatInstant(one.knownFrom) },
          {
            key: 'until',
            label: words.one.until,
            render: (one) => (one.knownTo ? formatInstant(one.knownTo) : words.one.current),
          },
          { key: 'source', label: words.one.source, render: (one) => `${words.sources[one.source]} – ${one.producer}` },
          { key: 'value', label: words.one.value, align: 'end', render: (one) => figureText(indicator.measure, one) },
          {
            key: 'change',
            label: words.one.change,
            align: 'end',
            render: (one) =>
              one.change === null
                ? '—'
                : `${one.change > 0 ? '+' : ''}${figureText(indicator.measure, { state: 'known', value: one.change })}`,
          },
        ]}
      />
    </Section>
  );
}
