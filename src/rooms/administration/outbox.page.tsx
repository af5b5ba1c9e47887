import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  EmptyState,
  FilterBar,
  SearchField,
  SelectField,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { t } from './administration.sentences.ts';
import type { OutboxRow } from './outbox.query.ts';

type OutboxState = OutboxRow['state'];

const TONES: Record<OutboxState, Tone> = {
  queued: 'info',
  sending: 'progress',
  sent: 'success',
  kept: 'neutral',
  withdrawn: 'neutral',
  failed: 'error',
};

export interface OutboxPageProps {
  readonly mails: readonly OutboxRow[];
  /** The last message shown, when others follow. */
  readonly next: { readonly id: string; readonly queuedAt: Date } | null;
  readonly search: URLSearchParams;
  /** A mail server is configured. */
  readonly sends: boolean;
}

export function outboxPage({ mails, next, search, sends }: OutboxPageProps): Page {
  const words = t().outbox;
  const filtered = Boolean(search.get('etat') || search.get('q'));
  const following =
    next &&
    `/messages?${new URLSearchParams({ ...Object.fromEntries(search), apres: next.id, le: next.queuedAt.toISOString() })}`;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    wide: true,
    body: (
      <>
        {sends ? null : <Alert kind="info">{words.notSent}</Alert>}
        <FilterBar action="/messages" {...(filtered && { clearHref: '/messages' })}>
          <SearchField name="q" label={words.text} value={search.get('q') ?? ''} />
          <SelectField
            name="etat"
            label={words.state}
            value={search.get('etat') ?? ''}
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
            {
              key: 'settled',
              label: words.settled,
              render: (row) => (row.settledAt ? formatInstant(row.settledAt) : '—'),
            },
            {
              key: 'body',
              label: words.body,
              render: (row) => (
                <details class="gr-details">
                  <summary>{words.read}</summary>
                  <pre class="gr-letter">{row.text}</pre>
                </details>
              ),
            },
          ]}
          rows={mails}
          rowKey={(row) => row.id}
          empty={<EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />}
        />
        <ButtonGroup>
          {search.has('apres') ? (
            <ButtonLink href="/messages" kind="tertiary">
              {words.newest}
            </ButtonLink>
          ) : null}
          {following ? (
            <ButtonLink href={following} kind="tertiary">
              {words.older}
            </ButtonLink>
          ) : null}
        </ButtonGroup>
      </>
    ),
  };
}
