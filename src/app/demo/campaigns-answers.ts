import { addDays, type Day } from '#kit/period.ts';
import type { InputOf } from '#kit/web/route.ts';
import type { GridCell, saveCells } from '#rooms/campaigns';
import type { FollowedIndicator } from '#rooms/contracts';
import { DOUBTS, NOT_APPLICABLE, TYPED_INSTEAD, WORDS_ASKED } from './campaigns-words.ts';
import type { Chance } from './chance.ts';

export type Edit = InputOf<typeof saveCells>['cells'][number];
type Answer = NonNullable<Edit['answer']>;
type Content = FollowedIndicator['content'];

/** Parts of answers that say something else than a number. */
const NOT_APPLICABLE_PART = 0.015;
const NOT_KNOWN_PART = 0.03;
/** Part of the counted figures that a cluster sets aside for its own. */
const SET_ASIDE_PART = 0.04;

/** How far a year falls from its target: about half above it, a tenth far below. */
const LUCK_SPREAD = 0.16;

/** What a catalogue figure without a target is about, of an average cluster; a ratio in per cent, with what it is a part of. */
const USUAL: Readonly<Record<string, { readonly value: number; readonly whole?: number }>> = {
  'GOU-03': { value: 9 },
  'EXP-02': { value: 3 },
  'EXP-04': { value: 4 },
  'MEM-09': { value: 12, whole: 110 },
};

/** Amounts are told to ten thousand euros. */
const ROUND_CENTS = 1_000_000;
const USUAL_WHOLE = 80;

export interface AnsweredYear {
  readonly year: number;
  /** Day of the submission. */
  readonly on: Day;
  readonly luck: Chance;
  /** By key, what the contract follows on the last day of the year. */
  readonly followed: ReadonlyMap<string, Content>;
}

/** What the cluster types in the cells that nothing filled, and in the few of which it thinks otherwise. */
export function typedCells(cells: readonly GridCell[], of: AnsweredYear): Edit[] {
  return cells.flatMap((cell) => {
    const { key, revision, origin, measure, answer } = cell;
    if (origin === 'counted' || origin === 'imported') {
      const isSetAside = measure === 'count' && (answer.value ?? 0) >= 4 && of.luck.hit(SET_ASIDE_PART);
      return isSetAside ? [setAside(cell, of.luck)] : [];
    }
    if (measure === 'text') return [{ key, revision, answer: { ...NOTHING, text: of.luck.pick(WORDS_ASKED) } }];
    if (of.luck.hit(NOT_APPLICABLE_PART) && key.includes('/'))
      return [
        { key, revision, answer: { ...NOTHING, state: 'not-applicable' }, comment: of.luck.pick(NOT_APPLICABLE) },
      ];
    if (of.luck.hit(NOT_KNOWN_PART))
      return [
        {
          ...{ key, revision, comment: of.luck.pick(DOUBTS) },
          answer: { ...NOTHING, state: 'not-known', notBefore: addDays(of.on, of.luck.whole(60, 150)) },
        },
      ];
    return [{ key, revision, answer: known(cell, of) }];
  });
}

const NOTHING: Answer = { state: null, value: null, numerator: null, denominator: null, notBefore: null, text: null };

/** A count of the cluster's own, above what facts say. */
export function setAside({ key, revision, answer }: GridCell, luck: Chance): Edit {
  const value = (answer.value ?? 0) + Math.max(2, Math.round((answer.value ?? 0) * (0.3 + luck.next() * 0.2)));
  return {
    ...{ key, revision },
    answer: { ...NOTHING, state: 'known', value },
    comment: luck.pick(TYPED_INSTEAD),
    reason: { code: 'facts-incomplete', text: '' },
  };
}

function known(cell: GridCell, { year, luck, followed }: AnsweredYear): Answer {
  const content = followed.get(cell.key);
  const before = cell.history.at(-1)?.value ?? content?.baseline?.value ?? null;
  const usual = USUAL[cell.code ?? ''];
  const goal = content?.targets[String(year)] ?? before ?? usual?.value ?? 1;
  const fall = luck.around(1.01, LUCK_SPREAD);
  const drawn = content?.direction === 'down' ? goal / fall : goal * fall;
  const value = content?.cumulation === 'cumulated' ? Math.max(drawn, before ?? 0) : drawn;
  const said = (value: number): Answer => ({ ...NOTHING, state: 'known', value });
  switch (cell.measure) {
    case 'yes-no':
      return said(content ? Number(goal >= 1 && luck.hit(0.8)) : Number(luck.hit(0.6)));
    case 'scale':
      return said(Math.min(Math.max(1, Math.round(goal - (luck.hit(0.25) ? 1 : 0))), cell.levels.length || 5));
    case 'amount':
      return said(Math.round(value / ROUND_CENTS) * ROUND_CENTS);
    case 'ratio': {
      const whole = usual?.whole ?? content?.baseline?.denominator ?? USUAL_WHOLE;
      const denominator = Math.max(10, Math.round(whole * (1 + (year - 2013) * 0.04)));
      const numerator = Math.min(denominator, Math.max(0, Math.round((denominator * value) / 100)));
      return {
        ...NOTHING,
        state: 'known',
        value: Math.round((10_000 * numerator) / denominator) / 100,
        numerator,
        denominator,
      };
    }
    default:
      return said(Math.max(0, Math.round(value)));
  }
}
