import type { VNode } from 'preact';
import { BALANCED_BELOW } from '#engines/impact/matching/warnings.ts';
import { linearScale } from '#engines/impact/report/scale.ts';
import { numbers } from '../evaluation.marks.tsx';
import { t } from '../evaluation.sentences.ts';

/** How far apart the groups are on one variable, in standard deviations; null where it cannot be told. */
export interface BalancePoint {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
}

const LINE = 38;
const TOP = 6;
const FOOT = 28;
/** A longer name is cut on a phone; the table has it whole. */
const MOST_LETTERS = 44;

/**
 * Absolute standardised differences by variable: a hollow square before, a disc after, a dashed line at the threshold. Places are shares of the
 * width, so that words keep their size from a phone to a large screen; names stand over their lines.
 */
export function BalanceChart({ points }: { points: readonly BalancePoint[] }): VNode {
  const words = t().matching.chart;
  const write = numbers();
  const limit = write.mark(BALANCED_BELOW);
  const away = points.filter(({ after }) => after === null || Math.abs(after) >= BALANCED_BELOW).length;
  const title = away === 0 ? words.balanced(limit) : words.unbalanced(away, points.length, limit);
  const distances = points.flatMap(({ before, after }) => [before, after]).filter((value) => value !== null);
  // A little room at both ends for the marks themselves.
  const x = linearScale([0, BALANCED_BELOW, ...distances.map(Math.abs)], 2, 96);
  const at = (value: number): string => `${Math.round(100 * x.place(Math.abs(value))) / 100}%`;
  const bottom = TOP + LINE * points.length;
  return (
    <figure class="gr-chart gr-effects">
      <figcaption class="gr-chart__caption">
        <p class="gr-chart__title">{title}</p>
        <p class="gr-chart__unit">{words.unit}</p>
      </figcaption>
      <svg class="gr-balance" height={bottom + FOOT} role="img" aria-label={title}>
        {x.marks.map((value) => (
          <g key={value}>
            <line class="gr-effects__mark" x1={at(value)} x2={at(value)} y1={TOP} y2={bottom} />
            <text class="gr-effects__text" x={at(value)} y={bottom + 18} text-anchor="middle">
              {write.mark(value)}
            </text>
          </g>
        ))}
        <line class="gr-effects__zero" x1={at(BALANCED_BELOW)} x2={at(BALANCED_BELOW)} y1={TOP} y2={bottom} />
        {points.map((point, place) => (
          <Line key={point.name} point={point} y={TOP + LINE * place} at={at} />
        ))}
      </svg>
      <p class="gr-chart__source">{words.legend(limit)}</p>
    </figure>
  );
}

function Line({ point, y, at }: { point: BalancePoint; y: number; at: (value: number) => string }): VNode {
  const write = numbers();
  const { name, before, after } = point;
  const line = y + 26;
  return (
    <g>
      <title>{t().matching.chart.point(name, write.deviations(before), write.deviations(after))}</title>
      <text class="gr-effects__text" x="2%" y={y + 14}>
        {name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name}
      </text>
      <line class="gr-effects__mark" x1="2%" x2="100%" y1={line} y2={line} />
      {before === null ? null : (
        <g class="gr-effects__column--before">
          <rect
            class="gr-effects__point"
            x={at(before)}
            y={line - 4}
            width={8}
            height={8}
            transform="translate(-4 0)"
          />
        </g>
      )}
      {after === null ? null : (
        <g class="gr-effects__column--after">
          <circle class="gr-effects__point" cx={at(after)} cy={line} r={4.5} />
        </g>
      )}
    </g>
  );
}
