import type { Say } from '#kit/say.ts';
import type { FollowedIndicator } from '#rooms/contracts';
import type { CommonIndicator } from '#rooms/indicators';
import type { QuestionTable } from '../campaigns.tables.ts';
import { type CheckedCell, MONEY_TERMS } from '../checks/check.ts';

/** One figure that a return asks, and how it is read. */
export interface AskedFigure {
  readonly key: string;
  /** Code of the common catalogue; null for a cluster's own indicator and for questions of their own. */
  readonly code: string | null;
  readonly label: Say;
  readonly unit: Say;
  readonly measure: CheckedCell['measure'];
  readonly direction: CheckedCell['direction'];
  readonly cumulation: CheckedCell['cumulation'];
  readonly levels: readonly string[];
  /** Of a ratio: what is counted, over what. */
  readonly numerator: Say;
  readonly denominator: Say;
  /** The terms of a ratio are euro cents. */
  readonly money: boolean;
  /** What allows the question, who reads the answer; null for what the contract follows. */
  readonly question: { readonly basis: string; readonly reader: string; readonly minutes: number } | null;
}

/** An indicator under its objective. One that several objectives follow has a line under each, and one cell. */
export interface AskedLine {
  readonly key: string;
  readonly targets: Readonly<Record<string, number | null>>;
  /** Added because the line above counts one funding window only (R36). */
  readonly everyWindow: boolean;
}

export interface AskedObjective {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly AskedLine[];
}

export interface Asked {
  readonly contract: string | null;
  readonly edition: string | null;
  readonly synthetic: boolean;
  readonly objectives: readonly AskedObjective[];
  /** Keys of the questions of the campaign, in their order. */
  readonly questions: readonly string[];
  /** Each cell once. */
  readonly figures: ReadonlyMap<string, AskedFigure>;
}

/** A performance criterion counts every window and co-labelled projects (R36): what counts the FUI alone stands beside what counts all. */
export const ONE_WINDOW_ONLY: Readonly<Record<string, string>> = { 'PRJ-03': 'PRJ-02' };

const both = (text: string): Say => ({ fr: text, en: text });

/** Puts what contracts follow and what the campaign asks into one list of cells, and lines under objectives. */
export function askedFigures(
  followed: readonly FollowedIndicator[],
  catalogue: readonly CommonIndicator[],
  questions: readonly QuestionTable[],
): Asked {
  const common = new Map(catalogue.map((one) => [one.code, one]));
  const figures = new Map<string, AskedFigure>();
  const add = (figure: AskedFigure): void => {
    if (!figures.has(figure.key)) figures.set(figure.key, figure);
  };
  const objectives = [...Map.groupBy(followed, ({ objective }) => objective.id).values()].map((indicators) => {
    const lines: AskedLine[] = [];
    for (const { key, content } of indicators) {
      add(ofContract(key, content, common));
      lines.push({ key, targets: content.targets, everyWindow: false });
      const all = common.get(ONE_WINDOW_ONLY[key] ?? '');
      if (!all || indicators.some((one) => one.key === all.code)) continue;
      add(ofCatalogue(all, null));
      lines.push({ key: all.code, targets: {}, everyWindow: true });
    }
    const { id, title } = indicators[0]!.objective;
    return { id, title, lines };
  });
  const asked: string[] = [];
  for (const one of questions) {
    const figure = ofQuestion(one, common);
    if (!figure || figures.has(figure.key)) continue;
    add(figure);
    asked.push(figure.key);
  }
  const [first] = followed;
  return {
    contract: first?.contract ?? null,
    edition: first?.edition ?? null,
    synthetic: followed.some(({ synthetic }) => synthetic),
    objectives,
    questions: asked,
    figures,
  };
}

function ofContract(
  key: string,
  content: FollowedIndicator['content'],
  common: ReadonlyMap<string, CommonIndicator>,
): AskedFigure {
  const known = common.get(key);
  const { measure, direction, cumulation, levels } = content;
  return {
    ...{ key, measure, direction, cumulation, levels },
    code: known ? key : null,
    label: known?.label ?? both(content.title),
    unit: known?.unit ?? both(content.unit),
    numerator: known?.numerator ?? both(content.numerator),
    denominator: known?.denominator ?? both(content.denominator),
    money: MONEY_TERMS.has(key),
    question: null,
  };
}

const ofCatalogue = (one: CommonIndicator, question: AskedFigure['question']): AskedFigure => ({
  key: one.code,
  code: one.code,
  label: one.label,
  unit: one.unit,
  measure: one.measure,
  direction: one.direction,
  cumulation: one.cumulation,
  levels: [],
  numerator: one.numerator,
  denominator: one.denominator,
  money: MONEY_TERMS.has(one.code),
  question,
});

/** Null when the catalogue no longer has the indicator that the question names. */
function ofQuestion(row: QuestionTable, common: ReadonlyMap<string, CommonIndicator>): AskedFigure | null {
  const question = { basis: row.basis, reader: row.reader, minutes: Number(row.minutes) };
  if (row.kind === 'indicator') {
    const known = common.get(row.indicator ?? '');
    return known ? { ...ofCatalogue(known, question), label: { fr: row.label_fr, en: row.label_en } } : null;
  }
  return {
    key: row.id,
    code: null,
    label: { fr: row.label_fr, en: row.label_en },
    unit: both(''),
    measure: row.kind,
    direction: 'keep',
    cumulation: 'per-year',
    levels: [],
    numerator: both(''),
    denominator: both(''),
    money: false,
    question,
  };
}
