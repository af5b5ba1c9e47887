import type { VNode } from 'preact';
import { formatInstant, formatNumber, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  EmptyState,
  FileField,
  Form,
  PostButton,
  Section,
  StatusBadge,
  TextareaField,
  type Tone,
} from '#kit/web/ui/index.ts';
import { t } from './imports.sentences.ts';
import {
  COLUMN_NAMES,
  type ImportState,
  SERIES_COLUMNS,
  type SeriesCounts,
  type SeriesImport,
  type SeriesOutcome,
  type SeriesProblem,
} from './series.ts';

export const IMPORTS_ADDRESS = '/indicateurs/imports';
export const importAddress = (id: string, step = ''): string => `${IMPORTS_ADDRESS}/${id}${step}`;

const TONES: Record<ImportState, Tone> = {
  staged: 'progress',
  applied: 'success',
  withdrawn: 'warning',
  abandoned: 'neutral',
};

const ImportStatus = ({ state }: { state: ImportState }): VNode => (
  <StatusBadge tone={TONES[state]} label={t().states[state]} />
);

const told = ({ new: added, changed, same }: SeriesCounts): string =>
  t().told(formatNumber(added), formatNumber(changed), formatNumber(same));

interface Filling {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

/** Gives a file, the template, and what became of earlier files. */
export function importsPage({ rows, values, errors }: Filling & { readonly rows: readonly SeriesImport[] }): Page {
  const words = t();
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [
      { label: words.home, href: '/' },
      { label: words.indicators, href: '/indicateurs' },
      { label: words.title },
    ],
    body: (
      <>
        <Section title={words.send}>
          <Form
            action={IMPORTS_ADDRESS}
            multipart
            guard={false}
            values={values}
            errors={errors}
            submit={{ label: words.submit }}
            consequence={words.consequence}
          >
            <FileField name="file" label={words.file} hint={words.fileHint} formats={['.csv', '.xlsx', '.parquet']} />
          </Form>
        </Section>
        <Section title={words.template} lead={words.templateLead}>
          <DataTable
            caption={words.template}
            captionHidden
            rows={COLUMN_NAMES}
            rowKey={(name) => name}
            columns={[
              {
                key: 'column',
                label: words.column,
                header: true,
                render: (name) => <code>{SERIES_COLUMNS[name].header}</code>,
              },
              { key: 'expects', label: words.expects, render: (name) => say(SERIES_COLUMNS[name].says) },
              { key: 'example', label: words.example, render: (name) => SERIES_COLUMNS[name].example },
            ]}
          />
          <ButtonGroup>
            <ButtonLink href={`${IMPORTS_ADDRESS}/modele.xlsx`} kind="secondary" icon="download" download>
              {words.xlsx}
            </ButtonLink>
            <ButtonLink href={`${IMPORTS_ADDRESS}/modele.csv`} kind="tertiary" icon="download" download>
              {words.csv}
            </ButtonLink>
          </ButtonGroup>
        </Section>
        {rows.length === 0 ? (
          <EmptyState title={words.none} what={words.noneWhat} why={words.noneWhy} />
        ) : (
          <Section title={words.past}>
            <DataTable
              caption={words.past}
              captionHidden
              rows={rows}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'file',
                  label: words.file,
                  header: true,
                  render: (row) => <a href={importAddress(row.id)}>{row.fileName}</a>,
                },
                { key: 'state', label: words.state, render: (row) => <ImportStatus state={row.state} /> },
                { key: 'counts', label: words.counts, render: (row) => (row.counts ? told(row.counts) : '—') },
                { key: 'at', label: words.at, render: (row) => formatInstant(row.recordedAt) },
                { key: 'by', label: words.by, render: (row) => row.recordedBy },
              ]}
            />
          </Section>
        )}
      </>
    ),
  };
}

