import { defineWorkflow, type StateOf } from '#kit/workflow.ts';

/** The life of one cluster's return: the State answers first, then the region; each answer, silence included, is dated. */
export const returnLife = defineWorkflow({
  name: 'campaigns.return',
  title: { fr: 'Déclaration d’un pôle', en: 'Return of a cluster' },
  states: {
    draft: { fr: 'En cours de saisie', en: 'Being filled in' },
    submitted: { fr: 'Déposée, chez l’État', en: 'Submitted, with the State' },
    returned: { fr: 'Renvoyée au pôle', en: 'Sent back to the cluster' },
    'state-accepted': { fr: 'Acceptée par l’État, chez la région', en: 'Accepted by the State, with the region' },
    validated: { fr: 'Validée', en: 'Validated' },
    'closed-without-return': { fr: 'Close sans déclaration', en: 'Closed without a return' },
  },
  initial: 'draft',
  transitions: {
    submit: {
      from: ['draft', 'returned'],
      to: 'submitted',
      title: { fr: 'Déposer la déclaration', en: 'Submit the return' },
      guards: ['campaignCollects', 'nothingBlocks', 'approverIsNamed'],
    },
    acceptForState: {
      from: ['submitted'],
      to: 'state-accepted',
      title: { fr: 'Accepter pour l’État', en: 'Accept for the State' },
      guards: ['everyQuestionIsAnswered'],
    },
    acceptForRegion: {
      from: ['state-accepted'],
      to: 'validated',
      title: { fr: 'Accepter pour la région', en: 'Accept for the region' },
      guards: ['everyQuestionIsAnswered'],
    },
    sendBack: {
      from: ['submitted', 'state-accepted'],
      to: 'returned',
      title: { fr: 'Renvoyer au pôle', en: 'Send back to the cluster' },
      guards: ['aFigureIsReturned'],
    },
    closeWithoutReturn: {
      from: ['draft', 'returned'],
      to: 'closed-without-return',
      title: { fr: 'Clore sans déclaration', en: 'Close without a return' },
      guards: ['deadlineIsPassed'],
    },
  },
  guards: {
    campaignCollects: { fr: 'La campagne n’est pas ouverte.', en: 'The campaign is not open.' },
    nothingBlocks: {
      fr: 'Des erreurs restent à corriger dans la grille.',
      en: 'Some errors in the grid are still to be corrected.',
    },
    approverIsNamed: {
      fr: 'Indiquez qui engage le pôle sur ces chiffres.',
      en: 'Name who answers for these figures in the cluster.',
    },
    everyQuestionIsAnswered: {
      fr: 'Une valeur est questionnée ou renvoyée\u202f: attendez la réponse du pôle, ou renvoyez la déclaration.',
      en: 'A value is questioned or sent back: wait for the cluster’s answer, or send the return back.',
    },
    aFigureIsReturned: {
      fr: 'Dites au moins pour une valeur ce qui est à reprendre.',
      en: 'Say for at least one value what is to be mended.',
    },
    deadlineIsPassed: { fr: 'La date limite n’est pas passée.', en: 'The deadline has not passed.' },
  },
});
export type ReturnState = StateOf<typeof returnLife>;
