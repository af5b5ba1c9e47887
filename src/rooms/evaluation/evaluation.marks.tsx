import type { VNode } from 'preact';
import { type Language, type NumberWriter, numberWriter } from '#engines/impact/report/html.ts';
import { formatNumber, formatShare, locale, say } from '#kit/say.ts';
import type { Crumb, SideNavigation } from '#kit/web/page.ts';
import { ButtonGroup, PostButton, ProgressBar, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from './evaluation.sentences.ts';
import type { EvaluationState, RunState, RunSummary } from './evaluation.ts';
import { evaluationLife, runLife } from './evaluation.workflow.ts';
import { EVALUATIONS_ADDRESS, evaluationAddress, runAddress } from './evaluation-address.ts';

const EVALUATION_TONES: Record<EvaluationState, Tone> = {
  draft: 'progress',
  registered: 'success',
  revising: 'progress',
  closed: 'neutral',
};
const RUN_TONES: Record<RunState, Tone> = {
  queued: 'neutral',
  running: 'progress',
  done: 'success',
  failed: 'error',
  cancelled: 'neutral',
};

export const EvaluationStatus = ({ state }: { state: EvaluationState }): VNode => (
  <StatusBadge tone={EVALUATION_TONES[state]} label={say(evaluationLife.states[state])} />
);

export const RunStatus = ({ state }: { state: RunState }): VNode => (
  <StatusBadge tone={RUN_TONES[state]} label={say(runLife.states[state])} />
);

/** Numbers as the report writes them: three significant digits. */
export const numbers = (): NumberWriter => numberWriter(locale() as Language);

export const size = (bytes: number): string =>
  bytes >= 1024 * 1024
    ? t().file.megabytes(formatNumber(bytes / 1024 / 1024, 1))
    : t().file.kilobytes(formatNumber(Math.max(1, bytes / 1024)));

/** A digest in groups of eight, to be compared by eye. */
export const Digest = ({ value }: { value: string }): VNode => (
  <code class="gr-digest">{value.replace(/(.{8})(?=.)/g, '$1 ')}</code>
);

export const STEPS = ['', 'colonnes', 'plan', 'question'] as const;
export type Step = (typeof STEPS)[number];

interface Headed {
  readonly id: string;
  readonly title: string;
  readonly state: EvaluationState;
  readonly own: boolean;
}

/** The steps of an evaluation at its left; forms only where they are open. */
export function evaluationSide(evaluation: Headed, current: Step): SideNavigation {
  const words = t().steps;
  const names: Record<Step, string> = {
    '': words.overview,
    colonnes: words.columns,
    plan: words.design,
    question: words.question,
  };
  const isPrepared = evaluation.state === 'draft' || evaluation.state === 'revising';
  return {
    label: evaluation.title,
    entries: STEPS.filter((step) => step === '' || step === 'plan' || (evaluation.own && isPrepared)).map((step) => ({
      label: names[step],
      href: evaluationAddress(evaluation.id, step),
      current: step === current,
    })),
  };
}

export const evaluationCrumbs = (
  evaluation: { readonly id: string; readonly title: string },
  last?: string,
): Crumb[] => [
  { label: t().home, href: '/' },
  { label: t().evaluations, href: EVALUATIONS_ADDRESS },
  ...(last
    ? [{ label: evaluation.title, href: evaluationAddress(evaluation.id) }, { label: last }]
    : [{ label: evaluation.title }]),
];

/** What the progress of a run says: its turn in the queue, or its stage. */
export function progressWords({ state, stage, share }: RunSummary, before: number): string {
  const words = t().run;
  if (state === 'queued') return words.waiting(before);
  const name = stage === null ? words.starting : words.stages[stage as keyof typeof words.stages];
  return words.progress(name, formatShare(share));
}

/** A run that waits or works: how far it is, read again by itself, and the way to stop it. */
export function RunProgress(props: {
  readonly evaluation: string;
  readonly run: RunSummary;
  readonly before: number;
  readonly label: string;
  readonly here: string;
  readonly canStop: boolean;
}): VNode {
  const { evaluation, run, before } = props;
  return (
    <>
      <noscript>
        <meta http-equiv="refresh" content="2" />
      </noscript>
      <ProgressBar
        label={props.label}
        done={Math.round(100 * run.share)}
        total={100}
        text={progressWords(run, before)}
        pollHref={runAddress(evaluation, run.id, 'avancement')}
        refreshHref={props.here}
      />
      <p class="gr-quiet">{t().run.apart}</p>
      {props.canStop ? (
        <ButtonGroup>
          <PostButton action={runAddress(evaluation, run.id, 'arret')} kind="secondary" icon="cross">
            {t().run.cancel}
          </PostButton>
        </ButtonGroup>
      ) : null}
    </>
  );
}
