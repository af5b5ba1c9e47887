import type { VNode } from 'preact';
import { formatInstant, formatNumber, locale, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  Columns,
  DataTable,
  DescriptionList,
  PostButton,
  Section,
} from '#kit/web/ui/index.ts';
import { AdditionalitySection } from './additionality.section.tsx';
import { FlowTable } from './design.page.tsx';
import { EffectsChart } from './effects.chart.tsx';
import { Digest, evaluationCrumbs, numbers, RunProgress, RunStatus } from './evaluation.marks.tsx';
import { t } from './evaluation.sentences.ts';
import { evaluationAddress, runAddress } from './evaluation-address.ts';
import { MatchingSection, Warnings } from './matching/matching.section.tsx';
import { AGGREGATIONS, type AggregationName, type ShownOutcome, type ShownResult } from './result.rules.ts';
import type { getRun } from './run.queries.ts';

export type RunView = OutputOf<typeof getRun>;

/** One run: how far it is, why it has no result, or the result with everything that identifies and repeats it. */
export function runPage(view: RunView): Page {
  const { evaluation, run, result } = view;
  const title = t().run.title(run.version ?? 1);
  return {
    title,
    lead: view.registration?.question ?? evaluation.title,
    status: <RunStatus state={run.state} />,
    crumbs: evaluationCrumbs(evaluation, title),
    synthetic: evaluation.synthetic,
    action: result ? (
      <ButtonLink href={runAddress(evaluation.id, run.id, 'rapport')} icon="download" download>
        {t().result.report}
      </ButtonLink>
    ) : undefined,
    body: result ? <Result view={view} result={result} /> : <WithoutResult view={view} />,
  };
}

function WithoutResult({ view: { evaluation, run, before, open } }: { view: RunView }): VNode {
  const words = t().run;
  const back = (
    <ButtonLink href={evaluationAddress(evaluation.id)} kind="secondary">
      {t().steps.overview}
    </ButtonLink>
  );
  if (run.state === 'failed')
    return (
      <>
        <Alert kind="error" title={words.failedTitle}>
          {run.failure ? say(run.failure) : ''}
        </Alert>
        {back}
      </>
    );
  if (run.state === 'cancelled')
    return (
      <>
        <Alert kind="info" title={words.cancelledTitle}>
          {words.cancelled}
        </Alert>
        {back}
      </>
    );
  return (
    <RunProgress
      evaluation={evaluation.id}
      run={run}
      before={before}
      label={words.title(run.version ?? 1)}
      here={runAddress(evaluation.id, run.id)}
      canStop={open.includes('cancel')}
    />
  );
}

function Result({ view, result }: { view: RunView; result: ShownResult }): VNode {
  const words = t().result;
  return (
    <>
      <Answer view={view} outcome={result.outcomes[0]!} alpha={result.alpha} />
      <BeforeReading result={result} />
      {result.outcomes.map((outcome, place) => (
        <Outcome key={outcome.outcome} outcome={outcome} result={result} first={place === 0} />
      ))}
      {result.additionality ? <AdditionalitySection found={result.additionality} /> : null}
      {result.match ? <MatchingSection matching={view.plan.options.matching} match={result.match} /> : null}
      {result.withheld ? <p class="gr-quiet">{words.secretNote}</p> : null}
      <Section title={t().design.flow}>
        <FlowTable sample={result.sample} />
        <Cohorts result={result} />
      </Section>
      <Differences result={result} />
      <Repeat view={view} />
      <Facts view={view} result={result} />
    </>
  );
}

/** What to know before the figures; what concerns the matching is told with it. */
function BeforeReading({ result: { warnings, match } }: { result: ShownResult }): VNode | null {
  const words = t().result;
  if (warnings.length > 0)
    return (
      <Section title={words.warnings}>
        <Warnings warnings={warnings} />
      </Section>
    );
  return match?.warnings.length ? null : <p class="gr-quiet">{words.noWarning}</p>;
}

