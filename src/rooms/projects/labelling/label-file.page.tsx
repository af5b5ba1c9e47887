import type { VNode } from 'preact';
import { formatDay, formatNumber, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  DescriptionList,
  Link,
  Section,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { committeeCrumbs, committeeSide } from './committee-frame.tsx';
import { Act, DecisionMark, DecisionWords, EarliestDay, LetterLinks } from './labelling.marks.tsx';
import { t } from './labelling.sentences.ts';
import { grants } from './labelling.ts';
import { fileAddress, meetingAddress, reviewAddress } from './labelling-address.ts';
import type { FileReview, LabelFile } from './labelling-views.ts';

/** One file: the project, what reviewers think side by side, who stands too near, and the decision. */
export function labelFilePage(file: LabelFile): Page {
  const words = t().file;
  const { request, cluster } = file;
  const works = file.conducts && file.decided === null && request.state === 'in-review';
  return {
    title: words.title(request.project.acronym),
    lead: request.project.title,
    crumbs: committeeCrumbs(cluster, 'files', { label: request.project.acronym }),
    side: committeeSide(cluster, 'files'),
    synthetic: file.synthetic,
    status: <DecisionMark decision={request.decision} />,
    action: works ? <DecideLink file={file} /> : undefined,
    body: (
      <>
        <Columns>
          <Section title={words.project}>
            <Identity file={file} />
          </Section>
          <Section title={words.decision} id="decision">
            <Decision file={file} />
          </Section>
        </Columns>
        <Section title={words.presentation}>
          <p class="gr-told">{file.presentation || words.noPresentation}</p>
        </Section>
        <Section
          title={words.reviews}
          id="relectures"
          lead={words.reviewsLead(file.scores.count, file.reviewsNeeded)}
          action={works ? <Act href={fileAddress(cluster.id, request.label, '/relecteurs')}>{words.assign}</Act> : null}
        >
          <Reviews file={file} />
        </Section>
        <Section
          title={words.interests}
          id="interets"
          action={works ? <Act href={fileAddress(cluster.id, request.label, '/interets')}>{words.interest}</Act> : null}
        >
          <Interests file={file} />
        </Section>
      </>
    ),
  };
}

function DecideLink({ file }: { file: LabelFile }): VNode | undefined {
  const words = t().file;
  const { request, cluster } = file;
  if (request.meeting && file.meetingHeld)
    return <ButtonLink href={fileAddress(cluster.id, request.label, '/decision')}>{words.decide}</ButtonLink>;
  if (!request.lead && !request.meeting && grants(request.leadDecision))
    return <ButtonLink href={fileAddress(cluster.id, request.label, '/decision')}>{words.decideWritten}</ButtonLink>;
  return undefined;
}

function Identity({ file }: { file: LabelFile }): VNode {
  const words = t().file;
  const { request, cluster } = file;
  return (
    <DescriptionList
      items={[
        {
          term: words.project,
          description: <Link href={projectAddress(request.project.id)}>{request.project.acronym}</Link>,
        },
        { term: words.call, description: `${request.call.name} · ${request.window.name}` },
        { term: words.role, description: request.lead ? words.roles.lead : words.roles.coLabel },
        { term: words.asked, description: request.askedOn && formatDay(request.askedOn) },
        { term: words.incubation, description: formatDay(file.incubationFrom) },
        ...(request.lead
          ? []
          : [{ term: words.leadDecision, description: <DecisionMark decision={request.leadDecision} /> }]),
        {
          term: words.partners,
          description: file.partners
            .map(({ organisation, lead }) => (lead ? words.leadPartner(organisation.name) : organisation.name))
            .join(', '),
        },
        {
          term: words.meeting,
          description: request.meeting ? (
            <Link href={meetingAddress(cluster.id, request.meeting.id)}>{formatDay(request.meeting.heldOn)}</Link>
          ) : (
            words.noMeeting
          ),
        },
      ]}
    />
  );
}

function Decision({ file }: { file: LabelFile }): VNode {
  const words = t().file;
  const { decided, request } = file;
  if (!decided)
    return (
      <>
        <p>{words.waits}</p>
        <p>
          <EarliestDay earliest={request.earliest} />
        </p>
        {file.votes && file.votes.cast + file.votes.left > 0 ? (
          <p>{t().decide.votes(file.votes.for, file.votes.against, file.votes.abstains, file.votes.left)}</p>
        ) : null}
      </>
    );
  return (
    <>
      <p>
        <DecisionMark decision={decided.decision} /> {formatDay(decided.decidedOn)}
      </p>
      <DecisionWords decided={decided} />
      <p>
        {words.letter}{' '}
        <LetterLinks
          project={request.project.id}
          label={request.label}
          cluster={file.cluster.name}
          reference={decided.reference}
        />
      </p>
    </>
  );
}

const REVIEW_TONES = { assigned: 'progress', done: 'success', declined: 'warning' } as const;

function Reviews({ file }: { file: LabelFile }): VNode {
  const words = t().file;
  const { reviews, scores } = file;
  const done = reviews.filter(({ state }) => state === 'done');
  if (reviews.length === 0) return <p class="gr-quiet">{words.noReview}</p>;
  return (
    <>
      {scores.toDiscuss ? (
        <Alert kind="warning">{words.toDiscuss(formatNumber(scores.spread!, 1))}</Alert>
      ) : scores.spread !== null ? (
        <p>{words.spread(formatNumber(scores.spread, 1))}</p>
      ) : null}
      {done.length > 0 ? <Marks file={file} done={done} /> : null}
      <ul>
        {reviews.map((review) => (
          <li key={review.id}>
            <p>
              <strong>{review.expert.name}</strong>{' '}
              <StatusBadge tone={REVIEW_TONES[review.state]} label={words.states[review.state]} />{' '}
              <span class="gr-quiet">
                {review.doneOn
                  ? words.doneOn(formatDay(review.doneOn))
                  : review.dueOn && review.state === 'assigned'
                    ? words.due(formatDay(review.dueOn))
                    : null}
              </span>{' '}
              {review.olderGrid ? <StatusBadge tone="info" label={words.olderGrid} /> : null}
            </p>
            {review.comment ? <p class="gr-told">{review.comment}</p> : null}
            {file.conducts && review.state !== 'declined' ? (
              <p>
                <a href={reviewAddress(review.id)} aria-label={words.openOf(review.expert.name)}>
                  {words.open}
                </a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Criteria in rows, reviewers in columns; the weighted scores make the last line. */
function Marks({ file, done }: { file: LabelFile; done: readonly FileReview[] }): VNode {
  const words = t().file;
  type Criterion = LabelFile['criteria'][number];
  const reviewers = done.map(
    (review): Column<Criterion> => ({
      key: review.id,
      label: review.expert.name,
      align: 'end',
      render: ({ id }) => (review.marks[id] === undefined ? '—' : formatNumber(review.marks[id])),
    }),
  );
  return (
    <DataTable
      caption={words.gridCaption}
      rows={file.criteria}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'criterion',
          label: words.criterion,
          header: true,
          width: 'wide',
          render: (criterion) => (
            <>
              {criterion[locale()]} <span class="gr-quiet">{words.weight(criterion.weight, criterion.most)}</span>
            </>
          ),
        },
        ...reviewers,
      ]}
      total={{
        criterion: words.score,
        ...Object.fromEntries(done.map((review) => [review.id, formatNumber(review.score!, 1)])),
      }}
      note={file.scores.mean === null ? undefined : words.mean(formatNumber(file.scores.mean, 1))}
    />
  );
}

function Interests({ file }: { file: LabelFile }): VNode {
  const words = t().file;
  const near = file.experts.filter(({ fault }) => fault === 'PARTNER_INTEREST' || fault === 'DECLARED_INTEREST');
  if (near.length === 0) return <p class="gr-quiet">{words.interestsNone}</p>;
  const note = (expert: string) => file.reviews.find((review) => review.expert.id === expert)?.interestNote;
  return (
    <ul>
      {near.map(({ id, name, fault }) => (
        <li key={id}>
          {name} <span class="gr-quiet">{words.faults[fault!]}</span> {note(id)}
        </li>
      ))}
    </ul>
  );
}
