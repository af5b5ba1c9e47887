import { defineWorkflow } from '#kit/workflow.ts';

/**
 * A file before one funder of one call. Selection starts the clock of six months (R76), written on the row; the loan for industrialisation is decided
 * twice, on eligibility then on credit (R80). A file that ended without money leaves room for another.
 */
export const applicationLife = defineWorkflow({
  name: 'projects.application',
  title: { fr: 'Vie d’un dossier de financement', en: 'Life of a funding file' },
  states: {
    draft: { fr: 'En préparation', en: 'In preparation' },
    submitted: { fr: 'Déposé', en: 'Submitted' },
    eligible: { fr: 'Éligible', en: 'Eligible' },
    selected: { fr: 'Retenu', en: 'Selected' },
    agreement: { fr: 'Conventionné', en: 'Agreement signed' },
    closed: { fr: 'Soldé', en: 'Closed' },
    refused: { fr: 'Refusé', en: 'Refused' },
    lapsed: { fr: 'Caduc', en: 'Lapsed' },
    withdrawn: { fr: 'Retiré', en: 'Withdrawn' },
  },
  initial: 'draft',
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      title: { fr: 'Déposer le dossier', en: 'Submit the file' },
      guards: ['callIsOpen', 'aidIsAsked'],
    },
    declareEligible: {
      from: ['submitted'],
      to: 'eligible',
      title: { fr: 'Déclarer le dossier éligible', en: 'Declare the file eligible' },
      guards: ['callDecidesTwice'],
    },
    select: {
      from: ['submitted', 'eligible'],
      to: 'selected',
      title: { fr: 'Retenir le dossier', en: 'Select the file' },
      guards: ['firstDecisionIsTaken'],
    },
    refuse: {
      from: ['submitted', 'eligible'],
      to: 'refused',
      title: { fr: 'Refuser le dossier', en: 'Refuse the file' },
    },
    derogate: {
      from: ['selected'],
      to: 'selected',
      title: { fr: 'Accorder une dérogation de délai', en: 'Grant more time by derogation' },
      guards: ['selectionHasATerm'],
    },
    lapse: {
      from: ['selected'],
      to: 'lapsed',
      title: { fr: 'Constater la caducité', en: 'Record the lapse' },
      guards: ['termHasPassed'],
    },
    sign: {
      from: ['selected'],
      to: 'agreement',
      title: { fr: 'Enregistrer la convention', en: 'Record the agreement' },
      guards: ['termHasNotPassed'],
    },
    close: {
      from: ['agreement'],
      to: 'closed',
      title: { fr: 'Solder le dossier', en: 'Close the file' },
      guards: ['paymentsAreSettled'],
    },
    withdraw: {
      from: ['draft', 'submitted', 'eligible', 'selected'],
      to: 'withdrawn',
      title: { fr: 'Retirer le dossier', en: 'Withdraw the file' },
    },
  },
  guards: {
    callIsOpen: {
      fr: 'L’appel n’est pas ouvert ce jour\u202f: préparez le dossier pour un autre appel.',
      en: 'The call is not open on this day: prepare the file for another call.',
    },
    aidIsAsked: {
      fr: 'Le dossier ne demande encore rien\u202f: indiquez l’aide demandée par au moins un partenaire, ou le montant du prêt.',
      en: 'The file asks for nothing yet: state the aid that at least one partner asks for, or the amount of the loan.',
    },
    callDecidesTwice: {
      fr: 'Cet appel se décide en une fois\u202f: retenez ou refusez le dossier.',
      en: 'This call is decided at once: select or refuse the file.',
    },
    firstDecisionIsTaken: {
      fr: 'Cet appel se décide en deux fois\u202f: déclarez d’abord le dossier éligible.',
      en: 'This call is decided twice: first declare the file eligible.',
    },
    selectionHasATerm: {
      fr: 'La sélection de ce dossier n’a pas de terme\u202f: aucune dérogation n’est nécessaire.',
      en: 'The selection of this file has no term: no derogation is needed.',
    },
    termHasPassed: {
      fr: 'Le délai pour signer court encore, ou la sélection n’en a pas.',
      en: 'The time to sign is still running, or the selection has no term.',
    },
    termHasNotPassed: {
      fr: 'Le délai pour signer est passé\u202f: accordez une dérogation motivée avant d’enregistrer la convention.',
      en: 'The time to sign has passed: grant a derogation with its reason before recording the agreement.',
    },
    paymentsAreSettled: {
      fr: 'Une demande de versement attend encore sa réponse\u202f: payez-la ou refusez-la d’abord.',
      en: 'A payment request is still waiting for its answer: pay or refuse it first.',
    },
  },
});
