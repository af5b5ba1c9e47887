import type { VNode } from 'preact';
import { dayInParis } from '#kit/period.ts';
import { formatDay, formatInstant, formatNumber, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  DescriptionList,
  PostButton,
  Receipt,
  Section,
  type Stage,
  Thread,
} from '#kit/web/ui/index.ts';
import {
  Digest,
  EvaluationStatus,
  evaluationCrumbs,
  evaluationSide,
  numbers,
  RunStatus,
  size,
} from './evaluation.marks.tsx';
import type { getEvaluation } from './evaluation.query.ts';
import { t } from './evaluation.sentences.ts';
import type { Registration, RunSummary } from './evaluation.ts';
import { evaluationAddress, runAddress } from './evaluation-address.ts';
import { matchingSaid } from './matching/matching.section.tsx';

export type EvaluationView = OutputOf<typeof getEvaluation>;

/** One evaluation: where it stands, the one next step, the registered question and the runs. */
export const evaluationPage = (view: EvaluationView): Page => ({
  title: view.title,
  lead: view.own
    ? t().overview.lead(view.file.name, formatNumber(view.preview.rowCount))
    : t().overview.ownedBy(view.owner),
  status: <EvaluationStatus state={view.state} />,
  crumbs: evaluationCrumbs(view),
  side: evaluationSide(view, ''),
  synthetic: view.synthetic,
  action: nextStep(view),
  body: (
    <>
      {view.closedAt ? (
        <Alert kind="info" title={t().overview.closed(formatDay(dayInParis(view.closedAt)))}>
          {view.closeReason ?? ''}
        </Alert>
      ) : null}
      {view.state === 'revising' ? <Alert kind="info">{t().overview.revised}</Alert> : null}
      <Thread label={t().steps.label} stages={stages(view)} />
      {view.registrations[0] ? <Registered registration={view.registrations[0]} canonical={view.frozen ?? ''} /> : null}
      {view.registrations.length > 0 ? <Runs view={view} /> : null}
      <File view={view} />
      <Versions registrations={view.registrations} />
      <Acts view={view} />
    </>
  ),
});

const hasDesign = (view: EvaluationView): boolean => view.design?.run.state === 'done';

function nextStep(view: EvaluationView): VNode | undefined {
  if (!view.own) return undefined;
  const words = t().overview.next;
  const link = (step: 'columns' | 'design' | 'question', path: string) => (
    <ButtonLink href={evaluationAddress(view.id, path)}>{words[step]}</ButtonLink>
  );
  if (view.state === 'draft' || view.state === 'revising') {
    if (!view.mapping) return link('columns', 'colonnes');
    return hasDesign(view) ? link('question', 'question') : link('design', 'plan');
  }
  if (view.state === 'closed') return undefined;
  const done = view.runs.some(({ state }) => state === 'done');
  return (
    <PostButton action={evaluationAddress(view.id, 'calculs')} kind={done ? 'secondary' : 'primary'}>
      {done ? t().overview.runAgain : words.run}
    </PostButton>
  );
}

function stages(view: EvaluationView): Stage[] {
  const words = t().steps;
  const isRegistered = view.state === 'registered' || view.state === 'closed';
  const done = [
    true,
    view.mapping !== null,
    isRegistered || hasDesign(view),
    isRegistered,
    isRegistered && view.runs.some(({ state }) => state === 'done'),
  ];
  const current = done.indexOf(false);
  const last = view.registrations[0]?.content.registeredAt;
  return [words.file, words.columns, words.design, words.question, words.run].map((title, place) => ({
    title,
    state: done[place] ? 'done' : place === current ? 'current' : 'todo',
    ...(place === 0 ? { day: dayInParis(view.createdAt) } : {}),
    ...(place === 3 && isRegistered && last ? { day: dayInParis(new Date(last)) } : {}),
  }));
}

function Registered({
  registration: { version, digest, content },
  canonical,
}: {
  registration: Registration;
  canonical: string;
}): VNode {
  const words = t();
  const { question } = content;
  return (
    <Receipt
      title={words.overview.registered(version)}
      number={`${content.evaluation} · ${version}`}
      at={new Date(content.registeredAt)}
      digest={digest}
      told={[]}
    >
      <DescriptionList
        items={[
          { term: words.question.effect, description: question.effect },
          { term: words.question.population, description: question.population },
          { term: words.question.primary, description: question.primaryOutcome },
          { term: words.question.sign, description: words.question.signs[question.expectedSign] },
          { term: words.question.use, description: question.use },
          { term: words.question.author, description: content.author },
          ...(content.reason ? [{ term: words.question.reason, description: content.reason }] : []),
        ]}
      />
      <Method content={content} />
      <details class="gr-details">
        <summary>{words.overview.content}</summary>
        <p class="gr-quiet">{words.overview.contentHint}</p>
        <p class="gr-command">{canonical}</p>
      </details>
    </Receipt>
  );
}

