import type { VNode } from 'preact';
import { t } from '../kit.sentences.ts';
import type { Crumb, SideNavigation } from '../page.ts';
import { Icon } from './icon.tsx';

/** First thing on the page for the keyboard: straight to the content. */
export function SkipLinks({ side }: { side?: boolean }): VNode {
  const words = t().layout;
  return (
    <div class="fr-skiplinks">
      <nav class="fr-container" aria-label={words.skipLinks}>
        <ul class="fr-skiplinks__list">
          <li>
            <a class="fr-link" href="#contenu">
              {words.skipToContent}
            </a>
          </li>
          <li>
            <a class="fr-link" href={side ? '#menu-lateral' : '#menu'}>
              {words.skipToNavigation}
            </a>
          </li>
          <li>
            <a class="fr-link" href="#recherche">
              {words.skipToSearch}
            </a>
          </li>
          <li>
            <a class="fr-link" href="#pied-de-page">
              {words.skipToFooter}
            </a>
          </li>
        </ul>
      </nav>
    </div>
  );
}

export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }): VNode | null {
  if (crumbs.length < 2) return null;
  return (
    <nav class="fr-breadcrumb" aria-label={t().layout.breadcrumb}>
      <ol class="fr-breadcrumb__list">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label}>
            {crumb.href && index < crumbs.length - 1 ? (
              <a class="fr-breadcrumb__link" href={crumb.href}>
                {crumb.label}
              </a>
            ) : (
              <span class="fr-breadcrumb__link" aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Left navigation of a workspace; on a narrow screen it folds under the name of the current entry. */
export function SideMenu({ side }: { side: SideNavigation }): VNode {
  const current = side.entries.find((entry) => entry.current);
  return (
    <nav class="fr-sidemenu gr-side" id="menu-lateral" aria-label={side.label} tabindex={-1}>
      <p class="fr-sidemenu__title">{side.label}</p>
      <details class="gr-side-fold">
        <summary>
          {current ? t().layout.within(side.label, current.label) : side.label}
          <Icon name="chevron-down" />
        </summary>
      </details>
      <ul class="fr-sidemenu__list">
        {side.entries.map((entry) => (
          <li key={entry.href} class={`fr-sidemenu__item${entry.current ? ' fr-sidemenu__item--active' : ''}`}>
            <a class="fr-sidemenu__link" href={entry.href} aria-current={entry.current ? 'page' : undefined}>
              {entry.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Views of one object. Links, not panels: without script a panel that is closed cannot be reached. */
export function Tabs(props: {
  readonly label: string;
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
}): VNode {
  return (
    <nav class="gr-tabs" aria-label={props.label}>
      <ul>
        {props.tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The pages near the current one, with the first and the last: 1 … 4 5 6 … 20; null stands for the gap. */
export function pagesAround(page: number, pages: number): readonly (number | null)[] {
  const near = new Set(
    [1, page - 1, page, page + 1, pages].filter((candidate) => candidate >= 1 && candidate <= pages),
  );
  const shown: (number | null)[] = [];
  let before = 0;
  for (const candidate of [...near].sort((a, b) => a - b)) {
    if (candidate === before + 2) shown.push(before + 1);
    else if (candidate > before + 2) shown.push(null);
    shown.push(candidate);
    before = candidate;
  }
  return shown;
}

export interface PaginationProps {
  /** Current page, from 1. */
  readonly page: number;
  readonly size: number;
  /** Rows in all. */
  readonly total: number;
  readonly href: (page: number) => string;
  /** Distinguishes two paginations on one page. */
  readonly label?: string;
}

/** Says which rows are shown, and links to the other pages when there are several. */
export function Pagination({ page, size, total, href, label }: PaginationProps): VNode {
  const words = t().pagination;
  const pages = Math.max(1, Math.ceil(total / size));
  const rows = (
    <p class="gr-pagination__rows">
      {words.rows(total === 0 ? 0 : (page - 1) * size + 1, Math.min(page * size, total), total)}
    </p>
  );
  if (pages === 1) return <div class="gr-pagination">{rows}</div>;
  const step = (target: number, name: string, icon: 'chevron-left' | 'chevron-right') =>
    target >= 1 && target <= pages ? (
      <li>
        <a class="fr-pagination__link" href={href(target)} rel={icon === 'chevron-left' ? 'prev' : 'next'}>
          <Icon name={icon} title={name} />
        </a>
      </li>
    ) : null;
  return (
    <div class="gr-pagination">
      {rows}
      <nav class="fr-pagination" aria-label={label ?? words.label}>
        <ul class="fr-pagination__list">
          {step(page - 1, words.previous, 'chevron-left')}
          {pagesAround(page, pages).map((shown, index) => (
            <li key={shown ?? `gap-${index}`}>
              {shown === null ? (
                <span class="gr-pagination__gap" aria-hidden="true">
                  …
                </span>
              ) : (
                <a
                  class="fr-pagination__link"
                  href={href(shown)}
                  aria-current={shown === page ? 'page' : undefined}
                  aria-label={words.page(shown)}
                >
                  {shown}
                </a>
              )}
            </li>
          ))}
          {step(page + 1, words.next, 'chevron-right')}
        </ul>
      </nav>
    </div>
  );
}
