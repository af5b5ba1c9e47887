import type { ComponentChildren, VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  CheckboxesField,
  type Choice,
  DateField,
  FieldRow,
  Form,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import type { ProgrammeDetail } from '../programme/programme.ts';
import { t } from '../registry.sentences.ts';
import { CERTAINTIES, CLUSTER_CATEGORIES, LABEL_DECISIONS, RATINGS, SUCCESSION_NATURES } from '../vocabulary.ts';
import type { ClusterDetail } from './cluster.ts';
import { ClusterIdentityFields } from './identity.page.tsx';
import type { LabelAct } from './label.page.tsx';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from './workspace-navigation.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What every form about a decision needs; some need more. */
export interface LabelCase {
  readonly cluster: ClusterDetail;
  readonly act: LabelAct;
  /** All the clusters on record, by name, for those that a decision may name. */
  readonly clusters: readonly Named[];
  readonly programme: ProgrammeDetail;
  /** Regions of the list that the form is about. */
  readonly regions: readonly { readonly code: string; readonly name: string }[];
}

const choices = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>): Choice[] =>
  values.map((value) => ({ value, label: words[value] }));

const named = (all: readonly Named[], except: string): Choice[] =>
  all.filter((one) => one.id !== except).map((one) => ({ value: one.id, label: one.name }));

function actPage(
  { data, values, errors }: Filled<LabelCase>,
  form: { submit: string; lead?: string; danger?: boolean; fields: ComponentChildren },
): Page {
  const { cluster, act } = data;
  const address = workspaceAddress(cluster.id, 'label');
  return {
    title: act.title,
    lead: form.lead ?? cluster.name,
    crumbs: workspaceCrumbs(cluster, 'label', act.title),
    side: workspaceSide(cluster, 'label'),
    body: (
      <Form
        action={`${address}/${act.path}`}
        values={values}
        errors={errors}
        submit={{ label: form.submit, kind: form.danger ? 'danger' : undefined }}
        cancel={{ href: address }}
        consequence={t().workspace.label.consequence}
      >
        {form.fields}
      </Form>
    ),
  };
}

/** How sure the fact is, and the document that says so. */
function Evidence(): VNode {
  const words = t().workspace.label;
  return (
    <>
      <SelectField
        name="certainty"
        label={words.certainty}
        hint={words.certaintyHint}
        choices={choices(CERTAINTIES, t().certainty)}
      />
      <TextareaField name="source" label={words.source} hint={words.sourceHint} rows={2} />
    </>
  );
}

export function decideLabelPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.decision;
  const { cluster, clusters } = filled.data;
  return actPage(filled, {
    submit: words.submit,
    fields: (
      <>
        <SelectField name="decision" label={words.decision} choices={choices(LABEL_DECISIONS, t().decision)} />
        <FieldRow>
          <DateField name="decidedOn" label={words.decidedOn} />
          <DateField name="validFrom" label={words.validFrom} hint={words.validFromHint} required={false} />
          <DateField name="validTo" label={words.validTo} hint={words.validToHint} required={false} />
        </FieldRow>
        <TextField name="authority" label={words.authority} hint={words.authorityHint} />
        <TextField name="reference" label={words.reference} required={false} />
        <TextareaField name="conditions" label={words.conditions} rows={3} required={false} />
        <SelectField
          name="successor"
          label={words.successor}
          hint={words.successorHint}
          blank={words.successorNone}
          choices={named(clusters, cluster.id)}
          required={false}
        />
        <Evidence />
      </>
    ),
  });
}

export function setCategoryPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.category;
  return actPage(filled, {
    submit: words.submit,
    fields: (
      <>
        <SelectField name="category" label={words.category} choices={choices(CLUSTER_CATEGORIES, t().category)} />
        <DateField name="from" label={words.from} />
        <Evidence />
      </>
    ),
  });
}

export function recordRatingPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.rating;
  return actPage(filled, {
    submit: words.submit,
    fields: (
      <>
        <NumberField name="year" label={words.year} />
        <SelectField name="rating" label={words.rating} choices={choices(RATINGS, t().rating)} />
        <Evidence />
      </>
    ),
  });
}

export function designatePage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.designation;
  const { programme } = filled.data;
  return actPage(filled, {
    submit: words.submit,
    lead: words.lead(programme.strategicClusters, programme.strategicCeiling),
    fields: (
      <>
        <DateField name="from" label={words.from} />
        <TextareaField name="decision" label={words.decision} hint={words.decisionHint} rows={3} />
      </>
    ),
  });
}

export function endDesignationPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.designation;
  return actPage(filled, {
    submit: words.endSubmit,
    danger: true,
    fields: (
      <>
        <DateField name="to" label={words.endTo} />
        <TextareaField name="reason" label={words.endReason} rows={3} />
      </>
    ),
  });
}

export function setRegionsPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.regions;
  const regions = filled.data.regions.map((region) => ({ value: region.code, label: region.name }));
  return actPage(filled, {
    submit: words.submit,
    fields: (
      <>
        <CheckboxesField name="regions" label={words.regions} choices={regions} inline required />
        <SelectField name="coordinating" label={words.coordinating} hint={words.coordinatingHint} choices={regions} />
        <TextareaField
          name="source"
          label={t().workspace.label.source}
          hint={t().workspace.label.sourceHint}
          rows={2}
        />
      </>
    ),
  });
}

export function recordSuccessionPage(filled: Filled<LabelCase>): Page {
  const words = t().workspace.label.succession;
  const { cluster, clusters } = filled.data;
  return actPage(filled, {
    submit: words.submit,
    lead: words.lead(cluster.name),
    fields: (
      <>
        <SelectField name="successor" label={words.successor} choices={named(clusters, cluster.id)} />
        <SelectField name="nature" label={words.nature} choices={choices(SUCCESSION_NATURES, t().nature)} />
        <FieldRow>
          <DateField name="onDay" label={words.onDay} hint={words.onDayHint} required={false} />
          <NumberField name="year" label={words.year} hint={words.yearHint} required={false} />
        </FieldRow>
        <Evidence />
      </>
    ),
  });
}

/** A new cluster stands nowhere yet: its form has no workspace around it. */
export function createClusterPage({ values, errors }: Filled<undefined>): Page {
  const words = t().workspace.create;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [
      { label: t().crumb.home, href: '/' },
      { label: t().crumb.clusters, href: '/poles' },
      { label: words.title },
    ],
    body: (
      <Form
        action="/poles/nouveau"
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: '/poles' }}
        consequence={words.consequence}
      >
        <TextField name="cluster" label={words.cluster} hint={words.clusterHint} spellcheck={false} />
        <ClusterIdentityFields />
        <TextareaField
          name="source"
          label={t().workspace.label.source}
          hint={t().workspace.label.sourceHint}
          rows={2}
          required={false}
        />
      </Form>
    ),
  };
}
