import { type LongPanel, numeric } from '../panel.ts';
import { numbers, readTable } from '../reference-data.fixture.ts';

const table = readTable('mpdta.csv');

/** Minimum wages and teen employment in 500 American counties, clustered by state (Callaway & Sant'Anna 2021). */
export const mpdta = {
  layout: 'long',
  unit: numbers(table.countyreal!),
  period: numbers(table.year!),
  firstTreated: numbers(table.first_treat!),
  outcomes: { lemp: numbers(table.lemp!) },
  covariates: { lpop: numeric(numbers(table.lpop!)) },
  cluster: numbers(table.state!),
} as const satisfies LongPanel;
