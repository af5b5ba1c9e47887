import type * as z from 'zod';
import { readForm, readNumber } from '#kit/web/read-form.ts';
import type { Values } from '#kit/web/route.ts';
import type { CommonIndicator } from '#rooms/indicators';
import { objectiveContent } from '../clause/clause.ts';
import { typedContent, typedEnvelope } from '../strategy/clause-form.ts';
import { indicatorDraft } from './indicator.rules.ts';
import { type Measured, readTarget } from './target-value.rules.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** One a line; the empty lines are none. */
const lines = (value: unknown): string[] =>
  text(value)
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Which clause, the revision read, the reason: an empty field is no value. */
export const envelope = (body: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(typedEnvelope(body)).filter(([, value]) => value !== ''));

/** What was typed in the form of an objective, as its action takes it. */
export function typedObjective(body: Values): Record<string, unknown> {
  return {
    ...envelope(body),
    // « Objectif principal » is a choice, not a field left alone.
    parent: text(body.parent) || null,
    content: {
      ...typedContent(objectiveContent, body),
      bearers: lines(body['content.bearers']),
      // Without a box ticked the browser sends nothing.
      priorities: [body['content.priorities'] ?? []].flat(),
      filieres: [body['content.filieres'] ?? []].flat(),
      areas: [body['content.areas'] ?? []].flat(),
    },
  };
}

/** A value as the indicator reads it; what cannot be read stays as typed, and the schema or the rules say so. */
function value(typed: unknown, indicator: Measured): number | string | null {
  const read = readTarget(text(typed), indicator);
  if (read.ok) return read.value;
  // A number that the indicator does not take is refused by its rule, with its sentence; what is no number, by the schema.
  return readNumber(text(typed));
}

/** What was typed in the form of an indicator, as its action takes it; `catalogue` tells how a common one is measured. */
export function typedIndicator(
  body: Values,
  years: readonly number[],
  catalogue: readonly CommonIndicator[],
): Record<string, unknown> {
  const shape = indicatorDraft.shape as Record<string, z.ZodType>;
  const flat = Object.fromEntries(
    Object.keys(shape)
      .filter((name) => name !== 'baseline' && name !== 'targets')
      .map((name) => [name, body[`content.${name}`]])
      .filter(([, typed]) => typed !== undefined),
  );
  const content = readForm(indicatorDraft, flat);
  const common = catalogue.find(({ code }) => code === content.code);
  const levels = lines(body['content.levels']);
  const measured: Measured = {
    measure: common?.measure ?? (content.measure as Measured['measure'] | undefined) ?? 'count',
    unit: common?.unit.fr ?? text(content.unit),
    levels,
  };
  return {
    ...envelope(body),
    content: {
      ...content,
      code: content.code ?? null,
      levels,
      baseline: typedBaseline(body, measured),
      targets: Object.fromEntries(
        years
          .map((year) => [String(year), value(body[`content.targets.${year}`], measured)] as const)
          .filter(([, typed]) => typed !== null),
      ),
    },
  };
}

function typedBaseline(body: Values, measured: Measured): Record<string, unknown> | null {
  const field = (name: string) => text(body[`content.baseline.${name}`]);
  const names = ['value', 'year', 'source', 'numerator', 'denominator'];
  if (names.every((name) => field(name) === '')) return null;
  const number = (name: string) => (field(name) === '' ? null : readNumber(field(name)));
  const numerator = number('numerator');
  const denominator = number('denominator');
  const given = value(body['content.baseline.value'], measured);
  // The two terms of a ratio give its value.
  const computed =
    measured.measure === 'ratio' && typeof numerator === 'number' && typeof denominator === 'number' && denominator > 0
      ? Math.round((10_000 * numerator) / denominator) / 100
      : null;
  return {
    value: given ?? computed ?? undefined,
    year: field('year') === '' ? undefined : readNumber(field('year')),
    source: field('source') === '' ? undefined : field('source'),
    numerator,
    denominator,
  };
}
