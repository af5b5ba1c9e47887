import type { Say } from '#kit/say.ts';

export const IMPORT_KINDS = ['members', 'organisations', 'sirene'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Kinds that read a table made by people, whose columns are matched. */
export type TableKind = Exclude<ImportKind, 'sirene'>;

export const FIELD_NAMES = [
  'siren',
  'siret',
  'name',
  'acronym',
  'kind',
  'legalCategory',
  'naf',
  'communeCode',
  'communeName',
  'postcode',
  'country',
  'website',
  'createdOn',
  'ceasedOn',
  'college',
  'joinedOn',
  'leftOn',
  'leftReason',
  'fee',
  'headcount',
  'revenue',
  'balance',
  'accountsYear',
  'closedOn',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export interface Field {
  readonly name: FieldName;
  readonly title: Say;
  /** What to write there, for the template and the matching. */
  readonly explanation: Say;
  readonly example: string;
  /** Other names under which people know it; accents, capitals, signs and small words do not count. */
  readonly synonyms: readonly string[];
  /** A figure of one year: the header names the year (« Effectif 2013 »). */
  readonly yearly?: 'money' | 'number';
}

const IDENTITY: readonly Field[] = [
  {
    name: 'siren',
    title: { fr: 'SIREN', en: 'SIREN' },
    explanation: {
      fr: 'Neuf chiffres, avec ou sans espaces. Il suffit à reconnaître un organisme déjà au registre.',
      en: 'Nine digits, with or without spaces. It is enough to recognise an organisation of the registry.',
    },
    example: '002 000 008',
    synonyms: ['identifiant siren', 'code siren', 'siren entreprise', 'siren number'],
  },
  {
    name: 'siret',
    title: { fr: 'SIRET', en: 'SIRET' },
    explanation: {
      fr: 'Quatorze chiffres. Il remplace le SIREN et dit quel établissement est membre.',
      en: 'Fourteen digits. It replaces the SIREN and tells which establishment is the member.',
    },
    example: '',
    synonyms: ['siret siège', 'siret établissement', 'siret number', 'code siret', 'siren siret'],
  },
  {
    name: 'name',
    title: { fr: 'Raison sociale', en: 'Name' },
    explanation: {
      fr: 'Nécessaire pour un organisme nouveau au registre, ou sans SIREN (laboratoire, organisme étranger).',
      en: 'Needed for an organisation that is new to the registry, or without a SIREN (laboratory, foreign body).',
    },
    example: 'Atelier des Exemples',
    synonyms: [
      'dénomination',
      'dénomination sociale',
      'nom',
      'organisme',
      'organisation',
      'entreprise',
      'société',
      'structure',
      'adhérent',
      'membre',
      'nom entreprise',
      'nom organisme',
      'nom organisation',
      'nom société',
      'nom structure',
      'nom adhérent',
      'nom membre',
      'name',
      'company',
      'company name',
      'organisation name',
      'legal name',
    ],
  },
];

const KIND: Field = {
  name: 'kind',
  title: { fr: 'Nature', en: 'Kind' },
  explanation: {
    fr: 'Entreprise, laboratoire, établissement de formation, plateforme, structure de transfert, collectivité, service de l’État, investisseur, prestataire, structure porteuse de pôle, organisation professionnelle, autre.',
    en: 'Firm, laboratory, training body, platform, transfer body, authority, State body, investor, support provider, cluster body, professional body, other.',
  },
  example: 'Entreprise',
  synonyms: ['type', 'type organisme', 'type organisation', 'type structure', 'nature organisme', 'kind'],
};

const PLACE: readonly Field[] = [
  {
    name: 'naf',
    title: { fr: 'Code NAF', en: 'NAF code' },
    explanation: {
      fr: 'Activité principale, par exemple 72.19Z ou 7219Z.',
      en: 'Main activity, such as 72.19Z or 7219Z.',
    },
    example: '72.19Z',
    synonyms: [
      'naf',
      'ape',
      'code ape',
      'code naf ape',
      'code ape naf',
      'activité principale',
      'code activité',
      'nace',
    ],
  },
  {
    name: 'communeCode',
    title: { fr: 'Code commune', en: 'Commune code' },
    explanation: {
      fr: 'Code Insee de la commune du siège, cinq caractères\u202f: 38185 pour Grenoble. Ce n’est pas le code postal.',
      en: 'Insee code of the seat’s commune, five characters: 38185 for Grenoble. It is not the postcode.',
    },
    example: '38185',
    synonyms: ['code insee', 'insee', 'code insee commune', 'commune insee', 'code géographique', 'municipality code'],
  },
  {
    name: 'communeName',
    title: { fr: 'Commune', en: 'Commune' },
    explanation: {
      fr: 'À défaut du code commune, le nom de la commune du siège\u202f; avec le code postal quand plusieurs portent ce nom.',
      en: 'Without the commune code, the name of the seat’s commune; with the postcode when several bear that name.',
    },
    example: 'Grenoble',
    synonyms: ['ville', 'localité', 'nom commune', 'city', 'town', 'municipality'],
  },
  {
    name: 'postcode',
    title: { fr: 'Code postal', en: 'Postcode' },
    explanation: {
      fr: 'Sert seulement à distinguer deux communes de même nom.',
      en: 'Only serves to tell two communes of the same name apart.',
    },
    example: '38000',
    synonyms: ['cp', 'postal', 'postcode', 'postal code', 'zip', 'zip code'],
  },
  {
    name: 'country',
    title: { fr: 'Pays', en: 'Country' },
    explanation: {
      fr: 'Code de deux lettres (BE, DE). Sans indication\u202f: la France.',
      en: 'Two-letter code (BE, DE). Without it: France.',
    },
    example: '',
    synonyms: ['code pays', 'country', 'country code'],
  },
];

const FIGURES: readonly Field[] = [
  {
    name: 'headcount',
    title: { fr: 'Effectif', en: 'Headcount' },
    explanation: {
      fr: 'En unités de travail par an, pour l’exercice clos de l’année que dit l’en-tête (Effectif 2013).',
      en: 'In annual work units, for the closed year that the header names (Headcount 2013).',
    },
    example: '42',
    synonyms: [
      'effectifs',
      'effectif moyen',
      'effectif etp',
      'etp',
      'uta',
      'nombre salariés',
      'salariés',
      'headcount',
      'employees',
      'staff',
    ],
    yearly: 'number',
  },
  {
    name: 'revenue',
    title: { fr: 'Chiffre d’affaires', en: 'Revenue' },
    explanation: {
      fr: 'En euros hors taxes, pour l’année que dit l’en-tête\u202f; k€ ou M€ si l’en-tête le dit\u202f: CA 2013 (k€).',
      en: 'In euros without VAT, for the year that the header names; k€ or M€ when the header says so: Revenue 2013 (k€).',
    },
    example: '3 500 000',
    synonyms: ['ca', 'chiffre affaires', 'chiffre affaire', 'montant ca', 'revenue', 'turnover', 'sales'],
    yearly: 'money',
  },
  {
    name: 'balance',
    title: { fr: 'Total du bilan', en: 'Balance sheet total' },
    explanation: {
      fr: 'En euros, pour l’année que dit l’en-tête\u202f; k€ ou M€ si l’en-tête le dit.',
      en: 'In euros, for the year that the header names; k€ or M€ when the header says so.',
    },
    example: '2 100 000',
    synonyms: ['bilan', 'total bilan', 'balance', 'balance sheet', 'balance sheet total', 'total assets'],
    yearly: 'money',
  },
];

const MEMBERSHIP: readonly Field[] = [
  {
    name: 'college',
    title: { fr: 'Collège', en: 'College' },
    explanation: {
      fr: 'PME\u202f; ETI et grands groupes\u202f; Recherche et formation\u202f; Autres membres.',
      en: 'SME; Mid-caps and large groups; Research and training; Others.',
    },
    example: 'PME',
    synonyms: [
      'collège membre',
      'collège adhérent',
      'catégorie',
      'catégorie membre',
      'catégorie adhérent',
      'type adhérent',
      'type membre',
      'college',
      'constituency',
    ],
  },
  {
    name: 'joinedOn',
    title: { fr: 'Date d’adhésion', en: 'Joined on' },
    explanation: {
      fr: 'Premier jour de l’adhésion\u202f: 01/01/2013 ou 2013-01-01.',
      en: 'First day of the membership: 01/01/2013 or 2013-01-01.',
    },
    example: '01/01/2013',
    synonyms: [
      'adhésion',
      'date entrée',
      'entrée',
      'membre depuis',
      'adhérent depuis',
      'date début',
      'début adhésion',
      'date début adhésion',
      'joined',
      'join date',
      'member since',
    ],
  },
  {
    name: 'leftOn',
    title: { fr: 'Date de départ', en: 'Left on' },
    explanation: {
      fr: 'Dernier jour de l’adhésion, s’il y en a un. Vide\u202f: l’adhésion reste comme elle est.',
      en: 'Last day of the membership, if any. Empty: the membership stays as it is.',
    },
    example: '',
    synonyms: [
      'départ',
      'date sortie',
      'sortie',
      'date fin',
      'fin adhésion',
      'date fin adhésion',
      'date radiation',
      'date démission',
      'left',
      'leave date',
      'end date',
    ],
  },
  {
    name: 'leftReason',
    title: { fr: 'Motif de départ', en: 'Reason for leaving' },
    explanation: {
      fr: 'Pourquoi le membre est parti\u202f: cessation, fusion, démission, cotisation impayée…',
      en: 'Why the member left: closure, merger, resignation, unpaid fee…',
    },
    example: '',
    synonyms: ['motif', 'motif sortie', 'motif fin', 'motif radiation', 'raison départ', 'reason', 'reason leaving'],
  },
  {
    name: 'fee',
    title: { fr: 'Cotisation', en: 'Fee' },
    explanation: {
      fr: 'Montant payé en euros, pour l’année que dit l’en-tête (Cotisation 2013). Une colonne par année.',
      en: 'Amount paid in euros, for the year that the header names (Fee 2013). One column for each year.',
    },
    example: '1 250,00',
    synonyms: ['cotisation payée', 'cotisation versée', 'montant cotisation', 'fee', 'fee paid', 'membership fee'],
    yearly: 'money',
  },
];

const DESCRIPTION: readonly Field[] = [
  {
    name: 'acronym',
    title: { fr: 'Sigle', en: 'Acronym' },
    explanation: { fr: 'Nom court, s’il y en a un.', en: 'Short name, if any.' },
    example: '',
    synonyms: ['acronyme', 'nom court', 'acronym', 'short name'],
  },
  {
    name: 'legalCategory',
    title: { fr: 'Catégorie juridique', en: 'Legal category' },
    explanation: {
      fr: 'Code Insee de quatre chiffres\u202f: 5710 pour une SAS, 9220 pour une association déclarée.',
      en: 'Insee code of four digits: 5710 for an SAS company, 9220 for a registered association.',
    },
    example: '5710',
    synonyms: ['code catégorie juridique', 'forme juridique', 'code forme juridique', 'legal category', 'legal form'],
  },
  {
    name: 'website',
    title: { fr: 'Site web', en: 'Website' },
    explanation: { fr: 'Adresse complète, avec https://.', en: 'Complete address, with https://.' },
    example: '',
    synonyms: ['site', 'site internet', 'url', 'web', 'website'],
  },
  {
    name: 'createdOn',
    title: { fr: 'Date de création', en: 'Created on' },
    explanation: { fr: 'Jour de création de l’organisme.', en: 'Day on which the organisation was created.' },
    example: '',
    synonyms: ['création', 'date immatriculation', 'created', 'founded'],
  },
  {
    name: 'ceasedOn',
    title: { fr: 'Date de cessation', en: 'Ceased on' },
    explanation: {
      fr: 'Jour où l’organisme a cessé, le cas échéant.',
      en: 'Day on which the organisation ceased, if it did.',
    },
    example: '',
    synonyms: ['cessation', 'date fermeture', 'ceased'],
  },
];

const ACCOUNTING_YEAR: readonly Field[] = [
  {
    name: 'accountsYear',
    title: { fr: 'Exercice', en: 'Accounting year' },
    explanation: {
      fr: 'Année des chiffres de la ligne, quand les en-têtes ne la disent pas\u202f: une ligne par organisme et par exercice.',
      en: 'Year of the row’s figures, when the headers do not name it: one row for each organisation and year.',
    },
    example: '',
    synonyms: ['année', 'année exercice', 'année comptes', 'year', 'financial year'],
  },
  {
    name: 'closedOn',
    title: { fr: 'Date de clôture', en: 'Accounts closed on' },
    explanation: {
      fr: 'Dernier jour de l’exercice. Sans indication\u202f: le 31 décembre.',
      en: 'Last day of the accounting year. Without it: 31 December.',
    },
    example: '',
    synonyms: ['clôture', 'clôture exercice', 'date clôture exercice', 'closing date', 'year end'],
  },
];

/** The columns that each kind of file may have, in the order of its template. */
export const FIELDS: Readonly<Record<TableKind, readonly Field[]>> = {
  members: [...IDENTITY, ...MEMBERSHIP, KIND, ...PLACE, ...FIGURES],
  organisations: [...IDENTITY, KIND, ...PLACE, ...DESCRIPTION, ...FIGURES, ...ACCOUNTING_YEAR],
};

export const fieldOf = (kind: TableKind, name: FieldName): Field | undefined =>
  FIELDS[kind].find((field) => field.name === name);
