import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, DataTable, EmptyState, FilterBar, Pagination, SelectField, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from './administration.sentences.ts';
import type { OutboxRow, OutboxState } from './outbox.query.ts';

const TONES: Record<OutboxState, Tone> = { queued: 'info', sending: 'progress', sent: 'success', kept: 'neutral', withdrawn: 'neutral', failed: 'error' };

export interface OutboxPageProps {
  readonly rows: readonly OutboxRow[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly state: OutboxState | null;
  readonly sends: boolean;
}

export function outboxPage({ rows, total, page, size, state, sends }: OutboxPageProps): Page {
  const words = t().outbox;
  const href = (next: number) => `/messages?${new URLSearchParams({ ...(state && { etat: state }), page: String(next) })}`;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    wide: true,
    body: (
      <>
        {sends ? null : <Alert kind="info">{words.notSent}</Alert>}
        <FilterBar action="/messages" {...(state && { clearHref: '/messages' })}>
          <SelectField
            name="etat"
            label={words.state}
            value={state ?? ''}
            blank={words.anyState}
            choices={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
          />
        </FilterBar>
        <DataTable
          caption={words.caption}
          columns={[
            { key: 'subject', label: words.subject, header: true, render: (row) => row.subject },
            { key: 'to', label: words.to, render: (row) => row.to },
            {
              key: 'state',
              label: words.state,
              render: (row) => (
                <>
                  <StatusBadge tone={TONES[row.state]} label={words.states[row.state]} />
                  {row.attempts > 0 ? <span class="gr-quiet"> {words.attempts(row.attempts)}</span> : null}
                  {row.lastError ? <span class="gr-quiet"> {row.lastError}</span> : null}
                </>
              ),
            },
            { key: 'queued', label: words.queued, render: (row) => formatInstant(row.queuedAt) },
            { key: 'settled', label: words.settled, render: (row) => (row.settledAt ? formatInstant(row.settledAt) : '—') },
            {
              key: 'body',
              label: words.body,
              render: (row) => (
                <details class="gr-details">
                  <summary>{words.read}</summary>
                  <pre class="gr-letter">{row.body}</pre>
                </details>
              ),
            },
          ]}
          rows={rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />}
        />
        <Pagination page={page} size={size} total={total} href={href} />
      </>
    ),
  };
}
