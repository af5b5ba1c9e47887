import { formatNumber, plural } from '#kit/say.ts';

/** Sentences of the programme's settings. */
export const programme = {
  title: 'Réglages du programme',
  lead: 'Le cadre dans lequel tous les écrans parlent.',
  name: 'Programme',
  period: 'Durée',
  source: 'Source',
  referenceDay: 'Jour de référence',
  referenceDayChosen: (day: string) => `${day}, choisi`,
  referenceDayToday: (day: string) => `${day}, suit le calendrier`,
  referenceDayWhat:
    'Le jour dont parlent les écrans quand personne n’en choisit un. Sans choix, c’est aujourd’hui, gardé dans les années du programme.',
  ceiling: 'Plafond des pôles stratégiques',
  ceilingUsed: (count: number, ceiling: number) =>
    `${plural(count, { one: '# désigné', other: '# désignés' })} sur ${formatNumber(ceiling)} au plus`,
  ceilingFacts: 'Voir les pôles désignés',
  demo: 'Données de démonstration',
  demoOn: 'Chargées\u202f: membres, comptes et personnes inventés, marqués partout.',
  demoOff: 'Aucune\u202f: ce registre ne contient que des données réelles et ce que vous saisissez.',
  store: 'Base de données',
  storeEmbedded: 'Embarquée dans le serveur\u202f: pour essayer.',
  storeServer: 'Serveur PostgreSQL.',
  frame: 'Le cadre',
  settings: 'Changer les réglages',
  form: {
    referenceDay: 'Jour de référence',
    referenceDayHint: (from: string, to: string) => `Du ${from} au ${to}. Laissez vide pour suivre le calendrier.`,
    ceiling: 'Plafond des pôles stratégiques',
    ceilingHint: 'La communication de 2013 dit «\u202fune vingtaine au maximum\u202f».',
    reason: 'Raison',
    reasonHint: 'Elle est inscrite au journal.',
    submit: 'Enregistrer les réglages',
    consequence: 'Tous les écrans et tous les chiffres parleront de ce jour, pour tout le monde.',
    done: 'Réglages enregistrés.',
  },
  data: 'Voir les données de référence et leurs licences',
};
