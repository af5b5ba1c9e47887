import { describe, expect, test } from 'vitest';
import { DOMINANT_SHARE, FEWEST_FIRMS } from '#engines/secrecy/secrecy.ts';
import { chanceOf } from '../counting/random-world.fixture.ts';
import { type PlaceLink, PROGRAMME_PLACE, protectionOf, publishedSums, withheldPlaces } from './publication.rules.ts';

interface Firm {
  readonly cluster: string;
  readonly amount: number;
}

/** Clusters in two lists of regions that cut across each other, firms of very unequal sizes. */
function drawTable(seed: number) {
  const chance = chanceOf(seed);
  const clusters = Array.from({ length: chance.whole(3, 14) }, (_, k) => `pole${k}`);
  const links: PlaceLink[] = clusters.flatMap((cluster) => [
    { cluster, region: `r${chance.whole(0, 4)}@2013` },
    { cluster, region: `r${chance.whole(0, 2)}@2016` },
  ]);
  const firms: Firm[] = clusters.flatMap((cluster) =>
    Array.from({ length: chance.whole(0, 6) }, () => ({ cluster, amount: Math.ceil(4 ** (6 * chance.next())) })),
  );
  const places = [...new Set([...links.flatMap(({ cluster, region }) => [cluster, region]), PROGRAMME_PLACE])];
  const within = (place: string): Firm[] =>
    firms.filter(
      ({ cluster }) =>
        place === PROGRAMME_PLACE ||
        place === cluster ||
        links.some((link) => link.cluster === cluster && link.region === place),
    );
  const weightOf = (place: string) => {
    const amounts = within(place).map(({ amount }) => amount);
    const amount = amounts.reduce((sum, one) => sum + one, 0);
    const term = { amount, largest: Math.max(0, ...amounts) };
    return { place, firms: amounts.length, numerator: term, denominator: term };
  };
  return { links, firms, places, weights: places.map(weightOf), weightOf };
}

const isSecret = ({ firms, numerator }: ReturnType<ReturnType<typeof drawTable>['weightOf']>): boolean =>
  firms > 0 && (firms < FEWEST_FIRMS || numerator.largest >= DOMINANT_SHARE * numerator.amount);

/**
 * An attacker who has every published figure of the table and knows how it adds up. By sums that hold one unknown, again and again, and by the difference of any two
 * sums with the same unknowns but one, what is known grows; then bounds: amounts are not negative, so that each unknown lies between what its sums leave at least and at
 * most, again and again until nothing moves.
 */
function attack(links: readonly PlaceLink[], values: ReadonlyMap<string, number>, hidden: ReadonlySet<string>) {
  const rows = publishedSums(links).map(({ total, parts }) => {
    const unknown = new Map<string, number>();
    let rest = 0;
    for (const [id, sign] of [[total, -1] as const, ...parts.map((part) => [part, 1] as const)])
      if (hidden.has(id)) unknown.set(id, (unknown.get(id) ?? 0) + sign);
      else rest -= sign * values.get(id)!;
    return { unknown, rest };
  });
  const differences = rows.flatMap((one, k) =>
    rows.slice(k + 1).flatMap((other) =>
      [1, -1].map((sign) => {
        const unknown = new Map(one.unknown);
        for (const [id, factor] of other.unknown) unknown.set(id, (unknown.get(id) ?? 0) + sign * factor);
        return {
          unknown: new Map([...unknown].filter(([, factor]) => factor !== 0)),
          rest: one.rest + sign * other.rest,
        };
      }),
    ),
  );
  const equations = [...rows, ...differences].filter(({ unknown }) => unknown.size > 0);
  const bounds = new Map([...hidden].map((id) => [id, { least: 0, most: Number.POSITIVE_INFINITY }]));
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (const { unknown, rest } of equations)
      for (const [id, factor] of unknown) {
        let [low, high] = [rest, rest];
        for (const [other, weight] of unknown)
          if (other !== id) {
            const { least, most } = bounds.get(other)!;
            low -= weight > 0 ? weight * most : weight * least;
            high -= weight > 0 ? weight * least : weight * most;
          }
        const [least, most] = factor > 0 ? [low / factor, high / factor] : [high / factor, low / factor];
        const bound = bounds.get(id)!;
        if (least > bound.least + 1e-9 || most < bound.most - 1e-9) {
          moved = true;
          bounds.set(id, { least: Math.max(bound.least, least), most: Math.min(bound.most, most) });
        }
      }
    if (!moved) break;
  }
  return bounds;
}

const TABLES = 200;

describe('Published figures under statistical secrecy (R113)', () => {
  test('an attacker with every table finds no secret figure, and never bounds a firm closer than 15 % above what it is', () => {
    let secrets = 0;
    for (let seed = 1; seed <= TABLES; seed++) {
      const { links, firms, places, weights, weightOf } = drawTable(seed);
      const hidden = withheldPlaces(weights, links, 'magnitude');
      const values = new Map(weights.map(({ place, numerator }) => [place, numerator.amount]));
      const bounds = attack(links, values, hidden);
      for (const place of places) {
        const weight = weightOf(place);
        if (!isSecret(weight)) continue;
        secrets++;
        expect(hidden.has(place), `table ${seed}, ${place} is withheld`).toBe(true);
        const { least, most } = bounds.get(place)!;
        const value = values.get(place)!;
        expect(most - least, `table ${seed}, ${place}`).toBeGreaterThan(0);
        expect(
          least >= 0.85 * value && most <= 1.15 * value,
          `table ${seed}, ${place}: ${least} ≤ ${value} ≤ ${most}`,
        ).toBe(false);
      }
      for (const firm of firms)
        if (hidden.has(firm.cluster) && isSecret(weightOf(firm.cluster)))
          expect(bounds.get(firm.cluster)!.most, `table ${seed}, a firm of ${firm.cluster}`).toBeGreaterThan(
            1.15 * firm.amount,
          );
    }
    expect(secrets).toBeGreaterThan(TABLES);
  });

  test('without a secret figure nothing is withheld, and a figure that is nobody’s never is', () => {
    const links = ['a', 'b'].flatMap((cluster) => ['r@2013', 's@2016'].map((region) => ({ cluster, region })));
    const weight = (place: string, firms: number, largest = 1) => ({
      place,
      firms,
      numerator: { amount: firms, largest },
      denominator: { amount: firms, largest },
    });
    const of = (firms: number) => [
      weight('a', firms),
      weight('b', 9),
      weight('r@2013', firms + 9),
      weight('s@2016', firms + 9),
      weight('', firms + 9),
    ];
    expect(withheldPlaces(of(FEWEST_FIRMS), links, 'frequency')).toEqual(new Set());
    expect(withheldPlaces(of(FEWEST_FIRMS - 1), links, 'frequency')).toEqual(new Set(['a', 'b']));
    expect(withheldPlaces(of(FEWEST_FIRMS - 1), links, protectionOf('PRJ-01'))).toEqual(new Set());
  });
});
