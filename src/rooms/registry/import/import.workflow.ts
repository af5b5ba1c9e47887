import { defineWorkflow, type StateOf, type TransitionOf } from '#kit/workflow.ts';

/** The life of an import. Only `complete` changes the registry, and it does so in one transaction with the change of state. */
export const importWorkflow = defineWorkflow({
  name: 'registry.import',
  title: { fr: 'Vie d’un import', en: 'Life of an import' },
  initial: 'uploaded',
  states: {
    uploaded: { fr: 'Fichier reçu', en: 'File received' },
    matched: { fr: 'Colonnes rapprochées', en: 'Columns matched' },
    checking: { fr: 'Vérification en cours', en: 'Checking' },
    checked: { fr: 'Vérifié', en: 'Checked' },
    applying: { fr: 'Application en cours', en: 'Applying' },
    applied: { fr: 'Appliqué', en: 'Applied' },
    abandoned: { fr: 'Abandonné', en: 'Abandoned' },
    failed: { fr: 'Échoué', en: 'Failed' },
  },
  transitions: {
    match: {
      from: ['uploaded', 'matched', 'checked', 'failed'],
      to: 'matched',
      title: { fr: 'Rapprocher les colonnes', en: 'Match the columns' },
      guards: ['everyNeededColumnIsKnown'],
    },
    check: {
      from: ['matched', 'checked', 'failed'],
      to: 'checking',
      title: { fr: 'Vérifier le fichier', en: 'Check the file' },
    },
    finishCheck: {
      from: ['checking'],
      to: 'checked',
      title: { fr: 'Terminer la vérification', en: 'Finish the check' },
    },
    fail: { from: ['checking'], to: 'failed', title: { fr: 'Échouer', en: 'Fail' } },
    apply: {
      from: ['checked'],
      to: 'applying',
      title: { fr: 'Appliquer l’import', en: 'Apply the import' },
      guards: ['noRowIsInError', 'somethingChanges'],
    },
    complete: { from: ['applying'], to: 'applied', title: { fr: 'Inscrire au registre', en: 'Write to the registry' } },
    giveUp: {
      from: ['applying'],
      to: 'matched',
      title: { fr: 'Renoncer, le registre ayant changé', en: 'Give up, the registry having changed' },
    },
    interrupt: {
      from: ['applying'],
      to: 'checked',
      title: { fr: 'Interrompre, rien n’étant inscrit', en: 'Interrupt, nothing being written' },
    },
    abandon: {
      from: ['uploaded', 'matched', 'checking', 'checked', 'failed'],
      to: 'abandoned',
      title: { fr: 'Abandonner l’import', en: 'Abandon the import' },
    },
  },
  guards: {
    everyNeededColumnIsKnown: {
      fr: 'Des colonnes nécessaires ne sont pas désignées.',
      en: 'Columns that are needed are not pointed out.',
    },
    noRowIsInError: {
      fr: 'Des lignes sont en erreur. Corrigez-les dans votre fichier, puis importez-le de nouveau\u202f: un import s’applique en entier ou pas du tout.',
      en: 'Some rows are in error. Correct them in your file, then import it again: an import is applied whole or not at all.',
    },
    somethingChanges: {
      fr: 'Le registre dit déjà tout ce que contient ce fichier\u202f: il n’y a rien à appliquer.',
      en: 'The registry already says everything that this file holds: there is nothing to apply.',
    },
  },
});

export type ImportState = StateOf<typeof importWorkflow>;
export type ImportTransition = TransitionOf<typeof importWorkflow>;
