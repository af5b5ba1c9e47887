import type { VNode } from 'preact';
import { formatCents, formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { DataTable, DescriptionList, Section, Tabs } from '#kit/web/ui/index.ts';
import { workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { inWords, Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { formatSiret } from '../siren.rules.ts';
import type { MembershipDetail } from './membership.ts';

/** One membership, for the team, the services and the member itself. */
export function membershipPage({ membership, team }: { membership: MembershipDetail; team: boolean }): Page {
  const words = t().membership;
  const { cluster, organisation } = membership;
  const title = words.one.title(organisation.name);
  return {
    title,
    lead: inWords(membership.from, membership.to),
    crumbs: team
      ? workspaceCrumbs(cluster, 'members', title)
      : [
          { label: t().crumb.home, href: '/' },
          { label: organisation.name, href: `/organisations/${organisation.id}` },
          { label: title },
        ],
    side: team ? workspaceSide(cluster, 'members') : undefined,
    synthetic: membership.synthetic,
    body: (
      <>
        <MembershipActs membership={membership} current="read" />
        <DescriptionList
          items={[
            {
              term: t().cluster.members.name,
              description: (
                <Name
                  name={organisation.name}
                  href={`/organisations/${organisation.id}`}
                  synthetic={membership.synthetic}
                />
              ),
            },
            { term: words.one.cluster, description: <a href={`/poles/${cluster.id}`}>{cluster.name}</a> },
            { term: words.join.college, description: t().college[membership.college] },
            { term: words.list.period, description: inWords(membership.from, membership.to) },
            ...(membership.endReason ? [{ term: words.list.reason, description: membership.endReason }] : []),
            ...(membership.siret ? [{ term: words.join.siret, description: formatSiret(membership.siret) }] : []),
            { term: words.one.source, description: membership.source },
          ]}
        />
        <Section title={words.fee.caption} id="cotisations">
          <FeeTable fees={membership.fees} />
        </Section>
      </>
    ),
  };
}

type MembershipAct = 'read' | 'amend' | 'end' | 'fee';

/** What may be done with one membership, one beside the other; nothing for those who only read it. */
export function MembershipActs(props: { membership: MembershipDetail; current: MembershipAct }): VNode | null {
  const words = t().membership;
  const { membership } = props;
  const address = `/adhesions/${membership.id}`;
  const may = (act: string) => membership.open.includes(`registry.${act}`);
  const acts = [
    { act: 'read', label: words.one.tab, href: address },
    ...(may('amendMembership') ? [{ act: 'amend', label: words.list.amend, href: `${address}/correction` }] : []),
    ...(may('endMembership') && membership.to === null
      ? [{ act: 'end', label: words.list.end, href: `${address}/fin` }]
      : []),
    ...(may('recordFee') ? [{ act: 'fee', label: words.list.recordFee, href: `${address}/cotisations` }] : []),
  ];
  if (acts.length === 1) return null;
  return (
    <Tabs
      label={words.list.acts}
      tabs={acts.map(({ act, label, href }) => ({ label, href, current: act === props.current }))}
    />
  );
}

/** One line a year, the latest first. */
export function FeeTable({ fees }: { fees: MembershipDetail['fees'] }): VNode {
  const words = t().membership.fee;
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      columns={[
        { key: 'year', label: words.year, header: true, render: (fee) => fee.year },
        { key: 'amount', label: words.amount, align: 'end', render: (fee) => formatCents(fee.amountCents) },
        {
          key: 'paidOn',
          label: words.paidOn,
          render: (fee) => (fee.paidOn ? formatDay(fee.paidOn) : <span class="gr-quiet">{words.unpaid}</span>),
        },
      ]}
      rows={fees.toSorted((one, other) => other.year - one.year)}
      rowKey={(fee) => String(fee.year)}
      empty={words.none}
    />
  );
}
