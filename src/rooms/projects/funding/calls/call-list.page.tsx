import type { VNode } from 'preact';
import type { Day } from '#kit/period.ts';
import { monthOf, yearOf } from '#kit/period.ts';
import { formatDay, formatShare, locale, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Badge,
  ButtonLink,
  Card,
  DataTable,
  DescriptionList,
  EmptyState,
  FilterBar,
  Link,
  Section,
  SelectField,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { CertaintyMark, inAddress, type Listing } from '#rooms/registry';
import { CALL_STATES, type CallState } from './call-calendar.rules.ts';
import type { CallList, CallRow } from './call-list.query.ts';
import { t } from './calls.sentences.ts';

const TONES: Readonly<Record<CallState, Tone>> = {
  open: 'success',
  upcoming: 'info',
  closed: 'neutral',
  unknown: 'warning',
};

interface Props {
  readonly list: CallList;
  readonly listing: Listing;
  /** The reader may add calls. */
  readonly add: boolean;
}

/** The public calendar of windows and calls. */
export function callListPage({ list, listing, add }: Props): Page {
  const words = t();
  return {
    title: words.title,
    lead: words.lead(formatDay(list.on)),
    crumbs: [{ label: words.home, href: '/' }, { label: words.title }],
    action: add ? <ButtonLink href="/projets/appels/ajouter">{words.add}</ButtonLink> : undefined,
    body: (
      <>
        <p>
          <Link href="/projets/calculateur">{words.calculator}</Link>
        </p>
        <Filters list={list} listing={listing} />
        {list.rows.length === 0 ? (
          <EmptyState
            icon="search"
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={words.emptyWhy}
            next={<ButtonLink href="/projets/appels">{words.emptyNext}</ButtonLink>}
          />
        ) : (
          byMonth(list.rows).map(({ title, rows }) => (
            <Section key={title} title={title}>
              {rows.map((row) => (
                <CallCard key={row.id} row={row} />
              ))}
            </Section>
          ))
        )}
        <FuiYears list={list} />
      </>
    ),
  };
}

function Filters({ list, listing: { path, criteria } }: Pick<Props, 'list' | 'listing'>): VNode {
  const words = t();
  return (
    <FilterBar action={path} clearHref={criteria.window || criteria.state ? path : undefined}>
      <SelectField
        name={inAddress('window')}
        label={words.window}
        value={criteria.window ?? ''}
        blank={words.allWindows}
        required={false}
        choices={list.windows.map((one) => ({ value: one.id, label: say(one) }))}
      />
      <SelectField
        name={inAddress('state')}
        label={words.state}
        value={criteria.state ?? ''}
        blank={words.allStates}
        required={false}
        choices={CALL_STATES.map((value) => ({ value, label: words.states[value] }))}
      />
    </FilterBar>
  );
}

const month = (day: string): string =>
  new Intl.DateTimeFormat(locale() === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(yearOf(day as Day), monthOf(day as Day) - 1, 1)));

/** The months in which calls close, in the order of the list; those without a known day come together. */
const byMonth = (rows: readonly CallRow[]): { title: string; rows: CallRow[] }[] =>
  [...Map.groupBy(rows, ({ closes }) => (closes === null ? t().undated : t().closesIn(month(closes))))].map(
    ([title, group]) => ({ title, rows: group }),
  );

const CallMark = ({ state }: { state: CallState }): VNode => (
  <StatusBadge tone={TONES[state]} label={t().states[state]} rule={t().stateRules[state]} />
);

function CallCard({ row }: { row: CallRow }): VNode {
  const words = t();
  const day = (on: string | null) => (on === null ? words.notKnown : formatDay(on));
  return (
    <Card
      title={say(row)}
      detail={
        <>
          <CallMark state={row.state} />{' '}
          {row.daysLeft !== null && row.state === 'open' ? <Badge tone="info">{words.left(row.daysLeft)}</Badge> : null}{' '}
          {row.added ? <Badge>{words.added}</Badge> : null}
        </>
      }
      footer={
        <>
          <CallRules row={row} />
          <CallRates row={row} />
        </>
      }
    >
      <DescriptionList
        items={[
          { term: words.window, description: say(row.window) },
          { term: words.filing, description: words.between(day(row.opens), day(row.closes)) },
          ...(row.dates ? [{ term: words.dates, description: say(row.dates) }] : []),
          { term: words.label, description: words.labelWorth[row.window.label] },
          {
            term: words.source,
            description: (
              <>
                {row.source} <CertaintyMark certainty={row.certainty} />
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function CallRules({ row }: { row: CallRow }): VNode {
  const words = t();
  if (row.rules.length === 0) return <p class="gr-quiet">{words.noRules}</p>;
  return (
    <details class="gr-details">
      <summary>{`${words.rules} (${row.rules.length})`}</summary>
      <DataTable
        caption={words.rulesOf(say(row))}
        captionHidden
        columns={[
          { key: 'rule', label: words.rule, render: (line) => line.rule ?? '—', width: 'narrow' },
          { key: 'content', label: words.content, header: true, render: (line) => say(line) },
          { key: 'source', label: words.source, render: (line) => line.source },
          {
            key: 'certainty',
            label: words.certainty,
            render: (line) => <CertaintyMark certainty={line.certainty} />,
          },
        ]}
        rows={row.rules}
      />
    </details>
  );
}

function CallRates({ row }: { row: CallRow }): VNode {
  const words = t();
  if (row.rates.length === 0) return <p class="gr-quiet">{words.noRates}</p>;
  return (
    <details class="gr-details">
      <summary>{words.rates}</summary>
      <DataTable
        caption={words.ratesOf(say(row))}
        captionHidden
        columns={[
          { key: 'who', label: words.who, header: true, render: (rate) => words.classes[rate.of] },
          { key: 'when', label: words.when, render: (rate) => words.conditions[rate.when] },
          { key: 'rate', label: words.rate, align: 'end', render: (rate) => formatShare(rate.percent / 100, 2) },
          { key: 'source', label: words.source, render: (rate) => rate.source },
        ]}
        rows={row.rates}
      />
    </details>
  );
}

function FuiYears({ list }: { list: CallList }): VNode {
  const words = t().fui;
  const names = new Map(list.rows.map((row) => [row.id, say(row)]));
  return (
    <Section title={words.title} lead={words.lead}>
      <DataTable
        caption={words.caption}
        captionHidden
        columns={[
          { key: 'year', label: words.year, header: true, render: (one) => String(one.year) },
          {
            key: 'calls',
            label: words.calls,
            render: (one) => one.calls.map((id) => names.get(id) ?? id).join(', ') || words.none,
          },
          {
            key: 'finding',
            label: words.finding,
            render: (one) => (
              <StatusBadge tone={one.finding === 'met' ? 'success' : 'warning'} label={words.verdicts[one.finding]} />
            ),
          },
        ]}
        rows={list.fuiYears}
        rowKey={(one) => String(one.year)}
      />
    </Section>
  );
}
