import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  EmptyState,
  Link,
  Section,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { projectAddress } from '../project-address.ts';
import { projectCrumbs, projectSide } from '../project-navigation.ts';
import {
  Act,
  DecisionMark,
  DecisionWords,
  EarliestDay,
  LetterLinks,
  roleWord,
  SubmissionMark,
  ToCheck,
} from './labelling.marks.tsx';
import { t } from './labelling.sentences.ts';
import { grants } from './labelling.ts';
import { fileAddress, labellingAddress, rulesAddress } from './labelling-address.ts';
import type { LabellingView, LabelView, OddsView, SubmissionView } from './labelling-views.ts';
import { Odds } from './odds.parts.tsx';

export interface LabellingPage {
  readonly view: LabellingView;
  /** Of the clusters that are asked, or of the one that follows the project. */
  readonly odds: readonly OddsView[];
}

/** The labels of a project: what was asked of whom, what each decided, and what the past says of the chances. */
export function labellingPage({ view, odds }: LabellingPage): Page {
  const words = t().labelling;
  const { project } = view;
  const ask = view.writes ? (
    <ButtonLink href={labellingAddress(project.id, '/demande')} icon="plus">
      {words.open}
    </ButtonLink>
  ) : undefined;
  return {
    title: words.title(project.acronym),
    lead: words.lead,
    crumbs: projectCrumbs(project, 'labelling'),
    side: projectSide(project, 'labelling'),
    synthetic: project.synthetic,
    action: view.submissions.length > 0 ? ask : undefined,
    body: (
      <>
        {view.submissions.length === 0 ? (
          <EmptyState icon="seal" title={words.none} what={words.noneWhat} why={words.noneWhy} next={ask} />
        ) : (
          view.submissions.map((submission) => <Submission key={submission.id} view={view} submission={submission} />)
        )}
        <Section title={words.oddsTitle} id="chances" lead={words.oddsLead}>
          {odds.map((one) => (
            <div key={one.cluster.id}>
              <Odds odds={one} />
              <p>
                <Link href={rulesAddress(one.cluster.id)}>{words.rules(one.cluster.name)}</Link>
              </p>
            </div>
          ))}
        </Section>
      </>
    ),
  };
}

function Submission({ view, submission }: { view: LabellingView; submission: SubmissionView }): VNode {
  const words = t().labelling;
  const { call, state, labels } = submission;
  const granted = state !== 'withdrawn' && labels.some(({ decided }) => grants(decided?.decision ?? null));
  const acts = view.writes && state !== 'withdrawn';
  return (
    <Section title={call.name} id={submission.id} action={<SubmissionMark state={state} />}>
      {granted && view.project.stage === 'consortium' ? (
        <Alert kind="success">
          <p>
            {words.granted} <Link href={projectAddress(view.project.id)}>{words.toThread}</Link>
          </p>
        </Alert>
      ) : null}
      <DescriptionList
        items={[
          { term: words.window, description: call.window.name },
          {
            term: words.closes,
            description: call.closes ? formatDay(call.closes) : <ToCheck rule={words.closesUnknown} />,
          },
          { term: words.incubation, description: formatDay(submission.incubationFrom) },
          {
            term: words.submitted,
            description: submission.submittedOn ? formatDay(submission.submittedOn) : words.notSubmitted,
          },
          ...(submission.presentation
            ? [{ term: words.presentation, description: <span class="gr-told">{submission.presentation}</span> }]
            : []),
          ...(submission.closingReason ? [{ term: words.reason, description: submission.closingReason }] : []),
        ]}
      />
      <DataTable
        caption={words.caption(call.name)}
        rows={labels}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'cluster',
            label: words.cluster,
            header: true,
            render: ({ cluster, lead }) => (
              <>
                <a href={`/poles/${cluster.id}`}>{cluster.name}</a> <span class="gr-quiet">{roleWord(lead)}</span>
              </>
            ),
          },
          { key: 'decision', label: words.decision, render: (label) => <LabelState label={label} state={state} /> },
          {
            key: 'when',
            label: words.when,
            render: ({ decided, earliest }) =>
              decided ? (
                formatDay(decided.decidedOn)
              ) : state === 'withdrawn' ? (
                '—'
              ) : (
                <EarliestDay earliest={earliest} />
              ),
          },
          {
            key: 'details',
            label: words.details,
            width: 'wide',
            render: (label) => <LabelDetails label={label} project={view.project.id} />,
          },
        ]}
      />
      {acts ? (
        <ButtonGroup>
          {state === 'draft' ? (
            <ButtonLink href={labellingAddress(view.project.id, `/${submission.id}/depot`)}>{words.submit}</ButtonLink>
          ) : null}
          <Act href={labellingAddress(view.project.id, `/${submission.id}/retrait`)}>{words.withdraw}</Act>
        </ButtonGroup>
      ) : null}
    </Section>
  );
}

function LabelState({ label, state }: { label: LabelView; state: SubmissionView['state'] }): VNode {
  if (label.decided || label.askedOn) return <DecisionMark decision={label.decided?.decision ?? null} />;
  return <StatusBadge tone="neutral" label={t().notAsked} rule={t().submissionRules[state]} />;
}

function LabelDetails({ label, project }: { label: LabelView; project: string }): VNode {
  const words = t().labelling;
  const { decided } = label;
  return (
    <div>
      {decided ? <DecisionWords decided={decided} /> : null}
      {!decided && !label.clusterLabelled ? <ToCheck rule={words.notLabelled} /> : null}
      {decided ? (
        <p>
          {words.letter}{' '}
          <LetterLinks project={project} label={label.id} cluster={label.cluster.name} reference={decided.reference} />
        </p>
      ) : null}
      {label.conducts && label.askedOn ? (
        <p>
          <Link href={fileAddress(label.cluster.id, label.id)}>{words.file}</Link>
        </p>
      ) : null}
    </div>
  );
}
