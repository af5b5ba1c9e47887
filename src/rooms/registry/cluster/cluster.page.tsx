import type { ComponentChildren, VNode } from 'preact';
import { formatDay, formatShare, locale, type Say, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  BarChart,
  ButtonLink,
  Columns,
  DataTable,
  DescriptionList,
  EmptyState,
  KeyFigures,
  Link,
  Section,
  StackedYears,
} from '#kit/web/ui/index.ts';
import { factsAddress } from '../list-address.ts';
import { Candidacy, type Candidate } from '../membership/candidacy.tsx';
import type { MembersOverTime } from '../membership/membership.ts';
import {
  CertaintyMark,
  LabelMark,
  Name,
  nameOf,
  SourceLine,
  seatOf,
  sectorName,
  Warnings,
} from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiren, formatSiret, isSyntheticSiren } from '../siren.rules.ts';
import type { ClusterDetail } from './cluster.ts';
import { ClusterHistory } from './cluster-history.tsx';

interface Props {
  readonly cluster: ClusterDetail;
  readonly overTime: MembersOverTime;
  /** The reader works on this cluster. */
  readonly workspace: boolean;
  /** Organisations that the reader represents, which could join. */
  readonly candidates: readonly Candidate[];
  /** What rooms above the register show of this cluster. */
  readonly links?: readonly { readonly label: Say; readonly href: string }[];
}

/** What anyone may read about one cluster. */
export function clusterPage({ cluster, overTime, workspace, candidates, links = [] }: Props): Page {
  const words = t().cluster.page;
  const seat = seatOf(cluster);
  return {
    title: cluster.name,
    lead: [sectorName(cluster.sector), seat].filter((part) => part !== null).join(' — '),
    crumbs: [
      { label: t().crumb.home, href: '/' },
      { label: t().crumb.clusters, href: '/poles' },
      { label: cluster.name },
    ],
    status: <LabelMark state={cluster.label.state} explained />,
    action: workspace ? (
      <ButtonLink href={`/poles/${cluster.id}/espace`}>{words.workspace}</ButtonLink>
    ) : (
      <ButtonLink href={`/poles/${cluster.id}/membres`}>{words.members}</ButtonLink>
    ),
    synthetic: cluster.synthetic || cluster.members.synthetic > 0 || cluster.representative?.synthetic,
    wide: true,
    body: (
      <>
        <Warnings warnings={cluster.warnings} />
        <Attributes cluster={cluster} />
        {links.length > 0 ? (
          <ul class="gr-ways">
            {links.map(({ label, href }) => (
              <li key={href}>
                <Link href={href}>{say(label)}</Link>
              </li>
            ))}
          </ul>
        ) : null}
        <Candidacy cluster={cluster.id} candidates={candidates} />
        <Members cluster={cluster} overTime={overTime} />
        <Columns>
          <Identity cluster={cluster} seat={seat} />
          <Governance cluster={cluster} />
        </Columns>
        <Territory cluster={cluster} />
        <Section title={words.history} id="histoire" lead={words.historyLead}>
          <ClusterHistory cluster={cluster} />
          {cluster.historyWords ? (
            <p>
              <strong>
                {words.words}
                {locale() === 'fr' ? '\u202f:' : ':'}
              </strong>{' '}
              {cluster.historyWords}
            </p>
          ) : null}
        </Section>
      </>
    ),
  };
}

