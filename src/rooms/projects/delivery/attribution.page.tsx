import type { VNode } from 'preact';
import { formatDay, formatShare, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  PostButton,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { AttributionView, ShareRow } from './attribution.query.ts';
import { t } from './attribution.sentences.ts';
import { attributionLife } from './attribution.workflow.ts';
import { type AttributionState, PARTY_KINDS, type PartyKind } from './delivery.ts';
import type { ResultsView } from './results.query.ts';

const WHOLE = 10_000;
const TONES: Readonly<Record<AttributionState, Tone>> = {
  proposed: 'progress',
  agreed: 'success',
  disputed: 'error',
  settled: 'success',
};

const address = (project: string, rest = ''): string => projectAddress(project, 'results', `/partages${rest}`);
export const percent = (share: number): string => formatShare(share / WHOLE, 2);

const Mark = ({ state }: { state: AttributionState }): VNode => (
  <StatusBadge tone={TONES[state]} label={say(attributionLife.states[state])} rule={t().counting[state]} />
);

/** On the page of results: the parts counted today, and every sharing proposed, agreed or disputed. */
export function AttributionSection({ data }: { data: ResultsView }): VNode {
  const words = t();
  const { project } = data;
  return (
    <Section
      title={words.title}
      id="partages"
      lead={words.lead}
      action={
        data.open.includes('projects.proposeAttribution') ? (
          <ButtonLink href={address(project.id, '/nouveau')} kind="secondary">
            {words.propose}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.inForce}
        rows={data.shares}
        rowKey={({ cluster }) => cluster}
        columns={[
          { key: 'cluster', label: words.kinds.cluster, header: true, render: ({ name }) => name },
          { key: 'share', label: words.share, align: 'end', render: ({ share }) => percent(share) },
        ]}
        total={{ cluster: words.total, share: percent(data.shares.reduce((sum, { share }) => sum + share, 0)) }}
        note={data.sharesAgreed ? words.byAgreement : words.byDefault}
      />
      <DataTable
        caption={words.list}
        rows={data.attributions}
        rowKey={({ id }) => id}
        empty={words.none}
        columns={[
          {
            key: 'subject',
            label: words.subject,
            header: true,
            render: (one) => (
              <a href={address(one.project, `/${one.id}`)}>
                {words.subjects[one.subject]}
                {one.project === project.id ? '' : ` ${words.ofProject(one.project)}`}
              </a>
            ),
          },
          { key: 'state', label: words.state, render: (one) => <Mark state={one.state} /> },
          { key: 'since', label: words.since, render: (one) => formatDay(one.openedOn) },
        ]}
      />
    </Section>
  );
}

/** One sharing: each party’s part, who has accepted, and what the reader may do for the parties they speak for. */
export function attributionPage({ data }: { data: AttributionView }): Page {
  const words = t();
  const { project } = data;
  const own = data.shares.filter((one) => one.own);
  const kinds = PARTY_KINDS.filter((kind) => data.shares.some((one) => one.kind === kind));
  return {
    title: `${words.title} : ${data.what}`,
    crumbs: projectCrumbs(project, 'results', words.title),
    side: projectSide(project, 'results'),
    status: <Mark state={data.state} />,
    synthetic: project.synthetic,
    body: (
      <>
        {data.state === 'disputed' ? (
          <Alert kind="warning" title={words.disputedBy(data.disputedBy ?? '')}>
            <p>{data.dispute}</p>
          </Alert>
        ) : null}
        {data.state === 'settled' ? (
          <Alert kind="info" title={words.settledBy(data.settledBy ?? '', formatDay(data.closedOn ?? data.openedOn))}>
            <p>{data.settlement}</p>
          </Alert>
        ) : null}
        <p>{words.counting[data.state]}</p>
        {kinds.map((kind) => (
          <Shares key={kind} data={data} kind={kind} />
        ))}
        <ButtonGroup>
          {data.maySettle ? (
            <ButtonLink href={address(project.id, `/${data.id}/decision`)}>{words.settle}</ButtonLink>
          ) : null}
          {data.mayPropose ? (
            <ButtonLink
              href={address(project.id, `/nouveau?objet=${data.subject}&ligne=${encodeURIComponent(data.subjectId)}`)}
              kind="secondary"
            >
              {say(attributionLife.transitions.propose.title)}
            </ButtonLink>
          ) : null}
          {own.length > 0 && (data.state === 'proposed' || data.state === 'agreed') ? (
            <ButtonLink href={address(project.id, `/${data.id}/contestation`)} kind="secondary">
              {words.dispute}
            </ButtonLink>
          ) : null}
          {own.length > 0 && data.state === 'disputed' ? (
            <ButtonLink href={address(project.id, `/${data.id}/retrait`)} kind="secondary">
              {words.withdrawDispute}
            </ButtonLink>
          ) : null}
          {own.length > 0 && data.state !== 'settled' ? (
            <ButtonLink href={address(project.id, `/${data.id}/renonciation`)} kind="tertiary">
              {words.renounce}
            </ButtonLink>
          ) : null}
        </ButtonGroup>
      </>
    ),
  };
}

function Shares({ data, kind }: { data: AttributionView; kind: PartyKind }): VNode {
  const words = t();
  const rows = data.shares.filter((one) => one.kind === kind);
  return (
    <DataTable
      caption={words.kinds[kind]}
      rows={rows}
      rowKey={({ party }) => party}
      total={{ party: words.total, share: percent(rows.reduce((sum, { share }) => sum + share, 0)) }}
      columns={[
        { key: 'party', label: words.party, header: true, render: ({ name }) => name },
        { key: 'share', label: words.share, align: 'end', render: ({ share }) => percent(share) },
        { key: 'accepted', label: words.accepted, render: (one) => <Acceptance data={data} one={one} /> },
      ]}
    />
  );
}

function Acceptance({ data, one }: { data: AttributionView; one: ShareRow }): VNode {
  const words = t();
  if (one.acceptedOn) return <>{words.acceptedOn(formatDay(one.acceptedOn), one.acceptedBy ?? '')}</>;
  if (!one.own || data.state !== 'proposed') return <span class="gr-quiet">{words.waiting}</span>;
  return (
    <PostButton
      small
      kind="secondary"
      action={address(data.project.id, `/${data.id}/acceptation`)}
      values={{ kind: one.kind, party: one.party, share: String(one.share) }}
    >
      {words.acceptNamed(percent(one.share), one.name)}
    </PostButton>
  );
}
