import { createHash } from 'node:crypto';
import type { Labels, Panel } from '../panel.ts';
import type { GroupTimeOptionsUsed } from '../result.ts';

/** SHA-256 of the columns that an estimate reads: the same data in the same order give the same digest, in whatever memory they stand. */
export function digestOf(panel: Panel, used: GroupTimeOptionsUsed): string {
  const hash = createHash('sha256');
  const add = (name: string, column: Labels | Int16Array | undefined) => {
    if (!column) return;
    hash.update(`\n${name}:${column.length}\n`);
    if (ArrayBuffer.isView(column)) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    else for (const label of column) hash.update(`${label}\n`);
  };
  hash.update(panel.layout);
  add('unit', panel.unit);
  add('period', panel.layout === 'long' ? panel.period : panel.periods);
  add('firstTreated', panel.firstTreated);
  for (const name of used.outcomes) add(`outcome ${name}`, panel.outcomes[name]);
  for (const name of used.covariates) {
    const covariate = panel.covariates?.[name];
    add(`covariate ${name}`, covariate?.kind === 'factor' ? covariate.codes : covariate?.values);
    if (covariate?.kind === 'factor') add(`levels ${name}`, covariate.levels);
  }
  if (used.weighted) add('weights', panel.weights);
  if (used.clustered) add('cluster', panel.cluster);
  return hash.digest('hex');
}
