import { formatNumber, formatShare, locale, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { BarChart, DataTable, EmptyState, FilterBar, Section, SelectField } from '#kit/web/ui/index.ts';
import { facetChoices, inAddress, type Listing, listAddress } from '#rooms/registry';
import { projectLife } from '../project.workflow.ts';
import type { FunnelView } from './funnel.query.ts';
import { t } from './overview.sentences.ts';
import { type OtherView, OtherViews, placeFilters } from './project-list.page.tsx';

interface Props {
  readonly view: FunnelView;
  readonly listing: Listing;
  readonly views: readonly OtherView[];
}

/** Where products stop: stages reached, and the time between them, by cluster, region, sector committee and country. */
export function funnelPage({ view, listing, views }: Props): Page {
  const words = t().funnelPage;
  const { criteria } = listing;
  const market = view.steps.find(({ stage }) => stage === 'market');
  const toList = (stage: string) => listAddress({ path: '/projets', criteria }, { stage });
  const filters = [
    ...placeFilters(view.facets, listing),
    {
      name: 'year',
      label: t().year,
      choices: facetChoices(view.facets.years, {}, criteria.year),
      blank: t().allYears,
    },
    {
      name: 'country',
      label: t().country,
      choices: facetChoices(view.facets.countries, countryNames(view), criteria.country),
      blank: t().allCountries,
    },
  ];
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().title, href: '/projets' }, { label: words.title }],
    synthetic: view.synthetic,
    wide: true,
    body: (
      <>
        <OtherViews views={views} />
        <FilterBar action={listing.path} {...(Object.keys(criteria).length > 0 && { clearHref: listing.path })}>
          {filters.map((filter) => (
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
        {view.total === 0 ? (
          <EmptyState icon="search" title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />
        ) : (
          <>
            <BarChart
              title={market?.share == null ? words.chartNone : words.chart(formatShare(market.share, 1))}
              unit={words.unit}
              source={words.source}
              categoryLabel={t().stage}
              bars={view.steps.map(({ stage, reached }) => ({
                label: say(projectLife.states[stage]),
                value: reached,
                marked: stage === 'market',
              }))}
            />
            <Section title={words.caption} id="durees">
              <DataTable
                caption={words.caption}
                captionHidden
                columns={[
                  {
                    key: 'stage',
                    label: t().stage,
                    header: true,
                    render: (row) => say(projectLife.states[row.stage]),
                  },
                  { key: 'reached', label: words.reached, align: 'end', render: (row) => formatNumber(row.reached) },
                  {
                    key: 'share',
                    label: words.share,
                    align: 'end',
                    render: (row) => (row.share === null ? '—' : formatShare(row.share, 1)),
                  },
                  {
                    key: 'ofPrevious',
                    label: words.ofPrevious,
                    align: 'end',
                    render: (row) => (row.ofPrevious === null ? '—' : formatShare(row.ofPrevious, 1)),
                  },
                  {
                    key: 'standing',
                    label: words.standing,
                    align: 'end',
                    render: (row) =>
                      row.standing === 0 ? (
                        formatNumber(0)
                      ) : (
                        <a href={toList(row.stage)}>{formatNumber(row.standing)}</a>
                      ),
                  },
                  {
                    key: 'median',
                    label: words.median,
                    align: 'end',
                    render: (row) =>
                      row.days ? (
                        words.days(Math.round(row.days.median))
                      ) : (
                        <span class="gr-quiet">{row.stage === 'idea' ? '—' : words.tooFew}</span>
                      ),
                  },
                  {
                    key: 'quartiles',
                    label: words.quartiles,
                    align: 'end',
                    render: (row) =>
                      row.days
                        ? words.between(
                            formatNumber(Math.round(row.days.lower)),
                            formatNumber(Math.round(row.days.upper)),
                          )
                        : '—',
                  },
                ]}
                rows={view.steps}
                rowKey={(row) => row.stage}
                note={words.note}
              />
              {view.abandoned > 0 ? (
                <p>
                  <a href={toList('abandoned')}>{words.abandoned(view.abandoned)}</a>
                </p>
              ) : null}
            </Section>
          </>
        )}
      </>
    ),
  };
}

/** Names of countries in the reader's language. */
function countryNames(view: FunnelView): Record<string, string> {
  const names = new Intl.DisplayNames(locale(), { type: 'region' });
  return Object.fromEntries(view.facets.countries.map(({ value }) => [value, names.of(value) ?? value]));
}
