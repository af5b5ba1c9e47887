import type { ComponentChildren } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import { type ButtonKind, DateField, FieldSet, Form, SelectField, TextareaField } from '#kit/web/ui/index.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import { t } from './labelling.sentences.ts';
import { labellingAddress } from './labelling-address.ts';
import type { CallView, LabellingView, SubmissionView } from './labelling-views.ts';

/** Co-labels that the form has room for; the API takes more. */
export const CO_LABELS = 3;

interface FormSpec {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly consequence: string;
  readonly path: string;
  readonly kind?: ButtonKind;
  readonly fields: ComponentChildren;
}

function formPage(view: LabellingView, { values, errors }: Filled<unknown>, spec: FormSpec): Page {
  const { project } = view;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: projectCrumbs(project, 'labelling', spec.title),
    side: projectSide(project, 'labelling'),
    synthetic: project.synthetic,
    body: (
      <Form
        action={labellingAddress(project.id, spec.path)}
        values={values}
        errors={errors}
        submit={{ label: spec.submit, kind: spec.kind }}
        cancel={{ href: labellingAddress(project.id) }}
        consequence={spec.consequence}
      >
        {spec.fields}
      </Form>
    ),
  };
}

const callChoice = ({ id, name, closes }: CallView) => ({
  value: id,
  label: closes ? t().request.callCloses(name, formatDay(closes)) : t().request.callToCheck(name),
});

export function openSubmissionPage(filled: Filled<LabellingView>): Page {
  const words = t().request;
  const view = filled.data;
  const clusters = view.clusters.map(({ id, name }) => ({ value: id, label: name }));
  const byWindow = Map.groupBy(view.calls, ({ window }) => window.name);
  return formPage(view, filled, {
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    path: '/demande',
    fields: (
      <>
        <SelectField
          name="call"
          label={words.call}
          hint={words.callHint}
          width="full"
          choices={[...byWindow].map(([label, calls]) => ({ label, choices: calls.map(callChoice) }))}
        />
        <SelectField name="lead" label={words.leadCluster} choices={clusters} />
        <FieldSet legend={words.coLabels} hint={words.coLabelsHint}>
          {Array.from({ length: CO_LABELS }, (_, index) => (
            <SelectField
              key={index}
              name={`coLabels.${index}`}
              label={words.coLabel(index + 1)}
              required={false}
              blank={words.nobody}
              choices={clusters}
            />
          ))}
        </FieldSet>
        <DateField
          name="incubationFrom"
          label={words.incubationFrom}
          hint={words.incubationHint}
          required={false}
          max={view.on}
        />
        <TextareaField
          name="presentation"
          label={words.presentation}
          hint={words.presentationHint}
          rows={8}
          required={false}
        />
      </>
    ),
  });
}

export interface SubmissionCase {
  readonly view: LabellingView;
  readonly submission: SubmissionView;
}

export function submitForLabelPage(filled: Filled<SubmissionCase>): Page {
  const words = t().submit;
  const { view, submission } = filled.data;
  return formPage(view, filled, {
    title: words.title,
    lead: words.lead(submission.call.name),
    submit: words.submit,
    consequence: words.consequence(submission.labels.map(({ cluster }) => cluster.name).join(', ')),
    path: `/${submission.id}/depot`,
    fields: (
      <TextareaField
        name="presentation"
        label={t().request.presentation}
        hint={t().request.presentationHint}
        rows={10}
      />
    ),
  });
}

export function withdrawSubmissionPage(filled: Filled<SubmissionCase>): Page {
  const words = t().withdraw;
  const { view, submission } = filled.data;
  return formPage(view, filled, {
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    kind: 'danger',
    path: `/${submission.id}/retrait`,
    fields: <TextareaField name="reason" label={words.reason} rows={4} />,
  });
}
