import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { ButtonLink, Link, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from './labelling.sentences.ts';
import type { Decision, SubmissionState } from './labelling.ts';
import { letterAddress } from './labelling-address.ts';
import type { DecisionView, RequestView } from './labelling-views.ts';

/** Small pieces that several screens of labelling share. */

const DECISION_TONES = {
  labelled: 'success',
  reservations: 'warning',
  refused: 'error',
  'support-letter': 'info',
} as const satisfies Record<Decision, Tone>;

/** What a cluster decided, in a word; waiting while it has not. */
export const DecisionMark = ({ decision }: { decision: Decision | null }): VNode =>
  decision === null ? (
    <StatusBadge tone="progress" label={t().waiting} rule={t().waitingRule} />
  ) : (
    <StatusBadge tone={DECISION_TONES[decision]} label={t().decisions[decision]} rule={t().decisionHints[decision]} />
  );

const SUBMISSION_TONES = {
  draft: 'neutral',
  'in-review': 'progress',
  decided: 'success',
  withdrawn: 'neutral',
} as const satisfies Record<SubmissionState, Tone>;

export const SubmissionMark = ({ state }: { state: SubmissionState }): VNode => (
  <StatusBadge tone={SUBMISSION_TONES[state]} label={t().submissionStates[state]} rule={t().submissionRules[state]} />
);

export const ToCheck = ({ rule }: { rule: string }): VNode => (
  <StatusBadge tone="warning" label={t().toCheck} rule={rule} />
);

/** From which day the cluster may decide, and why (R64). */
export function EarliestDay({ earliest }: { earliest: RequestView['earliest'] }): VNode {
  const words = t().labelling;
  return (
    <span>
      {words.earliest(formatDay(earliest.day))}{' '}
      <span class="gr-quiet">{earliest.basis === 'call' ? words.earliestByCall : words.earliestByMonths}</span>{' '}
      {earliest.toCheck ? <ToCheck rule={words.earliestToCheck} /> : null}
      {earliest.afterClosing ? <StatusBadge tone="warning" label={words.afterClosing} /> : null}
    </span>
  );
}

/** Why, under which conditions, and towards whom. */
export function DecisionWords({ decided }: { decided: DecisionView }): VNode {
  const words = t().labelling;
  return (
    <div>
      <p class="gr-told">{decided.reasons}</p>
      {decided.reservations ? (
        <p class="gr-told">
          <strong>{words.reservations}</strong> {decided.reservations}
        </p>
      ) : null}
      {decided.earlyReason ? (
        <p class="gr-told">
          <strong>{words.early}</strong> {decided.earlyReason}
        </p>
      ) : null}
      {decided.betterCluster ? (
        <p>
          <Link href={`/poles/${decided.betterCluster.id}`}>{words.better(decided.betterCluster.name)}</Link>
        </p>
      ) : null}
      {decided.procedure === 'written' ? <p class="gr-quiet">{words.written}</p> : null}
    </div>
  );
}

export const LetterLinks = (props: { project: string; label: string; cluster: string; reference: string }): VNode => (
  <span>
    <span class="gr-quiet">{props.reference}</span>{' '}
    {(['pdf', 'docx'] as const).map((format) => (
      <>
        <a
          href={letterAddress(props.project, props.label, format)}
          aria-label={t().labelling.letterOf(format.toUpperCase(), props.cluster)}
        >
          {format.toUpperCase()}
        </a>{' '}
      </>
    ))}
  </span>
);

export const roleWord = (lead: boolean): string => (lead ? t().lead : t().coLabel);

/** A secondary way out of a page. */
export const Act = ({ href, children }: { href: string; children: string }): VNode => (
  <ButtonLink href={href} kind="secondary">
    {children}
  </ButtonLink>
);
