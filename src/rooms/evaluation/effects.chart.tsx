import type { VNode } from 'preact';
import { linearScale } from '#engines/impact/report/scale.ts';
import { numbers } from './evaluation.marks.tsx';

/** An estimate with its interval, at a place on the axis. */
export interface EffectPoint {
  readonly at: string;
  readonly att: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Before treatment: what should be zero. */
  readonly before: boolean;
}

const WIDTH = 640;
const HEIGHT = 280;
const LEFT = 58;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = HEIGHT - 42;
/** More names would touch. */
const MOST_NAMES = 20;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Estimates and intervals in columns, a dashed line at zero; hollow squares before treatment, discs after, so that colour is not alone to tell. */
export function EffectsChart(props: {
  readonly title: string;
  readonly unit: string;
  readonly axis: string;
  readonly note: string;
  readonly points: readonly EffectPoint[];
}): VNode | null {
  const { points } = props;
  const values = points.flatMap(({ att, low, high }) => [att, low, high]).filter((value) => value !== null);
  if (values.length === 0) return null;
  const write = numbers();
  const y = linearScale([0, ...values], BOTTOM, TOP);
  const step = (WIDTH - LEFT - RIGHT) / points.length;
  const every = Math.ceil(points.length / MOST_NAMES);
  return (
    <figure class="gr-chart gr-effects">
      <figcaption class="gr-chart__caption">
        <p class="gr-chart__title">{props.title}</p>
        <p class="gr-chart__unit">{props.unit}</p>
      </figcaption>
      <div class="gr-effects__frame" tabindex={0}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.title} class="gr-effects__svg">
          {y.marks.map((value) => (
            <g key={value}>
              <line
                class="gr-effects__mark"
                x1={LEFT}
                x2={WIDTH - RIGHT}
                y1={round(y.place(value))}
                y2={round(y.place(value))}
              />
              <text class="gr-effects__text" x={LEFT - 8} y={round(y.place(value) + 4)} text-anchor="end">
                {write.mark(value)}
              </text>
            </g>
          ))}
          <line class="gr-effects__zero" x1={LEFT} x2={WIDTH - RIGHT} y1={round(y.place(0))} y2={round(y.place(0))} />
          {points.map((point, k) => (
            <Column
              key={point.at}
              point={point}
              x={round(LEFT + step * (k + 0.5))}
              place={(value) => round(y.place(value))}
              named={k % every === 0}
            />
          ))}
          <text class="gr-effects__text" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
            {props.axis}
          </text>
        </svg>
      </div>
      <p class="gr-chart__source">{props.note}</p>
    </figure>
  );
}

function Column(props: {
  readonly point: EffectPoint;
  readonly x: number;
  readonly place: (value: number) => number;
  readonly named: boolean;
}): VNode {
  const { point, x, place } = props;
  const { at, att, low, high, before } = point;
  const write = numbers();
  const kind = before ? 'before' : 'after';
  return (
    <g class={`gr-effects__column gr-effects__column--${kind}`}>
      {att === null && low === null ? null : (
        <title>
          {at}: {write.effect(att)} {write.range(low, high)}
        </title>
      )}
      {low === null || high === null ? null : (
        <line class="gr-effects__interval" x1={x} x2={x} y1={place(low)} y2={place(high)} />
      )}
      {att === null ? null : before ? (
        <rect class="gr-effects__point" x={x - 4} y={place(att) - 4} width={8} height={8} />
      ) : (
        <circle class="gr-effects__point" cx={x} cy={place(att)} r={4.5} />
      )}
      {props.named ? (
        <text class="gr-effects__text" x={x} y={BOTTOM + 18} text-anchor="middle">
          {at}
        </text>
      ) : null}
    </g>
  );
}
