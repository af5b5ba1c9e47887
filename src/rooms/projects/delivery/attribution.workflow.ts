import { defineWorkflow } from '#kit/workflow.ts';

/** Whose a result is: proposed, then agreed when every party has accepted; a dispute waits for words between the parties, or for the State (R112). */
export const attributionLife = defineWorkflow({
  name: 'projects.attribution',
  title: { fr: 'Partage d’un résultat', en: 'Sharing of a result' },
  states: {
    proposed: { fr: 'Proposé', en: 'Proposed' },
    agreed: { fr: 'Convenu', en: 'Agreed' },
    disputed: { fr: 'Contesté', en: 'Disputed' },
    settled: { fr: 'Tranché par l’État', en: 'Settled by the State' },
  },
  initial: 'proposed',
  transitions: {
    propose: {
      from: ['proposed', 'agreed', 'disputed'],
      to: 'proposed',
      title: { fr: 'Proposer un autre partage', en: 'Propose another sharing' },
    },
    accept: { from: ['proposed'], to: 'agreed', title: { fr: 'Accepter sa part', en: 'Accept one’s part' } },
    dispute: {
      from: ['proposed', 'agreed'],
      to: 'disputed',
      title: { fr: 'Contester le partage', en: 'Dispute the sharing' },
    },
    withdrawDispute: {
      from: ['disputed'],
      to: 'proposed',
      title: { fr: 'Retirer la contestation', en: 'Withdraw the dispute' },
    },
    renounce: {
      from: ['proposed', 'agreed', 'disputed'],
      to: 'proposed',
      title: { fr: 'Renoncer à sa part', en: 'Renounce one’s part' },
    },
    settle: { from: ['disputed'], to: 'settled', title: { fr: 'Trancher le partage', en: 'Settle the sharing' } },
  },
});
