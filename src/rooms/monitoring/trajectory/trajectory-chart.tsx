import type { VNode } from 'preact';
import { DataTable } from '#kit/web/ui/index.ts';
import { t } from '../monitoring.sentences.ts';

/** One year of an indicator: what was expected, what came, what may come. */
export interface ChartYear {
  readonly year: number;
  readonly expected: number | null;
  readonly value: number | null;
  readonly low: number | null;
  readonly middle: number | null;
  readonly high: number | null;
}

interface ChartProps {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly unit: string;
  readonly years: readonly ChartYear[];
  /** A figure in words. */
  readonly say: (value: number | null) => string;
  /** Largest value of the scale, when several charts are read together. */
  readonly top?: number;
  readonly note?: string;
  /** What the band is, when it is no projection: the quartiles of a class. */
  readonly spread?: string;
  /** The table stands open beside the drawing, or is folded under it. */
  readonly folded?: boolean;
}

const FRAME = { width: 360, height: 170, left: 8, right: 8, top: 20, bottom: 24 };
const round = (value: number): number => Math.round(value * 10) / 10;

/** The greatest figure of a chart. */
export const topOf = (years: readonly ChartYear[]): number =>
  Math.max(0, ...years.flatMap(({ expected, value, high }) => [expected ?? 0, value ?? 0, high ?? 0]));

/** Years along a path that is interrupted where a figure is missing. */
function pathOf(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let pen = 'M';
  return points
    .flatMap((point) => {
      if (!point) {
        pen = 'M';
        return [];
      }
      const step = `${pen}${round(point[0])} ${round(point[1])}`;
      pen = 'L';
      return [step];
    })
    .join('');
}

/** Baseline, targets, values and projection of an indicator, drawn on the server, with the table beside it. From zero, unless figures go below. */
export function TrajectoryChart(props: ChartProps): VNode {
  const words = t().objectives;
  const { years, say } = props;
  const least = Math.min(0, ...years.flatMap(({ expected, value, low }) => [expected ?? 0, value ?? 0, low ?? 0]));
  const top = Math.max(props.top ?? 0, topOf(years)) || 1;
  const x = (place: number): number =>
    FRAME.left + ((place + 0.5) * (FRAME.width - FRAME.left - FRAME.right)) / years.length;
  const y = (value: number): number =>
    FRAME.top + (1 - (value - least) / (top - least)) * (FRAME.height - FRAME.top - FRAME.bottom);
  const line = (of: (year: ChartYear) => number | null): (readonly [number, number] | null)[] =>
    years.map((year, place) => {
      const value = of(year);
      return value === null ? null : [x(place), y(value)];
    });
  const lastKnown = years.findLastIndex(({ value }) => value !== null);
  const ahead = years.flatMap(({ low, middle, high }, place) =>
    low === null || middle === null || high === null ? [] : [{ place, low, middle, high }],
  );
  const from = lastKnown >= 0 && ahead.length > 0 ? years[lastKnown]!.value! : null;
  const start: readonly (readonly [number, number])[] = from === null ? [] : [[x(lastKnown), y(from)]];
  const band = [
    ...start,
    ...ahead.map(({ place, high }) => [x(place), y(high)] as const),
    ...ahead.toReversed().map(({ place, low }) => [x(place), y(low)] as const),
  ];
  const shown = lastKnown >= 0 ? years[lastKnown]! : null;
  return (
    <figure class="gr-chart gr-trajectory">
      <figcaption class="gr-chart__caption">
        <p class="gr-chart__title">{props.title}</p>
        <p class="gr-chart__unit">{props.unit}</p>
      </figcaption>
      <svg
        class="gr-trajectory__svg"
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        role="img"
        aria-label={props.title}
      >
        {ahead.length > 0 ? (
          <>
            <polygon class="gr-trajectory__band" points={band.map((point) => point.map(round).join(',')).join(' ')} />
            <path
              class="gr-trajectory__ahead"
              d={pathOf([...start, ...ahead.map(({ place, middle }) => [x(place), y(middle)] as const)])}
            />
          </>
        ) : null}
        <line
          class="gr-axis"
          x1={FRAME.left}
          x2={FRAME.width - FRAME.right}
          y1={y(Math.max(0, least))}
          y2={y(Math.max(0, least))}
        />
        <path class="gr-trajectory__expected" d={pathOf(line(({ expected }) => expected))} />
        {years.map(({ year, expected }, place) =>
          expected === null ? null : (
            <path
              key={`e${year}`}
              class="gr-trajectory__target"
              d={`M${round(x(place))} ${round(y(expected) - 4)}l4 4l-4 4l-4-4z`}
            />
          ),
        )}
        <path class="gr-trajectory__value" d={pathOf(line(({ value }) => value))} />
        {years.map(({ year, value }, place) =>
          value === null ? null : (
            <circle key={`v${year}`} class="gr-trajectory__point" cx={round(x(place))} cy={round(y(value))} r="3.5" />
          ),
        )}
        {shown ? (
          <text
            class="gr-trajectory__label"
            x={round(x(lastKnown))}
            y={round(Math.max(12, y(shown.value!) - 9))}
            text-anchor="middle"
          >
            {say(shown.value)}
          </text>
        ) : null}
        {years.map(({ year }, place) => (
          <text key={year} class="gr-trajectory__year" x={round(x(place))} y={FRAME.height - 6} text-anchor="middle">
            {year}
          </text>
        ))}
      </svg>
      <Table {...props} />
      {props.note ? <p class="gr-chart__source">{props.note}</p> : null}
      {ahead.length > 0 && !props.folded ? <p class="gr-chart__source">{words.legend}</p> : null}
    </figure>
  );
}

function Table({ title, years, say, folded, spread }: ChartProps): VNode {
  const words = t().objectives;
  const table = (
    <DataTable
      caption={title}
      captionHidden
      columns={[
        { key: 'year', label: words.year, header: true, render: (row) => row.year },
        { key: 'expected', label: words.expected, align: 'end', render: (row) => say(row.expected) },
        { key: 'value', label: words.value, align: 'end', render: (row) => say(row.value) },
        {
          key: 'projected',
          label: spread ?? `${words.projected} (${words.interval})`,
          align: 'end',
          render: (row) => (row.middle === null ? t().none : `${say(row.middle)} (${say(row.low)} – ${say(row.high)})`),
        },
      ]}
      rows={years}
      rowKey={(row) => String(row.year)}
    />
  );
  if (!folded) return <div class="gr-trajectory__table">{table}</div>;
  return (
    <details class="gr-chart__table">
      <summary>{words.withData}</summary>
      {table}
    </details>
  );
}
