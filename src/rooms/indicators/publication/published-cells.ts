import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import type { Day } from '#kit/period.ts';
import { whileStamped } from '#kit/remembered.ts';
import { programmeStart } from '../counting/counted-cluster.store.ts';
import { toValue } from '../counting/counted-value.rules.ts';
import { countingOf } from '../counting/definition.ts';
import { firstCountedYear } from '../counting/recount.ts';
import { lastReading } from '../facts/ledger.store.ts';
import { retainedValues } from '../values/value.store.ts';
import type { RetainedValue } from '../values/value.ts';
import { PROGRAMME_PLACE, protectionOf, withheldPlaces } from './publication.rules.ts';
import { publicationStamp, readPublished } from './published.store.ts';
import type { PublishedCell } from './published.ts';
import { placeLinks, weightsOf } from './weight.store.ts';

/**
 * Every published cell of some indicators, by code: each cluster, each region of both lists and the programme, by year; as published last, or worked out now where nothing
 * was published yet. Kept in memory until the next publication, and before the first until facts are read again.
 */
export async function publishedCells(
  { store }: Pick<Services, 'store'>,
  codes: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, readonly PublishedCell[]>> {
  const stamp = `${await publicationStamp(store.sql)} ${today}`;
  const found = new Map<string, readonly PublishedCell[]>();
  for (const code of codes)
    found.set(
      code,
      await whileStamped(
        store,
        `indicators.published ${code}`,
        stamp,
        async () => (await readPublished(store.sql, code)) ?? workOut(store.sql, code, today),
      ),
    );
  return found;
}

/** Works out what may be published of an indicator on a day: what its facts give, less what statistical secrecy withholds. */
export async function workOut(sql: Sql, code: string, today: Day): Promise<readonly PublishedCell[]> {
  const read = await lastReading(sql);
  const since = await programmeStart(sql);
  const firstYear = firstCountedYear(since);
  const years = Array.from({ length: Number(today.slice(0, 4)) - firstYear + 1 }, (_, k) => firstYear + k);
  const stated = await statedElsewhere(sql, code, years);
  const counting = countingOf(code);
  // Facts that were never read give no zero.
  if (!counting || read === null) return [...stated.values()];
  const links = await placeLinks(sql);
  const rows = await weightsOf(sql, counting, { clusters: null, firstYear, today, knownAt: null, since });
  const places = [...new Set(links.flatMap(({ cluster, region }) => [cluster, region])), PROGRAMME_PLACE];
  return years.flatMap((year) => {
    const ofYear = new Map(rows.filter((row) => row.year === year).map((row) => [row.place, row]));
    const hidden = withheldPlaces(
      [...ofYear.values()].map((row) => ({
        place: row.place,
        firms: row.firms,
        numerator: { amount: row.numeratorAmount, largest: row.numeratorLargest },
        denominator: { amount: row.denominatorAmount, largest: row.denominatorLargest },
      })),
      links,
      protectionOf(code),
    );
    return places.map((place): PublishedCell => {
      const official = stated.get(`${place} ${year}`);
      if (official) return official;
      const one = { indicator: code, place, year, synthetic: ofYear.get(place)?.synthetic ?? false };
      if (hidden.has(place))
        return { ...one, state: 'withheld', value: null, numerator: null, denominator: null, source: null };
      return { ...one, ...toValue(counting, ofYear.get(place)), source: 'counted' };
    });
  });
}

/**
 * What official statistics say where they are retained: whoever published them kept the secrecy. What was declared or estimated is published too when it is about
 * nobody: on firms, nobody could tell whether it betrays one.
 */
async function statedElsewhere(sql: Sql, code: string, years: readonly number[]): Promise<Map<string, PublishedCell>> {
  const scope = { indicators: [code], fromYear: years[0]!, toYear: years.at(-1)!, knownAt: null };
  const values: RetainedValue[] = [];
  for (const clusters of [null, 'programme'] as const)
    values.push(...(await retainedValues(sql, { ...scope, clusters })));
  const open = values.filter(
    ({ source }) => source === 'official' || (source !== 'counted' && protectionOf(code) === null),
  );
  return new Map(
    open.map((one) => {
      const place = one.cluster ?? PROGRAMME_PLACE;
      const { indicator, year, state, value, numerator, denominator, source, synthetic } = one;
      return [
        `${place} ${year}`,
        { indicator, place, year, state, value, numerator, denominator, source, synthetic },
      ] as const;
    }),
  );
}
