import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED_SCHEMAS } from '#engines/impact/schemas/published.ts';
import { runImpact } from './impact.cli.ts';

const mpdta = resolve(import.meta.dirname, '../../../reference/evaluation/mpdta.csv');
const folder = mkdtempSync(join(tmpdir(), 'grappe-impact-import-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

async function impact(...words: string[]) {
  const said = { out: '', err: '' };
  const code = await runImpact([...words, '--lang', 'en'], {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    watched: false,
  });
  return { code, ...said };
}

const WHO = [
  '--unit',
  'countyreal',
  '--time',
  'year',
  '--cohort',
  'first_treat',
  '--weights',
  'w',
  '--cluster',
  'state',
];
/** mpdta with a second outcome that has an infinite value, a weight, a size in three levels, an amount. */
function more(): string {
  const [head, ...rows] = readFileSync(mpdta, 'utf8').trimEnd().split('\n') as [string, ...string[]];
  const lines = rows.map((row) => {
    const [year, county, , lemp] = row.split(',').map(Number) as [number, number, number, number];
    const emp = county === 8001 && year === 2005 ? 'inf' : Math.exp(lemp);
    return [row, emp, 1 + (county % 3), county % 3, (county % 50) + 1].join(',');
  });
  return [`${head},emp,w,size,amount`, ...lines].join('\n');
}
const FROM_FILE = [at('panel.csv'), ...WHO];
const MEASURED = ['--outcome', 'lemp,emp', '--covariates', 'lpop,amount', '--factors', 'size'];
const store = at('panel.store');

beforeAll(async () => {
  writeFileSync(at('panel.csv'), more());
  const { code, err } = await impact('import', ...FROM_FILE, ...MEASURED, '--to', store, '--json', at('import.json'));
  expect(code, err).toBe(0);
});

describe('grappe impact import', () => {
  it('says what it holds: units, rows, periods, cohorts, variables, and what was set aside', async () => {
    const json = PUBLISHED_SCHEMAS.import.parse(JSON.parse(readFileSync(at('import.json'), 'utf8')));
    expect(json).toMatchObject({ units: 500, rows: 2500, clusters: 29, periods: [2003, 2004, 2005, 2006, 2007] });
    expect(json.cohorts).toEqual([
      { g: 0, units: 309 },
      { g: 2004, units: 20 },
      { g: 2006, units: 40 },
      { g: 2007, units: 131 },
    ]);
    expect(json.variables.find(({ name }) => name === 'size')).toMatchObject({
      levels: ['0', '1', '2'],
      changes: false,
    });
    const { out, err } = await impact('import', ...FROM_FILE, ...MEASURED, '--to', store, '--replace');
    expect(out).toMatch(/Units: 500, rows: 2500, periods: 2003–2007 \(5\), weights: w, clusters: state \(29\)/);
    expect(out).toMatch(/^never +309$/m);
    expect(out).toMatch(/^emp +outcome +number +changes +yes$/m);
    expect(err).toContain('1 infinite value of "emp" counts as missing (8001 in 2005).');
  });

  const runs: Record<string, readonly string[]> = {
    'an estimate with a covariate and a factor': [
      'estimate',
      '--outcome',
      'lemp',
      '--covariates',
      'lpop',
      '--factors',
      'size',
    ],
    'an estimate of what has holes': ['estimate', '--outcome', 'emp', '--panel', 'unbalanced'],
    'an outcome that is another’s covariate': ['estimate', '--outcome', 'lemp', '--covariates', 'emp'],
    'a matched design': ['estimate', '--outcome', 'lemp', '--match-on', 'lpop,lemp@2003', '--base', 'varying'],
    'additionality by size': ['additionality', '--rd', 'emp', '--aid', 'lemp', '--by', 'size'],
    sensitivity: ['sensitivity', '--outcome', 'lemp', '--mbar', '0.5', '--leave-one-out'],
  };
  for (const [what, [command, ...words]] of Object.entries(runs))
    it(`gives ${what} as the file does, to the last digit, without its columns told again`, async () => {
      const outputs = [];
      for (const panel of [FROM_FILE, [store]]) {
        const { code, out, err } = await impact(command!, ...panel, ...words, '--json', at('run.json'));
        expect(code, err).toBe(0);
        outputs.push({ out, err, json: readFileSync(at('run.json'), 'utf8') });
      }
      expect(outputs[1]).toEqual(outputs[0]);
    });

  it.each([
    ['power', ['--cluster', 'state'], ['--outcome', 'lemp', '--sd', '0.1', '--persistence', '0.5']],
    ['dose', [], ['--outcome', 'lemp', '--dose', 'amount']],
  ])('gives %s as the file does, which takes no weights', async (command, clusters, words) => {
    const json = [];
    for (const panel of [[at('panel.csv'), ...WHO.slice(0, 6), ...clusters], [store]]) {
      const { code, err } = await impact(command, ...panel, ...words, '--json', at('run.json'));
      expect(code, err).toBe(0);
      json.push(readFileSync(at('run.json'), 'utf8'));
    }
    expect(json[1]).toBe(json[0]);
  });

  it('is repeated by the report of an estimate, which is otherwise that of the file, as is the estimate', async () => {
    const [reports, json]: string[][] = [[], []];
    const outputs = ['--html', at('report.html'), '--json', at('run.json'), '--bands'];
    for (const panel of [FROM_FILE, [store]]) {
      const { code, err } = await impact('estimate', ...panel, '--outcome', 'lemp', ...outputs);
      expect(code, err).toBe(0);
      reports!.push(readFileSync(at('report.html'), 'utf8'));
      json!.push(readFileSync(at('run.json'), 'utf8'));
    }
    const [fromFile, fromStore] = reports as [string, string];
    const withoutCommand = (report: string): string => report.replace(/<pre>.*<\/pre>/s, '');
    expect(withoutCommand(fromStore)).toBe(withoutCommand(fromFile));
    expect(fromStore).toMatch(
      /<pre>grappe impact import [^\n]*--factors size[^\n]*\ngrappe impact estimate [^\n]*<\/pre>/,
    );
    expect(json![1]).toBe(json![0]);
  });

  it('takes 0 and 1 by period, and the rows of a condition', async () => {
    const who = ['--unit', 'countyreal', '--time', 'year', '--treatment', 'treated_now', '--where', 'year > 2003'];
    const treated = ['--define', 'treated_now=case when first_treat > 2003 and year >= first_treat then 1 else 0 end'];
    const file = [mpdta, ...who, ...treated, '--outcome', 'lemp'];
    expect((await impact('import', ...file, '--to', at('treated.store'))).code).toBe(0);
    const [fromFile, fromStore] = [
      await impact('estimate', ...file),
      await impact('estimate', at('treated.store'), '--outcome', 'lemp'),
    ];
    expect(fromStore).toEqual(fromFile);
    expect(fromFile.out).toMatch(/^2006 {3}2007 /m);
  });
});

describe('the help', () => {
  it.each([
    ['estimate', true],
    ['match', false],
  ])('of %s tells whether an imported panel serves as its file does', async (command, serves) => {
    const { out } = await impact(command, '--help');
    expect(out.includes(`grappe impact ${command} <file|imported panel> …`)).toBe(serves);
  });
});

describe('a panel store is asked', () => {
  it.each<[string, number, readonly string[], RegExp]>([
    ['by another unit', 1, ['estimate', '--outcome', 'lemp', '--unit', 'state'], /with --unit countyreal, not state/],
    ['for an outcome it lacks', 1, ['estimate', '--outcome', 'lpop'], /have lpop as an outcome \(it has lemp, emp\)/],
    [
      'for a covariate it lacks',
      1,
      ['estimate', '--outcome', 'lemp', '--covariates', 'x'],
      /again with --covariates x/,
    ],
    ['for levels of numbers', 1, ['estimate', '--outcome', 'lemp', '--factors', 'lpop'], /again with --factors lpop/],
    ['for a weight as a covariate', 1, ['estimate', '--outcome', 'lemp', '--covariates', 'w'], /have w as a covariate/],
    ['to compute', 2, ['estimate', '--outcome', 'lemp', '--define', 'x=1'], /--define to grappe impact import/],
    ['to choose rows', 2, ['power', '--outcome', 'lemp', '--where', 'year > 1'], /--where to grappe impact import/],
    ['who is treated', 2, ['dose', '--outcome', 'lemp', '--dose', 'emp', '--treatment', 'on'], /--treatment to grappe/],
    ['for cross-sections', 2, ['estimate', '--outcome', 'lemp', '--panel', 'rc'], /name the file/],
    ['for two periods', 1, ['estimate', '--outcome', 'lemp', '--treated', 'x'], /rows of a file are read here: name/],
    ['to match rows', 1, ['match', '--treated', 'x', '--on', 'lpop'], /rows of a file are read here: name/],
    ['to be imported', 1, ['import', '--outcome', 'lemp', '--to', at('again')], /rows of a file are read here: name/],
  ])('%s, and answers by one sentence', async (_, exit, [command, ...words], says) => {
    const { code, out, err } = await impact(command!, store, ...words);
    expect(code, err).toBe(exit);
    expect(out).toBe('');
    expect(err).toMatch(says);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('a folder that holds no whole panel store is refused by one sentence', () => {
  const damaged: Record<string, { readonly change: (folder: string) => void; readonly says: RegExp }> = {
    'no store at all': {
      change: (place) => rmSync(join(place, 'store.json')),
      says: /holds no imported panel: import the file first/,
    },
    'a description that is cut': {
      change: (place) => writeFileSync(join(place, 'store.json'), '{"writtenBy": "gra'),
      says: /is not whole \(store\.json\): import the file again/,
    },
    'another version': {
      change: (place) => {
        const text = readFileSync(join(place, 'store.json'), 'utf8');
        writeFileSync(join(place, 'store.json'), text.replace(/"writtenBy": "[^"]*"/, '"writtenBy": "other 0.9"'));
      },
      says: /by another version of the engine \(other 0\.9, instead of .*\): import the file again/,
    },
    'a file that is cut': {
      change: (place) => {
        const path = join(place, 'wide-0.parquet');
        writeFileSync(path, readFileSync(path).subarray(0, 9_000));
      },
      says: /is not whole \(wide-0\.parquet\): import the file again/,
    },
    'a file that is gone': {
      change: (place) => rmSync(join(place, 'firms.parquet')),
      says: /is not whole \(firms\.parquet\)/,
    },
  };
  for (const [what, { change, says }] of Object.entries(damaged))
    it(what, async () => {
      const place = mkdtempSync(at('damaged-'));
      cpSync(store, place, { recursive: true });
      change(place);
      const { code, out, err } = await impact('estimate', place, '--outcome', 'lemp');
      expect(code, err).toBe(1);
      expect(out).toBe('');
      expect(err).toMatch(says);
      expect(err.trimEnd()).not.toContain('\n');
    });
});

describe('the place of a new panel store', () => {
  const importing = (place: string, ...words: string[]) =>
    impact('import', mpdta, ...WHO.slice(0, 6), '--outcome', 'lemp', '--to', place, ...words);

  it('may be an empty folder, and a store only when it is to be replaced', async () => {
    const place = at('place');
    mkdirSync(place);
    expect((await importing(place)).code).toBe(0);
    const before = readFileSync(join(place, 'store.json'), 'utf8');
    const refused = await importing(place);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('a panel was imported there before; add --replace to replace it.');
    expect((await importing(place, '--replace', '--covariates', 'lpop')).code).toBe(0);
    expect(readFileSync(join(place, 'store.json'), 'utf8')).not.toBe(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('place.'))).toEqual([]);
  });

  it('is left alone when it holds something else, is a file, or has no folder around it', async () => {
    mkdirSync(at('papers'));
    writeFileSync(at('papers/thesis.txt'), 'years of work');
    for (const [place, says] of [
      [at('papers'), /holds something else than an imported panel \(thesis\.txt\): name a new one/],
      [at('papers/thesis.txt'), /a file has this name/],
      [at('absent/store'), /its folder does not exist, create it/],
    ] as const) {
      const { code, err } = await importing(place, '--replace');
      expect(code, err).toBe(1);
      expect(err).toMatch(says);
    }
    expect(readFileSync(at('papers/thesis.txt'), 'utf8')).toBe('years of work');
  });

  it('keeps nothing of an import that is refused, and what was there stays', async () => {
    const place = at('kept');
    await importing(place);
    const before = readFileSync(join(place, 'store.json'), 'utf8');
    for (const wrong of [
      ['--covariates', 'nope'],
      ['--json', at('absent/import.json')],
    ]) {
      expect((await importing(place, '--replace', ...wrong)).code).toBe(1);
      expect((await importing(at('never'), ...wrong)).code).toBe(1);
    }
    expect(readFileSync(join(place, 'store.json'), 'utf8')).toBe(before);
    expect(existsSync(at('never'))).toBe(false);
    expect(readdirSync(folder).filter((name) => /^(kept|never)\./.test(name))).toEqual([]);
  });
});
