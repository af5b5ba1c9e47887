import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import { StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import type { Stage } from '../project.ts';
import { projectLife } from '../project.workflow.ts';

const TONES: Readonly<Record<Stage, Tone>> = {
  idea: 'neutral',
  consortium: 'neutral',
  labelled: 'info',
  submitted: 'info',
  selected: 'info',
  agreement: 'progress',
  running: 'progress',
  completed: 'progress',
  industrialisation: 'progress',
  market: 'success',
  diffused: 'success',
  abandoned: 'error',
};

/** The stage of a project in a word, an icon and a colour. */
export const StageMark = ({ stage }: { stage: Stage }): VNode => (
  <StatusBadge
    tone={TONES[stage]}
    label={say(projectLife.states[stage])}
    icon={stage === 'abandoned' ? 'cross' : undefined}
  />
);
