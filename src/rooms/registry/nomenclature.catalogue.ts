import type { NomenclatureRow, NomenclatureShape } from './nomenclature.store.ts';
import { FIRST_DAY_OF_REGIONS_2016, foldName, LAST_DAY_OF_REGIONS_2013 } from './territory.rules.ts';

/** One line of a reference file, by column name; an empty cell is the empty string. */
export type ReferenceLine = Readonly<Record<string, string>>;

/** A table of the nomenclatures: where its rows come from and how a line of the file becomes rows. */
export interface Nomenclature extends NomenclatureShape {
  readonly title: { readonly fr: string; readonly en: string };
  /** Names inside `reference/`. */
  readonly files: readonly string[];
  readonly source: string;
  readonly licence: string;
  readonly vintage: string;
  /** The rows that one line of the file gives. */
  readonly rows: (line: ReferenceLine) => readonly NomenclatureRow[];
}

const OPEN_LICENCE = 'Licence Ouverte 2.0 (Etalab)';
const COG_SOURCE = 'Insee, Code officiel géographique';
const DECOUPAGE_SOURCE = 'Insee et DGCL, par @etalab/decoupage-administratif 6.0.0';

/** Saint-Pierre-et-Miquelon, Saint-Barthélemy, Saint-Martin and the Pacific: neither départements nor regions. */
const OVERSEAS_COLLECTIVITY = /^(975|977|978|98\d)$/;

const text = (cell: string | undefined): string | null => (cell ? cell : null);
const number = (cell: string | undefined): number | null => (cell ? Number(cell) : null);
const words = (cell: string | undefined): string[] => (cell ?? '').split(' ').filter((word) => word !== '');

const region = { table: 'registry.region', key: ['vintage', 'code'] } as const;
const regionColumns = {
  code: 'text',
  vintage: 'text',
  name: 'text',
  zone: 'text',
  valid_from: 'date',
  valid_to: 'date',
} as const;

