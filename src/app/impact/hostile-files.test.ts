import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runImpact } from './impact.cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'grappe-impact-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const PANEL = ['--unit', 'siren', '--time', 'year', '--cohort', 'first', '--outcome', 'rd', '--lang', 'en'];

/** Thirty firms over four years; a third never treated, the others from 2012 or 2013. */
const rows = Array.from({ length: 120 }, (_, k) => {
  const [firm, year] = [Math.floor(k / 4), 2010 + (k % 4)];
  const first = [0, 2012, 2013][firm % 3]!;
  return {
    siren: `00552${1000 + firm}`,
    year,
    first,
    rd: (firm * 7919 * (k % 4)) % 13,
    size: firm % 2 ? 'PME' : 'ETI',
  };
});
type Row = { readonly [name in keyof (typeof rows)[number]]: string | number };
const csv = (change: (row: Row, k: number) => Row = (row) => row): string =>
  ['siren,year,first,rd,size', ...rows.map((row, k) => Object.values(change(row, k)).join(','))].join('\n');

function made(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function impact(...words: string[]): Promise<{ readonly code: number; readonly err: string }> {
  let err = '';
  const code = await runImpact(words, { out: () => {}, err: (text) => (err += text), watched: false });
  return { code, err };
}

describe('a file that cannot serve', () => {
  it.each<[string, string | Buffer, readonly string[]]>([
    [
      'latin1.csv',
      Buffer.from(
        csv((row, k) => (k === 6 ? { ...row, size: 'Éti' } : row)),
        'latin1',
      ),
      ['line 8', 'UTF-8'],
    ],
    ['accents.csv', Buffer.from(csv().replace('year', 'année'), 'latin1'), ['line 1', 'UTF-8']],
    ['utf16.csv', Buffer.from(`\ufeff${csv()}`, 'utf16le'), ['UTF-16', 'UTF-8']],
    ['book.csv', Buffer.from('PK\u0003\u0004 and the rest'), ['workbook', 'CSV']],
    ['misnamed.csv', Buffer.from('PAR1 and the rest'), ['.parquet']],
    ['bytes.csv', Buffer.from([1, 0, 2, 0, 3]), ['neither a CSV nor a Parquet']],
    ['dates.csv', csv((row) => ({ ...row, year: `${row.year}-01-01` })), ['"2010-01-01"', 'give the year']],
    ['words.csv', csv((row) => ({ ...row, first: row.first || 'jamais' })), ['"jamais"', '0 or nothing']],
    ['quotes.csv', csv((row, k) => (k === 3 ? { ...row, size: '"PME' } : row)), ['quotes do not close']],
  ])('is refused by one sentence that says what to do (%s)', async (name, content, says) => {
    const { code, err } = await impact('estimate', made(name, content), ...PANEL, '--factors', 'size');
    expect(code, err).toBe(1);
    for (const words of says) expect(err).toContain(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('tells the line of a sign that is not in UTF-8 wherever it stands, beyond what is read at once', async () => {
    const long = `${csv()}\n${`${'é'.repeat(50)},2010,0,1,PME\n`.repeat(30_000)}`;
    const path = made('long.csv', Buffer.concat([Buffer.from(long), Buffer.from('Éric', 'latin1')]));
    const { code, err } = await impact('estimate', path, ...PANEL);
    expect(code).toBe(1);
    expect(err).toContain('line 30122 ');
  });
});

describe('a design that allows no answer', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['one period', csv((row, k) => ({ ...row, siren: k, year: 2012 })), [], ['two observed periods', '2012']],
    ['no weight', csv((row) => ({ ...row, size: 0 })), ['--weights', 'size'], ['positive weight "size"']],
    ['an empty window', csv(), ['--min-e', '9'], ['from -3 to 1']],
  ])('is refused, and no table of nothing is printed (%s)', async (name, content, more, says) => {
    const { code, err } = await impact('estimate', made(`${name}.csv`, content), ...PANEL, ...more);
    expect(code, err).toBe(1);
    for (const words of says) expect(err).toContain(words);
  });
});

describe('an outcome that never changes', () => {
  it.each([
    [['--kind', 'sun-abraham', '--effects', 'siren,year', '--time', 'year', '--cohort', 'first']],
    [['--regressors', 'year', '--effects', 'siren']],
  ])('has no regression, and this is said (%s)', async (kind) => {
    const constant = made(
      'constant.csv',
      csv((row) => ({ ...row, rd: 0.1 })),
    );
    const { code, err } = await impact('fe', constant, '--outcome', 'rd', ...kind, '--lang', 'en');
    expect(code, err).toBe(1);
    expect(err).toContain('does not vary');
  });
});

describe('limits and outputs that cannot be', () => {
  it.each([
    ['--threads', '-2'],
    ['--threads', '1.5'],
    ['--memory', 'much'],
  ])('are refused as words badly written (%s %s)', async (...limit) => {
    const { code, err } = await impact('estimate', made('good.csv', csv()), ...PANEL, ...limit);
    expect(code, err).toBe(2);
    expect(err).toContain(limit[0]);
  });

  it('leave no file when one of several has no place, and what stood there stays', async () => {
    const place = join(folder, 'places');
    mkdirSync(join(place, 'taken'), { recursive: true });
    writeFileSync(join(place, 'old.json'), 'old');
    const good = made('good.csv', csv());
    const json = ['--json', join(place, 'old.json')];
    for (const html of ['absent/report.html', 'taken', 'old.json']) {
      const { code, err } = await impact('estimate', good, ...PANEL, ...json, '--html', join(place, html));
      expect(code, err).toBe(1);
      expect(err).toContain('is not written');
      expect(readFileSync(join(place, 'old.json'), 'utf8')).toBe('old');
      expect(readdirSync(place).sort()).toEqual(['old.json', 'taken']);
    }
    const { code } = await impact('estimate', good, ...PANEL, ...json);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(place, 'old.json'), 'utf8'))).toHaveProperty('att_gt');
  });
});
