import { formatShare } from '#kit/say.ts';
import { t } from '../monitoring.sentences.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { JUDGED, judgedIn, STANDINGS, type Tally } from './trajectory.rules.ts';

/** The limits in words, as the page of rules shows them. */
export const indicatorRule = (): string =>
  t().indicatorRule(formatShare(THRESHOLDS.onTrackGap), formatShare(THRESHOLDS.atRiskGap));

/** « 3 indicateurs jugés sur 4 en 2015 : 1 atteint et 2 à risque. » */
export const whyObjective = (tally: Tally, year: number): string =>
  t().objectiveWhy(
    year,
    judgedIn(tally),
    STANDINGS.reduce((sum, standing) => sum + tally[standing], 0),
    JUDGED.filter((standing) => tally[standing] > 0).map((standing) => t().counted[standing](tally[standing])),
  );
