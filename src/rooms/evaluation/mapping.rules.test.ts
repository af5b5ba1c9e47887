import { describe, expect, it } from 'vitest';
import { decideTransition } from '#kit/workflow.ts';
import type { Preview } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { type AskedMapping, guessMapping, readMapping } from './mapping.rules.ts';
import { commandOf, DEFAULT_OPTIONS, estimatePlan } from './plan.rules.ts';

type Column = Preview['columns'][number];
const column = (name: string, kind: Column['kind'], distinct: number): Column => ({
  name,
  kind,
  distinct,
  filled: 1,
  range: null,
});
const preview = (...columns: Column[]): Preview => ({ columns, rows: [], rowCount: 1 });

const FIRMS = preview(
  column('SIREN', 'whole', 900),
  column('Année', 'whole', 10),
  column('première_entrée', 'whole', 4),
  column('ln_rd', 'number', 8_000),
  column('taille', 'text', 3),
  column('poids', 'number', 300),
);
const COUNTIES = preview(
  column('year', 'whole', 5),
  column('countyreal', 'whole', 500),
  column('lpop', 'number', 500),
  column('lemp', 'number', 2_400),
  column('first_treat', 'whole', 4),
  column('treat', 'whole', 2),
  column('state', 'whole', 29),
);

const asked = (columns: AskedMapping['columns'], more: Partial<AskedMapping> = {}): AskedMapping => ({
  columns,
  weights: null,
  cluster: null,
  derived: [],
  additionality: { rd: null, aid: null, by: null },
  ...more,
});
const WHOLE: AskedMapping['columns'] = [
  { name: 'SIREN', role: 'unit' },
  { name: 'Année', role: 'time' },
  { name: 'première_entrée', role: 'cohort' },
  { name: 'ln_rd', role: 'outcome' },
];

