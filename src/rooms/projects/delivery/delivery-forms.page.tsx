import type { ComponentChildren } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  Callout,
  DateField,
  FieldRow,
  FileField,
  Form,
  type FormProps,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { type Change, deliveryAddress, sideWords } from './delivery.page.tsx';
import type { DeliveryView } from './delivery.query.ts';
import { t } from './delivery.sentences.ts';
import { CHANGE_KINDS, MILESTONE_KINDS } from './delivery.ts';

/** A form on what was promised, with the milestone or the change that it is about. */
export interface DeliveryCase {
  readonly view: DeliveryView;
  readonly milestone: NonNullable<DeliveryView['milestones']>[number] | null;
  readonly change: Change | null;
}

type FilledCase = Filled<DeliveryCase>;

function formPage(
  { data, values, errors, visit }: FilledCase,
  spec: {
    title: string;
    lead?: string;
    submit: string;
    kind?: FormProps['submit']['kind'];
    multipart?: boolean;
    above?: ComponentChildren;
  },
  fields: ComponentChildren,
): Page {
  const { project } = data.view;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: projectCrumbs(project, 'delivery', spec.title),
    side: projectSide(project, 'delivery'),
    synthetic: project.synthetic,
    body: (
      <>
        {spec.above}
        <Form
          action={visit.here}
          values={values}
          errors={errors}
          multipart={spec.multipart}
          submit={{ label: spec.submit, kind: spec.kind }}
          cancel={{ href: deliveryAddress(project.id), label: t().cancel }}
        >
          {fields}
        </Form>
      </>
    ),
  };
}

export function planMilestonePage(filled: FilledCase): Page {
  const { forms, delivery } = t();
  return formPage(
    filled,
    { title: forms.planTitle, submit: forms.planSubmit },
    <>
      <RadioField
        name="kind"
        label={delivery.kind}
        inline
        choices={MILESTONE_KINDS.map((value) => ({ value, label: delivery.kinds[value] }))}
      />
      <TextField name="title" label={delivery.what} width="full" maxlength={300} />
      <DateField name="dueOn" label={delivery.due} />
      <SelectField
        name="partner"
        label={t().partner}
        blank={t().allPartners}
        choices={filled.data.view.partners.map(({ id, name }) => ({ value: id, label: name }))}
        required={false}
      />
    </>,
  );
}

export function completeMilestonePage(filled: FilledCase): Page {
  const { forms } = t();
  return formPage(
    filled,
    { title: forms.completeTitle(filled.data.milestone?.title ?? ''), submit: forms.completeSubmit, multipart: true },
    <>
      <DateField name="doneOn" label={forms.doneOn} max={filled.data.view.on} />
      <TextareaField name="evidence" label={forms.evidence} hint={forms.evidenceHint} rows={3} />
      <FileField name="file" label={forms.file} maximum="10 Mo" required={false} />
    </>,
  );
}

export function dropMilestonePage(filled: FilledCase): Page {
  const { forms } = t();
  return formPage(
    filled,
    {
      title: forms.dropTitle(filled.data.milestone?.title ?? ''),
      lead: forms.dropLead,
      submit: forms.dropSubmit,
      kind: 'danger',
    },
    <TextareaField name="reason" label={t().reason} rows={3} />,
  );
}

export function askChangePage(filled: FilledCase): Page {
  const { forms, delivery } = t();
  return formPage(
    filled,
    { title: forms.askTitle, lead: forms.askLead, submit: forms.askSubmit },
    <>
      <RadioField
        name="kind"
        label={delivery.changeKind}
        inline
        choices={CHANGE_KINDS.map((value) => ({ value, label: delivery.changeKinds[value] }))}
      />
      <TextField name="what" label={forms.what} width="full" />
      <TextareaField name="reason" label={forms.why} rows={3} />
      <DateField name="endsOn" label={forms.endsOn} hint={forms.endsOnHint} required={false} />
      <FieldRow>
        <TextareaField name="before" label={forms.before} hint={forms.beforeHint} rows={2} required={false} />
        <TextareaField name="after" label={forms.after} hint={forms.beforeHint} rows={2} required={false} />
      </FieldRow>
    </>,
  );
}

export function decideChangePage(filled: FilledCase): Page {
  const { forms, delivery } = t();
  const change = filled.data.change!;
  return formPage(
    filled,
    {
      title: forms.decideTitle,
      lead: `${delivery.changeKinds[change.kind]} : ${change.what}`,
      submit: forms.decideSubmit,
      above: (
        <Callout title={`${sideWords(change.before)} → ${sideWords(change.after)}`}>
          <p>{change.reason}</p>
        </Callout>
      ),
    },
    <>
      <RadioField
        name="accepts"
        label={forms.accepts}
        inline
        choices={[
          { value: 'oui', label: forms.accept },
          { value: 'non', label: forms.refuse },
        ]}
      />
      <TextareaField name="reason" label={forms.decisionReason} hint={forms.decisionHint} rows={3} required={false} />
    </>,
  );
}

export function withdrawChangePage(filled: FilledCase): Page {
  const { forms } = t();
  return formPage(
    filled,
    { title: forms.withdrawTitle, lead: filled.data.change!.what, submit: forms.withdrawSubmit, kind: 'danger' },
    <TextareaField name="reason" label={t().reason} rows={3} />,
  );
}
