import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { actingDay, openHere } from '#rooms/registry';
import { countingOf } from '../counting/definition.ts';
import { FACT_KINDS } from '../facts/fact.ts';
import { commonIndicators } from '../indicator.store.ts';
import { commonIndicator } from '../indicator.ts';
import { PROGRAMME_PLACE } from '../publication/publication.rules.ts';
import { publishedCell } from '../publication/published.ts';
import { publishedCells } from '../publication/published-cells.ts';
import { versionsOf } from './definition.store.ts';
import { definitionVersion } from './definition.ts';
import { reviseIndicator } from './revise-indicator.action.ts';

/** Everything about one indicator: what it means and meant, how it is counted, and its published values for the programme. */
export const getIndicator = defineQuery({
  name: 'indicators.getIndicator',
  title: { fr: 'Lire la fiche d’un indicateur', en: 'Read the sheet of an indicator' },
  path: '/indicators/{code}',
  permission: { who: 'public' },
  input: z.object({ code: z.string().max(20) }),
  output: z.object({
    indicator: commonIndicator,
    /** The newest first; the one in force may not be the first, when a change is announced. */
    versions: z.array(definitionVersion),
    inForce: definitionVersion.nullable(),
    counting: z
      .object({
        from: z.enum(['members', ...FACT_KINDS]),
        span: z.enum(['own-year', 'since-start', 'lasting']),
        once: z.enum(['unit', 'organisation']),
        measure: z.enum(['count', 'amount', 'ratio']),
      })
      .nullable(),
    /** Published for the whole programme, the oldest first. */
    series: z.array(publishedCell),
    open: z.array(z.string()),
  }),
  async run({ sql, today, services, actor }, { code }) {
    const acting = await actingDay(sql, today);
    const indicator = (await commonIndicators(sql, acting)).find((one) => one.code === code);
    if (!indicator) throw notFound();
    const versions = await versionsOf(sql, code);
    const counting = countingOf(code);
    const cells = (await publishedCells(services, [code], acting)).get(code)!;
    return {
      indicator,
      versions,
      inForce:
        versions.find(({ validFrom, validTo }) => validFrom <= acting && (validTo === null || validTo >= acting)) ??
        null,
      counting: counting
        ? { from: counting.from, span: counting.span, once: counting.once, measure: counting.measure }
        : null,
      series: cells.filter(({ place }) => place === PROGRAMME_PLACE).sort((a, b) => a.year - b.year),
      open: openHere(actor, [reviseIndicator], {}),
    };
  },
});
export type IndicatorSheet = z.infer<(typeof getIndicator)['definition']['output']>;
