import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { formatDay } from '#kit/say.ts';
import { mostDesignatedTogether } from '../cluster/attribute.store.ts';
import { nationwide } from '../place.ts';
import { changed } from '../registry.changes.ts';
import { whenRefused } from '../registry.constraints.ts';
import { refusing } from '../registry.refusals.ts';
import { PROGRAMME_KEEPERS } from '../registry.roles.ts';
import { daySchema, optionalText } from '../registry.schemas.ts';
import { lockProgramme, writeProgramme } from './programme.store.ts';

/** Sets the day that screens speak of, or lets it follow the calendar, and the ceiling of strategic clusters (R07). */
export const updateProgramme = defineAction({
  name: 'registry.updateProgramme',
  title: { fr: 'Régler le programme', en: 'Set the programme up' },
  method: 'PATCH',
  path: '/programme',
  permission: { who: PROGRAMME_KEEPERS, where: nationwide },
  input: z.object({
    /** Empty follows the calendar. */
    referenceDay: daySchema.nullish(),
    strategicCeiling: z.int().min(1).max(1_000).optional(),
    reason: optionalText,
  }),
  output: z.object({ programme: z.string() }),
  refusals: refusing('OUTSIDE_PROGRAMME', 'CEILING_BELOW_PRESENT'),
  async run(ctx, { referenceDay, strategicCeiling, reason }) {
    const programme = await lockProgramme(ctx.sql);
    if (referenceDay && (referenceDay < programme.starts_on || referenceDay > programme.ends_on))
      ctx.refuse('OUTSIDE_PROGRAMME', {
        field: 'referenceDay',
        with: { from: formatDay(programme.starts_on), to: formatDay(programme.ends_on) },
      });
    const most = await mostDesignatedTogether(ctx.sql);
    const tooLow = () => ctx.refuse('CEILING_BELOW_PRESENT', { field: 'strategicCeiling', with: { count: most } });
    if (strategicCeiling !== undefined && strategicCeiling < most) tooLow();
    const change = changed(programme, { reference_day: referenceDay, strategic_ceiling: strategicCeiling });
    await whenRefused(writeProgramme(ctx.sql, change.after), { strategic_ceiling: tooLow });
    ctx.record({ object: { kind: 'programme', id: programme.id }, reason: reason ?? null, ...change });
    return { programme: programme.id };
  },
});
