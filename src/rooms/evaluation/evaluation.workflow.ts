import { defineWorkflow } from '#kit/workflow.ts';

/**
 * An evaluation. Its question is registered before anything is computed on outcomes after treatment; from then on nothing of it changes, and a
 * new version is a new registration, which names the one before and says why.
 */
export const evaluationLife = defineWorkflow({
  name: 'evaluation.evaluation',
  title: { fr: 'Vie d’une évaluation', en: 'Life of an evaluation' },
  states: {
    draft: { fr: 'En préparation', en: 'In preparation' },
    registered: { fr: 'Question enregistrée', en: 'Question registered' },
    revising: { fr: 'Nouvelle version en préparation', en: 'New version in preparation' },
    closed: { fr: 'Close', en: 'Closed' },
  },
  initial: 'draft',
  transitions: {
    register: {
      from: ['draft'],
      to: 'registered',
      title: { fr: 'Enregistrer la question', en: 'Register the question' },
      guards: ['columnsAreMapped', 'designIsKnown'],
    },
    run: {
      from: ['draft', 'registered'],
      to: 'registered',
      title: { fr: 'Lancer le calcul', en: 'Run the estimate' },
      guards: ['questionIsRegistered'],
    },
    revise: {
      from: ['registered'],
      to: 'revising',
      title: { fr: 'Préparer une nouvelle version', en: 'Prepare a new version' },
    },
    registerAgain: {
      from: ['revising'],
      to: 'registered',
      title: { fr: 'Enregistrer la nouvelle version', en: 'Register the new version' },
      guards: ['columnsAreMapped', 'designIsKnown', 'reasonIsGiven'],
    },
    giveUpRevision: {
      from: ['revising'],
      to: 'registered',
      title: { fr: 'Revenir à la version enregistrée', en: 'Go back to the registered version' },
    },
    close: {
      from: ['registered'],
      to: 'closed',
      title: { fr: 'Clore l’évaluation', en: 'Close the evaluation' },
      guards: ['noRunIsUnderWay'],
    },
  },
  guards: {
    columnsAreMapped: {
      fr: 'Dites d’abord ce que sont les colonnes du fichier.',
      en: 'First say what the columns of the file are.',
    },
    designIsKnown: {
      fr: 'L’échantillon et l’effet détectable de ce plan ne sont pas encore connus\u202f: attendez leur calcul, puis lisez-les.',
      en: 'The sample and the detectable effect of this design are not known yet: wait for them, then read them.',
    },
    questionIsRegistered: {
      fr: 'Enregistrez d’abord la question\u202f: aucun résultat postérieur au traitement n’est lu avant.',
      en: 'Register the question first: no outcome after treatment is read before.',
    },
    reasonIsGiven: {
      fr: 'Dites pourquoi cette version remplace la précédente.',
      en: 'Say why this version replaces the one before.',
    },
    noRunIsUnderWay: {
      fr: 'Un calcul est en attente ou en cours\u202f: attendez sa fin, ou arrêtez-le.',
      en: 'A run is waiting or under way: wait for its end, or stop it.',
    },
  },
});

/** A run: a look at the design or an estimate. One of each kind runs at a time; the others wait their turn. */
export const runLife = defineWorkflow({
  name: 'evaluation.run',
  title: { fr: 'Vie d’un calcul', en: 'Life of a run' },
  states: {
    queued: { fr: 'En attente', en: 'Waiting' },
    running: { fr: 'En cours', en: 'Running' },
    done: { fr: 'Terminé', en: 'Done' },
    failed: { fr: 'Refusé', en: 'Refused' },
    cancelled: { fr: 'Arrêté', en: 'Stopped' },
  },
  initial: 'queued',
  transitions: {
    start: { from: ['queued'], to: 'running', title: { fr: 'Commencer', en: 'Start' } },
    interrupt: {
      from: ['running'],
      to: 'queued',
      title: { fr: 'Remettre en attente après une interruption', en: 'Put back after an interruption' },
    },
    finish: { from: ['running'], to: 'done', title: { fr: 'Garder le résultat', en: 'Keep the result' } },
    fail: {
      from: ['running'],
      to: 'failed',
      title: { fr: 'Dire pourquoi il n’y a pas de résultat', en: 'Say why there is no result' },
    },
    cancel: { from: ['queued', 'running'], to: 'cancelled', title: { fr: 'Arrêter le calcul', en: 'Stop the run' } },
  },
});
