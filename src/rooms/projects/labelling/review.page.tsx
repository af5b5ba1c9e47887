import type { VNode } from 'preact';
import { formatDay, formatNumber, locale } from '#kit/say.ts';
import type { Crumb, Page } from '#kit/web/page.ts';
import type { Filled, Values } from '#kit/web/route.ts';
import {
  Alert,
  Callout,
  DataTable,
  DescriptionList,
  EmptyState,
  Form,
  HiddenField,
  PostButton,
  RadioField,
  Section,
  TextareaField,
} from '#kit/web/ui/index.ts';
import { t } from './labelling.sentences.ts';
import type { NamedThing } from './labelling.ts';
import { fileAddress, reviewAddress, signAddress } from './labelling-address.ts';
import type { ReviewView } from './labelling-views.ts';

const crumbs = (view: ReviewView): Crumb[] => [
  { label: t().home, href: '/' },
  view.mine
    ? { label: t().review.mine, href: '/projets/relectures' }
    : { label: t().file.title(view.project.acronym), href: fileAddress(view.cluster.id, view.label) },
  { label: view.project.acronym },
];

/** Marks, one press each: made to be filled on a phone. The interest is declared first (R65). */
export function reviewPage({ data: view, values, errors }: Filled<ReviewView>): Page {
  const words = t().review;
  const signed = view.confidentialitySignedOn !== null;
  return {
    title: words.title(view.project.acronym),
    lead: words.lead(view.cluster.name, view.call.name),
    crumbs: crumbs(view),
    synthetic: view.synthetic,
    body: (
      <>
        {view.mine ? null : <Alert kind="info">{words.by(view.expert.name)}</Alert>}
        {view.dueOn && !view.doneOn ? <p>{words.due(formatDay(view.dueOn))}</p> : null}
        <DescriptionList
          items={[
            { term: t().file.titleOf, description: view.project.title },
            { term: words.partners, description: view.partners.join(', ') || words.noPartner },
            {
              term: words.presentation,
              description: <span class="gr-told">{view.presentation || words.noPresentation}</span>,
            },
          ]}
        />
        {view.closed ? <Alert kind="info">{words.closed}</Alert> : null}
        {signed ? null : <ToSign view={view} />}
        {view.interest === 'declared' ? <Alert kind="warning">{words.declined}</Alert> : null}
        {signed && view.interest === null && !view.closed ? <Interest view={view} values={values} /> : null}
        {view.interest === 'none' ? <Marks view={view} values={values} errors={errors} /> : null}
      </>
    ),
  };
}

function ToSign({ view }: { view: ReviewView }): VNode {
  const words = t().review;
  return (
    <Callout>
      <p>{words.toSign}</p>
      <PostButton action={signAddress(view.expert.id, view.id)}>{words.sign}</PostButton>
    </Callout>
  );
}

/** A form of its own: it is sent before any mark is asked. */
function Interest({ view, values }: { view: ReviewView; values: Values }): VNode {
  const words = t().review;
  return (
    <Section title={words.interestTitle} lead={words.interestLead}>
      <Form
        id="interet"
        action={reviewAddress(view.id, '/interet')}
        values={values}
        submit={{ label: words.declare }}
        consequence={words.declareConsequence}
      >
        <InterestFields />
      </Form>
    </Section>
  );
}

function InterestFields(): VNode {
  const words = t().review;
  return (
    <>
      <RadioField
        name="interest"
        label={words.interestTitle}
        choices={(['none', 'declared'] as const).map((value) => ({ value, label: words.interests[value] }))}
      />
      <TextareaField name="note" label={words.note} hint={words.noteHint} rows={2} required={false} />
    </>
  );
}

/** The same declaration on a page of its own, where a refusal leads. */
export function interestPage({ data: view, values, errors }: Filled<ReviewView>): Page {
  const words = t().review;
  return {
    title: words.interestTitle,
    lead: words.interestLead,
    crumbs: [...crumbs(view).slice(0, -1), { label: view.project.acronym, href: reviewAddress(view.id) }],
    synthetic: view.synthetic,
    body: (
      <Form
        action={reviewAddress(view.id, '/interet')}
        values={values}
        errors={errors}
        submit={{ label: words.declare }}
        cancel={{ href: reviewAddress(view.id) }}
        consequence={words.declareConsequence}
      >
        <InterestFields />
      </Form>
    ),
  };
}

function Marks({ view, values, errors }: Pick<Filled<unknown>, 'values' | 'errors'> & { view: ReviewView }): VNode {
  const words = t().review;
  const marks = (most: number) =>
    Array.from({ length: most + 1 }, (_, mark) => ({ value: String(mark), label: formatNumber(mark) }));
  if (view.closed)
    return (
      <>
        {view.score === null ? null : <p>{words.score(formatNumber(view.score, 1))}</p>}
        <p class="gr-told">{view.comment}</p>
      </>
    );
  return (
    <>
      <p class="gr-quiet">{words.noInterest}</p>
      {view.olderGrid ? <Alert kind="warning">{words.olderGrid}</Alert> : null}
      {view.score === null ? null : <p>{words.score(formatNumber(view.score, 1))}</p>}
      <Form
        action={reviewAddress(view.id)}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        consequence={words.consequence}
      >
        <HiddenField name="grid" value={String(view.grid)} />
        {view.criteria.map((criterion) => (
          <RadioField
            key={criterion.id}
            name={`marks.${criterion.id}`}
            label={words.mark(criterion[locale()], criterion.most)}
            hint={words.weight(criterion.weight)}
            inline
            choices={marks(criterion.most)}
          />
        ))}
        <TextareaField name="comment" label={words.comment} hint={words.commentHint} rows={6} />
      </Form>
    </>
  );
}

export interface MyReviews {
  readonly rows: readonly {
    readonly id: string;
    readonly acronym: string;
    readonly cluster: NamedThing;
    readonly assignedOn: string;
    readonly dueOn: string | null;
  }[];
  readonly synthetic: boolean;
}

export function myReviewsPage({ rows, synthetic }: MyReviews): Page {
  const words = t().review;
  return {
    title: words.mine,
    lead: words.mineLead,
    crumbs: [{ label: t().home, href: '/' }, { label: words.mine }],
    synthetic,
    body: (
      <DataTable
        caption={words.mineCaption(rows.length)}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState icon="check" title={words.none} what={words.noneWhat} why={words.noneWhy} />}
        columns={[
          {
            key: 'project',
            label: words.project,
            header: true,
            render: ({ id, acronym }) => <a href={reviewAddress(id)}>{acronym}</a>,
          },
          { key: 'cluster', label: words.cluster, render: ({ cluster }) => cluster.name },
          { key: 'assigned', label: words.assigned, render: ({ assignedOn }) => formatDay(assignedOn) },
          { key: 'due', label: words.dueOn, render: ({ dueOn }) => (dueOn ? formatDay(dueOn) : words.noDue) },
        ]}
      />
    ),
  };
}
