import { defineWorkflow } from '#kit/workflow.ts';

/** The life of a contract (R34). It is “signed” only when every required party has signed a text that was presented (R22, R27). */
export const contractLife = defineWorkflow({
  name: 'contracts.contract',
  title: { fr: 'Vie d’un contrat de performance', en: 'Life of a performance contract' },
  states: {
    draft: { fr: 'Projet', en: 'Draft' },
    discussion: { fr: 'En discussion', en: 'Under discussion' },
    presented: { fr: 'Présenté au CNI', en: 'Presented to the CNI' },
    signed: { fr: 'Signé', en: 'Signed' },
    amended: { fr: 'Modifié par avenant', en: 'Amended' },
    ended: { fr: 'Arrivé à son terme', en: 'Ended' },
    terminated: { fr: 'Résilié', en: 'Terminated' },
  },
  initial: 'draft',
  transitions: {
    openDiscussion: {
      from: ['draft'],
      to: 'discussion',
      title: { fr: 'Ouvrir la discussion', en: 'Open the discussion' },
      guards: ['partiesAreNamed'],
    },
    present: {
      from: ['discussion'],
      to: 'presented',
      title: { fr: 'Présenter le projet au CNI', en: 'Present the project to the CNI' },
      guards: ['projectIsComplete', 'presentationIsRecorded'],
    },
    resumeDiscussion: {
      from: ['presented'],
      to: 'discussion',
      title: { fr: 'Reprendre la discussion', en: 'Resume the discussion' },
      guards: ['nothingIsBeingSigned'],
    },
    sign: {
      from: ['presented'],
      to: 'signed',
      title: { fr: 'Constater la signature du contrat', en: 'Record the contract as signed' },
      guards: ['everyPartyHasSigned', 'everyDeliberationIsRecorded', 'annexesAreFrozen'],
    },
    amend: {
      from: ['signed', 'amended'],
      to: 'amended',
      title: { fr: 'Constater la signature de l’avenant', en: 'Record the amendment as signed' },
      guards: ['everyPartyHasSigned', 'everyDeliberationIsRecorded', 'annexesAreFrozen'],
    },
    end: {
      from: ['signed', 'amended'],
      to: 'ended',
      title: { fr: 'Constater le terme du contrat', en: 'Record the end of the contract' },
      guards: ['termIsReached'],
    },
    terminate: {
      from: ['draft', 'discussion', 'presented', 'signed', 'amended'],
      to: 'terminated',
      title: { fr: 'Résilier le contrat', en: 'Terminate the contract' },
      guards: ['decisionIsReasoned', 'replyWasPossible'],
    },
  },
  guards: {
    partiesAreNamed: {
      fr: 'L’État, une région au moins et l’association doivent être parties au contrat\u202f: complétez la liste des signataires.',
      en: 'The State, at least one region and the association must be parties to the contract: complete the list of signatories.',
    },
    projectIsComplete: {
      fr: 'Le projet est incomplet\u202f: la page « Complétude » dit ce qui manque.',
      en: 'The project is incomplete: the page “Completeness” says what is missing.',
    },
    presentationIsRecorded: {
      fr: 'Enregistrez d’abord la séance du CNI, ou la dispense avec son motif.',
      en: 'First record the session of the CNI, or the waiver with its reason.',
    },
    nothingIsBeingSigned: {
      fr: 'Le texte est en cours de signature\u202f: retirez-le d’abord de la signature, avec un motif.',
      en: 'The text is being signed: first withdraw it from signature, with a reason.',
    },
    everyPartyHasSigned: {
      fr: 'Toutes les parties n’ont pas encore signé\u202f: le tableau des signatures dit lesquelles.',
      en: 'Not every party has signed yet: the signature board says which.',
    },
    everyDeliberationIsRecorded: {
      fr: 'Une collectivité n’a pas encore de délibération enregistrée, avec sa date et sa référence.',
      en: 'An authority has no recorded deliberation yet, with its date and reference.',
    },
    annexesAreFrozen: {
      fr: 'Les annexes (lettre de labellisation, membres, statuts) ne sont pas toutes jointes au texte signé.',
      en: 'The annexes (label letter, members, statutes) are not all joined to the signed text.',
    },
    termIsReached: {
      fr: 'Le terme du contrat n’est pas encore atteint.',
      en: 'The contract has not reached its term yet.',
    },
    decisionIsReasoned: {
      fr: 'Une résiliation est une décision datée et motivée, avec les critères et leurs valeurs.',
      en: 'A termination is a dated decision with its reasons, with the criteria and their values.',
    },
    replyWasPossible: {
      fr: 'Le délai de réponse du pôle n’est pas écoulé.',
      en: 'The cluster may still reply: the period has not passed.',
    },
  },
});

/** The life of one text: written, signed, in force, then replaced by the next one and kept (R33). */
export const editionLife = defineWorkflow({
  name: 'contracts.edition',
  title: { fr: 'Vie d’un texte', en: 'Life of a text' },
  states: {
    open: { fr: 'En rédaction', en: 'Being written' },
    signing: { fr: 'En signature', en: 'Being signed' },
    signed: { fr: 'En vigueur', en: 'In force' },
    superseded: { fr: 'Remplacé', en: 'Superseded' },
    abandoned: { fr: 'Abandonné', en: 'Abandoned' },
  },
  initial: 'open',
  transitions: {
    sendForSignature: {
      from: ['open'],
      to: 'signing',
      title: { fr: 'Envoyer le texte à la signature', en: 'Send the text for signature' },
      guards: ['projectIsComplete', 'contractIsPresented', 'annexesAreGiven', 'originalHasNotMoved'],
    },
    withdrawFromSignature: {
      from: ['signing'],
      to: 'open',
      title: { fr: 'Retirer le texte de la signature', en: 'Withdraw the text from signature' },
    },
    seal: {
      from: ['signing'],
      to: 'signed',
      title: { fr: 'Sceller le texte signé', en: 'Seal the signed text' },
      guards: ['everyPartyHasSigned', 'everyDeliberationIsRecorded'],
    },
    supersede: {
      from: ['signed'],
      to: 'superseded',
      title: { fr: 'Remplacer par le texte suivant', en: 'Supersede by the next text' },
    },
    abandon: {
      from: ['open', 'signing'],
      to: 'abandoned',
      title: { fr: 'Abandonner le texte', en: 'Abandon the text' },
    },
  },
  guards: {
    projectIsComplete: contractLife.guards.projectIsComplete,
    contractIsPresented: {
      fr: 'Le projet n’a pas encore été présenté au CNI, et aucune dispense n’est enregistrée.',
      en: 'The project has not been presented to the CNI yet, and no waiver is recorded.',
    },
    annexesAreGiven: {
      fr: 'Joignez les annexes\u202f: lettre de labellisation, statuts et modalités de labellisation. La liste des membres se joint d’elle-même.',
      en: 'Join the annexes: label letter, statutes and labelling arrangements. The list of members joins itself.',
    },
    originalHasNotMoved: {
      fr: 'Le texte en vigueur a changé depuis l’ouverture de cet avenant\u202f: reprenez l’avenant sur le texte d’aujourd’hui.',
      en: 'The text in force has changed since this amendment was opened: start it again from today’s text.',
    },
    everyPartyHasSigned: contractLife.guards.everyPartyHasSigned,
    everyDeliberationIsRecorded: contractLife.guards.everyDeliberationIsRecorded,
  },
});
