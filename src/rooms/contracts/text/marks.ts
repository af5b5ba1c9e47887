import type { Say } from '#kit/say.ts';

interface Mark extends Say {
  /** `line` stands in a sentence; `block` stands alone on its line and becomes paragraphs, a list or a table. */
  readonly shape: 'line' | 'block';
}

/** The marks that an article may hold, each replaced by the contract's own data when the text is laid out. */
export const MARKS = {
  'pole.nom': { shape: 'line', fr: 'Nom du pôle', en: 'Name of the cluster' },
  'pole.secteur': { shape: 'line', fr: 'Secteur du pôle', en: 'Sector of the cluster' },
  'association.nom': {
    shape: 'line',
    fr: 'Nom de l’association qui porte le pôle',
    en: 'Name of the association behind the cluster',
  },
  'association.siren': { shape: 'line', fr: 'SIREN de l’association', en: 'SIREN of the association' },
  'association.president': {
    shape: 'line',
    fr: 'Nom de la personne qui préside l’association',
    en: 'Name of the president of the association',
  },
  'contrat.reference': { shape: 'line', fr: 'Référence du contrat', en: 'Reference of the contract' },
  'contrat.debut': { shape: 'line', fr: 'Premier jour du contrat', en: 'First day of the contract' },
  'contrat.terme': { shape: 'line', fr: 'Dernier jour du contrat', en: 'Last day of the contract' },
  'contrat.annees': {
    shape: 'line',
    fr: 'Années couvertes, «\u202f2013-2018\u202f»',
    en: 'Years covered, “2013-2018”',
  },
  'membres.nombre': {
    shape: 'line',
    fr: 'Nombre de membres au jour du texte',
    en: 'Number of members on the day of the text',
  },
  'objectifs.nombre': {
    shape: 'line',
    fr: 'Nombre d’objectifs du contrat',
    en: 'Number of objectives of the contract',
  },
  'engagements.total': {
    shape: 'line',
    fr: 'Somme de tous les engagements financiers',
    en: 'Sum of all financial commitments',
  },
  avenant: {
    shape: 'block',
    fr: 'Objet et motif de l’avenant\u202f; rien dans le texte d’origine',
    en: 'Subjects and reason of the amendment; nothing in the original text',
  },
  parties: { shape: 'block', fr: 'Liste des parties au contrat', en: 'List of the parties to the contract' },
  domaines: { shape: 'block', fr: 'Domaines d’activités stratégiques', en: 'Strategic business areas' },
  'objectifs.technologiques': {
    shape: 'block',
    fr: 'Objectifs technologiques et d’innovation',
    en: 'Technology and innovation objectives',
  },
  marches: {
    shape: 'block',
    fr: 'Marchés cibles, avec leur taille et sa source',
    en: 'Target markets, with their size and its source',
  },
  diagnostic: { shape: 'block', fr: 'Diagnostic dans les mots du pôle', en: 'Diagnosis in the cluster’s words' },
  chiffres: {
    shape: 'block',
    fr: 'Chiffres du pôle comptés au registre',
    en: 'Figures of the cluster counted in the registry',
  },
  objectifs: {
    shape: 'block',
    fr: 'Objectifs, leurs porteurs, leurs indicateurs et leurs cibles',
    en: 'Objectives with who bears them, their indicators and targets',
  },
  engagements: {
    shape: 'block',
    fr: 'Engagements financiers par partie et par an',
    en: 'Financial commitments by party and year',
  },
  annexes: { shape: 'block', fr: 'Liste des annexes', en: 'List of the annexes' },
} as const satisfies Record<string, Mark>;

export type MarkName = keyof typeof MARKS;
export type LineMark = { [Name in MarkName]: (typeof MARKS)[Name]['shape'] extends 'line' ? Name : never }[MarkName];
export type BlockMark = Exclude<MarkName, LineMark>;

export const isMark = (name: string): name is MarkName => Object.hasOwn(MARKS, name);
export const isBlockMark = (name: MarkName): name is BlockMark => MARKS[name].shape === 'block';
