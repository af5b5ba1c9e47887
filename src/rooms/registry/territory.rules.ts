/** The two lists of regions that Insee published around the reform of 2016. */
export type RegionVintage = '2013' | '2016';
export type Zone = 'metropole' | 'outre-mer';

/** Last day of the 27 regions of 2013 (R12): law 2015-29 merged them on 1 January 2016. */
export const LAST_DAY_OF_REGIONS_2013 = '2015-12-31';
export const FIRST_DAY_OF_REGIONS_2016 = '2016-01-01';

/** Which list of regions holds on a day written `YYYY-MM-DD` (R12). Region codes only mean something with it: 93 stands in both. */
export const regionVintageOn = (day: string): RegionVintage => (day <= LAST_DAY_OF_REGIONS_2013 ? '2013' : '2016');

/** One département in one of the two lists. */
export interface DepartementPlace {
  readonly departement: string;
  readonly vintage: RegionVintage;
  readonly region: string;
}

/**
 * The region of a département on a day (R12): `regionOf(places, '67', '2015-12-31')` is Alsace (42), the day after Grand Est (44).
 * Null when the code is not that of a département (overseas collectivities have none).
 */
export function regionOf(places: readonly DepartementPlace[], departement: string, day: string): string | null {
  const vintage = regionVintageOn(day);
  return places.find((place) => place.departement === departement && place.vintage === vintage)?.region ?? null;
}

const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae' };
const abbreviations: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' };

/**
 * The form under which place names are compared: no accents, no capitals, no hyphens or apostrophes, "st" written out.
 * « L'Haÿ-les-Roses » gives `l hay les roses`, « St Étienne » gives `saint etienne`.
 */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[œæ]/g, (ligature) => ligatures[ligature]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => abbreviations[word] ?? word)
    .join(' ');
}
