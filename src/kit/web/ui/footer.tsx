import type { VNode } from 'preact';
import { t } from '../kit.sentences.ts';
import type { Chrome } from '../page.ts';
import { Mark } from './mark.tsx';

/** The foot of every page: what can be trusted here, and where the obligations are met. */
export function Footer({ chrome, version }: { chrome: Chrome; version: string }): VNode {
  const words = t().layout;
  return (
    <footer class="gr-footer" id="pied-de-page" tabindex={-1}>
      <div class="fr-container gr-footer__in">
        <div class="gr-footer__about">
          <p class="gr-footer__name">
            <Mark size={20} />
            {t().product.name}
          </p>
          <p>{words.proof}</p>
          {chrome.demo ? <p>{words.demo}</p> : null}
          {chrome.embedded ? <p>{words.embedded}</p> : null}
          <p>{words.version(version)}</p>
          <p class="gr-print-only">{words.printed(chrome.here)}</p>
        </div>
        <nav aria-label={words.footer}>
          <ul class="gr-footer__links">
            <li>
              <a href="/accessibilite">{words.accessibility}</a>
            </li>
            <li>
              <a href="/donnees">{words.data}</a>
            </li>
            <li>
              <a href="/api/v1/docs">{words.api}</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}
