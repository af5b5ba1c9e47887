import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { effectsOfPanel, type PanelEffects } from '#engines/impact/index.ts';
import { PUBLISHED_SCHEMAS } from '#engines/impact/schemas/published.ts';
import { runImpact } from './impact.cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'grappe-effects-'));
afterAll(() => rmSync(folder, { recursive: true }));
const data = (name: string): string => join(resolve(import.meta.dirname, '../../../reference/evaluation'), name);

async function estimates(...words: string[]) {
  const path = join(folder, 'effects.json');
  let told = '';
  const say = (text: string): void => {
    told += text;
  };
  const code = await runImpact(['fe', ...words, '--json', path], { out: say, err: say, watched: false });
  expect(code, told).toBe(0);
  return PUBLISHED_SCHEMAS['fixed-effects'].parse(JSON.parse(readFileSync(path, 'utf8'))).estimates;
}

/** The same names and sentences, and numbers to nine digits, or to 1e-11. */
function agree(found: unknown, wanted: unknown, path = ''): void {
  if (typeof found === 'number' && typeof wanted === 'number') {
    const tolerance = 1e-9 * Math.max(Math.abs(wanted), 1e-2);
    expect(Math.abs(found - wanted), `${path}: ${found} for ${wanted}`).toBeLessThanOrEqual(tolerance);
  } else if (found !== null && wanted !== null && typeof found === 'object' && typeof wanted === 'object') {
    expect(Object.keys(found), path).toEqual(Object.keys(wanted));
    for (const [key, value] of Object.entries(found))
      agree(value, (wanted as Record<string, unknown>)[key], `${path}/${key}`);
  } else expect(found, path).toBe(wanted);
}

const COUNTIES = [data('mpdta.csv'), '--outcome', 'lemp', '--effects', 'countyreal,year'];
const MPDTA = [...COUNTIES, '--time', 'year', '--cohort', 'first_treat'];
const STAGGERED = [data('base_stagg.csv'), '--outcome', 'y', '--effects', 'year,id'];
const STAGG = [...STAGGERED, '--time', 'year', '--cohort', 'year_treated'];
describe('an event study and Sun and Abraham’s averages by the command', () => {
  // Weights of one change nothing, but the moments of a panel do not take weights: rows are read.
  it.each<[string, string, ...string[]]>([
    ['counties', 'event-study', ...MPDTA, '--cluster', 'countyreal'],
    ['counties by state', 'sun-abraham', ...MPDTA, '--cluster', 'state'],
    ['counties, equal variances', 'sun-abraham', ...MPDTA, '--errors', 'iid'],
    ['counties, unequal variances', 'event-study', ...MPDTA],
    ['two references, two clusters', 'event-study', ...MPDTA, '--cluster', 'countyreal,year', '--reference', '-1,-3'],
    ['treated after the last year', 'event-study', ...STAGG, '--cluster', 'id', '--alpha', '0.1'],
    ['treated after the last year, two clusters', 'sun-abraham', ...STAGG, '--cluster', 'id,year'],
  ])('are the same from cohort moments as from rows: %s, %s', async (_, kind, ...words) => {
    const moments = await estimates(...words, '--kind', kind);
    agree(moments, await estimates(...words, '--kind', kind, '--define', 'one=1', '--weights', 'one'));
  });

  it('are read from a panel imported before, which tells what it cannot give', async () => {
    const silent = { out: () => {}, err: () => {}, watched: false };
    const store = join(folder, 'counties.store');
    const columns = ['--unit', 'countyreal', '--time', 'year', '--cohort', 'first_treat', '--outcome', 'lemp'];
    expect(await runImpact(['import', data('mpdta.csv'), ...columns, '--to', store], silent)).toBe(0);
    const words = ['--kind', 'sun-abraham', '--cluster', 'countyreal'];
    const fromFile = await estimates(...MPDTA, ...words);
    agree(await estimates(store, ...MPDTA.slice(1), ...words), fromFile);
    // The period and the cohort are those of the import, and need not be told again.
    agree(await estimates(store, '--outcome', 'lemp', '--effects', 'countyreal,year', ...words), fromFile);
    for (const other of [
      ['--cluster', 'state'],
      ['--kind', 'regression', '--regressors', 'lpop'],
      ['--cohort', 'treat'],
    ]) {
      let told = '';
      const err = (text: string): void => {
        told += text;
      };
      const code = await runImpact(['fe', store, ...MPDTA.slice(1), ...words, ...other, '--lang', 'en'], {
        ...silent,
        err,
      });
      expect(code).not.toBe(0);
      expect(told).toContain('otherwise name the file');
    }
  });

  it('tell of variances below zero, which two clusters of ten years give to eighty cells', async () => {
    const { att } = await estimates(...STAGG, '--cluster', 'id,year', '--kind', 'sun-abraham');
    expect(att!.warnings).toMatchObject([{ code: 'two-way-negative' }]);
    const { 'event-study': study } = await estimates(...STAGG, '--cluster', 'id,year', '--kind', 'event-study');
    expect(study!.warnings).toEqual([]);
  });

  it('come from cohort moments of a complete panel, and from rows of any other file', async () => {
    let runs = 0;
    const run = async (asked: Partial<PanelEffects>, name = 'mpdta.csv') => {
      const own = join(folder, `run-${++runs}`);
      mkdirSync(own);
      const panel = {
        unit: 'countyreal',
        time: 'year',
        cohort: 'first_treat',
        outcome: 'lemp',
        errors: 'cluster',
      } as const;
      const file = { path: data(name), digest: '', folder: own, limits: {} };
      return effectsOfPanel(file, { ...panel, clusters: ['countyreal'], ...asked });
    };
    expect(await run({})).not.toBeNull();
    expect(await run({ clusters: ['countyreal', 'year'] })).not.toBeNull();
    expect(await run({ clusters: ['year'] })).toBeNull();
    expect(await run({ unit: 'treat', clusters: ['treat'] }), 'several rows by unit and year').toBeNull();
    const british = { unit: 'firm', cohort: 'sector', outcome: 'emp', clusters: ['firm'] };
    expect(await run(british, 'empl_uk.csv'), 'firms that come and go').toBeNull();
  });
});
