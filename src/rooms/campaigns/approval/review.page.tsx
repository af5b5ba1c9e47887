import type { VNode } from 'preact';
import { dayInParis } from '#kit/period.ts';
import { colon, formatDay, formatInstant, say } from '#kit/say.ts';
import type { Crumb, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DueDate,
  PostButton,
  Section,
  StatusBadge,
  type Tone,
} from '#kit/web/ui/index.ts';
import { returnLife } from '../return.workflow.ts';
import { Exceptions } from '../steering/campaign.page.tsx';
import { CAMPAIGNS, campaignAddress } from '../steering/campaign-frame.ts';
import { t as steering } from '../steering/steering.sentences.ts';
import { t } from './approval.sentences.ts';
import type { ReviewView } from './review.ts';
import { reviewAddress } from './review-address.ts';
import { RestOfFigures, ReviewedFigure } from './reviewed-figure.tsx';

const STATE_TONES: Readonly<Record<ReviewView['state'], Tone>> = {
  draft: 'progress',
  submitted: 'info',
  returned: 'warning',
  'state-accepted': 'info',
  validated: 'success',
  'closed-without-return': 'neutral',
};

export const reviewCrumbs = ({ cluster, year }: Pick<ReviewView, 'cluster' | 'year'>, last?: string): Crumb[] => [
  { label: steering().campaigns, href: CAMPAIGNS },
  { label: steering().campaign(year), href: campaignAddress(year) },
  { label: t().review.examination, href: campaignAddress(year, '/examen') },
  { label: cluster.name, ...(last && { href: reviewAddress(cluster.id, year) }) },
  ...(last ? [{ label: last }] : []),
];

/** A submitted return, what changed first. */
export function reviewPage({ data }: { data: ReviewView }): Page {
  const words = t().review;
  const first = data.figures.filter((figure) => figure.first);
  const rest = data.figures.filter((figure) => !figure.first);
  const [submission] = data.submissions;
  return {
    title: words.title(data.cluster.name, data.year),
    lead: submission ? words.submittedBy(formatInstant(submission.at), submission.by, submission.receipt) : undefined,
    crumbs: reviewCrumbs(data),
    status: <StatusBadge tone={STATE_TONES[data.state]} label={say(returnLife.states[data.state])} />,
    action: (
      <ButtonLink kind="tertiary" href={`/poles/${data.cluster.id}/declarations/${data.year}`} icon="document">
        {words.returnLink}
      </ButtonLink>
    ),
    synthetic: data.synthetic,
    wide: true,
    body: (
      <>
        <Clock data={data} />
        {data.approver ? <p class="gr-quiet">{words.approver(data.approver)}</p> : null}
        {data.narrative ? (
          <Section title={words.narrative}>
            <p class="gr-told">{data.narrative}</p>
          </Section>
        ) : null}
        <Section
          title={words.first(first.length)}
          lead={data.round > 1 ? words.firstLeadAgain : words.firstLead}
          id="d-abord"
        >
          {first.length === 0 ? (
            <p class="gr-none">{words.nothingFirst}</p>
          ) : (
            first.map((figure) => <ReviewedFigure key={figure.key} figure={figure} data={data} />)
          )}
        </Section>
        {rest.length > 0 ? (
          <Section
            title={words.rest(rest.length)}
            id="reste"
            action={
              data.mayAnswer && rest.some(({ said }) => said === null) ? (
                <PostButton
                  kind="secondary"
                  small
                  icon="check"
                  action={reviewAddress(data.cluster.id, data.year, '/inchange')}
                >
                  {words.acceptUnchanged}
                </PostButton>
              ) : undefined
            }
          >
            <RestOfFigures figures={rest} data={data} />
          </Section>
        ) : null}
        {data.acts.length > 0 ? <Decision data={data} /> : null}
        <Opinions data={data} />
        {data.decisions.length > 0 ? <Decisions data={data} /> : null}
        {data.exceptions.length > 0 ? (
          <Section title={words.exceptions} id="exceptions">
            <Exceptions exceptions={data.exceptions} />
          </Section>
        ) : null}
      </>
    ),
  };
}

