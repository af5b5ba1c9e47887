import type { ComponentChildren, VNode } from 'preact';
import { t } from '../kit.sentences.ts';
import { columnsNamed, tableAddress } from '../table-address.ts';
import { Icon } from './icon.tsx';
import { TableViews } from './table-views.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly render: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, with figures of equal width. */
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  readonly width?: 'narrow' | 'wide';
  /** The cell that names the row; the first column when no one says so. */
  readonly header?: boolean;
}

export type Direction = 'asc' | 'desc';

export interface Sorting {
  readonly key: string;
  readonly direction: Direction;
  /** The address of this list sorted otherwise. */
  readonly href: (key: string, direction: Direction) => string;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  /** The caption repeats a heading just above: only screen readers need it. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey?: (row: Row) => string;
  readonly sort?: Sorting;
  /** Shown instead of the table when there is no row: an EmptyState, or a sentence. */
  readonly empty?: VNode | string;
  /** A line of totals: one value per column key. */
  readonly total?: Readonly<Record<string, ComponentChildren>>;
  /** Source and date, under the table. */
  readonly note?: ComponentChildren;
  /** Rows of short numbers: close together, and side by side on a phone too, where the frame scrolls. */
  readonly figures?: boolean;
  /** Rows can be narrowed by typing, when there is script: for lists that stand whole on the page. */
  readonly quickFilter?: boolean;
}

/** A table that becomes labelled rows on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>): VNode {
  const { columns, rows, total } = props;
  if (rows.length === 0) {
    const { empty } = props;
    return typeof empty === 'object' ? empty : <p class="gr-none">{empty ?? t().table.none}</p>;
  }
  const headerKey = columns.find((column) => column.header)?.key ?? columns[0]?.key;
  const cellClass = (column: Column<Row>) => (column.align === 'end' ? 'gr-end' : undefined);
  return (
    <div
      class={`fr-table gr-table${props.figures ? ' gr-table--figures' : ''}`}
      tabindex={props.figures ? 0 : undefined}
      data-quick-filter={props.quickFilter ? t().table.quickFilter : undefined}
    >
      <table>
        <caption class={props.captionHidden ? 'fr-sr-only' : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={props.rowKey ? props.rowKey(row) : index}>
              {columns.map((column) =>
                column.key === headerKey ? (
                  <th key={column.key} scope="row" class={cellClass(column)} data-label={column.label}>
                    {column.render(row)}
                  </th>
                ) : (
                  <td key={column.key} class={cellClass(column)} data-label={column.label}>
                    {column.render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {total ? (
          <tfoot>
            <tr>
              {columns.map((column) =>
                column.key === headerKey ? (
                  <th key={column.key} scope="row" class={cellClass(column)} data-label={column.label}>
                    {total[column.key]}
                  </th>
                ) : (
                  <td key={column.key} class={cellClass(column)} data-label={column.label}>
                    {total[column.key]}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {props.note ? <p class="gr-table__note">{props.note}</p> : null}
    </div>
  );
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: Sorting }): VNode {
  const classes =
    [column.align === 'end' ? 'gr-end' : '', column.width ? `gr-col--${column.width}` : ''].join(' ').trim() ||
    undefined;
  if (!column.sortable || !sort) {
    return (
      <th scope="col" class={classes}>
        {column.label}
      </th>
    );
  }
  const direction = sort.key === column.key ? sort.direction : null;
  const next: Direction = direction === 'asc' ? 'desc' : 'asc';
  return (
    <th
      scope="col"
      class={classes}
      aria-sort={direction ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <a class="gr-sort" href={sort.href(column.key, next)} title={t().table.sortBy(column.label)}>
        {column.label}
        <Icon name={direction ? (direction === 'asc' ? 'sort-up' : 'sort-down') : 'sort'} small />
      </a>
    </th>
  );
}

/** The criteria of a list: a GET form, so that the result has an address. */
export function FilterBar(props: {
  readonly action: string;
  readonly children: ComponentChildren;
  /** The list without any criterion; leave out when none is set. */
  readonly clearHref?: string;
  /** Values that the address keeps, such as the sort. */
  readonly keep?: Readonly<Record<string, string>>;
}): VNode {
  const words = t().table;
  return (
    <form class="gr-filters" method="get" action={props.action} aria-label={words.filters}>
      {Object.entries(props.keep ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="gr-filters__fields">{props.children}</div>
      <div class="gr-filters__acts">
        <button type="submit" class="fr-btn fr-btn--secondary">
          <Icon name="filter" />
          {words.filter}
        </button>
        {props.clearHref ? (
          <a class="fr-link" href={props.clearHref}>
            {words.clear}
          </a>
        ) : null}
      </div>
    </form>
  );
}

/** The criteria in force, each with the address that drops it. */
export function FilterChips({ chips }: { chips: readonly { label: string; removeHref: string }[] }): VNode | null {
  if (chips.length === 0) return null;
  return (
    <ul class="fr-tags-group gr-chips" aria-label={t().table.activeFilters}>
      {chips.map((chip) => (
        <li key={chip.label}>
          <a class="fr-tag fr-tag--dismiss" href={chip.removeHref} aria-label={t().table.removeFilter(chip.label)}>
            {chip.label}
            <Icon name="cross" small />
          </a>
        </li>
      ))}
    </ul>
  );
}

export type ExportFormat = 'csv' | 'xlsx' | 'json' | 'pdf';

interface ExportLink {
  readonly format: ExportFormat;
  readonly href: string;
}

/**
 * The same as a file. `table` is the address of a page that has a sheet, with its criteria: CSV, XLSX, the page where columns are chosen, and the
 * views that are kept of it.
 * Files that are made elsewhere are given as `links`.
 */
export function ExportMenu(props: { readonly table: string } | { readonly links: readonly ExportLink[] }): VNode {
  const words = t().table;
  const table = 'table' in props ? props.table : null;
  const links: readonly ExportLink[] =
    'table' in props
      ? (['csv', 'xlsx'] as const).map((format) => ({ format, href: tableAddress(props.table, format) }))
      : props.links;
  const files = (
    <p class="gr-export">
      <Icon name="download" small />
      <span>{words.export}</span>
      {links.map((link) => (
        <a key={link.format} href={link.href} download aria-label={words.exportAs(link.format.toUpperCase())}>
          {link.format.toUpperCase()}
        </a>
      ))}
      {table === null ? null : <ChooseColumns table={table} />}
    </p>
  );
  return table === null ? (
    files
  ) : (
    <div class="gr-leave">
      {files}
      <TableViews address={table} />
    </div>
  );
}

function ChooseColumns({ table }: { table: string }): VNode {
  const words = t().table;
  const chosen = columnsNamed(table);
  return (
    <a href={tableAddress(table, 'colonnes')} rel="nofollow">
      {words.chooseColumns}
      {chosen > 0 ? ` (${words.columnsChosen(chosen)})` : ''}
    </a>
  );
}
