import type { ComponentChildren, VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  CheckboxField,
  type Choice,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  HiddenField,
  Link,
  MoneyField,
  NumberField,
  RadioField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { CommuneField, Name } from '#rooms/registry';
import { RESEARCH_CATEGORIES } from '../funding/funding-facts.ts';
import { COST_NATURES, PROTECTIONS } from '../project.ts';
import { type ProjectStep, projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { ConsortiumView, Part } from './consortium.query.ts';
import { costField } from './cost-grid.ts';
import { t } from './project.sentences.ts';
import type { ThreadView } from './thread.ts';

export interface NewProject {
  readonly cluster: { readonly id: string; readonly name: string };
  readonly filieres: readonly { readonly slug: string; readonly label: string }[];
}

interface Frame {
  readonly project: { readonly id: string; readonly acronym: string; readonly synthetic: boolean };
  readonly step: ProjectStep;
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly consequence: string;
  readonly danger?: boolean;
  readonly wide?: boolean;
  readonly fields: ComponentChildren;
}

function formPage({ values, errors }: Pick<Filled<unknown>, 'values' | 'errors'>, frame: Frame): Page {
  const { project, step } = frame;
  return {
    title: frame.title,
    lead: frame.lead,
    crumbs: projectCrumbs(project, step, frame.title),
    side: projectSide(project, step),
    synthetic: project.synthetic,
    wide: frame.wide,
    body: (
      <Form
        action={projectAddress(project.id, step, frame.path)}
        values={values}
        errors={errors}
        submit={{ label: frame.submit, ...(frame.danger && { kind: 'danger' }) }}
        cancel={{ href: projectAddress(project.id, step) }}
        consequence={frame.consequence}
        wide={frame.wide}
      >
        {frame.fields}
      </Form>
    ),
  };
}

const FiliereField = ({ filieres }: Pick<NewProject, 'filieres'>): VNode => (
  <SelectField
    name="filiere"
    label={t().create.filiere}
    blank={t().create.noFiliere}
    required={false}
    choices={filieres.map(({ slug, label }) => ({ value: slug, label }))}
  />
);

function Description({ filieres }: Pick<NewProject, 'filieres'>): VNode {
  const words = t().create;
  return (
    <>
      <TextField name="acronym" label={words.acronym} hint={words.acronymHint} maxlength={60} />
      <TextField name="title" label={words.projectTitle} width="full" maxlength={300} />
      <TextareaField name="summary" label={words.summary} rows={4} required={false} />
      <TextareaField
        name="targetMarket"
        label={words.targetMarket}
        hint={words.targetMarketHint}
        rows={3}
        required={false}
      />
      <FiliereField filieres={filieres} />
      <FieldRow>
        <DateField name="researchStartsOn" label={words.startsOn} required={false} />
        <DateField name="researchEndsOn" label={words.endsOn} required={false} />
        <DateField name="launchPlannedOn" label={words.launchOn} required={false} />
      </FieldRow>
    </>
  );
}

export function createProjectPage({ data, values, errors }: Filled<NewProject>): Page {
  const words = t().create;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: data.cluster.name, href: `/poles/${data.cluster.id}/espace` }, { label: words.title }],
    body: (
      <Form
        action={`/poles/${data.cluster.id}/espace/projets/nouveau`}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: `/poles/${data.cluster.id}/espace` }}
        consequence={words.consequence}
      >
        <Description filieres={data.filieres} />
        <NumberField name="trl" label={words.trl} required={false} />
      </Form>
    ),
  };
}

const yesNo = (): Choice[] => [
  { value: 'yes', label: t().yes },
  { value: 'no', label: t().no },
];

export interface ProjectCase {
  readonly view: ThreadView;
  readonly filieres: NewProject['filieres'];
}

export function amendProjectPage(filled: Filled<ProjectCase>): Page {
  const words = t().amend;
  const { view, filieres } = filled.data;
  return formPage(filled, {
    project: view,
    step: 'thread',
    path: '/modifier',
    title: words.title,
    lead: t().thread.lead(view.cluster.name),
    submit: words.submit,
    consequence: words.consequence,
    fields: (
      <>
        <HiddenField name="revision" value={String(filled.values.revision ?? view.revision)} />
        <Description filieres={filieres} />
        <SelectField
          name="wideDissemination"
          label={words.wide}
          blank={t().unknown}
          required={false}
          choices={yesNo()}
        />
        <SelectField
          name="laboratoryShareJustified"
          label={words.justified}
          blank={t().unknown}
          required={false}
          choices={yesNo()}
        />
      </>
    ),
  });
}

export interface GateCase {
  readonly view: ThreadView;
  readonly gate: string;
  readonly title: string;
  readonly asksEvidence: boolean;
}

export function advancePage(filled: Filled<GateCase>): Page {
  const words = t().advance;
  const { view, gate, title, asksEvidence } = filled.data;
  return formPage(filled, {
    project: view,
    step: 'thread',
    path: `/etape/${gate}`,
    title,
    lead: words.lead,
    submit: title,
    consequence: words.consequence,
    fields: (
      <>
        <FieldRow>
          <DateField name="on" label={words.on} />
          <NumberField name="trl" label={words.trl} required={false} />
        </FieldRow>
        <TextareaField
          name="evidence"
          label={words.evidence}
          hint={words.evidenceHint}
          rows={3}
          required={asksEvidence}
        />
        {gate === 'resubmit' ? <TextareaField name="reason" label={words.reason} rows={3} required={false} /> : null}
      </>
    ),
  });
}

