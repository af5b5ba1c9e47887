import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import { Alert, Button, DataTable, EmptyState, Link, Section, SelectField } from '#kit/web/ui/index.ts';
import { figureInWords } from '../attention/alert-words.ts';
import { t } from '../monitoring.sentences.ts';
import { outlookInWords } from '../objectives/outlook-words.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { type ChartYear, TrajectoryChart, topOf } from '../trajectory/trajectory-chart.tsx';
import type { ComparedIndicator, Comparison } from './comparison.ts';

/** Two clusters, or a cluster and its class: what weighs on the values first, then each indicator on one scale. */
export function comparisonPage(view: Comparison): Page {
  const words = t().comparison;
  const { a, b } = view;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().portfolio.title, href: '/suivi' }, { label: words.title }],
    synthetic: view.synthetic,
    wide: true,
    body: (
      <>
        <form class="gr-saved__form" method="get" action="/suivi/comparaison">
          <SelectField
            name="a"
            label={words.a}
            value={a?.id ?? ''}
            choices={view.choices.map(({ id, name }) => ({ value: id, label: name }))}
            blank={words.choose}
          />
          <SelectField
            name="b"
            label={words.b}
            value={b?.id ?? ''}
            required={false}
            choices={view.choices.map(({ id, name }) => ({ value: id, label: name }))}
            blank={words.itsClass}
          />
          <Button kind="secondary">{words.show}</Button>
        </form>
        {a ? (
          <>
            <Context view={view} />
            {view.tooSmall ? <Alert kind="info" title={words.tooSmall(THRESHOLDS.leastClass)} /> : null}
            {view.indicators.length === 0 && !view.tooSmall ? (
              <EmptyState
                icon="circle-dashed"
                title={words.nothing}
                what={words.nothingWhat}
                why={words.nothingWhy}
                next={<Link href={`/poles/${a.id}/objectifs`}>{a.name}</Link>}
              />
            ) : null}
            {view.indicators.map((one) => (
              <Compared key={one.key} one={one} view={view} />
            ))}
            <p class="gr-quiet">{t().portfolio.noRanking}</p>
          </>
        ) : null}
      </>
    ),
  };
}

const classTitle = ({ a, classSize }: Comparison): string =>
  t().comparison.classOf(t().categories[a!.category ?? 'unknown'], classSize ?? 0);

function Context({ view }: { view: Comparison }): VNode {
  const words = t().comparison;
  const { a, b } = view;
  const yes = (is: boolean): string => (is ? t().portfolio.yes : t().portfolio.no);
  const rows: readonly [string, (one: NonNullable<Comparison['a']>) => string | number][] = [
    [t().portfolio.category, (one) => t().categories[one.category ?? 'unknown']],
    [t().portfolio.sector, (one) => one.sector],
    [t().portfolio.region, (one) => one.region ?? t().unknown],
    [words.members, (one) => one.members],
    [words.strategic, (one) => yes(one.strategic)],
    [words.objectivesCount, (one) => one.objectives],
  ];
  return (
    <Section title={words.context} id="contexte" lead={b ? undefined : classTitle(view)}>
      <DataTable
        caption={words.context}
        captionHidden
        columns={[
          { key: 'row', label: words.row, header: true, render: ([label]) => label },
          { key: 'a', label: a!.name, render: ([, of]) => of(a!) },
          ...(b ? [{ key: 'b', label: b.name, render: ([, of]: (typeof rows)[number]) => of(b) }] : []),
        ]}
        rows={rows}
        rowKey={([label]) => label}
      />
    </Section>
  );
}

/** The two of an indicator side by side, on one scale, with a table under each. */
function Compared({ one, view }: { one: ComparedIndicator; view: Comparison }): VNode {
  const say = (value: number | null): string => figureInWords(one.a, value);
  const classYears: ChartYear[] = one.a.years.map(({ year }) => {
    const found = one.ofClass.find((quartile) => quartile.year === year);
    return {
      year,
      expected: null,
      value: null,
      low: found?.low ?? null,
      middle: found?.middle ?? null,
      high: found?.high ?? null,
    };
  });
  const beside = one.b?.years ?? classYears;
  const top = Math.max(topOf(one.a.years), topOf(beside));
  return (
    <Section title={one.a.title} id={one.key}>
      <div class="gr-multiples">
        <TrajectoryChart
          title={view.a!.name}
          unit={one.a.unit}
          years={one.a.years}
          say={say}
          top={top}
          folded
          note={outlookInWords(one.a)}
        />
        {one.b ? (
          <TrajectoryChart
            title={view.b!.name}
            unit={one.b.unit}
            years={one.b.years}
            say={say}
            top={top}
            folded
            note={outlookInWords(one.b)}
          />
        ) : (
          <TrajectoryChart
            title={classTitle(view)}
            unit={`${t().comparison.median}, ${t().comparison.quartiles.toLowerCase()} · ${one.a.unit}`}
            years={classYears}
            say={say}
            top={top}
            spread={`${t().comparison.median} (${t().comparison.quartiles.toLowerCase()})`}
            folded
          />
        )}
      </div>
    </Section>
  );
}
