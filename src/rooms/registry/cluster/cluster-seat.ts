import type { ActionContext } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { type Commune, departementByCode } from '../territory.store.ts';

/** The département of a seat: that of its commune when it is known, else the one given. Refuses a code that does not exist. */
export async function departementOfSeat(
  ctx: Pick<ActionContext<'UNKNOWN_DEPARTEMENT'>, 'sql' | 'now' | 'refuse'>,
  commune: Commune | null,
  given: string | null,
): Promise<string | null> {
  if (commune?.departement) return commune.departement;
  if (!given) return null;
  const departement = await departementByCode(ctx.sql, given.toUpperCase(), dayInParis(ctx.now));
  if (!departement) ctx.refuse('UNKNOWN_DEPARTEMENT', { field: 'departement', with: { code: given } });
  return departement.code;
}
