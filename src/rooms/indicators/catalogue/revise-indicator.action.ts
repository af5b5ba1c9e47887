import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { addDays, type Day } from '#kit/period.ts';
import { actingDay, nationwide } from '#rooms/registry';
import { openVersion, versionsOf } from './definition.store.ts';

const text = z.string().trim().min(1).max(2_000);
const day = z.iso.date() as unknown as z.ZodType<Day, string>;

/** Opens a new version of what an indicator means, with its day and its reason. Values keep the version under which they were made. */
export const reviseIndicator = defineAction({
  name: 'indicators.reviseIndicator',
  title: { fr: 'Réviser la définition d’un indicateur', en: 'Revise the definition of an indicator' },
  path: '/indicators/{code}/versions',
  permission: { who: ['administrator'], where: nationwide },
  input: z.object({
    code: z.string().max(20),
    validFrom: day,
    definitionFr: text,
    definitionEn: text,
    limitsFr: z.string().trim().max(2_000).default(''),
    limitsEn: z.string().trim().max(2_000).default(''),
    ownerFr: text,
    ownerEn: text,
    reason: text,
  }),
  output: z.object({ code: z.string(), validFrom: z.string() }),
  refusals: {
    UNKNOWN_INDICATOR: {
      status: 404,
      fr: 'Cet indicateur n’est pas au catalogue.',
      en: 'This indicator is not in the catalogue.',
    },
    NOTHING_CHANGED: {
      status: 422,
      fr: 'Rien ne change\u202f: modifiez la définition, ses limites ou son responsable, ou revenez à la fiche.',
      en: 'Nothing changes: alter the definition, its limits or its owner, or go back to the sheet.',
    },
    TOO_EARLY: {
      status: 422,
      fr: 'La version en vigueur date du {since}. La nouvelle commence après elle, et pas avant le {today}\u202f: les valeurs déjà produites gardent leur définition.',
      en: 'The version in force dates from {since}. The new one begins after it, and not before {today}: values already made keep their definition.',
    },
  },
  async run(ctx, { code, validFrom, reason, ...texts }) {
    const [present] = await versionsOf(ctx.sql, code);
    if (!present) return ctx.refuse('UNKNOWN_INDICATOR');
    const today = await actingDay(ctx.sql, ctx.today);
    if (validFrom <= present.validFrom || validFrom < today)
      ctx.refuse('TOO_EARLY', { field: 'validFrom', with: { since: present.validFrom, today } });
    const before = {
      definitionFr: present.definition.fr,
      definitionEn: present.definition.en,
      limitsFr: present.limits.fr,
      limitsEn: present.limits.en,
      ownerFr: present.owner.fr,
      ownerEn: present.owner.en,
    };
    if ((Object.keys(before) as (keyof typeof before)[]).every((name) => before[name] === texts[name]))
      ctx.refuse('NOTHING_CHANGED');
    await openVersion(
      ctx.sql,
      {
        code,
        valid_from: validFrom,
        valid_to: null,
        definition_fr: texts.definitionFr,
        definition_en: texts.definitionEn,
        limits_fr: texts.limitsFr,
        limits_en: texts.limitsEn,
        owner_fr: texts.ownerFr,
        owner_en: texts.ownerEn,
        period_fr: present.period.fr,
        period_en: present.period.en,
        obtained: present.obtained,
        obstacle_fr: present.obstacle.fr,
        obstacle_en: present.obstacle.en,
        certainty: present.certainty,
        revised_by: ctx.actor.name,
        reason,
      },
      present.validFrom as Day,
      addDays(validFrom, -1),
    );
    ctx.record({ object: { kind: 'indicator', id: code }, reason, before, after: { validFrom, ...texts } });
    return { code, validFrom };
  },
});