function Identity({ cluster, seat }: { cluster: ClusterDetail; seat: string | null }): VNode {
  const words = t().cluster.page;
  return (
    <Section title={words.identity} id="identite">
      <DescriptionList
        items={[
          { term: words.sector, description: sectorName(cluster.sector) },
          { term: words.seat, description: seat },
          {
            term: words.website,
            description: cluster.website ? (
              <>
                {cluster.website} <span class="gr-quiet">({words.websiteUnchecked})</span>
              </>
            ) : null,
          },
          { term: words.officialNumber, description: cluster.officialNumber },
          { term: words.confidence, description: cluster.confidence ? t().confidence[cluster.confidence] : null },
          { term: words.source, description: cluster.source },
        ]}
      />
    </Section>
  );
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

interface Attribute {
  readonly title: string;
  readonly what: string;
  readonly value: ComponentChildren;
  readonly detail: ComponentChildren;
}

/** Side by side and never merged (R06). */
function Attributes({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  const category = cluster.categories.find(
    (one) => one.from <= cluster.on && (one.to === null || cluster.on <= one.to),
  );
  const [rating] = cluster.ratings;
  const designation = cluster.designations.find(
    (one) => one.from <= cluster.on && (one.to === null || cluster.on <= one.to),
  );
  const attributes: Attribute[] = [
    {
      title: words.category,
      what: words.categoryWhat,
      value: cluster.category ? t().category[cluster.category] : t().words.unknown,
      detail: category ? (
        <Evidence since={category.from} source={category.source}>
          <CertaintyMark certainty={category.certainty} />
        </Evidence>
      ) : null,
    },
    {
      title: rating ? words.rating(rating.year) : words.ratingNone,
      what: words.ratingWhat,
      value: rating ? t().rating[rating.rating] : t().words.unknown,
      detail: rating ? (
        <Evidence source={rating.source}>
          <CertaintyMark certainty={rating.certainty} />
        </Evidence>
      ) : (
        <SourceLine>{words.ratingUnknown}</SourceLine>
      ),
    },
    {
      title: words.strategic,
      what: words.strategicWhat,
      value: cluster.strategic ? words.strategicYes : words.strategicNo,
      detail: designation ? (
        <Evidence since={designation.from} source={designation.decision} />
      ) : (
        <SourceLine>{words.strategicNoList}</SourceLine>
      ),
    },
  ];
  return (
    <Section title={words.attributes} id="attributs" lead={words.attributesLead}>
      <Columns count={3}>
        {attributes.map((attribute) => (
          <div key={attribute.title} class="gr-attribute">
            <h3 class="gr-attribute__name">{attribute.title}</h3>
            <p class="gr-attribute__value">{attribute.value}</p>
            <p class="gr-quiet">{attribute.what}</p>
            {attribute.detail}
          </div>
        ))}
      </Columns>
    </Section>
  );
}

function Evidence(props: { since?: string; source: string; children?: ComponentChildren }): VNode {
  return (
    <p class="gr-quiet gr-source">
      {props.children}
      {props.since ? <span class="gr-second">{capital(t().cluster.page.since(formatDay(props.since)))}.</span> : null}
      <span class="gr-second">{t().words.source(props.source)}</span>
    </p>
  );
}

function Territory({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  return (
    <Section title={words.territory} id="territoire" lead={words.territoryLead}>
      {cluster.territoryWords ? <p>{cluster.territoryWords}</p> : null}
      <DataTable
        caption={words.territoryCaption}
        columns={[
          { key: 'region', label: words.region, header: true, render: (region) => region.name },
          {
            key: 'role',
            label: words.role,
            render: (region) => (region.coordinating ? <strong>{words.coordinating}</strong> : words.present),
          },
          {
            key: 'vintage',
            label: words.vintage,
            render: (region) => (region.vintage === '2013' ? words.vintage2013 : words.vintage2016),
          },
          { key: 'source', label: words.source, render: (region) => region.source },
        ]}
        rows={cluster.regions}
        rowKey={(region) => `${region.vintage} ${region.code}`}
      />
    </Section>
  );
}

function Governance({ cluster }: { cluster: ClusterDetail }): VNode {
  const words = t().cluster.page;
  const { governanceBody: body, representative } = cluster;
  return (
    <Section title={words.governance} id="gouvernance" lead={words.governanceLead}>
      <DescriptionList
        items={[
          {
            term: words.body,
            description: body ? (
              <Name name={body.name} synthetic={body.siren !== null && isSyntheticSiren(body.siren)} />
            ) : (
              <span class="gr-quiet">{words.bodyUnknown}</span>
            ),
          },
          ...(body
            ? [
                { term: words.legalForm, description: nameOf(body.legalCategory) },
                body.siret
                  ? { term: words.siret, description: formatSiret(body.siret) }
                  : { term: words.siren, description: body.siren ? formatSiren(body.siren) : null },
              ]
            : []),
          {
            term: words.representative,
            description: representative ? (
              <>
                <Name name={representative.name} synthetic={representative.synthetic} />, {representative.title}{' '}
                <span class="gr-quiet">({words.since(formatDay(representative.from))})</span>
              </>
            ) : (
              <span class="gr-quiet">{words.representativeUnknown}</span>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** A cluster that merged has given its members; the list of another was never filled in. */
function whyNoMember({ label, successors }: ClusterDetail): string {
  const words = t().cluster.page;
  const heirs = successors.filter(({ nature }) => nature === 'merger').map(({ name }) => name);
  return label.state === 'merged' && label.since !== null && heirs.length > 0
    ? words.membersMerged(formatDay(label.since), heirs.join(', '))
    : words.membersNoneWhy;
}

const greatest = <Row extends { readonly count: number }>(rows: readonly Row[]): Row | undefined =>
  rows.toSorted((one, other) => other.count - one.count)[0];

function Members({ cluster, overTime }: { cluster: ClusterDetail; overTime: MembersOverTime }): VNode {
  const words = t().cluster.page;
  const { members } = cluster;
  const list = `/poles/${cluster.id}/membres`;
  const day = formatDay(cluster.on);
  if (members.total === 0) {
    return (
      <Section title={words.membersTitle} id="membres">
        <EmptyState
          level={3}
          icon="people"
          title={words.membersNone}
          what={words.membersNoneWhat}
          why={whyNoMember(cluster)}
        />
      </Section>
    );
  }
  const firms = members.sizes.reduce((sum, one) => sum + one.count, 0);
  const college = greatest(members.colleges);
  const size = greatest(members.sizes);
  return (
    <Section title={words.membersTitle} id="membres">
      <div class="gr-figures-alone">
        <KeyFigures
          figures={[
            {
              label: words.membersTotal,
              value: members.total,
              unit: words.membersUnit(members.total),
              period: t().words.onDay(day),
              source: t().words.registry,
              href: list,
              hrefLabel: words.membersFacts,
              trend: overTime.years.map((year) => year.total),
            },
          ]}
        />
      </div>
      <Columns>
        {college ? (
          <BarChart
            title={words.byCollege(t().college[college.college], formatShare(college.count / members.total))}
            unit={words.collegeUnit}
            source={t().words.registry}
            date={day}
            categoryLabel={words.college}
            bars={members.colleges.map((one) => ({
              label: t().college[one.college],
              value: one.count,
              href: factsAddress(list, one.filter),
              marked: one === college,
            }))}
          />
        ) : null}
        {size && firms > 0 ? (
          <BarChart
            title={words.bySize(t().size[size.size], formatShare(size.count / firms))}
            unit={words.sizeUnit}
            source={t().words.registry}
            date={day}
            categoryLabel={words.size}
            bars={members.sizes.map((one) => ({
              label: t().size[one.size],
              value: one.count,
              href: factsAddress(list, one.filter),
              marked: one === size,
            }))}
          />
        ) : null}
      </Columns>
      <OverTime overTime={overTime} day={day} />
    </Section>
  );
}

function OverTime({ overTime, day }: { overTime: MembersOverTime; day: string }): VNode | null {
  const words = t().cluster.page;
  const { years } = overTime;
  const [first, last] = [years[0], years.at(-1)];
  if (!first || !last) return null;
  const colleges = first.colleges.map((one) => one.college);
  const count = t().cluster.count;
  return (
    <StackedYears
      title={
        years.length > 1
          ? words.overTime(first.year, last.year, count(first.total), count(last.total))
          : words.overTimeStable(last.year, count(last.total))
      }
      unit={words.overTimeUnit}
      source={t().words.registry}
      date={day}
      years={years.map((year) => year.year)}
      series={colleges.map((college) => ({
        label: t().college[college],
        values: years.map((year) => year.colleges.find((one) => one.college === college)?.count ?? 0),
      }))}
    />
  );
}
