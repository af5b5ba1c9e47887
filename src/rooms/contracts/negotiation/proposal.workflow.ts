import { defineWorkflow } from '#kit/workflow.ts';

/** What becomes of a proposal of change: decided once, then it stays as it is. */
export const proposalLife = defineWorkflow({
  name: 'contracts.proposal',
  title: { fr: 'Vie d’une proposition de changement', en: 'Life of a proposal of change' },
  states: {
    open: { fr: 'À examiner', en: 'To be examined' },
    accepted: { fr: 'Acceptée', en: 'Accepted' },
    refused: { fr: 'Refusée', en: 'Refused' },
    withdrawn: { fr: 'Retirée', en: 'Withdrawn' },
  },
  initial: 'open',
  transitions: {
    accept: { from: ['open'], to: 'accepted', title: { fr: 'Accepter la proposition', en: 'Accept the proposal' } },
    refuse: { from: ['open'], to: 'refused', title: { fr: 'Refuser la proposition', en: 'Refuse the proposal' } },
    withdraw: { from: ['open'], to: 'withdrawn', title: { fr: 'Retirer la proposition', en: 'Withdraw the proposal' } },
  },
});
