import type { VNode } from 'preact';
import { formatInstant, say } from '#kit/say.ts';
import { tableSheet } from '#kit/web/export.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { ButtonLink, type Column, EmptyState, FileField, Form, Section } from '#kit/web/ui/index.ts';
import { type Filter, facetChoices, ListFrame, type Listing } from '#rooms/registry';
import { EvaluationStatus } from './evaluation.marks.tsx';
import { t } from './evaluation.sentences.ts';
import type { EvaluationRow } from './evaluation.store.ts';
import { EVALUATION_STATES } from './evaluation.ts';
import { evaluationLife } from './evaluation.workflow.ts';
import { EVALUATIONS_ADDRESS, evaluationAddress } from './evaluation-address.ts';

export interface EvaluationList {
  readonly rows: readonly EvaluationRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly everyone: boolean;
  readonly facets: { readonly states: readonly { value: string; label: string | null; count: number }[] };
}

/** The evaluations that the reader sees. */
export function evaluationListPage(props: {
  readonly list: EvaluationList;
  readonly listing: Listing;
  readonly canOpen: boolean;
}): Page {
  const words = t().list;
  const { list, listing } = props;
  const opening = <ButtonLink href={`${EVALUATIONS_ADDRESS}/nouvelle`}>{words.open}</ButtonLink>;
  return {
    title: words.title,
    lead: words.lead(list.everyone),
    crumbs: [{ label: t().home, href: '/' }, { label: t().evaluations }],
    action: props.canOpen ? opening : undefined,
    synthetic: list.rows.some((row) => row.synthetic),
    wide: true,
    body: (
      <ListFrame
        listing={listing}
        caption={words.caption}
        filters={filters(list, listing)}
        columns={columns(list.everyone)}
        rows={list.rows}
        rowKey={(row) => row.id}
        total={list.total}
        page={list.page}
        pageSize={list.pageSize}
        sortedBy="changed"
        empty={
          <EmptyState
            title={words.emptyTitle}
            what={words.emptyWhat}
            why={words.emptyWhy}
            next={props.canOpen ? opening : undefined}
          />
        }
      />
    ),
  };
}

function filters(list: EvaluationList, { criteria }: Listing): Filter[] {
  const words = t().list;
  const states = Object.fromEntries(EVALUATION_STATES.map((state) => [state, say(evaluationLife.states[state])]));
  return [
    { name: 'q', label: words.search },
    {
      name: 'state',
      label: words.state,
      choices: facetChoices(list.facets.states, states, criteria.state),
      blank: words.allStates,
    },
  ];
}

function columns(everyone: boolean): Column<EvaluationRow>[] {
  const words = t().list;
  return [
    {
      key: 'title',
      label: words.name,
      header: true,
      sortable: true,
      render: (row) => <a href={evaluationAddress(row.id)}>{row.title}</a>,
    },
    { key: 'state', label: words.state, sortable: true, render: (row) => <EvaluationStatus state={row.state} /> },
    { key: 'file', label: words.file, render: (row) => row.fileName },
    ...(everyone ? [{ key: 'owner', label: words.owner, render: (row: EvaluationRow) => row.owner }] : []),
    { key: 'version', label: words.version, align: 'end', render: (row) => row.version ?? '' },
    {
      key: 'runs',
      label: words.runs,
      align: 'end',
      render: (row) => (
        <>
          {row.runs}
          {row.underWay > 0 ? <span class="gr-quiet"> · {words.underWay(row.underWay)}</span> : null}
        </>
      ),
    },
    { key: 'changed', label: words.changed, sortable: true, render: (row) => formatInstant(row.changedAt) },
  ];
}

/** The list as a file. */
export function evaluationSheet(rows: readonly EvaluationRow[]) {
  const words = t().list;
  return tableSheet(words.sheet, rows, [
    ['evaluation', words.name, (row) => row.title],
    ['etat', words.state, (row) => say(evaluationLife.states[row.state])],
    ['fichier', words.file, (row) => row.fileName],
    ['proprietaire', words.owner, (row) => row.owner],
    ['version', words.version, (row) => row.version],
    ['calculs', words.runs, (row) => row.runs],
    ['creee-le', words.created, (row) => row.createdAt.toISOString()],
    ['modifiee-le', words.changed, (row) => row.changedAt.toISOString()],
  ]);
}

/** Gives the file of a new evaluation. */
export const givePanelPage = (props: {
  readonly errors: readonly FieldError[];
  readonly maximum: string;
  readonly formats: readonly string[];
}): Page => ({
  title: t().give.title,
  lead: t().give.lead,
  crumbs: [
    { label: t().home, href: '/' },
    { label: t().evaluations, href: EVALUATIONS_ADDRESS },
    { label: t().give.title },
  ],
  body: (
    <>
      <GiveForm {...props} />
      <Section title={t().give.steps}>
        <ol>
          {t().give.stepsText.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
    </>
  ),
});

function GiveForm({ errors, maximum, formats }: Parameters<typeof givePanelPage>[0]): VNode {
  const words = t().give;
  return (
    <Form
      action={`${EVALUATIONS_ADDRESS}/nouvelle`}
      multipart
      guard={false}
      errors={errors}
      submit={{ label: words.submit }}
      cancel={{ href: EVALUATIONS_ADDRESS }}
      consequence={words.consequence}
    >
      <FileField name="file" label={words.file} hint={words.hint} formats={formats} maximum={maximum} />
    </Form>
  );
}
