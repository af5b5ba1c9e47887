import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import type { Day } from '#kit/period.ts';
import { actingDay, clusterId, clusterPlace } from '#rooms/registry';
import { clusterNames } from '../counting/counted-cluster.store.ts';
import { commonIndicators } from '../indicator.store.ts';
import { FIGURE_KEEPERS } from '../indicators.roles.ts';
import { writeValues } from '../values/value.store.ts';
import { VALUE_STATES } from '../values/value.ts';
import { figuresRefusing } from './figures.refusals.ts';

const day = z.iso.date() as unknown as z.ZodType<Day, string>;

/** States a value that facts do not give, beside the other sources; a newer statement ends the one before, which stays readable. */
export const declareValue = defineAction({
  name: 'indicators.declareValue',
  title: { fr: 'Déclarer une valeur', en: 'Declare a value' },
  path: '/figures/{indicator}/{year}/declarations',
  permission: {
    who: FIGURE_KEEPERS,
    where: (sql, { cluster }) => (cluster ? clusterPlace(sql, cluster) : Promise.resolve({})),
  },
  input: z.object({
    indicator: z.string().max(20),
    cluster: clusterId.optional(),
    year: z.int().min(1990).max(2100),
    state: z.enum(VALUE_STATES).default('known'),
    /** A count, or an amount in euro cents. */
    value: z.number().min(0).nullish(),
    /** Of a ratio. */
    numerator: z.number().min(0).nullish(),
    denominator: z.number().min(0).nullish(),
    /** First day on which it can be known, when it is not. */
    notBefore: day.nullish(),
    method: z.string().trim().max(500).default(''),
    comment: z.string().trim().max(2_000).default(''),
  }),
  output: z.object({ indicator: z.string(), year: z.int(), values: z.int() }),
  refusals: figuresRefusing('UNKNOWN_INDICATOR', 'YEAR_AHEAD', 'VALUE_WANTED', 'TERMS_WANTED', 'NO_VALUE_WANTED'),
  async run(ctx, { indicator: code, cluster = null, year, ...given }) {
    const acting = await actingDay(ctx.sql, ctx.today);
    const indicator = (await commonIndicators(ctx.sql, acting)).find((one) => one.code === code);
    if (!indicator) return ctx.refuse('UNKNOWN_INDICATOR');
    if (year > Number(acting.slice(0, 4))) ctx.refuse('YEAR_AHEAD', { field: 'year', with: { year } });
    const { state, numerator = null, denominator = null } = given;
    const ratio = indicator.measure === 'ratio';
    let value = given.value ?? null;
    if (state !== 'known') {
      if (value !== null || numerator !== null || denominator !== null)
        ctx.refuse('NO_VALUE_WANTED', { field: ratio ? 'numerator' : 'value' });
    } else if (ratio) {
      if (numerator === null || !denominator)
        return ctx.refuse('TERMS_WANTED', { field: numerator === null ? 'numerator' : 'denominator' });
      value = Math.round((10_000 * numerator) / denominator) / 100;
    } else if (value === null) ctx.refuse('VALUE_WANTED', { field: 'value' });
    const producer = cluster === null ? ctx.actor.name : ((await clusterNames(ctx.sql))[cluster] ?? cluster);
    const terms = ratio && state === 'known' ? { numerator, denominator } : { numerator: null, denominator: null };
    const written = await writeValues(
      ctx.sql,
      [
        {
          indicator: code,
          cluster,
          year,
          source: 'declared',
          state,
          value,
          ...terms,
          notBefore: state === 'not-known' ? (given.notBefore ?? null) : null,
          producer,
          vintage: acting,
          method: given.method,
          comment: given.comment,
          synthetic: false,
        },
      ],
      { at: ctx.now, id: () => ctx.newId('value') },
    );
    ctx.record({
      object: { kind: 'indicators', id: cluster ?? 'programme' },
      after: { indicator: code, year, state, value, ...terms, producer },
    });
    return { indicator: code, year, values: written };
  },
});
