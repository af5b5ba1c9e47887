import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { yearOf } from '#kit/period.ts';
import { formatDay } from '#kit/say.ts';
import { organisationPlace } from '../place.ts';
import { TYPED } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { ORGANISATION_KEEPERS } from '../registry.roles.ts';
import { daySchema, longText, optionalText, yearSchema } from '../registry.schemas.ts';
import { findAccounts, lockOrganisation, saveAccounts } from './organisation.store.ts';
import { organisationId } from './organisation.ts';
import { refreshSizes } from './size.store.ts';

/** An amount in whole euro cents; empty is unknown, zero is zero. */
const amount = z.int().min(0).nullish();

/**
 * Records the figures of a closed accounting year: annual work units, revenue without VAT and balance sheet in euro cents (R54);
 * `consolidated` when they cover the whole enterprise (R55). The size category follows, with its date (R56).
 */
export const recordAccounts = defineAction({
  name: 'registry.recordAccounts',
  title: { fr: 'Enregistrer les comptes d’un exercice', en: 'Record the accounts of a year' },
  method: 'PUT',
  path: '/organisations/{organisation}/accounts/{year}',
  permission: { who: ORGANISATION_KEEPERS, where: (sql, { organisation }) => organisationPlace(sql, organisation) },
  input: z.object({
    organisation: organisationId,
    year: yearSchema,
    /** 31 December of the year when left out. */
    closedOn: daySchema.optional(),
    headcount: z.number().min(0).max(10_000_000).nullish(),
    revenueCents: amount,
    balanceCents: amount,
    consolidated: z.boolean().default(false),
    source: longText.optional(),
    reason: optionalText,
  }),
  output: z.object({ organisation: z.string(), year: z.int() }),
  refusals: refusing('YEAR_NOT_CLOSED', 'CLOSED_IN_ANOTHER_YEAR', 'NOTHING_KNOWN'),
  async run(ctx, { organisation: id, year, consolidated, ...input }) {
    await lockOrganisation(ctx.sql, id);
    const closedOn = input.closedOn ?? `${year}-12-31`;
    const closingYear = yearOf(closedOn as NonNullable<typeof input.closedOn>);
    if (closingYear !== year && closingYear !== year + 1)
      ctx.refuse('CLOSED_IN_ANOTHER_YEAR', { field: 'closedOn', with: { year: String(year) } });
    if (closedOn >= ctx.today) ctx.refuse('YEAR_NOT_CLOSED', { field: 'closedOn', with: { day: formatDay(closedOn) } });
    const figures = [input.headcount, input.revenueCents, input.balanceCents];
    if (figures.every((figure) => figure === undefined || figure === null))
      ctx.refuse('NOTHING_KNOWN', { field: 'headcount' });
    const before = await findAccounts(ctx.sql, id, year, consolidated);
    const accounts = {
      organisation_id: id,
      year,
      closed_on: closedOn,
      headcount: input.headcount === undefined || input.headcount === null ? null : String(input.headcount),
      revenue_cents: input.revenueCents ?? null,
      balance_cents: input.balanceCents ?? null,
      consolidated,
      source: input.source ?? TYPED,
    };
    await saveAccounts(ctx.sql, accounts);
    await refreshSizes(ctx.sql, [id]);
    ctx.record({
      object: { kind: 'organisation', id },
      reason: input.reason ?? null,
      before: before ?? null,
      after: accounts,
    });
    return { organisation: id, year };
  },
});
