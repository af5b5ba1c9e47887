import type { RegionVintage, Zone } from './territory.rules.ts';

/** Public nomenclatures of `reference/`, table by table. Codes are Insee's; a retired code is one that the newest file no longer has. */
export interface RegionTable {
  code: string;
  vintage: RegionVintage;
  name: string;
  zone: Zone;
  /** Null: since before the programme. */
  valid_from: string | null;
  /** Last day, included. */
  valid_to: string | null;
  retired: boolean;
}

export interface DepartementTable {
  code: string;
  name: string;
  /** Commune code of its capital. */
  chef_lieu: string;
  retired: boolean;
}

export interface DepartementRegionTable {
  departement: string;
  vintage: RegionVintage;
  region_code: string;
  retired: boolean;
}

export interface DepartementNeighbourTable {
  departement: string;
  neighbour: string;
  retired: boolean;
}

export interface EpciTable {
  siren: string;
  name: string;
  /** Communauté de communes, d'agglomération, urbaine, or métropole, as of the file's vintage. */
  kind: 'CC' | 'CA' | 'CU' | 'METRO';
  population: number | null;
  retired: boolean;
}

export interface MetropoleTable {
  siren: string;
  name: string;
  departement: string;
  /** First day of the status. */
  valid_from: string;
  retired: boolean;
}

export interface CommuneTable {
  code: string;
  name: string;
  /** The name folded by `foldName`, what searches compare. */
  search_name: string;
  /** Null in the overseas collectivities (975, 977, 978, 98x), which are no départements. */
  departement: string | null;
  epci: string | null;
  population: number | null;
  lat: number | null;
  lon: number | null;
  retired: boolean;
}

export interface NafTable {
  code: string;
  label: string;
  classe: string;
  classe_label: string;
  groupe: string;
  groupe_label: string;
  division: string;
  division_label: string;
  section: string;
  section_label: string;
  retired: boolean;
}

export interface LegalCategoryTable {
  code: string;
  label: string;
  retired: boolean;
}

export interface HeadcountBandTable {
  code: string;
  label: string;
  lower_bound: number;
  upper_bound: number | null;
  retired: boolean;
}

export interface FiliereTable {
  slug: string;
  label: string;
  status: string;
  source: string;
  retired: boolean;
}

export interface CpvTable {
  /** Eight digits, without the check digit. */
  code: string;
  /** Division, group, class, category or sub-category. */
  level: string;
  label: string;
  retired: boolean;
}

export interface NomenclatureTable {
  name: string;
  title_fr: string;
  title_en: string;
  file: string;
  sha256: string;
  rows: number;
  source: string;
  licence: string;
  vintage: string;
}

declare module '#kit/db/database.ts' {
  interface Database {
    'registry.nomenclature': NomenclatureTable;
    'registry.region': RegionTable;
    'registry.departement': DepartementTable;
    'registry.departement_region': DepartementRegionTable;
    'registry.departement_neighbour': DepartementNeighbourTable;
    'registry.epci': EpciTable;
    'registry.metropole': MetropoleTable;
    'registry.commune': CommuneTable;
    'registry.naf': NafTable;
    'registry.legal_category': LegalCategoryTable;
    'registry.headcount_band': HeadcountBandTable;
    'registry.filiere': FiliereTable;
    'registry.cpv': CpvTable;
  }
}
