import type { Day } from '#kit/period.ts';
import type { HeldCell } from '../return.ts';
import type { CheckedCell } from './check.ts';

/** What is asked, as far as checks need it. */
type Asked = Pick<CheckedCell, 'key' | 'label' | 'unit' | 'measure' | 'direction' | 'cumulation'>;
type Held = Pick<
  HeldCell,
  | 'state'
  | 'value'
  | 'numerator'
  | 'denominator'
  | 'notBefore'
  | 'text'
  | 'prefilled'
  | 'comment'
  | 'reasonCode'
  | 'reasonText'
>;

/** One figure as the checks look at it: what is asked, what was answered, what was promised and what the years before were. */
export const checkedFigure = (
  { key, label, unit, measure, direction, cumulation }: Asked,
  held: Held,
  known: Pick<CheckedCell, 'target' | 'history'>,
): CheckedCell => ({
  ...{ key, label, unit, measure, direction, cumulation },
  state: held.state,
  value: held.value,
  numerator: held.numerator,
  denominator: held.denominator,
  notBefore: held.notBefore as Day | null,
  text: held.text,
  prefilled: held.prefilled,
  comment: held.comment,
  reasonCode: held.reasonCode,
  reasonText: held.reasonText,
  ...known,
});
