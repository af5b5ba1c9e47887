import type { ComponentChildren, VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  Callout,
  DataTable,
  EmptyState,
  FileField,
  Form,
  Pagination,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { t as registry } from '../registry.sentences.ts';
import { importAddress, importsAddress, templateAddress } from './import.address.ts';
import { t } from './import.sentences.ts';
import type { ImportSummary } from './import.ts';
import type { ImportState } from './import.workflow.ts';

interface ImportListProps {
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly rows: readonly ImportSummary[];
  /** What was wrong with the file just sent. */
  readonly errors: readonly FieldError[];
  readonly maximum: string;
}

const TONES: Record<ImportState, Tone> = {
  uploaded: 'neutral',
  matched: 'neutral',
  checking: 'progress',
  checked: 'info',
  applying: 'progress',
  applied: 'success',
  abandoned: 'neutral',
  failed: 'error',
};

export const ImportStatus = ({ state }: { state: ImportState }): VNode => (
  <StatusBadge tone={TONES[state]} label={t().state[state]} />
);

const FORMATS = ['.csv', '.txt', '.xlsx'] as const;

interface Words {
  readonly file: string;
  readonly fileHint: string;
  readonly submit: string;
  readonly consequence: string;
}

function SendForm(props: {
  action: string;
  words: Words;
  errors: readonly FieldError[];
  formats: readonly string[];
  maximum?: string;
}): VNode {
  return (
    <Form
      action={props.action}
      multipart
      guard={false}
      errors={props.errors}
      submit={{ label: props.words.submit }}
      consequence={props.words.consequence}
    >
      <FileField
        name="file"
        label={props.words.file}
        hint={props.words.fileHint}
        formats={props.formats}
        maximum={props.maximum}
      />
    </Form>
  );
}

function Template({ kind }: { kind: 'members' | 'organisations' }): VNode {
  const words = t().template;
  return (
    <Section title={words.title} lead={words.lead}>
      <ButtonGroup>
        <ButtonLink href={templateAddress(kind, 'xlsx')} kind="secondary" icon="download" download>
          {words.xlsx}
        </ButtonLink>
        <ButtonLink href={templateAddress(kind, 'csv')} kind="tertiary" icon="download" download>
          {words.csv}
        </ButtonLink>
      </ButtonGroup>
    </Section>
  );
}

function resultOf({ counts }: ImportSummary): string {
  if (!counts) return t().list.none;
  const words = t().apply;
  const told = [
    counts.error > 0 ? t().preview.errorsTitle(counts.error) : null,
    counts.create > 0 ? words.create(counts.create) : null,
    counts.update > 0 ? words.update(counts.update) : null,
    counts.end > 0 ? words.end(counts.end) : null,
  ].filter((part) => part !== null);
  return told.length > 0 ? told.join(', ') : t().preview.nothing;
}

function PastImports(props: { list: ImportListProps; path: string; empty: VNode }): VNode {
  const words = t().list;
  const { rows, total, page, pageSize } = props.list;
  return (
    <Section title={t().members.past}>
      <DataTable
        caption={words.caption}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'file',
            label: words.file,
            header: true,
            render: (row) => (
              <a href={importAddress(row.id)} aria-label={words.open(row.fileName || row.id)}>
                {row.fileName || row.id}
              </a>
            ),
          },
          { key: 'date', label: words.date, render: (row) => formatInstant(row.createdAt) },
          { key: 'by', label: words.by, render: (row) => row.createdBy },
          { key: 'state', label: words.state, render: (row) => <ImportStatus state={row.state} /> },
          { key: 'result', label: words.result, render: (row) => resultOf(row) },
        ]}
        empty={props.empty}
      />
      {total > pageSize ? (
        <Pagination page={page} size={pageSize} total={total} href={(to) => `${props.path}?page=${to}`} />
      ) : null}
    </Section>
  );
}

const empty = (words: { emptyTitle: string; emptyWhat: string; emptyWhy: string }): VNode => (
  <EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} icon="document" level={3} />
);

/** Where a cluster's team gives its list of members. */
export function membersImportPage(props: ImportListProps & { cluster: { id: string; name: string } }): Page {
  const words = t().members;
  const { cluster, errors, maximum } = props;
  const path = importsAddress('members', cluster.id);
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'import'),
    side: workspaceSide(cluster, 'import'),
    body: (
      <>
        <SendForm action={path} words={words} errors={errors} formats={FORMATS} maximum={maximum} />
        <Template kind="members" />
        <PastImports list={props} path={path} empty={empty(words)} />
      </>
    ),
  };
}

const nationalCrumbs = (last: string) => [
  { label: registry().crumb.home, href: '/' },
  { label: registry().crumb.organisations, href: '/organisations' },
  { label: last },
];

export function organisationsImportPage(props: ImportListProps): Page {
  const words = t().organisations;
  const path = importsAddress('organisations', null);
  return {
    title: words.title,
    lead: words.lead,
    crumbs: nationalCrumbs(words.title),
    body: (
      <>
        <SendForm action={path} words={words} errors={props.errors} formats={FORMATS} maximum={props.maximum} />
        <Template kind="organisations" />
        <PastImports list={props} path={path} empty={empty(words)} />
      </>
    ),
  };
}

const Code = ({ children }: { children: ComponentChildren }): VNode => <code>{children}</code>;

export function sirenePage(props: ImportListProps): Page {
  const words = t().sirene;
  const path = importsAddress('sirene', null);
  const command = 'grappe import sirene StockUniteLegale_utf8.csv --apply';
  const [before, after] = words.large('\0').split('\0');
  return {
    title: words.title,
    lead: words.lead,
    crumbs: nationalCrumbs(words.title),
    body: (
      <>
        <SendForm action={path} words={words} errors={props.errors} formats={['.csv', '.parquet']} />
        <p class="gr-quiet">
          {before}
          <Code>{command}</Code>
          {after}
        </p>
        <Callout title={words.privacyTitle}>{words.privacy}</Callout>
        <PastImports list={props} path={path} empty={empty(words)} />
      </>
    ),
  };
}
