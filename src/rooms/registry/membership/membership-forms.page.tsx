import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  type Choice,
  DateField,
  FieldRow,
  Form,
  HiddenField,
  Link,
  MoneyField,
  NumberField,
  Section,
  SelectField,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { OrganisationFinder } from '../organisation/organisation-finder.tsx';
import type { SearchResults } from '../programme/programme.ts';
import { Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { COLLEGES } from '../vocabulary.ts';
import { FeeTable, MembershipActs } from './membership.page.tsx';
import type { MembershipDetail } from './membership.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A form about an organisation: who it is, once chosen; what was searched, before. */
export interface ChosenOrganisation {
  readonly cluster: Named;
  readonly q: string;
  readonly results: SearchResults | null;
  readonly chosen: (Named & { readonly synthetic: boolean }) | null;
}

/** Some of what a form about an organisation shows was invented. */
export const showsSynthetic = ({ chosen, results }: Pick<ChosenOrganisation, 'chosen' | 'results'>): boolean =>
  chosen ? chosen.synthetic : (results?.organisations.some((hit) => hit.synthetic) ?? false);

const collegeChoices = (): Choice[] => COLLEGES.map((college) => ({ value: college, label: t().college[college] }));

export const CollegeField = (): VNode => (
  <SelectField name="college" label={t().membership.join.college} choices={collegeChoices()} />
);

/** The organisation that a form is about, with the way to choose another. */
export function Chosen(props: {
  readonly chosen: NonNullable<ChosenOrganisation['chosen']>;
  readonly changeHref: string;
}): VNode {
  const { chosen, changeHref } = props;
  const words = t().membership.join;
  return (
    <p class="gr-chosen">
      <HiddenField name="organisation" value={chosen.id} />
      <span class="gr-quiet">{words.chosen}</span>{' '}
      <strong>
        <Name name={chosen.name} synthetic={chosen.synthetic} />
      </strong>
      <Link href={changeHref}>{words.change}</Link>
    </p>
  );
}

/** The first step of joining and of applying: find the organisation on record. */
export function FindOrganisation({ data, action }: { data: ChosenOrganisation; action: string }): VNode {
  const words = t().membership.join;
  return (
    <Section title={words.findTitle} lead={words.findLead}>
      <OrganisationFinder
        action={action}
        label={words.find}
        q={data.q}
        results={data.results}
        chosenHref={(organisation) => `${action}?organisation=${encodeURIComponent(organisation)}`}
        createHref={`/organisations/nouvelle?pour=${encodeURIComponent(action)}`}
      />
    </Section>
  );
}

export function joinPage({ data, values, errors }: Filled<ChosenOrganisation>): Page {
  const words = t().membership.join;
  const { cluster, chosen } = data;
  const action = `${workspaceAddress(cluster.id, 'members')}/nouveau`;
  return {
    title: words.title,
    crumbs: workspaceCrumbs(cluster, 'members', words.title),
    side: workspaceSide(cluster, 'members'),
    synthetic: showsSynthetic(data),
    body: chosen ? (
      <Form
        action={`${action}?organisation=${encodeURIComponent(chosen.id)}`}
        values={values}
        errors={errors}
        submit={{ label: words.submit }}
        cancel={{ href: workspaceAddress(cluster.id, 'members') }}
        consequence={words.consequence}
      >
        <Chosen chosen={chosen} changeHref={action} />
        <CollegeField />
        <DateField name="from" label={words.from} />
        <TextField name="siret" label={words.siret} hint={words.siretHint} inputmode="numeric" required={false} />
        <TextareaField name="source" label={words.source} hint={words.sourceHint} rows={2} required={false} />
      </Form>
    ) : (
      <FindOrganisation data={data} action={action} />
    ),
  };
}

export function amendMembershipPage({ data, values, errors }: Filled<MembershipDetail>): Page {
  const words = t().membership;
  const { cluster } = data;
  const title = words.amend.title(data.organisation.name);
  return {
    title,
    lead: words.amend.lead,
    crumbs: workspaceCrumbs(cluster, 'members', title),
    side: workspaceSide(cluster, 'members'),
    synthetic: data.synthetic,
    body: (
      <>
        <MembershipActs membership={data} current="amend" />
        <Form
          action={`/adhesions/${data.id}/correction`}
          values={values}
          errors={errors}
          submit={{ label: words.amend.submit }}
          cancel={{ href: `/adhesions/${data.id}` }}
          consequence={words.amend.consequence}
        >
          <CollegeField />
          <FieldRow>
            <DateField name="from" label={words.join.from} />
            {data.to === null ? null : <DateField name="to" label={words.end.to} hint={words.end.toHint} />}
          </FieldRow>
          {data.to === null ? null : <TextareaField name="endReason" label={words.end.reason} rows={2} />}
          <TextField
            name="siret"
            label={words.join.siret}
            hint={words.join.siretHint}
            inputmode="numeric"
            required={false}
          />
          <TextareaField
            name="reason"
            label={words.amend.reason}
            hint={words.amend.reasonHint}
            rows={2}
            required={false}
          />
        </Form>
      </>
    ),
  };
}

export function endMembershipPage({ data, values, errors }: Filled<MembershipDetail>): Page {
  const words = t().membership.end;
  const { cluster } = data;
  const title = words.title(data.organisation.name);
  return {
    title,
    lead: words.lead(formatDay(data.from)),
    crumbs: workspaceCrumbs(cluster, 'members', title),
    side: workspaceSide(cluster, 'members'),
    synthetic: data.synthetic,
    body: (
      <>
        <MembershipActs membership={data} current="end" />
        <Form
          action={`/adhesions/${data.id}/fin`}
          values={values}
          errors={errors}
          submit={{ label: words.submit }}
          cancel={{ href: workspaceAddress(cluster.id, 'members') }}
          consequence={words.consequence}
        >
          <DateField name="to" label={words.to} hint={words.toHint} min={data.from} />
          <TextareaField name="reason" label={words.reason} hint={words.reasonHint} rows={3} />
        </Form>
      </>
    ),
  };
}

export function feePage({ data, values, errors }: Filled<MembershipDetail>): Page {
  const words = t().membership.fee;
  const { cluster } = data;
  const title = words.title(data.organisation.name);
  return {
    title,
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'members', title),
    side: workspaceSide(cluster, 'members'),
    synthetic: data.synthetic,
    body: (
      <>
        <MembershipActs membership={data} current="fee" />
        <FeeTable fees={data.fees} />
        <Section title={words.formTitle}>
          <Form
            action={`/adhesions/${data.id}/cotisations`}
            values={values}
            errors={errors}
            submit={{ label: words.submit }}
            cancel={{ href: workspaceAddress(cluster.id, 'members') }}
            consequence={words.consequence}
          >
            <NumberField name="year" label={words.year} />
            <MoneyField name="amountCents" label={words.amount} hint={words.amountHint} />
            <DateField name="paidOn" label={words.paidOn} hint={words.paidOnHint} required={false} />
          </Form>
        </Section>
      </>
    ),
  };
}
