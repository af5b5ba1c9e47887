import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clause, ClauseContents } from '../clause/clause.ts';
import {
  cellField,
  editedTargets,
  gridRead,
  parseGridRead,
  pastedCells,
  shownCell,
  typedCells,
} from './target-grid.rules.ts';
import { writtenTarget } from './target-value.rules.ts';

const YEARS = [2013, 2014, 2015];
type Targets = Record<string, number | null>;

const indicatorOf = (
  id: string,
  targets: Targets = {},
  change: Partial<ClauseContents['indicator']> = {},
): Clause<'indicator'> => ({
  id,
  kind: 'indicator',
  parent: 'objective',
  position: 1,
  revision: 1,
  changedAt: new Date('2013-02-01T09:00:00Z'),
  changedBy: 'Une collègue',
  content: {
    title: `Indicateur ${id}`,
    code: null,
    unit: 'projets',
    direction: 'up',
    measure: 'count',
    levels: [],
    numerator: '',
    denominator: '',
    cumulation: 'per-year',
    baseline: null,
    targets,
    verification: '',
    responsible: '',
    ...change,
  },
});
const stamp = () => ({ who: 'Une collègue', at: 'hier', value: '?' });

const targets = fc
  .tuple(...YEARS.map(() => fc.option(fc.integer({ min: 0, max: 9 }), { nil: null })))
  .map((values) => Object.fromEntries(YEARS.map((year, index) => [String(year), values[index] ?? null])));

describe('A grid that comes back', () => {
  it('gives only the cells that the person changed, whatever others changed meanwhile', () => {
    fc.assert(
      fc.property(targets, targets, targets, (opened, present, wanted) => {
        const before = indicatorOf('a', opened);
        const read = parseGridRead(JSON.stringify(gridRead([before], YEARS)));
        const now = { ...indicatorOf('a', present), revision: 2 };
        const typed = (field: string) => writtenTarget(wanted[field.split('.')[2]!] ?? null, before.content);
        const { cells, faults } = typedCells([now], YEARS, read, typed);
        expect(faults).toEqual([]);
        expect(cells.map(({ year }) => year)).toEqual(YEARS.filter((year) => wanted[year] !== opened[year]));
        for (const [index, year] of YEARS.entries()) {
          const shown = shownCell(now, year, index, read, typed(cellField('a', year)));
          const touched = wanted[year] !== opened[year];
          // What was typed stays; what was not typed is what is on record.
          expect(shown.text).toBe(writtenTarget((touched ? wanted : present)[year] ?? null, now.content));
          if (touched && wanted[year] !== present[year] && present[year] !== opened[year])
            expect(shown.present).toBe(present[year]);
        }
      }),
    );
  });

  it('refuses a cell of an indicator that moved, and writes nothing of the others', () => {
    const moved = { ...indicatorOf('a', { 2013: 3 }), revision: 2 };
    const still = indicatorOf('b');
    const cells = [
      { indicator: 'a', revision: 1, year: 2013, value: 4 },
      { indicator: 'b', revision: 1, year: 2013, value: 4 },
    ];
    const { faults } = editedTargets([moved, still], cells, YEARS, stamp);
    expect(faults).toMatchObject([{ code: 'CELL_CHANGED', field: 'targets.a.2013' }]);
  });

  it('a hidden field that was tampered with gives no cell', () => {
    for (const text of ['', 'null', '[]', '{"a":1}', '{"a":["x",1]}', '{"a":[1,"2"]}'])
      expect(typedCells([indicatorOf('a')], YEARS, parseGridRead(text), () => '5').cells).toEqual([]);
  });

  it('a target no later than the baseline is refused in its cell (R25)', () => {
    const row = indicatorOf(
      'a',
      {},
      { baseline: { value: 1, numerator: null, denominator: null, year: 2013, source: 's' } },
    );
    const cell = (year: number) => [{ indicator: 'a', revision: 1, year, value: 2 }];
    expect(editedTargets([row], cell(2013), YEARS, stamp).faults).toMatchObject([{ code: 'BASELINE_AFTER_TARGET' }]);
    expect(editedTargets([row], cell(2014), YEARS, stamp).faults).toEqual([]);
    expect(editedTargets([row], cell(2016), YEARS, stamp).faults).toMatchObject([{ code: 'YEAR_OUTSIDE_PHASE' }]);
  });
});

describe('A block copied from a spreadsheet', () => {
  const rows = [
    indicatorOf('a', { 2013: 1 }, { title: 'Mises sur le marché' }),
    indicatorOf('b', {}, { title: 'Part à l’export', code: 'EXP-01', measure: 'ratio', unit: '%' }),
  ];
  const paste = (block: string, indicator = 'a', year = 2013) => pastedCells(block, rows, YEARS, { indicator, year });
  const short = (block: string, indicator?: string, year?: number) =>
    paste(block, indicator, year).cells.map((cell) => [
      cell.indicator,
      cell.year,
      cell.after ?? cell.fault?.code ?? null,
    ]);

  it('goes from its first cell to the right and down; an empty cell changes nothing, a dash removes', () => {
    expect(short('2\t\t-\n\t45 %\t46,5\n', 'a', 2013)).toEqual([
      ['a', 2013, 2],
      ['a', 2015, null],
      ['b', 2014, 45],
      ['b', 2015, 46.5],
    ]);
    expect(paste('1\t2\t3', 'b', 2014)).toMatchObject({ outside: 1 });
    expect(paste('1\n2\n3', 'b', 2014)).toMatchObject({ outside: 2 });
  });

  it('finds its lines by title or code and its columns by year, when it names them', () => {
    expect(short('\t2014\t2015\r\nexp-01\t10\t20\r\nMises sur le marché\t5\t6\r\n')).toEqual([
      ['b', 2014, 10],
      ['b', 2015, 20],
      ['a', 2014, 5],
      ['a', 2015, 6],
    ]);
    expect(paste('Inconnu\t1\nEXP-01\t10')).toMatchObject({ unknown: ['Inconnu'], cells: [{ year: 2013, after: 10 }] });
  });

  it('a cell that looks like a year is a target like another', () => {
    expect(short('2014')).toEqual([['a', 2013, 2014]]);
  });

  it('says what cannot be read, cell by cell', () => {
    expect(short('beaucoup\t1,5')).toEqual([
      ['a', 2013, 'NOT_A_NUMBER'],
      ['a', 2014, 'NOT_WHOLE'],
    ]);
  });
});
