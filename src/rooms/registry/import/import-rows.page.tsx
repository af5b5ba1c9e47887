import type { VNode } from 'preact';
import { formatCents, formatDay, formatNumber, locale, say } from '#kit/say.ts';
import {
  Alert,
  type Column,
  DataTable,
  ExportMenu,
  FilterBar,
  Pagination,
  SearchField,
  SelectField,
  StatusBadge,
  Tags,
  type Tone,
} from '#kit/web/ui/index.ts';
import { t as registry } from '../registry.sentences.ts';
import { formatSiren } from '../siren.rules.ts';
import type { College, OrganisationKind } from '../vocabulary.ts';
import { importAddress, inAddress, type RowListing, rowsAddress } from './import.address.ts';
import { t } from './import.sentences.ts';
import { type ImportDetail, type ImportRow, ROW_FILTERS } from './import.ts';
import type { ChangedValue, RowOutcome } from './import-decision.ts';
import { type FieldName, fieldOf, type TableKind } from './import-field.ts';

/** French sets a narrow space before a colon or a semicolon. */
const colon = (): string => (locale() === 'fr' ? '\u202f:' : ':');
const semicolon = (): string => (locale() === 'fr' ? '\u202f; ' : '; ');

export function Counts({ data, listing }: { data: ImportDetail; listing: RowListing }): VNode {
  const words = t().preview;
  const counts = data.counts!;
  const figures = [
    ['error', counts.error],
    ['create', counts.create],
    ['update', counts.update],
    ['end', counts.end],
    ['unchanged', counts.unchanged],
    ['warning', counts.warnings],
  ] as const;
  const tags = figures
    .filter(([name, count]) => count > 0 || name === 'error')
    .map(([name, count]) => ({
      label: `${(data.state === 'applied' ? words.figuresDone : words.figures)[name]}${colon()} ${formatNumber(count)}`,
      href: rowsAddress(data.id, listing, { show: name, q: '' }),
    }));
  const aside = [
    counts.notFound ? words.notFound(counts.notFound) : null,
    counts.withheld ? words.withheld(counts.withheld) : null,
  ].filter((part) => part !== null);
  return (
    <>
      <Tags tags={tags} label={words.title} />
      {aside.length > 0 ? <p class="gr-quiet">{aside.join(semicolon())}.</p> : null}
    </>
  );
}

export function Verdict({ data }: { data: ImportDetail }): VNode | null {
  const words = t().preview;
  const counts = data.counts!;
  if (counts.error > 0) {
    return (
      <Alert kind="error" title={words.errorsTitle(counts.error)} level={3}>
        <p>{words.errorsLead}</p>
        <ExportMenu
          links={[
            { format: 'xlsx', href: `${importAddress(data.id, 'erreurs')}?format=xlsx` },
            { format: 'csv', href: `${importAddress(data.id, 'erreurs')}?format=csv` },
          ]}
        />
      </Alert>
    );
  }
  if (data.state !== 'checked' || data.open.includes('apply')) return null;
  const nobody = data.kind === 'sirene' && counts.unchanged === 0;
  return <Alert kind={nobody ? 'warning' : 'success'}>{nobody ? words.nobody : words.empty}</Alert>;
}

const outcomeTone: Record<RowOutcome, Tone> = {
  error: 'error',
  create: 'success',
  update: 'info',
  end: 'warning',
  unchanged: 'neutral',
};

export function Rows({ data, listing }: { data: ImportDetail; listing: RowListing }): VNode {
  const words = t().preview;
  const columns: Column<ImportRow>[] = [
    {
      key: 'row',
      label: words.row,
      width: 'narrow',
      align: 'end',
      sortable: true,
      render: (row) => (row.row === null ? words.absent : formatNumber(row.row)),
    },
    { key: 'name', label: words.name, header: true, sortable: true, render: (row) => <Organisation row={row} /> },
    {
      key: 'severity',
      label: words.outcome,
      width: 'narrow',
      sortable: true,
      render: (row) => <StatusBadge tone={outcomeTone[row.outcome]} label={words.outcomes[row.outcome]} />,
    },
    { key: 'detail', label: words.detail, width: 'wide', render: (row) => <Detail data={data} row={row} /> },
  ];
  return (
    <>
      <FilterBar
        action={importAddress(data.id)}
        clearHref={listing.show !== 'all' || listing.q !== '' ? importAddress(data.id) : undefined}
      >
        <SelectField
          name="montrer"
          label={words.filter}
          value={inAddress(listing.show)}
          choices={ROW_FILTERS.map((filter) => ({ value: inAddress(filter), label: words.filters[filter] }))}
          required={false}
        />
        <SearchField name="q" label={words.search} value={listing.q} required={false} />
      </FilterBar>
      <DataTable
        caption={words.caption}
        captionHidden
        columns={data.kind === 'sirene' ? columns.slice(1) : columns}
        rows={data.rows}
        rowKey={(row) => `${row.row ?? ''} ${row.siren ?? row.name}`}
        sort={{
          key: listing.sort,
          direction: listing.order,
          href: (key, order) => rowsAddress(data.id, listing, { sort: key as RowListing['sort'], order }),
        }}
        empty={data.state === 'applied' && data.total === 0 && listing.show === 'all' ? words.forgotten : words.none}
      />
      <Pagination
        page={data.page}
        size={data.pageSize}
        total={data.total}
        href={(page) => rowsAddress(data.id, listing, { page })}
      />
    </>
  );
}