describe('Columns of a panel', () => {
  it('are guessed from French names, accents or not, and from English ones', () => {
    expect(guessMapping(FIRMS)).toEqual({
      roles: {
        SIREN: 'unit',
        Année: 'time',
        première_entrée: 'cohort',
        ln_rd: 'outcome',
        taille: 'ignored',
        poids: 'ignored',
      },
      weights: 'poids',
      cluster: null,
    });
    expect(guessMapping(COUNTIES)).toMatchObject({
      roles: { year: 'time', countyreal: 'unit', lemp: 'outcome', first_treat: 'cohort', lpop: 'ignored' },
      cluster: 'state',
    });
  });

  it.each([
    ['no outcome', WHOLE.slice(0, 3), { code: 'COLUMN_WANTED', role: 'outcome' }],
    ['no unit where units are followed', WHOLE.slice(1), { code: 'COLUMN_WANTED', role: 'unit' }],
    [
      'two periods',
      [...WHOLE, { name: 'taille', role: 'time' as const }],
      { code: 'COLUMN_TWICE', columns: 'Année, taille' },
    ],
    [
      'a text as an outcome',
      [...WHOLE, { name: 'taille', role: 'outcome' as const }],
      { code: 'COLUMN_NOT_NUMBERS', columns: 'taille' },
    ],
    [
      'a column that is not there',
      [...WHOLE, { name: 'x', role: 'covariate' as const }],
      { code: 'COLUMN_UNKNOWN', columns: 'x' },
    ],
  ])('are refused with %s', (_, columns, problem) => {
    expect(readMapping(asked(columns), FIRMS, 'balanced')).toMatchObject({ ok: false, ...problem });
  });

  it.each<[string, Partial<AskedMapping>, object]>([
    [
      'a ratio of one column',
      { derived: [{ kind: 'ratio', of: 'ln_rd', by: null }] },
      { code: 'SECOND_COLUMN_WANTED', columns: 'ln_rd' },
    ],
    [
      'the logarithm of a text',
      { derived: [{ kind: 'log', of: 'taille', by: null }] },
      { code: 'COLUMN_NOT_NUMBERS', columns: 'taille' },
    ],
    [
      'a computation on a column that is not there',
      { derived: [{ kind: 'log', of: '1; drop table x', by: null }] },
      { code: 'COLUMN_UNKNOWN' },
    ],
    ['R&D without aid', { additionality: { rd: 'ln_rd', aid: null, by: null } }, { code: 'ADDITIONALITY_PAIR' }],
    ['R&D that is the aid', { additionality: { rd: 'ln_rd', aid: 'ln_rd', by: null } }, { code: 'ADDITIONALITY_PAIR' }],
    [
      'classes that are not there',
      { additionality: { rd: 'ln_rd', aid: 'poids', by: 'x' } },
      { code: 'COLUMN_UNKNOWN' },
    ],
  ])('are refused with %s', (_, more, problem) => {
    expect(readMapping(asked(WHOLE, more), FIRMS, 'balanced')).toMatchObject({ ok: false, ...problem });
  });

  it('give computed outcomes names of their own, in the command too, and R&D and aid join the outcomes', () => {
    const read = readMapping(
      asked(WHOLE, {
        derived: [
          { kind: 'difference', of: 'ln_rd', by: 'poids' },
          { kind: 'asinh', of: 'ln_rd', by: 'poids' },
        ],
        additionality: { rd: 'ln_rd', aid: 'poids', by: 'taille' },
      }),
      FIRMS,
      'balanced',
    );
    if (!read.ok) throw new Error(read.code);
    const { mapping } = read;
    expect(mapping.outcomes).toEqual(['ln_rd', 'ln_rd_moins_poids', 'asinh_ln_rd', 'poids']);
    const file = { id: 'file-1', name: 'panel.csv', bytes: 1, sha256: '0'.repeat(64) };
    const command = commandOf({ title: 'Essai', file, mapping, options: DEFAULT_OPTIONS });
    expect(command).toContain(
      `--define 'ln_rd_moins_poids=try_cast("ln_rd" as double) - try_cast("poids" as double)' --define 'asinh_ln_rd=asinh(try_cast("ln_rd" as double))'`,
    );
    expect(command).toContain('--rd ln_rd --aid poids --by taille');
    expect(estimatePlan({ mapping, options: DEFAULT_OPTIONS })).toMatchObject({
      additionality: { rd: 'ln_rd', aid: 'poids', by: 'taille' },
      panel: { columns: { factors: ['taille'] } },
      options: { covariates: [] },
    });
  });

  it('need no unit in repeated cross-sections', () => {
    expect(readMapping(asked(WHOLE.slice(1)), FIRMS, 'rc')).toMatchObject({ ok: true, mapping: { unit: null } });
  });

  it('become a command in which every option is written out, and what a shell would read is quoted', () => {
    const read = readMapping(
      asked([...WHOLE, { name: 'taille', role: 'factor' }], { weights: 'poids' }),
      FIRMS,
      'balanced',
    );
    if (!read.ok) throw new Error(read.code);
    const file = { id: 'file-1', name: 'panel d’essai.csv', bytes: 1, sha256: '0'.repeat(64) };
    expect(commandOf({ title: 'L\'effet "R&D"', file, mapping: read.mapping, options: DEFAULT_OPTIONS })).toBe(
      `grappe impact estimate 'panel d’essai.csv' --unit SIREN --time 'Année' --cohort 'première_entrée' --outcome ln_rd --factors taille --weights poids --method dr --controls not-yet --base universal --anticipation 0 --panel balanced --seed 1 --bands --title 'L'\\''effet "R&D"' --lang fr --json resultat.json --html rapport.html`,
    );
  });
});

describe('The life of an evaluation (principle 12)', () => {
  it('lets no run start before the question is registered, and none from a closed evaluation', () => {
    expect(decideTransition(evaluationLife, 'draft', 'run', { questionIsRegistered: false })).toMatchObject({
      ok: false,
    });
    expect(decideTransition(evaluationLife, 'registered', 'run', { questionIsRegistered: true })).toEqual({
      ok: true,
      to: 'registered',
    });
    expect(decideTransition(evaluationLife, 'closed', 'run', { questionIsRegistered: true })).toMatchObject({
      ok: false,
    });
  });
});
