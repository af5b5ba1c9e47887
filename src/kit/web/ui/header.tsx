import type { VNode } from 'preact';
import { locale } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import type { Chrome } from '../page.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Mark } from './mark.tsx';

/**
 * The head of every page. On a narrow screen the menu folds: the `details` holds only its summary and the style sheet
 * shows or hides what follows it, so that one markup serves both widths and no script is needed.
 */
export function Header({ chrome }: { chrome: Chrome }): VNode {
  const words = t().layout;
  return (
    <header class="fr-header gr-header">
      <div class="fr-container gr-header__in">
        <a class="gr-brand" href="/" title={t().product.home}>
          <Mark size={34} />
          <span>
            <span class="gr-brand__name">{t().product.name}</span>
            <span class="gr-brand__programme">{t().product.programme}</span>
          </span>
        </a>
        <div class="gr-menu" id="menu" tabindex={-1}>
          <details class="gr-fold">
            <summary class="gr-tool">
              <Icon name="menu" />
              {words.menu}
            </summary>
          </details>
          <div class="gr-fold__content">
            <Search value={chrome.search} />
            <Navigation chrome={chrome} />
            <Tools chrome={chrome} />
          </div>
        </div>
      </div>
    </header>
  );
}

function Search({ value }: { value: string }): VNode {
  const words = t().layout;
  return (
    <search class="gr-search">
      <form class="gr-search__form" method="get" action="/recherche">
        <label class="fr-sr-only" for="recherche">
          {words.search}
        </label>
        <input
          class="gr-search__input"
          type="search"
          id="recherche"
          name="q"
          value={value || undefined}
          placeholder={words.searchHint}
          autocomplete="off"
          spellcheck={false}
          data-search
        />
        <button class="gr-search__button" type="submit">
          <Icon name="search" title={words.search} />
        </button>
      </form>
    </search>
  );
}

type Entry = Chrome['navigation'][number];

/** Entries that fit on one line of a laptop; beyond, those of upkeep fold together. */
const MOST_ENTRIES = 11;

function Navigation({ chrome: { navigation } }: { chrome: Chrome }): VNode | null {
  if (navigation.length === 0) return null;
  const folded = navigation.length > MOST_ENTRIES ? navigation.filter(({ upkeep }) => upkeep) : [];
  return (
    <nav class="fr-nav gr-nav" aria-label={t().layout.mainNavigation}>
      <ul class="gr-nav__list">
        {navigation
          .filter((entry) => !folded.includes(entry))
          .map((entry) => (
            <li key={entry.href}>
              <NavigationLink entry={entry} />
            </li>
          ))}
        {folded.length > 0 ? (
          <li>
            <details class="gr-drop">
              <summary class="gr-nav__link" aria-current={folded.some(({ current }) => current) ? 'true' : undefined}>
                {t().layout.upkeep}
                <Icon name="chevron-down" small />
              </summary>
              <ul class="gr-drop__panel gr-nav__folded">
                {folded.map((entry) => (
                  <li key={entry.href}>
                    <NavigationLink entry={entry} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

const NavigationLink = ({ entry }: { entry: Entry }): VNode => (
  <a class="gr-nav__link" href={entry.href} aria-current={entry.current ? 'page' : undefined}>
    {entry.label}
  </a>
);

function Tools({ chrome }: { chrome: Chrome }): VNode {
  const words = t().layout;
  const back = encodeURIComponent(chrome.here);
  const other = locale() === 'fr' ? 'en' : 'fr';
  return (
    <div class="gr-tools">
      <a
        class="gr-tool"
        href={`/langue/${other}?retour=${back}`}
        lang={other}
        hreflang={other}
        rel="nofollow"
        title={words.otherLanguageTitle}
      >
        {words.otherLanguage}
      </a>
      <details class="gr-drop">
        <summary class="gr-tool">
          {words.display}
          <Icon name="chevron-down" small />
        </summary>
        <form class="gr-drop__panel" method="post" action="/theme" data-theme-form>
          <input type="hidden" name="retour" value={chrome.here} />
          <div>
            <label class="fr-label" for="theme">
              {words.theme}
            </label>
            <select class="fr-select" id="theme" name="theme">
              {(['system', 'light', 'dark'] as const).map((theme) => (
                <option key={theme} value={theme} selected={theme === chrome.theme}>
                  {{ system: words.themeSystem, light: words.themeLight, dark: words.themeDark }[theme]}
                </option>
              ))}
            </select>
          </div>
          <div data-without-script>
            <Button kind="secondary">{words.themeApply}</Button>
          </div>
        </form>
      </details>
      {chrome.person ? (
        <Person person={chrome.person} />
      ) : (
        <a class="gr-tool" href={`/connexion?retour=${back}`} rel="nofollow">
          <Icon name="person" />
          {words.signIn}
        </a>
      )}
    </div>
  );
}

function Person({ person }: { person: NonNullable<Chrome['person']> }): VNode {
  const words = t().layout;
  return (
    <details class="gr-drop">
      <summary class="gr-tool">
        <Icon name="person" />
        <span class="gr-person__name">{person.name}</span>
        <Icon name="chevron-down" small />
      </summary>
      <div class="gr-drop__panel">
        <div>
          <p class="gr-drop__name">{person.name}</p>
          <p class="gr-quiet">{person.role}</p>
        </div>
        <a class="fr-btn fr-btn--secondary" href="/ma-semaine">
          {words.myWeek}
        </a>
        <a class="fr-btn fr-btn--tertiary" href="/vues">
          {words.myViews}
        </a>
        <form method="post" action="/deconnexion">
          <Button kind="quiet">{words.signOut}</Button>
        </form>
      </div>
    </details>
  );
}
