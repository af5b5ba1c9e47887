import type { Room } from '#kit/room.ts';
import { getIndicator } from './catalogue/indicator.query.ts';
import { reviseIndicator } from './catalogue/revise-indicator.action.ts';
import { recountIndicators } from './counting/recount.action.ts';
import { recountJobs } from './counting/recount.jobs.ts';
import { declareValue } from './figures/declare-value.action.ts';
import { getFigure } from './figures/figure.query.ts';
import { getFigures, getPublishedFigures } from './figures/figures.query.ts';
import { retainSource } from './figures/retain-source.action.ts';
import {
  abandonSeriesImport,
  applySeriesImport,
  getSeriesImport,
  listSeriesImports,
  recordSeriesFile,
  withdrawSeriesImport,
} from './imports/series.operations.ts';
import { listIndicators } from './indicator-list.query.ts';
import { publishJobs } from './publication/publish.jobs.ts';
import { getPublishedFigure } from './publication/published-figure.query.ts';

/** The catalogue of common indicators (R26), their values by source and vintage, and what is published of them. */
export const indicators: Room = {
  name: 'indicators',
  title: { fr: 'Indicateurs', en: 'Indicators' },
  enters: ['registry'],
  operations: [
    listIndicators,
    getIndicator,
    reviseIndicator,
    recountIndicators,
    getFigures,
    getFigure,
    declareValue,
    retainSource,
    getPublishedFigures,
    getPublishedFigure,
    recordSeriesFile,
    getSeriesImport,
    listSeriesImports,
    applySeriesImport,
    withdrawSeriesImport,
    abandonSeriesImport,
  ],
  web: () => import('./indicators.web.ts'),
  jobs: [...recountJobs, ...publishJobs],
  migrations: { room: 'indicators', dir: new URL('./migrations/', import.meta.url) },
};
