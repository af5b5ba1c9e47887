import { defineWorkflow, type TransitionOf } from '#kit/workflow.ts';
import type { LabelDecision } from '../vocabulary.ts';

/** The life of a cluster's label. Each transition but the last is a dated decision (R08); a term that runs out needs none. */
export const labelLife = defineWorkflow({
  name: 'registry.label',
  title: { fr: 'Vie du label', en: 'Life of the label' },
  states: {
    candidate: { fr: 'Sans label', en: 'Without label' },
    labelled: { fr: 'Labellisé', en: 'Labelled' },
    expired: { fr: 'Label échu', en: 'Label expired' },
    withdrawn: { fr: 'Label retiré', en: 'Label withdrawn' },
    merged: { fr: 'Fusionné', en: 'Merged' },
  },
  initial: 'candidate',
  transitions: {
    grant: {
      from: ['candidate', 'expired', 'withdrawn', 'merged'],
      to: 'labelled',
      title: { fr: 'Accorder le label', en: 'Grant the label' },
    },
    renew: {
      from: ['labelled', 'expired'],
      to: 'labelled',
      title: { fr: 'Renouveler le label', en: 'Renew the label' },
    },
    withdraw: {
      from: ['labelled', 'expired'],
      to: 'withdrawn',
      title: { fr: 'Retirer le label', en: 'Withdraw the label' },
    },
    merge: {
      from: ['labelled', 'expired'],
      to: 'merged',
      title: { fr: 'Éteindre le label par fusion', en: 'End the label by merger' },
      guards: ['successorIsNamed'],
    },
    expire: {
      from: ['labelled'],
      to: 'expired',
      title: { fr: 'Laisser le terme échoir', en: 'Let the term run out' },
      guards: ['termIsOver'],
    },
  },
  guards: {
    successorIsNamed: {
      fr: 'Une fusion éteint un label au profit d’un autre pôle\u202f: indiquez le pôle qui en est issu.',
      en: 'A merger ends a label in favour of another cluster: name the cluster that comes out of it.',
    },
    termIsOver: {
      fr: 'Le terme du label n’est pas échu.',
      en: 'The term of the label has not run out.',
    },
  },
});

/** The transition that each kind of decision takes. */
export const TRANSITION_OF: Readonly<Record<LabelDecision, TransitionOf<typeof labelLife>>> = {
  granted: 'grant',
  renewed: 'renew',
  withdrawn: 'withdraw',
  merged: 'merge',
};
