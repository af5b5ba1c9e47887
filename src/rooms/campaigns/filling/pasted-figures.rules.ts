import { locale } from '#kit/say.ts';
import { blockLines } from '#rooms/contracts';
import { foldName } from '#rooms/registry';
import type { AskedFigure } from './asked.rules.ts';
import type { CellEdit } from './edited-cells.rules.ts';
import { type FigureText, readFigure } from './figure-text.rules.ts';
import { type FillingRefusal, refusalSentence } from './filling.refusals.ts';

/** What a file or a pasted block says, line by line, before any of it is applied. */
export interface GivenFigures {
  readonly edits: readonly (CellEdit & { readonly line: number })[];
  /** Each with the line it stands on, and the column where there is one. */
  readonly faults: readonly GivenFault[];
}
export interface GivenFault {
  readonly line: number;
  readonly column: string | null;
  readonly figure: string | null;
  readonly message: string;
}

type Figures = ReadonlyMap<string, AskedFigure>;

/**
 * What a block copied from a spreadsheet says: a name or a code and its value a line, or values alone, taken down the grid from a figure on. A first line of years says which
 * column is the year's. A ratio takes its two terms, or one value. An empty cell changes nothing, « - » takes the answer away.
 */
export function pastedFigures(
  block: string,
  figures: Figures,
  revisions: (key: string) => number,
  { year, from }: { readonly year: number; readonly from: string | null },
): GivenFigures {
  const lines = blockLines(block).map((cells) => cells.map((cell) => cell.trim()));
  const byName = namesOf(figures);
  const header = lines[0]?.some((cell) => cell === String(year)) ? lines[0] : null;
  const named = lines.some(([first]) => byName.has(foldName(first ?? '')));
  const order = [...figures.keys()];
  let next = Math.max(0, order.indexOf(from ?? ''));
  const edits: GivenFigures['edits'][number][] = [];
  const faults: GivenFault[] = [];
  for (const [index, cells] of lines.entries()) {
    const line = index + 1;
    if ((header && index === 0) || cells.every((cell) => cell === '')) continue;
    const key = named ? byName.get(foldName(cells[0]!)) : order[next++];
    const figure = key === undefined ? undefined : figures.get(key);
    const fault = (code: FillingRefusal, marks = {}) =>
      faults.push({
        line,
        column: null,
        figure: figure?.label[locale()] ?? null,
        message: refusalSentence(code, marks),
      });
    if (!figure) {
      fault(named ? 'UNKNOWN_LINE' : 'LINE_BEYOND', { typed: cells[0]! });
      continue;
    }
    const values = valuesOf(cells, figure, header, year, named);
    if (values.length === 0) continue;
    const most = figure.measure === 'ratio' ? 2 : 1;
    if (values.length > most) {
      fault('TOO_MANY_VALUES', { count: values.length, most, year });
      continue;
    }
    const read = readFigure(textOf(values, figure), figure);
    if (read.ok) edits.push({ key: figure.key, line, revision: revisions(figure.key), answer: read.answer });
    else faults.push({ line, column: null, figure: figure.label[locale()], message: read.message });
  }
  return { edits, faults };
}

/** By folded name: in both languages, by code, by key. */
function namesOf(figures: Figures): Map<string, string> {
  const names = new Map<string, string>();
  for (const { key, label, code } of figures.values())
    for (const name of [label.fr, label.en, code ?? key])
      if (!names.has(foldName(name))) names.set(foldName(name), key);
  return names;
}

/** The cells of a line that are values: those of the year where a first line gives years, otherwise all that are no name. */
function valuesOf(
  cells: readonly string[],
  { label, code, unit }: AskedFigure,
  header: readonly string[] | null,
  year: number,
  named: boolean,
): string[] {
  if (header) return cells.filter((cell, column) => header[column] === String(year) && cell !== '');
  const names = new Set([label.fr, label.en, code ?? '', unit.fr, unit.en].map(foldName));
  return cells.filter((cell, column) => cell !== '' && !(named && (column === 0 || names.has(foldName(cell)))));
}

/** Two values are the terms of a ratio; so are « 12/40 » and « 12 sur 40 ». */
function textOf([first = '', second]: readonly string[], { measure }: AskedFigure): FigureText {
  if (measure !== 'ratio') return { value: first, numerator: '', denominator: '' };
  if (second !== undefined) return { value: '', numerator: first, denominator: second };
  const terms = /^([\d\s\u00a0\u202f.,]+)(?:\/|sur|of)([\d\s\u00a0\u202f.,]+)$/.exec(first);
  return terms
    ? { value: '', numerator: terms[1]!, denominator: terms[2]! }
    : { value: first, numerator: '', denominator: '' };
}
