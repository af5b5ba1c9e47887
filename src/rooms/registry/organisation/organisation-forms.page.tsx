import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Crumb, Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  CheckboxField,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  HiddenField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { CommuneField } from '../commune-field.tsx';
import type { SearchResults } from '../programme/programme.ts';
import { Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { ORGANISATION_KINDS } from '../vocabulary.ts';
import type { OrganisationDetail } from './organisation.ts';
import { OrganisationFinder } from './organisation-finder.tsx';

const crumbs = (...steps: readonly Crumb[]): Crumb[] => [
  { label: t().crumb.home, href: '/' },
  { label: t().crumb.organisations, href: '/organisations' },
  ...steps,
];

const crumbsOf = (organisation: OrganisationDetail, title: string): Crumb[] =>
  crumbs({ label: organisation.name, href: `/organisations/${organisation.id}` }, { label: title });

function IdentityFields(): VNode {
  const words = t().organisation.form;
  return (
    <>
      <FieldSet legend={words.identity}>
        <TextField name="name" label={words.name} />
        <TextField name="acronym" label={words.acronym} required={false} width="short" />
        <SelectField
          name="kind"
          label={words.kind}
          choices={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t().kind[kind] }))}
        />
        <FieldRow>
          <TextField name="siren" label={words.siren} hint={words.sirenHint} inputmode="numeric" required={false} />
          <TextField
            name="legalCategory"
            label={words.legalCategory}
            hint={words.legalCategoryHint}
            required={false}
            inputmode="numeric"
          />
          <TextField name="naf" label={words.naf} hint={words.nafHint} required={false} />
        </FieldRow>
      </FieldSet>
      <FieldSet legend={words.place}>
        <CommuneField label={words.commune} />
        <TextField
          name="country"
          label={words.country}
          hint={words.countryHint}
          required={false}
          maxlength={2}
          width="short"
        />
        <TextField name="website" label={words.website} required={false} />
      </FieldSet>
    </>
  );
}

export interface NewOrganisation {
  /** The page that sent the reader here: it receives the new organisation. */
  readonly wantedBy: string | null;
}

export function createOrganisationPage({ data, values, errors }: Filled<NewOrganisation>): Page {
  const words = t().organisation.form;
  const query = data.wantedBy ? `?pour=${encodeURIComponent(data.wantedBy)}` : '';
  return {
    title: words.newTitle,
    lead: words.newLead,
    crumbs: crumbs({ label: words.newTitle }),
    body: (
      <Form
        action={`/organisations/nouvelle${query}`}
        values={values}
        errors={errors}
        submit={{ label: words.create }}
        cancel={{ href: data.wantedBy ?? '/organisations' }}
        consequence={words.createConsequence}
      >
        <IdentityFields />
        <FieldSet legend={words.dates}>
          <DateField name="createdOn" label={words.createdOn} required={false} />
          <TextareaField name="source" label={words.source} hint={words.sourceHint} rows={2} required={false} />
        </FieldSet>
      </Form>
    ),
  };
}

export function amendOrganisationPage({ data: organisation, values, errors }: Filled<OrganisationDetail>): Page {
  const words = t().organisation.form;
  const title = words.editTitle(organisation.name);
  return {
    title,
    crumbs: crumbsOf(organisation, title),
    synthetic: organisation.synthetic,
    body: (
      <Form
        action={`/organisations/${organisation.id}/modifier`}
        values={values}
        errors={errors}
        submit={{ label: words.save }}
        cancel={{ href: `/organisations/${organisation.id}` }}
        consequence={words.saveConsequence}
      >
        <IdentityFields />
        <FieldSet legend={words.dates}>
          <FieldRow>
            <DateField name="createdOn" label={words.createdOn} required={false} />
            <DateField name="ceasedOn" label={words.ceasedOn} required={false} />
          </FieldRow>
          <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={2} required={false} />
        </FieldSet>
      </Form>
    ),
  };
}