/** The effect in one figure and one sentence, against what was expected. */
function Answer({ view, outcome, alpha }: { view: RunView; outcome: ShownOutcome; alpha: number }): VNode {
  const words = t().result;
  const write = numbers();
  const { att, low, high } = outcome.overall;
  const expected = view.registration?.expectedSign;
  if (att === null || low === null || high === null) return <Alert kind="warning">{words.none}</Alert>;
  const isSure = low > 0 || high < 0;
  const met =
    isSure && (expected === 'positive' || expected === 'negative')
      ? att > 0 === (expected === 'positive')
        ? words.confirmed
        : words.contradicted
      : null;
  return (
    <>
      <p class="gr-effect">
        <span class="gr-effect__value">{write.effect(att)}</span>{' '}
        <span class="gr-effect__range">
          {words.effect(outcome.outcome)}, {words.interval(write.percent(1 - alpha))} {write.range(low, high)}
        </span>
      </p>
      <p>{isSure ? words.sure(write.percent(alpha)) : words.unsure}</p>
      {expected ? (
        <p class="gr-quiet">
          {words.expected(t().question.signs[expected])}
          {met ? ` (${met})` : ''}
        </p>
      ) : null}
      <ButtonGroup>
        {view.pdf[locale()] ? (
          <ButtonLink
            href={runAddress(view.evaluation.id, view.run.id, 'rapport.pdf')}
            kind="secondary"
            icon="download"
            download
          >
            {words.pdf}
          </ButtonLink>
        ) : null}
        <ButtonLink
          href={runAddress(view.evaluation.id, view.run.id, 'resultat.json')}
          kind="secondary"
          icon="download"
          download
        >
          {words.json}
        </ButtonLink>
      </ButtonGroup>
    </>
  );
}

function Outcome(props: { outcome: ShownOutcome; result: ShownResult; first: boolean }): VNode {
  const { outcome, result, first } = props;
  const words = t().result;
  const names = first ? AGGREGATIONS : (['dynamic'] as const);
  return (
    <>
      {names.map((name) => (
        <Section
          key={name}
          title={first ? words.aggregations[name] : `${outcome.outcome} — ${words.aggregations[name]}`}
        >
          {name === 'dynamic' ? <Trend outcome={outcome} alpha={result.alpha} /> : null}
          <Effects outcome={outcome} name={name} result={result} />
        </Section>
      ))}
    </>
  );
}

function Trend({ outcome: { wald }, alpha }: { outcome: ShownOutcome; alpha: number }): VNode {
  const words = t().result;
  if (!wald) return <p>{words.trendUnknown}</p>;
  const p = numbers().probability(wald.p);
  return wald.p < alpha ? (
    <Alert kind="warning" title={words.trend} level={3}>
      {words.trendBroken(p)}
    </Alert>
  ) : (
    <p>{words.trendCalm(p)}</p>
  );
}

const minus = (at: number): string => String(at).replace('-', '−');

function Effects(props: { outcome: ShownOutcome; name: AggregationName; result: ShownResult }): VNode {
  const { outcome, name, result } = props;
  const words = t().result;
  const write = numbers();
  const { rows, overall } = outcome.aggregations[name];
  const level = write.percent(1 - result.alpha);
  const lines = result.simultaneous ? words.bands(level) : words.intervals(level);
  return (
    <Columns>
      <EffectsChart
        title={finding(outcome)}
        unit={words.unit}
        axis={words.axes[name]}
        note={name === 'dynamic' ? words.legend(lines) : words.lines(lines)}
        points={rows.map((row) => ({ ...row, at: minus(row.at), before: name === 'dynamic' && row.at < 0 }))}
      />
      <DataTable
        caption={words.table}
        figures
        rows={rows}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: 'at', label: words.axes[name], header: true, render: ({ at }) => minus(at) },
          {
            key: 'att',
            label: words.att,
            align: 'end',
            render: ({ att, hidden }) => (hidden ? words.secret : write.effect(att)),
          },
          {
            key: 'se',
            label: words.se,
            align: 'end',
            render: ({ se, hidden }) => (hidden ? words.secret : write.effect(se)),
          },
          {
            key: 'range',
            label: words.range,
            align: 'end',
            render: ({ low, high, hidden }) => (hidden ? words.secret : write.range(low, high)),
          },
        ]}
        total={{
          at: words.overall,
          att: write.effect(overall.att),
          se: write.effect(overall.se),
          range: write.range(overall.low, overall.high),
        }}
      />
    </Columns>
  );
}

