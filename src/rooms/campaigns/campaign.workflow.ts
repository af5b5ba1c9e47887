import { defineWorkflow, type StateOf } from '#kit/workflow.ts';

/** The life of a yearly campaign (R110): open, collect, check, validate, publish. */
export const campaignLife = defineWorkflow({
  name: 'campaigns.campaign',
  title: { fr: 'Campagne annuelle', en: 'Yearly campaign' },
  states: {
    prepared: { fr: 'En préparation', en: 'In preparation' },
    open: { fr: 'Ouverte', en: 'Open' },
    checking: { fr: 'En vérification', en: 'Being checked' },
    validated: { fr: 'Validée et figée', en: 'Validated and frozen' },
    published: { fr: 'Publiée', en: 'Published' },
  },
  initial: 'prepared',
  transitions: {
    open: {
      from: ['prepared'],
      to: 'open',
      title: { fr: 'Ouvrir la campagne', en: 'Open the campaign' },
      guards: ['openingDayIsReached'],
    },
    close: {
      from: ['open'],
      to: 'checking',
      title: { fr: 'Clore la collecte', en: 'Close the collection' },
      guards: ['deadlineIsPassed'],
    },
    validate: {
      from: ['checking'],
      to: 'validated',
      title: { fr: 'Valider et figer l’année', en: 'Validate and freeze the year' },
      guards: ['everyReturnIsSettled'],
    },
    publish: {
      from: ['validated'],
      to: 'published',
      title: { fr: 'Publier les résultats', en: 'Publish the results' },
    },
  },
  guards: {
    openingDayIsReached: {
      fr: 'Le jour d’ouverture n’est pas atteint.',
      en: 'The opening day has not come.',
    },
    deadlineIsPassed: {
      fr: 'La date limite n’est pas passée\u202f: des pôles peuvent encore déposer.',
      en: 'The deadline has not passed: clusters may still submit.',
    },
    everyReturnIsSettled: {
      fr: 'Des déclarations attendent encore un dépôt ou une réponse\u202f: validez-les, ou closez-les sans déclaration avec un motif.',
      en: 'Some returns still wait for a submission or an answer: validate them, or close them without a return, with a reason.',
    },
  },
});
export type CampaignState = StateOf<typeof campaignLife>;
