import { defineQuery } from '#kit/action.ts';
import { speakingDay } from '#rooms/registry';
import { PORTFOLIO_READERS } from '../monitoring.roles.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { watchWithin } from '../watch/watch.ts';
import { facetsOf, filterRows, rowOf, sortRows } from './portfolio.rules.ts';
import { portfolio, portfolioInput } from './portfolio.ts';

/** The clusters within the reader's reach, a line each: what was promised and came, what calls for attention and why, money, monitoring. */
export const getPortfolio = defineQuery({
  name: 'monitoring.getPortfolio',
  title: { fr: 'Lire le suivi des pôles', en: 'Read the monitoring of clusters' },
  path: '/monitoring',
  permission: { who: PORTFOLIO_READERS },
  input: portfolioInput,
  output: portfolio,
  async run(ctx, { sort, order, page, pageSize, ...filter }) {
    const on = await speakingDay(ctx.sql, undefined, ctx.today);
    const found = await watchWithin(ctx, PORTFOLIO_READERS, on);
    const all = found.map((one) => rowOf(one, on));
    const rows = sortRows(filterRows(all, filter), sort, order);
    const shown = rows.slice((page - 1) * pageSize, page * pageSize);
    return {
      on,
      year: found[0]?.watched.year ?? THRESHOLDS.firstYear,
      total: rows.length,
      page,
      pageSize,
      reach: all.length,
      attention: all.filter((row) => row.alerts.length > 0 || row.triggersMet > 0).length,
      rows: shown,
      facets: facetsOf(filterRows(all, { q: filter.q })),
      synthetic: shown.some((row) => row.synthetic),
    };
  },
});
