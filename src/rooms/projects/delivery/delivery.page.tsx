import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  type Column,
  DataTable,
  DueDate,
  EmptyState,
  ExportMenu,
  Link,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import type { DeliveryView, MilestoneState } from './delivery.query.ts';
import { t } from './delivery.sentences.ts';
import type { ChangeState } from './delivery.ts';

type Milestone = NonNullable<DeliveryView['milestones']>[number];
export type Change = DeliveryView['changes'][number];

const TONES: Readonly<Record<MilestoneState, Tone>> = {
  late: 'error',
  due: 'info',
  done: 'success',
  dropped: 'neutral',
};
const CHANGE_TONES: Readonly<Record<ChangeState, Tone>> = {
  asked: 'warning',
  accepted: 'success',
  refused: 'error',
  withdrawn: 'neutral',
};

export const deliveryAddress = (project: string, rest = ''): string => projectAddress(project, 'delivery', rest);

/** What was promised and what is late, then the changes asked of the funders. */
export function deliveryPage({ data }: { data: DeliveryView }): Page {
  const words = t().delivery;
  const { project, open } = data;
  return {
    title: words.title,
    lead: data.researchEndsOn ? `${words.lead} ${words.researchEnds(formatDay(data.researchEndsOn))}` : words.lead,
    crumbs: projectCrumbs(project, 'delivery'),
    side: projectSide(project, 'delivery'),
    synthetic: project.synthetic,
    wide: true,
    action: open.includes('projects.planMilestone') ? (
      <ButtonLink href={deliveryAddress(project.id, '/nouveau')} icon="plus">
        {words.plan}
      </ButtonLink>
    ) : undefined,
    body: (
      <>
        {data.milestones ? (
          <Milestones data={data} milestones={data.milestones} />
        ) : (
          <Alert kind="info">{words.hidden}</Alert>
        )}
        <Changes data={data} />
      </>
    ),
  };
}

function Milestones({ data, milestones }: { data: DeliveryView; milestones: readonly Milestone[] }): VNode {
  const words = t().delivery;
  const { project, open } = data;
  const writes = open.includes('projects.completeMilestone');
  const late = milestones.filter(({ state }) => state === 'late').length;
  const address = (one: Milestone, rest: string) => deliveryAddress(project.id, `/${one.id}/${rest}`);
  const acts: Column<Milestone>[] = writes
    ? [
        {
          key: 'acts',
          label: t().results.acts,
          render: (one) =>
            one.doneOn || one.droppedOn ? null : (
              <>
                <a href={address(one, 'constat')} aria-label={words.completeNamed(one.title)}>
                  {words.complete[one.kind]}
                </a>
                {' · '}
                <a href={address(one, 'abandon')} aria-label={words.dropNamed(one.title)}>
                  {words.drop}
                </a>
              </>
            ),
        },
      ]
    : [];
  return (
    <Section title={words.milestones} id="jalons" lead={late > 0 ? words.late(late) : undefined}>
      {milestones.length > 0 ? <Exports address={deliveryAddress(project.id)} /> : null}
      <DataTable
        caption={words.milestones}
        captionHidden
        rows={milestones}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            level={3}
            title={words.noMilestones.title}
            what={words.noMilestones.what}
            why={words.noMilestones.why}
            next={
              writes ? <ButtonLink href={deliveryAddress(project.id, '/nouveau')}>{words.plan}</ButtonLink> : undefined
            }
          />
        }
        columns={[
          {
            key: 'title',
            label: words.what,
            header: true,
            render: (one) => (
              <span id={one.id}>
                {one.title}
                <span class="gr-quiet gr-second">
                  {words.kinds[one.kind]} · {one.partner ?? t().allPartners}
                </span>
              </span>
            ),
          },
          {
            key: 'due',
            label: words.due,
            render: (one) =>
              one.droppedOn ? (
                formatDay(one.dueOn)
              ) : (
                <DueDate day={one.dueOn} today={data.on} done={one.doneOn !== null} />
              ),
          },
          {
            key: 'state',
            label: words.state,
            render: (one) => <StatusBadge tone={TONES[one.state]} label={words.states[one.state]} />,
          },
          { key: 'evidence', label: words.evidence, render: (one) => <Evidence one={one} project={project.id} /> },
          ...acts,
        ]}
      />
    </Section>
  );
}

