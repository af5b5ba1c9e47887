import type { VNode } from 'preact';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { CheckboxField, DataTable, FieldRow, FieldSet, NumberField, RadioField } from '#kit/web/ui/index.ts';
import { t } from '../evaluation.sentences.ts';
import { type Mapping, MOST_DERIVED, type Preview, type RunOptions } from '../evaluation.ts';
import { LIKENESSES, type Likeness, likenessOf, MATCH_CHOICES, periodsOf, USUAL_CALIPER } from './matching.rules.ts';

/** What the form shows first: the matching that was chosen, or none with the usual settings. */
export function matchingValues({ columns }: Preview, mapping: Mapping | null, { matching }: RunOptions): Values {
  const isNearest = matching?.method === 'nearest';
  return {
    matchMethod: matching?.method ?? 'none',
    match: columns.map(({ name }) => likenessOf(matching, name)),
    derivedMatch: (mapping?.derived ?? []).map(({ name }) => likenessOf(matching, name)),
    matchAt: matching?.at,
    matchPeriods: periodsOf(matching),
    matchRatio: matching?.ratio ?? 1,
    matchReplace: matching?.replace ?? false,
    matchCaliper: isNearest ? (matching.caliper ?? undefined) : USUAL_CALIPER,
  };
}

/** A column to match on, or what it sends where it cannot be: the form's lists stand side by side with those of columns and computations. */
interface MatchLine {
  readonly name: string;
  readonly field: 'match' | 'derivedMatch';
  readonly likenesses: readonly Likeness[];
  readonly chosen: unknown;
  readonly open: boolean;
}

const STRUCTURE: readonly unknown[] = ['unit', 'time', 'cohort'];

const fileLines = ({ columns }: Preview, values: Values): MatchLine[] =>
  columns.map(({ name, kind }, place) => ({
    name,
    field: 'match',
    likenesses: LIKENESSES,
    chosen: listed(values.match)[place],
    open: kind !== 'empty' && !STRUCTURE.includes(listed(values.role)[place]),
  }));

const derivedLines = (values: Values): MatchLine[] =>
  Array.from({ length: MOST_DERIVED }, (_, place) => ({
    name: t().matching.derived(place + 1),
    field: 'derivedMatch',
    likenesses: CHOICES_OF_OUTCOMES,
    chosen: listed(values.derivedMatch)[place],
    open: Boolean(listed(values.derivedKind)[place]),
  }));

const CHOICES_OF_OUTCOMES = LIKENESSES.filter((likeness) => likeness !== 'equal');

/** Who is compared with whom: the method with a sentence each, the columns to be alike on, and how. */
export function MatchingChoice(props: {
  readonly preview: Preview;
  readonly values: Values;
  readonly errors: readonly FieldError[];
}): VNode {
  const { preview, values, errors } = props;
  const words = t().matching;
  const isAsked = (values.matchMethod ?? 'none') !== 'none';
  const lines = [...fileLines(preview, values), ...derivedLines(values)];
  return (
    <details
      class="gr-details gr-details--form"
      open={isAsked || errors.some(({ field }) => field?.startsWith('match'))}
    >
      <summary>{words.title}</summary>
      <p class="gr-quiet">{words.lead}</p>
      <RadioField
        name="matchMethod"
        label={words.method}
        choices={MATCH_CHOICES.map((value) => ({
          value,
          label: words.methods[value],
          hint: words.methodHints[value],
        }))}
      />
      {lines
        .filter(({ open }) => !open)
        .map(({ name, field }) => (
          <input key={name} type="hidden" name={field} value="no" />
        ))}
      <DataTable
        caption={words.columns}
        note={words.columnsHint}
        rows={lines.filter(({ open }) => open)}
        rowKey={({ name }) => name}
        columns={[
          { key: 'column', label: words.column, header: true, render: ({ name }) => <code>{name}</code> },
          {
            key: 'likeness',
            label: words.likeness,
            render: ({ name, field, likenesses, chosen }) => (
              <select class="fr-select gr-role" name={field} aria-label={words.likenessOf(name)}>
                {likenesses.map((likeness) => (
                  <option key={likeness} value={likeness} selected={likeness === (chosen ?? 'no')}>
                    {words.likenesses[likeness]}
                  </option>
                ))}
              </select>
            ),
          },
        ]}
      />
      <FieldRow>
        <NumberField name="matchAt" label={words.at} hint={words.atHint} required={false} />
        <NumberField name="matchPeriods" label={words.periods} hint={words.periodsHint} />
      </FieldRow>
      <FieldSet legend={words.nearestOnly}>
        <FieldRow>
          <NumberField name="matchRatio" label={words.ratio} />
          <NumberField name="matchCaliper" label={words.caliper} hint={words.caliperHint} decimals required={false} />
        </FieldRow>
        <CheckboxField name="matchReplace" label={words.replace} hint={words.replaceHint} />
      </FieldSet>
      <p class="gr-quiet">{words.errors}</p>
    </details>
  );
}

const listed = (typed: unknown): readonly unknown[] =>
  Array.isArray(typed) ? typed : typed === undefined ? [] : [typed];
