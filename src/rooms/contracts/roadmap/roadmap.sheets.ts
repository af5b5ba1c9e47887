import type { Sheet } from '#kit/web/export.ts';
import { passageWords } from '../negotiation/passage.ts';
import type { ShownCompleteness } from './completeness.query.ts';
import type { ShownCoverage } from './coverage.query.ts';
import type { IndicatorRow, ObjectiveRow, ObjectiveTree } from './objectives.ts';
import { t } from './roadmap.sentences.ts';

type Cell = string | number | boolean | null;

/** Euros for amounts; words for what is no number. */
function sheetValue(value: number | null, { measure, levels }: IndicatorRow['content']): Cell {
  if (value === null) return null;
  if (measure === 'amount') return value / 100;
  if (measure === 'yes-no') return value === 1 ? passageWords().yes : passageWords().no;
  return measure === 'scale' ? (levels[value - 1] ?? value) : value;
}

/** The grid, a line for each indicator; an objective without any has a line of its own. */
export function objectiveSheet(tree: ObjectiveTree): Sheet {
  const words = t().tree;
  const { columns } = words;
  const { choice } = passageWords();
  const lines = tree.objectives.flatMap((objective): [ObjectiveRow, IndicatorRow | null][] =>
    objective.indicators.length > 0 ? objective.indicators.map((row) => [objective, row]) : [[objective, null]],
  );
  const cells: readonly [string, (objective: ObjectiveRow, row: IndicatorRow | null) => Cell][] = [
    [columns.number, ({ number }) => number],
    [columns.objective, ({ content }) => content.title],
    [columns.dimension, ({ content }) => choice.dimension[content.dimension]],
    [columns.scope, ({ content }) => choice.scope[content.scope]],
    [columns.bearers, ({ content }) => content.bearers.join(', ') || null],
    [columns.code, (_, row) => row?.content.code ?? null],
    [columns.indicator, (_, row) => row?.content.title ?? null],
    [columns.unit, (_, row) => row?.content.unit ?? null],
    [columns.direction, (_, row) => row && choice.direction[row.content.direction]],
    [columns.cumulation, (_, row) => row && choice.cumulation[row.content.cumulation]],
    [columns.baseline, (_, row) => row && sheetValue(row.content.baseline?.value ?? null, row.content)],
    [columns.baselineYear, (_, row) => row?.content.baseline?.year ?? null],
    [columns.baselineSource, (_, row) => row?.content.baseline?.source ?? null],
    ...tree.years.map((year, index): [string, (objective: ObjectiveRow, row: IndicatorRow | null) => Cell] => [
      String(year),
      (_, row) => row && sheetValue(row.cells[index]!.value, row.content),
    ]),
    [columns.verification, (_, row) => row?.content.verification || null],
    [columns.responsible, (_, row) => row?.content.responsible || null],
  ];
  return {
    name: words.file(tree.contract.id),
    columns: cells.map(([label]) => ({ label })),
    rows: lines.map(([objective, row]) => cells.map(([, cell]) => cell(objective, row))),
  };
}

export function coverageSheet(data: ShownCoverage): Sheet {
  const words = t().coverage;
  return {
    name: words.file(data.contract.id),
    columns: [
      { label: t().tree.columns.number },
      { label: words.objective },
      ...data.columns.map(({ kind, name }) => ({ label: `${words.kinds[kind]} — ${name}` })),
    ],
    rows: data.rows.map((row) => [
      row.number,
      row.title,
      ...data.columns.map(({ id }) => (row.own.includes(id) ? words.yes : row.below.includes(id) ? words.below : null)),
    ]),
  };
}

export function completenessSheet(data: ShownCompleteness, base: string): Sheet {
  const words = t().completeness;
  return {
    name: words.file(data.contract.id),
    columns: [words.severity, words.what, words.rule, words.who, words.address].map((label) => ({ label })),
    rows: data.gaps.map((gap) => [
      words.severities[gap.severity],
      gap.detail ? `${gap.sentence} ${gap.detail}` : gap.sentence,
      gap.rule,
      words.whoIs[gap.who],
      `${base}${gap.href}`,
    ]),
  };
}
