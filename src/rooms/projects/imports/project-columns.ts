import type { Stage } from '../project.ts';
import {
  acronymText,
  amount,
  type Column,
  country,
  day,
  type RowOf,
  readiness,
  shortText,
  siren,
  slugs,
  text,
  wanted,
  yesNo,
} from './cell.rules.ts';

const BLANK_KEEPS = ['Vide\u202f: la valeur déjà connue reste.', 'Empty: the value already known stays.'] as const;

const reached = (fr: string, en: string, aliases: string, example = ''): Column<string> =>
  day(
    fr,
    en,
    aliases,
    [
      'Jour où le projet a atteint cette étape\u202f; les jours se suivent sans reculer.',
      'Day on which the project reached this stage; days follow one another without going back.',
    ],
    example,
  );

/** Stages that a file may date; `idea` is the day of opening. */
export const DATED_STAGES = [
  'consortium',
  'labelled',
  'submitted',
  'selected',
  'agreement',
  'running',
  'completed',
  'industrialisation',
  'market',
  'diffused',
  'abandoned',
] as const satisfies readonly Stage[];

export const PROJECT_COLUMNS = {
  reference: wanted(
    shortText(
      'Référence',
      'Reference',
      'reference projet|ref|ref projet|numero projet|identifiant|id projet|code projet|project reference|id',
      [
        'Ce qui désigne le projet dans votre source\u202f; les autres fichiers le nomment ainsi.',
        'What the project is called in your source; the other files name it so.',
      ],
      'FUI-0042',
    ),
  ),
  acronym: wanted(
    acronymText(
      'Acronyme',
      'Acronym',
      'sigle|nom court|nom projet',
      ['Nom court, unique parmi les projets du pôle.', 'Short name, unique among the projects of the cluster.'],
      'CAPTEURS SOBRES',
    ),
  ),
  title: wanted(
    shortText(
      'Titre',
      'Title',
      'intitule|titre projet|libelle|project title',
      ['Une ligne.', 'One line.'],
      'Capteurs sobres pour la montagne',
    ),
  ),
  cluster: shortText(
    'Pôle',
    'Cluster',
    'pole chef de file|slug pole|pole suivi|lead cluster',
    [
      'Nom court du pôle qui suit le projet, comme dans son adresse\u202f; vide\u202f: le pôle choisi pour l’import.',
      'Short name of the cluster that follows the project, as in its address; empty: the cluster chosen for the import.',
    ],
    'minalogic',
  ),
  filiere: shortText('Filière', 'Sector', 'comite strategique|csf|slug filiere|filiere csf', [
    'Nom court de la filière.',
    'Short name of the sector.',
  ]),
  summary: text('Résumé', 'Summary', 'description|objet|abstract|resume projet', BLANK_KEEPS),
  targetMarket: text('Marché visé', 'Target market', 'marche|marche cible|debouche', BLANK_KEEPS),
  openedOn: wanted(
    day(
      'Ouvert le',
      'Opened on',
      'date ouverture|ouverture|date creation|cree le|date idee|opened|opening date',
      ['Jour où le pôle a commencé à suivre l’idée.', 'Day on which the cluster began to follow the idea.'],
      '15/01/2013',
    ),
  ),
  trl: readiness('TRL', 'TRL', 'niveau maturite|maturite technologique|niveau trl', ['De 1 à 9.', 'From 1 to 9.'], '4'),
  researchStartsOn: day(
    'Début de la R&D',
    'Research start',
    'debut r d|debut recherche|date debut|start date|research starts',
    BLANK_KEEPS,
    '01/09/2013',
  ),
  researchEndsOn: day(
    'Fin de la R&D',
    'Research end',
    'fin r d|fin recherche|date fin|end date|research ends',
    BLANK_KEEPS,
    '31/08/2016',
  ),
  launchPlannedOn: day(
    'Lancement visé',
    'Launch planned',
    'mise marche visee|lancement prevu|premiere vente visee|planned launch',
    [
      'Jour de la première vente que vise le consortium (R73).',
      'Day of the first sale that the consortium aims at (R73).',
    ],
  ),
  call: shortText(
    'Appel',
    'Call',
    'appel projets|aap|identifiant appel|call id',
    [
      'Identifiant de l’appel, comme au calendrier\u202f: fui-18, anr, europe. Demandé avec un jour de labellisation (R61).',
      'Identifier of the call, as in the calendar: fui-18, anr, europe. Wanted with a day of labelling (R61).',
    ],
    'fui-18',
  ),
  labelledBy: slugs(
    'Pôles labellisateurs',
    'Labelling clusters',
    'poles labellisateurs|labellise par|pole labellisateur|co labellisation|labelled by',
    [
      'Noms courts séparés par |, le chef de file d’abord\u202f; vide\u202f: le pôle du projet.',
      'Short names separated by |, the lead first; empty: the cluster of the project.',
    ],
    'minalogic|axelera',
  ),
  public: yesNo(
    'Public',
    'Public',
    'montrable|publiable|visible',
    [
      'Oui\u202f: résumé, consortium, résultats et marché sont ouverts à tous à la création\u202f; ensuite, les lecteurs se choisissent sur la page du projet.',
      'Yes: summary, consortium, results and market are open to all at creation; later, readers are chosen on the page of the project.',
    ],
    'oui',
  ),
  consortium: reached('Consortium le', 'Consortium on', 'consortium|date consortium|consortium forme'),
  labelled: reached('Labellisé le', 'Labelled on', 'date labellisation|labellisation|labelled', '20/03/2013'),
  submitted: reached('Déposé le', 'Submitted on', 'date depot|depot|submitted', '12/04/2013'),
  selected: reached('Retenu le', 'Selected on', 'date selection|selection|selectionne|selected'),
  agreement: reached(
    'Convention le',
    'Agreement on',
    'date convention|convention|conventionne|convention signee|agreement',
  ),
  running: reached('R&D démarrée le', 'Running on', 'demarrage|date demarrage|r d en cours|running'),
  completed: reached('R&D achevée le', 'Completed on', 'achevement|date achevement|r d achevee|acheve|completed'),
  industrialisation: reached(
    'Industrialisation le',
    'Industrialisation on',
    'industrialisation|date industrialisation',
  ),
  market: reached(
    'Sur le marché le',
    'Market on',
    'mise marche|date mise marche|marche atteint|commercialisation|on market',
  ),
  diffused: reached('Diffusé le', 'Diffused on', 'diffusion|date diffusion|diffused'),
  abandoned: reached('Abandonné le', 'Abandoned on', 'abandon|date abandon|abandoned'),
  abandonReason: text(
    'Motif d’abandon',
    'Reason for abandoning',
    'motif abandon|raison abandon|abandon reason|reason',
    ['Demandé avec un jour d’abandon.', 'Wanted with a day of abandoning.'],
  ),
};
export type ProjectRow = RowOf<typeof PROJECT_COLUMNS>;

