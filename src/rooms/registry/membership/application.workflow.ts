import { defineWorkflow } from '#kit/workflow.ts';

/** The life of an application. Whatever its end, it stays: tomorrow's evaluation compares those admitted with those refused. */
export const applicationLife = defineWorkflow({
  name: 'registry.application',
  title: { fr: 'Vie d’une candidature', en: 'Life of an application' },
  states: {
    submitted: { fr: 'En attente', en: 'Waiting' },
    admitted: { fr: 'Admise', en: 'Admitted' },
    refused: { fr: 'Refusée', en: 'Refused' },
    withdrawn: { fr: 'Retirée', en: 'Withdrawn' },
  },
  initial: 'submitted',
  transitions: {
    admit: {
      from: ['submitted'],
      to: 'admitted',
      title: { fr: 'Admettre le candidat', en: 'Admit the applicant' },
      guards: ['startIsGiven'],
    },
    refuse: {
      from: ['submitted'],
      to: 'refused',
      title: { fr: 'Refuser le candidat', en: 'Refuse the applicant' },
      guards: ['reasonIsGiven', 'betterClusterIsNamed'],
    },
    withdraw: {
      from: ['submitted'],
      to: 'withdrawn',
      title: { fr: 'Retirer la candidature', en: 'Withdraw the application' },
    },
  },
  guards: {
    startIsGiven: {
      fr: 'Indiquez le premier jour de l’adhésion.',
      en: 'Give the first day of the membership.',
    },
    reasonIsGiven: {
      fr: 'Un refus est motivé\u202f: écrivez le motif que lira le candidat.',
      en: 'A refusal has its reason: write the one that the applicant will read.',
    },
    betterClusterIsNamed: {
      fr: 'Un refus pour un projet hors de la stratégie indique un autre pôle, mieux placé\u202f: choisissez-le.',
      en: 'A refusal as off-strategy names another, better placed cluster: choose it.',
    },
  },
});
