import type { ResultKind } from '../delivery/delivery.ts';
import type { Funder } from '../funding/files/application.ts';
import {
  amount,
  choice,
  country,
  day,
  dayOrYear,
  jobs,
  percent,
  type RowOf,
  shortText,
  siren,
  text,
  wanted,
  yesNo,
} from './cell.rules.ts';

const reference = wanted(
  shortText(
    'Référence',
    'Reference',
    'reference projet|ref|ref projet|numero projet|identifiant projet|id projet|code projet|project reference|project',
    [
      'La référence du projet dans sa source, ou son nom dans l’adresse de Grappe.',
      'The reference of the project in its source, or its name in Grappe’s address.',
    ],
    'FUI-0042',
  ),
);
const partner = wanted(
  siren(
    'SIREN',
    'SIREN',
    'siren partenaire|siren beneficiaire|numero siren',
    [
      'Une organisation qui est, ou fut, partenaire du projet.',
      'An organisation that is, or was, a partner of the project.',
    ],
    '552 100 554',
  ),
);

const FUNDER_WORDS: Readonly<Record<Funder, string>> = {
  state: 'État|l etat|dgcis|dge',
  bpifrance: 'Bpifrance|bpi|oseo',
  region: 'Région|conseil regional',
  anr: 'ANR',
  ademe: 'ADEME',
  europe: 'Europe|ue|union europeenne|commission europeenne|feder',
};

const funder = choice<Funder>(FUNDER_WORDS);
const step = (fr: string, en: string, aliases: string, example = '') =>
  day(
    fr,
    en,
    aliases,
    ['Le même jour sur toutes les lignes d’un dossier.', 'The same day on all lines of one file.'],
    example,
  );

export const AID_COLUMNS = {
  reference,
  call: wanted(
    shortText(
      'Appel',
      'Call',
      'appel projets|aap|identifiant appel|call id',
      ['Identifiant de l’appel, comme au calendrier.', 'Identifier of the call, as in the calendar.'],
      'fui-18',
    ),
  ),
  funder: wanted(
    funder(
      'Financeur',
      'Funder',
      'financeur public|organisme financeur',
      ['État, Bpifrance, Région, ANR, ADEME ou Europe.', 'state, bpifrance, region, anr, ademe or europe.'],
      'État',
    ),
  ),
  region: shortText('Code région', 'Region code', 'region|code region 2013', [
    'Code Insee de la région de 2013, si elle finance.',
    'Insee code of the region of 2013, when it funds.',
  ]),
  siren: partner,
  asked: amount(
    'Aide demandée',
    'Asked',
    'montant demande|aide sollicitee|subvention demandee|asked aid',
    ['En euros, ou en k€ ou M€ si l’en-tête le dit.', 'In euros, or k€ or M€ if the header says so.'],
    '200000',
  ),
  granted: amount(
    'Aide accordée',
    'Granted',
    'montant accorde|aide attribuee|subvention accordee|montant attribue|granted aid',
    ['Demandée dès que le dossier est retenu.', 'Wanted once the file is selected.'],
    '180000',
  ),
  submittedOn: wanted(step('Déposé le', 'Submitted on', 'date depot|depot|submitted', '12/04/2013')),
  selectedOn: step('Retenu le', 'Selected on', 'date selection|selection|date decision|selected', '25/07/2013'),
  agreementOn: step('Convention le', 'Agreement on', 'date convention|convention|conventionne|agreement'),
  closedOn: step('Soldé le', 'Closed on', 'date solde|solde|cloture|closed'),
  refusedOn: step('Refusé le', 'Refused on', 'date refus|refus|refused'),
  refusalReason: text('Motif du refus', 'Reason for refusal', 'motif refus|raison refus|refusal reason|reason', [
    'Demandé avec un jour de refus.',
    'Wanted with a day of refusal.',
  ]),
  lapsed: yesNo('Caduc', 'Lapsed', 'caducite|caduque', [
    'Oui\u202f: la sélection est tombée faute de convention (R76).',
    'Yes: the selection lapsed for want of an agreement (R76).',
  ]),
  paid: amount('Versé', 'Paid', 'montant verse|aide versee|versement|paid amount', [
    'Un versement par ligne\u202f; plusieurs lignes si l’aide fut versée en plusieurs fois.',
    'One payment for each line; several lines when the aid was paid in several parts.',
  ]),
  paidOn: day('Versé le', 'Paid on', 'date versement|date paiement|payment date', [
    'Demandé avec un montant versé.',
    'Wanted with an amount paid.',
  ]),
};
export type AidRow = RowOf<typeof AID_COLUMNS>;

/** What a line of results tells: a result of some kind, or what became of it. */
export type ResultLineKind = ResultKind | 'investment' | 'first-sale' | 'market-year';

const RESULT_WORDS: Readonly<Record<ResultLineKind, string>> = {
  product: 'produit',
  process: 'procédé',
  service: 'service',
  patent: 'brevet',
  publication: 'publication|article',
  'start-up': 'jeune pousse|start up|startup',
  standard: 'norme',
  investment: 'investissement|industrialisation',
  'first-sale': 'première vente',
  'market-year': 'année de marché|annee marche|ventes annee|chiffre affaires',
};

export const RESULT_COLUMNS = {
  reference,
  siren: partner,
  kind: wanted(
    choice<ResultLineKind>(RESULT_WORDS)(
      'Nature',
      'Kind',
      'type|type resultat|nature resultat',
      [
        'Produit, procédé, service, brevet, publication, jeune pousse, norme, investissement, première vente ou année de marché.',
        'product, process, service, patent, publication, start-up, standard, investment, first-sale or market-year.',
      ],
      'produit',
    ),
  ),
  on: wanted(
    dayOrYear(
      'Jour ou année',
      'Day or year',
      'jour|date|annee|year|day',
      ['Un jour, ou une année, qui vaut son dernier jour.', 'A day, or a year, which stands for its last day.'],
      '2017',
    ),
  ),
  title: shortText(
    'Intitulé',
    'Title',
    'titre|libelle|designation',
    ['Demandé pour un résultat.', 'Wanted for a result.'],
    'Capteur C1',
  ),
  number: shortText('Numéro', 'Number', 'numero brevet|doi|reference resultat', [
    'Numéro du brevet, DOI de la publication, SIREN de la jeune pousse.',
    'Number of the patent, DOI of the publication, SIREN of the start-up.',
  ]),
  amount: amount('Montant', 'Amount', 'investissement|chiffre affaires|ca|montant vente|revenue', [
    'Investissement, première vente ou chiffre d’affaires de l’année, en euros, ou en k€ ou M€ si l’en-tête le dit.',
    'Investment, first sale or revenue of the year, in euros, or k€ or M€ if the header says so.',
  ]),
  country: country('Pays', 'Country', 'pays vente|code pays', [
    'Pays de la première vente, deux lettres\u202f; vide\u202f: FR.',
    'Country of the first sale, two letters; empty: FR.',
  ]),
  exportPercent: percent('Part export', 'Export %', 'export|part exportee|taux export|export share', [
    'De 0 à 100, pour une année de marché.',
    'From 0 to 100, for a market year.',
  ]),
  jobsCreated: jobs('Emplois créés', 'Jobs created', 'emplois crees|creations emplois', [
    'Équivalents temps plein.',
    'Full-time equivalents.',
  ]),
  jobsKept: jobs('Emplois maintenus', 'Jobs kept', 'emplois maintenus|emplois sauvegardes', [
    'Équivalents temps plein.',
    'Full-time equivalents.',
  ]),
};
export type ResultRow = RowOf<typeof RESULT_COLUMNS>;
