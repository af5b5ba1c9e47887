import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  DataTable,
  EmptyState,
  FieldRow,
  FileField,
  Form,
  Pagination,
  Section,
  SelectField,
  StatusBadge,
  TextField,
  type Tone,
} from '#kit/web/ui/index.ts';
import { t } from './imports.sentences.ts';
import { IMPORT_KINDS, type ImportKind, type ImportState, type ImportSummary } from './imports.ts';

export const IMPORTS_ADDRESS = '/projets/imports';
export const importAddress = (id: string, step = ''): string => `${IMPORTS_ADDRESS}/${id}${step}`;

interface Guided {
  readonly header: string;
  readonly expects: string;
  readonly example: string;
  readonly wanted: boolean;
}

export interface ImportListProps {
  readonly list: {
    readonly rows: readonly ImportSummary[];
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
    readonly nationwide: boolean;
    readonly clusters: readonly { readonly id: string; readonly name: string }[];
  };
  readonly guides: Readonly<Record<ImportKind, readonly Guided[]>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

const TONES: Record<ImportState, Tone> = { staged: 'progress', applied: 'success', abandoned: 'neutral' };

export const ImportStatus = ({ state }: { state: ImportState }): VNode => (
  <StatusBadge tone={TONES[state]} label={t().states[state]} />
);

/** Gives files, templates, and what became of earlier files. */
export const importListPage = (props: ImportListProps): Page => ({
  title: t().title,
  lead: t().lead,
  crumbs: [{ label: t().home, href: '/' }, { label: t().projects, href: '/projets' }, { label: t().title }],
  body: (
    <>
      <SendForm {...props} />
      <Templates guides={props.guides} />
      <PastImports list={props.list} />
    </>
  ),
});

function SendForm({ list, values, errors }: ImportListProps): VNode {
  const words = t().send;
  return (
    <Section title={words.title}>
      <Form
        action={IMPORTS_ADDRESS}
        multipart
        guard={false}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        consequence={words.consequence}
      >
        <FileField name="file" label={words.file} hint={words.fileHint} formats={['.csv', '.xlsx']} />
        <FieldRow>
          <SelectField
            name="cluster"
            label={words.cluster}
            hint={words.clusterHint}
            required={!list.nationwide}
            blank={list.nationwide ? words.clusterBlank : undefined}
            choices={list.clusters.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="kind"
            label={words.kind}
            required={false}
            blank={words.kindBlank}
            choices={IMPORT_KINDS.map((kind) => ({ value: kind, label: t().kinds[kind] }))}
          />
        </FieldRow>
        <TextField name="source" label={words.source} hint={words.sourceHint} required={false} />
      </Form>
    </Section>
  );
}

function Templates({ guides }: { guides: ImportListProps['guides'] }): VNode {
  const words = t().templates;
  return (
    <Section title={words.title} lead={words.lead}>
      {IMPORT_KINDS.map((kind) => (
        <details class="gr-details">
          <summary>{words.guide(t().kinds[kind])}</summary>
          <DataTable
            caption={words.guide(t().kinds[kind])}
            captionHidden
            rows={guides[kind]}
            rowKey={(column) => column.header}
            columns={[
              { key: 'header', label: words.column, header: true, render: (column) => column.header },
              { key: 'wanted', label: words.wanted, render: (column) => (column.wanted ? words.yes : '') },
              { key: 'expects', label: words.expects, render: (column) => column.expects },
              { key: 'example', label: words.example, render: (column) => column.example },
            ]}
          />
        </details>
      ))}
      <ButtonGroup>
        {IMPORT_KINDS.map((kind) => (
          <ButtonLink href={`${IMPORTS_ADDRESS}/modeles/${kind}.xlsx`} kind="secondary" icon="download" download>
            {words.xlsx(t().kinds[kind])}
          </ButtonLink>
        ))}
        {IMPORT_KINDS.map((kind) => (
          <ButtonLink href={`${IMPORTS_ADDRESS}/modeles/${kind}.csv`} kind="tertiary" icon="download" download>
            {words.csv(t().kinds[kind])}
          </ButtonLink>
        ))}
      </ButtonGroup>
    </Section>
  );
}

function PastImports({ list }: { list: ImportListProps['list'] }): VNode {
  const words = t().list;
  if (list.total === 0) return <EmptyState title={words.title} what={words.empty} why={words.emptyText} />;
  return (
    <Section title={words.title}>
      <DataTable
        caption={words.title}
        captionHidden
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'file',
            label: words.file,
            header: true,
            render: (row) => <a href={importAddress(row.id)}>{row.fileName}</a>,
          },
          {
            key: 'holds',
            label: words.holds,
            render: (row) => t().detail.lead(t().kinds[row.kind], t().layouts[row.layout]),
          },
          { key: 'cluster', label: words.cluster, render: (row) => row.cluster?.name ?? words.programme },
          { key: 'state', label: words.state, render: (row) => <ImportStatus state={row.state} /> },
          {
            key: 'result',
            label: words.result,
            render: (row) =>
              row.counts ? t().counts.told(row.counts.create, row.counts.change, row.counts.unchanged) : '',
          },
          { key: 'when', label: words.when, render: (row) => formatInstant(row.recordedAt) },
          { key: 'by', label: words.by, render: (row) => row.recordedBy },
        ]}
      />
      <Pagination
        page={list.page}
        size={list.pageSize}
        total={list.total}
        href={(page) => `${IMPORTS_ADDRESS}?page=${page}`}
      />
    </Section>
  );
}
