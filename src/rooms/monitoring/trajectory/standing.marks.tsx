import type { VNode } from 'preact';
import { formatShare } from '#kit/say.ts';
import { StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from '../monitoring.sentences.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { JUDGED, judgedIn, STANDINGS, type Standing, type Tally } from './trajectory.rules.ts';

const TONES: Readonly<Record<Standing, Tone>> = {
  reached: 'success',
  'on-track': 'info',
  behind: 'warning',
  'at-risk': 'error',
  'not-known': 'neutral',
  'not-applicable': 'neutral',
  'no-target': 'neutral',
};

/** The limits in words, as the page of rules shows them. */
export const indicatorRule = (): string =>
  t().indicatorRule(formatShare(THRESHOLDS.onTrackGap), formatShare(THRESHOLDS.atRiskGap));

/** « 3 indicateurs jugés sur 4 en 2015 : 1 atteint et 2 à risque. » */
export const whyObjective = (tally: Tally, year: number): string =>
  t().objectiveWhy(
    year,
    judgedIn(tally),
    STANDINGS.reduce((sum, standing) => sum + tally[standing], 0),
    JUDGED.filter((standing) => tally[standing] > 0).map((standing) =>
      t().counted(tally[standing], t().standings[standing]),
    ),
  );

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
        {parts.map((standing) => t().counted(tally[standing], t().standings[standing])).join(', ')}
      </span>
    </div>
  );
}
