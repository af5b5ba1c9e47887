import type { VNode } from 'preact';
import { Icon, SearchField } from '#kit/web/ui/index.ts';

/** One field and its button, sent by GET: the result has an address. */
export function SearchForm(props: {
  readonly action: string;
  readonly label: string;
  readonly hint?: string;
  readonly submit: string;
  readonly q: string;
}): VNode {
  return (
    <form class="gr-filters" method="get" action={props.action} aria-label={props.label}>
      <div class="gr-filters__fields">
        <SearchField name="q" label={props.label} hint={props.hint} value={props.q} />
      </div>
      <div class="gr-filters__acts">
        <button type="submit" class="fr-btn fr-btn--secondary">
          <Icon name="search" />
          {props.submit}
        </button>
      </div>
    </form>
  );
}
