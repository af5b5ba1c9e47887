import type { VNode } from 'preact';
import type { Page } from '#kit/web/page.ts';
import type { Filled } from '#kit/web/route.ts';
import {
  ButtonLink,
  CheckboxField,
  DataTable,
  DateField,
  DescriptionList,
  FieldRow,
  Form,
  Link,
  Section,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { CommuneField } from '../commune-field.tsx';
import { Chosen, type ChosenOrganisation, showsSynthetic } from '../membership/membership-forms.page.tsx';
import { OrganisationFinder } from '../organisation/organisation-finder.tsx';
import { inWords, Name, nameOf, sectorName } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren, formatSiret, isSyntheticSiren } from '../siren.rules.ts';
import type { ClusterDetail } from './cluster.ts';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from './workspace-navigation.ts';

/** What a cluster says of itself, who carries it and who represents it, with the ways to change each. */
export function identityPage({ cluster }: { cluster: ClusterDetail }): Page {
  const words = t().workspace.identity;
  const address = workspaceAddress(cluster.id, 'identity');
  const may = (act: string) => cluster.open.includes(`registry.${act}`);
  const change = (act: string, path: string, label: string): VNode | undefined =>
    may(act) ? (
      <ButtonLink href={`${address}/${path}`} kind="tertiary" small icon="pencil">
        {label}
      </ButtonLink>
    ) : undefined;
  return {
    title: t().crumb.identity,
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'identity'),
    side: workspaceSide(cluster, 'identity'),
    synthetic: cluster.synthetic || cluster.representatives.some((one) => one.synthetic),
    body: (
      <>
        <Section
          title={t().cluster.page.identity}
          id="identite"
          action={change('amendCluster', 'modifier', words.edit)}
        >
          <Identity cluster={cluster} />
        </Section>
        <Section
          title={t().cluster.page.governance}
          id="gouvernance"
          lead={t().cluster.page.governanceLead}
          action={change('setGovernanceBody', 'structure', words.body)}
        >
          <Body cluster={cluster} />
        </Section>
        <Section
          title={words.representatives}
          id="representants"
          action={change('appointRepresentative', 'representant', words.representative)}
        >
          <DataTable
            caption={words.representativesCaption}
            captionHidden
            columns={[
              {
                key: 'name',
                label: words.name,
                header: true,
                render: (one) => <Name name={one.name} synthetic={one.synthetic} />,
              },
              { key: 'title', label: words.function, render: (one) => one.title },
              {
                key: 'organisation',
                label: words.organisation,
                render: (one) =>
                  one.organisation ? (
                    <a href={`/organisations/${one.organisation.id}`}>{one.organisation.name}</a>
                  ) : (
                    <span class="gr-quiet">{t().words.unknown}</span>
                  ),
              },
              { key: 'period', label: words.period, render: (one) => inWords(one.from, one.to) },
            ]}
            rows={cluster.representatives}
            rowKey={(one) => one.id}
            empty={words.none}
          />
        </Section>
      </>
    ),
  };
}

