import type { SheetFormat } from './export.ts';

/** What `format` names in the address of a table: a file, or the page where its columns are chosen. */
export type TableFormat = SheetFormat | 'colonnes';

/** Said in the address by the page that chooses columns; everything else there are the criteria of the table. */
const ABOUT_COLUMNS = ['colonnes', 'format', 'fichier', 'faire', 'monter'];

export const isSheetFormat = (given: string | null): given is SheetFormat => given === 'csv' || given === 'xlsx';

/** The columns that an address names, each once: `colonnes=pole,region`, or the boxes of a form, `colonnes=pole&colonnes=region`. */
export const askedColumns = (search: URLSearchParams): string[] => [
  ...new Set(
    search
      .getAll('colonnes')
      .flatMap((some) => some.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

const read = (address: string): URL => new URL(address, 'http://own.invalid');

/** The criteria of a table in an address, without what is said of columns and files. */
export const criteriaIn = (search: URLSearchParams): [string, string][] =>
  [...search].filter(([name]) => !ABOUT_COLUMNS.includes(name));

/** The same table as a file or with its columns to choose: with the columns that the address names, unless others are given. */
export function tableAddress(address: string, format: TableFormat | null, columns?: readonly string[]): string {
  const { pathname, searchParams } = read(address);
  const search = new URLSearchParams(criteriaIn(searchParams));
  // A file holds every row, whatever page was looked at.
  search.delete('page');
  const chosen = columns ?? askedColumns(searchParams);
  if (chosen.length > 0) search.set('colonnes', chosen.join(','));
  if (format) search.set('format', format);
  const query = search.toString().replaceAll('%2C', ',');
  return query ? `${pathname}?${query}` : pathname;
}

/** The file that an address of a table gives; null when it shows the table. */
export function fileIn(address: string): SheetFormat | null {
  const format = read(address).searchParams.get('format');
  return isSheetFormat(format) ? format : null;
}

/** How many columns an address of a table names. */
export const columnsNamed = (address: string): number => askedColumns(read(address).searchParams).length;

/** Where a table is kept under a name: as it is looked at, or as a file. `title` is what its owner will know the table by. */
export function savingAddress(address: string, title: string): string {
  return `/vues/nouvelle?${new URLSearchParams({ adresse: address, tableau: title })}`;
}
