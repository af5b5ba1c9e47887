import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, Columns, DataTable, DescriptionList, Link, Section, StatusBadge } from '#kit/web/ui/index.ts';
import { journalOf } from '../journal.address.ts';
import { inWords, Name, nameOf } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren, formatSiret } from '../siren.rules.ts';
import type { OrganisationDetail } from './organisation.ts';
import { SizeSection } from './organisation-size.tsx';

interface Props {
  readonly organisation: OrganisationDetail;
  /** The reader may read the journal. */
  readonly journal: boolean;
}

/** One organisation: who it is, how large and why, who controls it, which clusters it joined. */
export function organisationPage({ organisation, journal }: Props): Page {
  const words = t().organisation.page;
  const may = (act: string) => organisation.open.includes(`registry.${act}`);
  // The décret sizes enterprises: a laboratory or a university has none, unless its accounts were entered.
  const sized = organisation.kind === 'firm' || organisation.size.years.length > 0;
  return {
    title: organisation.name,
    lead: [t().kind[organisation.kind], organisation.siren ? `SIREN ${formatSiren(organisation.siren)}` : words.noSiren]
      .filter(Boolean)
      .join(' — '),
    crumbs: [
      { label: t().crumb.home, href: '/' },
      { label: t().crumb.organisations, href: '/organisations' },
      { label: organisation.name },
    ],
    status: organisation.ceasedOn ? <StatusBadge tone="neutral" icon="minus" label={words.ceased} /> : undefined,
    action:
      sized && may('recordAccounts') ? (
        <ButtonLink href={`/organisations/${organisation.id}/comptes`}>{words.addAccounts}</ButtonLink>
      ) : undefined,
    synthetic: organisation.synthetic || organisation.memberships.some((membership) => membership.synthetic),
    wide: true,
    body: (
      <>
        {sized ? <SizeSection organisation={organisation} /> : null}
        <Memberships organisation={organisation} />
        <Columns>
          <Identity organisation={organisation} sized={sized} mayEdit={may('amendOrganisation')} />
          <Group organisation={organisation} mayLink={may('linkGroup')} mayEnd={may('endGroupLink')} />
        </Columns>
        <Establishments organisation={organisation} />
        {journal ? (
          <Section title={words.history} id="histoire">
            <p>
              <Link href={journalOf('organisation', organisation.id)}>{words.historyLink}</Link>
            </p>
          </Section>
        ) : null}
      </>
    ),
  };
}

const day = (of: string | null): string | null => (of === null ? null : formatDay(of));

function Identity(props: { organisation: OrganisationDetail; sized: boolean; mayEdit: boolean }): VNode {
  const { organisation, sized, mayEdit } = props;
  const words = t().organisation.page;
  const insee = organisation.inseeCategory;
  return (
    <Section
      title={words.identity}
      id="identite"
      action={
        mayEdit ? (
          <ButtonLink href={`/organisations/${organisation.id}/modifier`} kind="tertiary" small icon="pencil">
            {words.edit}
          </ButtonLink>
        ) : undefined
      }
    >
      <DescriptionList
        items={[
          { term: words.siren, description: organisation.siren ? formatSiren(organisation.siren) : words.noSiren },
          { term: words.acronym, description: organisation.acronym },
          { term: words.kind, description: t().kind[organisation.kind] },
          { term: words.legalCategory, description: nameOf(organisation.legalCategory) },
          { term: words.naf, description: nameOf(organisation.naf) },
          { term: words.commune, description: nameOf(organisation.commune) },
          { term: words.departement, description: nameOf(organisation.departement) },
          { term: words.region, description: nameOf(organisation.region) },
          { term: words.country, description: organisation.country },
          { term: words.website, description: organisation.website },
          { term: words.createdOn, description: day(organisation.createdOn) },
          ...(sized ? [] : [{ term: words.sizeTitle, description: t().size['not-applicable'] }]),
          ...(organisation.ceasedOn ? [{ term: words.ceasedOn, description: day(organisation.ceasedOn) }] : []),
          { term: words.headcountBand, description: nameOf(organisation.headcountBand) },
          {
            term: words.insee,
            description: insee ? (
              <>
                {words.inseeOf(insee.category, insee.year === null ? t().words.unknown : String(insee.year))}{' '}
                <span class="gr-quiet">({words.inseeNote})</span>
              </>
            ) : null,
          },
          { term: words.source, description: organisation.source },
          { term: words.updatedAt, description: formatInstant(organisation.updatedAt) },
        ]}
      />
    </Section>
  );
}