function Method({ content: { mapping, options } }: { content: Registration['content'] }): VNode {
  const words = t().columns;
  const covariates = [...mapping.covariates, ...mapping.factors];
  return (
    <details class="gr-details">
      <summary>{words.title}</summary>
      <DescriptionList
        items={[
          ...(mapping.unit ? [{ term: words.roles.unit, description: mapping.unit }] : []),
          { term: words.roles.time, description: mapping.time },
          { term: words.roles.cohort, description: mapping.cohort },
          { term: words.roles.outcome, description: mapping.outcomes.join(', ') },
          ...(covariates.length > 0 ? [{ term: words.roles.covariate, description: covariates.join(', ') }] : []),
          { term: words.weights, description: mapping.weights ?? words.noWeights },
          { term: words.cluster, description: mapping.cluster ?? words.noCluster },
          { term: t().matching.method, description: matchingSaid(options.matching) },
          { term: words.panel, description: words.panels[options.panel] },
          { term: words.method, description: words.methods[options.method] },
          { term: words.controls, description: words.controlNames[options.controls] },
          { term: words.base, description: words.bases[options.base] },
          { term: words.anticipation, description: String(options.anticipation) },
          { term: words.bands, description: options.bands ? t().yes : t().no },
          { term: words.seed, description: String(options.seed) },
        ]}
      />
    </details>
  );
}

function Runs({ view }: { view: EvaluationView }): VNode {
  const words = t().overview;
  return (
    <Section title={words.runs} lead={words.one}>
      <RunTable evaluation={view.id} runs={view.runs} />
    </Section>
  );
}

function RunTable({ evaluation, runs }: { evaluation: string; runs: readonly RunSummary[] }): VNode {
  const words = t().run.list;
  const write = numbers();
  return (
    <DataTable
      caption={t().overview.runs}
      captionHidden
      rows={runs}
      rowKey={(run) => run.id}
      empty={t().overview.noRun}
      columns={[
        {
          key: 'run',
          label: words.run,
          header: true,
          render: (run) => <a href={runAddress(evaluation, run.id)}>{words.see(formatInstant(run.queuedAt))}</a>,
        },
        { key: 'version', label: t().overview.version, align: 'end', render: (run) => run.version ?? '' },
        {
          key: 'state',
          label: words.state,
          render: (run) => (
            <>
              <RunStatus state={run.state} />
              {run.failure ? <span class="gr-cell-note">{say(run.failure)}</span> : null}
              {run.identical === null ? null : (
                <span class="gr-cell-note">{run.identical ? words.same : words.other}</span>
              )}
            </>
          ),
        },
        {
          key: 'effect',
          label: words.effect,
          align: 'end',
          render: (run) => (run.headline ? write.effect(run.headline.att) : ''),
        },
        {
          key: 'interval',
          label: words.interval,
          align: 'end',
          render: (run) => (run.headline ? write.range(run.headline.low, run.headline.high) : ''),
        },
        { key: 'by', label: words.by, render: (run) => run.askedBy },
      ]}
    />
  );
}

function File({ view }: { view: EvaluationView }): VNode {
  const words = t().file;
  return (
    <Section title={words.title}>
      <DescriptionList
        items={[
          { term: words.name, description: view.file.name },
          { term: words.size, description: size(view.file.bytes) },
          { term: words.rows, description: formatNumber(view.preview.rowCount) },
          { term: words.digest, description: <Digest value={view.file.sha256} /> },
        ]}
      />
    </Section>
  );
}

/** Each earlier version with the reason for which the next replaced it. */
function Versions({ registrations }: { registrations: readonly Registration[] }): VNode | null {
  if (registrations.length < 2) return null;
  const words = t().overview;
  return (
    <Section title={words.versions}>
      <DataTable
        caption={words.versions}
        captionHidden
        rows={registrations.slice(1)}
        rowKey={(one) => one.id}
        columns={[
          { key: 'version', label: words.version, header: true, render: (one) => one.version },
          { key: 'at', label: words.at, render: (one) => formatInstant(new Date(one.content.registeredAt)) },
          {
            key: 'why',
            label: words.why,
            render: (one) => registrations.find(({ version }) => version === one.version + 1)?.content.reason ?? '',
          },
          { key: 'digest', label: words.digest, render: (one) => <Digest value={one.digest} /> },
        ]}
      />
    </Section>
  );
}

function Acts({ view }: { view: EvaluationView }): VNode | null {
  const words = t().overview;
  const may = (transition: string): boolean => view.open.includes(transition);
  if (!view.own || view.state === 'closed') return null;
  return (
    <Section title={words.acts}>
      <ButtonGroup>
        {may('revise') ? (
          <PostButton action={evaluationAddress(view.id, 'nouvelle-version')} kind="tertiary" icon="pencil">
            {words.revise}
          </PostButton>
        ) : null}
        {may('giveUpRevision') ? (
          <PostButton action={evaluationAddress(view.id, 'nouvelle-version/abandon')} kind="tertiary">
            {words.giveUp}
          </PostButton>
        ) : null}
        {may('close') ? (
          <ButtonLink href={evaluationAddress(view.id, 'cloture')} kind="tertiary" icon="lock">
            {words.close}
          </ButtonLink>
        ) : null}
        {view.state === 'draft' ? (
          <ButtonLink href={evaluationAddress(view.id, 'effacement')} kind="danger" icon="cross">
            {words.delete}
          </ButtonLink>
        ) : null}
      </ButtonGroup>
    </Section>
  );
}