/** The service’s own clock: it is seen by those who wait as well as by those who must answer. */
function Clock({ data }: { data: ReviewView }): VNode {
  const words = t().review;
  if (data.step === null || data.dueOn === null)
    return <Alert kind="info">{words.notWaiting(say(returnLife.states[data.state]))}</Alert>;
  return (
    <Alert kind={data.on > data.dueOn ? 'warning' : 'info'}>
      <p>
        {data.step === 'state' ? words.clockState(data.days) : words.clockRegion(data.days)}{' '}
        <DueDate day={data.dueOn} today={data.on} />
      </p>
      <p class="gr-quiet">{words.silence[data.silence]}</p>
    </Alert>
  );
}

function Decision({ data }: { data: ReviewView }): VNode {
  const words = t().review;
  const { id } = data.cluster;
  const closed = data.acts.filter(({ reasons }) => reasons.length > 0);
  const isOpen = (act: string) => data.acts.some((one) => one.act === act && one.reasons.length === 0);
  const isState = data.step === 'state';
  const accept = isState ? 'acceptForState' : 'acceptForRegion';
  return (
    <Section title={words.decision} id="decision">
      <ButtonGroup>
        {isOpen(accept) ? (
          <PostButton
            icon="check"
            action={reviewAddress(id, data.year, isState ? '/acceptation-etat' : '/acceptation-region')}
            confirm={isState ? words.confirmState : words.confirmRegion}
          >
            {isState ? words.acceptState : words.acceptRegion}
          </PostButton>
        ) : null}
        {isOpen('sendBack') ? (
          <ButtonLink kind="secondary" href={reviewAddress(id, data.year, '/renvoi')}>
            {words.sendBack}
          </ButtonLink>
        ) : null}
      </ButtonGroup>
      {closed.map(({ act, reasons }) => (
        <p key={act} class="gr-quiet">
          {say(returnLife.transitions[act].title)}
          {colon()}
          {reasons.join(' ')}
        </p>
      ))}
    </Section>
  );
}

const OPINION_TONES = { favourable: 'success', reserved: 'warning', unfavourable: 'error' } as const;

function Opinions({ data }: { data: ReviewView }): VNode | null {
  const words = t().review;
  if (data.opinions.length === 0) return null;
  return (
    <Section
      title={words.opinions}
      lead={words.opinionsLead}
      id="avis"
      action={
        data.mySay.length > 0 ? (
          <ButtonLink kind="secondary" small href={reviewAddress(data.cluster.id, data.year, '/avis')}>
            {words.giveOpinion}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.opinionsCaption}
        captionHidden
        rows={data.opinions}
        rowKey={({ party }) => party}
        columns={[
          { key: 'authority', label: words.authority, header: true, render: ({ name }) => name },
          {
            key: 'opinion',
            label: words.opinion,
            render: ({ opinion }) =>
              opinion ? (
                <StatusBadge tone={OPINION_TONES[opinion]} label={words.opinionNames[opinion]} />
              ) : (
                <span class="gr-quiet">{words.noOpinion}</span>
              ),
          },
          { key: 'text', label: words.text, width: 'wide', render: ({ text }) => text },
          {
            key: 'by',
            label: words.who,
            render: ({ by, at }) => (by && at ? words.by(by, formatDay(dayInParis(at))) : null),
          },
        ]}
      />
    </Section>
  );
}

const OUTCOME_TONES = { accepted: 'success', returned: 'warning', 'accepted-by-silence': 'neutral' } as const;

function Decisions({ data }: { data: ReviewView }): VNode {
  const words = t().review;
  return (
    <Section title={words.decisions} id="decisions">
      <DataTable
        caption={words.decisionsCaption}
        captionHidden
        rows={data.decisions}
        rowKey={({ round, step }) => `${round} ${step}`}
        columns={[
          { key: 'step', label: words.step, header: true, render: ({ step }) => t().steps[step] },
          { key: 'round', label: words.round, render: ({ round }) => String(round) },
          {
            key: 'outcome',
            label: words.outcome,
            render: ({ outcome, reason }) => (
              <>
                <StatusBadge tone={OUTCOME_TONES[outcome]} label={words.outcomes[outcome]} />
                {reason ? <span class="gr-quiet gr-second">{reason}</span> : null}
              </>
            ),
          },
          { key: 'who', label: words.who, render: ({ by }) => by ?? <span class="gr-quiet">{words.nobody}</span> },
          { key: 'on', label: words.on, render: ({ at }) => formatDay(dayInParis(at)) },
          { key: 'due', label: words.dueOn, render: ({ dueOn }) => formatDay(dueOn) },
        ]}
      />
    </Section>
  );
}
