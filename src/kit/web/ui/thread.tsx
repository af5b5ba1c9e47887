import type { VNode } from 'preact';
import { formatDay } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import { Icon, type IconName } from './icon.tsx';

export type StageState = 'done' | 'current' | 'late' | 'todo' | 'skipped';

export interface Stage {
  readonly title: string;
  readonly state: StageState;
  /** The day it happened (`YYYY-MM-DD`). */
  readonly day?: string;
  /** The day it is expected. */
  readonly due?: string;
  /** One more line in words: what proves it, why it ended. */
  readonly note?: string;
  /** Documents that prove the stage: one dot each. */
  readonly evidence?: readonly { readonly label: string; readonly href: string }[];
  /** What is still missing, in words. */
  readonly missing?: readonly string[];
}

const stateIcon: Record<StageState, IconName> = {
  done: 'check',
  current: 'clock',
  late: 'warning',
  todo: 'circle-dashed',
  skipped: 'minus',
};

interface ThreadProps {
  readonly label?: string;
  readonly stages: readonly Stage[];
  /** Down the page whatever the width: for a column, or for more stages than a line holds. */
  readonly down?: boolean;
}

/** The stages of a project or a contract along a line: dates, evidence, and what is missing. */
export function Thread({ label, stages, down = false }: ThreadProps): VNode {
  const words = t().thread;
  return (
    <ol class={down ? 'gr-thread' : 'gr-thread gr-thread--across'} aria-label={label ?? words.label}>
      {stages.map((stage) => (
        <li
          key={stage.title}
          class={`gr-thread__stage gr-thread__stage--${stage.state}`}
          aria-current={stage.state === 'current' || stage.state === 'late' ? 'step' : undefined}
        >
          <span class="gr-thread__knot">
            <Icon name={stateIcon[stage.state]} small />
          </span>
          <div class="gr-thread__text">
            <p class="gr-thread__title">{stage.title}</p>
            <p class="gr-thread__state">
              {words[stage.state]}
              {stage.day ? (
                <>
                  {' · '}
                  <time datetime={stage.day}>{formatDay(stage.day)}</time>
                </>
              ) : stage.due ? (
                <>
                  {' · '}
                  <time datetime={stage.due}>{words.due(formatDay(stage.due))}</time>
                </>
              ) : null}
            </p>
            {stage.note ? <p class="gr-thread__note">{stage.note}</p> : null}
            {stage.evidence?.length ? (
              <ul class="gr-thread__evidence" aria-label={words.evidence}>
                {stage.evidence.map((piece) => (
                  <li key={piece.href}>
                    <a href={piece.href}>{piece.label}</a>
                  </li>
                ))}
              </ul>
            ) : null}
            {stage.missing?.length ? (
              <div class="gr-thread__missing">
                <p>{words.missing}</p>
                <ul>
                  {stage.missing.map((piece) => (
                    <li key={piece}>{piece}</li>
                  ))}
                </ul>
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
