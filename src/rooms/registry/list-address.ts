/** Criteria of a list by the name that its operation gives them, and as its address writes them: addresses are French. */
const ADDRESS_NAMES: Readonly<Record<string, string>> = {
  q: 'q',
  region: 'region',
  sector: 'secteur',
  category: 'categorie',
  rating: 'evaluation',
  strategic: 'strategique',
  label: 'label',
  college: 'college',
  kind: 'nature',
  size: 'taille',
  status: 'adhesions',
  state: 'etat',
  window: 'guichet',
  call: 'appel',
  funder: 'financeur',
  money: 'argent',
  stage: 'etape',
  filiere: 'filiere',
  country: 'pays',
  year: 'annee',
  cluster: 'pole',
  severalClusters: 'plusieurs-poles',
  member: 'membre',
  on: 'jour',
  since: 'depuis',
  late: 'retard',
  months: 'echeance',
  waitingFor: 'attendu',
  family: 'famille',
  obtained: 'obtention',
  knownOn: 'connu-le',
  columns: 'colonnes',
  alert: 'alerte',
  level: 'niveau',
  standing: 'objectifs',
  sort: 'tri',
  order: 'ordre',
  page: 'page',
};

const OPERATION_NAMES = new Map(Object.entries(ADDRESS_NAMES).map(([operation, address]) => [address, operation]));

/** The name of a criterion in addresses and in the fields of filters. */
export const inAddress = (name: string): string => ADDRESS_NAMES[name] ?? name;

/** Criteria that are set, by operation name; the empty fields of a filter form are none. */
export type Criteria = Readonly<Record<string, string>>;

export function readCriteria(search: URLSearchParams): Criteria {
  const criteria: Record<string, string> = {};
  for (const [name, value] of search) {
    const operationName = OPERATION_NAMES.get(name);
    if (operationName && value.trim() !== '') criteria[operationName] = value.trim();
  }
  return criteria;
}

/** A list: where it stands and which criteria hold. */
export interface Listing {
  readonly path: string;
  readonly criteria: Criteria;
}

/**
 * The address of the list with some criteria changed; `null` drops one. A change leads back to the first page, because the rows are no
 * longer the same.
 */
export function listAddress(
  { path, criteria }: Listing,
  change: Readonly<Record<string, string | number | null>> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...criteria, page: null, ...change })) {
    if (value !== null && value !== '' && !(name === 'page' && Number(value) === 1)) {
      search.set(inAddress(name), String(value));
    }
  }
  const query = search.toString();
  return query ? `${path}?${query}` : path;
}

/** The list that shows what a number counts: the criteria come from the operation that counted. */
export const factsAddress = (path: string, filter: Readonly<Record<string, string>>): string =>
  listAddress({ path, criteria: filter });
