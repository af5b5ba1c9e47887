import type { VNode } from 'preact';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Icon } from '#kit/web/ui/index.ts';
import { cellField } from './edited-cells.rules.ts';
import { valueWords } from './figure-text.rules.ts';
import { t } from './filling.sentences.ts';
import type { GridCell } from './return-grid.ts';

interface FieldProps {
  readonly cell: GridCell;
  readonly year: number;
  /** What was typed, after a refusal. */
  readonly typed: Values | null;
  readonly errors: readonly FieldError[];
}

/** The field of a figure: one input, the two terms of a ratio, a choice, or a text. */
export function FigureField({ cell, year, typed, errors }: FieldProps): VNode {
  const { key, label, measure, text } = cell;
  const words = t().grid;
  const name = (input: 'value' | 'numerator' | 'denominator') => cellField(key, input);
  const shown = (input: 'value' | 'numerator' | 'denominator'): string => {
    const given = typed?.[name(input)];
    return typeof given === 'string' ? given : text[input];
  };
  const errorOf = (input: 'value' | 'numerator' | 'denominator') =>
    errors.find(({ field }) => field === name(input))?.message;
  const common = (input: 'value' | 'numerator' | 'denominator', title: string) => ({
    id: `champ-${name(input)}`,
    name: name(input),
    'aria-label': title,
    'aria-invalid': errorOf(input) ? ('true' as const) : undefined,
    'aria-describedby': errorOf(input) ? `champ-${name(input)}-erreur` : undefined,
    'data-cell': '',
    'data-saved': text[input],
  });
  const input = (which: 'value' | 'numerator' | 'denominator', title: string) => (
    <input
      type="text"
      class={`fr-input gr-cell${errorOf(which) ? ' fr-input--error' : ''}`}
      value={shown(which)}
      inputmode="decimal"
      autocomplete="off"
      {...common(which, title)}
    />
  );
  const error = (['value', 'numerator', 'denominator'] as const).find((which) => errorOf(which));
  return (
    <>
      {measure === 'ratio' ? (
        <span class="gr-terms">
          {input('numerator', words.numerator(label, cell.numerator))}
          <span class="gr-terms__over">{words.over}</span>
          {input('denominator', words.denominator(label, cell.denominator))}
        </span>
      ) : measure === 'text' ? (
        <textarea class="fr-input gr-cell gr-cell--words" rows={2} {...common('value', words.field(label, year))}>
          {shown('value')}
        </textarea>
      ) : measure === 'yes-no' || measure === 'scale' ? (
        <select class="fr-select gr-cell" {...common('value', words.field(label, year))}>
          {choicesOf(cell).map(({ value, said }) => (
            <option key={value} value={value} selected={value === shown('value')}>
              {said}
            </option>
          ))}
        </select>
      ) : (
        input('value', words.field(label, year))
      )}
      {error ? (
        <span class="gr-cell__error" id={`champ-${name(error)}-erreur`}>
          <Icon name="error" small />
          {errorOf(error)}
        </span>
      ) : null}
    </>
  );
}

/** The values that a figure may take, when they are few, and the two that are none. What is not known yet keeps the day that it came with. */
function choicesOf({ measure, levels, unit, money, text, answer }: GridCell): { value: string; said: string }[] {
  const words = t().grid;
  const count = measure === 'scale' ? levels.length : 2;
  const values = measure === 'scale' ? Array.from({ length: count }, (_, index) => index + 1) : [1, 0];
  const readable = { measure, levels, money, unit: { fr: unit, en: unit } };
  const notKnown = answer.state === 'not-known' ? text.value : 'n.c.';
  const notApplicable = answer.state === 'not-applicable' ? text.value : 's.o.';
  return [
    { value: '', said: words.choose },
    ...values.map((value) => ({ value: String(value), said: valueWords(value, readable) })),
    { value: notApplicable, said: words.notApplicable },
    { value: notKnown, said: words.notKnown },
  ];
}
