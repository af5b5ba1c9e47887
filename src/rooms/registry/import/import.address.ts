import { ROW_FILTERS, ROW_SORTS, type RowFilter, type RowSort } from './import.ts';
import type { ImportKind } from './import-field.ts';

/** Which rows of an import a page shows; addresses are French. */
export interface RowListing {
  readonly show: RowFilter;
  readonly q: string;
  readonly sort: RowSort;
  readonly order: 'asc' | 'desc';
  readonly page: number;
}

const SHOW_WORDS: Readonly<Record<RowFilter, string>> = {
  all: 'toutes',
  error: 'erreurs',
  warning: 'remarques',
  create: 'creations',
  update: 'modifications',
  end: 'departs',
  unchanged: 'inchangees',
};

export const inAddress = (show: RowFilter): string => SHOW_WORDS[show];

/** What an address asks to see; what it does not say, or says wrongly, is as if it were absent. */
export function readRowListing(search: URLSearchParams): RowListing {
  const show = ROW_FILTERS.find((filter) => SHOW_WORDS[filter] === search.get('montrer'));
  const sort = ROW_SORTS.find((one) => one === search.get('tri'));
  const page = Number(search.get('page'));
  return {
    show: show ?? 'all',
    q: search.get('q')?.trim().slice(0, 200) ?? '',
    sort: sort ?? 'severity',
    order: search.get('ordre') === 'desc' ? 'desc' : 'asc',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}

export const importAddress = (id: string, step = ''): string => `/imports/${id}${step && `/${step}`}`;

export function rowsAddress(id: string, listing: RowListing, change: Partial<RowListing> = {}): string {
  const { show, q, sort, order, page } = { ...listing, page: 1, ...change };
  const search = new URLSearchParams();
  if (show !== 'all') search.set('montrer', SHOW_WORDS[show]);
  if (q !== '') search.set('q', q);
  if (sort !== 'severity') search.set('tri', sort);
  if (order !== 'asc') search.set('ordre', order);
  if (page !== 1) search.set('page', String(page));
  const query = search.toString();
  return importAddress(id) + (query && `?${query}`);
}

/** Where the imports of a kind are listed, and new files are given. */
export const importsAddress = (kind: ImportKind, cluster: string | null): string =>
  kind === 'members' ? `/poles/${cluster}/import` : kind === 'organisations' ? '/organisations/import' : '/sirene';

export const templateAddress = (kind: 'members' | 'organisations', format: 'csv' | 'xlsx'): string =>
  `/imports/modeles/${kind === 'members' ? 'membres' : 'organisations'}.${format}`;
