import type { Widen } from '#kit/say.ts';
import type { fr } from './signing-text.fr.ts';

export const en: Widen<typeof fr> = {
  amend: {
    title: 'Change a passage while the text is being signed',
    lead: 'Choose the passage. You will see which signatures the change would clear before you confirm it.',
    editTitle: (what) => `Change: ${what}`,
    editLead:
      'Only the signatures whose text changes fall. A commitment touches only the party that makes it, the coordinating State and the cluster; everything else touches all parties.',
    onlyWords:
      'The words and figures of this passage are changed here. To change anything else (nature, ties), first withdraw the text from signature.',
    reason: 'Reason',
    reasonHint: 'The parties whose signature falls will receive it.',
    confirm: 'I confirm: these signatures fall, and these parties will have to sign again.',
    submit: 'Apply the change',
    consequence: 'The PDF is made again, the links that were sent no longer hold, the parties touched are told.',
    done: (cleared) =>
      cleared === 0
        ? 'Passage changed: no signature fell.'
        : 'Passage changed: the parties whose signature fell have been told.',
    signatures: { one: '# signature', other: '# signatures' },
    gap: (sentence) => `The text would no longer be complete. ${sentence.en}`,
    kinds: 'Passages of the text',
    choose: 'Change',
    chooseOf: (what) => `Change: ${what}`,
    caption: 'Passages of the text being signed',
    passage: 'Passage',
    kind: 'Nature',
  },
};
