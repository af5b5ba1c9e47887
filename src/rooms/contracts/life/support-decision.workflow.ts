import { defineWorkflow } from '#kit/workflow.ts';

/** The life of a decision on the State's support: the cluster is told, may reply, then the decision is confirmed or withdrawn (R35). */
export const supportDecisionLife = defineWorkflow({
  name: 'contracts.supportDecision',
  title: { fr: 'Vie d’une décision sur le soutien', en: 'Life of a decision on support' },
  states: {
    notified: { fr: 'Notifiée, réponse attendue', en: 'Notified, reply awaited' },
    replied: { fr: 'Le pôle a répondu', en: 'The cluster has replied' },
    confirmed: { fr: 'Confirmée', en: 'Confirmed' },
    withdrawn: { fr: 'Retirée', en: 'Withdrawn' },
  },
  initial: 'notified',
  transitions: {
    reply: { from: ['notified'], to: 'replied', title: { fr: 'Répondre à la décision', en: 'Reply to the decision' } },
    confirm: {
      from: ['notified', 'replied'],
      to: 'confirmed',
      title: { fr: 'Confirmer la décision', en: 'Confirm the decision' },
      guards: ['replyWasPossible'],
    },
    withdraw: {
      from: ['notified', 'replied'],
      to: 'withdrawn',
      title: { fr: 'Retirer la décision', en: 'Withdraw the decision' },
    },
  },
  guards: {
    replyWasPossible: {
      fr: 'Le pôle n’a pas encore répondu et son délai de réponse n’est pas écoulé\u202f: attendez l’un ou l’autre.',
      en: 'The cluster has not replied yet and its delay to reply has not passed: wait for one or the other.',
    },
  },
});