export function accountsPage({ data: organisation, values, errors }: Filled<OrganisationDetail>): Page {
  const words = t().organisation.accounts;
  const title = words.title(organisation.name);
  return {
    title,
    lead: words.lead,
    crumbs: crumbsOf(organisation, title),
    synthetic: organisation.synthetic,
    body: (
      <>
        <p class="gr-quiet">{words.replaces}</p>
        <Form
          action={`/organisations/${organisation.id}/comptes`}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: `/organisations/${organisation.id}` }}
          consequence={words.consequence}
        >
          <FieldRow>
            <NumberField name="year" label={words.year} />
            <DateField name="closedOn" label={words.closedOn} hint={words.closedOnHint} />
          </FieldRow>
          <NumberField
            name="headcount"
            label={words.headcount}
            hint={words.headcountHint}
            unit={words.headcountUnit}
            decimals
            required={false}
          />
          <FieldRow>
            <MoneyField name="revenueCents" label={words.revenue} hint={words.moneyHint} required={false} />
            <MoneyField name="balanceCents" label={words.balance} hint={words.moneyHint} required={false} />
          </FieldRow>
          <CheckboxField
            name="consolidated"
            label={words.consolidated}
            hint={words.consolidatedHint}
            required={false}
          />
          <TextareaField name="source" label={words.source} hint={words.sourceHint} rows={2} required={false} />
        </Form>
      </>
    ),
  };
}

export interface GroupCase {
  readonly organisation: OrganisationDetail;
  readonly q: string;
  readonly results: SearchResults | null;
  readonly parent: { readonly id: string; readonly name: string; readonly synthetic: boolean } | null;
}

export function linkGroupPage({ data, values, errors }: Filled<GroupCase>): Page {
  const words = t().organisation.group;
  const { organisation, parent } = data;
  const title = words.title(organisation.name);
  const action = `/organisations/${organisation.id}/groupe`;
  return {
    title,
    lead: words.lead,
    crumbs: crumbsOf(organisation, title),
    synthetic: organisation.synthetic,
    body: parent ? (
      <Form
        action={`${action}?parent=${encodeURIComponent(parent.id)}`}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: `/organisations/${organisation.id}` }}
        consequence={words.consequence}
      >
        <p class="gr-chosen">
          <HiddenField name="parent" value={parent.id} />
          <span class="gr-quiet">{words.parent}</span>{' '}
          <strong>
            <Name name={parent.name} synthetic={parent.synthetic} />
          </strong>
          <a class="fr-link" href={action}>
            {t().membership.join.change}
          </a>
        </p>
        <FieldRow>
          <DateField name="from" label={words.from} />
          <DateField name="to" label={words.to} hint={words.toHint} required={false} />
        </FieldRow>
        <TextareaField name="source" label={words.source} rows={2} required={false} />
      </Form>
    ) : (
      <OrganisationFinder
        action={action}
        label={words.findParent}
        q={data.q}
        results={data.results}
        chosenHref={(id) => `${action}?parent=${encodeURIComponent(id)}`}
        createHref={`/organisations/nouvelle?pour=${encodeURIComponent(action)}`}
      />
    ),
  };
}

export interface LinkCase {
  readonly organisation: OrganisationDetail;
  readonly link: OrganisationDetail['parents'][number];
}

export function endGroupLinkPage({ data: { organisation, link }, values, errors }: Filled<LinkCase>): Page {
  const words = t().organisation.group;
  const title = words.endTitle(link.organisation.name);
  return {
    title,
    lead: `${organisation.name} — ${t().words.since(formatDay(link.from))}`,
    crumbs: crumbsOf(organisation, title),
    synthetic: organisation.synthetic,
    body: (
      <Form
        action={`/organisations/${organisation.id}/groupe/${link.id}/fin`}
        values={values}
        errors={errors}
        submit={{ label: words.endSubmit, kind: 'danger' }}
        cancel={{ href: `/organisations/${organisation.id}` }}
        consequence={words.consequence}
      >
        <DateField name="to" label={words.endTo} min={link.from} />
        <TextareaField name="reason" label={words.endReason} rows={3} />
      </Form>
    ),
  };
}
