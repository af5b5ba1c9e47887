import { readFileSync } from 'node:fs';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { locale } from '#kit/say.ts';
import { pageAssets } from './assets.ts';
import { t } from './kit.sentences.ts';
import type { Chrome, Page } from './page.ts';
import { ButtonGroup, ButtonLink } from './ui/button.tsx';
import { Footer } from './ui/footer.tsx';
import { Header } from './ui/header.tsx';
import { Alert, SyntheticRibbon } from './ui/message.tsx';
import { Breadcrumb, SideMenu, SkipLinks } from './ui/navigation.tsx';
import { KeptTableContext } from './ui/table-views.tsx';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The whole HTML of a page, in the language being spoken. */
export function renderDocument(chrome: Chrome, page: Page): string {
  return `<!doctype html>${renderToString(<Document chrome={chrome} page={page} />)}`;
}

/**
 * The page of a refusal or of a fault. `message` is the sentence of the refusal, already in the reader's language;
 * without it the page says what this status means. `reference` is what the reader may quote about a fault.
 */
/** @param given what the operator can be told, and the page that the person came from. */
export function renderError(
  chrome: Chrome,
  status: number,
  message: string | null,
  given: { readonly reference?: string; readonly back?: string | null } = {},
): string {
  return renderDocument(chrome, errorPage(chrome, status, message, given));
}

function Document({ chrome, page }: { chrome: Chrome; page: Page }): VNode {
  const assets = pageAssets();
  return (
    <html
      lang={locale()}
      data-theme={chrome.theme === 'system' ? undefined : chrome.theme}
      data-fr-scheme={assets.official ? chrome.theme : undefined}
      data-fr-theme={assets.official && chrome.theme !== 'system' ? chrome.theme : undefined}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title === t().product.name ? page.title : `${page.title} — ${t().product.name}`}</title>
        {typeof page.lead === 'string' ? <meta name="description" content={page.lead} /> : null}
        <meta name="color-scheme" content={chrome.theme === 'system' ? 'light dark' : chrome.theme} />
        {assets.fonts.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        {assets.sheets.map((sheet) => (
          <link key={sheet} rel="stylesheet" href={sheet} />
        ))}
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <script type="module" src={assets.script} />
        {page.editor ? assets.editor.map((script) => <script key={script} type="module" src={script} />) : null}
      </head>
      <body>
        <SkipLinks side={page.side !== undefined} />
        <Header chrome={chrome} />
        <main class="gr-main" id="contenu" tabindex={-1}>
          <div class={`fr-container${page.wide ? ' gr-wide' : ''}`}>
            <Top chrome={chrome} page={page} />
            <KeptTableContext.Provider value={chrome.table ?? null}>
              <Content page={page} />
            </KeptTableContext.Provider>
          </div>
        </main>
        <Footer chrome={chrome} version={version} />
      </body>
    </html>
  );
}

function Top({ chrome, page }: { chrome: Chrome; page: Page }): VNode {
  return (
    <div class="gr-top">
      {page.crumbs ? <Breadcrumb crumbs={page.crumbs} /> : null}
      {chrome.flash ? (
        <div class="gr-flash">
          <Alert kind={chrome.flash.kind} live>
            {chrome.flash.text}
          </Alert>
        </div>
      ) : null}
      {page.synthetic ? <SyntheticRibbon /> : null}
    </div>
  );
}

function Content({ page }: { page: Page }): VNode {
  const content = (
    <div class="gr-content">
      <div class="gr-head">
        <div class="gr-title">
          <h1>{page.title}</h1>
          {page.status}
        </div>
        {page.lead ? <p class="gr-lead">{page.lead}</p> : null}
        {page.action ? <div class="gr-head__action">{page.action}</div> : null}
      </div>
      <div class="gr-body">{page.body}</div>
    </div>
  );
  return page.side ? (
    <div class="gr-frame gr-frame--side">
      <SideMenu side={page.side} />
      {content}
    </div>
  ) : (
    content
  );
}

type KnownStatus = 401 | 403 | 404 | 409 | 422 | 429 | 500;

const known = (status: number): KnownStatus => {
  switch (status) {
    case 401:
    case 403:
    case 404:
    case 409:
    case 422:
    case 429:
      return status;
    case 410:
      return 404;
    default:
      return status >= 500 ? 500 : 422;
  }
};

function errorPage(
  chrome: Chrome,
  status: number,
  message: string | null,
  { reference, back }: { readonly reference?: string; readonly back?: string | null },
): Page {
  const words = t().error;
  const sentences = words[known(status)];
  const leadsBack = back && (known(status) === 409 || status === 400);
  return {
    title: sentences.title,
    body: (
      <div class="gr-error">
        <p class="gr-error__what">{message ?? sentences.what}</p>
        <p>{sentences.next}</p>
        <ButtonGroup>
          {known(status) === 401 ? (
            <ButtonLink href={`/connexion?retour=${encodeURIComponent(chrome.here)}`}>{t().layout.signIn}</ButtonLink>
          ) : null}
          {leadsBack ? <ButtonLink href={back}>{words.back}</ButtonLink> : null}
          <ButtonLink href="/" kind={leadsBack || known(status) === 401 ? 'secondary' : 'primary'}>
            {words.home}
          </ButtonLink>
        </ButtonGroup>
        <p class="gr-quiet gr-error__reference">
          {words.status(status)}
          {reference && known(status) === 500 ? ` · ${words.reference(reference)}` : ''}
        </p>
      </div>
    ),
  };
}
