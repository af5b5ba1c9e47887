import type { VNode } from 'preact';
import { Alert, DataTable, Link } from '#kit/web/ui/index.ts';
import type { SearchResults } from '../programme/programme.ts';
import { Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { SearchForm } from '../search-form.tsx';
import { formatSiren } from '../siren.rules.ts';

interface Props {
  /** This very page: the search is its query. */
  readonly action: string;
  readonly label: string;
  readonly q: string;
  /** Null until something was searched. */
  readonly results: SearchResults | null;
  /** The page with this organisation chosen. */
  readonly chosenHref: (organisation: string) => string;
  /** Where to record one that is not found; left out when the reader may not. */
  readonly createHref?: string;
}

/** The step before a form that names an organisation: search, then choose. It needs no script. */
export function OrganisationFinder(props: Props): VNode {
  const words = t().membership.join;
  const { q, results } = props;
  const found = results?.organisations ?? [];
  return (
    <>
      <SearchForm action={props.action} label={props.label} submit={words.findSubmit} q={q} />
      {results === null ? null : (
        <>
          <p role="status">{found.length > 0 ? words.found(found.length, q) : words.foundNone(q)}</p>
          {found.length > 0 && results.approximate ? <Alert kind="info">{words.approximate}</Alert> : null}
          <DataTable
            caption={words.findTitle}
            captionHidden
            columns={[
              {
                key: 'name',
                label: t().organisation.list.name,
                header: true,
                render: (hit) => <Name name={hit.name} synthetic={hit.synthetic} />,
              },
              {
                key: 'siren',
                label: t().organisation.list.siren,
                render: (hit) =>
                  hit.siren ? formatSiren(hit.siren) : <span class="gr-quiet">{t().words.unknown}</span>,
              },
              { key: 'detail', label: t().week.search.detail, render: (hit) => hit.detail ?? '—' },
              {
                key: 'choose',
                label: words.choose,
                render: (hit) => (
                  <a href={props.chosenHref(hit.id)} aria-label={words.chooseName(hit.name)}>
                    {words.choose}
                  </a>
                ),
              },
            ]}
            rows={found}
            rowKey={(hit) => hit.id}
            empty={words.foundNoneWhy}
          />
        </>
      )}
      {props.createHref && results !== null ? (
        <p>
          <Link href={props.createHref} icon="plus">
            {words.create}
          </Link>
        </p>
      ) : null}
    </>
  );
}