const cost = (fr: string, en: string, aliases: string, example = ''): Column<number> =>
  amount(
    fr,
    en,
    aliases,
    [
      'En euros, ou en k€ ou M€ si l’en-tête le dit. Toutes vides\u202f: coûts inconnus\u202f; une seule remplie\u202f: les autres sont nuls.',
      'In euros, or k€ or M€ if the header says so. All empty: unknown costs; one filled: the others are nil.',
    ],
    example,
  );

export const PARTNER_COLUMNS = {
  reference: wanted(
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
  ),
  siren: wanted(
    siren(
      'SIREN',
      'SIREN',
      'siren partenaire|numero siren',
      ['L’organisation doit être au registre.', 'The organisation must be in the registry.'],
      '552 100 554',
    ),
  ),
  lead: yesNo(
    'Chef de file',
    'Lead',
    'porteur|coordinateur|chef de file projet|lead partner|coordinator',
    ['Oui pour un seul partenaire de chaque projet.', 'Yes for exactly one partner of each project.'],
    'oui',
  ),
  role: shortText('Rôle', 'Role', 'role partenaire|contribution', BLANK_KEEPS, 'Intégrateur'),
  country: country(
    'Pays',
    'Country',
    'pays travaux|code pays',
    ['Deux lettres\u202f; vide\u202f: FR.', 'Two letters; empty: FR.'],
    'FR',
  ),
  commune: shortText(
    'Code commune',
    'Commune',
    'commune|code insee|commune travaux|insee',
    [
      'Code Insee du lieu des travaux\u202f; vide\u202f: celle de l’organisation.',
      'Insee code of the place of the work; empty: that of the organisation.',
    ],
    '38185',
  ),
  fundamental: cost(
    'Coûts de recherche fondamentale',
    'Fundamental research costs',
    'recherche fondamentale|couts recherche fondamentale|fundamental',
  ),
  industrial: cost(
    'Coûts de recherche industrielle',
    'Industrial research costs',
    'recherche industrielle|couts recherche industrielle|industrial',
    '450000',
  ),
  experimental: cost(
    'Coûts de développement expérimental',
    'Experimental development costs',
    'developpement experimental|couts developpement experimental|experimental',
  ),
  feasibility: cost(
    'Coûts d’études de faisabilité',
    'Feasibility study costs',
    'etudes faisabilite|faisabilite|couts faisabilite|feasibility',
  ),
  asked: amount(
    'Aide demandée',
    'Aid asked',
    'aide sollicitee|subvention demandee|montant demande|asked aid|requested aid',
    ['Jamais au-dessus des coûts.', 'Never above the costs.'],
    '200000',
  ),
  joinedOn: day('Entré le', 'Joined on', 'date entree|entree|arrivee|joined', [
    'Vide\u202f: jour d’ouverture du projet.',
    'Empty: the day on which the project was opened.',
  ]),
  leftOn: day('Sorti le', 'Left on', 'date sortie|sortie|depart|left', [
    'Vide\u202f: toujours partenaire.',
    'Empty: still a partner.',
  ]),
  leaveReason: text('Motif de sortie', 'Reason for leaving', 'motif sortie|raison sortie|motif depart|leave reason', [
    'Demandé avec un jour de sortie.',
    'Wanted with a day of leaving.',
  ]),
};
export type PartnerRow = RowOf<typeof PARTNER_COLUMNS>;
