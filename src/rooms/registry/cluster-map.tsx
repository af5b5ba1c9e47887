import type { VNode } from 'preact';
import { formatNumber } from '#kit/say.ts';
import { INSET_HEIGHT, INSET_WIDTH, MAP_HEIGHT, MAP_WIDTH, mapDrawing, type Point } from './cluster-map.contours.ts';
import { t } from './cluster-map.sentences.ts';
import { spread } from './cluster-map.spread.ts';
import type { RegionVintage } from './territory.rules.ts';

export const MAP_CATEGORIES = ['mondial', 'a-vocation-mondiale', 'national'] as const;
export type MapCategory = (typeof MAP_CATEGORIES)[number];

/** One cluster on the map, at the centre of its seat's département. */
export interface MapPoint {
  readonly slug: string;
  readonly name: string;
  readonly category: MapCategory;
  /** Code of the seat's département; null when unknown: the mark then stands at the centre of the region and says so. */
  readonly departement: string | null;
  /** Code of the coordinating region, in the list that the map is drawn over. */
  readonly region: string;
  /** The others: a region counts every cluster that stands in it, as its list does. */
  readonly otherRegions?: readonly string[];
  readonly href: string;
}

export interface ClusterMapProps {
  readonly points: readonly MapPoint[];
  /** The list of regions that it is drawn over (R12). */
  readonly vintage: RegionVintage;
  /** Where a region leads, by its code in that list. */
  readonly regionHref: (code: string) => string;
  /** Code of the region that the page is about. */
  readonly selectedRegion?: string | undefined;
}

const standsIn = (point: MapPoint, region: string): boolean =>
  point.region === region || (point.otherRegions?.includes(region) ?? false);

/** Two marks never stand nearer than this, in units of the drawing. */
const SPACING = 27;

// A shape for each category, so that colour is never the only difference.
const SHAPES: Readonly<Record<MapCategory, string>> = {
  mondial: 'M0,-15 4,-5 14,-5 6,2 9,12 0,6 -9,12 -6,2 -14,-5 -4,-5z',
  'a-vocation-mondiale': 'M0,-12 12,0 0,12 -12,0z',
  national: 'M-9,0a9,9 0 1,0 18,0a9,9 0 1,0 -18,0z',
};

/** A point of the list that the map knows where to put; the others stay in the table. */
interface Placed {
  readonly point: MapPoint;
  readonly at: Point;
  readonly regionName: string;
  readonly known: boolean;
}

let lastPlaces = '';
let lastSpread: Point[] = [];

/** Spreading costs a few milliseconds and the clusters hardly ever move: the last answer is kept. */
function spreadOnce(places: readonly Point[]): Point[] {
  const key = places.join(' ');
  if (key !== lastPlaces) [lastPlaces, lastSpread] = [key, spread(places, SPACING)];
  return lastSpread;
}

function place(points: readonly MapPoint[], vintage: RegionVintage): Placed[] {
  const { regions, departements } = mapDrawing(vintage);
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const placed = points
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .flatMap((point) => {
      const region = byCode.get(point.region);
      const seat = point.departement === null ? undefined : departements.get(point.departement);
      const at = seat ?? region?.centre;
      return at ? [{ point, at, regionName: region?.name ?? '', known: seat !== undefined }] : [];
    });
  const apart = spreadOnce(placed.map(({ at }) => at));
  return placed.map((one, order) => ({ ...one, at: apart[order]! }));
}

/**
 * What a pointed link says at the top of the map, in two lines; they have no class, since a hundred of them would weigh. Screen readers have the title.
 */
function Said({ first, second }: { first: string; second?: string }): VNode {
  return (
    <>
      <text y="26">{first}</text>
      {second ? <text y="56">{second}</text> : null}
    </>
  );
}

function Mark({ placed: { point, at, regionName, known } }: { placed: Placed }): VNode {
  const words = t();
  const about = `${words.category[point.category]}, ${regionName}${known ? '' : ` (${words.unplaced})`}`;
  return (
    <a class={`gr-map-mark gr-map-${point.category}${known ? '' : ' gr-map-unplaced'}`} href={point.href}>
      <title>{`${point.name}, ${about}`}</title>
      <use href={`#gr-map-${point.category}`} x={at[0]} y={at[1]} />
      <Said first={point.name} second={about} />
    </a>
  );
}

function Key({ points }: { points: readonly MapPoint[] }): VNode {
  const words = t();
  return (
    <ul class="gr-map-key" aria-label={words.legend}>
      {MAP_CATEGORIES.map((category) => (
        <li key={category}>
          <svg viewBox="-16 -16 32 32" width="18" height="18" aria-hidden="true" focusable="false">
            <path class={`gr-map-${category}`} d={SHAPES[category]} />
          </svg>
          {`${words.category[category]} (${formatNumber(points.filter((point) => point.category === category).length)})`}
        </li>
      ))}
      {points.some((point) => point.departement === null) ? (
        <li>
          <svg viewBox="-16 -16 32 32" width="18" height="18" aria-hidden="true" focusable="false">
            <g class="gr-map-national gr-map-unplaced">
              <path d={SHAPES.national} />
            </g>
          </svg>
          {words.legendUnplaced}
        </li>
      ) : null}
    </ul>
  );
}

/**
 * The clusters over the regions of 2013 or of 2016, overseas regions as insets. Regions and clusters are links; hovering or walking
 * with the keyboard shows the same words. A table with the same content goes beside it: that is the page's part.
 */
export function ClusterMap({ points, vintage, regionHref, selectedRegion }: ClusterMapProps): VNode {
  const words = t();
  const { regions, insets } = mapDrawing(vintage);
  return (
    <figure class="gr-map">
      <p class="gr-map-skip">
        <a href="#gr-map-end">{words.skip}</a>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing */}
      <svg viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="group" aria-labelledby="gr-map-title">
        <title id="gr-map-title">{words.title(vintage)}</title>
        <desc>{words.description}</desc>
        <defs>
          {MAP_CATEGORIES.map((category) => (
            <path key={category} id={`gr-map-${category}`} d={SHAPES[category]} />
          ))}
        </defs>
        <text class="gr-map-hint" y="26">
          {words.hint}
        </text>
        {insets.map((inset) => (
          <g key={inset.name} class="gr-map-inset">
            <rect x={inset.x + 1} y={inset.y} width={INSET_WIDTH} height={INSET_HEIGHT} rx="4" />
            <text x={inset.x + 9} y={inset.y + 21}>
              {inset.name}
            </text>
          </g>
        ))}
        {regions.map((region) => {
          const said = words.region(region.name, points.filter((point) => standsIn(point, region.code)).length);
          const selected = region.code === selectedRegion;
          return (
            <a
              key={region.code}
              class="gr-map-region"
              href={regionHref(region.code)}
              aria-current={selected ? 'true' : undefined}
            >
              <title>{said}</title>
              <path d={region.path} />
              <Said first={said} />
            </a>
          );
        })}
        {regions
          .filter((region) => region.code === selectedRegion)
          .map((region) => (
            <path key={region.code} class="gr-map-outline" d={region.path} />
          ))}
        {place(points, vintage).map((placed) => (
          <Mark key={placed.point.slug} placed={placed} />
        ))}
      </svg>
      <figcaption id="gr-map-end" tabIndex={-1}>
        <Key points={points} />
        <p class="gr-map-source">{words.source}</p>
      </figcaption>
    </figure>
  );
}

/** The map as a function, for pages that hold its parts as values. */
export const clusterMap = (props: ClusterMapProps): VNode => <ClusterMap {...props} />;
