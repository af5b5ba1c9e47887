import * as z from 'zod';
import type { ActionContext } from '#kit/context.ts';

/** True for demonstration data, which every screen marks as such. */
export const syntheticField = z.boolean().default(false);

/** Only the demonstration builder, which is no person, marks what it creates as invented. */
export function checkSynthetic(
  ctx: Pick<ActionContext<'SYNTHETIC_RESERVED'>, 'actor' | 'refuse'>,
  wanted: boolean,
): void {
  if (wanted && ctx.actor.kind !== 'system') ctx.refuse('SYNTHETIC_RESERVED', { field: 'synthetic' });
}