export type ImportDetail = SeriesImport & {
  readonly dryRun: {
    readonly counts: SeriesCounts;
    readonly problems: readonly SeriesProblem[];
    readonly problemCount: number;
    readonly headers: readonly string[];
    readonly preview: readonly {
      readonly row: number;
      readonly outcome: SeriesOutcome;
      readonly cells: readonly string[];
    }[];
  } | null;
};

/** One import: what it would do, what is to be corrected, and how it ends. */
export function importPage({
  detail,
  values = {},
  errors = [],
}: { readonly detail: ImportDetail } & Partial<Filling>): Page {
  const words = t();
  return {
    title: detail.fileName,
    status: <ImportStatus state={detail.state} />,
    crumbs: [
      { label: words.home, href: '/' },
      { label: words.indicators, href: '/indicateurs' },
      { label: words.title, href: IMPORTS_ADDRESS },
      { label: detail.fileName },
    ],
    body: (
      <>
        <DescriptionList
          items={[
            { term: words.by, description: detail.recordedBy },
            { term: words.at, description: formatInstant(detail.recordedAt) },
            ...(detail.counts ? [{ term: words.counts, description: told(detail.counts) }] : []),
            ...(detail.withdrawnReason ? [{ term: words.reason, description: detail.withdrawnReason }] : []),
          ]}
        />
        {detail.dryRun ? <Trial detail={detail} run={detail.dryRun} /> : null}
        {detail.state === 'applied' ? (
          <Section title={words.withdraw} lead={words.withdrawLead}>
            <Form
              action={importAddress(detail.id, '/retirer')}
              values={values}
              errors={errors}
              submit={{ label: words.withdraw, kind: 'danger' }}
            >
              <TextareaField name="reason" label={words.reason} rows={2} maxlength={1000} />
            </Form>
          </Section>
        ) : null}
      </>
    ),
  };
}

function Trial({ detail, run }: { detail: ImportDetail; run: NonNullable<ImportDetail['dryRun']> }): VNode {
  const words = t();
  const changes = run.counts.new + run.counts.changed > 0;
  return (
    <>
      {run.problemCount > 0 ? (
        <Alert kind="error" title={words.wrong(formatNumber(run.counts.wrong))}>
          {words.wrongText}
        </Alert>
      ) : (
        <Alert kind={changes ? 'success' : 'info'} title={changes ? words.ready : words.nothing}>
          {told(run.counts)}
        </Alert>
      )}
      <ButtonGroup>
        {run.problemCount === 0 && changes ? (
          <PostButton action={importAddress(detail.id, '/appliquer')}>{words.apply}</PostButton>
        ) : null}
        <PostButton action={importAddress(detail.id, '/abandonner')} kind="tertiary">
          {words.abandon}
        </PostButton>
      </ButtonGroup>
      {run.problemCount > 0 ? (
        <Section title={words.problems}>
          <DataTable
            caption={words.problems}
            captionHidden
            rows={run.problems.map((problem, place) => ({ ...problem, place }))}
            rowKey={({ place }) => String(place)}
            columns={[
              { key: 'row', label: words.line, header: true, render: ({ row }) => row },
              {
                key: 'column',
                label: words.column,
                render: ({ column, header }) => [column, header].filter(Boolean).join(' – '),
              },
              { key: 'cell', label: words.cell, render: ({ cell }) => cell },
              { key: 'what', label: words.what, render: (problem) => say(problem) },
            ]}
          />
        </Section>
      ) : null}
      <Section title={words.preview}>
        <DataTable
          caption={words.preview}
          captionHidden
          rows={run.preview}
          rowKey={({ row }) => String(row)}
          columns={[
            { key: 'row', label: words.line, header: true, render: ({ row }) => row },
            { key: 'outcome', label: words.outcome, render: ({ outcome }) => words.outcomes[outcome] },
            ...run.headers.map((header, place) => ({
              key: `cell-${place}`,
              label: header,
              render: (line: { readonly cells: readonly string[] }) => line.cells[place] ?? '',
            })),
          ]}
        />
      </Section>
    </>
  );
}
