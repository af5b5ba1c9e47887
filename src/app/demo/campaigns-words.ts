import type { Chance } from './chance.ts';
import { MERGERS } from './invented-mergers.ts';

/** French of the invented returns. Everything here is fiction, and the campaigns say so (`synthetic`). */

type Telling = (name: string, year: number) => string;

const OPENINGS: readonly Telling[] = [
  (name, year) => `En ${year}, ${name} a surtout travaillé à la mise sur le marché des résultats de ses projets.`,
  (name, year) => `L’année ${year} a été celle de l’accompagnement individuel des PME pour ${name}.`,
  (name, year) => `Les adhésions ont progressé en ${year} et ${name} a revu l’offre faite à ses membres.`,
  (name, year) => `${name} a tenu en ${year} le calendrier de sa feuille de route, à deux actions près.`,
];
const MIDDLES: readonly string[] = [
  'Les comités de labellisation se sont tenus aux dates prévues\u202f; deux projets ont été renvoyés pour préciser leur marché.',
  'Trois industriels ont ouvert leurs besoins aux PME lors de rencontres préparées en petits groupes.',
  'La mission à l’étranger a donné lieu à deux accords, dont un seul est signé à ce jour.',
  'Le financement de la plateforme commune a pris du retard, ce qui décale les premières journées d’essai.',
  'L’enquête auprès des membres a recueilli plus de réponses que l’an dernier, ce qui rend les chiffres plus sûrs.',
  'Un partenaire important s’est retiré au printemps\u202f; sa part a été reprise par deux PME.',
];
const ENDINGS: readonly string[] = [
  'La priorité de l’année qui vient est de suivre les premières ventes avec les entreprises concernées.',
  'Le bureau a décidé de concentrer l’équipe sur les deux objectifs en retard.',
  'Deux chiffres de l’an dernier sont corrigés\u202f; chacun porte sa raison.',
  'Les écarts expliqués dans la grille devraient se résorber en un an.',
];

/** Three sentences about the year, with the cluster's name in. */
export const narrative = (name: string, year: number, luck: Chance): string =>
  [luck.pick(OPENINGS)(name, year), luck.pick(MIDDLES), luck.pick(ENDINGS)].join(' ');

export const NOT_APPLICABLE: readonly string[] = [
  'L’action a été arrêtée avant cette année\u202f; il n’y a rien à compter.',
  'L’entreprise qui portait cet objectif n’a pas encore commencé.',
];
export const DOUBTS: readonly string[] = [
  'L’enquête auprès des membres est en cours.',
  'Les comptes des entreprises ne sont pas encore arrêtés.',
];
export const TYPED_INSTEAD: readonly string[] = [
  'Des opérations suivies par l’équipe ne sont pas encore saisies dans Grappe.',
  'Le décompte du pôle compte aussi celles qui se sont conclues en décembre.',
];

/** What explains a gap: codes of the closed list, those that come up most written twice. */
export const REASONS = [
  'calendar-slipped',
  'calendar-slipped',
  'funding-late',
  'funding-late',
  'facts-incomplete',
  'exceptional-year',
  'members-changed',
  'partner-withdrew',
] as const;

/** The same of a figure that facts count. */
export const COUNTED_REASONS = ['facts-incomplete', 'facts-incomplete', 'calendar-slipped', 'funding-late'] as const;

/** What the State asks about a figure, and what the cluster answers. */
export const QUESTIONS: readonly { readonly asked: string; readonly answered: string }[] = [
  {
    asked: 'Ce chiffre double en un an. Comptez-vous les mêmes opérations que l’année précédente\u202f?',
    answered: 'Oui, les mêmes. Deux opérations prévues pour l’année précédente se sont conclues en janvier.',
  },
  {
    asked: 'D’où vient cette valeur\u202f? Le moyen de vérification du contrat n’est pas cité.',
    answered: 'Des déclarations annuelles des membres, comme le contrat le prévoit\u202f; quarante et une réponses.',
  },
  {
    asked: 'L’écart à la cible est grand. La cible de l’année suivante tient-elle toujours\u202f?',
    answered: 'Elle tient\u202f: le retard vient d’un financement attribué en décembre au lieu de juin.',
  },
];
export const TO_MEND = {
  figure:
    'La valeur ne correspond pas au procès-verbal du conseil d’administration\u202f: vérifiez-la et citez la pièce.',
  whole: 'Une valeur est à reprendre avant que l’État puisse se prononcer.',
  comment: 'Valeur vérifiée sur le procès-verbal du conseil d’administration de janvier.',
};
export const DISPUTE = {
  asked: 'Vous déclarez plus que ce que Grappe compte, sans fait à l’appui. Sur quelles pièces vous fondez-vous\u202f?',
  maintained:
    'Le pôle maintient sa valeur\u202f: les opérations manquantes ont été conclues par des membres qui n’ont pas répondu à l’enquête. Les lettres sont à la disposition de l’État.',
  opinion:
    'Avis réservé\u202f: la valeur maintenue par le pôle n’est appuyée par aucun fait enregistré. Elle devrait attendre les pièces.',
};
export const FAVOURABLE: readonly string[] = [
  'Les chiffres correspondent à ce que nos services suivent.',
  'Avis favorable\u202f: les écarts sont expliqués.',
];
export const WORDS_ASKED: readonly string[] = [
  'Une PME a signé son premier contrat hors d’Europe après deux ans d’accompagnement.',
  'Le banc d’essai partagé sert désormais à des entreprises qui ne sont pas membres.',
  'Trois projets refusés au guichet national ont trouvé un financement régional.',
];
/** Why a cluster that owed a return has none. */
export const closingReason = (cluster: string): string =>
  MERGERS.some(({ into }) => into === cluster)
    ? 'Le pôle est né d’une fusion : son contrat n’est pas encore écrit, il n’y a rien à suivre.'
    : 'Le pôle n’a déposé aucune déclaration malgré deux relances : son contrat n’était alors signé par aucune assemblée.';

/** Questions that campaigns add to the contracts, each with its basis and reader. */
export const EXTRA = {
  /** Withdrawn during the campaign on 2015. */
  premises: {
    kind: 'yes-no',
    labelFr: 'Le pôle dispose-t-il de locaux ouverts à ses membres\u202f?',
    labelEn: 'Does the cluster have premises open to its members?',
    basis: 'Demande du comité de pilotage (fictif)',
    reader: 'Comité de pilotage du programme',
    lastYear: 2018,
    minutes: 2,
  },
  /** Added for the campaign on 2016. */
  achievement: {
    kind: 'text',
    labelFr: 'Un fait marquant de l’année, en une phrase',
    labelEn: 'One achievement of the year, in one sentence',
    basis: 'Article 4 du contrat de performance (fictif)',
    reader: 'Rédaction du bilan national',
    lastYear: 2018,
    minutes: 5,
  },
} as const;
/** Asked of every cluster each year, where every cluster is written. */
export const ASKED_OF_ALL = [
  { indicator: 'GOU-03', labelFr: 'Équipe d’animation en ETP', labelEn: 'Management team in FTE' },
  { indicator: 'MEM-09', labelFr: 'Part des membres au statut JEI', labelEn: 'Share of young innovative companies' },
  { indicator: 'EXP-02', labelFr: 'Événements internationaux organisés', labelEn: 'International events organised' },
] as const;
export const NOT_READ =
  'La réponse n’est lue par personne depuis que le registre des locaux existe\u202f: la question est retirée.';
export const FEW_ANSWERS =
  'Posée à titre d’essai\u202f: la question ne vaut que pour les pôles dont le contrat est suivi.';