function Memberships({ organisation }: { organisation: OrganisationDetail }): VNode {
  const words = t().organisation.page;
  return (
    <Section title={words.membershipsTitle} id="adhesions">
      <DataTable
        caption={words.membershipsCaption}
        captionHidden
        columns={[
          {
            key: 'cluster',
            label: words.cluster,
            header: true,
            render: (one) => <a href={`/poles/${one.cluster.id}`}>{one.cluster.name}</a>,
          },
          { key: 'college', label: words.college, render: (one) => t().college[one.college] },
          {
            key: 'period',
            label: words.period,
            // The mark stands beside the spell: the cluster is real.
            render: (one) => <Name name={inWords(one.from, one.to)} synthetic={one.synthetic} />,
          },
          {
            key: 'reason',
            label: words.endReason,
            render: (one) => one.endReason ?? <span class="gr-quiet">{one.to === null ? words.current : '—'}</span>,
          },
        ]}
        rows={organisation.memberships}
        rowKey={(one) => one.id}
        empty={words.membershipsNone}
      />
    </Section>
  );
}

function Group(props: { organisation: OrganisationDetail; mayLink: boolean; mayEnd: boolean }): VNode {
  const words = t().organisation.page;
  const { organisation } = props;
  const links = [
    ...organisation.parents.map((link) => ({ ...link, role: words.isParent, ends: props.mayEnd && link.to === null })),
    ...organisation.children.map((link) => ({ ...link, role: words.isChild, ends: false })),
  ];
  return (
    <Section
      title={words.groupTitle}
      id="groupe"
      lead={words.groupLead}
      action={
        props.mayLink ? (
          <ButtonLink href={`/organisations/${organisation.id}/groupe`} kind="tertiary" small icon="plus">
            {words.link}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.groupCaption}
        captionHidden
        columns={[
          {
            key: 'other',
            label: words.groupOther,
            header: true,
            render: (link) => <a href={`/organisations/${link.organisation.id}`}>{link.organisation.name}</a>,
          },
          { key: 'role', label: words.groupRole, render: (link) => link.role },
          { key: 'period', label: words.period, render: (link) => inWords(link.from, link.to) },
          ...(links.some((link) => link.ends)
            ? [
                {
                  key: 'acts',
                  label: words.acts,
                  render: (link: (typeof links)[number]) =>
                    link.ends ? (
                      <a
                        href={`/organisations/${organisation.id}/groupe/${link.id}/fin`}
                        aria-label={words.endLinkOf(link.organisation.name)}
                      >
                        {words.endLink}
                      </a>
                    ) : null,
                },
              ]
            : []),
        ]}
        rows={links}
        rowKey={(link) => link.id}
        empty={words.groupNone}
      />
    </Section>
  );
}

function Establishments({ organisation }: { organisation: OrganisationDetail }): VNode | null {
  const words = t().organisation.page;
  if (organisation.establishments.length === 0) return null;
  return (
    <Section title={words.establishmentsTitle} id="etablissements">
      <DataTable
        caption={words.establishmentsCaption}
        captionHidden
        columns={[
          {
            key: 'siret',
            label: words.siret,
            header: true,
            render: (one) => (
              <>
                {formatSiret(one.siret)} {one.isSeat ? <span class="gr-quiet">({words.seat})</span> : null}
              </>
            ),
          },
          {
            key: 'commune',
            label: words.commune,
            render: (one) => nameOf(one.commune) ?? <span class="gr-quiet">{t().words.unknown}</span>,
          },
          { key: 'closed', label: words.closed, render: (one) => day(one.closedOn) ?? '—' },
        ]}
        rows={organisation.establishments}
        rowKey={(one) => one.siret}
      />
    </Section>
  );
}
