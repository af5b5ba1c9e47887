import type { VNode } from 'preact';
import { formatInstant, formatNumber } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  type Column,
  DataTable,
  DateField,
  DescriptionList,
  Diff,
  type DiffEntry,
  EmptyState,
  ExportMenu,
  FilterBar,
  Link,
  SearchField,
  TextField,
} from '#kit/web/ui/index.ts';
import { t } from './administration.sentences.ts';
import type { JournalRow, Verdict } from './journal.query.ts';

/** A line with its act in words. */
type TitledRow = JournalRow & { readonly title: string };

export interface JournalPageProps {
  readonly lines: readonly TitledRow[];
  readonly nextBefore: number | null;
  readonly search: URLSearchParams;
}

/** What changed, field by field; a value that is not an object is compared whole. */
export function changeEntries(before: unknown, after: unknown): DiffEntry[] {
  const fields = (value: unknown): Record<string, unknown> =>
    value === null || value === undefined
      ? {}
      : typeof value === 'object' && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : { '': value };
  const [was, is] = [fields(before), fields(after)];
  const word = (value: unknown): string | null =>
    value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((label) => ({ label: label || t().journal.change, before: word(was[label]), after: word(is[label]) }))
    .filter((entry) => entry.before !== entry.after);
}

function Change({ row }: { row: JournalRow }): VNode | string {
  const entries = changeEntries(row.before, row.after);
  if (entries.length === 0) return t().journal.noReason;
  return (
    <details class="gr-details">
      <summary>{t().journal.seeChange}</summary>
      <Diff caption={`${t().journal.change} ${row.seq}`} entries={entries} />
    </details>
  );
}

const columns = (): Column<TitledRow>[] => {
  const words = t().journal;
  return [
    {
      key: 'seq',
      label: words.number,
      align: 'end',
      width: 'narrow',
      header: true,
      render: (row) => formatNumber(row.seq),
    },
    { key: 'at', label: words.at, render: (row) => formatInstant(row.at) },
    {
      key: 'who',
      label: words.who,
      render: (row) => (
        <>
          {row.actorName || row.actorId}
          {row.onBehalfOf ? <span class="gr-quiet"> {words.onBehalfOf(row.onBehalfOf)}</span> : null}
        </>
      ),
    },
    {
      key: 'what',
      label: words.what,
      render: (row) => (
        <>
          {row.title}
          <br />
          <code class="gr-quiet">{row.action}</code>
        </>
      ),
    },
    {
      key: 'object',
      label: words.object,
      render: (row) => (
        <Link href={`/journal?${new URLSearchParams({ objet: row.objectKind, id: row.objectId })}`}>
          {row.objectKind} {row.objectId}
        </Link>
      ),
    },
    { key: 'reason', label: words.reason, render: (row) => row.reason ?? words.noReason },
    { key: 'change', label: words.change, render: (row) => <Change row={row} /> },
  ];
};

export function journalPage({ lines, nextBefore, search }: JournalPageProps): Page {
  const words = t().journal;
  const filtered = ['q', 'acte', 'du', 'au', 'objet', 'id'].some((key) => search.get(key));
  const address = (change: Record<string, string>) =>
    `/journal?${new URLSearchParams({ ...Object.fromEntries(search), ...change })}`;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    action: (
      <ButtonLink href="/journal/verification" kind="secondary">
        {words.verify}
      </ButtonLink>
    ),
    wide: true,
    body: (
      <>
        <FilterBar action="/journal" {...(filtered && { clearHref: '/journal' })}>
          <SearchField name="q" label={words.text} hint={words.textHint} value={search.get('q') ?? ''} />
          <TextField name="acte" label={words.action} hint={words.actionHint} value={search.get('acte') ?? ''} />
          <DateField name="du" label={words.from} value={search.get('du') ?? ''} />
          <DateField name="au" label={words.to} value={search.get('au') ?? ''} />
        </FilterBar>
        <ExportMenu table={address({})} />
        <DataTable
          caption={words.caption}
          columns={columns()}
          rows={lines}
          rowKey={(row) => String(row.seq)}
          empty={
            <EmptyState
              title={words.emptyTitle}
              what={words.emptyWhat}
              why={words.emptyWhy}
              next={<ButtonLink href="/journal">{words.seeAll}</ButtonLink>}
            />
          }
        />
        <p>
          <Link href="/journal/export.jsonl" icon="download">
            {words.exportFull}
          </Link>
        </p>
        <p class="gr-pager">
          {search.has('avant') ? <Link href={address({ avant: '' })}>{words.newest}</Link> : null}{' '}
          {nextBefore ? <Link href={address({ avant: String(nextBefore) })}>{words.older}</Link> : null}
        </p>
      </>
    ),
  };
}

export function verificationPage(verdict: Verdict): Page {
  const words = t().verification;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().journal.title, href: '/journal' }, { label: words.title }],
    body: (
      <>
        <Alert kind={verdict.ok ? 'success' : 'error'} title={verdict.ok ? words.intact : words.tampered}>
          {verdict.first
            ? `${words.firstWrong(formatNumber(verdict.first.seq))}. ${verdict.first.sentence}`
            : words.keep}
        </Alert>
        <DescriptionList
          items={[
            { term: words.lines, description: formatNumber(verdict.lines) },
            { term: words.digests, description: formatNumber(verdict.digests) },
            ...(verdict.headHash
              ? [{ term: words.head, description: <code class="gr-hash">{verdict.headHash}</code> }]
              : []),
            ...(verdict.first
              ? [
                  { term: words.expected, description: <code class="gr-hash">{verdict.first.expected}</code> },
                  { term: words.found, description: <code class="gr-hash">{verdict.first.found}</code> },
                ]
              : []),
          ]}
        />
      </>
    ),
  };
}