/** In the order in which they refer to one another. */
export const NOMENCLATURES: readonly Nomenclature[] = [
  {
    ...region,
    title: { fr: 'Régions de 2013 et de 2016', en: 'Regions of 2013 and 2016' },
    files: ['regions_2013.csv', 'regions_2016.csv'],
    source: COG_SOURCE,
    licence: OPEN_LICENCE,
    vintage: '1er janvier 2013 et 1er janvier 2016',
    columns: regionColumns,
    rows: (line) => {
      const before = line.departements !== undefined;
      return [
        {
          code: line.code!,
          vintage: before ? '2013' : '2016',
          name: line.nom!,
          zone: ['outre-mer', 'drom'].includes(line.zone!) ? 'outre-mer' : 'metropole',
          valid_from: before ? null : FIRST_DAY_OF_REGIONS_2016,
          valid_to: before ? LAST_DAY_OF_REGIONS_2013 : null,
        },
      ];
    },
  },
  {
    table: 'registry.departement',
    title: { fr: 'Départements', en: 'Départements' },
    files: ['departements.csv'],
    source: COG_SOURCE,
    licence: OPEN_LICENCE,
    vintage: '2026',
    key: ['code'],
    columns: { code: 'text', name: 'text', chef_lieu: 'text' },
    rows: (line) => [{ code: line.code!, name: line.nom!, chef_lieu: line.chef_lieu! }],
  },
  {
    table: 'registry.departement_region',
    title: {
      fr: 'Région de chaque département, en 2013 et en 2016',
      en: 'Region of each département, in 2013 and 2016',
    },
    files: ['departements.csv'],
    source: COG_SOURCE,
    licence: OPEN_LICENCE,
    vintage: '1er janvier 2013 et 1er janvier 2016',
    key: ['departement', 'vintage'],
    columns: { departement: 'text', vintage: 'text', region_code: 'text' },
    rows: (line) => [
      { departement: line.code!, vintage: '2013', region_code: line.region_2013! },
      { departement: line.code!, vintage: '2016', region_code: line.region_2016! },
    ],
  },
  {
    table: 'registry.departement_neighbour',
    title: { fr: 'Départements voisins', en: 'Neighbouring départements' },
    files: ['departements_voisins.csv'],
    source: 'Calcul sur les contours IGN Admin Express COG 2018',
    licence: OPEN_LICENCE,
    vintage: '2018',
    key: ['departement', 'neighbour'],
    columns: { departement: 'text', neighbour: 'text' },
    rows: (line) => words(line.voisins).map((neighbour) => ({ departement: line.code!, neighbour })),
  },
  {
    table: 'registry.epci',
    title: { fr: 'Intercommunalités à fiscalité propre', en: 'Intermunicipal authorities' },
    files: ['epci.csv'],
    source: DECOUPAGE_SOURCE,
    licence: OPEN_LICENCE,
    vintage: '2026',
    key: ['siren'],
    columns: { siren: 'text', name: 'text', kind: 'text', population: 'integer' },
    rows: (line) => [{ siren: line.siren!, name: line.nom!, kind: line.type!, population: number(line.population) }],
  },
  {
    table: 'registry.metropole',
    title: { fr: 'Métropoles, avec la date de leur statut', en: 'Métropoles, with the date of their status' },
    files: ['metropoles.csv'],
    source: 'DGCL, liste des EPCI (dates de statut non recoupées avec un texte officiel)',
    licence: OPEN_LICENCE,
    vintage: '2019',
    key: ['siren'],
    columns: { siren: 'text', name: 'text', departement: 'text', valid_from: 'date' },
    rows: (line) => [
      {
        siren: line.siren!,
        name: line.nom!,
        departement: line.departement!,
        valid_from: line.statut_metropole_depuis!,
      },
    ],
  },
  {
    table: 'registry.commune',
    title: { fr: 'Communes', en: 'Communes' },
    files: ['communes.csv'],
    source: `${DECOUPAGE_SOURCE} (centres des communes : La Poste, base des codes postaux)`,
    licence: OPEN_LICENCE,
    vintage: '2026',
    key: ['code'],
    columns: {
      code: 'text',
      name: 'text',
      search_name: 'text',
      departement: 'text',
      epci: 'text',
      population: 'integer',
      lat: 'double precision',
      lon: 'double precision',
    },
    refersTo: {
      departement: { table: 'registry.departement', column: 'code' },
      epci: { table: 'registry.epci', column: 'siren' },
    },
    rows: (line) => [
      {
        code: line.code!,
        name: line.nom!,
        search_name: foldName(line.nom!),
        departement: OVERSEAS_COLLECTIVITY.test(line.departement!) ? null : line.departement!,
        epci: text(line.epci),
        population: number(line.population),
        lat: number(line.lat),
        lon: number(line.lon),
      },
    ],
  },
  {
    table: 'registry.naf',
    title: {
      fr: 'Nomenclature d’activités française, révision 2',
      en: 'French classification of activities, revision 2',
    },
    files: ['naf_rev2.csv'],
    source: 'Insee, NAF rév. 2',
    licence: OPEN_LICENCE,
    vintage: '2008',
    key: ['code'],
    columns: {
      code: 'text',
      label: 'text',
      classe: 'text',
      classe_label: 'text',
      groupe: 'text',
      groupe_label: 'text',
      division: 'text',
      division_label: 'text',
      section: 'text',
      section_label: 'text',
    },
    rows: (line) => [
      {
        code: line.code_naf!,
        label: line.libelle!,
        classe: line.classe!,
        classe_label: line.classe_libelle!,
        groupe: line.groupe!,
        groupe_label: line.groupe_libelle!,
        division: line.division!,
        division_label: line.division_libelle!,
        section: line.section!,
        section_label: line.section_libelle!,
      },
    ],
  },
  {
    table: 'registry.legal_category',
    title: { fr: 'Catégories juridiques, niveau III', en: 'Legal categories, level III' },
    files: ['categories_juridiques.csv'],
    source: 'Insee, catégories juridiques',
    licence: OPEN_LICENCE,
    vintage: '2026',
    key: ['code'],
    columns: { code: 'text', label: 'text' },
    rows: (line) => [{ code: line.code!, label: line.libelle! }],
  },
  {
    table: 'registry.headcount_band',
    title: { fr: 'Tranches d’effectif', en: 'Headcount bands' },
    files: ['tranches_effectif.csv'],
    source: 'Insee, Sirene',
    licence: OPEN_LICENCE,
    vintage: '2026',
    key: ['code'],
    columns: { code: 'text', label: 'text', lower_bound: 'integer', upper_bound: 'integer' },
    rows: (line) => [
      { code: line.code!, label: line.libelle!, lower_bound: number(line.min), upper_bound: number(line.max) },
    ],
  },
  {
    table: 'registry.filiere',
    title: { fr: 'Comités stratégiques de filière', en: 'Strategic sector committees' },
    files: ['filieres-csf-2013.csv'],
    source: 'Assemblée nationale, débats du 16 avril 2013 (nosdeputes.fr)',
    licence: 'Faits publics',
    vintage: 'avril 2013',
    key: ['slug'],
    columns: { slug: 'text', label: 'text', status: 'text', source: 'text' },
    rows: (line) => [{ slug: line.slug!, label: line.libelle!, status: line.statut_avril_2013!, source: line.source! }],
  },
  {
    table: 'registry.cpv',
    title: {
      fr: 'Vocabulaire commun pour les marchés publics (CPV 2008)',
      en: 'Common procurement vocabulary (CPV 2008)',
    },
    files: ['cpv_2008_fr.csv'],
    source: 'Office des publications de l’Union européenne, eForms-SDK',
    licence: 'CC BY 4.0',
    vintage: '2008',
    key: ['code'],
    columns: { code: 'text', level: 'text', label: 'text' },
    rows: (line) => [{ code: line.code!, level: line.niveau!, label: line.libelle_fr! }],
  },
];
