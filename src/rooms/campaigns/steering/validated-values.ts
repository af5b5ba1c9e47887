import type { ActionContext } from '#kit/context.ts';
import type { Day } from '#kit/period.ts';
import { type NewValue, retainedValues, retainSources, writeValues } from '#rooms/indicators';
import { reasonInWords } from '../checks/reason-codes.ts';
import type { HeldCell } from '../return.ts';

/** A figure of a return that is written down as declared. */
export interface DeclaredFigure {
  readonly cell: Pick<
    HeldCell,
    'key' | 'state' | 'value' | 'numerator' | 'denominator' | 'notBefore' | 'comment' | 'reasonCode' | 'reasonText'
  >;
  /** What is kept as the reason when the cell gives none. */
  readonly reason: string;
}

export interface Declaring {
  readonly cluster: { readonly id: string; readonly name: string };
  readonly year: number;
  readonly on: Day;
  readonly method: string;
  readonly synthetic: boolean;
}

/**
 * Writes validated figures to the indicators as declared by the cluster, a new vintage each; where another source would be retained and says otherwise, the
 * declared one is retained with its reason (principle 1). Gives how many were written.
 */
export async function declareFigures(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId' | 'actor'>,
  figures: readonly DeclaredFigure[],
  { cluster, year, on, method, synthetic }: Declaring,
): Promise<number> {
  const answered = figures.filter(({ cell }) => cell.state !== null);
  const values = answered.map(
    ({ cell }): NewValue => ({
      indicator: cell.key,
      cluster: cluster.id,
      year,
      source: 'declared',
      state: cell.state!,
      value: cell.state === 'known' ? cell.value : null,
      numerator: cell.numerator,
      denominator: cell.denominator,
      notBefore: cell.state === 'not-known' ? (cell.notBefore as Day | null) : null,
      producer: cluster.name,
      vintage: on,
      method,
      comment: cell.comment,
      synthetic,
    }),
  );
  const written = await writeValues(ctx.sql, values, { at: ctx.now, id: () => ctx.newId('value') });
  const retained = await retainedValues(ctx.sql, {
    indicators: values.map(({ indicator }) => indicator),
    clusters: [cluster.id],
    fromYear: year,
    toYear: year,
    knownAt: null,
  });
  const choices = answered.flatMap(({ cell, reason }) => {
    const present = retained.find(({ indicator }) => indicator === cell.key);
    const same = present?.state === cell.state && present?.value === (cell.state === 'known' ? cell.value : null);
    if (!present || present.source === 'declared' || same) return [];
    const words = reasonInWords(cell.reasonCode, cell.reasonText)?.fr ?? reason;
    return [{ indicator: cell.key, cluster: cluster.id, year, source: 'declared' as const, reason: words }];
  });
  await retainSources(ctx.sql, choices, { by: { id: ctx.actor.id, name: ctx.actor.name }, at: ctx.now });
  return written;
}
