import { EVERYDAY_FIELDS } from './contracts-fields-everyday.ts';
import { LIVING_FIELDS } from './contracts-fields-living.ts';
import { MAKING_FIELDS } from './contracts-fields-making.ts';

/** What the invented contracts of a field of activity say: technologies, markets, products. Everything here is written for the demonstration. */
export interface Field {
  /** Sectors of the registry that it covers. */
  readonly sectors: RegExp;
  /** Slugs of the sector committees (filières) that it works with. */
  readonly filieres: readonly string[];
  /** Title, technology, market. */
  readonly areas: readonly (readonly [string, string, string])[];
  /** Title, detail; `innovation` for those that are not about a technology. */
  readonly goals: readonly (readonly [string, string, 'technology' | 'innovation'])[];
  readonly markets: readonly FieldMarket[];
  /** What a firm makes ready for series production: « une ligne pilote de … ». */
  readonly products: readonly string[];
  /** Whom firms sell to. */
  readonly buyers: string;
  /** An own indicator: title, unit, source. */
  readonly own: readonly (readonly [string, string, string])[];
  readonly strengths: readonly string[];
  readonly weaknesses: readonly string[];
}

export interface FieldMarket {
  readonly title: string;
  readonly region: 'france' | 'europe' | 'north-america' | 'latin-america' | 'asia-pacific' | 'africa' | 'world';
  /** Yearly size in millions of euros. */
  readonly millions: number;
  readonly naf: readonly string[];
  readonly cpv: readonly string[];
  readonly detail: string;
}

const FIELDS: readonly Field[] = [...MAKING_FIELDS, ...LIVING_FIELDS, ...EVERYDAY_FIELDS];

/** The field of a sector of the registry. */
export function fieldOfSector(sector: string): Field {
  const found = FIELDS.find(({ sectors }) => sectors.test(sector));
  if (!found) throw new Error(`No field for the sector ${sector}`);
  return found;
}
