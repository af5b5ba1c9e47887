import type { VNode } from 'preact';
import { formatDay, formatShare } from '#kit/say.ts';
import { type TableSheet, tableSheet } from '#kit/web/export.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  BarChart,
  type Column,
  DueDate,
  EmptyState,
  Form,
  PostButton,
  Section,
  StatusBadge,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { factsAddress, ListFrame, type Listing, Name } from '#rooms/registry';
import { CAMPAIGN, projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { t as shared } from '../projects.sentences.ts';
import { STANDING_TONES } from './campaign.marks.ts';
import type { CampaignView, FollowUpView } from './campaign.query.ts';
import { t as common } from './delivery.sentences.ts';
import { FOLLOW_UP_MONTHS } from './delivery.ts';
import { STANDINGS } from './follow-up.rules.ts';
import { t } from './follow-up.sentences.ts';
import { AnswerFields } from './follow-up-answer.parts.tsx';

type Row = CampaignView['rows'][number];

export const followUpAddress = ({ project, id }: { project: string; id: string }, rest: string): string =>
  projectAddress(project, 'results', `/suivis/${id}/${rest}`);

/** Who was asked what became of a project, who answered, and who was not even started. */
export function campaignPage({ data, listing, runs }: { data: CampaignView; listing: Listing; runs: boolean }): Page {
  const words = t().campaign;
  const due = data.counts.find(({ standing }) => standing === 'not-started')?.count ?? 0;
  return {
    title: words.title,
    lead: words.lead(formatDay(data.on)),
    crumbs: [
      { label: common().home, href: '/' },
      { label: shared().projects, href: '/projets' },
      { label: words.title },
    ],
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        {data.total > 0 || data.rate ? <Standings data={data} /> : null}
        {runs && due > 0 ? (
          <PostButton
            action={`${CAMPAIGN}/envoi`}
            values={listing.criteria.cluster ? { cluster: listing.criteria.cluster } : {}}
            icon="mail"
          >
            {words.sendAll}
          </PostButton>
        ) : null}
        <ListFrame
          listing={listing}
          caption={words.caption}
          filters={[
            {
              name: 'state',
              label: words.filterState,
              blank: words.all,
              choices: STANDINGS.map((value) => ({ value, label: words.standings[value] })),
            },
            {
              name: 'months',
              label: words.filterMonths,
              blank: words.all,
              choices: FOLLOW_UP_MONTHS.map((months) => ({ value: String(months), label: words.months(months) })),
            },
            {
              name: 'cluster',
              label: words.filterCluster,
              blank: words.all,
              choices: data.clusters.map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
          columns={columns(data, runs)}
          rows={data.rows}
          rowKey={({ id }) => id}
          total={data.total}
          page={data.page}
          pageSize={data.pageSize}
          sortedBy="standing"
          empty={<EmptyState title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />}
        />
      </>
    ),
  };
}

function Standings({ data }: { data: CampaignView }): VNode {
  const words = t().campaign;
  return (
    <Section title={words.rate}>
      <p>
        {data.rate ? (
          <>
            <strong>{formatShare(data.rate.answers / data.rate.due)}</strong>{' '}
            {words.rateValue(data.rate.answers, data.rate.due)}
          </>
        ) : (
          words.rateUnknown
        )}
      </p>
      <BarChart
        title={words.counts}
        unit={words.countsUnit}
        source={words.source}
        date={formatDay(data.on)}
        categoryLabel={words.standing}
        bars={data.counts.map(({ standing, count }) => ({
          label: words.standings[standing],
          value: count,
          href: factsAddress(CAMPAIGN, { state: standing }),
          marked: standing === 'not-started' || standing === 'late',
        }))}
      />
    </Section>
  );
}

/** Nothing more is awaited. */
const ANSWERED: readonly Row['standing'][] = ['answered', 'refused', 'not-known', 'cancelled'];

function columns(data: CampaignView, runs: boolean): Column<Row>[] {
  const words = t().campaign;
  const quiet = (text: string): VNode => <span class="gr-quiet gr-second">{text}</span>;
  return [
    {
      key: 'partner',
      label: words.partner,
      header: true,
      render: (row) => (
        <>
          {row.partner}
          <span class="gr-quiet gr-second">
            <Name name={row.acronym} href={projectAddress(row.project, 'results', '#suivis')} /> · {row.cluster.name}
          </span>
        </>
      ),
    },
    {
      key: 'due',
      label: words.due,
      render: (row) => (
        <>
          {words.months(row.months)}
          <span class="gr-second">
            <DueDate day={row.dueOn} today={data.on} done={ANSWERED.includes(row.standing)} />
          </span>
        </>
      ),
    },
    {
      key: 'standing',
      label: words.standing,
      render: (row) => (
        <>
          <StatusBadge tone={STANDING_TONES[row.standing]} label={words.standings[row.standing]} />
          {row.answeredOn ? quiet(words.answeredOn(formatDay(row.answeredOn))) : null}
          {row.reason ? quiet(row.reason) : null}
        </>
      ),
    },
    {
      key: 'sent',
      label: words.sent,
      render: (row) =>
        row.sentOn ? (
          <>
            {words.sentTo(row.sentTo ?? '', formatDay(row.sentOn))}
            {row.remindedOn ? quiet(words.reminded(row.reminders, formatDay(row.remindedOn))) : null}
          </>
        ) : (
          <span class="gr-quiet">{common().none}</span>
        ),
    },
    ...(runs ? [{ key: 'acts', label: words.acts, render: (row: Row) => <Acts row={row} /> }] : []),
  ];
}

function Acts({ row }: { row: Row }): VNode | null {
  const words = t().campaign;
  if (!['not-started', 'waiting', 'late'].includes(row.standing)) return null;
  return (
    <>
      {row.standing === 'not-started' ? (
        <a href={followUpAddress(row, 'envoi')} aria-label={words.sendNamed(row.partner, row.acronym)}>
          {words.send}
        </a>
      ) : (
        <PostButton small kind="tertiary" action={followUpAddress(row, 'relance')}>
          {words.remind}
          <span class="fr-sr-only"> {words.remindNamed(row.partner, row.acronym)}</span>
        </PostButton>
      )}{' '}
      <a href={followUpAddress(row, 'reponse')} aria-label={words.recordNamed(row.partner, row.acronym)}>
        {words.record}
      </a>
      {' · '}
      <a href={followUpAddress(row, 'annulation')} aria-label={words.cancelNamed(row.partner, row.acronym)}>
        {words.cancel}
      </a>
    </>
  );
}

export function campaignSheet(rows: readonly Row[]): TableSheet {
  const words = t().campaign;
  return tableSheet(words.sheet, rows, [
    ['projet', words.project, (row) => row.acronym, 24],
    ['partenaire', words.partner, (row) => row.partner, 34],
    ['pole', words.cluster, (row) => row.cluster.name, 24],
    ['echeance', words.due, (row) => row.dueOn],
    ['mois', words.filterMonths, (row) => words.months(row.months)],
    ['etat', words.standing, (row) => words.standings[row.standing], 24],
    ['envoye-le', words.sent, (row) => row.sentOn],
    ['repondu-le', words.standings.answered, (row) => row.answeredOn],
  ]);
}

interface FollowUpForm {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly fields: VNode;
}

function followUpFormPage({ data, values, errors, visit }: Filled<FollowUpView>, spec: FollowUpForm): Page {
  const { project } = data;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: projectCrumbs(project, 'results', spec.title),
    side: projectSide(project, 'results'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={visit.here}
        values={values}
        errors={errors}
        submit={{ label: spec.submit, kind: spec.danger ? 'danger' : 'primary' }}
        cancel={{ href: CAMPAIGN, label: common().cancel }}
      >
        {spec.fields}
      </Form>
    ),
  };
}

export function sendFollowUpPage(filled: Filled<FollowUpView>): Page {
  const { forms } = t();
  return followUpFormPage(filled, {
    title: forms.sendTitle,
    lead: forms.sendLead(filled.data.partner),
    submit: forms.sendSubmit,
    fields: <TextField name="email" type="email" label={forms.email} hint={forms.emailHint} required={false} />,
  });
}

export function answerFollowUpPage(filled: Filled<FollowUpView>): Page {
  const { forms } = t();
  return followUpFormPage(filled, {
    title: forms.recordTitle,
    lead: forms.recordLead(filled.data.partner),
    submit: forms.recordSubmit,
    fields: <AnswerFields year={filled.data.year} asksFirstSale openedAt="" />,
  });
}

export function cancelFollowUpPage(filled: Filled<FollowUpView>): Page {
  const { forms } = t();
  return followUpFormPage(filled, {
    title: forms.cancelTitle,
    lead: forms.cancelLead,
    submit: forms.cancelSubmit,
    danger: true,
    fields: <TextareaField name="reason" label={forms.reason} rows={3} />,
  });
}
