import { formatDay, formatNumber } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  ButtonLink,
  CheckboxField,
  DataTable,
  DateField,
  EmptyState,
  HiddenField,
  StatusBadge,
  TextField,
} from '#kit/web/ui/index.ts';
import { committeeCrumbs, committeeForm, committeeSide } from './committee-frame.tsx';
import { t } from './labelling.sentences.ts';
import type { NamedThing } from './labelling.ts';
import { requestsAddress } from './labelling-address.ts';
import type { ExpertList } from './labelling-views.ts';

type ExpertRow = ExpertList['rows'][number];

const expertAddress = (cluster: string, rest: string): string => requestsAddress(cluster, `/experts${rest}`);

export function expertListPage({ cluster, rows, conducts }: ExpertList): Page {
  const words = t().experts;
  const add = conducts ? (
    <ButtonLink href={expertAddress(cluster.id, '/nouveau')} icon="plus">
      {words.add}
    </ButtonLink>
  ) : undefined;
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: committeeCrumbs(cluster, 'experts'),
    side: committeeSide(cluster, 'experts'),
    action: rows.length > 0 ? add : undefined,
    body: (
      <DataTable
        caption={words.caption(rows.length)}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={words.none} what={words.noneWhat} why={words.noneWhy} next={add} />}
        columns={[
          {
            key: 'name',
            label: words.name,
            header: true,
            render: (row) => (
              <>
                {row.name} {row.active ? null : <StatusBadge tone="neutral" label={words.gone} />}
                <br />
                <span class="gr-quiet">{row.hasAccount ? words.hasAccount : words.noAccount}</span>
              </>
            ),
          },
          {
            key: 'organisation',
            label: words.organisation,
            render: ({ organisation }) =>
              organisation ? (
                <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
              ) : (
                words.noOrganisation
              ),
          },
          {
            key: 'confidentiality',
            label: words.confidentiality,
            render: ({ confidentialitySignedOn }) =>
              confidentialitySignedOn ? (
                <StatusBadge tone="success" label={words.signed(formatDay(confidentialitySignedOn))} />
              ) : (
                <StatusBadge tone="warning" label={words.notSigned} />
              ),
          },
          { key: 'due', label: words.due, align: 'end', render: ({ reviewsDue }) => formatNumber(reviewsDue) },
          { key: 'done', label: words.doneCount, align: 'end', render: ({ reviewsDone }) => formatNumber(reviewsDone) },
          ...(conducts
            ? [
                {
                  key: 'acts',
                  label: words.acts,
                  render: (row: ExpertRow) => (
                    <>
                      <a href={expertAddress(cluster.id, `/${row.id}`)} aria-label={words.editOf(row.name)}>
                        {words.edit}
                      </a>{' '}
                      {row.confidentialitySignedOn || !row.active ? null : (
                        <a
                          href={expertAddress(cluster.id, `/${row.id}/confidentialite`)}
                          aria-label={words.signOf(row.name)}
                        >
                          {words.sign}
                        </a>
                      )}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    ),
  };
}

const CardFields = () => {
  const words = t().experts;
  return (
    <>
      <TextField name="name" label={words.name} autocomplete="off" />
      <TextField name="email" type="email" label={words.email} hint={words.emailHint} required={false} />
      <TextField name="organisation" label={words.organisation} hint={words.organisationHint} required={false} />
    </>
  );
};

export function addExpertPage(filled: Filled<NamedThing>): Page {
  const words = t().experts;
  const cluster = filled.data;
  return committeeForm(filled, {
    cluster,
    place: 'experts',
    title: words.addTitle,
    lead: words.lead,
    submit: words.addSubmit,
    consequence: words.addConsequence,
    action: expertAddress(cluster.id, '/nouveau'),
    back: expertAddress(cluster.id, ''),
    fields: <CardFields />,
  });
}

export interface ExpertCase {
  readonly cluster: NamedThing;
  readonly expert: ExpertRow;
}

export function saveExpertPage(filled: Filled<ExpertCase>): Page {
  const words = t().experts;
  const { cluster, expert } = filled.data;
  return committeeForm(filled, {
    cluster,
    place: 'experts',
    title: words.editTitle(expert.name),
    lead: words.lead,
    submit: words.save,
    consequence: words.saveConsequence,
    action: expertAddress(cluster.id, `/${expert.id}`),
    back: expertAddress(cluster.id, ''),
    fields: (
      <>
        <HiddenField name="revision" value={String(expert.revision)} />
        <CardFields />
        <CheckboxField name="active" label={words.active} hint={words.activeHint} />
      </>
    ),
  });
}

export function signConfidentialityPage(filled: Filled<ExpertCase>): Page {
  const words = t().experts;
  const { cluster, expert } = filled.data;
  return committeeForm(filled, {
    cluster,
    place: 'experts',
    title: words.signTitle,
    lead: words.signLead(expert.name),
    submit: words.signSubmit,
    consequence: words.signConsequence,
    action: expertAddress(cluster.id, `/${expert.id}/confidentialite`),
    back: expertAddress(cluster.id, ''),
    fields: <DateField name="signedOn" label={words.signedOn} />,
  });
}