function Organisation({ row }: { row: ImportRow }): VNode {
  const siren = row.siren ? formatSiren(row.siren) : null;
  const name = row.name || siren || '—';
  return (
    <span>
      {row.organisation ? <a href={`/organisations/${row.organisation}`}>{name}</a> : name}
      {siren && row.name ? (
        <>
          <br />
          <span class="gr-quiet">{siren}</span>
        </>
      ) : null}
    </span>
  );
}

function Detail({ data, row }: { data: ImportDetail; row: ImportRow }): VNode {
  const words = t().preview;
  if (row.problems.length === 0 && row.changes.length === 0) return <span class="gr-quiet">{words.nothing}</span>;
  return (
    <div>
      {row.problems.map((problem) => (
        <p key={problem.fr}>
          <strong>{whereOf(data, problem.field, problem.value, problem.level)}</strong> {say(problem)}
        </p>
      ))}
      {row.outcome === 'create' ? <Creation row={row} /> : <Changes row={row} />}
    </div>
  );
}

const titleOf = ({ field, year }: ImportRow['changes'][number]): string =>
  `${t().fields[field] ?? field}${year === undefined ? '' : ` ${year}`}`;

/** What would be written, in one line: the name and the SIREN already stand at the head of the row. */
function Creation({ row }: { row: ImportRow }): VNode {
  const told = row.changes
    .filter(({ field }) => field !== 'name' && field !== 'siren')
    .map((change) => `${titleOf(change)}${colon()} ${written(change.field, change.after)}`);
  return <p>{told.join(' · ')}</p>;
}

/** Each value before and after. */
function Changes({ row }: { row: ImportRow }): VNode {
  return (
    <>
      {row.changes.map((change) => (
        <p key={titleOf(change)}>
          {`${titleOf(change)}${colon()} `}
          {change.before === null ? null : (
            <>
              <del>{written(change.field, change.before)}</del>
              {' → '}
            </>
          )}
          <ins>{written(change.field, change.after)}</ins>
        </p>
      ))}
    </>
  );
}

/** The column at fault as the person named it, with what it holds. */
function whereOf(
  data: ImportDetail,
  field: FieldName | null,
  value: string | null,
  level: 'error' | 'warning',
): string {
  const words = t().preview;
  const column = field === null ? undefined : data.columns.find((match) => match.field === field)?.column;
  const header = column === undefined ? null : data.headers[column];
  const title =
    header ??
    (field && data.kind !== 'sirene' ? say(fieldOf(data.kind as TableKind, field)?.title ?? { fr: '', en: '' }) : '');
  const where = title && value ? words.cell(title, value) : title;
  const remark = level === 'warning' ? words.warning : '';
  const told = [remark, where].filter(Boolean).join(' — ');
  return told && `${told}${colon()}`;
}

const MONEY = new Set(['fee', 'revenue', 'balance']);
const DAYS = new Set(['joinedOn', 'leftOn', 'createdOn', 'ceasedOn', 'closedOn']);

/** A value as people read it: amounts in euros, days in words, codes by their name when it has one. */
function written(field: string, value: ChangedValue): string {
  if (value === null) return t().nothingBefore;
  if (MONEY.has(field)) return formatCents(Number(value));
  if (DAYS.has(field)) return formatDay(String(value));
  if (field === 'headcount') return formatNumber(Number(value), 2);
  if (field === 'college') return registry().college[value as College] ?? String(value);
  if (field === 'kind') return registry().kind[value as OrganisationKind] ?? String(value);
  if (field === 'siren') return formatSiren(String(value));
  return String(value);
}
