import type { ComponentChildren, VNode } from 'preact';
import { colon } from '#kit/say.ts';
import {
  type Choice,
  type Column,
  DataTable,
  ExportMenu,
  FilterBar,
  FilterChips,
  Pagination,
  SearchField,
  SelectField,
  TableViews,
} from '#kit/web/ui/index.ts';
import { inAddress, type Listing, listAddress } from './list-address.ts';

/** One criterion of a list: a word to look for, or one choice. */
export interface Filter {
  /** As its operation names it. */
  readonly name: string;
  readonly label: string;
  /** Left out for a word to look for. */
  readonly choices?: readonly Choice[];
  /** The entry that stands for no choice. */
  readonly blank?: string;
  /** The choice that holds when nobody chose: no entry stands for none. */
  readonly standard?: string;
  readonly hint?: string;
}

interface ListFrameProps<Row> {
  readonly listing: Listing;
  readonly caption: string;
  readonly filters: readonly Filter[];
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** The column that orders the list when nobody chose one. */
  readonly sortedBy: string;
  readonly empty: VNode;
  readonly note?: ComponentChildren;
}

/** A list as every screen shows it: criteria, those in force, the rows, their pages, and the same as a file. */
export function ListFrame<Row>(props: ListFrameProps<Row>): VNode {
  const { listing, filters } = props;
  const { criteria } = listing;
  const chosen = filters.filter(
    (filter) => criteria[filter.name] !== undefined && criteria[filter.name] !== filter.standard,
  );
  const sorted = criteria.sort ?? props.sortedBy;
  const kept = ['sort', 'order', 'on', 'columns'].filter((name) => criteria[name] !== undefined);
  return (
    <>
      {filters.length > 0 ? (
        <FilterBar
          action={listing.path}
          keep={Object.fromEntries(kept.map((name) => [inAddress(name), criteria[name]!]))}
          clearHref={
            chosen.length > 0
              ? listAddress(listing, Object.fromEntries(chosen.map((filter) => [filter.name, null])))
              : undefined
          }
        >
          {filters.map((filter) => (
            <FilterField key={filter.name} filter={filter} value={criteria[filter.name]} />
          ))}
        </FilterBar>
      ) : null}
      <FilterChips
        chips={chosen.map((filter) => ({
          label: `${filter.label}${colon()}${nameOf(filter, criteria[filter.name]!)}`,
          removeHref: listAddress(listing, { [filter.name]: null }),
        }))}
      />
      {props.rows.length === 0 ? (
        <TableViews address={listAddress(listing)} />
      ) : (
        <ExportMenu table={listAddress(listing)} />
      )}
      <DataTable
        caption={props.caption}
        columns={props.columns}
        rows={props.rows}
        rowKey={props.rowKey}
        sort={{
          key: sorted,
          direction: criteria.order === 'desc' ? 'desc' : 'asc',
          href: (key, direction) => listAddress(listing, { sort: key, order: direction }),
        }}
        empty={props.empty}
        note={props.note}
      />
      {props.total > 0 ? (
        <Pagination
          page={props.page}
          size={props.pageSize}
          total={props.total}
          href={(page) => listAddress(listing, { page })}
        />
      ) : null}
    </>
  );
}

const nameOf = (filter: Filter, value: string): string =>
  filter.choices?.find((choice) => choice.value === value)?.label ?? value;

function FilterField({ filter, value }: { filter: Filter; value: string | undefined }): VNode {
  const shared = {
    name: inAddress(filter.name),
    label: filter.label,
    hint: filter.hint,
    value: value ?? filter.standard ?? '',
    required: false,
  };
  return filter.choices ? (
    <SelectField
      {...shared}
      choices={filter.choices}
      blank={filter.standard === undefined ? (filter.blank ?? '') : undefined}
    />
  ) : (
    <SearchField {...shared} />
  );
}
