import type { VNode } from 'preact';
import { formatDay, locale } from '#kit/say.ts';
import { type Cell, type TableColumn, type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  type Column,
  DataTable,
  DateField,
  ExportMenu,
  FilterBar,
  PostButton,
  SelectField,
} from '#kit/web/ui/index.ts';
import { type Listing, listAddress } from '#rooms/registry';
import type { FigureTable } from './figure.ts';
import { figureAddress, figuresAddress } from './figure-address.ts';
import { FigureMark, figureText } from './figure-text.tsx';
import { t } from './figures.sentences.ts';

type Row = FigureTable['rows'][number];

interface Props {
  readonly table: FigureTable;
  readonly listing: Listing;
  /** Columns by name, in their order. */
  readonly chosen: readonly string[];
  readonly mayRecount: boolean;
}

/** Names of the columns of a table of figures: what describes an indicator, then the years. */
const columnNames = ({ years }: Pick<FigureTable, 'years'>): string[] => [
  'code',
  'famille',
  'unite',
  ...years.map(String),
];

/** What names the row: always on the screen, and a column like the others in a file. */
const INDICATOR = 'indicateur';

/** Those shown when nobody chose. */
const usualColumns = ({ years }: Pick<FigureTable, 'years'>): string[] => ['unite', ...years.map(String)];

/** The columns of the screen: those that the address names, in that order, or the usual ones. */
export function chosenColumns(table: FigureTable, asked: readonly string[]): string[] {
  const known = asked.filter((name) => columnNames(table).includes(name));
  return known.length > 0 ? known : usualColumns(table);
}

const isYear = (name: string): boolean => /^\d{4}$/.test(name);

const labelOf = (name: string): string => {
  const words = t();
  return { code: words.code, famille: words.family, unite: words.unit }[name] ?? name;
};

const described = (name: string, { indicator }: Row): string =>
  ({ code: indicator.code, famille: indicator.family, unite: indicator.unit[locale()] })[name] ?? '';

/** All indicators of one cluster, or of the programme, by year. */
export function figuresPage({ table, listing, chosen, mayRecount }: Props): Page {
  const words = t();
  const cluster = table.cluster?.id ?? null;
  const name = table.cluster?.name ?? words.programme;
  return {
    title: words.title(name),
    lead: table.published ? words.publishedLead(table.publishedOn && formatDay(table.publishedOn)) : words.lead,
    crumbs: [
      { label: words.home, href: '/' },
      ...(table.cluster
        ? [
            { label: words.clusters, href: '/poles' },
            { label: name, href: `/poles/${encodeURIComponent(table.cluster.id)}` },
          ]
        : []),
      { label: words.figures },
    ],
    wide: true,
    synthetic: table.rows.some(({ cells }) => cells.some(({ synthetic }) => synthetic)),
    body: (
      <>
        <Criteria table={table} listing={listing} chosen={chosen} />
        {table.knownOn ? (
          <Alert kind="info" title={words.asKnown(formatDay(table.knownOn))}>
            {words.asKnownText}
          </Alert>
        ) : null}
        {table.behind && mayRecount ? (
          <Alert kind="warning" title={words.behind}>
            <p>{words.behindText}</p>
            <PostButton action={`${figuresAddress(cluster)}/recompter`} kind="secondary">
              {words.recount}
            </PostButton>
          </Alert>
        ) : null}
        <ExportMenu table={withColumns(listing, chosen, table)} />
        <DataTable
          caption={words.caption}
          quickFilter
          columns={columns(table, chosen)}
          rows={table.rows}
          rowKey={({ indicator }) => indicator.code}
          note={words.legend}
        />
      </>
    ),
  };
}

/** The table with the columns that are shown; the usual ones need not be said. */
function withColumns(listing: Listing, chosen: readonly string[], table: FigureTable): string {
  const usual = chosen.join() === usualColumns(table).join();
  return listAddress(listing, { columns: usual ? null : [INDICATOR, ...chosen].join(',') });
}

function Criteria({ table, listing, chosen }: Pick<Props, 'table' | 'listing' | 'chosen'>): VNode {
  const words = t();
  return (
    <FilterBar action={listing.path} clearHref={Object.keys(listing.criteria).length > 0 ? listing.path : undefined}>
      <SelectField
        name="famille"
        label={words.family}
        required={false}
        blank={words.allFamilies}
        value={listing.criteria.family ?? ''}
        choices={table.families.map((family) => ({ value: family, label: family }))}
      />
      {table.published ? null : (
        <DateField
          name="connu-le"
          label={words.knownOn}
          hint={words.knownOnHint}
          required={false}
          value={listing.criteria.knownOn ?? ''}
        />
      )}
      <details class="gr-details">
        <summary>{words.columns}</summary>
        {columnNames(table).map((name) => (
          <label key={name} class="gr-column-choice">
            <input type="checkbox" name="colonnes" value={name} checked={chosen.includes(name)} /> {labelOf(name)}
          </label>
        ))}
      </details>
    </FilterBar>
  );
}

function columns(table: FigureTable, chosen: readonly string[]): Column<Row>[] {
  const words = t();
  const cluster = table.cluster?.id ?? null;
  const describing = chosen.filter((name) => !isYear(name));
  const years = chosen.filter(isYear).map(Number);
  return [
    {
      key: 'label',
      label: words.indicator,
      header: true,
      render: ({ indicator }) => <a href={`/indicateurs/${indicator.code}`}>{indicator.label[locale()]}</a>,
    },
    ...describing.map((name) => ({ key: name, label: labelOf(name), render: (row: Row) => described(name, row) })),
    ...years.map((year) => ({
      key: String(year),
      label: String(year),
      align: 'end' as const,
      render: ({ indicator, cells }: Row) => {
        const cell = cells.find((one) => one.year === year);
        if (!cell) return '';
        const opens = table.cluster === null || !table.published;
        const href = opens
          ? figureAddress({ cluster, indicator: indicator.code, year }, { knownOn: table.knownOn })
          : null;
        return <FigureMark measure={indicator.measure} cell={cell} href={href} />;
      },
    })),
  ];
}

/** The same as a file, every column of it: a value that is not known is its word, so that it is not taken for zero. */
export function figuresSheet(table: FigureTable): TableSheet {
  return tableSheet<Row>(`${t().file}-${table.cluster?.id ?? 'programme'}`, table.rows, [
    [INDICATOR, t().indicator, ({ indicator }) => indicator.label[locale()], 44],
    ...columnNames(table).map((name): TableColumn<Row> => [name, labelOf(name), (row) => cellOf(name, row)]),
  ]);
}

function cellOf(name: string, row: Row): Cell {
  if (!isYear(name)) return described(name, row);
  const cell = row.cells.find(({ year }) => year === Number(name));
  if (!cell) return null;
  if (cell.state !== 'known' || cell.value === null) return figureText(row.indicator.measure, cell);
  return row.indicator.measure === 'amount' ? cell.value / 100 : cell.value;
}
