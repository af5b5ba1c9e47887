import type { ComponentChildren, VNode } from 'preact';
import { formatNumber } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import { DataTable } from './table.tsx';

/** Everything a chart owes its reader besides the drawing. */
export interface ChartProps {
  /** The finding, as a sentence: « Les PME font plus de la moitié des membres ». */
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  /** In words: « juin 2013 ». */
  readonly date?: string;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function Caption({ chart }: { chart: ChartProps }): VNode {
  return (
    <figcaption class="gr-chart__caption">
      <p class="gr-chart__title">{chart.title}</p>
      <p class="gr-chart__unit">{chart.unit}</p>
    </figcaption>
  );
}

function Source({ chart }: { chart: ChartProps }): VNode {
  const words = t().chart;
  return (
    <p class="gr-chart__source">
      {chart.date ? words.source(chart.source, chart.date) : words.sourceOnly(chart.source)}
    </p>
  );
}

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly href?: string;
  /** Stands out from the others. */
  readonly marked?: boolean;
}

/**
 * Horizontal bars from a zero baseline. It is a table in which each value is also drawn, so the figures and the
 * drawing cannot disagree and text keeps its size on a phone.
 */
export function BarChart(
  props: ChartProps & { readonly bars: readonly Bar[]; readonly digits?: number; readonly categoryLabel?: string },
): VNode {
  const words = t().chart;
  const greatest = Math.max(0, ...props.bars.map((bar) => bar.value ?? 0));
  return (
    <figure class="gr-chart gr-bars">
      <Caption chart={props} />
      <table class="gr-bars__table">
        <caption class="fr-sr-only">{props.title}</caption>
        <thead class="fr-sr-only">
          <tr>
            <th scope="col">{props.categoryLabel ?? words.category}</th>
            <th scope="col">{props.unit || words.value}</th>
          </tr>
        </thead>
        <tbody>
          {props.bars.map((bar) => (
            <tr key={bar.label} class={bar.marked ? 'gr-bars__row--marked' : undefined}>
              <th scope="row">{bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}</th>
              <td>
                <span class="gr-bars__cell">
                  <svg class="gr-bars__bar" height="14" aria-hidden="true" focusable="false">
                    <rect
                      class="gr-bars__fill"
                      height="14"
                      rx="2"
                      width={`${greatest ? round(((bar.value ?? 0) / greatest) * 100) : 0}%`}
                    />
                  </svg>
                  <span class="gr-bars__value">
                    {bar.value === null ? t().figure.unknown : formatNumber(bar.value, props.digits ?? 0)}
                  </span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Source chart={props} />
    </figure>
  );
}

/** A small trend without axes; the words around it give the values, `label` gives them to those who do not see it. */
export function Sparkline({ points, label }: { points: readonly number[]; label: string }): VNode {
  const [width, height, margin] = [88, 24, 3];
  const least = Math.min(...points);
  const spread = Math.max(...points) - least || 1;
  const place = points.map((point, index) => [
    round(margin + (index * (width - 2 * margin)) / Math.max(1, points.length - 1)),
    round(height - margin - ((point - least) / spread) * (height - 2 * margin)),
  ]);
  const last = place.at(-1) ?? [0, 0];
  return (
    <svg
      class="gr-spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <polyline class="gr-spark__line" fill="none" points={place.map((pair) => pair.join(',')).join(' ')} />
      <circle class="gr-spark__end" cx={last[0]} cy={last[1]} r="2.5" />
    </svg>
  );
}

export interface StackedSeries {
  readonly label: string;
  /** One value per year, in the order of `years`; null when unknown. */
  readonly values: readonly (number | null)[];
}

/**
 * Columns by year, categories stacked from the bottom in the order given (six at most, for which colours exist), with
 * names beside the last column on a wide screen and in a key on a phone.
 */
export function StackedYears(
  props: ChartProps & { readonly years: readonly (number | string)[]; readonly series: readonly StackedSeries[] },
): VNode {
  const words = t().chart;
  const { years, series } = props;
  const totals = years.map((_, year) => series.reduce((sum, one) => sum + (one.values[year] ?? 0), 0));
  return (
    <figure class="gr-chart gr-stack">
      <Caption chart={props} />
      <div class="gr-stack__frame">
        <StackedDrawing {...props} totals={totals} />
      </div>
      <ul class="gr-stack__key" aria-hidden="true">
        {[...series.entries()].reverse().map(([index, one]) => (
          <li key={one.label}>
            <svg width="12" height="12" focusable="false" aria-hidden="true">
              <rect class={`gr-data-${index + 1}`} width="12" height="12" rx="2" />
            </svg>
            {one.label}
          </li>
        ))}
      </ul>
      <Source chart={props} />
      <details class="gr-chart__table">
        <summary>{words.table}</summary>
        <DataTable
          caption={props.title}
          captionHidden
          columns={[
            { key: 'year', label: words.year, header: true, render: (row: number) => years[row] },
            ...series.map((one) => ({
              key: one.label,
              label: one.label,
              align: 'end' as const,
              render: (row: number): ComponentChildren => {
                const value = one.values[row];
                return value === null || value === undefined ? t().figure.unknown : formatNumber(value);
              },
            })),
            { key: 'total', label: words.total, align: 'end', render: (row: number) => formatNumber(totals[row] ?? 0) },
          ]}
          rows={years.map((_, index) => index)}
          rowKey={(row) => String(years[row])}
        />
      </details>
    </figure>
  );
}

const PLOT = { top: 24, height: 208, bottom: 28 };
/** Share of the width that the columns take; names stand to the right of it. */
const PLOT_SHARE = 78;
const LABEL_GAP = 18;

function StackedDrawing(props: {
  readonly title: string;
  readonly years: readonly (number | string)[];
  readonly series: readonly StackedSeries[];
  readonly totals: readonly number[];
}): VNode {
  const { years, series, totals } = props;
  const greatest = Math.max(1, ...totals);
  const height = PLOT.top + PLOT.height + PLOT.bottom;
  const floor = PLOT.top + PLOT.height;
  const step = PLOT_SHARE / years.length;
  const columnWidth = step * 0.62;
  const scaled = (value: number) => (value / greatest) * PLOT.height;
  const left = (year: number) => round(year * step + (step - columnWidth) / 2);
  const middle = (year: number) => round(year * step + step / 2);

  const columns = years.map((year, index) => {
    let top = floor;
    return series.map((one, category) => {
      const tall = scaled(one.values[index] ?? 0);
      top -= tall;
      return tall > 0 ? (
        <rect
          key={`${year} ${one.label}`}
          class={`gr-data-${category + 1}`}
          x={`${left(index)}%`}
          y={round(top)}
          width={`${round(columnWidth)}%`}
          height={round(Math.max(tall - 1, 0.5))}
        >
          <title>{t().chart.part(String(year), one.label, formatNumber(one.values[index] ?? 0))}</title>
        </rect>
      ) : null;
    });
  });

  return (
    <svg class="gr-stack__svg" width="100%" height={height} role="img" aria-label={props.title}>
      {columns}
      <line class="gr-axis" x1="0" x2={`${PLOT_SHARE}%`} y1={floor} y2={floor} />
      {years.map((year, index) => (
        <text key={year} class="gr-stack__year" x={`${middle(index)}%`} y={floor + 19} text-anchor="middle">
          {year}
        </text>
      ))}
      {totals.map((total, index) => (
        <text
          key={years[index]}
          class="gr-stack__total"
          x={`${middle(index)}%`}
          y={round(floor - scaled(total) - 7)}
          text-anchor="middle"
        >
          {formatNumber(total)}
        </text>
      ))}
      {directLabels(series, scaled, floor).map((label, category) => (
        <g key={label.text} class="gr-stack__label">
          <rect
            class={`gr-data-${category + 1}`}
            x={`${PLOT_SHARE + 1}%`}
            y={round(label.y - 5)}
            width="10"
            height="10"
            rx="2"
          />
          <text x={`${PLOT_SHARE + 1}%`} dx="16" y={round(label.y + 4)}>
            {label.text}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Names at the height of their part of the last column, pushed apart so that none covers another. */
function directLabels(
  series: readonly StackedSeries[],
  scaled: (value: number) => number,
  floor: number,
): readonly { text: string; y: number }[] {
  let top = floor;
  const labels = series.map((one) => {
    const value = one.values.at(-1) ?? 0;
    const tall = scaled(value);
    top -= tall;
    return { text: `${one.label} ${formatNumber(value)}`, y: top + tall / 2 };
  });
  for (let index = 0; index < labels.length; index++) {
    const below = index === 0 ? floor + LABEL_GAP / 2 : labels[index - 1]!.y;
    labels[index]!.y = Math.min(labels[index]!.y, below - LABEL_GAP);
  }
  return labels;
}
