import type { ComponentChildren, VNode } from 'preact';
import { formatCents, formatDay, formatInstant, formatNumber, locale, say } from '#kit/say.ts';
import type { Crumb, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  type Column,
  DataTable,
  ExportMenu,
  FilterBar,
  Form,
  Pagination,
  PostButton,
  ProgressBar,
  Receipt,
  SearchField,
  Section,
  SelectField,
  type Stage,
  StatusBadge,
  Tags,
  Thread,
  type Tone,
} from '#kit/web/ui/index.ts';
import { workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { t as registry } from '../registry.sentences.ts';
import { formatSiren, isSyntheticSiren } from '../siren.rules.ts';
import type { College, OrganisationKind } from '../vocabulary.ts';
import { importAddress, importsAddress, inAddress, type RowListing, rowsAddress } from './import.address.ts';
import { t } from './import.sentences.ts';
import { type ImportDetail, type ImportRow, ROW_FILTERS } from './import.ts';
import type { ChangedValue, RowOutcome } from './import-decision.ts';
import { type FieldName, fieldOf, type TableKind } from './import-field.ts';
import { ImportStatus } from './import-list.page.tsx';

type Step = 'file' | 'columns' | 'check' | 'apply';

const nameOf = (data: ImportDetail): string => data.fileName || data.id;

function crumbsOf(data: ImportDetail): Crumb[] {
  const last = nameOf(data);
  if (data.cluster) return workspaceCrumbs(data.cluster, 'import', last);
  const words = data.kind === 'sirene' ? t().sirene : t().organisations;
  return [
    { label: registry().crumb.home, href: '/' },
    { label: registry().crumb.organisations, href: '/organisations' },
    { label: words.title, href: importsAddress(data.kind, null) },
    { label: last },
  ];
}

/** The page of an import at one of its steps, with the thread that tells where it stands. */
export function importFrame(data: ImportDetail, current: Step, body: ComponentChildren): Page {
  const words = t().page;
  return {
    title: words.title(nameOf(data)),
    lead: words.lead(data.createdBy, formatInstant(data.createdAt)),
    status: <ImportStatus state={data.state} />,
    crumbs: crumbsOf(data),
    side: data.cluster ? workspaceSide(data.cluster, 'import') : undefined,
    synthetic: data.rows.some(({ siren }) => siren !== null && isSyntheticSiren(siren)),
    body: (
      <>
        <Thread label={t().steps.label} stages={stagesOf(data, current)} />
        {data.problem ? (
          <Alert kind={data.state === 'failed' ? 'error' : 'warning'} title={words.problem}>
            {say(data.problem)}
          </Alert>
        ) : null}
        {body}
      </>
    ),
  };
}

function stagesOf(data: ImportDetail, current: Step): Stage[] {
  const steps: readonly Step[] =
    data.kind === 'sirene' ? ['file', 'check', 'apply'] : ['file', 'columns', 'check', 'apply'];
  const at = data.state === 'applied' ? steps.length : steps.indexOf(current);
  const given = data.state === 'abandoned' || data.state === 'failed';
  return steps.map((step, place) => ({
    title: t().steps[step],
    state: place < at ? 'done' : place === at && !given ? 'current' : given ? 'skipped' : 'todo',
    ...(step === 'file' && data.format && { missing: undefined }),
  }));
}

/** How the file was read: what a person checks first when accents or columns look wrong. */
function FileLine({ data }: { data: ImportDetail }): VNode | null {
  if (!data.format) return null;
  const words = t().page;
  const { type, encoding = '', separator = '' } = data.format;
  const format =
    type === 'xlsx'
      ? words.format.xlsx
      : words.format.csv(encoding.toUpperCase(), words.separator[separator] ?? separator);
  return <p class="gr-quiet">{words.fileLine(format, data.headers.length)}</p>;
}

/** While a work is under way: how far it has come. The page asks again by itself, with script or without. */
export function progressPage(data: ImportDetail): Page {
  const words = t().progress;
  const { done, total } = data.progress ?? { done: 0, total: 0 };
  const here = importAddress(data.id);
  return importFrame(
    data,
    data.state === 'applying' ? 'apply' : 'check',
    <>
      <noscript>
        <meta http-equiv="refresh" content="3" />
      </noscript>
      <ProgressBar
        label={data.state === 'applying' ? words.applying : words.checking}
        done={done}
        total={Math.max(total, 1)}
        pollHref={importAddress(data.id, 'avancement')}
        refreshHref={here}
      />
      <p class="gr-quiet">{words.lead}</p>
      {data.open.includes('abandon') ? <Abandon data={data} /> : null}
    </>,
  );
}

/** What a check decided, errors first, or what was written. */
export function previewPage(data: ImportDetail, listing: RowListing): Page {
  const applied = data.state === 'applied';
  const words = t().preview;
  return importFrame(
    data,
    data.state === 'checked' || applied ? 'apply' : 'check',
    <>
      {applied ? <Written data={data} /> : null}
      {data.counts ? (
        <Section title={applied ? words.applied : words.title}>
          <Counts data={data} listing={listing} />
          <Verdict data={data} />
          <Rows data={data} listing={listing} />
        </Section>
      ) : null}
      <FileLine data={data} />
      <Acts data={data} />
    </>,
  );
}

function Counts({ data, listing }: { data: ImportDetail; listing: RowListing }): VNode {
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
      label: `${words.figures[name]}${locale() === 'fr' ? '\u202f:' : ':'} ${formatNumber(count)}`,
      href: rowsAddress(data.id, listing, { show: name, q: '' }),
    }));
  const aside = [
    counts.notFound ? words.notFound(counts.notFound) : null,
    counts.withheld ? words.withheld(counts.withheld) : null,
  ].filter((part) => part !== null);
  return (
    <>
      <Tags tags={tags} label={words.title} />
      {aside.length > 0 ? <p class="gr-quiet">{aside.join(locale() === 'fr' ? '\u202f; ' : '; ')}.</p> : null}
    </>
  );
}