export function abandonPage(filled: Filled<ProjectCase>): Page {
  const words = t().abandon;
  return formPage(filled, {
    project: filled.data.view,
    step: 'thread',
    path: '/abandon',
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    danger: true,
    fields: (
      <>
        <DateField name="on" label={words.on} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={4} />
      </>
    ),
  });
}

/** The special case, the country and the commune of a partner's work. */
function PlaceFields(): VNode {
  const words = t().addPartner;
  return (
    <>
      <TextField name="role" label={words.role} required={false} width="full" />
      <SelectField
        name="special"
        label={words.special}
        choices={(['none', 'irt', 'ite', 'farm-cooperative'] as const).map((value) => ({
          value,
          label: t().specials[value],
        }))}
      />
      <TextField name="country" label={words.country} hint={words.countryHint} width="short" maxlength={2} />
      <CommuneField label={words.commune} />
    </>
  );
}

export interface Newcomer {
  readonly view: ConsortiumView;
  readonly chosen: { readonly id: string; readonly name: string; readonly synthetic: boolean };
}

/** The second step of adding a partner; the first finds the organisation (partner-finder.page.tsx). */
export function addPartnerPage(filled: Filled<Newcomer>): Page {
  const words = t().addPartner;
  const { view, chosen } = filled.data;
  return formPage(filled, {
    project: view.project,
    step: 'consortium',
    path: `/ajouter?organisation=${encodeURIComponent(chosen.id)}`,
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    fields: (
      <>
        <p class="gr-chosen">
          <HiddenField name="organisation" value={chosen.id} />
          <span class="gr-quiet">{words.chosen}</span>{' '}
          <strong>
            <Name name={chosen.name} synthetic={chosen.synthetic} />
          </strong>{' '}
          <Link href={projectAddress(view.project.id, 'consortium', '/ajouter')}>{words.change}</Link>
        </p>
        <PlaceFields />
        <DateField name="joinedOn" label={words.joinedOn} />
        <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} required={false} />
      </>
    ),
  });
}

export interface PartCase {
  readonly view: ConsortiumView;
  readonly part: Part;
}

export function amendPartnerPage(filled: Filled<PartCase>): Page {
  const words = t().amendPartner;
  const { view, part } = filled.data;
  return formPage(filled, {
    project: view.project,
    step: 'consortium',
    path: `/${part.id}`,
    title: words.title(part.name),
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    wide: true,
    fields: (
      <>
        <HiddenField name="revision" value={String(filled.values.revision ?? part.revision)} />
        <PlaceFields />
        <FieldSet legend={words.costs} hint={words.costsHint}>
          {RESEARCH_CATEGORIES.map((research) => (
            <FieldSet key={research} legend={t().research[research]}>
              <FieldRow>
                {COST_NATURES.map((nature) => (
                  <MoneyField
                    key={nature}
                    name={costField(nature, research)}
                    label={t().natures[nature]}
                    required={false}
                  />
                ))}
              </FieldRow>
            </FieldSet>
          ))}
          <CheckboxField name="confirmed" label={words.confirmed} required={false} />
        </FieldSet>
        <FieldRow>
          <MoneyField name="askedCents" label={words.asked} required={false} />
          <MoneyField name="otherPublicCents" label={words.otherPublic} required={false} />
        </FieldRow>
        <SelectField
          name="costBasis"
          label={words.costBasis}
          blank={t().unknown}
          required={false}
          choices={(['full', 'additional'] as const).map((value) => ({ value, label: words.costBases[value] }))}
        />
        {(['piaOnProject', 'freeToPublish', 'economicActivity'] as const).map((name) => (
          <SelectField
            key={name}
            name={name}
            label={{ piaOnProject: words.pia, freeToPublish: words.free, economicActivity: words.economic }[name]}
            blank={t().unknown}
            required={false}
            choices={yesNo()}
          />
        ))}
        <DateField name="startsOn" label={words.startsOn} required={false} />
      </>
    ),
  });
}

export function withdrawPartnerPage(filled: Filled<PartCase>): Page {
  const words = t().leave;
  const { view, part } = filled.data;
  return formPage(filled, {
    project: view.project,
    step: 'consortium',
    path: `/${part.id}/depart`,
    title: words.title(part.name),
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    danger: true,
    fields: (
      <>
        <DateField name="leftOn" label={words.on} min={part.joinedOn} />
        <TextareaField name="reason" label={words.reason} rows={3} />
      </>
    ),
  });
}

export function changeLeadPage(filled: Filled<PartCase>): Page {
  const words = t().newLead;
  const { view, part } = filled.data;
  return formPage(filled, {
    project: view.project,
    step: 'consortium',
    path: `/${part.id}/chef-de-file`,
    title: words.title(part.name),
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    fields: <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} required={false} />,
  });
}

export function knowHowPage(filled: Filled<{ readonly view: ConsortiumView }>): Page {
  const words = t().knowHow;
  const { view } = filled.data;
  return formPage(filled, {
    project: view.project,
    step: 'thread',
    path: '/savoir-faire',
    title: words.title,
    lead: words.lead,
    submit: words.submit,
    consequence: words.consequence,
    fields: (
      <>
        <SelectField
          name="partner"
          label={words.partner}
          choices={view.partners.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <RadioField
          name="kind"
          label={words.kind}
          choices={(['background', 'foreground'] as const).map((value) => ({ value, label: t().knowHowKinds[value] }))}
        />
        <TextField name="title" label={words.name} width="full" />
        <SelectField
          name="protection"
          label={words.protection}
          choices={PROTECTIONS.map((value) => ({ value, label: t().protections[value] }))}
        />
        <TextareaField name="note" label={words.note} rows={3} required={false} />
      </>
    ),
  });
}
