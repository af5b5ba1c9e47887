import { readFileSync } from 'node:fs';
import { type GeoProjection, geoConicConformal, geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type {
  GeometryCollection,
  Topology,
  MultiPolygon as TopoMultiPolygon,
  Polygon as TopoPolygon,
} from 'topojson-specification';
import type { RegionVintage } from './territory.rules.ts';

/** Units of the drawing: the metropolitan territory fills a frame this wide, whatever its size on the page. */
export const MAP_WIDTH = 1000;
export const MAP_HEIGHT = 1050;
/** Free strip at the top, where the name of what is pointed at appears. */
const MARGIN_TOP = 76;

export type Point = readonly [x: number, y: number];

export interface RegionDrawing {
  /** Code in the list of regions that is drawn. */
  readonly code: string;
  readonly name: string;
  /** SVG path, in whole units and relative moves: the lightest way of writing it. */
  readonly path: string;
  readonly centre: Point;
}

export interface MapDrawing {
  /** In the order of the alphabet: the order in which a keyboard meets them. */
  readonly regions: readonly RegionDrawing[];
  /** Centre of each département, by code. */
  readonly departements: ReadonlyMap<string, Point>;
  /** Frames of the overseas regions, drawn at their own scales. */
  readonly insets: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

export const INSET_WIDTH = 150;
export const INSET_HEIGHT = 96;
const INSET_STEP = 116;
const INSETS_TOP = 470;
/** Room for the name above the outline. */
const INSET_TITLE = 26;
/** From north-west to south-east, as they are met on the globe. */
const OVERSEAS = ['01', '02', '03', '04', '06'];

type Territory = FeatureCollection<Polygon | MultiPolygon, { nom: string }>;
type RegionGeometry = TopoPolygon | TopoMultiPolygon;
type Contours = Topology<Record<'departements' | 'regions2013' | 'regions2016', GeometryCollection<{ nom: string }>>>;

/** 971 to 974 are the regions 01 to 04 of both lists, 976 is 06; the départements 01 to 06 are elsewhere. */
const overseasRegionOf = (departement: string): string | null =>
  departement.startsWith('97') ? departement.replace('97', '0') : null;

const only = (territory: Territory, wanted: (code: string) => boolean): Territory => ({
  ...territory,
  features: territory.features.filter((one) => wanted(String(one.id))),
});

/** The smallest islet that is still a dot on the page, in square units. */
const SMALLEST_RING = 10;
/** A bend that strays less than this from a straight line is not drawn, in units. */
const SMALLEST_BEND = 1.3;

/** How far a point stands from the line between two others. */
function strayOf([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - fromX, y - fromY) : Math.abs(dy * (x - fromX) - dx * (y - fromY)) / length;
}

/** Douglas and Peucker: the ends stay, and in between the point that strays most, as long as it strays enough. */
function simplified(line: readonly Point[]): readonly Point[] {
  const [first, last] = [line[0]!, line[line.length - 1]!];
  let [farthest, stray] = [0, 0];
  for (let place = 1; place < line.length - 1; place++) {
    const here = strayOf(line[place]!, first, last);
    if (here > stray) [farthest, stray] = [place, here];
  }
  if (stray < SMALLEST_BEND) return [first, last];
  return [...simplified(line.slice(0, farthest + 1)).slice(0, -1), ...simplified(line.slice(farthest))];
}

/** The arcs of a topology in degrees: they are stored as whole steps from one position to the next. */
function arcsInDegrees({ arcs, transform }: Contours): [number, number][][] {
  const { scale, translate } = transform!;
  return arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx!;
      y += dy!;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/**
 * Draws regions arc by arc rather than ring by ring: a border that two regions share is simplified once, so that it fits on both sides.
 */
function arcDrawer(topology: Contours): (region: RegionGeometry, project: GeoProjection) => string {
  const arcs = arcsInDegrees(topology);
  const drawn = new Map<number, readonly Point[]>();
  const arc = (place: number, project: GeoProjection): readonly Point[] => {
    if (place < 0) return arc(~place, project).toReversed();
    let line = drawn.get(place);
    if (!line) {
      line = simplified(arcs[place]!.map((degrees) => rounded(project(degrees)!)));
      drawn.set(place, line);
    }
    return line;
  };
  return (region, project) =>
    (region.type === 'Polygon' ? [region.arcs] : region.arcs)
      .flat()
      .map((ring) => ring.flatMap((place) => arc(place, project)))
      .toSorted((a, b) => ringArea(b) - ringArea(a))
      .filter((ring, place) => place === 0 || ringArea(ring) >= SMALLEST_RING)
      .map(ringPath)
      .join('');
}

function ringPath(ring: readonly Point[]): string {
  let [x, y] = ring[0]!;
  let path = `M${x},${y}l`;
  for (const [nextX, nextY] of ring.slice(1, -1)) {
    const [dx, dy] = [nextX - x, nextY - y];
    if (dx === 0 && dy === 0) continue;
    path += `${path.endsWith('l') || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ','}${dy}`;
    [x, y] = [nextX, nextY];
  }
  return `${path}z`;
}

function ringArea(ring: readonly Point[]): number {
  const twice = ring.reduce((sum, [x, y], place) => {
    const [nextX, nextY] = ring[(place + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

function rounded(centre: [number, number]): Point {
  return [Math.round(centre[0]), Math.round(centre[1])];
}

function draw(vintage: RegionVintage): MapDrawing {
  const file = new URL('../../../reference/contours-france.topo.json', import.meta.url);
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Contours;
  const { [`regions${vintage}` as const]: outlines } = topology.objects;
  const regions = feature(topology, outlines) as Territory;
  const departements = feature(topology, topology.objects.departements) as Territory;

  const geometries = new Map(outlines.geometries.map((geometry) => [String(geometry.id), geometry as RegionGeometry]));
  const pathOf = arcDrawer(topology);

  const mainland = only(regions, (code) => !OVERSEAS.includes(code));
  // Lambert's projection with the parallels that French maps use.
  const conic = geoConicConformal().parallels([44, 49]).rotate([-3, 0]);
  conic.fitExtent(
    [
      [4, MARGIN_TOP],
      [MAP_WIDTH - 4, MAP_HEIGHT - 4],
    ],
    mainland,
  );
  const insetTop = (place: number) => INSETS_TOP + place * INSET_STEP;
  const projections = new Map<string, GeoProjection>(
    OVERSEAS.map((code, place) => [
      code,
      geoMercator().fitExtent(
        [
          [10, insetTop(place) + INSET_TITLE],
          [INSET_WIDTH - 10, insetTop(place) + INSET_HEIGHT - 4],
        ],
        only(regions, (one) => one === code),
      ),
    ]),
  );
  const projectionOf = (region: string): GeoProjection => projections.get(region) ?? conic;
  return {
    regions: regions.features
      .map((region): RegionDrawing => {
        const project = projectionOf(String(region.id));
        return {
          code: String(region.id),
          name: region.properties.nom,
          path: pathOf(geometries.get(String(region.id))!, project),
          centre: rounded(geoPath(project).centroid(region)),
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    departements: new Map(
      departements.features.map((departement) => {
        const code = String(departement.id);
        const overseas = overseasRegionOf(code);
        const project = overseas === null ? conic : projectionOf(overseas);
        return [code, rounded(geoPath(project).centroid(departement))];
      }),
    ),
    insets: OVERSEAS.map((code, place) => ({
      name: regions.features.find((region) => region.id === code)!.properties.nom,
      x: 0,
      y: insetTop(place),
    })),
  };
}

const drawings = new Map<RegionVintage, MapDrawing>();

/** The outlines and centres of the map over one list of regions, computed once: they only depend on the file of contours. */
export function mapDrawing(vintage: RegionVintage): MapDrawing {
  const drawing = drawings.get(vintage) ?? draw(vintage);
  drawings.set(vintage, drawing);
  return drawing;
}