function Verdict({ data }: { data: ImportDetail }): VNode | null {
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
  return data.state === 'checked' && !data.open.includes('apply') ? <Alert kind="success">{words.empty}</Alert> : null;
}

const outcomeTone: Record<RowOutcome, Tone> = {
  error: 'error',
  create: 'success',
  update: 'info',
  end: 'warning',
  unchanged: 'neutral',
};

function Rows({ data, listing }: { data: ImportDetail; listing: RowListing }): VNode {
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
  const name = row.name || (row.siren ? formatSiren(row.siren) : '—');
  return (
    <>
      {row.organisation ? <a href={`/organisations/${row.organisation}`}>{name}</a> : name}
      {row.siren ? <span class="gr-quiet"> {formatSiren(row.siren)}</span> : null}
    </>
  );
}

function Detail({ data, row }: { data: ImportDetail; row: ImportRow }): VNode {
  const words = t().preview;
  if (row.problems.length === 0 && row.changes.length === 0) return <span class="gr-quiet">{words.nothing}</span>;
  return (
    <ul class="gr-plain">
      {row.problems.map((problem) => (
        <li key={problem.fr}>
          <strong>{whereOf(data, problem.field, problem.value, problem.level)}</strong> {say(problem)}
        </li>
      ))}
      {row.changes.map(({ field, year, before, after }) => (
        <li key={`${field} ${year ?? ''}`}>
          {`${t().fields[field] ?? field}${year === undefined ? '' : ` ${year}`}${locale() === 'fr' ? '\u202f: ' : ': '}`}
          {before === null ? null : (
            <>
              <del>{written(field, before)}</del>
              {' → '}
            </>
          )}
          <ins>{written(field, after)}</ins>
        </li>
      ))}
    </ul>
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
  const colon = locale() === 'fr' ? '\u202f:' : ':';
  const column = field === null ? undefined : data.columns.find((match) => match.field === field)?.column;
  const header = column === undefined ? null : data.headers[column];
  const title =
    header ??
    (field && data.kind !== 'sirene' ? say(fieldOf(data.kind as TableKind, field)?.title ?? { fr: '', en: '' }) : '');
  const where = title && value ? words.cell(title, value) : title;
  const remark = level === 'warning' ? words.warning : '';
  const told = [remark, where].filter(Boolean).join(' — ');
  return told && `${told}${colon}`;
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

function Written({ data }: { data: ImportDetail }): VNode {
  const words = t().receipt;
  return (
    <Receipt
      number={data.id}
      at={data.closedAt ?? data.createdAt}
      digest={data.sha256 ?? ''}
      told={[]}
      title={words.title}
    >
      <ButtonGroup>
        {data.cluster ? (
          <ButtonLink href={`/poles/${data.cluster.id}/espace/membres`}>{words.members}</ButtonLink>
        ) : (
          <ButtonLink href="/organisations">{words.organisations}</ButtonLink>
        )}
      </ButtonGroup>
    </Receipt>
  );
}

function Acts({ data }: { data: ImportDetail }): VNode | null {
  if (data.open.length === 0) return null;
  return (
    <ButtonGroup>
      {data.open.includes('apply') ? (
        <ButtonLink href={importAddress(data.id, 'inscrire')}>{t().apply.open}</ButtonLink>
      ) : null}
      {data.open.includes('match') && data.kind !== 'sirene' ? (
        <ButtonLink href={importAddress(data.id, 'colonnes')} kind="secondary">
          {t().match.again}
        </ButtonLink>
      ) : null}
      {data.open.includes('check') ? (
        <PostButton action={importAddress(data.id, 'verifier')} kind="secondary">
          {t().recheck.label}
        </PostButton>
      ) : null}
      {data.open.includes('abandon') ? <Abandon data={data} /> : null}
    </ButtonGroup>
  );
}

const Abandon = ({ data }: { data: ImportDetail }): VNode => (
  <PostButton action={importAddress(data.id, 'abandonner')} kind="tertiary" confirm={t().abandon.confirm}>
    {t().abandon.label}
  </PostButton>
);

/** Asked once more before the registry changes: what will be written, and what will remain of it. */
export function applyPage(data: ImportDetail): Page {
  const words = t().apply;
  const counts = data.counts;
  const closed = data.closed.find(({ transition }) => transition === 'apply');
  return importFrame(
    data,
    'apply',
    <Section title={words.title} lead={words.lead}>
      {data.open.includes('apply') && counts ? (
        <>
          <p>
            <strong>
              {words.summary(words.create(counts.create), words.update(counts.update), words.end(counts.end))}
            </strong>
          </p>
          {counts.warnings > 0 ? (
            <p>
              <a href={rowsAddress(data.id, { show: 'warning', q: '', sort: 'severity', order: 'asc', page: 1 })}>
                {words.warnings(counts.warnings)}
              </a>
            </p>
          ) : null}
          <Form
            action={importAddress(data.id, 'inscrire')}
            submit={{ label: words.submit }}
            consequence={words.consequence}
            cancel={{ label: words.back, href: importAddress(data.id) }}
            guard={false}
          >
            {null}
          </Form>
        </>
      ) : (
        <Alert kind="warning">{closed ? closed.reasons.map(say).join(' ') : t().state[data.state]}</Alert>
      )}
    </Section>,
  );
}
