import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { t } from '../kit.sentences.ts';
import { fileIn, savingAddress } from '../table-address.ts';
import type { KeptTable, TableView } from '../table-view.ts';
import { PostButton } from './button.tsx';

/** The table of the page for whoever may keep views of it; null for the others, who see nothing of this. */
export const KeptTableContext = createContext<KeptTable | null>(null);

export const useKeptTable = (): KeptTable | null => useContext(KeptTableContext);

/** Beside a table: the way to keep it as it is looked at, and the views kept of it. `address` is the table as it is shown. */
export function TableViews({ address }: { address: string }): VNode | null {
  const table = useKeptTable();
  if (!table) return null;
  const words = t().views;
  return (
    <div class="gr-kept">
      <a href={savingAddress(address, table.title)}>{words.save}</a>
      {table.views.length === 0 ? null : (
        <details>
          <summary>{words.saved(table.views.length)}</summary>
          <ViewList views={table.views} back={address} />
        </details>
      )}
    </div>
  );
}

/** Views by name: each opens the table or downloads its file; one's own can be forgotten, which leads `back`. */
export function ViewList({ views, back }: { views: readonly TableView[]; back: string }): VNode {
  const words = t().views;
  return (
    <>
      <ul class="gr-kept__list">
        {views.map((view) => {
          const file = fileIn(view.address);
          const shared = view.own ? (view.shared ? words.shared : null) : words.sharedBy(view.owner);
          return (
            <li key={view.id}>
              <a href={view.address}>
                {view.name}
                {file ? ` (${file.toUpperCase()})` : ''}
              </a>
              {shared ? <span class="gr-quiet">{shared}</span> : null}
              {view.own ? (
                <PostButton action={`/vues/${view.id}/oublier?retour=${encodeURIComponent(back)}`} kind="quiet" small>
                  {words.forget}
                  <span class="fr-sr-only"> {view.name}</span>
                </PostButton>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p>
        <a href="/vues">{words.all}</a>
      </p>
    </>
  );
}