/** What proves the line, or why it was dropped. */
function Evidence({ one, project }: { one: Milestone; project: string }): VNode {
  if (one.droppedOn)
    return (
      <>
        {one.droppedReason}
        <span class="gr-quiet gr-second">{t().delivery.doneOn(formatDay(one.droppedOn))}</span>
      </>
    );
  if (!one.doneOn) return <span class="gr-quiet">{t().none}</span>;
  return (
    <>
      {one.evidence}
      <span class="gr-quiet gr-second">{t().delivery.doneOn(formatDay(one.doneOn))}</span>
      {one.file ? <Link href={deliveryAddress(project, `/${one.id}/piece`)}>{one.file}</Link> : null}
    </>
  );
}

function Changes({ data }: { data: DeliveryView }): VNode {
  const words = t().delivery;
  const { project, open } = data;
  const address = (one: Change, rest: string) => deliveryAddress(project.id, `/changements/${one.id}/${rest}`);
  return (
    <Section
      title={words.changes}
      id="changements"
      action={
        open.includes('projects.askChange') ? (
          <ButtonLink href={deliveryAddress(project.id, '/changements/nouveau')} kind="secondary" icon="plus">
            {words.ask}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.changes}
        captionHidden
        rows={data.changes}
        rowKey={({ id }) => id}
        empty={words.noChanges}
        columns={[
          {
            key: 'what',
            label: words.what,
            header: true,
            render: (one) => (
              <span id={one.id}>
                {one.what}
                <span class="gr-quiet gr-second">
                  {words.changeKinds[one.kind]} · {one.reason}
                </span>
              </span>
            ),
          },
          {
            key: 'change',
            label: words.change,
            render: (one) => (
              <>
                {sideWords(one.before)} → <strong>{sideWords(one.after)}</strong>
              </>
            ),
          },
          { key: 'asked', label: words.asked, render: (one) => words.askedBy(formatDay(one.askedOn), one.askedBy) },
          {
            key: 'state',
            label: words.state,
            render: (one) => (
              <>
                <StatusBadge tone={CHANGE_TONES[one.state]} label={words.changeStates[one.state]} />
                {one.decidedOn ? (
                  <span class="gr-quiet gr-second">
                    {words.decided(formatDay(one.decidedOn), one.decidedBy ?? '')}
                    {one.decisionReason ? ` : ${one.decisionReason}` : ''}
                  </span>
                ) : null}
                {one.state === 'accepted' && (one.kind === 'partner' || one.kind === 'budget') ? (
                  <Link href={projectAddress(project.id, 'consortium', `?changement=${one.id}`)}>
                    {words.toConsortium}
                  </Link>
                ) : null}
              </>
            ),
          },
          {
            key: 'acts',
            label: t().results.acts,
            render: (one) =>
              one.state === 'asked' ? (
                <>
                  {open.includes('projects.decideChange') ? (
                    <a href={address(one, 'decision')} aria-label={words.decideNamed(one.what)}>
                      {words.decide}
                    </a>
                  ) : null}{' '}
                  {open.includes('projects.withdrawChange') ? (
                    <a href={address(one, 'retrait')} aria-label={words.withdrawNamed(one.what)}>
                      {words.withdraw}
                    </a>
                  ) : null}
                </>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

/** One side of a change in words. */
export const sideWords = (side: Change['before']): string =>
  side?.endsOn ? formatDay(side.endsOn) : side?.text || t().none;

export const Exports = ({ address }: { address: string }): VNode => <ExportMenu table={address} />;