function Identity({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  return (
    <DescriptionList
      items={[
        { term: t().workspace.identity.form.name, description: cluster.name },
        { term: words.sector, description: sectorName(cluster.sector) },
        { term: words.seat, description: [cluster.city, nameOf(cluster.departement)].filter(Boolean).join(', ') },
        { term: t().workspace.identity.commune, description: nameOf(cluster.commune) },
        { term: words.website, description: cluster.website },
        { term: words.officialNumber, description: cluster.officialNumber },
        { term: t().workspace.identity.territoryWords, description: cluster.territoryWords },
        { term: t().workspace.identity.historyWords, description: cluster.historyWords },
        { term: words.source, description: cluster.source },
      ]}
    />
  );
}

function Body({ cluster: { governanceBody: body } }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  if (!body) return <p class="gr-quiet">{words.bodyUnknown}</p>;
  return (
    <DescriptionList
      items={[
        {
          term: words.body,
          description: (
            <Name
              name={body.name}
              href={`/organisations/${body.id}`}
              synthetic={body.siren !== null && isSyntheticSiren(body.siren)}
            />
          ),
        },
        { term: words.legalForm, description: nameOf(body.legalCategory) },
        { term: words.siren, description: body.siren ? formatSiren(body.siren) : null },
        { term: words.siret, description: body.siret ? formatSiret(body.siret) : null },
      ]}
    />
  );
}

export function amendClusterPage({ data: cluster, values, errors }: Filled<ClusterDetail>): Page {
  const words = t().workspace.identity;
  const address = workspaceAddress(cluster.id, 'identity');
  return {
    title: words.form.title(cluster.name),
    crumbs: workspaceCrumbs(cluster, 'identity', words.edit),
    side: workspaceSide(cluster, 'identity'),
    body: (
      <Form
        action={`${address}/modifier`}
        values={values}
        errors={errors}
        submit={{ label: words.form.submit }}
        cancel={{ href: address }}
        consequence={words.form.consequence}
      >
        <ClusterIdentityFields />
        <TextField
          name="officialNumber"
          label={words.form.officialNumber}
          hint={words.form.officialNumberHint}
          required={false}
          width="short"
        />
        <TextareaField name="historyWords" label={words.historyWords} rows={3} required={false} />
        <TextareaField name="reason" label={words.form.reason} hint={words.form.reasonHint} rows={2} required={false} />
      </Form>
    ),
  };
}

/** The fields that creating and amending a cluster share. */
export function ClusterIdentityFields(): VNode {
  const words = t().workspace.identity;
  return (
    <>
      <TextField name="name" label={words.form.name} />
      <TextField name="sector" label={words.form.sector} />
      <FieldRow>
        <TextField name="city" label={words.form.city} required={false} />
        <TextField
          name="departement"
          label={words.form.departement}
          hint={words.form.departementHint}
          required={false}
          width="short"
        />
      </FieldRow>
      <CommuneField label={words.commune} />
      <TextField name="website" label={words.form.website} required={false} />
      <TextareaField name="territoryWords" label={words.territoryWords} rows={3} required={false} />
    </>
  );
}

export function governanceBodyPage({ data, values, errors }: Filled<ChosenOrganisation>): Page {
  const words = t().workspace.identity;
  const { cluster, chosen } = data;
  const address = workspaceAddress(cluster.id, 'identity');
  const action = `${address}/structure`;
  return {
    title: words.bodyForm.title(cluster.name),
    lead: words.bodyForm.lead,
    crumbs: workspaceCrumbs(cluster, 'identity', words.body),
    side: workspaceSide(cluster, 'identity'),
    synthetic: showsSynthetic(data),
    body: chosen ? (
      <Form
        action={`${action}?organisation=${encodeURIComponent(chosen.id)}`}
        values={values}
        errors={errors}
        submit={{ label: words.bodyForm.submit }}
        cancel={{ href: address }}
        consequence={words.bodyForm.consequence}
      >
        <Chosen chosen={chosen} changeHref={action} />
        <CheckboxField name="gis" label={words.bodyForm.gis} hint={words.bodyForm.gisHint} required={false} />
        <TextareaField name="reason" label={words.bodyForm.reason} rows={2} required={false} />
      </Form>
    ) : (
      <OrganisationFinder
        action={action}
        label={words.bodyForm.find}
        q={data.q}
        results={data.results}
        chosenHref={(organisation) => `${action}?organisation=${encodeURIComponent(organisation)}`}
        createHref={`/organisations/nouvelle?pour=${encodeURIComponent(action)}`}
      />
    ),
  };
}

export interface RepresentativeCase extends ChosenOrganisation {
  /** The reader goes on without naming an organisation. */
  readonly without: boolean;
}

export function representativePage({ data, values, errors }: Filled<RepresentativeCase>): Page {
  const words = t().workspace.identity;
  const { cluster, chosen, without } = data;
  const address = workspaceAddress(cluster.id, 'identity');
  const action = `${address}/representant`;
  const target = chosen ? `${action}?organisation=${encodeURIComponent(chosen.id)}` : `${action}?sans=organisation`;
  return {
    title: words.representativeForm.title(cluster.name),
    lead: words.representativeForm.lead,
    crumbs: workspaceCrumbs(cluster, 'identity', words.representative),
    side: workspaceSide(cluster, 'identity'),
    synthetic: showsSynthetic(data),
    body:
      chosen || without ? (
        <Form
          action={target}
          values={values}
          errors={errors}
          submit={{ label: words.representativeForm.submit }}
          cancel={{ href: address }}
          consequence={words.representativeForm.consequence}
        >
          {chosen ? <Chosen chosen={chosen} changeHref={action} /> : null}
          <TextField name="name" label={words.representativeForm.name} />
          <TextField
            name="title"
            label={words.representativeForm.function}
            hint={words.representativeForm.functionHint}
          />
          <DateField name="from" label={words.representativeForm.from} />
          <TextareaField name="reason" label={words.representativeForm.reason} rows={2} required={false} />
        </Form>
      ) : (
        <>
          <OrganisationFinder
            action={action}
            label={words.representativeForm.find}
            q={data.q}
            results={data.results}
            chosenHref={(organisation) => `${action}?organisation=${encodeURIComponent(organisation)}`}
          />
          <p>
            <Link href={`${action}?sans=organisation`}>{words.representativeForm.without}</Link>
          </p>
        </>
      ),
  };
}
