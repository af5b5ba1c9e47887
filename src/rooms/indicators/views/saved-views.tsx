import type { VNode } from 'preact';
import { PostButton, Section } from '#kit/web/ui/index.ts';
import type { SavedView } from './saved-view.ts';
import { t } from './views.sentences.ts';

/** Where a table is kept as it is looked at, whatever the room: its address goes along. */
export const viewAddress = (address: string): string => `/vues/nouvelle?adresse=${encodeURIComponent(address)}`;

/** The views that the reader keeps of a table, and those that others share. */
export function SavedViews({ title, views }: { title: string; views: readonly SavedView[] }): VNode | null {
  if (views.length === 0) return null;
  return (
    <Section title={title}>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <a href={view.address}>{view.name}</a>{' '}
            {view.own ? null : <span class="gr-quiet">{t().sharedBy(view.owner)}</span>}
            {view.own ? (
              <PostButton action={`/vues/${view.id}/oublier`} kind="quiet">
                {t().forget(view.name)}
              </PostButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
