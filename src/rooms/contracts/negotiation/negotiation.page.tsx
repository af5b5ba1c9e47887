import type { VNode } from 'preact';
import { formatInstant, formatNumber, plural, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Badge,
  ButtonLink,
  type Column,
  DataTable,
  DueDate,
  EmptyState,
  Icon,
  Section,
  type Stage,
  StatusBadge,
  Tabs,
  Thread,
  type Tone,
} from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark } from '../life/contract.marks.tsx';
import { Clocks } from './clocks.tsx';
import { Cni, Conditions } from './cni.tsx';
import { CommentThreads } from './comment-threads.tsx';
import { t } from './negotiation.sentences.ts';
import type { ProposalState } from './negotiation.ts';
import { days, ProcedureActs } from './negotiation-marks.tsx';
import type { NegotiationReading, ProposalRow } from './negotiation-reading.ts';
import { proposalLife } from './proposal.workflow.ts';

export interface NegotiationProps {
  readonly data: NegotiationReading;
  readonly comments: 'open' | 'resolved' | 'all';
  readonly passage: string | null;
}

/** The discussion of one contract: what waits for the reader first, then where it stands. */
export function negotiationPage({ data, comments, passage }: NegotiationProps): Page {
  const { contract, may } = data;
  const opening = data.acts.some(({ act, open }) => act === 'openDiscussion' && open);
  return {
    title: t0(contract),
    lead: t().lead,
    crumbs: contractCrumbs(contract, 'negotiation'),
    side: contractSide(contract, 'negotiation'),
    status: <ContractMark state={contract.state} />,
    action: may.comment ? (
      <ButtonLink
        href={contractAddress(contract.id, 'negotiation', '/commentaires/nouveau')}
        kind={opening ? 'secondary' : 'primary'}
        icon="plus"
      >
        {t().comments.add}
      </ButtonLink>
    ) : undefined,
    synthetic: contract.synthetic,
    body: (
      <>
        <Waiting data={data} />
        <Steps data={data} />
        <Section
          id="delais"
          title={t().clocks.title}
          lead={t().clocks.lead(days(data.rules.answerDays), t().silence[data.rules.silence])}
        >
          <Clocks contract={contract.id} clocks={data.clocks} on={data.on} />
          <ProcedureActs
            contract={contract.id}
            acts={data.acts}
            among={['openDiscussion', 'resendDraft', 'resumeDiscussion']}
            primary="openDiscussion"
          />
        </Section>
        <Cni data={data} />
        <Conditions data={data} />
        <Proposals data={data} />
        <Comments data={data} comments={comments} passage={passage} />
      </>
    ),
  };
}

const t0 = (contract: NegotiationReading['contract']): string =>
  contractSide(contract, 'negotiation').entries.find(({ current }) => current)!.label;

