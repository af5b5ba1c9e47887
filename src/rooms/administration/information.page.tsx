import type { Page } from '#kit/web/page.ts';
import { Badge, DataTable, Section } from '#kit/web/ui/index.ts';
import { t } from './administration.sentences.ts';

export function accessibilityPage(): Page {
  const words = t().accessibility;
  return {
    title: words.title,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    body: (
      <>
        <Section title={words.state}>
          <p>{words.stateText}</p>
        </Section>
        <Section title={words.built}>
          <ul>
            {words.builtItems.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </Section>
        <Section title={words.contact}>
          <p>{words.contactText}</p>
        </Section>
      </>
    ),
  };
}

export interface Term {
  readonly fr: string;
  readonly en: string;
  readonly meaning: string;
  readonly source: string;
}

/** The text that marks a definition no document was read for. */
const BACKGROUND = 'background';

export function glossaryPage(terms: readonly Term[]): Page {
  const words = t().glossary;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.title }],
    wide: true,
    body: (
      <DataTable
        caption={words.caption}
        captionHidden
        quickFilter
        columns={[
          { key: 'fr', label: words.term, header: true, render: (term) => <span lang="fr">{term.fr}</span> },
          { key: 'en', label: words.english, render: (term) => <span lang="en">{term.en}</span> },
          { key: 'meaning', label: words.meaning, render: (term) => <span lang="fr">{term.meaning}</span> },
          {
            key: 'source',
            label: words.source,
            render: (term) =>
              term.source === BACKGROUND ? <Badge tone="warning">{words.toCheck}</Badge> : term.source,
          },
        ]}
        rows={terms}
        rowKey={(term) => term.fr}
      />
    ),
  };
}
