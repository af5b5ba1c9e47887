import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import { StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import type { AmendmentSubject, ContractState, EditionState } from '../contract.ts';
import { contractLife } from '../contract.workflow.ts';
import { t } from './life.sentences.ts';

const contractTone: Record<ContractState, Tone> = {
  draft: 'neutral',
  discussion: 'info',
  presented: 'progress',
  signed: 'success',
  amended: 'success',
  ended: 'neutral',
  terminated: 'error',
};

/** The state of a contract: word, icon and colour. */
export const ContractMark = ({ state }: { state: ContractState }): VNode => (
  <StatusBadge tone={contractTone[state]} label={say(contractLife.states[state])} />
);

const textTone: Record<EditionState, Tone> = {
  open: 'info',
  signing: 'progress',
  signed: 'success',
  superseded: 'neutral',
  abandoned: 'neutral',
};

export const TextMark = ({ state }: { state: EditionState }): VNode => (
  <StatusBadge tone={textTone[state]} label={t().life.states[state]} />
);

/** « Texte d’origine », « Avenant n° 1 ». */
export const nameOfText = (number: number): string => (number === 0 ? t().life.original : t().life.amendmentOf(number));

export const subjectsInWords = (subjects: readonly AmendmentSubject[]): string =>
  subjects.map((subject) => t().subjects[subject]).join(', ');

/** A digest in groups of eight signs, so that two can be compared by eye. */
export const Digest = ({ digest }: { digest: string }): VNode => (
  <code class="gr-digest">{digest.replace(/(.{8})(?=.)/g, '$1 ')}</code>
);