function Waiting({ data: { mine, on } }: { data: NegotiationReading }): VNode {
  const words = t().mine;
  return (
    <Section title={words.title}>
      {mine.length === 0 ? (
        <p class="gr-quiet">{words.nothing}</p>
      ) : (
        <ul class="gr-todo gr-todo--roomy" aria-label={words.caption}>
          {mine.map((one) => (
            <li key={one.href + one.kind}>
              <a href={one.href}>{say(one.sentence)}</a>
              {one.dueOn ? <DueDate day={one.dueOn} today={on} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Steps({ data }: { data: NegotiationReading }): VNode {
  const words = t().steps;
  const { contract, presentation, clocks, conditions, completeness } = data;
  const rank = { draft: 0, discussion: 1, presented: 2 }[contract.state as string] ?? 3;
  const state = (step: number): Stage['state'] => (rank > step ? 'done' : rank === step ? 'current' : 'todo');
  const received = clocks.flatMap((clock) => clock.received?.on ?? []).toSorted();
  const awaited = clocks.filter((clock) => clock.received && !clock.answer && clock.received.state !== 'deemed-agreed');
  const toMeet = conditions.filter(({ done }) => done === null).length;
  const stages: Stage[] = [
    {
      title: words.draft,
      state: state(0),
      day: data.openedOn,
      missing: completeness?.missing ? [words.missing(plural(completeness.missing, t().count.gaps))] : [],
    },
    {
      title: words.discussion,
      state: awaited.some((clock) => clock.received!.state === 'late') && rank === 1 ? 'late' : state(1),
      day: received[0],
      missing: awaited.length > 0 && rank <= 2 ? [words.awaiting(awaited.map(({ name }) => name).join(', '))] : [],
    },
    {
      title: presentation?.waiver ? words.waived : words.presented,
      state: rank >= 2 ? 'done' : 'todo',
      day: presentation?.sessionOn ?? presentation?.waiver?.on ?? undefined,
      due: presentation?.plannedOn ?? undefined,
      missing: [
        ...(presentation?.sessionOn && presentation.opinion === null ? [words.noOpinion] : []),
        ...(toMeet > 0 ? [words.conditions(formatNumber(toMeet))] : []),
      ],
    },
    {
      title: words.signature,
      state: rank === 3 ? (contract.signedOn ? 'done' : 'skipped') : rank === 2 ? 'current' : 'todo',
      day: contract.signedOn ?? undefined,
    },
  ];
  return <Thread label={words.label} stages={stages} />;
}

export const PROPOSAL_TONES: Record<ProposalState, Tone> = {
  open: 'progress',
  accepted: 'success',
  refused: 'error',
  withdrawn: 'neutral',
};

function Proposals({ data: { contract, proposals, may } }: { data: NegotiationReading }): VNode {
  const words = t().proposals;
  const open = proposals.filter(({ state }) => state === 'open');
  const decided = proposals.filter(({ state }) => state !== 'open');
  const at = (rest: string) => contractAddress(contract.id, 'negotiation', `/propositions/${rest}`);
  const columns: Column<ProposalRow>[] = [
    {
      key: 'what',
      label: words.what,
      header: true,
      render: (row) => (
        <div>
          <a href={at(row.id)}>{row.passage.title}</a>
          <span class="gr-second gr-quiet">
            {words.act[row.act]}
            {row.moved ? ` · ${words.moved}` : ''}
          </span>
        </div>
      ),
    },
    {
      key: 'who',
      label: words.who,
      render: (row) => (
        <div>
          {row.author}
          <span class="gr-second gr-quiet">{t().side[row.side]}</span>
        </div>
      ),
    },
    { key: 'when', label: words.when, render: (row) => formatInstant(row.at) },
    {
      key: 'state',
      label: words.state,
      render: (row) => (
        <div>
          <StatusBadge tone={PROPOSAL_TONES[row.state]} label={say(proposalLife.states[row.state])} />
          {row.decided?.word ? <span class="gr-second gr-quiet">{row.decided.word}</span> : null}
        </div>
      ),
    },
  ];
  return (
    <Section
      id="propositions"
      title={words.title}
      lead={words.lead}
      action={
        may.propose ? (
          <ButtonLink href={at('nouvelle')} kind="secondary" icon="pencil">
            {words.add}
          </ButtonLink>
        ) : undefined
      }
    >
      <DataTable
        caption={words.caption}
        captionHidden
        columns={columns}
        rows={open}
        rowKey={(row) => row.id}
        empty={
          <EmptyState level={3} icon="pencil" title={words.emptyTitle} what={words.emptyWhat} why={words.emptyWhy} />
        }
      />
      {decided.length > 0 ? (
        <details class="gr-details">
          <summary>
            {words.decided} <Badge>{formatNumber(decided.length)}</Badge>
          </summary>
          <DataTable
            caption={words.decidedCaption}
            captionHidden
            columns={columns}
            rows={decided}
            rowKey={(row) => row.id}
          />
        </details>
      ) : null}
    </Section>
  );
}

function Comments({ data, comments, passage }: NegotiationProps): VNode {
  const words = t().comments;
  const { contract, threads, counts, may } = data;
  const href = (state: string) => {
    const search = new URLSearchParams({ ...(state !== 'open' && { comments: state }), ...(passage && { passage }) });
    return contractAddress(contract.id, 'negotiation', `${search.size > 0 ? `?${search}` : ''}#commentaires`);
  };
  return (
    <Section id="commentaires" title={words.title}>
      <Tabs
        label={words.filter}
        tabs={(['open', 'resolved', 'all'] as const).map((state) => ({
          label: state === 'all' ? words.all : words[state](formatNumber(counts[state])),
          href: href(state),
          current: state === comments,
        }))}
      />
      {passage ? (
        <p class="gr-chosen">
          <Icon name="filter" small /> {words.ofPassage(data.passage?.title ?? passage)}{' '}
          <a href={contractAddress(contract.id, 'negotiation', '#commentaires')}>{words.everyPassage}</a>
        </p>
      ) : null}
      {threads.length === 0 ? (
        <EmptyState
          level={3}
          icon="mail"
          title={words.emptyTitle}
          what={words.emptyWhat}
          why={comments === 'open' && counts.resolved > 0 ? words.emptyWhyOpen : words.emptyWhy}
          next={
            may.comment ? (
              <ButtonLink
                href={contractAddress(
                  contract.id,
                  'negotiation',
                  `/commentaires/nouveau${passage ? `?passage=${encodeURIComponent(passage)}` : ''}`,
                )}
                kind="secondary"
              >
                {passage ? words.addHere : words.add}
              </ButtonLink>
            ) : undefined
          }
        />
      ) : (
        <CommentThreads contract={contract.id} threads={threads} mayComment={may.comment} mayPropose={may.propose} />
      )}
    </Section>
  );
}
