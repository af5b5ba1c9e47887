import type { VNode } from 'preact';
import type { DesignLook, OutcomePower, SampleStep } from '#engines/impact/index.ts';
import { formatNumber, say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, ButtonLink, Callout, DataTable, Section } from '#kit/web/ui/index.ts';
import { EffectsChart } from './effects.chart.tsx';
import { EvaluationStatus, evaluationCrumbs, evaluationSide, numbers, RunProgress } from './evaluation.marks.tsx';
import type { EvaluationView } from './evaluation.page.tsx';
import { t } from './evaluation.sentences.ts';
import { evaluationAddress } from './evaluation-address.ts';
import { MatchingSection, Warnings } from './matching/matching.section.tsx';
import { otherWarnings } from './result.rules.ts';

/** What the design allows to see, before any outcome after treatment is read. */
export function designPage(view: EvaluationView): Page {
  const words = t().design;
  const isPrepared = view.own && (view.state === 'draft' || view.state === 'revising');
  const look = view.design?.look;
  return {
    title: words.title,
    lead: words.lead,
    status: <EvaluationStatus state={view.state} />,
    crumbs: evaluationCrumbs(view, words.title),
    side: evaluationSide(view, 'plan'),
    synthetic: view.synthetic,
    action:
      look && isPrepared ? (
        <ButtonLink href={evaluationAddress(view.id, 'question')}>{words.next}</ButtonLink>
      ) : undefined,
    body: <Body view={view} isPrepared={isPrepared} />,
  };
}

function Body({ view, isPrepared }: { view: EvaluationView; isPrepared: boolean }): VNode {
  const words = t().design;
  const again = isPrepared ? (
    <ButtonLink href={evaluationAddress(view.id, 'colonnes')} kind="secondary">
      {words.again}
    </ButtonLink>
  ) : null;
  if (!view.design)
    return (
      <>
        <Alert kind="info">{words.missing}</Alert>
        {again}
      </>
    );
  const { run, before, look } = view.design;
  if (look) return <Look look={look} view={view} isPrepared={isPrepared} />;
  if (run.state === 'failed' || run.state === 'cancelled')
    return (
      <>
        <Alert kind="error" title={words.failed}>
          {run.failure ? say(run.failure) : t().run.cancelled}
        </Alert>
        {again}
      </>
    );
  return (
    <RunProgress
      evaluation={view.id}
      run={run}
      before={before}
      label={words.computing}
      here={evaluationAddress(view.id, 'plan')}
      canStop={isPrepared}
    />
  );
}

function Look(props: { look: DesignLook; view: EvaluationView; isPrepared: boolean }): VNode {
  const { look, view, isPrepared } = props;
  const words = t().design;
  const warnings = otherWarnings(look);
  return (
    <>
      {look.hiddenFrom === null ? (
        <Callout>{words.nothingHidden}</Callout>
      ) : (
        <Callout title={words.hidden(String(look.hiddenFrom))}>
          <p>{words.hiddenText}</p>
        </Callout>
      )}
      <Section title={words.power} lead={words.powerText}>
        {look.power.map((one) => (
          <Power key={one.outcome} power={one} />
        ))}
        {view.mapping?.cluster && look.power.some(({ clustering }) => !clustering) ? (
          <p class="gr-quiet">{words.clustered}</p>
        ) : null}
      </Section>
      {look.match ? (
        <MatchingSection
          matching={view.options.matching}
          match={look.match}
          {...(isPrepared && { note: t().matching.notYet })}
        />
      ) : null}
      <Section title={words.flow}>
        <FlowTable sample={look.sample} />
        <DataTable
          caption={words.cohorts}
          figures
          rows={look.cohorts}
          rowKey={({ g }) => String(g)}
          columns={[
            { key: 'g', label: words.cohort, header: true, render: ({ g }) => (g === 0 ? words.never : String(g)) },
            {
              key: 'units',
              label: look.counted === 'rows' ? t().file.rows : words.size,
              align: 'end',
              render: ({ units }) => formatNumber(units),
            },
          ]}
        />
      </Section>
      {warnings.length > 0 ? (
        <Section title={words.warnings}>
          <Warnings warnings={warnings} />
        </Section>
      ) : null}
    </>
  );
}

/** Who is left out at each step, and why; steps that lose nobody are told too, so that one sees that they were looked at. */
export function FlowTable({ sample }: { sample: readonly SampleStep[] }): VNode {
  const words = t().design;
  return (
    <DataTable
      caption={words.flow}
      captionHidden
      rows={sample.map((step, place) => ({ ...step, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        { key: 'why', label: words.why, header: true, render: ({ why }) => say(why) },
        {
          key: 'counted',
          label: words.counted,
          render: ({ counted }) => (counted === 'rows' ? words.rowsCounted : words.units),
        },
        { key: 'dropped', label: words.dropped, align: 'end', render: ({ dropped }) => formatNumber(dropped) },
        { key: 'kept', label: words.kept, align: 'end', render: ({ kept }) => formatNumber(kept) },
      ]}
    />
  );
}

function Power({ power: { outcome, overall, rows, errors, clustering, failure } }: { power: OutcomePower }): VNode {
  const words = t().design;
  const write = numbers();
  if (!overall || !errors)
    return (
      <Alert kind="warning" title={outcome} level={3}>
        {failure ? say(failure) : ''}
      </Alert>
    );
  const after = rows.filter(({ at }) => at >= 0);
  return (
    <>
      <p class="gr-effect">
        <span class="gr-effect__value">{write.effect(overall.minimum)}</span>{' '}
        <span class="gr-effect__range">
          {outcome} · {words.overall}
        </span>
      </p>
      <EffectsChart
        title={words.chart(outcome)}
        unit={words.minimum}
        axis={words.at}
        note={[
          words.spread(write.effect(errors.sd), formatNumber(errors.persistence, 2)),
          ...(clustering
            ? [
                words.clusters(
                  formatNumber(clustering.count),
                  formatNumber(clustering.icc, 3),
                  formatNumber(clustering.designEffect, 2),
                ),
              ]
            : []),
        ].join(' ')}
        points={after.map(({ at, minimum }) => ({
          at: String(at),
          att: null,
          low: -minimum,
          high: minimum,
          before: false,
        }))}
      />
      <details class="gr-details">
        <summary>{t().result.table}</summary>
        <DataTable
          caption={words.chart(outcome)}
          figures
          captionHidden
          rows={after}
          rowKey={({ at }) => String(at)}
          columns={[
            { key: 'at', label: words.at, header: true, render: ({ at }) => String(at) },
            { key: 'minimum', label: words.minimum, align: 'end', render: ({ minimum }) => write.effect(minimum) },
            { key: 'se', label: words.error, align: 'end', render: ({ se }) => write.effect(se) },
          ]}
        />
      </details>
    </>
  );
}
