// By its own address: the package's door leads to every way of comparing, and each start would read them all.
import { diffArrays } from 'diff/lib/diff/array.js';

export interface Difference {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond that many changed words two texts have nothing left to show side by side, and looking for it would hold the server. */
const MOST_CHANGES = 2000;

/** A number with its narrow spaces and comma is one word: a reader sees « 1 200,5 » become « 1 250,5 », not a digit in the middle. */
const WORDS = /\p{N}+(?:[\u00a0\u202f.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/**
 * What changed between two texts, word by word, for reading side by side. `same` and `removed` joined give `before`; `same` and `added` give
 * `after`.
 */
export function compareText(before: string, after: string): readonly Difference[] {
  const changes = diffArrays(before.match(WORDS) ?? [], after.match(WORDS) ?? [], { maxEditLength: MOST_CHANGES });
  if (!changes) return differences([{ removed: before, added: after, same: '' }]);
  const steps: Step[] = [{ removed: '', added: '', same: '' }];
  for (const [index, { value, removed, added }] of changes.entries()) {
    const step = steps.at(-1)!;
    const text = value.join('');
    if (removed) step.removed += text;
    else if (added) step.added += text;
    else if (text.trim() === '' && index > 0 && index < changes.length - 1) {
      // A space between two changed words changed with them: « le pôle » becomes « la région » in one go.
      step.removed += text;
      step.added += text;
    } else {
      step.same += text;
      steps.push({ removed: '', added: '', same: '' });
    }
  }
  return differences(steps);
}

/** What was taken out and put in at one place, and what follows unchanged. */
interface Step {
  removed: string;
  added: string;
  same: string;
}

function differences(steps: readonly Step[]): Difference[] {
  return steps.flatMap((step) =>
    (['removed', 'added', 'same'] as const).flatMap((kind) => (step[kind] === '' ? [] : [{ kind, text: step[kind] }])),
  );
}