function finding({ outcome, overall: { low, high } }: ShownOutcome): string {
  const words = t().result.finding;
  if (low !== null && low > 0) return words.up(outcome);
  return high !== null && high < 0 ? words.down(outcome) : words.flat(outcome);
}

function Cohorts({ result }: { result: ShownResult }): VNode {
  const words = t().result;
  const write = numbers();
  return (
    <DataTable
      caption={t().design.cohorts}
      figures
      rows={result.cohorts}
      rowKey={({ g }) => String(g)}
      columns={[
        { key: 'g', label: t().design.cohort, header: true, render: ({ g }) => String(g) },
        {
          key: 'units',
          label: words.units,
          align: 'end',
          render: ({ units }) => (units === null ? words.secret : formatNumber(units)),
        },
        {
          key: 'share',
          label: words.share,
          align: 'end',
          render: ({ share }) => (share === null ? words.secret : write.percent(share)),
        },
      ]}
    />
  );
}

function Differences({ result: { differences } }: { result: ShownResult }): VNode {
  const words = t().result;
  return (
    <Section title={words.differences}>
      <DataTable
        caption={words.differences}
        captionHidden
        rows={differences}
        rowKey={({ option }) => option}
        empty={words.noDifference}
        columns={[
          { key: 'option', label: words.difference, header: true, render: ({ option }) => <code>{option}</code> },
          { key: 'used', label: words.used, render: ({ used }) => used },
          { key: 'did', label: words.did, render: ({ did }) => did },
        ]}
      />
    </Section>
  );
}

/** The exact command, and the button that does the same here and compares. */
function Repeat({ view: { evaluation, run, command, open } }: { view: RunView }): VNode {
  const words = t().result;
  return (
    <Section title={words.repeat}>
      {run.identical === null || !run.repeats ? null : (
        <Alert kind={run.identical ? 'success' : 'warning'}>
          <p>
            {run.identical ? words.identical : words.different}{' '}
            <a href={runAddress(evaluation.id, run.repeats)}>{words.first}</a>
          </p>
        </Alert>
      )}
      <p>{words.repeatText}</p>
      <p class="gr-command">{command.replaceAll(' --', ' \\\n  --')}</p>
      {open.includes('repeat') ? (
        <PostButton action={runAddress(evaluation.id, run.id, 'refaire')} kind="secondary" icon="refresh">
          {words.repeatHere}
        </PostButton>
      ) : null}
    </Section>
  );
}

function Facts({ view, result }: { view: RunView; result: ShownResult }): VNode {
  const words = t().result;
  const { run, registration } = view;
  const seconds = run.startedAt && run.endedAt ? (run.endedAt.getTime() - run.startedAt.getTime()) / 1000 : null;
  return (
    <Section title={words.facts}>
      <DescriptionList
        items={[
          { term: words.engine, description: result.engine },
          { term: words.seed, description: String(result.seed) },
          { term: words.units, description: formatNumber(result.units) },
          ...(result.clusters === null ? [] : [{ term: words.clusters, description: formatNumber(result.clusters) }]),
          { term: t().run.list.at, description: formatInstant(run.queuedAt) },
          { term: t().run.list.by, description: run.askedBy },
          ...(seconds === null ? [] : [{ term: words.duration, description: words.seconds(formatNumber(seconds, 1)) }]),
          { term: words.input, description: <Digest value={result.inputDigest} /> },
          ...(registration ? [{ term: words.registration, description: <Digest value={registration.digest} /> }] : []),
          ...(view.resultDigest ? [{ term: words.output, description: <Digest value={view.resultDigest} /> }] : []),
        ]}
      />
    </Section>
  );
}
