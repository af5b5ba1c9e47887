import type { Room } from '#kit/room.ts';
import { getIndicator } from './catalogue/indicator.query.ts';
import { reviseIndicator } from './catalogue/revise-indicator.action.ts';
import { recountIndicators } from './counting/recount.action.ts';
import { recountJobs } from './counting/recount.jobs.ts';
import { declareValue } from './figures/declare-value.action.ts';
import { getFigure } from './figures/figure.query.ts';
import { getFigures, getPublishedFigures } from './figures/figures.query.ts';
import { figuresMenu, figuresRoutes, figuresSideEntries } from './figures/figures.web.tsx';
import { retainSource } from './figures/retain-source.action.ts';
import { importsRoutes } from './imports/imports.web.tsx';
import {
  abandonSeriesImport,
  applySeriesImport,
  getSeriesImport,
  listSeriesImports,
  recordSeriesFile,
  withdrawSeriesImport,
} from './imports/series.operations.ts';
import { listIndicators } from './indicator-list.query.ts';
import { indicatorsRoutes } from './indicators.web.tsx';
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
  // Addresses without a name to fill come first: `/indicateurs/imports` is no indicator.
  routes: [...importsRoutes, ...indicatorsRoutes, ...figuresRoutes],
  menu: figuresMenu,
  sideEntries: figuresSideEntries,
  jobs: [...recountJobs, ...publishJobs],
  migrations: { room: 'indicators', dir: new URL('./migrations/', import.meta.url) },
};
