import { cluster } from './cluster/cluster.fr.ts';
import { workspace } from './cluster/workspace.fr.ts';
import { membership } from './membership/membership.fr.ts';
import { organisation } from './organisation/organisation.fr.ts';
import { home } from './programme/home.fr.ts';
import { programme } from './programme/programme.fr.ts';
import { week } from './programme/week.fr.ts';

/** The French sentences of the registry: the words that its screens share, then screen by screen. `\u202f` is the narrow no-break space. */
export const fr = {
  crumb: {
    home: 'Accueil',
    clusters: 'Pôles',
    organisations: 'Organisations',
    week: 'Ma semaine',
    programme: 'Programme',
    data: 'Données et licences',
    search: 'Recherche',
    figures: 'Chiffres',
    workspace: 'Espace de travail',
    members: 'Membres',
    applications: 'Candidatures',
    identity: 'Identité et gouvernance',
    label: 'Label et histoire',
    overview: 'Vue d’ensemble',
    import: 'Import',
  },
  category: {
    mondial: 'Mondial',
    'a-vocation-mondiale': 'À vocation mondiale',
    national: 'National',
  },
  rating: {
    'tres-performant': 'Très performant',
    performant: 'Performant',
    'moins-performant': 'Moins performant',
  },
  certainty: {
    official: 'Officiel',
    press: 'Presse',
    background: 'À vérifier',
    officialRule: 'Un document officiel le dit.',
    pressRule: 'Des articles de presse concordants le disent\u202f; aucun document officiel n’a été lu.',
    backgroundRule:
      'Connaissance générale, sans document lu à l’appui. À vérifier avant tout usage\u202f; ce n’est pas une donnée officielle.',
  },
  confidence: {
    haute: 'Ligne de la liste jugée sûre',
    moyenne: 'Ligne de la liste à confirmer',
  },
  decision: {
    granted: 'Label accordé',
    renewed: 'Label renouvelé',
    withdrawn: 'Label retiré',
    merged: 'Label éteint par fusion',
  },
  labelRule:
    'Le label résulte des décisions datées inscrites à l’histoire du pôle. Un pôle qui l’a perdu reste lisible.',
  nature: {
    renaming: 'changement de nom',
    merger: 'fusion',
    absorption: 'absorption',
    'partial-takeover': 'reprise partielle',
    split: 'scission',
  },
  kind: {
    firm: 'Entreprise',
    laboratory: 'Laboratoire',
    'training-body': 'Établissement de formation',
    platform: 'Plateforme technologique',
    'transfer-body': 'Structure de transfert',
    authority: 'Collectivité',
    'state-body': 'Service de l’État',
    investor: 'Investisseur',
    'support-provider': 'Prestataire d’accompagnement',
    'cluster-body': 'Structure porteuse de pôle',
    'professional-body': 'Organisation professionnelle',
    other: 'Autre',
  },
  college: {
    sme: 'PME',
    large: 'ETI et grands groupes',
    'research-training': 'Recherche et formation',
    other: 'Autres membres',
  },
  size: {
    micro: 'Microentreprise',
    pme: 'PME',
    eti: 'ETI',
    ge: 'Grande entreprise',
    unknown: 'Taille non connue',
    'not-applicable': 'Sans objet',
  },
  ground: {
    'off-strategy': 'Hors de la stratégie du pôle',
    'not-eligible': 'Conditions d’adhésion non remplies',
    incomplete: 'Dossier incomplet',
    other: 'Autre motif',
  },
  words: {
    yes: 'oui',
    no: 'non',
    none: 'aucun',
    unknown: 'non connu',
    since: (day: string) => `depuis le ${day}`,
    fromTo: (from: string, to: string) => `du ${from} au ${to}`,
    onDay: (day: string) => `au ${day}`,
    source: (text: string) => `Source\u202f: ${text}`,
    registry: 'registre des pôles, Grappe',
    closed: 'Fermé',
    synthetic: 'démonstration',
    syntheticRule: 'Ligne inventée pour la démonstration\u202f: ni personne ni entreprise réelle.',
  },
  home,
  cluster,
  workspace,
  membership,
  organisation,
  week,
  programme,
};
