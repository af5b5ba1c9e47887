import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { withDuckDB } from '#engines/impact/index.ts';
import { PUBLISHED_SCHEMAS } from '#engines/impact/schemas/published.ts';
import { runImpact } from './impact.cli.ts';

const root = resolve(import.meta.dirname, '../../..');
const data = (name: string): string => join(root, 'reference/evaluation', name);
const expected = <T>(name: string): T => JSON.parse(readFileSync(data(`expected/${name}`), 'utf8')) as T;
const folder = mkdtempSync(join(tmpdir(), 'grappe-impact-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mpdta = readFileSync(data('mpdta.csv'), 'utf8').trimEnd().split('\n');
const MPDTA = ['--unit', 'countyreal', '--time', 'year', '--cohort', 'first_treat', '--outcome', 'lemp'];

async function impact(...words: string[]) {
  const said = { out: '', err: '' };
  const code = await runImpact(words, {
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

const made = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Runs a command that must succeed, and gives what it wrote, held against its published schema. */
async function written<Name extends keyof typeof PUBLISHED_SCHEMAS>(name: Name, ...words: string[]) {
  const path = join(folder, `${name}.json`);
  const { code, out, err } = await impact(...words, '--json', path, '--lang', 'en');
  expect(code, err).toBe(0);
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return { json: PUBLISHED_SCHEMAS[name].parse(json) as z.infer<(typeof PUBLISHED_SCHEMAS)[Name]>, out };
}

const near = (got: number | null, wanted: number, tolerance = 1e-9): void =>
  expect(Math.abs(got! - wanted), `${got} ≠ ${wanted}`).toBeLessThanOrEqual(tolerance * Math.abs(wanted));

interface Run {
  readonly att_gt: readonly { g: number; t: number; att: number; se: number }[];
  readonly aggte: { dynamic: { overall: { att: number; se: number } } };
  readonly wald: { stat: number };
}

describe('grappe impact estimate', () => {
  it('gives the published effect of mpdta, −0.0772, in the layout of did, and a report with nothing from outside', async () => {
    const page = join(folder, 'report.html');
    const pages = join(folder, 'report.pdf');
    const reports = ['--html', page, '--pdf', pages, '--date', '2013-06-24'];
    const design = ['--controls', 'never', '--base', 'varying', '--bands', ...reports];
    const { json, out } = await written('estimate', 'estimate', data('mpdta.csv'), ...MPDTA, ...design);
    expect(json.aggte.dynamic.overall.att!.toFixed(4)).toBe('-0.0772');
    const run = expected<{ runs: Run[] }>('mpdta.att_gt.json').runs[0]!;
    expect(json.att_gt.map(({ g, t }) => [g, t])).toEqual(run.att_gt.map(({ g, t }) => [g, t]));
    for (const [k, cell] of run.att_gt.entries()) {
      near(json.att_gt[k]!.att, cell.att);
      near(json.att_gt[k]!.se, cell.se);
    }
    near(json.aggte.dynamic.overall.se, run.aggte.dynamic.overall.se);
    near(json.wald!.stat, run.wald.stat);
    expect(json.bands!.dynamic.critical).toBeGreaterThan(2);
    expect(out).toContain(
      'Group-Time Average Treatment Effects:\nGroup  Time  ATT(g,t)  Std. Error  [95% Simult.  Conf. Band]',
    );
    expect(out).toMatch(/^2004 {3}2006 {3}-0\.1373 {6}0\.0364 .*\*$/m);
    expect(out).toContain('P-value for pre-test of parallel trends assumption:  0.16812');
    expect(out).toContain('Control Group:  Never Treated,  Anticipation Periods:  0');

    const pdf = await PDF.load(readFileSync(pages));
    expect(pdf.getCreationDate()).toEqual(new Date('2013-06-24T00:00:00Z'));
    const set = pdf.extractText().map(({ text }) => text.replace(/\s+/g, ' '));
    for (const words of ['What effect on lemp?', '24 June 2013', '−0.0772', 'Before and after treatment', 'Limits'])
      expect(set.join(' ')).toContain(words);

    const report = readFileSync(page, 'utf8');
    expect(report).toContain('<svg');
    expect(report).not.toMatch(/<script|<link|src=|https?:|@import|url\(/);
    expect(report).toContain(json.input_digest);
    expect(report).toContain('grappe impact estimate');
  });

  it('refuses a date that is none, and names a sign that the PDF cannot write; nothing is written', async () => {
    const pages = join(folder, 'refused.pdf');
    const words = ['estimate', data('mpdta.csv'), ...MPDTA, '--lang', 'en', '--pdf', pages];
    expect(await impact(...words, '--date', '2013-02-30')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--date takes a day, such as 2013-06-24; received 2013-02-30.'),
    });
    expect(await impact(...words, '--title', 'Growth 🚀?')).toMatchObject({
      code: 1,
      err: expect.stringContaining('The PDF cannot write these signs: 🚀.'),
    });
    expect(existsSync(pages)).toBe(false);
  });

  it('takes covariates to unit columns, from a file with semicolons, and gives what did gives', async () => {
    const file = made('semicolons.csv', mpdta.map((line) => line.replaceAll(',', ';')).join('\n'));
    const words = ['--covariates', 'lpop', '--method', 'reg', '--controls', 'never', '--base', 'varying'];
    const { json } = await written('estimate', 'estimate', file, ...MPDTA, ...words);
    const { runs } = expected<{ runs: (Run & { id: string })[] }>('mpdta.att_gt.json');
    const run = runs.find(({ id }) => id === 'lemp|reg|nevertreated|a0|varying|~lpop|||||')!;
    for (const [k, cell] of run.att_gt.entries()) near(json.att_gt[k]!.se, cell.se);
    expect(json.options.covariates).toEqual(['lpop']);
  });

  it('counts a first period after the last, or infinite, as never, as it does 0', async () => {
    const coded = (never: string): string => mpdta.map((line) => line.replace(',0,0,', `,${never},0,`)).join('\n');
    const effects = [];
    for (const never of ['0', '10000', 'Inf', '']) {
      const { json } = await written('estimate', 'estimate', made('never.csv', coded(never)), ...MPDTA);
      expect(json.n_units).toBe(500);
      effects.push(json.aggte.simple);
    }
    expect(new Set(effects.map((effect) => JSON.stringify(effect))).size).toBe(1);
  });

  it('reads repeated cross-sections without a unit, and two periods by the estimators of DRDID', async () => {
    interface TwoPeriods {
      readonly results: Record<string, Record<string, { att: number; se: number }>>;
    }
    const sim = expected<TwoPeriods>('sim_rc.drdid.json').results.x!;
    const x = ['--covariates', 'x1,x2,x3,x4', '--panel', 'rc', '--outcome', 'y', '--time', 'post'];
    const { json } = await written('estimate', 'estimate', data('sim_rc.csv'), ...x, '--cohort', 'd');
    near(json.att_gt.find(({ t }) => t === 1)!.att, sim.drdid_rc!.att, 1e-6);
    const { json: two } = await written('two-period', 'estimate', data('sim_rc.csv'), ...x, '--treated', 'd');
    for (const [name, { att, se }] of Object.entries(sim)) {
      near(two.estimators[name]!.att, att, 1e-6);
      near(two.estimators[name]!.se, se, 1e-6);
    }
    const weight = ['--define', 'w=round(0.5 + ((unit*7919) % 1000)/1000, 3)', '--weights', 'w'];
    const wide = ['--pre', 're75', '--post', 're78', '--treated', 'experimental'];
    const nsw = await written('two-period', 'estimate', data('nsw_cps.csv'), ...wide, ...weight);
    const { drdid_panel: wanted } = expected<TwoPeriods>('nsw_cps.drdid.json').results['none|w7919']!;
    near(nsw.json.estimators.drdid_panel!.att, wanted!.att, 1e-6);
  });
});

describe('a matched design, in one command', () => {
  it('estimates among twins by their weights, and reports all that a reader needs, balance before and after included', async () => {
    const page = join(folder, 'matched.html');
    const design = [
      '--match-on',
      'aid@2010,size',
      '--match-exact',
      'size',
      '--match-at',
      '2010',
      '--controls',
      'never',
    ];
    const { json } = await written(
      'additionality',
      ...['additionality', made('firms.csv', firms()), '--unit', 'siren', '--time', 'year', '--cohort', 'first'],
      ...['--rd', 'rd', '--aid', 'aid', ...design, '--sensitivity', '--title', 'Did it work?', '--html', page],
    );
    expect(json.sample.find(({ step }) => step === 'matching')!.dropped).toBeGreaterThan(0);
    const report = readFileSync(page, 'utf8');
    const titles = [...report.matchAll(/<h[12]>([^<]*)/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Did it work?',
      'Method',
      'Sample',
      'Were treated and controls alike?',
      'Before and after treatment',
      'By cohort',
      'By period',
      'Does aid add to private effort?',
      'What if trends were not parallel?',
      'Would other choices have changed the answer?',
      'Limits',
      'Run this again',
    ]);
    for (const part of report.split('<h2>').filter((one) => one.includes('<svg'))) expect(part).toContain('<table>');
    const sections = new Map(report.split('<h2>').map((part) => [part.split('<')[0], part]));
    expect(sections.get('Method')).toMatch(/first matched, to the nearest, .* in 2010 \(aid@2010, size\)/);
    expect(sections.get('Were treated and controls alike?')).toContain('Matched controls');
  });

  it('gives the weights that the estimate used, and errors by pair', async () => {
    const words = ['--match-on', 'lpop,lemp@2003', '--match-caliper', '0.2', '--base', 'varying'];
    const { json, out } = await written('estimate', 'estimate', data('mpdta.csv'), ...MPDTA, ...words);
    expect(json.match!.sizes.treated).toMatchObject({ all: 191, matched: 189 });
    expect(json.n_units).toBe(json.match!.weights.length);
    expect(json.n_clusters).toBe(189);
    expect(json.options).toMatchObject({ controls: 'never', weighted: true });
    expect(out).toContain('SMD before');
    // Matched difference in differences is weighted difference in differences: the same from a file with these weights.
    const weight = new Map(json.match!.weights.map(({ unit, weight: own, group }) => [String(unit), [own, group]]));
    const [head, ...rows] = mpdta;
    const id = head!.split(',').indexOf('countyreal');
    const kept = rows.flatMap((row) => {
      const own = weight.get(row.split(',')[id]!);
      return own ? [`${row},${own}`] : [];
    });
    const file = made('weighted.csv', [`${head},w,pair`, ...kept].join('\n'));
    const plain = ['--weights', 'w', '--cluster', 'pair', '--controls', 'never', '--base', 'varying'];
    const byFile = await written('estimate', 'estimate', file, ...MPDTA, ...plain);
    for (const [k, { att, se }] of byFile.json.att_gt.entries()) {
      near(json.att_gt[k]!.att, att!);
      near(json.att_gt[k]!.se, se!);
    }
  });

  it('computes errors by unit after subclasses: six of them are no clusters', async () => {
    const words = ['--match-on', 'lpop,lemp@2003', '--match-method', 'subclass'];
    const { json } = await written('estimate', 'estimate', data('mpdta.csv'), ...MPDTA, ...words);
    expect(new Set(json.match!.weights.map(({ group }) => group)).size).toBe(6);
    expect(json.n_clusters).toBeNull();
  });
});

describe('the other commands of grappe impact', () => {
  it('matches as MatchIt does, and says the weight of each unit by its name', async () => {
    const on = ['--unit', 'id', '--treated', 'treat', '--on', 'age,educ,race,married,nodegree,re74,re75'];
    const { json } = await written(
      'match',
      'match',
      data('lalonde.csv'),
      ...on,
      '--caliper',
      '0.2',
      '--outcome',
      're78',
    );
    const { cases } = expected<{
      cases: Record<
        string,
        {
          matched_pairs: Record<string, (string | null)[]>;
          outcome_re78: { att: number };
          nn: { Matched: { Control: number } };
        }
      >;
    }>('lalonde.matching.json');
    const wanted = cases.nn_ps_caliper02!;
    const matched = (pairs: readonly { unit: unknown; matches: readonly unknown[] }[]) =>
      pairs
        .filter(({ matches }) => matches.length > 0)
        .map(({ unit, matches }) => `${unit} ${matches}`)
        .sort();
    const theirs = Object.entries(wanted.matched_pairs).map(([unit, matches]) => ({
      unit,
      matches: matches.filter((match) => match !== null),
    }));
    expect(matched(json.pairs)).toEqual(matched(theirs));
    expect(json.sizes.control.matched).toBe(wanted.nn.Matched.Control);
    near(json.effect!.effect, wanted.outcome_re78.att, 1e-8);
  });

  it('regresses with fixed effects as fixest does', async () => {
    const words = [
      '--outcome',
      'lwage',
      '--regressors',
      'expersq,married,union',
      '--effects',
      'nr,year',
      '--cluster',
      'nr',
    ];
    const { json } = await written('fixed-effects', 'fe', data('wagepan.csv'), ...words);
    const { cases } = expected<{
      cases: { wagepan: { twfe: { 'vcov:nr': Record<string, { b: number; se: number }> } } };
    }>('fixed_effects.json');
    for (const { name, estimate, se } of json.estimates.regression!.coefficients) {
      near(estimate, cases.wagepan.twfe['vcov:nr'][name]!.b, 1e-7);
      near(se, cases.wagepan.twfe['vcov:nr'][name]!.se, 1e-7);
    }
  });

  it('regresses without effects, on a constant, and counts by Poisson', async () => {
    const nj = "nj=case when state='New Jersey' then 1 else 0 end";
    const november = "post=case when observation like 'Nov%' then 1 else 0 end";
    const defined = ['fte=empft+nmgrs+emppt/2', nj, november, `did=(${nj.slice(3)})*(${november.slice(5)})`];
    const { json } = await written(
      'fixed-effects',
      ...['fe', data('card_krueger.csv'), '--outcome', 'fte', '--regressors', 'nj,post,did', '--errors', 'iid'],
      ...defined.flatMap((one) => ['--define', one]),
    );
    const { did_all_available: wanted } = expected<{
      did_all_available: { iid: Record<string, { b: number; se: number }> };
    }>('card_krueger.json');
    const byName = new Map(json.estimates.regression!.coefficients.map((one) => [one.name, one]));
    near(byName.get('did')!.estimate, wanted.iid['nj:post']!.b);
    near(byName.get('(Intercept)')!.se, wanted.iid['(Intercept)']!.se);
    const hours = ['--outcome', 'hours', '--regressors', 'union', '--effects', 'nr,year', '--kind', 'poisson'];
    const counted = await written('fixed-effects', 'fe', data('wagepan.csv'), ...hours);
    expect(counted.json.estimates.poisson!.coefficients[0]!.estimate).toBeLessThan(0);
  });

  it('tells by classes of aid and by a curve whether more aid does more', async () => {
    const panel = ['--unit', 'siren', '--time', 'annee', '--cohort', 'g', '--outcome', 'ln_rd', '--dose', 'subvention'];
    const asked = ['--curve', 'polynomial', '--degree', '2', '--at', '50,100,200', '--controls', 'not-yet'];
    const { json, out } = await written('dose', 'dose', data('syn_dose.csv'), ...panel, ...asked);
    interface Dose {
      readonly cells: readonly { g: number; t: number; control_group: string; degree: number; overall_att: number }[];
    }
    const wanted = expected<Dose>('syn_dose.dose.json').cells.filter(
      ({ control_group, degree }) => control_group === 'notyettreated' && degree === 2,
    );
    expect(json.curve!.cells).toHaveLength(wanted.length);
    for (const { g, t, overall_att: att } of wanted)
      near(json.curve!.cells.find((cell) => cell.g === g && cell.t === t)!.overallAtt.value, att);
    const [low, , high] = json.bins.overall;
    expect(high!.att).toBeGreaterThan(low!.att);
    expect(out).toContain('Equality of classes: p = 0.0000');
    expect((await impact('dose', data('syn_dose.csv'), ...panel, '--degree', '2')).code).toBe(2);
  });

  it('says what an effect owes to parallel trends, from a panel or from an event study', async () => {
    const asked = [
      '--mbar',
      '0.5',
      '--smoothness',
      '0.01',
      '--placebo',
      '1',
      '--curve',
      '--cluster',
      'state',
      '--leave-one-out',
      '--bootstrap',
    ];
    const { json } = await written('sensitivity', 'sensitivity', data('mpdta.csv'), ...MPDTA, ...asked);
    expect(json.specification_curve!.estimated).toBe(16);
    expect(json.placebo_dates!.rows[0]!.att).not.toBeNull();
    expect(json.wild_bootstrap!.overall!.se).toBeGreaterThan(0);
    const vector = await written('sensitivity', 'sensitivity', data('bc_eventstudy.json'), '--mbar', '0.5');
    expect(vector.json.relative_magnitudes.rows[0]!.lower).toBeGreaterThan(0);
  });

  it('foresees the effect that a design detects', async () => {
    const words = [
      '--unit',
      'siren',
      '--time',
      'annee',
      '--cohort',
      'g',
      '--outcome',
      'ln_effectif',
      '--detect',
      '0.05',
    ];
    const { json } = await written('power', 'power', data('syn_firmes.csv'), ...words);
    expect(json.overall.minimum).toBeGreaterThan(0);
    expect(json.curve[0]!.power).toBeGreaterThan(0.5);
  });

  it('publishes additionality by size without the class of two treated firms, nor the one that gives it away', async () => {
    const panel = [made('firms.csv', firms()), '--unit', 'siren', '--time', 'year', '--cohort', 'first'];
    const asked = ['--rd', 'rd', '--aid', 'aid', '--by', 'size', '--controls', 'never'];
    const { json } = await written('additionality', 'additionality', ...panel, ...asked);
    near(json.own.att, json.rd.att - json.aid.att);
    expect(json.by!.levels.map(({ level }) => level)).toEqual(['PME']);
    expect(json.warnings.filter(({ code }) => code === 'level-secret')).toHaveLength(2);
    // The same within an estimate, for one run to say all.
    const whole = await written('estimate', 'estimate', ...panel, '--outcome', 'rd,aid', ...asked);
    expect(whole.json.additionality!.leverage).toEqual(json.leverage);
    expect(whole.json.additionality!.by).toEqual(json.by);
    expect(whole.json.warnings.filter(({ code }) => code === 'level-secret')).toHaveLength(2);
    expect((await impact('estimate', ...panel, '--outcome', 'rd', '--rd', 'rd', '--aid', 'aid')).code).toBe(2);
  });

  it('compares classes that share clusters by their joint covariance, and prints the tests', async () => {
    const twice = firms().replace(/,GE,/g, ',ETI,').split('\n');
    const panel = [made('zones.csv', twice.join('\n')), '--unit', 'siren', '--time', 'year', '--cohort', 'first'];
    const zone = ['--define', "zone=cast(regexp_extract(siren, '[0-9]+') as int) % 11"];
    const asked = ['--rd', 'rd', '--aid', 'aid', '--by', 'size', '--controls', 'never', ...zone];
    const { json, out } = await written('additionality', 'additionality', ...panel, ...asked, '--cluster', 'zone');
    expect(json.by!.levels).toHaveLength(2);
    expect(json.by!.equality.joint!.df).toBe(2);
    expect(out).toMatch(
      /Equality of effects between levels \(p\): total R&D \d\.\d{4}, aid received \d\.\d{4}, own-financed R&D \d\.\d{4}, all together \d\.\d{4}/,
    );
    const apart = await written('additionality', 'additionality', ...panel, ...asked);
    expect(apart.json.by!.equality.rd!.stat).not.toBeCloseTo(json.by!.equality.rd!.stat, 3);
  });
});

/** Forty small firms treated, ten middle-sized, two large: aid of 50 brings R&D of 80. */
function firms(): string {
  const classes = [
    { size: 'PME', treated: 40 },
    { size: 'ETI', treated: 10 },
    { size: 'GE', treated: 2 },
  ];
  const lines = classes.flatMap(({ size, treated }, place) =>
    Array.from({ length: treated + 20 }, (_, firm) => {
      const first = firm < treated ? 2012 : 0;
      return [2010, 2011, 2012, 2013].map((year) => {
        const is = first > 0 && year >= first ? 1 : 0;
        const noise = ((firm * 7919 + year * 104729 + place * 31) % 97) / 10;
        return [`${size}${firm}`, year, first, size, 100 + 80 * is + noise, 10 + 50 * is + noise / 3].join(',');
      });
    }).flat(),
  );
  return ['siren,year,first,size,rd,aid', ...lines].join('\n');
}

describe('a file that cannot serve', () => {
  const [header, first] = mpdta as [string, string];
  const asParquet = async (): Promise<string> => {
    const whole = join(folder, 'whole.parquet');
    await withDuckDB({}, (connection) =>
      connection.run(`copy (from '${data('mpdta.csv')}') to '${whole}' (format parquet)`),
    );
    const cut = join(folder, 'cut.parquet');
    writeFileSync(cut, readFileSync(whole).subarray(0, 9_000));
    return cut;
  };
  const cases: Record<
    string,
    {
      readonly file: () => string | Promise<string>;
      readonly says: RegExp;
      readonly words?: string[];
      /** Columns in place of those of mpdta. */
      readonly instead?: string[];
    }
  > = {
    'a unit twice in a period': { file: () => made('twice.csv', [...mpdta, first].join('\n')), says: /8001/ },
    'a fractional first period': {
      file: () => made('half.csv', mpdta.map((line) => line.replace(',2007,1,', ',2007.5,1,')).join('\n')),
      says: /not whole on 655 rows \(rows 1,/,
    },
    'decimal commas': {
      file: () => made('comma.csv', mpdta.map((line) => line.replaceAll(',', ';').replaceAll('.', ',')).join('\n')),
      says: /decimal commas .*8,46/,
    },
    'an empty file': { file: () => made('empty.csv', ''), says: /this file is empty/ },
    'a header alone': { file: () => made('header.csv', `${header}\n`), says: /no row under its header/ },
    'a truncated Parquet': { file: asParquet, says: /not a whole Parquet file/ },
    'no file': { file: () => join(folder, 'nowhere.csv'), says: /there is no such file/ },
    'a treatment that switches off': {
      file: () =>
        made(
          'stops.csv',
          statuses((year, first) => year >= first && year < 2007),
        ),
      says: /treatment of 60 units stops .*\(12007, 2007; 12019, 2007; .*…\)/,
      words: ['--treatment', 'on'],
      instead: ['--unit', 'countyreal', '--time', 'year', '--outcome', 'lemp'],
    },
    'a treatment that is neither 0 nor 1': {
      file: () => made('status.csv', statuses((year, first) => year >= first).replace(/,1$/m, ',yes')),
      says: /"on" must be 0 or 1; 1 row has something else \(row \d+; the first has "yes"\)/,
      words: ['--treatment', 'on'],
      instead: ['--unit', 'countyreal', '--time', 'year', '--outcome', 'lemp'],
    },
    'a negative first period': {
      file: () => made('minus.csv', mpdta.map((line) => line.replace(',2007,1,', ',-2007,1,')).join('\n')),
      says: /negative on 655 rows \(rows 1,/,
    },
    'text where a number is expected': {
      file: () =>
        made(
          'text.csv',
          mpdta.map((line, k) => (k === 7 ? line.replace(/^([^,]*,[^,]*,[^,]*,)[^,]*/, '$1many') : line)).join('\n'),
        ),
      says: /holds text where a number is expected \(1 row: 7; the first has "many"\)/,
    },
    'nobody left to compare with': {
      file: () => made('all.csv', mpdta.map((line) => line.replace(/,\d+,([01]),(\d+)$/, ',2005,1,$2')).join('\n')),
      says: /No control is left: every unit is treated/,
    },
    'an empty Parquet': { file: () => made('empty.parquet', ''), says: /this file is empty/ },
    'a column missing': { file: () => data('mpdta.csv'), says: /no column nope/, words: ['--covariates', 'nope'] },
    'a computed column under a name that the file has': {
      file: () => data('mpdta.csv'),
      says: /computed column LPOP has the name of another column: give it its own/,
      words: ['--define', 'LPOP=2*lpop'],
    },
    'a column twice in the header, with a computed one': {
      file: () => made('again.csv', mpdta.map((line) => `${line},${line.split(',')[3]}`).join('\n')),
      says: /header of the file has column lemp 2 times/,
      words: ['--define', 'more=2*lpop'],
    },
    'an expression that fails': { file: () => data('mpdta.csv'), says: /do not apply/, words: ['--where', 'nope > 1'] },
  };
  for (const [what, { file, says, words = [], instead = MPDTA }] of Object.entries(cases)) {
    it(`${what}: one sentence, exit code 1, nothing written`, async () => {
      const target = join(folder, 'refused.json');
      const { code, out, err } = await impact(
        'estimate',
        await file(),
        ...instead,
        ...words,
        '--json',
        target,
        '--lang',
        'en',
      );
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err).toMatch(says);
      expect(err.trimEnd()).not.toContain('\n');
      expect(existsSync(target)).toBe(false);
    });
  }

  it('gives what it can, and says whose values or periods are missing, which cohort is too small, what separates and what is redundant', async () => {
    const warned = async (name: string, lines: readonly string[], ...words: string[]) => {
      const target = join(folder, 'warned.json');
      const { code, err } = await impact(
        ...['estimate', made(name, lines.join('\n')), ...MPDTA, ...words, '--json', target, '--lang', 'en'],
      );
      expect(code, err).toBe(0);
      const { att_gt: cells } = PUBLISHED_SCHEMAS.estimate.parse(JSON.parse(readFileSync(target, 'utf8')));
      for (const { att, se, reason } of cells) if (att === null || se === null) expect(reason).toBeDefined();
      return err;
    };
    const [head, ...rows] = mpdta as [string, ...string[]];
    const at = (column: string): number => head.split(',').indexOf(column);
    const changed = (column: string, change: (fields: string[]) => string | undefined) =>
      rows.map((row) => {
        const fields = row.split(',');
        const value = change(fields);
        return value === undefined ? row : fields.with(at(column), value).join(',');
      });
    const infinite = changed('lemp', (own) =>
      own[at('countyreal')] === '8001' && own[at('year')] === '2005' ? 'inf' : undefined,
    );
    const told = await warned('inf.csv', [head, ...infinite]);
    expect(told).toContain('1 infinite value of "lemp" counts as missing (8001 in 2005).');
    expect(told).toContain('1 unit missing in some period is not used (balanced panel): 8001 in 2005.');
    const gaps = rows.filter((_, k) => k % 7 !== 0);
    expect(await warned('gaps.csv', [head, ...gaps])).toMatch(
      /units missing in some period are not used .*: \d+ in 200\d, .*…/,
    );
    const alone = rows.filter(
      (row) =>
        row.split(',')[at('first_treat')] !== '2006' ||
        row.split(',')[at('countyreal')] ===
          rows.find((one) => one.split(',')[at('first_treat')] === '2006')!.split(',')[at('countyreal')],
    );
    expect(await warned('alone.csv', [head, ...alone])).toMatch(/fewer than 5 units \(2006\)/);
    const apart = changed('lpop', (own) =>
      own[at('first_treat')] === '2007' ? '9' : String(Number(own[at('countyreal')]) % 5),
    );
    expect(await warned('apart.csv', [head, ...apart], '--covariates', 'lpop')).toMatch(
      /cells \(cohort, period\) have no effect .* because (some units have a probability|covariates separate)/,
    );
    const twice = ['--define', 'again=3-2*lpop', '--define', 'one=1', '--covariates', 'lpop,again,one'];
    expect(await warned('twice.csv', [head, ...rows], ...twice)).toMatch(/not used: again, one/);
  });

  it('is refused in French when nothing is said of the language', async () => {
    expect((await impact('estimate', made('empty.csv', ''), ...MPDTA)).err).toMatch(/ce fichier est vide/);
  });
});

/** mpdta with a column `on`: is the county treated in that year? */
function statuses(isOn: (year: number, first: number) => boolean): string {
  const [head, ...rows] = mpdta as [string, ...string[]];
  const [year, first] = ['year', 'first_treat'].map((name) => head.split(',').indexOf(name)) as [number, number];
  const lines = rows
    .filter((row) => row !== '')
    .map((row) => {
      const fields = row.split(',').map(Number);
      return `${row},${fields[first]! > 0 && isOn(fields[year]!, fields[first]!) ? 1 : 0}`;
    });
  return [`${head},on`, ...lines].join('\n');
}

describe('words that mean nothing', () => {
  const words: Record<string, string[]> = {
    'an option that does not exist': ['estimate', data('mpdta.csv'), ...MPDTA, '--nope'],
    'a method that does not exist': ['estimate', data('mpdta.csv'), ...MPDTA, '--method', 'ols'],
    'no outcome': ['estimate', data('mpdta.csv'), '--time', 'year'],
    'no file': ['estimate', ...MPDTA],
    'a level that is no number': ['estimate', data('mpdta.csv'), ...MPDTA, '--alpha', 'small'],
    'no such command': ['guess'],
  };
  for (const [what, typed] of Object.entries(words)) {
    it(`${what}: one sentence, exit code 2`, async () => {
      const { code, err } = await impact(...typed);
      expect(code).toBe(2);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    });
  }

  it('are explained by the help of each command, with an example', async () => {
    const { out } = await impact('--help', '--lang', 'en');
    for (const name of ['import', 'estimate', 'match', 'fe', 'sensitivity', 'power', 'additionality', 'dose']) {
      expect(out).toContain(name);
      expect((await impact(name, '--help', '--lang', 'en')).out).toContain(`Example:\n  grappe impact ${name} `);
    }
  });
});

describe('the published schemas', () => {
  for (const [name, schema] of Object.entries(PUBLISHED_SCHEMAS))
    it(`${name}.json is what the code promises`, async () => {
      const text = `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(join(root, `src/engines/impact/schemas/${name}.json`));
    });
});

describe('the programme on a machine', () => {
  it('answers without configuration or data folder, and with the exit code of a refusal', () => {
    const away = mkdtempSync(join(folder, 'away-'));
    const { status, stderr } = spawnSync(join(root, 'bin/grappe'), ['impact', 'estimate', 'nowhere.csv', ...MPDTA], {
      cwd: away,
      env: { PATH: process.env.PATH, GRAPPE_DATA: join(away, 'data'), PORT: 'not a port' },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(1);
    expect(readdirSync(away)).toEqual([]);
  });
});
