import { say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { DateField, Form, SelectField, TextareaField } from '#kit/web/ui/index.ts';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { t } from '../registry.sentences.ts';
import { REFUSAL_GROUNDS } from '../vocabulary.ts';
import { applicationLife } from './application.workflow.ts';
import { APPLICATION_ADDRESSES } from './application-list.page.tsx';
import type { ApplicationRow } from './membership.ts';
import {
  Chosen,
  type ChosenOrganisation,
  CollegeField,
  FindOrganisation,
  showsSynthetic,
} from './membership-forms.page.tsx';

export function applyPage({ data, values, errors }: Filled<ChosenOrganisation>): Page {
  const words = t().membership.apply;
  const { cluster, chosen } = data;
  const action = `${workspaceAddress(cluster.id, 'applications')}/nouvelle`;
  return {
    title: words.title,
    crumbs: workspaceCrumbs(cluster, 'applications', words.title),
    side: workspaceSide(cluster, 'applications'),
    synthetic: showsSynthetic(data),
    body: chosen ? (
      <Form
        action={`${action}?organisation=${encodeURIComponent(chosen.id)}`}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: workspaceAddress(cluster.id, 'applications') }}
        consequence={words.consequence}
      >
        <Chosen chosen={chosen} changeHref={action} />
        <CollegeField />
        <DateField name="appliedOn" label={words.appliedOn} />
        <TextareaField name="motivation" label={words.motivation} required={false} />
      </Form>
    ) : (
      <FindOrganisation data={data} action={action} />
    ),
  };
}

export interface ApplicationCase {
  readonly application: ApplicationRow;
  /** The clusters that a refusal may direct the applicant to. */
  readonly clusters: readonly { readonly id: string; readonly name: string }[];
  /** The reader works on the cluster; otherwise they are the applicant. */
  readonly team: boolean;
}

type Act = keyof typeof APPLICATION_ADDRESSES;

/** The frame that admitting, refusing and withdrawing share. */
function actPage(
  act: Act,
  { data, values, errors }: Filled<ApplicationCase>,
  form: { submit: string; consequence: string; fields: Page['body'] },
): Page {
  const { application } = data;
  const { cluster } = application;
  const title = say(applicationLife.transitions[act].title);
  return {
    title,
    lead: t().membership.decide.title(application.organisation.name),
    crumbs: data.team
      ? workspaceCrumbs(cluster, 'applications', title)
      : [{ label: t().crumb.home, href: '/' }, { label: cluster.name, href: `/poles/${cluster.id}` }, { label: title }],
    side: data.team ? workspaceSide(cluster, 'applications') : undefined,
    synthetic: application.synthetic,
    body: (
      <Form
        action={`/candidatures/${application.id}/${APPLICATION_ADDRESSES[act]}`}
        values={values}
        errors={errors}
        submit={{ label: form.submit, kind: act === 'refuse' ? 'danger' : undefined }}
        cancel={{ href: `/candidatures/${application.id}` }}
        consequence={form.consequence}
      >
        {form.fields}
      </Form>
    ),
  };
}

export function admitPage(filled: Filled<ApplicationCase>): Page {
  const words = t().membership.decide;
  return actPage('admit', filled, {
    submit: words.admitSubmit,
    consequence: words.admitConsequence,
    fields: (
      <>
        <CollegeField />
        <DateField name="from" label={words.memberFrom} />
        <DateField name="decidedOn" label={words.from} min={filled.data.application.appliedOn} />
      </>
    ),
  });
}

export function refusePage(filled: Filled<ApplicationCase>): Page {
  const words = t().membership.decide;
  return actPage('refuse', filled, {
    submit: words.refuseSubmit,
    consequence: words.refuseConsequence,
    fields: (
      <>
        <SelectField
          name="ground"
          label={words.refuseGround}
          choices={REFUSAL_GROUNDS.map((ground) => ({ value: ground, label: t().ground[ground] }))}
        />
        <TextareaField name="reason" label={words.refuseReason} rows={4} />
        <SelectField
          name="orientedTo"
          label={words.refuseOriented}
          hint={words.refuseOrientedHint}
          blank={words.refuseNoOrientation}
          choices={filled.data.clusters.map((cluster) => ({ value: cluster.id, label: cluster.name }))}
          required={false}
        />
        <DateField name="decidedOn" label={words.from} min={filled.data.application.appliedOn} />
      </>
    ),
  });
}

export function withdrawPage(filled: Filled<ApplicationCase>): Page {
  const words = t().membership.decide;
  return actPage('withdraw', filled, {
    submit: words.withdrawSubmit,
    consequence: words.withdrawConsequence,
    fields: (
      <>
        <TextareaField name="reason" label={words.withdrawReason} rows={3} required={false} />
        <DateField name="decidedOn" label={words.from} min={filled.data.application.appliedOn} />
      </>
    ),
  });
}
