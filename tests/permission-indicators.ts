import { indicators, loadIndicators } from '#rooms/indicators';
import type { Call } from '../src/kit/context.ts';
import { day } from '../src/kit/period.ts';
import { perform } from '../src/kit/web/route.ts';

/** A line of official statistics, given to every function that may. */
const SERIES = {
  name: 'essai.csv',
  mediaType: 'text/csv',
  base64: Buffer.from('indicateur;annee;valeur;producteur;millesime\nEXP-02;2013;3;Essai;2014-01-01\n').toString(
    'base64',
  ),
};

/** The catalogue, and an import of official series on trial; gives its id. */
export async function buildIndicatorWorld(builder: Call): Promise<string> {
  await builder.services.store.sql.transaction().execute(loadIndicators);
  const record = indicators.operations.find(({ meta }) => meta.name === 'indicators.recordSeriesFile')!;
  const { seriesImport } = (await perform(record, { file: SERIES }, builder)) as { seriesImport: string };
  return seriesImport;
}

/** Official series concern the whole programme. */
export const SERIES_IMPORTS = [
  'recordSeriesFile',
  'getSeriesImport',
  'listSeriesImports',
  'applySeriesImport',
  'withdrawSeriesImport',
  'abandonSeriesImport',
].map((verb) => `indicators.${verb}`);

/** A valid input for every operation of the room. */
export function indicatorInputs(clusterId: string, seriesImport: string): Record<string, Record<string, unknown>> {
  const cluster = { cluster: clusterId };
  const figure = { ...cluster, indicator: 'EXP-02', year: 2013 };
  const series = { seriesImport };
  return {
    'indicators.listIndicators': {},
    'indicators.getIndicator': { code: 'MEM-01' },
    'indicators.reviseIndicator': {
      code: 'MEM-01',
      validFrom: day('2099-01-01'),
      definitionFr: 'Essai',
      definitionEn: 'Trial',
      ownerFr: 'Essai',
      ownerEn: 'Trial',
      reason: 'Essai',
    },
    'indicators.recount': cluster,
    'indicators.getFigures': cluster,
    'indicators.getFigure': figure,
    'indicators.declareValue': { ...figure, value: 1 },
    'indicators.retainSource': { ...figure, source: 'declared', reason: 'Essai' },
    'indicators.getPublishedFigures': cluster,
    'indicators.getPublishedFigure': { indicator: 'EXP-02', year: 2013 },
    'indicators.recordSeriesFile': { file: SERIES },
    'indicators.getSeriesImport': series,
    'indicators.listSeriesImports': {},
    'indicators.applySeriesImport': series,
    'indicators.withdrawSeriesImport': { ...series, reason: 'Essai' },
    'indicators.abandonSeriesImport': series,
  };
}

/** What stands for `:name` in the addresses of figures, which share some names with other rooms. */
export const indicatorParams = (seriesImport: string): Record<string, string> => ({
  indicator: 'EXP-02',
  year: '2013',
  code: 'MEM-01',
  seriesImport,
});
