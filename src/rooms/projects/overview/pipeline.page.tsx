import { formatDay, formatNumber, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { FilterBar, SearchField, SelectField } from '#kit/web/ui/index.ts';
import { inAddress, type Listing, listAddress, Name } from '#rooms/registry';
import { projectLife } from '../project.workflow.ts';
import { projectAddress } from '../project-address.ts';
import { t } from './overview.sentences.ts';
import type { PipelineView } from './pipeline.query.ts';
import { type OtherView, OtherViews, placeFilters } from './project-list.page.tsx';

interface Props {
  readonly view: PipelineView;
  readonly listing: Listing;
  readonly views: readonly OtherView[];
}

/** Projects in columns, one for each stage, the longest waiting first. */
export function pipelinePage({ view, listing, views }: Props): Page {
  const words = t().pipeline;
  const { criteria } = listing;
  const chosen = Object.keys(criteria).length > 0;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().title, href: '/projets' }, { label: words.title }],
    synthetic: view.synthetic,
    wide: true,
    body: (
      <>
        <OtherViews views={views} />
        <FilterBar action={listing.path} {...(chosen && { clearHref: listing.path })}>
          <SearchField name="q" label={t().search} value={criteria.q ?? ''} />
          {placeFilters(view.facets, listing).map((filter) => (
            <SelectField
              key={filter.name}
              name={inAddress(filter.name)}
              label={filter.label}
              value={criteria[filter.name] ?? ''}
              blank={filter.blank}
              choices={filter.choices ?? []}
            />
          ))}
        </FilterBar>
        <section class="gr-pipeline" aria-label={words.title} tabindex={0}>
          {view.columns.map(({ stage, count, rows }) => (
            <section key={stage} class="gr-pipeline__column">
              <h2 class="gr-pipeline__head">
                {say(projectLife.states[stage])} <span class="gr-pipeline__count">{formatNumber(count)}</span>
              </h2>
              {rows.length === 0 ? <p class="gr-quiet">{words.none}</p> : null}
              <ul>
                {rows.map((row) => (
                  <li key={row.id}>
                    <Name name={row.acronym} href={projectAddress(row.id)} synthetic={row.synthetic} />
                    <span class="gr-quiet gr-second">{row.cluster.name}</span>
                    <span class="gr-quiet gr-second">{words.sinceDay(formatDay(row.since))}</span>
                  </li>
                ))}
              </ul>
              {count > rows.length ? (
                <a href={listAddress({ path: '/projets', criteria }, { stage })}>{words.more(count - rows.length)}</a>
              ) : null}
            </section>
          ))}
        </section>
      </>
    ),
  };
}
