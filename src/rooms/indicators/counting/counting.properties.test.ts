import { beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '#kit/context.ts';
import type { Sql } from '#kit/db/database.ts';
import { day } from '#kit/period.ts';
import { eachStore } from '#kit/testing/store.ts';
import { partlyFurnished } from '#rooms/registry';
import { retainedValues } from '../values/value.store.ts';
import type { NewValue } from '../values/value.ts';
import { programmeStart } from './counted-cluster.store.ts';
import { toValue } from './counted-value.rules.ts';
import { type CountedRow, type CountScope, listCounted } from './counting.store.ts';
import { COUNTINGS, type Counting } from './definition.ts';
import { chanceOf, foundWorld, WORLD_CLUSTERS, type World } from './random-world.fixture.ts';
import { countValues, type Recount, recount } from './recount.ts';

const SEED = 20160331;
/** Days of the counts, and what is corrected between two of them. */
const DAYS = ['2014-03-10', '2015-02-01', '2016-06-30'] as const;
const CHANGES = 40;

const instant = (on: string): Date => new Date(`${on}T09:00:00Z`);

describe.each(eachStore)(
  'On the $name store, in a world where facts are added, corrected and withdrawn',
  ({ open }) => {
    let services: Services;
    let world: World;
    let since: number;
    const chance = chanceOf(SEED);
    const within = <T>(work: (trx: Sql) => Promise<T>): Promise<T> => services.store.sql.transaction().execute(work);
    const count = (on: string, cluster: string | null = null): Promise<Recount> =>
      within((trx) => recount(trx, { at: instant(on), today: day(on), cluster, random: chance.next }));

    beforeAll(async () => {
      services = await partlyFurnished(open);
      world = await foundWorld(services.store, chance);
      since = await programmeStart(services.store.sql);
    });

    const listed = (counting: Counting, clusters: readonly string[] | null, year: number, on: string) => {
      const scope: CountScope = { clusters, firstYear: year, today: day(on), knownAt: null, since };
      return listCounted(services.store.sql, counting, scope, { year, limit: 500, offset: 0 });
    };

    /** What a list adds up to, by the sums that a reader would do on screen. */
    const addedUp = (counting: Counting, rows: readonly CountedRow[]) => {
      const known = rows.filter(({ missing }) => !missing);
      const sum = (pick: (row: CountedRow) => number | null) =>
        known.length === 0 ? null : known.reduce((total, row) => total + pick(row)!, 0);
      return toValue(counting, {
        rows: rows.length,
        numerator: sum((row) => row.numerator),
        denominator: sum((row) => row.denominator),
      });
    };

    const plain = ({
      state,
      value,
      numerator,
      denominator,
    }: Pick<NewValue, 'state' | 'value' | 'numerator' | 'denominator'>) => ({
      state,
      value: value === null ? null : Math.round(value * 100) / 100,
      numerator: numerator === null ? null : Math.round(numerator * 100) / 100,
      denominator: denominator === null ? null : Math.round(denominator * 100) / 100,
    });

    const stored = async (clusters: readonly string[] | 'programme') =>
      retainedValues(services.store.sql, { indicators: null, clusters, fromYear: 2012, toYear: 2016, knownAt: null });

    /** What a total counts once: a fact, or the organisation or establishment of a membership. */
    async function unitsOf(): Promise<(counting: Counting, fact: string) => string> {
      const { rows } = await services.store.query<{ id: string; organisation_id: string; siret: string | null }>(
        'select id, organisation_id, siret from registry.membership',
      );
      const of = new Map(rows.map((row) => [row.id, row]));
      return ({ once }, fact) => {
        const membership = of.get(fact);
        if (!membership) return fact;
        return once === 'unit' ? (membership.siret ?? membership.organisation_id) : membership.organisation_id;
      };
    }

    /** Every value against its list, the programme's against a sum without doubles; gives how many had something to count. */
    async function verify(on: string): Promise<number> {
      const [year, lastYear] = [chance.whole(2012, Number(on.slice(0, 4))), Number(on.slice(0, 4))];
      const [own, programme, unit] = [await stored(WORLD_CLUSTERS), await stored('programme'), await unitsOf()];
      let full = 0;
      for (const counting of COUNTINGS)
        for (const asked of new Set([year, lastYear])) {
          const together = new Map<string, CountedRow>();
          const at = (values: typeof own, cluster: string | null) =>
            values.find((one) => one.indicator === counting.code && one.cluster === cluster && one.year === asked)!;
          for (const cluster of [...WORLD_CLUSTERS].sort()) {
            const { rows } = await listed(counting, [cluster], asked, on);
            expect(plain(at(own, cluster)), `${counting.code} ${cluster} ${asked}`).toEqual(
              plain(addedUp(counting, rows)),
            );
            expect(at(own, cluster).missing).toBe(rows.filter(({ missing }) => missing).length);
            for (const row of rows) {
              const key = unit(counting, row.factId);
              if (!together.has(key)) together.set(key, row);
            }
            if (rows.length > 0) full++;
          }
          const once = plain(addedUp(counting, [...together.values()]));
          expect(plain(at(programme, null)), `${counting.code} programme ${asked}`).toEqual(once);
          const { rows } = await listed(counting, null, asked, on);
          expect(plain(addedUp(counting, rows)), `${counting.code} list of the programme ${asked}`).toEqual(once);
        }
      return full;
    }

    /** The same by hand, from the rooms' own tables. */
    async function byHand(on: string, cluster: string) {
      const memberships = await services.store.query<{ organisation_id: string; kind: string }>(
        `select m.organisation_id, o.kind from registry.membership m join registry.organisation o on o.id = m.organisation_id
       where m.cluster_id = $1 and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2)`,
        [cluster, on],
      );
      const firms = [
        ...new Set(memberships.rows.filter(({ kind }) => kind === 'firm').map((row) => row.organisation_id)),
      ];
      const accounts = await services.store.query<{ headcount: string | null }>(
        `select headcount from registry.accounts where organisation_id = any ($1) and year = $2 and closed_on <= $3 and headcount is not null`,
        [firms, Number(on.slice(0, 4)), on],
      );
      return {
        firms: firms.length,
        headcount: accounts.rows.length
          ? accounts.rows.reduce((sum, { headcount }) => sum + Number(headcount), 0)
          : firms.length
            ? null
            : 0,
      };
    }

    test('the value of each computed indicator is what its list adds up to, and the programme counts once what clusters share (R111, R112)', async () => {
      for (const on of DAYS) {
        await count(on);
        expect(await verify(on)).toBeGreaterThan(60);
        for (const cluster of WORLD_CLUSTERS) {
          const values = await stored([cluster]);
          const of = (code: string) =>
            values.find((one) => one.indicator === code && one.year === Number(on.slice(0, 4)))?.value;
          const { firms, headcount } = await byHand(on, cluster);
          expect({ firms: of('MEM-02'), headcount: of('EMP-01') }, `${cluster} on ${on}`).toEqual({ firms, headcount });
        }
        for (let k = 0; k < CHANGES; k++) await world.happen();
      }
    });

    test('what was known on a past day is counted again as it was then, whatever was corrected since', async () => {
      for (const [place, on] of DAYS.entries()) {
        const knownAt = new Date(instant(on).getTime() + 60_000);
        const again = await within((trx) => countValues(trx, { today: day(on), cluster: null, knownAt }));
        const kept = await Promise.all(
          (['programme', WORLD_CLUSTERS] as const).map((clusters) =>
            retainedValues(services.store.sql, { indicators: null, clusters, fromYear: 2012, toYear: 2016, knownAt }),
          ),
        );
        const before = new Map(kept.flat().map((one) => [`${one.indicator} ${one.cluster} ${one.year}`, one]));
        const asked = again.filter(
          ({ cluster }) => cluster === null || (WORLD_CLUSTERS as readonly string[]).includes(cluster),
        );
        expect(asked).toHaveLength(27 * 5 * (3 + place));
        for (const one of asked) {
          const name = `${one.indicator} ${one.cluster} ${one.year}`;
          expect(plain(one), `${name} as known on ${on}`).toEqual(plain(before.get(name)!));
        }
      }
    });

    test('one cluster counted alone has the values that it has when all are counted', async () => {
      const today = '2016-07-10';
      const [cluster] = WORLD_CLUSTERS;
      await count(today, cluster);
      const alone = await stored([cluster]);
      await count(today);
      expect((await stored([cluster])).map(plain)).toEqual(alone.map(plain));
    });

    test('counting twice without a change writes nothing, and a correction writes a new vintage beside the one before', async () => {
      const on = '2016-08-01';
      await count(on);
      expect(await count('2016-08-02')).toEqual({ added: 0, ended: 0, values: 0 });
      await services.store.query(`update projects.result set withdrawn_on = '2016-08-02', withdrawn_reason = 'Essai' where id =
      (select id from projects.result where withdrawn_on is null and kind = 'patent' and obtained_on < '2016-01-01' order by id limit 1)`);
      const { ended, added, values } = await count('2016-08-03');
      expect({ ended: ended > 0, added }).toEqual({ ended: true, added: 0 });
      const { rows } = await services.store.query<{ vintages: number }>(
        `select count(*)::int as vintages from indicators.value where indicator = 'RES-01' and known_to = $1`,
        [instant('2016-08-03')],
      );
      expect(rows[0]!.vintages).toBe(values);
    });
  },
);
