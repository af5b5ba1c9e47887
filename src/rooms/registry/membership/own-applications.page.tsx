import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled, OutputOf } from '#kit/web/route.ts';
import { DataTable, EmptyState, Form, HiddenField, Pagination, TextareaField } from '#kit/web/ui/index.ts';
import { Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { Answer, State } from './application-list.page.tsx';
import { candidacyAddress } from './candidacy.tsx';
import { CollegeField } from './membership-forms.page.tsx';
import type { listMyApplications } from './own-applications.query.ts';

/** What one's organisations asked, each with its state and the answer. */
export function ownApplicationsPage(list: OutputOf<typeof listMyApplications>): Page {
  const words = t().membership.candidacy;
  const columns = t().membership.applications;
  return {
    title: words.mine,
    lead: words.mineLead,
    crumbs: [{ label: t().crumb.home, href: '/' }, { label: words.mine }],
    synthetic: list.synthetic,
    body:
      list.total === 0 ? (
        <EmptyState icon="mail" title={words.noneTitle} what={words.noneWhat} why={words.noneWhy} />
      ) : (
        <>
          <DataTable
            caption={words.mine}
            captionHidden
            rows={list.rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'cluster',
                label: words.cluster,
                header: true,
                render: (row) => <a href={`/candidatures/${row.id}`}>{row.cluster.name}</a>,
              },
              {
                key: 'organisation',
                label: columns.applicant,
                render: (row) => (
                  <span>
                    <Name name={row.organisation.name} synthetic={row.synthetic} />
                  </span>
                ),
              },
              { key: 'appliedOn', label: words.sent, render: (row) => formatDay(row.appliedOn) },
              { key: 'state', label: columns.state, render: (row) => <State state={row.state} /> },
              { key: 'answer', label: columns.answer, render: (row) => <Answer row={row} /> },
            ]}
          />
          <Pagination
            page={list.page}
            size={list.pageSize}
            total={list.total}
            href={(page) => `/mes-candidatures?page=${page}`}
          />
        </>
      ),
  };
}

export interface OwnApplication {
  readonly cluster: { readonly id: string; readonly name: string; readonly on: string };
  readonly organisation: { readonly id: string; readonly name: string; readonly synthetic: boolean };
}

/** One's own organisation asks to join: what it seeks there, in its own words. */
export function applyOwnPage({ data, values, errors }: Filled<OwnApplication>): Page {
  const words = t().membership.candidacy;
  const { cluster, organisation } = data;
  return {
    title: words.applyTitle(cluster.name),
    lead: (
      <>
        {words.onBehalf} <Name name={organisation.name} synthetic={organisation.synthetic} />
      </>
    ),
    crumbs: [
      { label: t().crumb.home, href: '/' },
      { label: t().crumb.clusters, href: '/poles' },
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: words.title },
    ],
    synthetic: organisation.synthetic,
    body: (
      <Form
        action={candidacyAddress(cluster.id, organisation.id)}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: `/poles/${cluster.id}` }}
        consequence={words.consequence(cluster.name)}
      >
        <HiddenField name="appliedOn" value={cluster.on} />
        <CollegeField />
        <TextareaField name="motivation" label={words.motivation} hint={words.motivationHint} required={false} />
      </Form>
    ),
  };
}
