import type { VNode } from 'preact';
import { t } from '../kit.sentences.ts';
import { DataTable } from './table.tsx';

export interface DiffEntry {
  readonly label: string;
  /** null means that there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

type Change = 'added' | 'removed' | 'changed' | 'same';

const changeOf = ({ before, after }: DiffEntry): Change =>
  before === after ? 'same' : before === null ? 'added' : after === null ? 'removed' : 'changed';

/** Before and after, side by side, with the change in a word as well as in colour. */
export function Diff({ caption, entries }: { caption: string; entries: readonly DiffEntry[] }): VNode {
  const words = t().diff;
  const nothing = <span class="gr-quiet">{words.empty}</span>;
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'label', label: words.what, header: true, render: (entry) => entry.label },
        {
          key: 'change',
          label: words.change,
          width: 'narrow',
          render: (entry) => <span class={`gr-change gr-change--${changeOf(entry)}`}>{words[changeOf(entry)]}</span>,
        },
        {
          key: 'before',
          label: words.before,
          render: (entry) =>
            entry.before === null ? nothing : changeOf(entry) === 'same' ? entry.before : <del>{entry.before}</del>,
        },
        {
          key: 'after',
          label: words.after,
          render: (entry) =>
            entry.after === null ? nothing : changeOf(entry) === 'same' ? entry.after : <ins>{entry.after}</ins>,
        },
      ]}
      rows={entries}
      rowKey={(entry) => entry.label}
    />
  );
}
