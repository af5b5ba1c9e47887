import type { VNode } from 'preact';
import { colon, formatDay, formatNumber, formatShare, locale, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  ButtonGroup,
  ButtonLink,
  Callout,
  DataTable,
  DescriptionList,
  DueDate,
  EmptyState,
  Link,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { Name } from '#rooms/registry';
import { t } from '../monitoring.sentences.ts';
import { clusterCrumbs, clusterSide } from '../objectives/objectives.page.tsx';
import type { Criterion } from './criterion.ts';
import type { ClusterPlans, EndedRow, PlanRow, PlanView } from './plan.query.ts';
import { type PlanState, planLife } from './plan.workflow.ts';

const TONES: Readonly<Record<PlanState, Tone>> = {
  proposed: 'warning',
  running: 'error',
  exited: 'success',
  withdrawn: 'neutral',
};

/** Acts of the page, in their order, with the end of their address. */
export const ACTS = [
  ['monitoring.proposePlan', 'propose', 'proposer'],
  ['monitoring.replyToPlan', 'reply', 'repondre'],
  ['monitoring.startPlan', 'start', 'commencer'],
  ['monitoring.reviewPlan', 'review', 'revue'],
  ['monitoring.changeStep', 'step', 'etape'],
  ['monitoring.exitPlan', 'exit', 'fin'],
  ['monitoring.withdrawPlan', 'withdraw', 'retirer'],
] as const;
export type PlanAct = (typeof ACTS)[number][1];

const stepWords = (step: number): string => t().steps[step as 1 | 2 | 3];

export const StateMark = ({ state }: { state: PlanState }): VNode => (
  <StatusBadge tone={TONES[state]} label={say(planLife.states[state])} />
);

/** What ends a plan, in words. */
export function criterionInWords(one: Criterion): string {
  const words = t().plan.criteriaWords;
  switch (one.kind) {
    case 'returns-on-time':
      return words.returns(one.campaigns);
    case 'on-track-share':
      return words.share(one.percent, one.campaigns);
    case 'indicator':
      return (one.direction === 'at-least' ? words.atLeast : words.atMost)(one.title, one.bound, one.campaigns);
  }
}

function foundInWords({ criterion, found }: PlanView['criteria'][number]): string {
  if (found === null) return t().plan.nothingFound;
  if (criterion.kind === 'returns-on-time') return t().plan.foundReturns(found);
  return criterion.kind === 'on-track-share' ? formatShare(found) : formatNumber(found, 2);
}

/** The reinforced monitoring of one cluster. */
export function planPage(view: ClusterPlans): Page {
  const words = t().plan;
  const { cluster, alive } = view;
  const offered = ACTS.filter(([name]) => view.open.includes(name));
  return {
    title: words.title(cluster.name),
    lead: words.lead,
    crumbs: clusterCrumbs(cluster, words.short),
    side: clusterSide(cluster, view.year, 'plan'),
    status: alive ? <StateMark state={alive.state} /> : undefined,
    synthetic: view.synthetic,
    body: (
      <>
        {alive ? (
          <PlanSections plan={alive} on={view.on} />
        ) : (
          <EmptyState
            icon="check"
            title={words.noneTitle}
            what={words.noneWhat}
            why={words.noneWhy}
            next={<Link href="/suivi/regles">{words.rules}</Link>}
          />
        )}
        {view.closed.map((one) => (
          <Callout key={one.act} title={words.acts[ACTS.find(([name]) => name === one.act)![1]]}>
            {one[locale()]}
          </Callout>
        ))}
        {offered.length > 0 ? (
          <ButtonGroup>
            {offered.map(([name, act, path], place) => (
              <ButtonLink
                key={name}
                href={`/poles/${cluster.id}/suivi/${path}`}
                kind={place === 0 ? 'primary' : 'secondary'}
              >
                {words.acts[act]}
              </ButtonLink>
            ))}
          </ButtonGroup>
        ) : null}
        <Section title={words.triggersNow} id="declencheurs" action={<Link href="/suivi/regles">{words.rules}</Link>}>
          <Triggers caption={words.triggersNow} captionHidden triggers={view.triggers} />
        </Section>
        {view.past.length > 0 ? (
          <Section title={words.past} id="passes">
            {view.past.map((plan) => (
              <details key={plan.id}>
                <summary>
                  {formatDay(plan.proposedOn)} · {say(planLife.states[plan.state])}
                </summary>
                <PlanSections plan={plan} on={view.on} />
              </details>
            ))}
          </Section>
        ) : null}
      </>
    ),
  };
}

function PlanSections({ plan, on }: { plan: PlanView; on: string }): VNode {
  const words = t().plan;
  const optional = (term: string, description: VNode | string | null) =>
    description === null ? [] : [{ term, description }];
  return (
    <>
      <DescriptionList
        items={[
          { term: words.state, description: <StateMark state={plan.state} /> },
          { term: words.step, description: stepWords(plan.step) },
          { term: words.since, description: formatDay(plan.proposedOn) },
          { term: words.proposedBy, description: plan.proposedBy },
          { term: words.reasons, description: <span class="gr-told">{plan.reasons}</span> },
          ...optional(words.measures, plan.measures === '' ? null : <span class="gr-told">{plan.measures}</span>),
          {
            term: plan.reply ? words.reply : words.replyDue,
            description: plan.reply ? (
              <>
                <span class="gr-told">{plan.reply.text}</span>
                <span class="gr-quiet gr-second">{words.repliedBy(plan.reply.by)}</span>
              </>
            ) : (
              <DueDate day={plan.replyDueOn} today={on} done={plan.state !== 'proposed'} />
            ),
          },
          ...optional(words.startedOn, plan.startedOn && formatDay(plan.startedOn)),
          ...optional(
            words.review,
            plan.state === 'running' && plan.reviewOn ? <DueDate day={plan.reviewOn} today={on} /> : null,
          ),
          ...optional(words.ended, plan.ended && `${formatDay(plan.ended.on)}${colon()}${plan.ended.reason}`),
        ]}
      />
      <DataTable
        caption={words.criteria}
        columns={[
          { key: 'criterion', label: words.criterion, header: true, render: (row) => criterionInWords(row.criterion) },
          { key: 'today', label: words.today, render: foundInWords },
          { key: 'met', label: words.met, render: (row) => <Met met={row.met} /> },
        ]}
        rows={plan.criteria}
        rowKey={(row) => criterionInWords(row.criterion)}
      />
      {plan.triggers.length > 0 ? <Triggers caption={words.triggersAt} triggers={plan.triggers} /> : null}
      {plan.events.length > 0 ? (
        <DataTable
          caption={words.events}
          columns={[
            { key: 'on', label: t().objectives.year, header: true, render: (row) => formatDay(row.on) },
            { key: 'kind', label: words.events, render: (row) => words.eventKinds[row.kind] },
            { key: 'text', label: words.reasons, render: (row) => <EventText event={row} /> },
            { key: 'by', label: words.proposedBy, render: (row) => row.by },
          ]}
          rows={plan.events}
          rowKey={(row) => row.id}
        />
      ) : null}
    </>
  );
}

/** What was said, and what the criteria were worth that day. */
function EventText({ event }: { event: PlanView['events'][number] }): VNode {
  const { figures } = event;
  const change = figures as { from?: number; to?: number } | null;
  const met = Array.isArray(figures) ? (figures as { met: boolean }[]).filter((one) => one.met).length : null;
  return (
    <>
      <span class="gr-told">{event.text}</span>
      {change?.from && change.to ? (
        <span class="gr-quiet gr-second">{t().plan.stepFromTo(stepWords(change.from), stepWords(change.to))}</span>
      ) : null}
      {met === null ? null : (
        <span class="gr-quiet gr-second">{t().plan.criteriaMet(met, (figures as unknown[]).length)}</span>
      )}
    </>
  );
}

const Met = ({ met }: { met: boolean }): VNode => (
  <StatusBadge tone={met ? 'success' : 'neutral'} label={met ? t().plan.isMet : t().plan.isNotMet} />
);

function Triggers({
  caption,
  captionHidden,
  triggers,
}: {
  caption: string;
  captionHidden?: boolean;
  triggers: ClusterPlans['triggers'];
}): VNode {
  const words = t().plan;
  return (
    <DataTable
      caption={caption}
      captionHidden={captionHidden}
      columns={[
        { key: 'trigger', label: words.trigger, header: true, render: (row) => words.triggers[row.kind] },
        {
          key: 'found',
          label: words.found,
          render: (row) => (
            <>
              {row.found === null ? words.nothingFound : words.foundWords[row.kind](row.found)}
              {row.years.length > 0 ? <span class="gr-quiet gr-second">{row.years.join(', ')}</span> : null}
            </>
          ),
        },
        {
          key: 'met',
          label: words.met,
          render: (row) => (
            <StatusBadge tone={row.met ? 'warning' : 'neutral'} label={row.met ? words.isMet : words.isNotMet} />
          ),
        },
      ]}
      rows={triggers}
      rowKey={(row) => row.kind}
    />
  );
}

/** The plans proposed and running within reach. */
interface PlanList {
  readonly on: string;
  readonly rows: readonly PlanRow[];
  readonly ended: readonly EndedRow[];
  readonly synthetic: boolean;
}

export function planListPage({ on, rows, ended, synthetic }: PlanList): Page {
  const words = t().plan;
  return {
    title: words.listTitle,
    lead: words.listLead,
    crumbs: [
      { label: t().home, href: '/' },
      { label: t().portfolio.title, href: '/suivi' },
      { label: words.listTitle },
    ],
    synthetic,
    wide: true,
    body: (
      <>
        <DataTable
          caption={words.listTitle}
          captionHidden
          columns={[
            {
              key: 'cluster',
              label: words.cluster,
              header: true,
              render: (row) => (
                <Name name={row.cluster.name} href={`/poles/${row.cluster.id}/suivi`} synthetic={false} />
              ),
            },
            { key: 'state', label: words.state, render: (row) => <StateMark state={row.state} /> },
            { key: 'step', label: words.step, render: (row) => stepWords(row.step) },
            { key: 'since', label: words.since, render: (row) => formatDay(row.proposedOn) },
            {
              key: 'reply',
              label: words.reply,
              render: (row) => (
                <DueDate day={row.replyDueOn} today={on} done={row.replied || row.state !== 'proposed'} />
              ),
            },
            {
              key: 'review',
              label: words.review,
              render: (row) => (row.reviewOn ? <DueDate day={row.reviewOn} today={on} /> : t().none),
            },
          ]}
          rows={rows}
          rowKey={(row) => row.cluster.id}
          empty={words.listNone}
        />
        <Section title={words.listEnded}>
          <DataTable
            caption={words.listEnded}
            captionHidden
            columns={[
              {
                key: 'cluster',
                label: words.cluster,
                header: true,
                render: ({ cluster }) => (
                  <Name name={cluster.name} href={`/poles/${cluster.id}/suivi`} synthetic={false} />
                ),
              },
              { key: 'state', label: words.state, render: ({ state }) => <StateMark state={state} /> },
              { key: 'since', label: words.since, render: ({ proposedOn }) => formatDay(proposedOn) },
              { key: 'ended', label: words.endedOn, render: ({ endedOn }) => formatDay(endedOn) },
              { key: 'why', label: words.endReason, width: 'wide', render: ({ reason }) => reason },
            ]}
            rows={ended}
            rowKey={({ cluster, endedOn }) => `${cluster.id} ${endedOn}`}
            empty={words.listEndedNone}
          />
        </Section>
      </>
    ),
  };
}
