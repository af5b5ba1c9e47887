import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import { DataTable, PostButton, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import type { ApiKeyLine } from './api-key-list.query.ts';

const tones: Record<ApiKeyLine['state'], Tone> = { open: 'success', revoked: 'neutral', expired: 'neutral' };

/** Keys with what they open and when they were used; never the keys themselves. */
export function KeyTable(props: {
  readonly keys: readonly ApiKeyLine[];
  readonly revoke: (key: string) => string;
}): VNode {
  const words = t().keys;
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      rows={props.keys}
      rowKey={(key) => key.id}
      empty={words.none}
      columns={[
        { key: 'name', label: words.name, header: true, render: (key) => key.name },
        { key: 'scopes', label: words.scopes, render: (key) => key.scopes.join(', ') },
        {
          key: 'expires',
          label: words.expires,
          // The key ends with its last day: an instant before midnight in Paris.
          render: (key) => formatDay(lastDay(key.expiresAt)),
        },
        {
          key: 'used',
          label: words.lastUse,
          render: (key) => (key.lastUsedAt ? formatInstant(key.lastUsedAt) : words.never),
        },
        {
          key: 'state',
          label: t().functions.state,
          render: (key) => <StatusBadge tone={tones[key.state]} label={words.states[key.state]} />,
        },
        {
          key: 'acts',
          label: t().functions.acts,
          render: (key) =>
            key.state === 'open' ? (
              <PostButton action={props.revoke(key.id)} kind="tertiary" small>
                {words.revoke}
                <span class="fr-sr-only"> {key.name}</span>
              </PostButton>
            ) : null,
        },
      ]}
    />
  );
}

const HALF_DAY_MS = 12 * 3_600_000;
const lastDay = (expiresAt: Date): string => new Date(expiresAt.getTime() - HALF_DAY_MS).toISOString().slice(0, 10);
