import type { VNode } from 'preact';
import type { FieldError } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { CheckboxField, DataTable, FieldRow, FieldSet, NumberField, RadioField } from '#kit/web/ui/index.ts';
import { t } from '../evaluation.sentences.ts';
import type { Mapping, Preview, RunOptions } from '../evaluation.ts';
import { LIKENESSES, type Likeness, likenessOf, MATCH_CHOICES, periodsOf, USUAL_CALIPER } from './matching.rules.ts';

/** What the form shows first: the matching that was chosen, or none with the usual settings. */
export function matchingValues({ columns }: Preview, mapping: Mapping | null, { matching }: RunOptions): Values {
  const isNearest = matching?.method === 'nearest';
  const derived = mapping?.derived ?? [];
  return {
    matchMethod: matching?.method ?? 'none',
    matchOf: columns.map(({ name }) => name),
    match: columns.map(({ name }) => likenessOf(matching, name)),
    derivedMatchOf: derived.map((_, place) => String(place)),
    derivedMatch: derived.map(({ name }) => likenessOf(matching, name)),
    matchAt: matching?.at,
    matchPeriods: periodsOf(matching),
    matchRatio: matching?.ratio ?? 1,
    matchReplace: matching?.replace ?? false,
    matchCaliper: isNearest ? (matching.caliper ?? undefined) : USUAL_CALIPER,
  };
}

const listed = (typed: unknown): readonly unknown[] =>
  Array.isArray(typed) ? typed : typed === undefined ? [] : [typed];

/** What was typed of a column of the file, by its name, or of a computation, by its place: the form shows only those that may be matched on. */
export function likenessTyped(typed: Values, field: 'match' | 'derivedMatch', of: string): Likeness {
  const place = listed(typed[`${field}Of`]).indexOf(of);
  return (place < 0 ? 'no' : (listed(typed[field])[place] ?? 'no')) as Likeness;
}

interface MatchLine {
  readonly field: 'match' | 'derivedMatch';
  readonly of: string;
  readonly name: string;
  readonly likenesses: readonly Likeness[];
}

const STRUCTURE: readonly unknown[] = ['unit', 'time', 'cohort'];

const fileLines = ({ columns }: Preview, values: Values): MatchLine[] =>
  columns
    .filter(({ kind }, place) => kind !== 'empty' && !STRUCTURE.includes(listed(values.role)[place]))
    .map(({ name }) => ({ field: 'match', of: name, name, likenesses: LIKENESSES }));

const derivedLines = (values: Values): MatchLine[] =>
  listed(values.derivedKind).flatMap((kind, place) =>
    kind === ''
      ? []
      : [
          {
            field: 'derivedMatch',
            of: String(place),
            name: t().matching.derived(place + 1),
            likenesses: CHOICES_OF_OUTCOMES,
          },
        ],
  );

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
      <DataTable
        caption={words.columns}
        note={words.columnsHint}
        rows={lines}
        rowKey={({ name }) => name}
        columns={[
          { key: 'column', label: words.column, header: true, render: ({ name }) => <code>{name}</code> },
          {
            key: 'likeness',
            label: words.likeness,
            render: ({ field, of, name, likenesses }) => (
              <>
                <input type="hidden" name={`${field}Of`} value={of} />
                <select class="fr-select gr-role" name={field} aria-label={words.likenessOf(name)}>
                  {likenesses.map((likeness) => (
                    <option key={likeness} value={likeness} selected={likeness === likenessTyped(values, field, of)}>
                      {words.likenesses[likeness]}
                    </option>
                  ))}
                </select>
              </>
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
