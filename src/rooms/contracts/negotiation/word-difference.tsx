import type { ComponentChildren, VNode } from 'preact';
import { compareText } from '#engines/documents/compare.ts';
import { f } from './negotiation.sentences.ts';

/** The words of one side: on the old one those taken out, on the new one those put in, so that each column reads as a whole text. */
export function WordsOf({ side, before, after }: { side: 'old' | 'new'; before: string; after: string }): VNode {
  const left = side === 'old' ? 'removed' : 'added';
  const Mark = side === 'old' ? 'del' : 'ins';
  return (
    <>
      {compareText(before, after)
        .filter(({ kind }) => kind === 'same' || kind === left)
        .map(({ kind, text }, index) => (kind === 'same' ? text : <Mark key={index}>{text}</Mark>))}
    </>
  );
}

export const Nothing = (): VNode => <span class="gr-quiet">{f().decide.nothing}</span>;

/** A value beside another one: nothing, the same, or with its changed words marked. */
export function sideOf(side: 'old' | 'new', before: string | null, after: string | null): ComponentChildren {
  const own = side === 'old' ? before : after;
  if (own === null) return <Nothing />;
  if (before === null) return <ins class="gr-words">{own}</ins>;
  if (after === null) return <del class="gr-words">{own}</del>;
  return (
    <span class="gr-words">
      <WordsOf side={side} before={before} after={after} />
    </span>
  );
}
