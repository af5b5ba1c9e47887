import { defineWorkflow } from '#kit/workflow.ts';

/**
 * From the idea to the diffusion of what was sold (R81). A gate opens on facts that other acts record (a label, a signed agreement, a first sale), never
 * on a tick in a box; abandoning is possible from anywhere, with a reason.
 */
export const projectLife = defineWorkflow({
  name: 'projects.project',
  title: { fr: 'Vie d’un projet, de l’idée au marché', en: 'Life of a project, from idea to market' },
  states: {
    idea: { fr: 'Idée', en: 'Idea' },
    consortium: { fr: 'Consortium formé', en: 'Consortium formed' },
    labelled: { fr: 'Labellisé', en: 'Labelled' },
    submitted: { fr: 'Déposé', en: 'Submitted' },
    selected: { fr: 'Retenu', en: 'Selected' },
    agreement: { fr: 'Convention signée', en: 'Agreement signed' },
    running: { fr: 'R&D en cours', en: 'R&D under way' },
    completed: { fr: 'R&D achevée', en: 'R&D completed' },
    industrialisation: { fr: 'Industrialisation', en: 'Industrialisation' },
    market: { fr: 'Sur le marché', en: 'On the market' },
    diffused: { fr: 'Diffusé', en: 'Diffused' },
    abandoned: { fr: 'Abandonné', en: 'Abandoned' },
  },
  initial: 'idea',
  transitions: {
    formConsortium: {
      from: ['idea'],
      to: 'consortium',
      title: { fr: 'Constater le consortium', en: 'Record the consortium as formed' },
      guards: ['leadIsNamed', 'partnersAreTwo'],
    },
    label: {
      from: ['consortium'],
      to: 'labelled',
      title: { fr: 'Constater la labellisation', en: 'Record the project as labelled' },
      guards: ['labelIsGranted'],
    },
    submit: {
      from: ['consortium', 'labelled'],
      to: 'submitted',
      title: { fr: 'Constater le dépôt', en: 'Record the file as submitted' },
      guards: ['fileIsSubmitted', 'labelIsGrantedWhereAsked'],
    },
    select: {
      from: ['submitted'],
      to: 'selected',
      title: { fr: 'Constater la sélection', en: 'Record the project as selected' },
      guards: ['funderHasSelected'],
    },
    resubmit: {
      from: ['submitted', 'selected', 'labelled'],
      to: 'consortium',
      title: {
        fr: 'Revenir au consortium pour un autre dépôt',
        en: 'Go back to the consortium for another submission',
      },
      guards: ['noFileIsAlive'],
    },
    signAgreement: {
      from: ['selected'],
      to: 'agreement',
      title: { fr: 'Constater la convention', en: 'Record the agreement as signed' },
      guards: ['agreementIsSigned'],
    },
    start: {
      from: ['agreement'],
      to: 'running',
      title: { fr: 'Constater le début de la R&D', en: 'Record the start of R&D' },
      guards: ['researchHasStarted'],
    },
    complete: {
      from: ['running'],
      to: 'completed',
      title: { fr: 'Constater la fin de la R&D', en: 'Record the end of R&D' },
      guards: ['researchIsOver', 'deliverablesAreSettled'],
    },
    industrialise: {
      from: ['completed'],
      to: 'industrialisation',
      title: { fr: 'Constater l’industrialisation', en: 'Record the industrialisation' },
      guards: ['investmentIsRecorded'],
    },
    launch: {
      from: ['completed', 'industrialisation'],
      to: 'market',
      title: { fr: 'Constater la mise sur le marché', en: 'Record the market launch' },
      guards: ['firstSaleIsRecorded'],
    },
    diffuse: {
      from: ['market'],
      to: 'diffused',
      title: { fr: 'Constater la diffusion', en: 'Record the diffusion' },
      guards: ['diffusionIsShown'],
    },
    abandon: {
      from: [
        'idea',
        'consortium',
        'labelled',
        'submitted',
        'selected',
        'agreement',
        'running',
        'completed',
        'industrialisation',
        'market',
      ],
      to: 'abandoned',
      title: { fr: 'Abandonner le projet', en: 'Abandon the project' },
    },
  },
  guards: {
    leadIsNamed: { fr: 'Nommez le chef de file du consortium.', en: 'Name the lead partner of the consortium.' },
    partnersAreTwo: {
      fr: 'Un projet collaboratif réunit au moins deux partenaires\u202f: ajoutez-en un.',
      en: 'A collaborative project brings together at least two partners: add one.',
    },
    labelIsGranted: {
      fr: 'Aucun pôle n’a encore décidé de labelliser ce projet.',
      en: 'No cluster has decided to label this project yet.',
    },
    labelIsGrantedWhereAsked: {
      fr: 'Le guichet demande le label d’un pôle, et aucun ne l’a donné.',
      en: 'The window asks for the label of a cluster, and none has given it.',
    },
    fileIsSubmitted: {
      fr: 'Aucun dossier n’a été déposé auprès d’un financeur.',
      en: 'No file has been submitted to a funder.',
    },
    funderHasSelected: {
      fr: 'Aucun financeur n’a encore retenu le projet.',
      en: 'No funder has selected the project yet.',
    },
    noFileIsAlive: {
      fr: 'Un dossier est encore vivant\u202f: attendez sa décision, ou retirez-le.',
      en: 'A file is still alive: wait for its decision, or withdraw it.',
    },
    agreementIsSigned: {
      fr: 'Aucune convention de financement n’est signée.',
      en: 'No funding agreement is signed.',
    },
    researchHasStarted: {
      fr: 'La date de début de la R&D manque, ou elle n’est pas encore atteinte.',
      en: 'The starting day of the R&D is missing, or has not come yet.',
    },
    researchIsOver: {
      fr: 'La date de fin de la R&D manque, ou elle n’est pas encore atteinte.',
      en: 'The last day of the R&D is missing, or has not come yet.',
    },
    deliverablesAreSettled: {
      fr: 'Des livrables ne sont ni remis ni abandonnés.',
      en: 'Some deliverables are neither handed in nor dropped.',
    },
    investmentIsRecorded: {
      fr: 'Aucun investissement industriel n’est enregistré.',
      en: 'No industrial investment is recorded.',
    },
    firstSaleIsRecorded: { fr: 'Aucune première vente n’est enregistrée.', en: 'No first sale is recorded.' },
    diffusionIsShown: {
      fr: 'La diffusion se montre par deux années de ventes, ou par une vente à l’étranger\u202f: il en manque la trace.',
      en: 'Diffusion is shown by two years of sales, or by a sale abroad: there is no trace of either.',
    },
  },
});
