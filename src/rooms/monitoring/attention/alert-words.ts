import * as z from 'zod';
import { formatCents, formatNumber, type Say, speaking } from '#kit/say.ts';
import type { Content } from '../followed.ts';
import { t } from '../monitoring.sentences.ts';
import { ALERT_ABOUT, ALERT_KINDS, type Alert } from './alert.rules.ts';

/** An alert with its reason in a plain sentence, and where to act on it. */
export const saidAlert = z.object({
  kind: z.enum(ALERT_KINDS),
  /** Whom it is about: a silent authority and unpaid money are no fault of the cluster. */
  about: z.enum(['cluster', 'authority']),
  fr: z.string(),
  en: z.string(),
  href: z.string(),
});
export type SaidAlert = z.output<typeof saidAlert>;

/** Titles named before « and three others ». */
const MOST_TITLES = 2;

function reason(alert: Alert): string {
  const words = t().alerts;
  switch (alert.kind) {
    case 'late':
      return words.late(alert.years, t().returnStates[alert.state], alert.days);
    case 'at-risk':
      return words.atRisk(
        alert.indicators.slice(0, MOST_TITLES).map(({ title }) => title),
        Math.max(0, alert.indicators.length - MOST_TITLES),
      );
    case 'outlier': {
      const [only, ...others] = alert.indicators;
      return others.length === 0
        ? words.outlier(only!.title, formatNumber(only!.before, 1), formatNumber(only!.value, 1), only!.year)
        : words.outliers(
            alert.indicators.map(({ title }) => title),
            only!.year,
          );
    }
    case 'silent-authority':
      return words.silent(alert.by, alert.years, alert.days);
    case 'money-due':
      return words.money(alert.missingCents, alert.years);
  }
}

const hrefOf = (alert: Alert, cluster: string, contract: string | null): string => {
  if (alert.kind === 'money-due' && contract) return `/contrats/${contract}/financement`;
  if (alert.kind === 'late' || alert.kind === 'silent-authority') return `/poles/${cluster}/declarations`;
  return `/poles/${cluster}/objectifs`;
};

export function sayAlert(alert: Alert, cluster: string, contract: string | null): SaidAlert {
  const both: Say = { fr: speaking('fr', () => reason(alert)), en: speaking('en', () => reason(alert)) };
  return { kind: alert.kind, about: ALERT_ABOUT[alert.kind], ...both, href: hrefOf(alert, cluster, contract) };
}

/** A figure of an indicator in words: an amount in euros, a share in per cent, a yes, a level, a count. */
export function figureInWords({ measure, levels }: Pick<Content, 'measure' | 'levels'>, value: number | null): string {
  if (value === null) return t().none;
  if (measure === 'amount') return formatCents(value, true);
  if (measure === 'ratio') return `${formatNumber(value, 1)}\u202f%`;
  if (measure === 'yes-no') return value === 1 ? t().portfolio.yes : t().portfolio.no;
  if (measure === 'scale') return levels[value - 1] ?? formatNumber(value);
  return formatNumber(value, 1);
}
