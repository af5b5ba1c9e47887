import { defineWorkflow, type StateOf } from '#kit/workflow.ts';

/** The life of a reinforced monitoring: proposed with its public triggers, answered by the cluster, run, and ended by criteria that were said at the start. */
export const planLife = defineWorkflow({
  name: 'monitoring.plan',
  title: { fr: 'Suivi renforcé d’un pôle', en: 'Reinforced monitoring of a cluster' },
  states: {
    proposed: { fr: 'Proposé au pôle', en: 'Proposed to the cluster' },
    running: { fr: 'En cours', en: 'Running' },
    exited: { fr: 'Terminé\u202f: critères atteints', en: 'Ended: criteria met' },
    withdrawn: { fr: 'Retiré', en: 'Withdrawn' },
  },
  initial: 'proposed',
  transitions: {
    start: {
      from: ['proposed'],
      to: 'running',
      title: { fr: 'Commencer le suivi renforcé', en: 'Start the reinforced monitoring' },
      guards: ['clusterCouldReply'],
    },
    exit: {
      from: ['running'],
      to: 'exited',
      title: { fr: 'Mettre fin au suivi renforcé', en: 'End the reinforced monitoring' },
      guards: ['criteriaAreMetOrReasonIsGiven'],
    },
    withdraw: {
      from: ['proposed', 'running'],
      to: 'withdrawn',
      title: { fr: 'Retirer le suivi renforcé', en: 'Withdraw the reinforced monitoring' },
    },
  },
  guards: {
    clusterCouldReply: {
      fr: 'Le pôle n’a pas encore répondu et son délai de réponse n’est pas écoulé\u202f: attendez l’un ou l’autre.',
      en: 'The cluster has not replied yet and its delay to reply has not passed: wait for one or the other.',
    },
    criteriaAreMetOrReasonIsGiven: {
      fr: 'Des critères de sortie ne sont pas atteints\u202f: attendez qu’ils le soient, ou dites pourquoi le suivi cesse sans eux.',
      en: 'Some exit criteria are not met: wait until they are, or say why the monitoring ends without them.',
    },
  },
});
export type PlanState = StateOf<typeof planLife>;
