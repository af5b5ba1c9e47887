import type { VNode } from 'preact';
import { StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from '../monitoring.sentences.ts';
import { STANDINGS, type Standing, type Tally } from './trajectory.rules.ts';

const TONES: Readonly<Record<Standing, Tone>> = {
  reached: 'success',
  'on-track': 'info',
  behind: 'warning',
  'at-risk': 'error',
  'not-known': 'neutral',
  'not-applicable': 'neutral',
  'no-target': 'neutral',
};

/** Where something stands, in word, icon and colour, with the rule on demand. */
export const StandingMark = ({ standing, rule }: { standing: Standing; rule?: string }): VNode => (
  <StatusBadge tone={TONES[standing]} label={t().standings[standing]} rule={rule} />
);

/** How many objectives stand where, drawn as a bar of parts and said in words. */
export function StandingCounts({ tally }: { tally: Tally }): VNode {
  const parts = STANDINGS.filter((standing) => tally[standing] > 0);
  const all = parts.reduce((sum, standing) => sum + tally[standing], 0);
  let from = 0;
  return (
    <div class="gr-standings">
      <svg
        class="gr-standings__bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {parts.map((standing) => {
          const width = (100 * tally[standing]) / all;
          const x = from;
          from += width;
          return (
            <rect
              key={standing}
              class={`gr-standing-${standing}`}
              x={x}
              y="0"
              width={Math.max(0, width - 0.6)}
              height="8"
            />
          );
        })}
      </svg>
      <span class="gr-standings__words">
        {parts.map((standing) => t().counted[standing](tally[standing])).join(', ')}
      </span>
    </div>
  );
}
