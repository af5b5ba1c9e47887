import type { VNode } from 'preact';
import { formatNumber, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, ButtonGroup, ButtonLink, DataTable, DescriptionList, PostButton, Section } from '#kit/web/ui/index.ts';
import { IMPORTS_ADDRESS, ImportStatus, importAddress } from './import-list.page.tsx';
import { t } from './imports.sentences.ts';
import type { ImportCounts, ImportProblem, ImportSummary, Outcome } from './imports.ts';

interface Tried {
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly headers: readonly string[];
  readonly unread: readonly string[];
  readonly preview: readonly { readonly row: number; readonly outcome: Outcome; readonly cells: readonly string[] }[];
}

export type ImportDetail = ImportSummary & {
  readonly leaveOut: boolean;
  readonly dryRun: Tried | null;
  readonly open: readonly ('apply' | 'abandon')[];
};

/** One import: what it would do, what is to be corrected, and its two ends. */
export const projectImportPage = (detail: ImportDetail): Page => ({
  title: detail.fileName,
  lead: t().detail.lead(t().kinds[detail.kind], t().layouts[detail.layout]),
  crumbs: [
    { label: t().home, href: '/' },
    { label: t().projects, href: '/projets' },
    { label: t().title, href: IMPORTS_ADDRESS },
    { label: detail.fileName },
  ],
  body: (
    <>
      <Identity detail={detail} />
      {detail.dryRun ? (
        <Trial detail={detail} run={detail.dryRun} />
      ) : detail.counts ? (
        <Counts counts={detail.counts} applied />
      ) : null}
    </>
  ),
});

function Identity({ detail }: { detail: ImportDetail }): VNode {
  const words = t().detail;
  return (
    <DescriptionList
      items={[
        { term: t().list.state, description: <ImportStatus state={detail.state} /> },
        { term: t().list.cluster, description: detail.cluster?.name ?? t().list.programme },
        { term: words.source, description: detail.source },
        { term: words.digest, description: detail.sha256 },
        { term: t().list.by, description: detail.recordedBy },
      ]}
    />
  );
}

/** What the lines of the file do, or did once it is applied. */
function Counts({ counts, applied = false }: { counts: ImportCounts; applied?: boolean }): VNode {
  const words = t().counts;
  const labels = applied
    ? { rows: words.rows, create: words.created, change: words.changed, unchanged: words.unchanged }
    : { rows: words.rows, create: words.create, change: words.change, unchanged: words.unchanged, error: words.error };
  const shown: Partial<Record<keyof ImportCounts, string>> =
    counts.leftOut > 0 ? { ...labels, leftOut: words.leftOut } : labels;
  return (
    <DescriptionList
      items={(Object.keys(shown) as (keyof ImportCounts)[]).map((name) => ({
        term: shown[name],
        description: formatNumber(counts[name]),
      }))}
    />
  );
}

function Trial({ detail, run }: { detail: ImportDetail; run: Tried }): VNode {
  const words = t().detail;
  const changes = run.counts.create + run.counts.change > 0;
  return (
    <>
      <Counts counts={run.counts} />
      {run.problemCount > 0 ? (
        <Alert kind="error" title={words.wrong(run.counts.error)}>
          {words.wrongText}
        </Alert>
      ) : (
        <Alert kind={changes ? 'success' : 'info'} title={changes ? words.ready : words.nothing}>
          {changes ? words.readyText : words.nothingText}
        </Alert>
      )}
      {run.unread.length > 0 ? <p>{words.unread(run.unread.join(', '))}</p> : null}
      <Acts detail={detail} />
      {run.problemCount > 0 ? <Problems run={run} /> : null}
      <Preview run={run} />
    </>
  );
}

function Acts({ detail }: { detail: ImportDetail }): VNode {
  const words = t().detail;
  return (
    <ButtonGroup>
      {detail.open.includes('apply') ? (
        <PostButton action={importAddress(detail.id, '/appliquer')} values={detail.leaveOut ? { leaveOut: 'oui' } : {}}>
          {words.apply}
        </PostButton>
      ) : null}
      {detail.layout === 'own' ? null : (
        <ButtonLink href={importAddress(detail.id, detail.leaveOut ? '' : '?sans=oui')} kind="secondary">
          {detail.leaveOut ? words.keepAll : words.leaveOut}
        </ButtonLink>
      )}
      <PostButton action={importAddress(detail.id, '/abandonner')} kind="tertiary">
        {words.abandon}
      </PostButton>
    </ButtonGroup>
  );
}

function Problems({ run }: { run: Tried }): VNode {
  const words = t().detail;
  return (
    <Section
      title={words.problems}
      lead={
        run.problemCount > run.problems.length ? words.problemsShown(run.problems.length, run.problemCount) : undefined
      }
    >
      <DataTable
        caption={words.problems}
        captionHidden
        rows={run.problems.map((problem, place) => ({ ...problem, place }))}
        rowKey={(problem) => String(problem.place)}
        columns={[
          { key: 'row', label: words.line, header: true, render: (problem) => String(problem.row) },
          {
            key: 'column',
            label: words.column,
            render: (problem) => (problem.column ? `${problem.column} — ${problem.header}` : ''),
          },
          { key: 'value', label: words.value, render: (problem) => problem.value ?? '' },
          { key: 'reason', label: words.reason, render: (problem) => say(problem) },
        ]}
      />
    </Section>
  );
}

function Preview({ run }: { run: Tried }): VNode {
  const words = t().detail;
  return (
    <Section title={words.preview}>
      <DataTable
        caption={words.preview}
        captionHidden
        rows={run.preview}
        rowKey={(line) => String(line.row)}
        columns={[
          { key: 'row', label: words.line, header: true, render: (line) => String(line.row) },
          { key: 'outcome', label: words.outcome, render: (line) => t().outcomes[line.outcome] },
          ...run.headers.map((header, place) => ({
            key: `cell-${place}`,
            label: header,
            render: (line: Tried['preview'][number]) => line.cells[place] ?? '',
          })),
        ]}
      />
    </Section>
  );
}
