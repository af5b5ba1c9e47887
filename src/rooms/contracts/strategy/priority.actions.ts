import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Call } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { formatInstant } from '#kit/say.ts';
import { CERTAINTIES, listRegions, reachOf } from '#rooms/registry';
import { daySchema, longText, revisionRead, shortText } from '../contracts.schemas.ts';
import { DAY_OF_2013, PRIORITY_KEEPERS, standsIn } from './priority.place.ts';
import { findPriority, insertPriority, lockPriority, updatePriority } from './priority.store.ts';
import { strategyRefusing } from './strategy.refusals.ts';

const priorityKey = z.string().min(1).max(80);

/**
 * A priority stands where its region does, whatever the form says of it. The form of a new one opens before any region is chosen: it stands
 * wherever the person may add some.
 */
const priorityPlace = async (
  sql: Sql,
  { priority, region }: { priority?: string | undefined; region?: string | undefined },
  { actor }: Call,
) => {
  if (priority === undefined)
    return region === undefined ? { regions: reachOf(actor, PRIORITY_KEEPERS).regions } : standsIn(region);
  const present = await findPriority(sql, priority);
  return present ? standsIn(present.region) : null;
};

/** Writes down a priority of a region's economic strategy, or changes it (T5). */
export const saveRegionalPriority = defineAction({
  name: 'contracts.saveRegionalPriority',
  title: { fr: 'Enregistrer une priorité régionale', en: 'Save a regional priority' },
  path: '/regional-priorities',
  permission: { who: PRIORITY_KEEPERS, where: priorityPlace },
  input: z.object({
    /** The priority to change, with the revision that was read; without both, a new one. */
    priority: priorityKey.optional(),
    revision: revisionRead.optional(),
    /** Code of the list of 2013. */
    region: z.string().regex(/^\d{2}$/),
    title: shortText,
    /** The document that states it. */
    document: shortText,
    /** Its address, or its reference. */
    source: z.string().trim().max(500).default(''),
    validFrom: daySchema,
    /** Last day, included; empty while it holds. */
    validTo: daySchema.nullish(),
    certainty: z.enum(CERTAINTIES),
    synthetic: z.boolean().default(false),
  }),
  output: z.object({ priority: z.string(), revision: z.int(), region: z.string() }),
  refusals: strategyRefusing(
    'UNKNOWN_REGION',
    'PRIORITY_GONE',
    'PRIORITY_CHANGED',
    'REGION_KEPT',
    'PRIORITY_ENDS_FIRST',
    'OFFICIAL_WITHOUT_SOURCE',
    'INVENTED_RESERVED',
  ),
  async run(ctx, { priority, revision: read, region, title, document, source, validFrom, validTo = null, ...input }) {
    const regions = await listRegions(ctx.sql, DAY_OF_2013);
    if (!regions.some(({ code }) => code === region))
      ctx.refuse('UNKNOWN_REGION', { field: 'region', with: { region } });
    if (validTo && validTo < validFrom) ctx.refuse('PRIORITY_ENDS_FIRST', { field: 'validTo' });
    if (input.certainty === 'official' && source === '') ctx.refuse('OFFICIAL_WITHOUT_SOURCE', { field: 'source' });
    const present = priority === undefined ? undefined : await lockPriority(ctx.sql, priority);
    const synthetic = present?.synthetic ?? input.synthetic;
    const invents = synthetic && !present && ctx.actor.kind !== 'system';
    if (invents || (synthetic && input.certainty !== 'background'))
      ctx.refuse('INVENTED_RESERVED', { field: 'certainty' });
    const written = {
      title,
      document,
      source,
      valid_from: validFrom,
      valid_to: validTo,
      certainty: input.certainty,
      changed_at: ctx.now,
      changed_by: ctx.actor.name,
    };
    if (priority === undefined) {
      const id = ctx.newId('priority');
      await insertPriority(ctx.sql, { ...written, id, region, synthetic, revision: 1 });
      ctx.record({ object: { kind: 'regional-priority', id }, after: { region, ...written } });
      return { priority: id, revision: 1, region };
    }
    if (!present || present.withdrawn_at) return ctx.refuse('PRIORITY_GONE');
    if (present.region !== region) ctx.refuse('REGION_KEPT', { field: 'region' });
    if (present.revision !== read)
      ctx.refuse('PRIORITY_CHANGED', { with: { who: present.changed_by, at: formatInstant(present.changed_at) } });
    const revision = present.revision + 1;
    await updatePriority(ctx.sql, priority, { ...written, revision });
    ctx.record({ object: { kind: 'regional-priority', id: priority }, before: present, after: written });
    return { priority, revision, region };
  },
});

/** Withdraws a priority that no longer is one: contracts that named it keep its title, new objectives cannot choose it. */
export const withdrawRegionalPriority = defineAction({
  name: 'contracts.withdrawRegionalPriority',
  title: { fr: 'Retirer une priorité régionale', en: 'Withdraw a regional priority' },
  path: '/regional-priorities/{priority}/withdrawal',
  permission: {
    who: PRIORITY_KEEPERS,
    where: async (sql, { priority }) => {
      const present = await findPriority(sql, priority);
      return present ? standsIn(present.region) : null;
    },
  },
  input: z.object({ priority: priorityKey, reason: longText }),
  output: z.object({ priority: z.string(), region: z.string() }),
  refusals: strategyRefusing('PRIORITY_GONE'),
  async run(ctx, { priority, reason }) {
    const present = await lockPriority(ctx.sql, priority);
    if (!present || present.withdrawn_at) return ctx.refuse('PRIORITY_GONE');
    await updatePriority(ctx.sql, priority, {
      withdrawn_at: ctx.now,
      withdrawn_by: ctx.actor.name,
      withdrawn_reason: reason,
    });
    ctx.record({ object: { kind: 'regional-priority', id: priority }, reason, before: { title: present.title } });
    return { priority, region: present.region };
  },
});
