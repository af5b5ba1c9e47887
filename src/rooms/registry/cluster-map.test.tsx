import fc from 'fast-check';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { speaking } from '#kit/say.ts';
import { MAP_HEIGHT, MAP_WIDTH, mapDrawing, type Point } from './cluster-map.contours.ts';
import { spread } from './cluster-map.spread.ts';
import { clusterMap, type MapCategory, type MapPoint } from './cluster-map.tsx';
import { readReference } from './nomenclature.load.ts';

const SIZE_LIMIT = 45_000;

const clusters = async (): Promise<MapPoint[]> =>
  (await readReference('poles-2013.csv')).map((line) => ({
    slug: line.slug!,
    name: line.name!,
    category: line.category as MapCategory,
    departement: line.department_code || null,
    region: line.region_code_2013!,
    href: `/poles/${line.slug}`,
  }));

const drawn = (points: readonly MapPoint[], selectedRegion?: string): string =>
  render(clusterMap({ points, vintage: '2013', selectedRegion, regionHref: (code) => `/poles?region=${code}` }));

const titlesOf = (html: string): string[] =>
  [...html.matchAll(/<title[^>]*>([^<]*)<\/title>/g)].map((match) => match[1]!);

/** The frame of a path of whole relative moves. */
function frameOf(path: string): { left: number; right: number; top: number; bottom: number } {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const ring of path.split('z').filter((part) => part !== '')) {
    const numbers = ring.match(/-?\d+/g)!.map(Number);
    let [x, y] = [0, 0];
    for (let place = 0; place < numbers.length; place += 2) {
      x += numbers[place]!;
      y += numbers[place + 1]!;
      xs.push(x);
      ys.push(y);
    }
  }
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

describe('The outlines of the map', () => {
  it.each([
    ['2013', 27],
    ['2016', 18],
  ] as const)('The regions of %s are drawn, all %i, each inside the drawing (R12)', (vintage, count) => {
    const { regions } = mapDrawing(vintage);
    expect(regions).toHaveLength(count);
    for (const { name, path } of regions) {
      const frame = frameOf(path);
      expect([name, frame.left >= 0, frame.top >= 0, frame.right <= MAP_WIDTH, frame.bottom <= MAP_HEIGHT]).toEqual([
        name,
        true,
        true,
        true,
        true,
      ]);
    }
  });

  it('The centre of each département stands in the frame of its region, overseas too', async () => {
    for (const vintage of ['2013', '2016'] as const) {
      const { regions, departements } = mapDrawing(vintage);
      for (const { code, nom, [`region_${vintage}`]: of } of await readReference('departements.csv')) {
        const [x, y] = departements.get(code!)!;
        const frame = frameOf(regions.find((region) => region.code === of)!.path);
        expect([nom, x > frame.left && x < frame.right && y > frame.top && y < frame.bottom]).toEqual([nom, true]);
      }
    }
  });
});

describe('The map of the 71 clusters', () => {
  it('Every cluster and every region is a link with words, without any inline style', async () => {
    const html = drawn(await clusters(), '82');
    expect(html.match(/<a [^>]*href="\/poles\/[a-z0-9-]+"/g)).toHaveLength(71);
    expect(html.match(/<a [^>]*href="\/poles\?region=\d\d"/g)).toHaveLength(27);
    const titles = titlesOf(html);
    expect(titles).toContain('Lyonbiopôle, Pôle mondial, Rhône-Alpes');
    expect(titles).toContain('Rhône-Alpes\u202f: région coordinatrice de 9 pôles');
    expect(html.match(/aria-current="true"/g)).toHaveLength(1);
    expect(html.match(/\sstyle=|<script|\son[a-z]+=/)).toBeNull();
  });

  it('Over the regions of 2016, each mark names the region that took over its own (R12)', async () => {
    const points = (await clusters()).map((point) => (point.region === '82' ? { ...point, region: '84' } : point));
    const html = render(clusterMap({ points, vintage: '2016', regionHref: (code) => `/poles?region=${code}` }));
    expect(html.match(/<a [^>]*href="\/poles\?region=\d\d"/g)).toHaveLength(18);
    expect(titlesOf(html)).toContain('Lyonbiopôle, Pôle mondial, Auvergne-Rhône-Alpes');
    expect(titlesOf(html)).toContain('Les pôles de compétitivité sur les régions de 2016');
  });

  it('A cluster whose département is unknown says so, and only those', async () => {
    const points = await clusters();
    const html = drawn(points);
    expect(html.match(/\(département du siège inconnu\)/g)).toHaveLength(
      2 * points.filter((point) => point.departement === null).length,
    );
    expect(drawn(points.filter((point) => point.departement !== null)).includes('gr-map-unplaced')).toBe(false);
  });

  it('It weighs less than 45 kB, in English too, and the same clusters in another order give the same drawing', async () => {
    const points = await clusters();
    for (const language of ['fr', 'en'] as const) {
      const html = speaking(language, () => drawn(points, '11'));
      expect(Buffer.byteLength(html)).toBeLessThan(SIZE_LIMIT);
      expect(speaking(language, () => drawn(points.toReversed(), '11')) === html).toBe(true);
    }
  });

  it('A name is text, never markup, and an unknown region draws nothing', () => {
    const point = {
      slug: 'x',
      name: '<b>&"',
      category: 'national',
      departement: null,
      region: '11',
      href: '/poles/x',
    } as const;
    expect(titlesOf(drawn([point])).at(-1)).toMatch(/^&lt;b>&amp;&quot;, Pôle national/);
    expect(titlesOf(drawn([{ ...point, region: '99' }]))).toHaveLength(1 + 27);
  });
});

describe('Marks on one spot', () => {
  it('They come apart, whatever the crowd, and a mark alone stays where it is', () => {
    const anywhere: fc.Arbitrary<Point> = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(anywhere, { maxLength: 40 }), fc.nat({ max: 6 }), (places, twins) => {
        const crowd = [...places, ...Array.from({ length: places.length > 0 ? twins : 0 }, () => places[0]!)];
        const apart = spread(crowd, 20);
        for (const [one, a] of apart.entries()) {
          for (const b of apart.slice(one + 1)) expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(16);
        }
      }),
    );
    expect(
      spread(
        [
          [10, 10],
          [200, 200],
        ],
        20,
      ),
    ).toEqual([
      [10, 10],
      [200, 200],
    ]);
  });
});
