import { type Cell, type TableColumn, type TableSheet, tableSheet } from '#kit/web/export.ts';
import { passageWords } from '../negotiation/passage.ts';
import type { ShownCompleteness } from './completeness.query.ts';
import type { ShownCoverage } from './coverage.query.ts';
import type { IndicatorRow, ObjectiveRow, ObjectiveTree } from './objectives.ts';
import { t } from './roadmap.sentences.ts';

/** Euros for amounts; words for what is no number. */
function sheetValue(value: number | null, { measure, levels }: IndicatorRow['content']): Cell {
  if (value === null) return null;
  if (measure === 'amount') return value / 100;
  if (measure === 'yes-no') return value === 1 ? passageWords().yes : passageWords().no;
  return measure === 'scale' ? (levels[value - 1] ?? value) : value;
}

/** The grid, a line for each indicator; an objective without any has a line of its own. */
export function objectiveSheet(tree: ObjectiveTree): TableSheet {
  const words = t().tree;
  const { columns } = words;
  const { choice } = passageWords();
  type Line = readonly [ObjectiveRow, IndicatorRow | null];
  const lines = tree.objectives.flatMap((objective): Line[] =>
    objective.indicators.length > 0 ? objective.indicators.map((row) => [objective, row]) : [[objective, null]],
  );
  return tableSheet(words.file(tree.contract.id), lines, [
    ['numero', columns.number, ([{ number }]) => number],
    ['objectif', columns.objective, ([{ content }]) => content.title],
    ['dimension', columns.dimension, ([{ content }]) => choice.dimension[content.dimension]],
    ['portee', columns.scope, ([{ content }]) => choice.scope[content.scope]],
    ['porteurs', columns.bearers, ([{ content }]) => content.bearers.join(', ') || null],
    ['code', columns.code, ([, row]) => row?.content.code ?? null],
    ['indicateur', columns.indicator, ([, row]) => row?.content.title ?? null],
    ['unite', columns.unit, ([, row]) => row?.content.unit ?? null],
    ['sens', columns.direction, ([, row]) => row && choice.direction[row.content.direction]],
    ['cumul', columns.cumulation, ([, row]) => row && choice.cumulation[row.content.cumulation]],
    ['reference', columns.baseline, ([, row]) => row && sheetValue(row.content.baseline?.value ?? null, row.content)],
    ['annee-de-reference', columns.baselineYear, ([, row]) => row?.content.baseline?.year ?? null],
    ['source-de-reference', columns.baselineSource, ([, row]) => row?.content.baseline?.source ?? null],
    ...tree.years.map(
      (year, index): TableColumn<Line> => [
        String(year),
        String(year),
        ([, row]) => row && sheetValue(row.cells[index]!.value, row.content),
      ],
    ),
    ['verification', columns.verification, ([, row]) => row?.content.verification || null],
    ['responsable', columns.responsible, ([, row]) => row?.content.responsible || null],
  ]);
}

export function coverageSheet(data: ShownCoverage): TableSheet {
  const words = t().coverage;
  return tableSheet(words.file(data.contract.id), data.rows, [
    ['numero', t().tree.columns.number, ({ number }) => number],
    ['objectif', words.objective, ({ title }) => title],
    ...data.columns.map(
      ({ id, kind, name }): TableColumn<ShownCoverage['rows'][number]> => [
        id,
        `${words.kinds[kind]} — ${name}`,
        ({ own, below }) => (own.includes(id) ? words.yes : below.includes(id) ? words.below : null),
      ],
    ),
  ]);
}

export function completenessSheet(data: ShownCompleteness, base: string): TableSheet {
  const words = t().completeness;
  return tableSheet(words.file(data.contract.id), data.gaps, [
    ['gravite', words.severity, (gap) => words.severities[gap.severity]],
    ['manque', words.what, (gap) => (gap.detail ? `${gap.sentence} ${gap.detail}` : gap.sentence)],
    ['regle', words.rule, (gap) => gap.rule],
    ['qui', words.who, (gap) => words.whoIs[gap.who]],
    ['adresse', words.address, (gap) => `${base}${gap.href}`],
  ]);
}
