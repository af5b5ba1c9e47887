import type { VNode } from 'preact';
import { formatDay, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  type Column,
  DescriptionList,
  EmptyState,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import type { Listing } from '../list-address.ts';
import { ListFrame } from '../list-frame.tsx';
import { facetChoices, Name } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import { APPLICATION_STATES, type ApplicationState } from '../vocabulary.ts';
import { applicationLife } from './application.workflow.ts';
import type { ApplicationList, ApplicationRow } from './membership.ts';

const tones: Record<ApplicationState, Tone> = {
  submitted: 'progress',
  admitted: 'success',
  refused: 'neutral',
  withdrawn: 'neutral',
};

export const State = ({ state }: { state: ApplicationState }): VNode => (
  <StatusBadge tone={tones[state]} label={say(applicationLife.states[state])} />
);

const stateWords = (): Record<string, string> =>
  Object.fromEntries(APPLICATION_STATES.map((state) => [state, say(applicationLife.states[state])]));

interface ListProps {
  readonly list: ApplicationList;
  readonly listing: Listing;
  /** The reader may record an application. */
  readonly register: boolean;
}

/** Who asked to join, what was answered and why; those that wait come first. */
export function applicationListPage({ list, listing, register }: ListProps): Page {
  const words = t().membership.applications;
  const { cluster } = list;
  return {
    title: t().crumb.applications,
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'applications'),
    side: workspaceSide(cluster, 'applications'),
    action: register ? <ButtonLink href={`${listing.path}/nouvelle`}>{words.register}</ButtonLink> : undefined,
    synthetic: list.synthetic,
    wide: true,
    body: (
      <ListFrame
        listing={listing}
        caption={words.caption}
        filters={[
          {
            name: 'state',
            label: words.state,
            choices: facetChoices(list.facets.states, stateWords(), listing.criteria.state),
            blank: words.allStates,
          },
        ]}
        columns={columns()}
        rows={list.rows}
        rowKey={(row) => row.id}
        total={list.total}
        page={list.page}
        pageSize={list.pageSize}
        sortedBy="appliedOn"
        empty={<EmptyState icon="mail" title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />}
      />
    ),
  };
}

function columns(): Column<ApplicationRow>[] {
  const words = t().membership.applications;
  return [
    {
      key: 'applicant',
      label: words.applicant,
      header: true,
      render: (row) => <Name name={row.organisation.name} href={`/candidatures/${row.id}`} synthetic={row.synthetic} />,
    },
    { key: 'college', label: t().cluster.members.college, render: (row) => t().college[row.college] },
    { key: 'appliedOn', label: words.appliedOn, render: (row) => formatDay(row.appliedOn) },
    { key: 'state', label: words.state, render: (row) => <State state={row.state} /> },
    { key: 'answer', label: words.answer, render: (row) => <Answer row={row} /> },
    {
      key: 'acts',
      label: words.acts,
      render: (row) =>
        row.open.length > 0 ? (
          <a href={`/candidatures/${row.id}`} aria-label={words.decideOf(row.organisation.name)}>
            {words.decide}
          </a>
        ) : (
          <span class="gr-quiet">—</span>
        ),
    },
  ];
}

export function Answer({ row }: { row: ApplicationRow }): VNode {
  const words = t().membership.applications;
  if (row.state === 'submitted') return <span class="gr-quiet">—</span>;
  return (
    <>
      {row.decidedOn ? formatDay(row.decidedOn) : null}
      {row.refusalGround ? <span class="gr-second">{t().ground[row.refusalGround]}</span> : null}
      {row.orientedTo ? (
        <span class="gr-second">
          <a href={`/poles/${row.orientedTo.id}`}>{words.orientedTo(row.orientedTo.name)}</a>
        </span>
      ) : null}
    </>
  );
}

/** One application: what was asked, what was answered, and what may still be done. */
export function applicationPage({ application, team }: { application: ApplicationRow; team: boolean }): Page {
  const words = t().membership.decide;
  const { cluster } = application;
  const title = words.title(application.organisation.name);
  const acts = (['admit', 'refuse', 'withdraw'] as const).filter((act) => application.open.includes(act));
  return {
    title,
    crumbs: team
      ? workspaceCrumbs(cluster, 'applications', title)
      : [{ label: t().crumb.home, href: '/' }, { label: cluster.name, href: `/poles/${cluster.id}` }, { label: title }],
    side: team ? workspaceSide(cluster, 'applications') : undefined,
    status: <State state={application.state} />,
    synthetic: application.synthetic,
    body: (
      <>
        <DescriptionList items={facts(application)} />
        {acts.length === 0 ? (
          <p>{words.closed}</p>
        ) : (
          <ButtonGroup>
            {acts.map((act, order) => (
              <ButtonLink
                key={act}
                href={`/candidatures/${application.id}/${APPLICATION_ADDRESSES[act]}`}
                kind={order === 0 ? 'primary' : 'secondary'}
              >
                {say(applicationLife.transitions[act].title)}
              </ButtonLink>
            ))}
          </ButtonGroup>
        )}
      </>
    ),
  };
}

export const APPLICATION_ADDRESSES = { admit: 'admission', refuse: 'refus', withdraw: 'retrait' } as const;

function facts(application: ApplicationRow) {
  const words = t().membership.decide;
  const { organisation } = application;
  return [
    {
      term: t().membership.applications.applicant,
      description: (
        <Name name={organisation.name} href={`/organisations/${organisation.id}`} synthetic={application.synthetic} />
      ),
    },
    { term: t().cluster.members.kind, description: t().kind[organisation.kind] },
    { term: words.received, description: formatDay(application.appliedOn) },
    { term: words.college, description: t().college[application.college] },
    { term: words.motivation, description: application.motivation },
    ...(application.decidedOn ? [{ term: words.decidedOn, description: formatDay(application.decidedOn) }] : []),
    ...(application.refusalGround ? [{ term: words.ground, description: t().ground[application.refusalGround] }] : []),
    ...(application.reason ? [{ term: words.reason, description: application.reason }] : []),
    ...(application.orientedTo
      ? [
          {
            term: words.orientedTo,
            description: <a href={`/poles/${application.orientedTo.id}`}>{application.orientedTo.name}</a>,
          },
        ]
      : []),
    ...(application.membership
      ? [
          {
            term: words.membership,
            description: <a href={`/adhesions/${application.membership}`}>{words.seeMembership}</a>,
          },
        ]
      : []),
  ];
}
